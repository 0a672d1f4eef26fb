"""What an admin does with sources by hand."""

from typing import Annotated

from fastapi import APIRouter, Depends

from miauflix.accounts import require_role
from miauflix.infra.parts import part
from miauflix.sources.adding import TitleAdder
from miauflix.sources.schemas import AddedTitle, NewTitle
from miauflix.sources.service import Locator

router = APIRouter(tags=["admin"])


@router.post("/api/admin/titles", status_code=201, dependencies=[Depends(require_role("admin"))])
async def add_title(body: NewTitle, adder: Annotated[TitleAdder, Depends(part(TitleAdder))]) -> AddedTitle:
    """Make a title of a .torrent file or a magnet link."""
    return AddedTitle(ref=str(await adder.add(Locator.from_request(body), provider="added")))
