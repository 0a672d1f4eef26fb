"""What the catalogue answers by itself; pages that join it with other rooms are composed in `api.titles`."""

from fastapi import APIRouter

from miauflix.catalog.pictures.endpoints import router as pictures

router = APIRouter()
router.include_router(pictures)
