"""Green, with Interruptions: northern lights that come, go behind nothing in particular, and come back."""

from pathlib import Path

from PIL import Image

from miauflix.demo.art import north
from miauflix.demo.art.ink import Canvas, dice, gradient, mix, soften
from miauflix.demo.reel import HEIGHT, OPAQUE, WIDTH, Reel

_SHORE = 490
_HALF = (WIDTH // 2, _SHORE // 2)  # the lights are soft: half the size is plenty
_STRIP = 1920  # a curtain's length before it repeats, at half size


def draw(folder: Path) -> None:
    sky = Canvas(WIDTH, _SHORE, "#000000")
    sky.wash(north.NIGHT)
    random = dice(2)
    for _ in range(300):
        point = (random.uniform(0, WIDTH), _SHORE * random.random())
        sky.circle(point, random.uniform(0.4, 1.3), "#e9fff5", random.uniform(0.2, 0.85))
    sky.finish().save(folder / "sky.png", compress_level=1)
    for number, (low, high, foot, tall) in enumerate(north.CURTAINS):
        _curtain(folder / f"curtain{number}.png", 31 + number, (low, high), foot + 0.24, tall * 1.1)
    _rays(folder / "rays.png")
    trees = Canvas(WIDTH, _SHORE)
    north.forest(trees, _SHORE, WIDTH, (30, 74), mix(north.PINE, "#1c5a52", 0.3), 8)
    north.forest(trees, _SHORE, WIDTH, (14, 190), north.PINE, 11, gap=0.3)
    trees.finish().save(folder / "trees.png", compress_level=1)
    bank = Canvas(WIDTH, 250)
    bank.polygon([(0, 188), (380, 174), (900, 180), (WIDTH, 168), (WIDTH, 250), (0, 250)], "#02070d")
    north.people(bank, 500, 182, 1.05, "#02070d")
    bank.finish().save(folder / "bank.png", compress_level=1)


def _curtain(path: Path, seed: int, colours: tuple[str, str], foot: float, tall: float) -> None:
    """A long fold of light in colour on black, its two ends the same so that it can slide round."""
    low, high = colours
    grey = soften(north.curtain(_STRIP // 2, _HALF[1] // 2 + 1, seed, foot, tall, folds=3), 1)
    grey = grey.resize((_STRIP, _HALF[1]), Image.Resampling.BICUBIC)
    tint = gradient(((0, high), (0.45, mix(high, low, 0.6)), (0.75, low), (1, low))).resize(grey.size)
    strip = Image.new("RGB", (_STRIP + _HALF[0], _HALF[1]))
    strip.paste(tint, (0, 0), grey)
    strip.paste(strip.crop((0, 0, *_HALF)), (_STRIP, 0))
    strip.save(path, compress_level=1)


def _seamless(grey: Image.Image, share: float = 0.2) -> Image.Image:
    """Blend the end of a strip into its beginning."""
    seam = round(grey.width * share)
    ramp = Image.linear_gradient("L").rotate(90).resize((seam, grey.height))
    start, end = grey.crop((0, 0, seam, grey.height)), grey.crop((grey.width - seam, 0, grey.width, grey.height))
    looped = grey.copy()
    looped.paste(Image.composite(start, end, ramp), (grey.width - seam, 0))
    return looped


def _rays(path: Path) -> None:
    """Upright streaks, to be multiplied over the curtains as they slide the other way."""
    random = dice(5)
    row = Image.new("L", (_STRIP // 3, 1))
    row.putdata([random.randint(110, 255) for _ in range(row.width)])
    row = _seamless(soften(row.resize((row.width, 8)), 1.1), 0.1).crop((0, 0, row.width, 1))
    strip = Image.new("L", (_STRIP + _HALF[0], _HALF[1]))
    streaks = row.resize((_STRIP, _HALF[1]), Image.Resampling.BICUBIC)
    strip.paste(streaks, (0, 0))
    strip.paste(streaks, (_STRIP, 0))
    strip.convert("RGB").save(path, compress_level=1)


def compose(reel: Reel) -> str:
    lights = _lights(reel)
    sky = reel.apply("blend=all_mode=screen", reel.picture("sky.png", "gbrp"), lights)
    above = reel.lay(reel.apply(OPAQUE, sky), reel.picture("trees.png"))
    above, again = reel.split(above)
    depth = HEIGHT - _SHORE
    # The lake: the sky upside down, smeared sideways by a blur of height only, and darker.
    water = reel.apply(
        f"crop={WIDTH}:{depth}:0:{_SHORE - depth},vflip,"
        f"scale={WIDTH // 2}:{depth // 10},scale={WIDTH}:{depth}:flags=bicubic,"
        f"colorlevels=romax=0.55:gomax=0.62:bomax=0.66:romin=0.01:gomin=0.03:bomin=0.05,{OPAQUE}",
        again,
    )
    art = reel.apply("vstack", above, water)
    return reel.lay(art, reel.picture("bank.png"), "0", str(HEIGHT - 250))


def _lights(reel: Reel) -> str:
    """Three curtains sliding at their own pace, streaked by rays, rising and sinking over the film."""
    screens: list[str] = []
    for number, speed in enumerate((1, -1, 2)):
        x = f"mod({abs(speed)}*n/2,{_STRIP})" if speed > 0 else f"{_STRIP}-mod({abs(speed)}*n/2,{_STRIP})-1"
        curtain = reel.apply(f"crop={_HALF[0]}:{_HALF[1]}:'{x}':0", reel.picture(f"curtain{number}.png", "gbrp"))
        screens.append(reel.apply(_presence(number, reel.length_s), curtain))
    lights = reel.apply("blend=all_mode=screen", screens[0], screens[1])
    lights = reel.apply("blend=all_mode=screen", lights, screens[2])
    rays = reel.apply(f"crop={_HALF[0]}:{_HALF[1]}:'{_STRIP}-mod(2*n,{_STRIP})-1':0", reel.picture("rays.png", "gbrp"))
    lights = reel.apply("blend=all_mode=multiply", lights, rays)
    return reel.apply(f"colorlevels=rimax=0.6:gimax=0.6:bimax=0.6,scale={WIDTH}:{_SHORE}:flags=bicubic", lights)


def _presence(number: int, length_s: float) -> str:
    """When a curtain is there: it comes in, is interrupted once or twice, and is there at the end."""
    breaks = (((0.33, 0.45),), ((0.2, 0.3), (0.62, 0.72)), ((0.0, 0.12), (0.35, 0.52)))[number]
    chain = [f"fade=t=in:st={number}:d=6:enable='lt(t,{number + 7})'"]
    for start, end in ((a * length_s, b * length_s) for a, b in breaks):
        back = end + 7
        chain.append(f"fade=t=out:st={start:.2f}:d=5:enable='between(t,{start:.2f},{end:.2f})'")
        chain.append(f"fade=t=in:st={end:.2f}:d=7:enable='between(t,{end:.2f},{back:.2f})'")
    return ",".join(chain)
