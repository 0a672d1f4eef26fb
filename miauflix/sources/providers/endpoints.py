"""Setting providers up, and trying them out."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path

from miauflix.accounts import Client, User, current_client, record_audit, require_role
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.kit.clock import SystemClock
from miauflix.kit.sentences import told
from miauflix.sources.providers.protocol import Failed
from miauflix.sources.providers.schemas import Can, ProviderBody, ProviderOut, ProviderState, ProviderTest
from miauflix.sources.providing import Change, Listed, Providers, shown

router = APIRouter(prefix="/api/admin/providers", tags=["admin"])

ProvidersPart = Annotated[Providers, Depends(part(Providers))]
DatabasePart = Annotated[Database, Depends(part(Database))]
ClockPart = Annotated[SystemClock, Depends(part(SystemClock))]
ClientPart = Annotated[Client, Depends(current_client)]
Admin = Annotated[User, Depends(require_role("admin"))]
Name = Annotated[str, Path(max_length=40, description="yts, torznab, and torznab-2 for a second one of that kind")]


@router.get("")
async def providers(_: Admin, known: ProvidersPart, clock: ClockPart) -> list[ProviderOut]:
    """Every kind of provider, set up or not, and every further one."""
    return [_out(one, clock.now()) for one in await known.listed()]


@router.put("/{name}")
async def put_provider(
    name: Name,
    body: ProviderBody,
    admin: Admin,
    client: ClientPart,
    known: ProvidersPart,
    database: DatabasePart,
    clock: ClockPart,
) -> ProviderOut:
    """Set a provider up; it takes part in the next search."""
    async with database.write() as session:
        await known.put(session, name, _change(body))
        details = {"enabled": body.enabled, "changed": sorted(body.model_fields_set)}
        await record_audit(
            session,
            "provider_set",
            at=clock.now(),
            user=admin,
            resource=f"provider:{name}",
            details=details,
            client=client,
        )
    return _out(await known.one(name), clock.now())


@router.delete("/{name}", status_code=204)
async def delete_provider(
    name: Name, admin: Admin, client: ClientPart, known: ProvidersPart, database: DatabasePart, clock: ClockPart
) -> None:
    """Forget what was set here; what the environment says counts again."""
    async with database.write() as session:
        await known.forget(session, name)
        await record_audit(
            session, "provider_forgotten", at=clock.now(), user=admin, resource=f"provider:{name}", client=client
        )


@router.post("/{name}/test")
async def try_provider(name: Name, _: Admin, known: ProvidersPart, body: ProviderBody | None = None) -> ProviderTest:
    """Ask it something cheap, now: as it is set, or as it would be with this body, which is not kept."""
    tested = await known.test(name, _change(body) if body else None)
    result = tested.result
    if isinstance(result, Failed):
        return ProviderTest(
            ok=False,
            kind=result.kind,
            detail=result.detail,
            said=told(result.detail),
            elapsed_ms=tested.elapsed_ms,
            sample=None,
            sample_said=None,
        )
    sample = result.detail or None
    return ProviderTest(
        ok=True,
        kind=None,
        detail="",
        said=None,
        elapsed_ms=tested.elapsed_ms,
        sample=sample,
        sample_said=told(sample),
    )


def _change(body: ProviderBody) -> Change:
    return Change(body.enabled, body.base_url, None if body.api_key is None else body.api_key.get_secret_value())


def _out(one: Listed, now: datetime) -> ProviderOut:
    given, circuit = one.given, one.circuit
    return ProviderOut(
        name=one.name,
        kind=one.kind.name,
        title=one.kind.title,
        enabled=given.is_enabled,
        origin=given.origin,
        base_url=shown(given.base_url),
        has_api_key=bool(given.api_key),
        needs_key=one.kind.key,
        takes_folders=one.kind.takes_folders,
        can=_abilities(one),
        state=_state(one, now),
        trouble=circuit.last_kind if circuit.failures else None,
        detail=circuit.last_detail if circuit.failures else None,
        said=told(circuit.last_detail) if circuit.failures else None,
        retry_at=circuit.open_until if circuit.state(now) == "open" else None,
        last_ok_at=circuit.last_ok_at,
        last_failed_at=circuit.last_failed_at,
        elapsed_ms=circuit.last_elapsed_ms,
    )


def _abilities(one: Listed) -> list[Can]:
    methods: tuple[tuple[str, Can], ...] = (
        ("search_movie", "movies"),
        ("search_episode", "episodes"),
        ("fetch_torrent", "torrents"),
    )
    return [ability for method, ability in methods if hasattr(one.kind.build, method)]


def _state(one: Listed, now: datetime) -> ProviderState:
    if not one.given.takes_part:
        return "off"
    state = one.circuit.state(now)
    if state == "open":
        return "resting"
    return "untried" if state == "untried" else "failing" if one.circuit.failures else "ok"
