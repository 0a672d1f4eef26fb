"""A film's picture as one FFmpeg filter graph, built from a few words: picture, sprites, apply, lay.

Each word answers the label of a stream, which the next one takes. Nothing runs here.
"""

from collections.abc import Sequence
from pathlib import Path

from miauflix.transcoding import Input

WIDTH, HEIGHT, RATE = 1280, 720, 24
SHEET_COLUMNS = 12


def pixels(form: str) -> str:
    """The filter that brings a stream into this form; YUV as high definition has it, or players show other colours."""
    return f"format={form}:color_spaces=bt709:color_ranges=tv" if form.startswith("yuv") else f"format={form}"


# What an opaque stream is before anything is laid on it.
OPAQUE = pixels("yuv420p")


class Reel:
    """The inputs and filters of one film that lasts `length_s`; its drawn layers lie in `folder`.

    `sound` is a stream for a scene that draws what is heard.
    """

    def __init__(self, folder: Path, length_s: float) -> None:
        self.folder = folder
        self.length_s = length_s
        self.sound: str | None = None
        self.inputs: list[Input] = []
        self._chains: list[str] = []
        self._labels = 0

    @property
    def graph(self) -> str:
        return ";\n".join(self._chains)

    def picture(self, name: str, form: str = "yuva420p") -> str:
        """A drawn layer that stands still; it is read and converted once."""
        return self.apply(f"{pixels(form)},loop=-1:1,setpts=N/{RATE}/TB", self._file(name, "-framerate", str(RATE)))

    def sprites(self, name: str, frames: int, size: tuple[int, int], rate: float = RATE) -> str:
        """A moving layer: the pictures of a sheet (see `art.sheet`) in turn, `rate` of them a second, over and over."""
        width, height = size
        turn = f"mod(floor(n*{rate / RATE:g}),{frames})"
        x, y = f"mod({turn},{SHEET_COLUMNS})*{width}", f"floor({turn}/{SHEET_COLUMNS})*{height}"
        return self.apply(f"crop={width}:{height}:'{x}':'{y}'", self.picture(name))

    def slides(self, names: Sequence[str], changes: Sequence[float], fade_s: float, form: str = "yuva420p") -> str:
        """Stills that give way to each other at `changes` (seconds). They cost nothing while none changes."""
        segments: list[str] = []
        shown = 0.0
        for index, name in enumerate(names):
            change = changes[index] if index < len(changes) else self.length_s
            segments.append(self.apply(f"trim=duration={change - shown:g}", self.picture(name, form)))
            if index < len(changes):
                above = self.apply(fading_in(0, fade_s), self.picture(names[index + 1]))
                crossing = self.lay(self.picture(name, form), above)
                segments.append(self.apply(f"trim=duration={fade_s:g}", crossing))
                shown = change + fade_s
        return self.apply(f"concat=n={len(segments)}", *segments)

    def source(self, chain: str) -> str:
        """A stream that comes from nothing but filters."""
        return self.apply(chain)

    def apply(self, chain: str, *streams: str) -> str:
        """Run `streams` through `chain`."""
        label = f"s{self._labels}"
        self._labels += 1
        self._chains.append("".join(f"[{stream}]" for stream in streams) + f"{chain}[{label}]")
        return label

    def split(self, stream: str) -> tuple[str, str]:
        return self._two(f"[{stream}]", "split")

    def split_planes(self, chain: str) -> tuple[str, str]:
        """A source whose `chain` ends in two streams."""
        return self._two("", chain)

    def split_sound(self, stream: str) -> tuple[str, str]:
        return self._two(f"[{stream}]", "asplit")

    def lay(
        self, below: str, above: str, x: str = "0", y: str = "0", *, between: tuple[float, float] | None = None
    ) -> str:
        """Put `above` on `below` at `x`, `y` (expressions of n, the frame, and t, the second)."""
        when = f":enable='between(t,{between[0]:g},{between[1]:g})'" if between else ""
        return self.apply(f"overlay=x='{x}':y='{y}'{when}", below, above)

    def _two(self, stream: str, chain: str) -> tuple[str, str]:
        one, other = f"s{self._labels}", f"s{self._labels + 1}"
        self._labels += 2
        self._chains.append(f"{stream}{chain}[{one}][{other}]")
        return one, other

    def _file(self, name: str, *options: str) -> str:
        self.inputs.append(Input(self.folder / name, options))
        return f"{len(self.inputs) - 1}:v"


def fading_in(start_s: float, seconds: float) -> str:
    """Opacity from nothing to full; before `start_s` the stream passes as it is, so lay it only from then on."""
    return f"fade=t=in:alpha=1:st={start_s:g}:d={seconds:g}:enable='gte(t,{start_s:g})'"


def fading_out(start_s: float, seconds: float) -> str:
    """Opacity from full to nothing, which it stays."""
    return f"fade=t=out:alpha=1:st={start_s:g}:d={seconds:g}:enable='gte(t,{start_s:g})'"
