"""The rules, each a pure function of a candidate, a wish and the policy that says nothing or makes one `Hit`.

Points are the base; a factor weighs them (`base.weigh`); `after` puts a candidate behind all that have none, however
high its score; `out` means that it plays only when it is chosen by hand.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from miauflix.sources.scoring import base
from miauflix.sources.scoring.profile import LADDER, Policy
from miauflix.sources.scoring.types import GB, Candidate, Wish

Effect = Literal["points", "factor", "after", "out"]

_HEIGHT = re.compile(r"(?:(\d{3,4})x)?(\d{3,4})[pi]?$")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_CODECS: Final = {
    "x264": "h264", "avc": "h264", "avc1": "h264",
    "x265": "h265", "hevc": "h265", "hev1": "h265", "hvc1": "h265",
    "av01": "av1", "vp09": "vp9", "vvc": "h266",
}  # fmt: skip
_WIDE_HEIGHT: Final = 9 / 16
_AUDIO_AND_OVERHEAD: Final = 1.25  # a stream has peaks, and a swarm has bad moments


@dataclass(frozen=True, slots=True)
class Hit:
    """One rule that has something to say of one candidate. `params` are what its sentence is made of."""

    rule: str
    effect: Effect
    value: float
    params: Mapping[str, str | int | float | None] = field(default_factory=dict[str, str | int | float | None])


Rule = Callable[[Candidate, Wish, Policy], Hit | None]


# Points and the factors of the base --------------------------------------------------------------------------------


def swarm(candidate: Candidate, _wish: Wish, policy: Policy) -> Hit:
    assumed = policy.profile.assumed_seeders
    points = base.supply(candidate, assumed)
    if candidate.is_on_server:
        return Hit("server", "points", points)
    size = round(base.size_gb(candidate), 2)
    name = "swarm" if candidate.seeders is not None else "swarm_unknown"
    seeders = assumed if candidate.seeders is None else candidate.seeders
    return Hit(name, "points", points, {"seeders": seeders, "size_gb": size, "size_known": candidate.size_bytes or 0})


def quality(candidate: Candidate, _wish: Wish, _policy: Policy) -> Hit:
    return Hit("quality", "factor", base.quality_factor(candidate.quality), {"quality": candidate.quality})


def age(candidate: Candidate, wish: Wish, _policy: Policy) -> Hit:
    published = candidate.published_at
    days = None if published is None else max(0, (wish.now - published).days)
    return Hit("age", "factor", base.age_factor(published, wish.now), {"days": days})


# What the device makes of it ---------------------------------------------------------------------------------------


def codec(candidate: Candidate, wish: Wish, _policy: Policy) -> Hit | None:
    """A codec that the device lacks, or a depth of colour that it lacks in that codec."""
    if candidate.codec is None:
        return None
    spelt = spell_codec(candidate.codec)
    known = wish.device.codecs
    if spelt not in known:
        return Hit("codec", "after", 0, {"codec": spelt})
    if (candidate.bit_depth or 8) > 8 and f"{spelt}:10" not in known:
        return Hit("bit_depth", "after", 0, {"codec": spelt, "bits": candidate.bit_depth})
    return None


def container(candidate: Candidate, wish: Wish, _policy: Policy) -> Hit | None:
    opened = wish.device.containers
    if opened is None or candidate.container is None or candidate.container.lower() in opened:
        return None
    return Hit("container", "after", 0, {"container": candidate.container.lower()})


def hdr(candidate: Candidate, wish: Wish, _policy: Policy) -> Hit | None:
    if wish.device.hdr or not candidate.hdr or candidate.hdr == ("SDR",):
        return None
    return Hit("hdr", "after", 0, {"hdr": ", ".join(candidate.hdr)})


def bandwidth(candidate: Candidate, wish: Wish, policy: Policy) -> Hit | None:
    """More bits a second than the caller's link carries."""
    rate, limit = bitrate(candidate, wish), wish.device.bandwidth_bits_s
    if rate is None or limit is None or rate <= limit:
        return None
    return Hit("bandwidth", "factor", policy.profile.too_large, {"bits_s": round(rate), "limit_bits_s": limit})


# What the admin and the viewer wish --------------------------------------------------------------------------------


def blocked(candidate: Candidate, _wish: Wish, policy: Policy) -> Hit | None:
    return Hit("blocked", "out", 0) if policy.blocklist.holds(candidate.group) else None


def resolution(candidate: Candidate, wish: Wish, policy: Policy) -> Hit | None:
    profile, height = policy.profile, height_of(candidate.resolution)
    wanted = int(profile.resolution[:-1]) if profile.resolution else None
    most = wish.device.max_height
    if height is None or (wanted is None and most is None):
        return None
    has = _step(height)
    target = min(_step(wanted), _step(most))
    if has == target or (has < target and wanted is None):
        return None
    factor = profile.step_down ** (target - has) if has < target else profile.step_up ** (has - target)
    return Hit("resolution", "factor", factor, {"resolution": candidate.resolution, "wanted": f"{LADDER[target]}p"})


def language(candidate: Candidate, wish: Wish, policy: Policy) -> Hit | None:
    """Spoken in none of the languages wished for; a release that does not say speaks the original."""
    profile = policy.profile
    viewers = (wish.language,) if profile.follows_viewer and wish.language else ()
    wanted = {_primary(one) for one in profile.languages or viewers}
    original = (wish.original_language,) if wish.original_language and profile.languages else ()
    spoken = {_primary(one) for one in candidate.languages or original}
    if not wanted or not spoken or spoken & (wanted | {"mul"}):
        return None
    if wish.original_language and _primary(wish.original_language) in spoken and not profile.languages:
        return None  # nobody asked for a dubbing
    words = {"languages": ", ".join(sorted(spoken)), "wanted": ", ".join(sorted(wanted))}
    return Hit("language", "factor", profile.other_language, words)


def size(candidate: Candidate, wish: Wish, policy: Policy) -> Hit | None:
    limit = policy.profile.max_gb(wish.kind)
    if limit is None or candidate.size_bytes is None or candidate.size_bytes <= limit * GB:
        return None
    return Hit(
        "size", "factor", policy.profile.too_large, {"size_gb": round(candidate.size_bytes / GB, 2), "limit_gb": limit}
    )


def proper(candidate: Candidate, _wish: Wish, policy: Policy) -> Hit | None:
    return Hit("proper", "factor", policy.profile.proper) if candidate.is_proper else None


def three_d(candidate: Candidate, _wish: Wish, policy: Policy) -> Hit | None:
    return Hit("three_d", "factor", policy.profile.three_d) if candidate.is_three_d else None


def burnt_in_subs(candidate: Candidate, _wish: Wish, policy: Policy) -> Hit | None:
    return Hit("burnt_in_subs", "factor", policy.profile.burnt_in_subs) if candidate.has_burnt_in_subs else None


def starved(candidate: Candidate, wish: Wish, policy: Policy) -> Hit | None:
    """Fewer seeders than the film needs to keep playing."""
    needed = seeders_needed(candidate, wish, policy)
    if needed is None or candidate.seeders is None or candidate.is_on_server or candidate.seeders >= needed:
        return None
    factor = max(policy.profile.least_starved, candidate.seeders / needed)
    return Hit("starved", "factor", factor, {"seeders": candidate.seeders, "needed": needed})


RULES: Final[tuple[Rule, ...]] = (
    swarm, quality, age,
    blocked, codec, container, hdr, bandwidth, resolution, language, size, proper, three_d, burnt_in_subs, starved,
)  # fmt: skip
"""The first makes the points; the order of the others is the order in which they are told."""


# What several of them measure --------------------------------------------------------------------------------------


def bitrate(candidate: Candidate, wish: Wish) -> float | None:
    """Bits a second, all tracks together."""
    if candidate.size_bytes is None or not wish.duration_s:
        return None
    return candidate.size_bytes * 8 / wish.duration_s


def seeders_needed(candidate: Candidate, wish: Wish, policy: Policy) -> int | None:
    if candidate.is_seeded_here:
        return 1
    rate = bitrate(candidate, wish)
    return None if rate is None else max(1, math.ceil(rate * _AUDIO_AND_OVERHEAD / policy.profile.seeder_bits_s))


@lru_cache(maxsize=1024)
def spell_codec(codec: str) -> str:
    """As the parser spells it, whoever named it."""
    letters = _NOT_LETTERS.sub("", codec.lower())
    return _CODECS.get(letters, letters)


@lru_cache(maxsize=1024)
def height_of(text: str | None) -> int | None:
    """Lines of a resolution as the parser spells it: 1080p, or WxH by its width where films cut the height."""
    found = _HEIGHT.match((text or "").lower())
    if found is None:
        return None
    return max(int(found[2]), round(int(found[1]) * _WIDE_HEIGHT)) if found[1] else int(found[2])


def _step(height: int | None) -> int:
    """The place on the ladder, a quarter above each step counted in (576p is SD); the top for None."""
    if height is None:
        return len(LADDER) - 1
    return next((place for place, step in enumerate(LADDER) if height <= step * 1.25), len(LADDER) - 1)


def _primary(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()
