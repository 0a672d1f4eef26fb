"""Many small pictures on one: FFmpeg reads a sheet once and then only looks at another part of it."""

from collections.abc import Callable

from PIL import Image

from miauflix.demo.reel import SHEET_COLUMNS


def sheet(frames: int, size: tuple[int, int], draw: Callable[[int], Image.Image]) -> Image.Image:
    """`frames` pictures of `size`, row by row; `draw` makes the one of each number."""
    columns = min(frames, SHEET_COLUMNS)
    rows = -(-frames // SHEET_COLUMNS)
    whole = Image.new("RGBA", (size[0] * columns, size[1] * rows))
    for frame in range(frames):
        whole.paste(draw(frame), (frame % SHEET_COLUMNS * size[0], frame // SHEET_COLUMNS * size[1]))
    return whole
