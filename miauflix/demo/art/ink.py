"""Drawing tools: a canvas larger than the picture, and the few strokes that every picture here is made of.

Coordinates are pixels of the finished picture, floats, y down. Colours are `#rrggbb`; opacity is an argument, 0 to 1.
Everything is drawn `scale` times larger and shrunk at the end, which is Pillow's only way to smooth an edge.
The one typeface is Aileron, which Pillow carries within itself, so no font needs to be installed.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter, ImageFont

Point = tuple[float, float]
Stops = Sequence[tuple[float, str]]  # (position 0 to 1, colour), in order


class Canvas:
    """A picture being painted: opaque, or transparent when no `ground` is given."""

    def __init__(self, width: int, height: int, ground: str | None = None, *, scale: int = 2) -> None:
        self.width = width
        self.height = height
        self.scale = scale
        mode = "RGB" if ground else "RGBA"
        self.image = Image.new(mode, (width * scale, height * scale), ground or (0, 0, 0, 0))

    @property
    def is_tall(self) -> bool:
        return self.height > self.width

    def polygon(self, points: Iterable[Point], colour: str, opacity: float = 1) -> None:
        self._draw().polygon([self._at(point) for point in points], fill=rgba(colour, opacity))

    def shade(self, points: Iterable[Point], colour: str, opacity: float) -> None:
        """A polygon that darkens what is there, on a transparent canvas too."""
        over = Canvas(self.width, self.height, scale=self.scale)
        over.polygon(points, colour)
        mask = ImageChops.multiply(over.image.getchannel("A"), self.image.convert("RGBA").getchannel("A"))
        tint = Image.new(self.image.mode, self.image.size, colour)
        shaded = Image.blend(self.image, tint, opacity)
        if self.image.mode == "RGBA":
            shaded.putalpha(self.image.getchannel("A"))
        self.image.paste(shaded, (0, 0), mask)

    def circle(self, centre: Point, radius: float, colour: str, opacity: float = 1) -> None:
        self.ellipse(centre, radius, radius, colour, opacity)

    def ellipse(self, centre: Point, rx: float, ry: float, colour: str, opacity: float = 1) -> None:
        (x, y) = centre
        box = [self._at((x - rx, y - ry)), self._at((x + rx, y + ry))]
        self._draw().ellipse(box, fill=rgba(colour, opacity))

    def ring(self, centre: Point, radius: float, width: float, colour: str, opacity: float = 1) -> None:
        (x, y) = centre
        box = [self._at((x - radius, y - radius)), self._at((x + radius, y + radius))]
        self._draw().ellipse(box, outline=rgba(colour, opacity), width=max(1, round(width * self.scale)))

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, opacity: float = 1) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour, opacity)

    def line(self, points: Sequence[Point], width: float, colour: str, opacity: float = 1) -> None:
        fill = rgba(colour, opacity)
        self._draw().line([self._at(point) for point in points], fill, max(1, round(width * self.scale)), joint="curve")

    def swell(self, points: Sequence[Point], radii: Sequence[float], colour: str) -> None:
        """A stroke through `points` that is as thick as `radii` say at each of them: limbs, tails, necks."""
        path = [(x, y, r) for (x, y), r in zip(points, radii, strict=True)]
        longest = max(math.dist(one, other) for one, other in itertools.pairwise(points))
        for x, y, r in spline3(path, max(8, min(120, round(longest / max(0.3, 0.18 * min(radii)))))):
            self.circle((x, y), r, colour)

    def wash(self, stops: Stops, box: tuple[float, float, float, float] | None = None) -> None:
        """A vertical gradient over `box` (left, top, right, bottom), or over everything."""
        left, top, right, bottom = box or (0, 0, self.width, self.height)
        size = (round((right - left) * self.scale), round((bottom - top) * self.scale))
        self.image.paste(
            gradient(stops).resize(size, Image.Resampling.BICUBIC), (round(left * self.scale), round(top * self.scale))
        )

    def glow(self, centre: Point, radius: float, colour: str, strength: float = 1) -> None:
        """Light: screened over what is there, brightest in the centre."""
        size = round(radius * 2 * self.scale)
        light = toned(glow_mask().resize((size, size)), lambda value: value * strength)
        self._screen(
            light, colour, (round((centre[0] - radius) * self.scale), round((centre[1] - radius) * self.scale))
        )

    def shine(self, paint: Callable[["Canvas"], None], colour: str, blur: float = 0, strength: float = 1) -> None:
        """Screen white shapes, painted on a black canvas by `paint` and blurred, over the picture in `colour`."""
        light = Canvas(self.width, self.height, "#000000", scale=self.scale)
        paint(light)
        mask = soften(light.image.convert("L"), blur * self.scale)
        self._screen(toned(mask, lambda value: value * strength), colour, (0, 0))

    def text(
        self, at: Point, words: str, size: float, colour: str, *, tracking: float = 0, bold: float = 0,
        opacity: float = 1, anchor: str = "l",
    ) -> float:  # fmt: skip
        """Write `words` on the baseline `at`; `tracking` is extra space in units of `size`. Answers the width."""
        font = typeface(round(size * self.scale))
        width = text_width(words, size, tracking)
        x, y = self._at((at[0] - {"l": 0, "m": width / 2, "r": width}[anchor], at[1]))
        draw, fill = self._draw(), rgba(colour, opacity)
        for letter in words:
            draw.text((x, y), letter, fill, font, "ls", stroke_width=bold * size * self.scale / 100, stroke_fill=fill)
            x += font.getlength(letter) + tracking * size * self.scale
        return width

    def light(self, grey: Image.Image, stops: Stops, strength: float = 1) -> None:
        """Screen the grey picture, coloured from top to bottom by `stops`, over the top of this one."""
        below = self.image.crop((0, 0, *grey.size))
        tint = gradient(stops).resize(grey.size)
        dark = Image.new("RGB", grey.size)
        dark.paste(tint, (0, 0), toned(grey, lambda value: value * strength))
        self.image.paste(ImageChops.screen(below, dark), (0, 0))

    def mirror(self, line: float, strength: float, colour: str) -> None:
        """Still water: what is above `line` again below it, upside down, softened and tinted with `colour`."""
        at = round(line * self.scale)
        depth = self.image.height - at
        above = self.image.crop((0, at - depth, self.image.width, at)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        small = above.resize((self.image.width // 2, max(1, depth // 12)), Image.Resampling.BOX)
        smeared = small.resize(above.size, Image.Resampling.BICUBIC)
        self.image.paste(Image.blend(Image.new("RGB", above.size, colour), smeared, strength), (0, at))

    def veil(self, shapes: "Canvas", colour: str, blur: float, opacity: float = 1) -> None:
        """Lay `colour` over the picture where `shapes` (white on black) are, with soft edges."""
        mask = soften(shapes.image.convert("L"), blur * shapes.scale).resize(self.image.size, Image.Resampling.BILINEAR)
        self.image.paste(Image.new("RGB", self.image.size, colour), (0, 0), toned(mask, lambda value: value * opacity))

    def over(self, other: "Canvas", opacity: float = 1) -> None:
        """Lay a transparent canvas of the same size on this one."""
        mask = toned(other.image.getchannel("A"), lambda value: value * opacity)
        self.image.paste(other.image.convert(self.image.mode), (0, 0), mask)

    def finish(self, grain: float = 0) -> Image.Image:
        """The picture at its real size, with film grain of `grain` (standard deviation, of 255)."""
        small = self.image.resize((self.width, self.height), Image.Resampling.BOX)
        return speckle(small, grain) if grain and small.mode == "RGB" else small

    def _at(self, point: Point) -> Point:
        return (point[0] * self.scale, point[1] * self.scale)

    def _draw(self) -> ImageDraw.ImageDraw:
        # Drawing in RGBA on an RGB picture blends; on an RGBA one it replaces, which is what a layer wants.
        return ImageDraw.Draw(self.image, "RGBA" if self.image.mode == "RGB" else None)

    def _screen(self, light: Image.Image, colour: str, at: tuple[int, int]) -> None:
        box = (at[0], at[1], at[0] + light.width, at[1] + light.height)
        below = self.image.crop(box)
        tint = Image.new("RGB", light.size)
        tint.paste(ImageColor.getrgb(colour), (0, 0), light)
        self.image.paste(ImageChops.screen(below, tint), at)


def rgba(colour: str, opacity: float = 1) -> tuple[int, int, int, int]:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return (red, green, blue, round(255 * opacity))


def mix(one: str, other: str, share: float) -> str:
    """The colour `share` of the way from `one` to `other`."""
    pairs = zip(ImageColor.getrgb(one)[:3], ImageColor.getrgb(other)[:3], strict=True)
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return f"#{red:02x}{green:02x}{blue:02x}"


def at_stop(stops: Stops, where: float) -> str:
    """The colour at `where` (0 to 1) of a gradient."""
    (before, colour) = stops[0]
    for position, following in stops:
        if where <= position:
            return mix(colour, following, (where - before) / ((position - before) or 1))
        before, colour = position, following
    return colour


def gradient(stops: Stops) -> Image.Image:
    """One column of 256 pixels."""
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        column.putpixel((0, y), ImageColor.getrgb(at_stop(stops, y / 255)))
    return column


@cache
def glow_mask() -> Image.Image:
    """Light that falls off with the square of the distance, to nothing at the rim."""
    return toned(Image.radial_gradient("L"), lambda value: max(0.0, 1 - value / 180) ** 2.2 * 255)


@cache
def typeface(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("this Pillow is built without FreeType, so it carries no scalable typeface")
    return font


def text_width(words: str, size: float, tracking: float = 0) -> float:
    font = typeface(round(size * 2))
    return sum(font.getlength(letter) for letter in words) / 2 + tracking * size * (len(words) - 1)


def toned(grey: Image.Image, curve: Callable[[int], float]) -> Image.Image:
    """The grey picture with each of its levels (0 to 255) replaced by what `curve` makes of it."""
    return grey.point([min(255, max(0, round(curve(value)))) for value in range(256)])


def dice(seed: int) -> Random:
    """Chance that comes out the same every time."""
    return Random(seed)  # noqa: S311  petals are strewn, not encrypted


def soften(image: Image.Image, radius: float) -> Image.Image:
    """Gaussian blur; a wide one is done on a smaller copy, which nobody can tell and is many times faster."""
    if radius <= 0:
        return image
    shrink = max(1, int(radius / 3))
    small = image.resize((max(1, image.width // shrink), max(1, image.height // shrink)), Image.Resampling.BOX)
    return small.filter(ImageFilter.GaussianBlur(radius / shrink)).resize(image.size, Image.Resampling.BICUBIC)


def speckle(image: Image.Image, amount: float) -> Image.Image:
    """Film grain: the same at every drawing, so that the same picture is the same file."""
    chance = Image.frombytes("L", image.size, dice(7).randbytes(image.width * image.height))
    # Even chance of width w has a standard deviation of w / sqrt(12).
    noise = toned(chance, lambda value: 128 + (value - 127.5) / 255 * amount * math.sqrt(12))
    return ImageChops.add(image, noise.convert("RGB"), scale=1, offset=-128)


def spline(points: Sequence[Point], steps: int = 12) -> list[Point]:
    """A smooth curve through all `points` (Catmull-Rom)."""
    return [(x, y) for x, y, _ in spline3([(x, y, 0) for x, y in points], steps)]


def spline3(points: Sequence[tuple[float, float, float]], steps: int) -> list[tuple[float, float, float]]:
    padded = [points[0], *points, points[-1]]
    curve = [
        _catmull_rom(padded[index : index + 4], step / steps)
        for index in range(len(points) - 1)
        for step in range(steps)
    ]
    return [*curve, points[-1]]


def _catmull_rom(four: Sequence[tuple[float, float, float]], t: float) -> tuple[float, float, float]:
    x, y, z = (
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(*four, strict=True)
    )
    return (x, y, z)


def polar(centre: Point, radius: float, angle: float) -> Point:
    """The point at `angle` (in turns, 0 pointing right, clockwise) from `centre`."""
    return (centre[0] + radius * math.cos(angle * math.tau), centre[1] + radius * math.sin(angle * math.tau))
