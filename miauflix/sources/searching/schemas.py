"""Searches on the wire. What was found is told as sources; hashes and names of releases never are."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from miauflix.kit.sentences import SaidPart, told
from miauflix.sources.providers.protocol import FailureKind
from miauflix.sources.schemas import SourceOut, TitleSources
from miauflix.sources.searching.searches import Part, PartState, Search


class SearchPartOut(BaseModel):
    """How far one provider has come."""

    provider: str
    state: PartState
    fresh: int = Field(description="Releases it added, or knew more of, that nobody else had told of before")
    offered: int
    rejected: int = Field(description="Of those offered, how many were something else than what was asked for")
    tries: int = Field(description="0: it was not asked: it is left alone after failing, or its turn did not come")
    elapsed_ms: int | None
    kind: FailureKind | None
    detail: str | None = Field(description="What went wrong, in English")
    said: list[SaidPart] | None = Field(description="The same as sentences by code, for other languages")
    retry_at: datetime | None


class SearchOut(BaseModel):
    """A search as far as it has come. While it runs, events of the topic `sources` tell of the rest."""

    ref: str
    state: Literal["running", "done"]
    started_at: datetime
    found: int
    new: int = Field(description="Of those found, how many were not known before")
    is_stale: bool = Field(description="Nothing was found now: the sources shown are from earlier searches")
    providers: list[SearchPartOut]


class SearchedSources(BaseModel):
    search: SearchOut | None = Field(description="Null with `only_if_stale`, when nobody had to be asked")
    items: list[SourceOut]


class KnownSources(TitleSources):
    """What is stored, and how much that is worth."""

    search: SearchOut | None = Field(
        description="The one that runs, or the last since the server started: here is found what an event was missed of"
    )
    is_stale: bool = Field(description="Providers listed these earlier, and the last search found nothing")
    listed_at: datetime | None = Field(description="When a provider listed one of them last")


def search_out(search: Search) -> SearchOut:
    return SearchOut(
        ref=search.ref,
        state="done" if search.done.is_set() else "running",
        started_at=search.started_at,
        found=search.found,
        new=search.new,
        is_stale=search.is_stale,
        providers=[_part_out(part) for part in search.parts.values()],
    )


def _part_out(part: Part) -> SearchPartOut:
    return SearchPartOut(
        provider=part.provider,
        state=part.state,
        fresh=part.fresh,
        offered=part.offered,
        rejected=part.rejected,
        tries=part.tries,
        elapsed_ms=part.elapsed_ms,
        kind=part.kind,
        detail=part.detail,
        said=told(part.detail),
        retry_at=part.retry_at,
    )
