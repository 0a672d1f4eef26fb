"""The profile's link to Trakt."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends

from miauflix.accounts import Viewer, current_viewer
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.kit.clock import SystemClock
from miauflix.kit.errors import NotFound
from miauflix.viewing.store import trakt_links as store
from miauflix.viewing.tables import TraktLinkRow
from miauflix.viewing.trakt.errors import TraktNotConfigured
from miauflix.viewing.trakt.feature import TraktFeature
from miauflix.viewing.trakt.linking import TraktLinking
from miauflix.viewing.trakt.schemas import LinkState, TraktLinkOut, TraktOut

router = APIRouter(prefix="/api/trakt", tags=["viewing"])

ViewerPart = Annotated[Viewer, Depends(current_viewer)]
DatabasePart = Annotated[Database, Depends(part(Database))]
FeaturePart = Annotated[TraktFeature, Depends(part(TraktFeature))]
ClockPart = Annotated[SystemClock, Depends(part(SystemClock))]


@router.get("")
async def trakt(viewer: ViewerPart, database: DatabasePart, feature: FeaturePart, clock: ClockPart) -> TraktOut:
    """Whether the profile is linked, to whom, and how it goes."""
    async with database.read() as session:
        account = await store.account(session, viewer.profile_id)
        link = await store.link(session, viewer.profile_id)
    return TraktOut(
        configured=feature.linking is not None,
        how_to_configure=None if feature.linking else TraktNotConfigured.title,
        linked=account is not None and not account.is_broken,
        pending=link is not None and _state(link, clock) == "pending",
        username=account.username if account else None,
        linked_at=account.linked_at if account else None,
        synced_at=account.synced_at if account else None,
        trouble=account.trouble if account else None,
    )


@router.post("/link", status_code=201)
async def link_trakt(viewer: ViewerPart, feature: FeaturePart) -> TraktLinkOut:
    """Begin to link: show the code, then ask GET /api/trakt/link until its state is no longer pending."""
    return _out(await _linking(feature).begin(viewer.profile_id), "pending")


@router.get("/link")
async def trakt_link(viewer: ViewerPart, database: DatabasePart, clock: ClockPart) -> TraktLinkOut:
    """How linking stands."""
    async with database.read() as session:
        account = await store.account(session, viewer.profile_id)
        link = await store.link(session, viewer.profile_id)
    if link is not None:
        return _out(link, _state(link, clock))
    if account is None:
        return TraktLinkOut(state="none")
    return TraktLinkOut(state="broken" if account.is_broken else "linked")


@router.delete("", status_code=204)
async def unlink_trakt(viewer: ViewerPart, database: DatabasePart, feature: FeaturePart) -> None:
    """Unlink, or give up linking. What came from Trakt stays here; our token is revoked there."""
    linking = _linking(feature)
    async with database.write() as session:
        if not await linking.unlink(session, viewer.profile_id):
            raise NotFound("This profile is not linked to Trakt")


def _linking(feature: TraktFeature) -> TraktLinking:
    if feature.linking is None:
        raise TraktNotConfigured
    return feature.linking


def _state(link: TraktLinkRow, clock: SystemClock) -> LinkState:
    if link.state == "pending" and clock.now() >= link.expires_at:
        return "expired"
    return cast("LinkState", link.state)


def _out(link: TraktLinkRow, state: LinkState) -> TraktLinkOut:
    return TraktLinkOut(
        state=state,
        user_code=link.user_code,
        verification_url=link.verification_url,
        verification_url_complete=f"{link.verification_url.rstrip('/')}/{link.user_code}",
        expires_at=link.expires_at,
        interval=link.interval_s,
    )
