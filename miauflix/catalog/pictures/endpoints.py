"""Pictures over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path
from starlette.responses import Response

from miauflix.catalog.errors import UnknownPicture
from miauflix.catalog.pictures import store
from miauflix.catalog.pictures.gallery import Gallery, Shown, format_for, step_for
from miauflix.infra.db import Database
from miauflix.infra.parts import part

router = APIRouter(tags=["catalog"])

_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_NOW = "public, max-age=60"
# A card opened as a page of its own runs and loads nothing either.
_POLICY = "default-src 'none'; sandbox"


@router.get(
    "/api/images/{hash}/{width}",
    response_class=Response,
    responses={200: {"content": {"image/avif": {}, "image/webp": {}, "image/svg+xml": {}}}, 304: {}},
)
async def image(
    name: Annotated[str, Path(alias="hash", pattern="^[0-9a-f]{64}$")],
    width: Annotated[int, Path(ge=1, le=4096)],
    database: Annotated[Database, Depends(part(Database))],
    gallery: Annotated[Gallery, Depends(part(Gallery))],
    accept: Annotated[str, Header()] = "",
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """A picture at the next step of the width ladder, as AVIF or WebP, or a drawn card where there is none.

    Public: an `<img>` sends no token. What is answered for good may be kept for good; a card that stands in for a
    picture that could not be had just now may be kept for a minute.
    """
    async with database.read() as session:
        row = await store.picture(session, name)
    if row is None:
        raise UnknownPicture("No picture has this hash")
    form = format_for(accept)
    tag = f'"{name[:20]}-{step_for(width)}-{form}"'
    if tag in if_none_match:
        return Response(status_code=304, headers={"Cache-Control": _FOR_EVER, "ETag": tag, "Vary": "Accept"})
    return _response(await gallery.show(row, width, form), tag)


def _response(shown: Shown, tag: str) -> Response:
    headers = {
        "Cache-Control": _FOR_EVER if shown.is_final else _FOR_NOW,
        "Vary": "Accept",
        "Content-Security-Policy": _POLICY,
    }
    if shown.is_final:
        headers["ETag"] = tag
    return Response(shown.content, media_type=shown.media_type, headers=headers)
