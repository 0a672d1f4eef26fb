"""A ledger on the wire. Neither hash nor link nor name of a release is among what it tells."""

from typing import Literal

from miauflix.sources import schemas
from miauflix.sources.schemas import Health, LedgerEntry, LedgerOut, Reason, SourceOut, TitleSources
from miauflix.sources.scoring import Entry, Hit, Ledger, Tier, seeders_needed
from miauflix.sources.scoring.words import tell, tell_change

_TIERS: dict[Tier, Literal["first", "after", "out"]] = {Tier.FIRST: "first", Tier.AFTER: "after", Tier.OUT: "out"}
_BASE = frozenset({"swarm", "swarm_unknown", "server", "quality", "age"})
_FAIR, _GOOD = 5, 20  # seeders, where nobody knows how many the film needs
_GOOD_TIMES = 3


def title_sources(ledger: Ledger) -> TitleSources:
    return TitleSources(items=sources_out(ledger), ledger=ledger_out(ledger))


def sources_out(ledger: Ledger) -> list[SourceOut]:
    """Every source, best first."""
    return [_source(entry, ledger) for entry in ledger.entries]


def ledger_out(ledger: Ledger) -> LedgerOut:
    device, winner = ledger.wish.device, ledger.winner
    return LedgerOut(
        winner=winner.candidate.id if winner else None,
        device=schemas.DeviceOut(
            codecs=sorted(device.codecs),
            containers=None if device.containers is None else sorted(device.containers),
            max_height=device.max_height,
            hdr=device.hdr,
            bandwidth_bits_s=device.bandwidth_bits_s,
        ),
        language=ledger.wish.language,
        duration_s=ledger.wish.duration_s,
        entries=[_entry(entry, ledger) for entry in ledger.entries],
    )


def health_of(entry: Entry, ledger: Ledger) -> Health:
    one = entry.candidate
    if one.is_on_server:
        return "server"
    if one.seeders is None:
        return "unknown"
    if one.seeders == 0:
        return "dead"
    if one.is_seeded_here:
        return "good"
    needed = seeders_needed(one, ledger.wish, ledger.policy)
    fair, good = (_FAIR, _GOOD) if needed is None else (needed, _GOOD_TIMES * needed)
    return "good" if one.seeders >= good else "fair" if one.seeders >= fair else "poor"


def _source(entry: Entry, ledger: Ledger) -> SourceOut:
    one = entry.candidate
    return SourceOut(
        id=one.id,
        provider=one.provider,
        quality=one.quality,
        resolution=one.resolution,
        codec=one.codec,
        bit_depth=one.bit_depth,
        hdr=[*one.hdr],
        languages=[*one.languages],
        size=one.size_bytes,
        seeders=one.seeders,
        leechers=one.leechers,
        published_at=one.published_at,
        is_pack=one.is_pack,
        score=round(entry.score, 3),
        isDefault=entry.is_default,
        health=health_of(entry, ledger),
        playable=entry.tier is not Tier.AFTER and not any(hit.effect == "after" for hit in entry.hits),
        reasons=[_reason(hit) for hit in entry.hits if hit.rule not in _BASE],
    )


def _entry(entry: Entry, ledger: Ledger) -> LedgerEntry:
    is_winner = entry.is_default
    changes = [
        schemas.ChangeOut.model_validate(
            {"what": one.what, "rule": one.rule, "seeders": one.seeders, "text": tell_change(one, is_winner=is_winner)}
        )
        for one in ledger.changes(entry)
    ]
    return LedgerEntry(
        source_id=entry.candidate.id,
        provider=entry.candidate.provider,
        rank=entry.rank,
        score=round(entry.score, 3),
        tier=_TIERS[entry.tier],
        is_default=is_winner,
        hits=[_reason(hit) for hit in entry.hits],
        changes=changes,
    )


def _reason(hit: Hit) -> Reason:
    return Reason(rule=hit.rule, effect=hit.effect, value=round(hit.value, 4), params=dict(hit.params), text=tell(hit))
