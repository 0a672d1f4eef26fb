"""The Internet Archive: `advancedsearch.php` finds items, `metadata` lists their files.

Plain HTTPS first: the Archive's torrents have web seeds only, which go stale, and lag behind the files. Being in a
collection proves no freedom, so only items that name a Creative Commons or public domain licence are taken. Metadata
values are a string or a list of them, item by item.
"""

import asyncio
import re
from typing import Any, Final, cast
from urllib.parse import quote

from miauflix.sources.parsing import Match, matches, parse
from miauflix.sources.providers import coercing, saying
from miauflix.sources.providers.asking import answering, attempt, outcome_of
from miauflix.sources.providers.coercing import Row
from miauflix.sources.providers.kinds import Setup
from miauflix.sources.providers.protocol import Failed, Fetched, Film, Healthy, Outcome
from miauflix.sources.providers.wanting import wanted_of
from miauflix.sources.types import Offer

_SEARCH: Final = "/advancedsearch.php"
_FIELDS: Final = [("fl[]", field) for field in ("identifier", "title", "year", "date", "licenseurl")]
_FREE: Final = "(licenseurl:*creativecommons* OR licenseurl:*publicdomain*)"
_MOST_ITEMS: Final = 3
_IDENTIFIER: Final = re.compile(r"[\w.-]{1,200}", re.ASCII)
_FREE_LICENCE: Final = re.compile(r"https?://(www\.)?creativecommons\.org/(licenses|publicdomain)/", re.IGNORECASE)
_VIDEO: Final = {".mp4": "h264", ".m4v": "h264", ".webm": "vp9", ".mkv": None, ".ogv": None}
_TORRENT: Final = "Archive BitTorrent"


class Archive:
    """Found by title and year: the Archive knows no IMDb ids."""

    def __init__(self, setup: Setup) -> None:
        self.name = setup.name
        self._asker = setup.asker()

    @answering
    async def search_movie(self, film: Film) -> Outcome:
        identifiers = await self._items(film)
        items = await asyncio.gather(*(attempt(self._offers(identifier, film)) for identifier in identifiers))
        failed = next((item for item in items if isinstance(item, Failed)), None)
        return outcome_of((offer for item in items if not isinstance(item, Failed) for offer in item), failed)

    @answering
    async def fetch_torrent(self, offer: Offer) -> Fetched:
        return await self._asker.fetch(offer.torrent_url or "")

    @answering
    async def health(self) -> Healthy:
        answer = await self._asker.json(_SEARCH, [("q", _FREE), ("rows", 0), ("output", "json")])
        return Healthy(saying.HAS_FREE_ITEMS(count=coercing.whole(answer["response"]["numFound"]) or 0))

    async def _items(self, film: Film) -> list[str]:
        """Items that may be it, by their own title and year, the most loved first."""
        words = " OR ".join(f'"{_plain(title)}"' for title in film.titles[:4])
        query = f"title:({words}) AND mediatype:movies AND {_FREE}"
        parameters = [("q", query), *_FIELDS, ("sort[]", "downloads desc"), ("rows", 20), ("output", "json")]
        documents = (await self._asker.json(_SEARCH, parameters))["response"]["docs"]
        if not isinstance(documents, list):
            raise TypeError("docs")
        rows = coercing.rows(cast("list[Any]", documents))
        names = [_first(row.get("identifier")) for row in rows if _is_it(row, film)]
        return [name for name in names if name and _IDENTIFIER.fullmatch(name)][:_MOST_ITEMS]

    async def _offers(self, identifier: str, film: Film) -> list[Offer]:
        item = coercing.record(await self._asker.json(f"/metadata/{identifier}"))
        if not item:
            return []  # how an identifier that is not there is answered
        facts, files = coercing.record(item["metadata"]), coercing.rows(item.get("files"))
        if not any(_FREE_LICENCE.match(url) for url in _all(facts.get("licenseurl"))):
            return []
        title = _first(facts.get("title")) or film.titles[0]
        year = coercing.whole((_first(facts.get("year")) or _first(facts.get("date")) or "")[:4])
        called = f"{title} ({year})" if year else title
        playable = [offer for file in files if (offer := self._file(identifier, called, file))]
        torrent = next((offer for file in files if (offer := self._torrent(identifier, called, file))), None)
        return [*playable, *([torrent] if torrent and playable else [])]

    def _file(self, identifier: str, called: str, file: Row) -> Offer | None:
        name = _first(file.get("name")) or ""
        ending = name[name.rfind(".") :].lower()
        if ending not in _VIDEO or _first(file.get("private")) == "true":
            return None
        height = coercing.whole(_first(file.get("height")))
        size_bytes, codec = coercing.size(file.get("size")), _VIDEO[ending]
        words = [called, f"{height}p" if height else None, "WEB-DL", codec]
        return Offer(
            provider=self.name,
            name=" ".join(word for word in words if word) + ending,
            http_url=f"{self._asker.base_url}/download/{identifier}/{quote(name)}",
            size_bytes=size_bytes,
            published_at=coercing.when(file.get("mtime")),
            resolution=f"{height}p" if height else None,
            quality="web",
            codec=codec,
        )

    def _torrent(self, identifier: str, called: str, file: Row) -> Offer | None:
        info_hash, name = coercing.info_hash(file.get("btih")), _first(file.get("name"))
        if file.get("format") != _TORRENT or info_hash is None or name is None:
            return None
        return Offer(
            provider=self.name,
            name=f"{called} WEB-DL",
            info_hash=info_hash,
            torrent_url=f"{self._asker.base_url}/download/{identifier}/{quote(name)}",
            published_at=coercing.when(file.get("mtime")),
        )


def _is_it(row: Row, film: Film) -> bool:
    title, year = _first(row.get("title")), coercing.whole((_first(row.get("year")) or "")[:4])
    if title is None or (year and film.year and abs(year - film.year) > 1):
        return False
    return isinstance(matches(parse(title), wanted_of(film)), Match)


def _all(value: Any) -> list[str]:
    values = cast("list[Any]", value)[:20] if isinstance(value, list) else [value]
    return [word for one in values if (word := coercing.text(one))]


def _first(value: Any) -> str | None:
    return next(iter(_all(value)), None)


def _plain(title: str) -> str:
    """A title without what means something in the query language."""
    return re.sub(r"[^\w\s'-]+", " ", title).strip()
