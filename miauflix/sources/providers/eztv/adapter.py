"""`get-torrents?imdb_id=`: all releases of a show, newest first, a hundred on a page.

An id that is missing or unknown gets the site's latest list as if nothing had happened, so each row's own id counts.
Episode 0 is a season pack.
"""

from miauflix.sources.providers import coercing, saying
from miauflix.sources.providers.asking import answering, attempt, outcome_of
from miauflix.sources.providers.coercing import Row
from miauflix.sources.providers.kinds import Setup
from miauflix.sources.providers.protocol import EpisodeOf, Failed, Healthy, Nothing, Outcome
from miauflix.sources.types import Offer

_SEARCH = "/api/get-torrents"
_ON_A_PAGE = 100
_MOST_PAGES = 5


class Eztv:
    """One such service."""

    def __init__(self, setup: Setup) -> None:
        self.name = setup.name
        self._asker = setup.asker("/get-torrents", "/api")

    @answering
    async def search_episode(self, episode: EpisodeOf) -> Outcome:
        """The show's pages until the episode has turned up and a page without it follows, or one cannot be had."""
        if episode.imdb_id is None:
            return Nothing()
        offers: list[Offer] = []
        for page in range(1, _MOST_PAGES + 1):
            turned = await attempt(self._page(episode.imdb_id, page))
            if isinstance(turned, Failed):
                return outcome_of(offers, turned)
            rows, is_last = turned
            here = [offer for row in rows if (offer := self._offer(row, episode))]
            if is_last or (offers and not here):
                return outcome_of([*offers, *here])
            offers += here
        return outcome_of(offers)

    @answering
    async def health(self) -> Healthy:
        answer = await self._asker.json(_SEARCH, {"limit": 1})
        return Healthy(saying.HAS_RELEASES(count=coercing.whole(answer["torrents_count"]) or 0))

    async def _page(self, imdb_id: str, page: int) -> tuple[list[Row], bool]:
        digits = imdb_id.removeprefix("tt")
        answer = await self._asker.json(_SEARCH, {"imdb_id": digits, "limit": _ON_A_PAGE, "page": page})
        count = coercing.whole(answer["torrents_count"]) or 0
        rows = coercing.rows(answer.get("torrents"))
        mine = [row for row in rows if coercing.imdb_id(row.get("imdb_id")) == imdb_id]
        return mine, not mine or len(rows) < _ON_A_PAGE or page * _ON_A_PAGE >= count

    def _offer(self, row: Row, wanted: EpisodeOf) -> Offer | None:
        season, number = coercing.whole(row.get("season")), coercing.whole(row.get("episode"))
        if season not in {None, 0, wanted.season} or number not in {None, 0, wanted.episode}:
            return None
        link = coercing.magnet(row.get("magnet_url"))
        info_hash = coercing.info_hash(row.get("hash")) or (link[0] if link else None)
        name = coercing.text(row.get("filename")) or coercing.text(row.get("title"))
        if info_hash is None or name is None:
            return None
        return Offer(
            provider=self.name,
            name=name,
            info_hash=info_hash,
            torrent_url=coercing.link(row.get("torrent_url")),
            size_bytes=coercing.size(row.get("size_bytes")),
            seeders=coercing.whole(row.get("seeds")),
            leechers=coercing.whole(row.get("peers")),
            published_at=coercing.when(row.get("date_released_unix")),
            trackers=link[2] if link and link[0] == info_hash else (),
            imdb_id=coercing.imdb_id(row.get("imdb_id")),
            season=season or None,
            episode=number or None,
            is_pack=bool(season) and number == 0,
        )
