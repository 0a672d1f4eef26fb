"""Pictures to test with, good and bad."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def picture(width: int = 300, height: int = 450, form: str = "JPEG", mode: str = "RGB") -> bytes:
    """A picture with something in it, so that a cut anywhere shows."""
    image = Image.effect_noise((width, height), 80).convert(mode)
    buffer = BytesIO()
    image.save(buffer, form)
    return buffer.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises `width` x `height` pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def size_of(content: bytes) -> tuple[str | None, int, int]:
    with Image.open(BytesIO(content)) as image:
        image.load()
        return image.format, image.width, image.height


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


HOSTILE = {
    "nothing": b"",
    "a page": b"<!doctype html><title>Blocked</title>",
    "a script": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "a GIF's first bytes": b"GIF89a",
    "a whole GIF": picture(form="GIF", mode="P"),
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "a JPEG's first bytes": picture()[:400],
    "half a JPEG": half(picture()),
    "half a PNG": half(picture(form="PNG")),
    "half a WebP": half(picture(form="WEBP")),
    "a bomb": png_that_claims(30_000, 30_000),
    "a larger bomb": png_that_claims(2_000_000, 2_000_000),
    "a line": png_that_claims(1, 30_000),
    "a ribbon": png_that_claims(10_000, 20),
    "a picture of no size": png_that_claims(0, 100),
    "less than it claims": png_that_claims(300, 450),
    "noise": bytes(range(256)) * 40,
}
