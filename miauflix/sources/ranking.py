"""Ranking what is stored: rows become candidates, the admin's settings a policy, and scoring says which plays."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher import CorruptCiphertext, FieldCipher
from miauflix.kit.clock import Clock
from miauflix.kit.playable import Playable
from miauflix.sources import store
from miauflix.sources.schemas import BlocklistBody, ScoringBody
from miauflix.sources.scoring import (
    Candidate,
    Device,
    Entry,
    Ledger,
    Policy,
    Tier,
    Wish,
    in_order,
    movie_or_episode,
    rank,
)
from miauflix.sources.types import SEEDED_HERE

SCORING, BLOCKLIST = "scoring", "blocklist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """For whom a title is ranked, and what is known of the title itself."""

    device: Device = field(default_factory=Device)
    language: str | None = None
    original_language: str | None = None
    duration_s: float | None = None


ANYBODY = Viewing()


class Ranking:
    """Reads the policy with every call, so that an admin's change counts from the next request on."""

    def __init__(self, cipher: FieldCipher, clock: Clock) -> None:
        self._cipher = cipher
        self._clock = clock

    async def ledger(self, session: AsyncSession, playable: Playable, viewing: Viewing = ANYBODY) -> Ledger:
        """Every live source of a playable, best first, with the reasons."""
        ref = str(playable)
        policy = await self.policy(session)
        rows = await store.candidate_rows(session, [ref])
        return rank(self._candidates(rows, policy), self._wish(ref, viewing), policy)

    async def ledgers(
        self, session: AsyncSession, playables: Iterable[Playable], viewing: Viewing = ANYBODY
    ) -> dict[str, Ledger]:
        """The ledgers of several playables, by reference, in two statements."""
        policy = await self.policy(session)
        by_ref: dict[str, list[store.CandidateRow]] = {str(one): [] for one in playables}
        for row in await store.candidate_rows(session, by_ref) if by_ref else []:
            by_ref[row.ref].append(row)
        return {
            ref: rank(self._candidates(rows, policy), self._wish(ref, viewing), policy) for ref, rows in by_ref.items()
        }

    async def in_order(self, session: AsyncSession, playable: Playable, viewing: Viewing = ANYBODY) -> Iterator[Entry]:
        """The sources that may play when none is named, best first.

        The release group is sealed and decides one thing only, so it is opened of those that are come to.
        """
        ref = str(playable)
        policy = await self.policy(session)
        rows = {row.id: row for row in await store.candidate_rows(session, [ref])}
        entries = in_order([_candidate(row, None) for row in rows.values()], self._wish(ref, viewing), policy)
        return (
            entry
            for entry in entries
            if entry.tier is not Tier.OUT and not self._is_blocked(rows[entry.candidate.id], policy)
        )

    async def best(self, session: AsyncSession, playable: Playable, viewing: Viewing = ANYBODY) -> Entry | None:
        """The source that plays when none is named."""
        return next(await self.in_order(session, playable, viewing), None)

    async def policy(self, session: AsyncSession) -> Policy:
        """How things stand now."""
        stored = await store.settings(session, SCORING, BLOCKLIST)
        scoring = ScoringBody.model_validate(stored.get(SCORING, {}))
        blocklist = BlocklistBody.model_validate(stored.get(BLOCKLIST, {}))
        return Policy(scoring.profile(), blocklist.blocklist())

    async def scoring(self, session: AsyncSession) -> ScoringBody:
        return ScoringBody.model_validate(await store.setting(session, SCORING) or {})

    async def blocklist(self, session: AsyncSession) -> BlocklistBody:
        return BlocklistBody.model_validate(await store.setting(session, BLOCKLIST) or {})

    async def put_scoring(self, session: AsyncSession, body: ScoringBody) -> None:
        await store.put_setting(session, SCORING, body.model_dump(mode="json"), self._clock.now())

    async def put_blocklist(self, session: AsyncSession, body: BlocklistBody) -> None:
        await store.put_setting(session, BLOCKLIST, body.model_dump(mode="json"), self._clock.now())

    def _wish(self, ref: str, viewing: Viewing) -> Wish:
        return Wish(
            kind=movie_or_episode(ref),
            now=self._clock.now(),
            device=viewing.device,
            language=viewing.language,
            original_language=viewing.original_language,
            duration_s=viewing.duration_s,
        )

    def _candidates(self, rows: Sequence[store.CandidateRow], policy: Policy) -> list[Candidate]:
        needs_group = bool(policy.blocklist.groups)  # opening an envelope takes as long as three rules
        return [_candidate(row, self._group(row) if needs_group else None) for row in rows]

    def _is_blocked(self, row: store.CandidateRow, policy: Policy) -> bool:
        return bool(policy.blocklist.groups) and policy.blocklist.holds(self._group(row))

    def _group(self, row: store.CandidateRow) -> str | None:
        if row.sealed_group is None or row.torrent_id is None:
            return None
        try:
            return self._cipher.decrypt(row.sealed_group, table="torrent", column="gr", row=row.torrent_id).decode()
        except CorruptCiphertext:
            return None  # whoever plays it hears of it; a list must not fail over one row


def _candidate(row: store.CandidateRow, group: str | None) -> Candidate:
    return Candidate(
        id=row.id,
        provider=row.provider,
        size_bytes=row.size_bytes,
        seeders=row.seeders,
        leechers=row.leechers,
        published_at=row.published_at,
        quality=row.quality,
        resolution=row.resolution,
        codec=row.codec,
        bit_depth=row.bit_depth,
        hdr=_words(row.hdr),
        languages=_words(row.languages),
        container=row.container,
        group=group,
        is_proper=row.is_proper,
        is_pack=row.is_pack,
        is_three_d=row.is_three_d,
        has_burnt_in_subs=row.has_burnt_in_subs,
        is_on_server=row.torrent_id is None,
        is_seeded_here=row.provider == SEEDED_HERE,
    )


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()
