"""`list_movies.json`, version 2 of the API.

A torrent there has a hash and columns but no name of its own, so a release name is written from the columns: what
re-checks and ranks releases reads names.
"""

from typing import Any

from miauflix.sources.providers import coercing, saying
from miauflix.sources.providers.asking import answering
from miauflix.sources.providers.coercing import Row
from miauflix.sources.providers.kinds import Setup
from miauflix.sources.providers.protocol import Film, Found, Healthy, Nothing, Outcome
from miauflix.sources.types import Offer

_SEARCH = "/api/v2/list_movies.json"
_SOURCES = {"bluray": "BluRay", "web": "WEB-DL"}
_CODECS = {"x264": "h264", "x265": "h265", "av1": "av1"}


class Yts:
    """One such service."""

    def __init__(self, setup: Setup) -> None:
        self.name = setup.name
        self._asker = setup.asker("/list_movies.json", "/api/v2")

    @answering
    async def search_movie(self, film: Film) -> Outcome:
        """By IMDb id where there is one, and where that finds nothing by title, which finds namesakes too."""
        for term in dict.fromkeys(filter(None, (film.imdb_id, film.titles[0]))):
            answer = await self._asker.json(_SEARCH, {"query_term": term, "limit": 50})
            offers = tuple(offer for movie in _movies(answer) for offer in self._offers(movie))
            if offers:
                return Found(offers)
        return Nothing()

    @answering
    async def health(self) -> Healthy:
        movies = coercing.record((await self._asker.json(_SEARCH, {"limit": 1}))["data"])
        return Healthy(saying.HAS_FILMS(count=coercing.whole(movies["movie_count"]) or 0))

    def _offers(self, movie: Row) -> list[Offer]:
        torrents = coercing.rows(movie.get("torrents"))
        return [offer for torrent in torrents if (offer := self._offer(movie, torrent))]

    def _offer(self, movie: Row, torrent: Row) -> Offer | None:
        info_hash = coercing.info_hash(torrent.get("hash"))
        title = coercing.text(movie.get("title_english")) or coercing.text(movie.get("title"))
        if info_hash is None or title is None:
            return None
        quality = coercing.text(torrent.get("quality")) or ""
        resolution, _, codec = quality.partition(".")
        seeders, peers = coercing.whole(torrent.get("seeds")), coercing.whole(torrent.get("peers"))
        return Offer(
            provider=self.name,
            name=_release_name(title, movie, torrent),
            info_hash=info_hash,
            torrent_url=coercing.link(torrent.get("url")),
            size_bytes=coercing.size(torrent.get("size_bytes")) or coercing.size(torrent.get("size")),
            seeders=seeders,
            leechers=peers,
            published_at=coercing.when(torrent.get("date_uploaded_unix")),
            imdb_id=coercing.imdb_id(movie.get("imdb_code")),
            resolution=resolution if resolution.endswith("p") else None,
            quality=source if (source := str(torrent.get("type"))) in _SOURCES else None,
            codec=_CODECS.get(coercing.text(torrent.get("video_codec")) or codec),
            language=coercing.text(movie.get("language")),
        )


def _movies(answer: Any) -> list[Row]:
    """The films; where there are none the key is absent.

    Raises:
        LookupError, TypeError: the answer is none of this API's.
    """
    data = answer["data"]
    if answer["status"] != "ok" or not isinstance(data, dict):
        raise ValueError("status")
    return coercing.rows(coercing.record(data).get("movies"))


def _release_name(title: str, movie: Row, torrent: Row) -> str:
    """As a release of this kind is called: Title (2026) [1080p] [BluRay] [x265] [10bit] [5.1] [YTS]."""
    columns = ("quality", "type", "video_codec", "bit_depth", "audio_channels")
    values = {name: coercing.text(torrent.get(name)) for name in columns}
    values["type"] = _SOURCES.get(values["type"] or "", values["type"])
    values["bit_depth"] = f"{values['bit_depth']}bit" if values["bit_depth"] else None
    year = coercing.whole(movie.get("year"))
    proper = "REPACK" if coercing.whole(torrent.get("is_repack")) else None
    brackets = "".join(f" [{value}]" for value in (*values.values(), proper) if value)
    return f"{title[:200]}{f' ({year})' if year else ''}{brackets} [YTS]"
