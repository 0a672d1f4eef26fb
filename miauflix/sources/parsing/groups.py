"""Who made the release."""

from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.language_runs import LANGUAGE_KINDS
from miauflix.sources.parsing.tokens import HEIGHT, NOWHERE, NUMBER, SITE, Box, Token
from miauflix.sources.parsing.words.groups import BY, INDEXES, REPOSTED, REPOSTED_PREFIXES, YTS

_LONGEST = 4
"""Words of a group at most."""
_LONGEST_BOXED = 3


def find_group(draft: Draft) -> str | None:
    """The group as the name spells it."""
    if (yts := _yts(draft)) is not None:
        return yts
    if draft.group_at is not None:
        return _without_afterthoughts(draft, draft.group_at, draft.group_end)
    end = _end_of_release(draft)
    trailing = _behind_last_word(draft, end)
    hyphenated = _hyphenated(draft, trailing, end)
    if hyphenated is not None and (draft.lead is None or draft.tokens[trailing].gap.endswith("-")):
        return hyphenated
    return _lead(draft) or hyphenated or _by(draft, end) or _boxed(draft, end) or _loose(draft, trailing, end)


def _yts(draft: Draft) -> str | None:
    """The name of these stands anywhere behind the title, with the ending of the day's address: YTS.TLD."""
    if not any(token.is_taken for token in draft.tokens):
        return None
    for place in range(draft.title_end, len(draft.tokens)):
        if draft.tokens[place].low in YTS:
            after = draft.tokens[place + 1] if place + 1 < len(draft.tokens) else None
            ends_address = after is not None and after.gap == "." and len(after.low) < 4 and after.low.isalpha()
            return _text(draft, place, place + 1 + ends_address)
    return None


def _text(draft: Draft, first: int, end: int) -> str:
    return draft.text[draft.tokens[first].start : draft.tokens[end - 1].end]


def _lead(draft: Draft) -> str | None:
    lead = draft.lead
    if lead is None or lead.last == lead.first:
        return None
    return draft.text[lead.opens + 1 : lead.closes].strip(" .-_") or None


def _without_afterthoughts(draft: Draft, first: int, end: int) -> str:
    while end - 1 > first and _is_afterthought(draft.tokens[end - 1]):
        end -= 1
    return _text(draft, first, end)


def _is_afterthought(token: Token) -> bool:
    """-Obfuscated, a second ending, -English: behind the group, no part of it."""
    if _is_repost(token):
        return token.gap == "-"
    if token.low in INDEXES and token.gap == " ":
        return True
    if token.meaning is None:
        return False
    is_code = token.meaning.kind in LANGUAGE_KINDS and token.gap == "." and token.text == token.low
    return is_code or token.meaning.kind in {"container", "language"}


def _is_repost(token: Token) -> bool:
    return token.low in REPOSTED or token.low.startswith(REPOSTED_PREFIXES)


def _end_of_release(draft: Draft) -> int:
    """The place behind the group: without marks of indexes and re-posters."""
    end = len(draft.tokens)
    while end > draft.title_end:
        token = draft.tokens[end - 1]
        if token.box != NOWHERE:
            box = draft.boxes[token.box]
            if box.first <= draft.title_end or not _is_index(draft, box):
                return end
            end = box.first
        elif token.claim == SITE or (_is_repost(token) and token.gap.endswith("-")):
            end -= 1
        else:
            return end
    return end


def _is_index(draft: Draft, box: Box) -> bool:
    inside = draft.tokens[box.first : box.last]
    return inside[0].low in INDEXES if len(inside) == 1 else all(token.claim == SITE for token in inside)


def _behind_last_word(draft: Draft, end: int) -> int:
    """The place behind the last word that is known to be something else than a group."""
    last = max(draft.title_end, 1) - 1
    for place, token in enumerate(draft.tokens[:end]):
        if token.is_taken and token.meaning is not None:
            last = max(last, place + token.meaning.span - 1)
        elif token.claim == HEIGHT or (token.claim == NUMBER and place < draft.tail):
            last = max(last, place)
    return last + 1


def _hyphenated(draft: Draft, trailing: int, end: int) -> str | None:
    """-GROUP, -[GROUP], - GROUP, and .Etc-GROUP: from the first hyphen behind the last known word."""
    has_words = any(token.is_taken for token in draft.tokens)
    has_dots = any(token.gap == "." for token in draft.tokens)
    for place in range(trailing, end):
        token = draft.tokens[place]
        joint = token.gap.strip(" ._")
        if joint not in {"-", "-[", "~"} and not (joint.endswith("-") and joint[:1] in {"]", ")"}):
            continue
        if token.claim == NUMBER:
            continue
        if not has_words:
            if token.gap == "-" and not token.low.isdecimal() and (has_dots or place == trailing):
                draft.group_at = place
                return _whole(draft, place, end)
            continue
        if place == trailing + 1 == end - 1 and token.gap == "-" and " " not in draft.tokens[trailing].gap:
            return _whole(draft, trailing, end)
        if " " in token.gap and place > trailing:
            continue
        if place > trailing and not draft.is_dotted and draft.tail >= trailing:
            continue
        return _whole(draft, place, end)
    return None


def _whole(draft: Draft, first: int, end: int) -> str | None:
    """The words from here to the end or the next bracket, if they are few."""
    last = first
    while last < end and draft.tokens[last].box == draft.tokens[first].box:
        last += 1
    return _text(draft, first, last) if last - first <= _LONGEST else None


def _by(draft: Draft, end: int) -> str | None:
    """by Seven, Rip by Ampli."""
    for place in range(max(draft.title_end, 1), end - 1):
        after = draft.tokens[place + 1]
        if draft.tokens[place].low in BY and after.box == draft.tokens[place].box and not after.claim:
            return _text(draft, place + 1, place + 2)
    return None


def _boxed(draft: Draft, end: int) -> str | None:
    """[NTb] at the end, or (1080p BluRay x265 Name) with the group as last word."""
    if end == 0 or draft.tokens[end - 1].box == NOWHERE:
        return _boxed_amid(draft)
    box = draft.boxes[draft.tokens[end - 1].box]
    if box.first < draft.title_end or box.last > end:
        return None
    last = draft.tokens[box.last - 1]
    if _is_known(last) or last.low.isdecimal():
        return _boxed_amid(draft)
    if any(_is_known(token) for token in draft.tokens[box.first : box.last]):
        return _text(draft, box.last - 1, box.last)
    says_more = bool(draft.markers) or any(token.is_taken for token in draft.tokens)
    may_name = says_more and box.mark == "[" and box.last - box.first <= _LONGEST_BOXED
    return _text(draft, box.first, box.last) if may_name else None


def _boxed_amid(draft: Draft) -> str | None:
    """Title 05 [Group][WEBRip] 720p, Title 05 (Group) [1234ABCD]: a bracket of its own among the technical words."""
    marks = "[(" if any(token.meaning is not None and token.meaning.kind == "crc32" for token in draft.tokens) else "["
    for box in draft.boxes:
        inside = draft.tokens[box.first : box.last]
        if box.mark not in marks or box.first <= draft.title_end or not 0 < len(inside) <= _LONGEST_BOXED:
            continue
        if not any(_is_known(token) or token.low.isdecimal() for token in inside):
            return _text(draft, box.first, box.last)
    return None


def _is_known(token: Token) -> bool:
    is_language = token.meaning is not None and token.meaning.kind in LANGUAGE_KINDS
    return bool(token.claim) or token.is_taken or (is_language and not token.low.isascii())


def _loose(draft: Draft, trailing: int, end: int) -> str | None:
    """x264.YIFY, DTS WiKi: one word right behind the technical ones."""
    if trailing >= end or trailing < draft.tail:
        return None
    tokens = draft.tokens[trailing:end]
    if len(tokens) > 2 or tokens[0].low.isdecimal() or any(token.box != NOWHERE or token.claim for token in tokens):
        return None
    if len(tokens) == 2 and tokens[1].gap not in {".", "-"}:
        return None
    return _text(draft, trailing, end)
