"""What the catalogue answers by itself; pages that join it with other rooms are composed in `api.titles`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.responses import FileResponse

from miauflix.catalog import store
from miauflix.catalog.errors import UnknownPicture
from miauflix.catalog.pictures import PictureStore
from miauflix.infra.db import Database
from miauflix.infra.parts import part

router = APIRouter(tags=["catalog"])


@router.get("/api/images/{hash}/{width}", response_class=FileResponse)
async def image(
    name: Annotated[str, Path(alias="hash", pattern="^[0-9a-f]{64}$")],
    width: Annotated[int, Path(ge=1, le=4096)],
    database: Annotated[Database, Depends(part(Database))],
    pictures: Annotated[PictureStore, Depends(part(PictureStore))],
) -> FileResponse:
    """A stored picture as WebP, at the next step of the width ladder. Public: an `<img>` sends no token."""
    async with database.read() as session:
        known = await store.picture(session, name)
    if known is None or known.origin != "stored":
        raise UnknownPicture("No picture has this hash")
    path = await pictures.at_width(name, width)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(path, media_type="image/webp", headers=headers)
