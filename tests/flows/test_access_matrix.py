"""Who may do what: every route of the whole house, against every role and against other people's things.

A new route fails here until somebody has decided who may use it and written that down in `access.WHO`.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from miauflix.accounts import Accounts
from miauflix.api.app import create_app
from miauflix.api.control import Control
from miauflix.infra.events import Events
from miauflix.infra.parts import Parts
from miauflix.infra.settings import Settings
from miauflix.playback import Tickets
from miauflix.wiring import running
from tests.flows.access import OF_THE_HOUSE, OWNED, WHO

RANKS = ["guest", "user", "admin"]
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Route:
    method: str
    path: str

    def at(self, names: dict[str, str]) -> str:
        address = self.path
        for name, value in names.items():
            address = address.replace("{" + name + "}", value)
        assert "{" not in address, f"{self.path} names something that OWNED and OF_THE_HOUSE do not know"
        return address


@dataclass
class House:
    """The whole app, with an account of each role and what the account of a user owns."""

    app: FastAPI
    parts: Parts
    document: dict[str, Any]
    nobody: httpx2.AsyncClient
    owned: dict[str, str]

    def routes(self) -> Iterator[Route]:
        for context in iter_route_contexts(self.app.routes):
            for method in sorted(context.methods or ()):
                if (method, context.path) != ("HEAD", "/api/openapi.json"):
                    yield Route(method, context.path or "")

    async def call(self, route: Route, *, token: str | None = None, names: dict[str, str] | None = None) -> str:
        """Status and code of the answer to a request that is valid apart from what it names."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = self._body(route)
        address = route.at(OF_THE_HOUSE | dict.fromkeys(OWNED, "00000000-0000-7000-8000-000000000000") | (names or {}))
        try:
            async with asyncio.timeout(10):
                answer = await self.nobody.request(
                    route.method, address, json=body, headers=headers, params=self._query(route)
                )
        except TimeoutError:  # a stream of events has no end, and only who may read it gets that far
            return "200"
        is_problem = answer.content and answer.headers["content-type"] == "application/problem+json"
        return f"{answer.status_code} {answer.json()['code']}" if is_problem else str(answer.status_code)

    async def token(self, role: str) -> str:
        answer = await self.nobody.post("/api/auth/login", json={"email": f"{role}@x.org", "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return answer.json()["access_token"]

    def _operation(self, route: Route) -> dict[str, Any]:
        return self.document["paths"].get(route.path, {}).get(route.method.lower(), {})

    def _body(self, route: Route) -> object:
        content = self._operation(route).get("requestBody", {}).get("content", {})
        return sample(content["application/json"]["schema"], self.document) if "application/json" in content else None

    def _query(self, route: Route) -> dict[str, Any]:
        parameters = self._operation(route).get("parameters", [])
        wanted = [one for one in parameters if one["in"] == "query" and one.get("required")]
        return {one["name"]: sample(one["schema"], self.document) for one in wanted}


def sample(schema: dict[str, Any], document: dict[str, Any]) -> Any:
    """A value that a JSON schema allows, with required members only."""
    if "$ref" in schema:
        return sample(document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], document)
    for key in ("const", "default"):
        if key in schema:
            return schema[key]
    for key in ("enum", "examples"):
        if key in schema:
            return schema[key][0]
    choices = cast("list[dict[str, Any]]", schema.get("anyOf", []))
    if choices:
        return sample(choices[0], document)
    required = {name: schema["properties"][name] for name in schema.get("required", [])}
    plain: dict[str, Any] = {
        "string": "x" * max(1, schema.get("minLength", 1)),
        "integer": schema.get("minimum", 1),
        "number": schema.get("minimum", 1),
        "boolean": True,
        "array": [],
        "null": None,
        "object": {name: sample(inner, document) for name, inner in required.items()},
    }
    return plain[schema.get("type", "object")]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncGenerator[House]:
    settings = Settings(
        _env_file=None,  # pyright: ignore[reportCallIssue]  pydantic-settings' own argument
        miauflix_data_dir=tmp_path / "data",
        torrent_dht=False,
        demo_films=0,
        archive_url="off",
        stream_timeout_ms=300,
    )
    parts = Parts()
    parts.put(Control, Control("http://test", "control token"))
    async with running(settings, parts):
        parts.get(Events).close()  # so that a stream of events ends
        app = create_app(parts, web_dist=tmp_path / "dist")
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as nobody:
            house = House(app, parts, app.openapi(), nobody, {})
            await people(house)
            yield house


async def people(house: House) -> None:
    """An administrator, a user and a guest, and another user whose things they may be after."""
    setup = {"email": "admin@x.org", "password": PASSWORD}
    admin = (await house.nobody.post("/api/auth/setup", json=setup)).json()["access_token"]
    headers = {"Authorization": f"Bearer {admin}"}
    for name, role in (("user", "user"), ("guest", "guest"), ("owner", "user")):
        made = await house.nobody.post("/api/invitations", json={"role": role, "expires_in_hours": 1}, headers=headers)
        joined = {"email": f"{name}@x.org", "password": PASSWORD}
        session = (await house.nobody.post(f"/api/invitations/{made.json()['token']}/accept", json=joined)).json()
    owners = {"Authorization": f"Bearer {session['access_token']}"}
    [open_session] = (await house.nobody.get("/api/auth/sessions", headers=owners)).json()
    house.owned = {"profile_id": session["profile"]["id"], "session_id": open_session["id"]}
    house.nobody.cookies.clear()


async def test_somebody_has_decided_about_every_route_and_no_decision_is_stale(house: House) -> None:
    there = {(route.method, route.path) for route in house.routes()}
    assert there - WHO.keys() == set(), "decide who may use these, and add them to WHO"
    assert WHO.keys() - there == set(), "these are gone; take them out of WHO"


async def test_without_credentials_there_is_nothing_but_what_is_public(house: House) -> None:
    tokens = [None, "nonsense", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."]
    open_to_all = {
        (route.method, route.path, token): answer
        for route in house.routes()
        if WHO[route.method, route.path] not in {"public", "operator"}
        for token in tokens
        if not (answer := await house.call(route, token=token)).startswith("401")
    }
    assert open_to_all == {}


async def test_nobody_passes_for_the_operator(house: House) -> None:
    admin = await house.token("admin")
    answers = {
        await house.call(route, token=token)
        for route in house.routes()
        if WHO[route.method, route.path] == "operator"
        for token in (None, admin)
    }
    assert answers == {"404 not_found"}


@pytest.mark.parametrize("role", RANKS)
async def test_a_role_opens_what_it_should_and_nothing_more(house: House, role: str) -> None:
    surprises: dict[tuple[str, str], str] = {}
    for route in house.routes():
        needed = WHO[route.method, route.path]
        if needed not in RANKS:
            continue
        answer = await house.call(route, token=await house.token(role))
        is_refused = answer in {"403", "403 forbidden"} or answer.startswith("401")
        if is_refused != (RANKS.index(role) < RANKS.index(needed)) or answer.startswith("5"):
            surprises[route.method, route.path] = answer
    assert surprises == {}


@pytest.mark.parametrize("role", RANKS)
async def test_what_belongs_to_somebody_else_does_not_exist(house: House, role: str) -> None:
    found: dict[tuple[str, str], str] = {}
    for route in house.routes():
        if not any("{" + name + "}" in route.path for name in OWNED):
            continue
        answer = await house.call(route, token=await house.token(role), names=house.owned)
        if answer != "404 not_found":
            found[route.method, route.path] = answer
    assert found == {}
    owner = await house.token("owner")
    headers = {"Authorization": f"Bearer {owner}"}
    profiles = (await house.nobody.get("/api/profiles", headers=headers)).json()
    sessions = (await house.nobody.get("/api/auth/sessions", headers=headers)).json()
    assert house.owned["profile_id"] in {one["id"] for one in profiles}
    assert house.owned["session_id"] in {one["id"] for one in sessions}


async def test_what_does_not_exist_is_404_to_who_may_ask(house: House) -> None:
    """Unknown ids are 404, never 403, whatever they look like."""
    token = await house.token("admin")
    wrong: dict[str, str] = {}
    for route in house.routes():
        if "{" not in route.path or WHO[route.method, route.path] not in RANKS:
            continue
        answer = await house.call(route, token=token)
        if not answer.startswith("404"):
            wrong[f"{route.method} {route.path}"] = answer
    assert wrong == {}


async def test_a_proof_of_one_kind_opens_no_door_of_another(house: House) -> None:
    """No token widens itself: a ticket is no access token, nor is a refresh token, a device's or an invitation's."""
    access = await house.token("admin")
    cookies = dict(house.nobody.cookies)
    house.nobody.cookies.clear()
    headers = {"Authorization": f"Bearer {access}"}
    invitation = (await house.nobody.post("/api/invitations", json={}, headers=headers)).json()["token"]
    ticket = await ticket_of(house, access)
    opened: list[tuple[str, str, str]] = []
    for route in house.routes():
        who = WHO[route.method, route.path]
        proofs = [ticket, invitation, *cookies.values()] if who in RANKS else []
        opened += [
            (route.method, route.path, proof)
            for proof in proofs
            if not (await house.call(route, token=proof)).startswith("401")
        ]
        if who == "ticket":
            opened += [
                (route.method, route.path, proof)
                for proof in (access, invitation, *cookies.values())
                if not (await house.call(route, names={"ticket": proof})).startswith("401")
            ]
    for proof in (access, ticket, invitation):
        refreshed = await house.nobody.post("/api/auth/refresh", headers={"Cookie": f"miauflix_refresh={proof}"})
        assert refreshed.status_code == 401
    assert opened == []


ENDINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "logging out": ("POST /api/auth/logout", {}),
    "logging out everywhere": ("POST /api/auth/logout-all", {}),
    "a reset password": ("POST /api/users/{id}/password", {"new_password": "another long one"}),
    "disabling": ("PATCH /api/users/{id}", {"disabled": True}),
    "removal": ("DELETE /api/users/{id}", {}),
}


@pytest.mark.parametrize("ending", ENDINGS)
async def test_what_ends_a_session_ends_its_access_token_and_its_tickets_at_once(house: House, ending: str) -> None:
    access = await house.token("user")
    headers = {"Authorization": f"Bearer {access}"}
    watch = f"/api/stream/{await ticket_of(house, access)}/status"
    me = (await house.nobody.get("/api/auth/me", headers=headers)).json()["user"]
    assert (await house.nobody.get(watch)).status_code == 404  # a good ticket, of a source that is not there

    line, body = ENDINGS[ending]
    method, _, path = line.format(id=me["id"]).partition(" ")
    house.nobody.cookies.clear()
    token = access if "/auth/" in path else await house.token("admin")
    ended = await house.nobody.request(method, path, json=body, headers={"Authorization": f"Bearer {token}"})

    assert ended.is_success, ended.text
    assert (await house.nobody.get("/api/auth/me", headers=headers)).status_code == 401
    assert (await house.nobody.get(watch)).status_code == 401


async def ticket_of(house: House, access: str) -> str:
    """A ticket of the session behind an access token, for a source that is not there."""
    me = await house.parts.get(Accounts).sessions.caller(access)
    text, _ = house.parts.get(Tickets).issue(
        user_id=me.user.id, session_id=me.session_id, profile_id=me.profile_id, ref="movie:603", source_id="none"
    )
    return text


async def test_no_answer_sends_a_browser_elsewhere(house: House) -> None:
    """An open redirect needs a redirect; not even a slash too many gets one."""
    token = await house.token("admin")
    headers = {"Authorization": f"Bearer {token}", "Host": "evil.example"}
    elsewhere: list[str] = []
    for route in house.routes():
        address = route.at(OF_THE_HOUSE | dict.fromkeys(OWNED, "nobody"))
        if route.method == "GET" and not address.startswith("/api/stream"):
            for ending in ("", "/", "//evil.example", "?next=https://evil.example&returnTo=//evil.example"):
                answer = await house.nobody.get(address + ending, headers=headers)
                if answer.is_redirect or "location" in answer.headers:
                    elsewhere.append(address + ending)
    assert elsewhere == []
