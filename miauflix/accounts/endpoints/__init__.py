"""The routes of this room."""

from fastapi import APIRouter

from miauflix.accounts.endpoints import auth

router = APIRouter(prefix="/api")
router.include_router(auth.router)
