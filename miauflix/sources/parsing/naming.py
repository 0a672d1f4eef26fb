"""The name of the work and of the episode, as facts."""

from typing import Any

from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.parts import find_part
from miauflix.sources.parsing.titles import best_name, boxed_titles, one_title, split_alphabets, title_text
from miauflix.sources.parsing.tokens import NOWHERE, Token
from miauflix.sources.parsing.words.countries import COUNTRIES


def put_names(draft: Draft, facts: dict[str, Any]) -> None:
    """Sets name, alternatives, country, part and episode name; part 3 of a broadcast is its third episode."""
    end = _without_country(draft, facts)
    part = find_part(draft)
    if part is not None:
        facts["part"] = part[2]
        if part[1] == end and _is_mini_series(draft, facts):
            facts["seasons"], facts["episodes"], facts["absolute_episodes"] = [1], [part[2]], []
            end = part[0]
    first, end, other = split_alphabets(draft.tokens, draft.first, end)
    name, same = one_title(title_text(draft, first, end))
    others = [title_text(draft, *other)] if other else []
    others.extend(title_text(draft, span.first, span.last) for span in draft.other_titles)
    name, alternatives = best_name(name, [*same, *others, *boxed_titles(draft)])
    facts["name"] = name if name and not _is_hash(name) else None
    facts["alternative_names"] = alternatives
    facts["episode_name"] = _episode_name(draft) or None


def _without_country(draft: Draft, facts: dict[str, Any]) -> int:
    """The end of the title before US or (UK)."""
    end = draft.title_end
    if end - 1 > draft.first and end in draft.stops and draft.tokens[end - 1].text in COUNTRIES:
        facts["country"] = COUNTRIES[draft.tokens[end - 1].text]
        return end - 1
    box = draft.box_at(end)
    if box is not None and box.last == box.first + 1:
        facts["country"] = COUNTRIES.get(draft.tokens[box.first].text)
    return end


def _is_hash(name: str) -> bool:
    """c48db7d2aeb040e8a920a9fd6effcbf4 names nothing."""
    return len(name) > 19 and name.isalnum() and name.isascii() and sum(char.isdecimal() for char in name) > 3


def _is_mini_series(draft: Draft, facts: dict[str, Any]) -> bool:
    """Title.Part.3.HDTV: parts of what was broadcast are episodes; parts of films are not."""
    return facts.get("source") == "tv" and not draft.markers and draft.day is None and draft.year_at is None


def _is_half(token: Token) -> bool:
    """The second half of episode 07.5."""
    return token.gap == "." and len(token.low) == 1 and token.low.isdecimal()


def _episode_name(draft: Draft) -> str:
    """What stands between the numbers and the technical words."""
    spans = [
        *(marker for marker in draft.markers if marker.episodes and not marker.is_leading),
        draft.absolute,
        draft.day,
    ]
    behind = [span.end for span in spans if span is not None and draft.first <= span.first]
    start = max((end for end in behind if end <= draft.tail), default=0)
    if start == 0:
        return ""
    tokens, home = draft.tokens, draft.tokens[start - 1].box
    while start < len(tokens) and (tokens[start].is_taken or start == draft.year_at or _is_half(tokens[start])):
        start += 1
    limit = draft.tail if draft.group_at is None else min(draft.tail, draft.group_at)
    stop = start
    while stop < limit and not tokens[stop].is_taken and tokens[stop].box in {NOWHERE, home}:
        stop += 1
    return title_text(draft, start, stop)
