"""The image host: a plain picture in a colour of its own for every path."""

import hashlib
from functools import lru_cache
from io import BytesIO

from PIL import Image
from starlette.requests import Request
from starlette.responses import Response

_WIDTHS = {"original": 1000}
_FALLBACK_WIDTH = 500


async def answer(request: Request) -> Response:
    size, name = request.path_params["size"], request.path_params["name"]
    digits = size[1:]
    width = _WIDTHS.get(size) or (int(digits) if digits.isdigit() else _FALLBACK_WIDTH)
    return Response(_picture(name, min(width, 1280)), media_type="image/jpeg")


@lru_cache(maxsize=256)
def _picture(name: str, width: int) -> bytes:
    digest = hashlib.sha1(name.encode()).digest()  # noqa: S324  a colour
    top, bottom = tuple(digest[:3]), tuple(digest[3:6])
    gradient = Image.new("RGB", (1, 2))
    gradient.putdata([top, bottom])
    buffer = BytesIO()
    gradient.resize((width, width * 3 // 2), Image.Resampling.BILINEAR).save(buffer, "JPEG", quality=70)
    return buffer.getvalue()
