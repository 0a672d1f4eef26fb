"""The add-on protocol: `/stream/movie/tt123.json`, `/stream/series/tt123:1:2.json`.

A stream is a torrent (`infoHash`) or a file (`url`, taken only by HTTPS). Seeders and size are hidden in the text.
"""

import re
from typing import Any, Final, cast

from miauflix.sources.providers import coercing
from miauflix.sources.providers.asking import answering, outcome_of
from miauflix.sources.providers.coercing import Row
from miauflix.sources.providers.kinds import Setup
from miauflix.sources.providers.protocol import EpisodeOf, Film, Healthy, Nothing, Outcome
from miauflix.sources.types import Offer

_SEEDERS: Final = re.compile(r"(?:👤|👥|🌱|\bseed(?:er)?s?:?)\s{0,3}([0-9]{1,7})(?![\w.])", re.IGNORECASE)
_SIZE: Final = re.compile(r"\b([0-9]{1,6}(?:[.,][0-9]{1,3})?\s?[KMGT]i?B)\b", re.IGNORECASE)
_LONGEST: Final = 2000


class Stremio:
    """One add-on."""

    def __init__(self, setup: Setup) -> None:
        self.name = setup.name
        self._asker = setup.asker("/manifest.json")

    @answering
    async def search_movie(self, film: Film) -> Outcome:
        return await self._streams(f"movie/{film.imdb_id}") if film.imdb_id else Nothing()

    @answering
    async def search_episode(self, episode: EpisodeOf) -> Outcome:
        if episode.imdb_id is None:
            return Nothing()
        return await self._streams(f"series/{episode.imdb_id}:{episode.season}:{episode.episode}")

    @answering
    async def health(self) -> Healthy:
        manifest = await self._asker.json("/manifest.json")
        if not isinstance(manifest["resources"], list):
            raise TypeError("resources")
        return Healthy(coercing.text(manifest["name"]) or "")

    async def _streams(self, what: str) -> Outcome:
        answer = await self._asker.json(f"/stream/{what}.json")
        if not isinstance(answer["streams"], list):
            raise TypeError("streams")
        return outcome_of(offer for row in coercing.rows(answer["streams"]) if (offer := self._offer(row)))

    def _offer(self, row: Row) -> Offer | None:
        hints, words = coercing.record(row.get("behaviorHints")), _words(row)
        info_hash = coercing.info_hash(row.get("infoHash"))
        url = None if hints.get("proxyHeaders") else coercing.link(row.get("url"), only_https=True)
        name = coercing.text(hints.get("filename")) or _first_line(row)
        if name is None or (info_hash is None and url is None):
            return None
        seeders, size = _SEEDERS.search(words), _SIZE.search(words)
        return Offer(
            provider=self.name,
            name=name,
            info_hash=info_hash,
            http_url=None if info_hash else url,
            size_bytes=coercing.size(hints.get("videoSize")) or coercing.size(size[1] if size else None),
            seeders=coercing.whole(seeders[1]) if seeders and info_hash else None,
            trackers=_trackers(row.get("sources")) if info_hash else (),
            file_index=coercing.whole(row.get("fileIdx")) if info_hash else None,
        )


def _words(row: Row) -> str:
    return " ".join(
        value[:_LONGEST] for key in ("name", "title", "description") if isinstance(value := row.get(key), str)
    )


def _first_line(row: Row) -> str | None:
    """The release's name stands first in the title (older) or the description; `name` is the add-on's."""
    for key in ("description", "title", "name"):
        value = row.get(key)
        if isinstance(value, str) and (line := coercing.text(value[:_LONGEST].strip().partition("\n")[0])):
            return line
    return None


def _trackers(sources: Any) -> tuple[str, ...]:
    """Of "tracker:udp://…" and "dht:<hash>" the former."""
    listed = cast("list[Any]", sources)[:100] if isinstance(sources, list) else []
    words = [one for one in listed if isinstance(one, str)]
    return tuple(word.removeprefix("tracker:") for word in words if word.startswith("tracker:"))
