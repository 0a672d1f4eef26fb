"""The ledger in English sentences, for the command line and as the fallback of the web's own translations."""

from collections.abc import Callable, Mapping
from typing import Final

from miauflix.sources.scoring.ledger import Change
from miauflix.sources.scoring.rules import Hit

_Params = Mapping[str, str | int | float | None]

_CODECS: Final = {"h264": "H.264", "h265": "H.265", "h266": "H.266", "av1": "AV1", "vp9": "VP9", "vp8": "VP8"}


def tell(hit: Hit) -> str:
    """Why this rule spoke."""
    return _SENTENCES[hit.rule](hit.params)


def tell_change(change: Change, *, is_winner: bool) -> str:
    if is_winner:
        return f"With {change.seeders} seeders or fewer another would play"
    if change.what == "more_seeders":
        return f"With {change.seeders} seeders it would play first"
    return f"It would play first {_WITHOUT[change.rule or '']}"


def _swarm(p: _Params) -> str:
    guess = "" if p["size_known"] else ", which is a guess by its resolution"
    return f"{p['seeders']} seeders for {p['size_gb']} GB{guess}"


def _quality(p: _Params) -> str:
    return f"The picture is from {p['quality']}" if p["quality"] else "It does not say where the picture is from"


def _age(p: _Params) -> str:
    return "Nobody knows how old it is" if p["days"] is None else f"It is {p['days']} days old"


def _bit_depth(p: _Params) -> str:
    return f"The device cannot decode {_codec(p)} in {p['bits']} bits"


def _codec(p: _Params) -> str:
    codec = str(p["codec"])
    return _CODECS.get(codec, codec)


def _bandwidth(p: _Params) -> str:
    return f"It needs {_megabits(p['bits_s'])} and the link carries {_megabits(p['limit_bits_s'])}"


def _megabits(bits_s: str | float | None) -> str:
    return f"{float(bits_s or 0) / 1e6:.1f} Mbit/s"


_SENTENCES: Final[Mapping[str, Callable[[_Params], str]]] = {
    "server": lambda _: "It comes whole from a web server",
    "swarm": _swarm,
    "swarm_unknown": lambda p: f"Nobody could be asked for seeders; counted as {_swarm(p)}",
    "quality": _quality,
    "age": _age,
    "blocked": lambda _: "Its release group is on the blocklist",
    "codec": lambda p: f"The device cannot decode {_codec(p)}",
    "bit_depth": _bit_depth,
    "container": lambda p: f"The device cannot open .{p['container']} files",
    "hdr": lambda p: f"The device cannot show {p['hdr']}",
    "bandwidth": _bandwidth,
    "resolution": lambda p: f"It is in {p['resolution']}, and {p['wanted']} is wished for",
    "language": lambda p: f"It speaks {p['languages']}, and {p['wanted']} is wished for",
    "size": lambda p: f"It has {p['size_gb']} GB, and {p['limit_gb']} GB is the limit",
    "proper": lambda _: "It mends an earlier release",
    "three_d": lambda _: "It is in 3D",
    "burnt_in_subs": lambda _: "Its subtitles cannot be switched off",
    "starved": lambda p: f"It has {p['seeders']} seeders and needs {p['needed']} to keep playing",
}
_WITHOUT: Final = {
    "blocked": "if its group were not on the blocklist",
    "codec": "on a device that decodes it",
    "bit_depth": "on a device that decodes it",
    "container": "on a device that opens it",
    "hdr": "on a device that shows HDR",
    "bandwidth": "over a faster link",
    "resolution": "if its resolution were wished for",
    "language": "if its language were wished for",
    "size": "if the limit of size were higher",
    "three_d": "if it were not in 3D",
    "burnt_in_subs": "if its subtitles could be switched off",
    "starved": "if it had seeders enough to keep playing",
}
