"""What plays when nobody names a source, found without opening what decides nothing."""

from collections.abc import Sequence

import pytest
from typing_extensions import override

from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.infra.db import Database
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Movie
from miauflix.sources import Locator, NoSource, Sources
from miauflix.sources.schemas import BlocklistBody

FILM = Movie(603)
GROUPS = ("PAWS", "PURR", "PURR", "PAWS", "MEOW")


class Counting(FieldCipher):
    """Remembers which columns were opened."""

    def __init__(self) -> None:
        super().__init__(Keyring(b"k" * 32))
        self.opened: list[str] = []

    @override
    def decrypt(self, envelope: bytes, *, table: str, column: str, row: str) -> bytes:
        self.opened.append(column)
        return super().decrypt(envelope, table=table, column=column, row=row)


async def stored(database: Database, cipher: FieldCipher, blocked: Sequence[str]) -> tuple[Sources, list[str]]:
    """A film with one source of each group, the first the best, and their ids."""
    clock, ids = ManualClock(), list[str]()
    sources = Sources(cipher, Jobs(Registry(), LocalWakeUp(), clock), clock)
    async with database.write() as session:
        for number, group in enumerate(GROUPS, start=1):
            magnet = f"magnet:?xt=urn:btih:{number:040x}&dn=The.Film.2026.1080p.WEB.h264-{group}"
            locator, seeders = Locator.from_magnet(magnet), 100 - number
            ids.append(await sources.add(session, FILM, locator, provider="a", seeders=seeders))
        await sources.ranking.put_blocklist(session, BlocklistBody(groups=[*blocked]))
    return sources, ids


@pytest.mark.parametrize(
    ("blocked", "place", "groups_opened"),
    [((), 0, 0), (("meow",), 0, 1), (("Paws",), 1, 2), (("paws", "purr"), 4, 5)],
)
async def test_the_winner_of_the_ledger_plays_and_no_more_is_opened_than_it_takes(
    any_database: Database, blocked: tuple[str, ...], place: int, groups_opened: int
) -> None:
    cipher = Counting()
    sources, ids = await stored(any_database, cipher, blocked)
    async with any_database.read() as session:
        ledger = await sources.ranking.ledger(session, FILM)
        cipher.opened.clear()
        release = await sources.best_for(session, FILM)
        best = await sources.ranking.best(session, FILM)
    assert ledger.winner is not None
    assert best is not None
    assert (release.source_id, best.candidate.id, ledger.winner.candidate.id) == (ids[place],) * 3
    assert sorted(cipher.opened) == sorted([*["gr"] * groups_opened * 2, "ml", "name"])


async def test_where_every_group_is_blocked_nothing_plays_by_itself(database: Database) -> None:
    sources, _ = await stored(database, FieldCipher(Keyring(b"k" * 32)), GROUPS)
    async with database.read() as session:
        assert await sources.ranking.best(session, FILM) is None
        with pytest.raises(NoSource):
            await sources.best_for(session, FILM)
