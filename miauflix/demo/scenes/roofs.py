"""Tuesday on the Roof: a cat walks through a town from dusk to dawn."""

from pathlib import Path

from PIL import Image

from miauflix.demo.art import cat, town
from miauflix.demo.art.ink import Canvas, Stops, dice, mix
from miauflix.demo.art.sheet import sheet
from miauflix.demo.reel import HEIGHT, WIDTH, Reel

_NIGHT: Stops = ((0, "#050a24"), (0.4, "#10194a"), (0.7, "#2a2a6a"), (0.85, "#4b3f7f"), (1, "#6d5590"))
_DAWN: Stops = ((0, "#33508f"), (0.3, "#7d7fb5"), (0.55, "#d99aa8"), (0.75, "#f8c39a"), (1, "#fde6b5"))
_FAR, _NEAR = 1056, 2112  # how far the streets go before they repeat, in pixels
_RIDGE_Y = 547
_HOURS = ("dusk", "night", "dawn")
_CAT, _CAT_FRAMES, _CAT_SCALE = (260, 190), 18, 0.72  # 72 pixels in 18 frames: 4 a frame, as fast as the ridge below it


def draw(folder: Path) -> None:
    for name, stops, count in (("dusk", town.DUSK, 130), ("night", _NIGHT, 330), ("dawn", _DAWN, 0)):
        sky = Canvas(WIDTH, HEIGHT, "#000000")
        sky.wash(stops)
        town.stars(sky, dice(3), count, 430)
        sky.finish(1.5).save(folder / f"{name}.png", compress_level=1)
    _moon(folder)
    for name, far, near, lamp in (
        ("dusk", mix("#7d4086", "#e27b62", 0.45), mix("#2c2467", "#7d4086", 0.4), town.LAMP),
        ("night", "#34346f", "#20265c", "#ffd98a"),
        ("dawn", "#b98aa3", "#6d5a8c", None),
    ):
        _street(folder / f"far-{name}.png", _FAR, (40, 72), (72, 142), 3, far, None)
        _street(folder / f"near-{name}.png", _NEAR, (64, 110), (56, 118), 6, near, lamp)
    ridge = Canvas(WIDTH + 48, HEIGHT - _RIDGE_Y + 7)
    town.roof_ridge(ridge, 7, WIDTH + 48)
    ridge.finish().save(folder / "ridge.png", compress_level=1)
    _chimneys(folder / "chimneys.png")
    sheet(_CAT_FRAMES, _CAT, _pose).save(folder / "cat.png", compress_level=1)


def _pose(frame: int) -> Image.Image:
    pose = Canvas(*_CAT, scale=4)
    cat.walk(pose, (90, 184), _CAT_SCALE, frame / _CAT_FRAMES, town.INK, town.LAMP)
    return pose.finish()


def _moon(folder: Path) -> None:
    """The disc with its halo; the halo as opacity, so that it lies on any sky."""
    size, radius = 620, 200
    halo = Canvas(size, size, "#000000", scale=1)
    halo.glow((size / 2, size / 2), size / 2, "#ffffff", 0.5)
    disc = Canvas(size, size)
    disc.circle((size / 2, size / 2), radius, town.MOON)
    for dx, dy, r in town.CRATERS:
        disc.circle((size / 2 + dx * radius, size / 2 + dy * radius), r * radius, "#f6d7a9")
    moon = Canvas(size, size, scale=1)
    moon.image.paste("#ffb98a", (0, 0, size, size))
    moon.image.putalpha(halo.image.convert("L"))
    moon.image.alpha_composite(disc.finish())
    moon.image.save(folder / "moon.png", compress_level=1)


def _street(
    path: Path,
    length: int,
    wide: tuple[float, float],
    tall: tuple[float, float],
    seed: int,
    wall: str,
    lamp: str | None,
) -> None:
    strip = Canvas(length + WIDTH, 250)
    houses = town.street(dice(seed), length, wide, tall)
    for offset in range(0, length + WIDTH, length):
        town.draw_street(strip, houses, 250, offset, wall, lamp)
    strip.finish().save(path, compress_level=1)


def _chimneys(path: Path) -> None:
    """What stands on the near roof and passes before the cat, twice in each 1,920 pixels."""
    strip = Canvas(1920 + WIDTH, 170)
    for offset in (0, 1920):
        for x, height, pots in ((560, 96, 2), (1500, 64, 3)):
            left, wide = x + offset, 26 * pots
            strip.box(left, 170 - height, left + wide, 170, town.INK)
            strip.box(left - 5, 170 - height, left + wide + 5, 170 - height + 9, town.INK)
            for pot in range(pots):
                strip.box(left + 26 * pot + 6, 150 - height, left + 26 * pot + 20, 170 - height, town.INK)
                strip.box(left + 26 * pot + 3, 146 - height, left + 26 * pot + 23, 152 - height, town.INK)
    strip.finish().save(path, compress_level=1)


def compose(reel: Reel) -> str:
    length = reel.length_s
    changes, fade = (0.28 * length, 0.76 * length), 0.045 * length
    art = reel.slides([f"{hour}.png" for hour in _HOURS], changes, fade, "yuv420p")
    # The moon goes from the lower left over the town to the right: a night of sky in two minutes.
    art = reel.lay(art, reel.picture("moon.png"), f"-80+t*{900 / length:.3f}", f"20+250*pow(t/{length:g}-0.45,2)*4")
    for street, x, y in (("far", f"-mod(n,{_FAR})", _RIDGE_Y - 250), ("near", f"-mod(2*n,{_NEAR})", _RIDGE_Y - 246)):
        art = reel.lay(art, reel.slides([f"{street}-{hour}.png" for hour in _HOURS], changes, fade), x, str(y))
    art = reel.lay(art, reel.picture("ridge.png"), "-mod(4*n,48)", str(_RIDGE_Y - 7))
    art = reel.lay(art, reel.sprites("cat.png", _CAT_FRAMES, _CAT), "510", str(_RIDGE_Y - 183))
    return reel.lay(art, reel.picture("chimneys.png"), "-mod(4*n,1920)", str(_RIDGE_Y - 162))
