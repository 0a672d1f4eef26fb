"""A shelf that this process fills by itself: the demo world puts each film on it when it is seeded."""

from miauflix.kit.playable import Episode, Movie
from miauflix.kit.sentences import Sentence
from miauflix.sources.providers import saying
from miauflix.sources.providers.protocol import EpisodeOf, Failed, Fetched, Film, Found, Healthy, Nothing, Outcome
from miauflix.sources.types import Offer

NAME = "demo"
_NOT_MADE = Sentence("demo_film_not_made", "The demo world has no such film (yet)")


class DemoShelf:
    """Its titles are known by the demo's own numbers. With nothing on it, it has nothing for anybody."""

    def __init__(self) -> None:
        self.name = NAME
        self.is_of_this_house = True
        self._offers: dict[Movie | Episode, tuple[Offer, bytes]] = {}

    def put(self, playable: Movie | Episode, offer: Offer, metainfo: bytes) -> None:
        """From now on `playable` is found here; `metainfo` is the .torrent of the offer."""
        self._offers[playable] = offer, metainfo

    async def search_movie(self, film: Film) -> Outcome:
        return self._outcome(Movie(film.tmdb_id)) if film.tmdb_id else Nothing()

    async def search_episode(self, episode: EpisodeOf) -> Outcome:
        if episode.tmdb_id is None:
            return Nothing()
        return self._outcome(Episode(episode.tmdb_id, episode.season, episode.episode))

    async def fetch_torrent(self, offer: Offer) -> Fetched | Failed:
        kept = (metainfo for one, metainfo in self._offers.values() if one.info_hash == offer.info_hash)
        found = next(kept, None)
        return Failed("unavailable", detail=_NOT_MADE()) if found is None else Fetched(found)

    async def health(self) -> Healthy:
        return Healthy(saying.HAS_FILMS(count=len(self._offers)))

    def _outcome(self, playable: Movie | Episode) -> Outcome:
        found = self._offers.get(playable)
        return Found((found[0],)) if found else Nothing()
