"""Languages heard and read, and what is known of dubbing."""

from typing import Any, Final

from miauflix.sources.parsing.alphabets import said_in_chinese, written_in
from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.language_runs import LANGUAGE_KINDS
from miauflix.sources.parsing.tokens import COVERED, Token
from miauflix.sources.parsing.words.containers import SUBTITLE
from miauflix.sources.parsing.words.languages import (
    DUBBED_WORDS,
    HARDCODED,
    PORTUGUESE_WORDS,
    SPANISH_WORDS,
    SUBTITLE_ADVERBS,
    SUBTITLE_WORDS,
)

_LAST_WORDS: Final = 3


def subtitle_places(draft: Draft, taken: list[int]) -> set[int]:
    """Places of languages that are read: the run before a word for subtitles, or else the one behind it."""
    found: set[int] = set()
    for place in taken:
        if draft.tokens[place].low in SUBTITLE_WORDS:
            step = 1 if _leans_forward(draft, place) else -1
            found |= _run(draft, place, step) or _run(draft, place, -step)
    return found


def _leans_forward(draft: Draft, place: int) -> bool:
    """ENG.-.sub.FR: the word belongs to the nearer language."""
    return place + 1 < len(draft.tokens) and len(draft.tokens[place + 1].gap) == 1 < len(draft.tokens[place].gap)


def _run(draft: Draft, word: int, step: int) -> set[int]:
    found: set[int] = set()
    place = word + step
    while 0 <= place < len(draft.tokens):
        token = draft.tokens[place]
        gap = token.gap if step > 0 else draft.tokens[place + 1].gap
        if "][" in gap or ")(" in gap or len(gap) > 3:
            break
        if token.low not in SUBTITLE_ADVERBS and token.claim != COVERED:
            if not token.is_taken or token.meaning is None or token.meaning.kind not in LANGUAGE_KINDS:
                break
            found.add(place)
        place += step
    return found


def settle(draft: Draft, facts: dict[str, Any], taken: list[int], container: str | None) -> None:
    """Completes `languages` and `subtitle_languages` with what is only implied, and drops what is said twice."""
    spoken, read = facts["languages"], facts["subtitle_languages"]
    if container in SUBTITLE:
        _of_subtitle_file(draft, facts)
    in_chinese = said_in_chinese(draft.tokens)
    spoken.extend(code for code in in_chinese[0] if code not in spoken)
    read.extend(code for code in in_chinese[1] if code not in read)
    _uses(draft, facts, taken)
    if not spoken and not read:
        spoken.extend(_implied(draft))
    if "mul" in read and len(read) > 1:
        read.remove("mul")
    if "mul" in spoken and len(spoken) > 2:
        spoken.remove("mul")
    if read:
        facts["subbed"] = True


def _uses(draft: Draft, facts: dict[str, Any], taken: list[int]) -> None:
    """Dubbed, but into what? Dublado and Legendado are Portuguese words; others leave it open."""
    for place in taken:
        low = draft.tokens[place].low
        if low in DUBBED_WORDS:
            facts["dubbed"] = True
            _default(facts["languages"], low, draft)
        elif low in SUBTITLE_WORDS:
            _default(facts["subtitle_languages"], low, draft)
        elif low in {"dl", "ml"} and facts["languages"] and "mul" not in facts["languages"]:
            facts["languages"].append("mul")
        elif low in HARDCODED:
            facts["hardcoded_subs"] = True
        elif "dub" in low:
            facts["dubbed"] = True


def _default(languages: list[str], low: str, draft: Draft) -> None:
    if not languages:
        languages.extend(["pt"] if low in PORTUGUESE_WORDS else written_in(_outside_lead(draft)) or ["und"])


def _implied(draft: Draft) -> list[str]:
    """Temporada 1 [Cap.103] is for Spanish ears; a title in Cyrillic for Russian ones."""
    for marker in draft.markers:
        if draft.tokens[marker.first].low in SPANISH_WORDS or draft.tokens[marker.end - 1].low in SPANISH_WORDS:
            return ["es"]
    return written_in(_outside_lead(draft))


def _outside_lead(draft: Draft) -> list[Token]:
    """All words but the group's."""
    lead = draft.lead
    return draft.tokens if lead is None else draft.tokens[: lead.first] + draft.tokens[lead.last :]


def _of_subtitle_file(draft: Draft, facts: dict[str, Any]) -> None:
    """Name.en.srt, 2_English.srt: the language is among the last words, and is read."""
    read = facts["subtitle_languages"]
    read.extend(code for code in facts["languages"] if code not in read)
    for token in reversed(draft.tokens[-_LAST_WORDS:]):
        meaning = token.meaning
        if meaning is not None and meaning.kind in LANGUAGE_KINDS and not read:
            read.extend(code for field, code in meaning.facts if field == "languages" and isinstance(code, str))
            if token.text == token.low:
                break
    if read:
        facts["languages"].clear()
