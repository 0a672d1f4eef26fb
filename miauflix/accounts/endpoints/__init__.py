"""The routes of this room."""

from fastapi import APIRouter

from miauflix.accounts.endpoints import audit, auth, invitations, profiles, users

router = APIRouter(prefix="/api")
for _one in (auth, profiles, invitations, users, audit):
    router.include_router(_one.router)
