"""`get-posts` with its filters in the path, joined by colons: keywords:tt0123456:category:Movies."""

from typing import Any
from urllib.parse import quote

from miauflix.sources.providers import coercing, saying
from miauflix.sources.providers.asking import all_of, answering, outcome_of
from miauflix.sources.providers.coercing import Row
from miauflix.sources.providers.kinds import Setup
from miauflix.sources.providers.numbering import other_names
from miauflix.sources.providers.protocol import EpisodeOf, Film, Healthy, Outcome
from miauflix.sources.types import Offer


class TheRarbg:
    """One such service."""

    def __init__(self, setup: Setup) -> None:
        self.name = setup.name
        self._asker = setup.asker("/get-posts")

    @answering
    async def search_movie(self, film: Film) -> Outcome:
        """By IMDb id where there is one, and where that finds nothing by title and year."""
        words = " ".join(str(word) for word in (film.titles[0], film.year) if word)
        offers = await self._search(film.imdb_id, "Movies") if film.imdb_id else []
        return outcome_of(offers or await self._search(words, "Movies"))

    @answering
    async def search_episode(self, episode: EpisodeOf) -> Outcome:
        """By title and number. Packs of the season are called without the episode's; anime and dailies otherwise."""
        season = f"{episode.titles[0]} S{episode.season:02}"
        offers = await self._search_shows(f"{season}E{episode.episode:02}")
        if offers:
            return outcome_of(offers)
        return await all_of(self._search_shows, [season, *other_names(episode)])

    @answering
    async def health(self) -> Healthy:
        answer = await self._asker.json("/get-posts/order:-a/", {"format": "json"})
        return Healthy(saying.HAS_RELEASES(count=coercing.whole(answer["total"]) or 0))

    async def _search_shows(self, words: str) -> list[Offer]:
        return await self._search(words, "TV")

    async def _search(self, words: str, category: str) -> list[Offer]:
        filters = f"keywords:{quote(words.replace(':', ' '), safe='')}:category:{category}:ncategory:XXX:order:-se"
        answer = await self._asker.json(f"/get-posts/{filters}/", {"format": "json"})
        return [offer for row in _posts(answer) if (offer := self._offer(row))]

    def _offer(self, row: Row) -> Offer | None:
        info_hash, name = coercing.info_hash(row.get("h")), coercing.text(row.get("n"))
        if info_hash is None or name is None:
            return None
        return Offer(
            provider=self.name,
            name=name,
            info_hash=info_hash,
            size_bytes=coercing.size(row.get("s")),
            seeders=coercing.whole(row.get("se")),
            leechers=coercing.whole(row.get("le")),
            published_at=coercing.when(row.get("a")),
            imdb_id=coercing.imdb_id(row.get("i")),
        )


def _posts(answer: Any) -> list[Row]:
    """Raises LookupError or TypeError where the answer is none of this API's."""
    if not isinstance(answer["results"], list):
        raise TypeError("results")
    return coercing.rows(answer["results"])
