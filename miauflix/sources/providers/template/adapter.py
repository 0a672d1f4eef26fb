"""Which service this is, where its API is described, and what is odd about it."""

from miauflix.sources.providers import coercing
from miauflix.sources.providers.asking import answering, outcome_of
from miauflix.sources.providers.coercing import Row
from miauflix.sources.providers.kinds import Setup
from miauflix.sources.providers.protocol import Film, Healthy, Outcome
from miauflix.sources.types import Offer


class Template:
    """Leave out the methods of what the service cannot do: it is not asked for that then."""

    def __init__(self, setup: Setup) -> None:
        self.name = setup.name
        self._asker = setup.asker()

    @answering
    async def search_movie(self, film: Film) -> Outcome:
        """Ask, read, and leave judging to the caller. A missing key may raise: the answer is `Failed` then."""
        answer = await self._asker.json("/search", {"q": film.imdb_id or film.titles[0]})
        return outcome_of(offer for row in coercing.rows(answer["items"]) if (offer := self._offer(row)))

    @answering
    async def health(self) -> Healthy:
        """Something cheap that fails with a wrong address or key."""
        return Healthy(coercing.text((await self._asker.json("/about"))["name"]) or "")

    def _offer(self, row: Row) -> Offer | None:
        """Every value goes through `coercing`: what cannot be read is unknown, and never an error."""
        info_hash, name = coercing.info_hash(row.get("hash")), coercing.text(row.get("name"))
        if info_hash is None or name is None:
            return None
        return Offer(
            provider=self.name,
            name=name,
            info_hash=info_hash,
            size_bytes=coercing.size(row.get("size")),
            seeders=coercing.whole(row.get("seeders")),
        )
