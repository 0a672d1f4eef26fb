"""Spelling the title out: blanks for dots, other alphabets and brackets apart."""

import re
from typing import Final

from miauflix.sources.parsing.alphabets import is_foreign, is_latin
from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.tokens import Token

_EDGES: Final = " \t-_.,:;~+|/\\([{&★☆·•"
_OPENERS: Final = "#$¡¿"
_APOSTROPHES: Final = "'’"
_BLANKS = re.compile(r"\s+")
_DOT_INSIDE = re.compile(r"(?<=[^\W_])[.](?=[^\W_])|[.]-[.]")
_SLASH = re.compile(r" / |／| \| |(?<=[\u0400-\uffef])/|/(?=[\u0400-\uffef])")
_ARTICLE = re.compile(r"(.+), ?(the|a|an|le|la|les|der|die|das)", re.IGNORECASE)
_FEWEST_LETTERS: Final = 3


def title_text(draft: Draft, first: int, end: int) -> str:
    """tokens[first:end] as a title, with the marks that open and close it."""
    if first >= end or first >= len(draft.tokens):
        return ""
    tokens = draft.tokens
    start = tokens[first].start
    before = draft.text[start - 1 : start]
    if before and (before in _OPENERS or (before in _APOSTROPHES and tokens[first].text[0].isdecimal())):
        start -= 1
    stop = tokens[end].start if end < len(tokens) else len(draft.text)
    return spell(draft.text[start:stop], cut=tokens[end - 1].end - start)


def spell(raw: str, cut: int) -> str:
    """Blanks for dots and underscores. Beyond `cut` only closing marks of the title stay."""
    tail = raw[cut:]
    kept = len(tail) - len(tail.lstrip("!?…"))
    body = raw[: cut + kept]
    if tail[kept : kept + 1] == ")" and body.count("(") > body.count(")"):
        body += ")"
    body = body.replace("_", " ")
    if len(_DOT_INSIDE.findall(body)) > body.count(" ") or " " not in body.strip():
        body = _undot(body)
    text = _BLANKS.sub(" ", body).strip().lstrip(_EDGES).rstrip(_EDGES)
    if text.count("(") > text.count(")"):
        text = text.rpartition("(")[0].rstrip()
    turned = _ARTICLE.fullmatch(text)
    return f"{turned[2]} {turned[1]}" if turned else text


def _undot(body: str) -> str:
    """The.O.C.Title is The O.C. Title: initials keep their dots."""
    out: list[str] = []
    initials: list[str] = []
    for word in [*body.split("."), ""]:
        if len(word) == 1 and word.isalpha():
            initials.append(word)
            continue
        if initials:
            out.append(".".join([*initials, ""]) if len(initials) > 1 else initials[0])
            initials = []
        out.append(word)
    return " ".join(out)


def split_alphabets(tokens: list[Token], first: int, end: int) -> tuple[int, int, tuple[int, int] | None]:
    """Where the Latin title starts and ends in tokens[first:end], and where the same title in another alphabet does.

    Only for a run in the one beside a run in the other (超能警探 Memorist); a mixture is one title.
    """
    foreign = [is_foreign(tokens[place].text) for place in range(first, end)]
    if not any(foreign) or all(foreign):
        return first, end, None
    turns = [place for place in range(1, len(foreign)) if foreign[place] != foreign[place - 1]]
    if len(turns) != 1:
        return first, end, None
    turn = first + turns[0]
    latin = (turn, end) if foreign[0] else (first, turn)
    letters = sum(char.isalpha() for token in tokens[latin[0] : latin[1]] for char in token.text)
    if letters < _FEWEST_LETTERS:
        return first, end, None
    return *latin, ((first, turn) if foreign[0] else (turn, end))


def one_title(text: str) -> tuple[str, tuple[str, ...]]:
    """The name and its alternatives: Latin titles come first where a name gives both."""
    parts = [part.strip(_EDGES) for part in _SLASH.split(text)]
    if len(parts) < 2:
        return text, _also_known(text)
    latin = [part for part in parts if not is_foreign(part)]
    if len(latin) == len(parts):
        return text, tuple(parts)
    if not latin:
        return parts[0], tuple(parts[1:])
    same = {part.casefold().partition(" ")[0] for part in latin}
    name = latin[0] if len(same) == 1 else " / ".join(latin)
    return name, tuple(part for part in parts if part != name)


def _also_known(text: str) -> tuple[str, ...]:
    """Both titles of "One AKA Other"."""
    parts = re.split(r" (?:aka|a\.k\.a\.) ", text, flags=re.IGNORECASE)
    return tuple(parts) if len(parts) > 1 else ()


def boxed_titles(draft: Draft) -> list[str]:
    """Titles in brackets right behind the title."""
    found: list[str] = []
    for box in draft.boxes:
        if box.first != draft.title_end or box.first == box.last or box is draft.lead:
            continue
        inside = range(box.first, box.last)
        if all(draft.tokens[place].is_plain for place in inside):
            found.append(title_text(draft, box.first, box.last))
    return [title for title in found if len(title) > 2 and not title.isdecimal()]


def best_name(name: str, alternatives: list[str]) -> tuple[str, tuple[str, ...]]:
    """A Latin title in brackets behind one in another alphabet is the name."""
    if is_foreign(name):
        for other in alternatives:
            if is_latin(other) and sum(char.isalpha() for char in other) >= _FEWEST_LETTERS:
                return other, tuple(dict.fromkeys(title for title in (name, *alternatives) if title != other))
    return name, tuple(dict.fromkeys(alternatives))
