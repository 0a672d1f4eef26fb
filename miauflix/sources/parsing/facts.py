"""Gathering what the words that are taken at their meaning say."""

from typing import Any, Final

from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.lexicon import NEAR_WEB_LOOKUP, look_up
from miauflix.sources.parsing.spoken import settle, subtitle_places
from miauflix.sources.parsing.tokens import HEIGHT, Token
from miauflix.sources.parsing.words.resolutions import BARE_HEIGHTS

_MANY: Final = frozenset({"hdr", "audio", "channels", "edition", "languages", "subtitle_languages"})
_LOOSE: Final = ("resolution", "source", "container")


def gather(draft: Draft, container: str | None) -> dict[str, Any]:
    """Field → value; fields that hold several have lists, without repetition."""
    facts: dict[str, Any] = {field: [] for field in _MANY}
    taken = draft.taken()
    read = subtitle_places(draft, taken)
    for place in taken:
        token = draft.tokens[place]
        for field, value in token.meaning.facts if token.meaning is not None else ():
            _put(facts, "subtitle_languages" if place in read and field == "languages" else field, value, token)
    _loose(facts)
    _bare_height(draft, facts)
    _network(draft, facts, taken)
    settle(draft, facts, taken, container)
    if container:
        facts["container"] = container
    return facts


def _put(facts: dict[str, Any], field: str, value: Any, token: Token) -> None:
    if field in _MANY:
        for one in value if isinstance(value, tuple) else (value,):
            if one not in facts[field]:
                facts[field].append(one)
    elif field == "junk":
        facts.setdefault("junk", []).append(token.text)
    else:
        facts.setdefault(field, value)


def _loose(facts: dict[str, Any]) -> None:
    """4K beside 1080p says what it was made from; alone it is the resolution."""
    for field in _LOOSE:
        loose = facts.pop(f"loose_{field}", None)
        if loose is not None and not facts.get(field):
            facts[field] = loose


def _bare_height(draft: Draft, facts: dict[str, Any]) -> None:
    """720 or 1080 without its p, beside a technical word."""
    if facts.get("resolution"):
        return
    tokens = draft.tokens
    for place in range(draft.title_end, len(tokens)):
        token = tokens[place]
        if token.low not in BARE_HEIGHTS or not token.is_plain:
            continue
        box = draft.box_at(place)
        is_alone = box is not None and box.last == box.first + 1
        if is_alone or _is_taken(tokens, place - 1) or _is_taken(tokens, place + 1):
            facts["resolution"] = f"{token.low}p"
            token.claim = HEIGHT
            return


def _is_taken(tokens: list[Token], place: int) -> bool:
    return 0 <= place < len(tokens) and tokens[place].is_taken


def _network(draft: Draft, facts: dict[str, Any], taken: list[int]) -> None:
    """Channels whose tags are words too: only right beside a web source."""
    if facts.get("network") or facts.get("source") != "web":
        return
    for place in taken:
        meaning = draft.meaning(place)
        if meaning is None or ("source", "web") not in meaning.facts:
            continue
        for near in (place - 1, place - 2, place + meaning.span):
            if (network := _network_at(draft, near, place)) is not None:
                facts["network"] = network
                return


def _network_at(draft: Draft, near: int, web: int) -> str | None:
    if not draft.title_end <= near < len(draft.tokens):
        return None
    token = draft.tokens[near]
    meaning = look_up(draft.tokens, near, NEAR_WEB_LOOKUP)
    if meaning is None or token.text == token.low or (near < web and near + meaning.span != web):
        return None
    token.meaning, token.is_taken = meaning, True
    return meaning.facts[0][1]
