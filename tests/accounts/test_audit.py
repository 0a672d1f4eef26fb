import logging
import re
from datetime import UTC, datetime

import pytest
import structlog
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from miauflix.accounts import Client, record_audit
from miauflix.accounts.tables import AuditRow
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from tests.accounts.conftest import (
    EMAIL,
    PASSWORD,
    NewBrowser,
    invite,
    join,
    log_in,
    refresh,
    refresh_token_of,
    set_up,
    verdict,
)
from tests.accounts.rows import audit_lines, everything_stored

NOW = datetime(2026, 1, 1, tzinfo=UTC)
GUESS = "my other password"
RESET = "given by the admin"
CHANGED = "changed by myself"


async def live(new_browser: NewBrowser, clock: ManualClock) -> set[str]:
    """A life with every event that is audited; answers the secrets that occurred in it."""
    mia = new_browser(headers={"User-Agent": "Laptop"})
    tom, thief = new_browser("2001:db8::7"), new_browser("198.51.100.66")
    secrets = {PASSWORD, GUESS, RESET, CHANGED, (await set_up(mia))["access_token"]}
    await mia.post("/api/auth/login", json={"email": EMAIL, "password": GUESS})
    await mia.post("/api/auth/login", json={"email": f"{GUESS.replace(' ', '')}@x", "password": GUESS})
    secrets |= {GUESS.replace(" ", "")}
    secrets |= {(await log_in(mia))["access_token"], refresh_token_of(mia)}
    toms = f"/api/users/{(await join(mia, tom, 'tom@example.org'))['id']}"
    secrets |= {refresh_token_of(tom)}
    withdrawn = await invite(mia)
    secrets |= {withdrawn["token"]}
    await mia.delete(f"/api/invitations/{withdrawn['id']}")
    await mia.patch(toms, json={"role": "guest", "name": "Tom II"})
    await mia.post("/api/profiles", json={"name": "Secret", "pin": "47114711"})
    secrets |= {"47114711"}
    await tom.post("/api/auth/password", json={"current_password": GUESS, "new_password": CHANGED})
    await tom.post("/api/auth/password", json={"current_password": PASSWORD, "new_password": CHANGED})
    stolen = refresh_token_of(tom)
    await refresh(tom)
    clock.advance(21)
    await refresh(thief, stolen)
    secrets |= {stolen, refresh_token_of(tom)}
    await log_in(tom, "tom@example.org", CHANGED)
    sessions = (await tom.get("/api/auth/sessions")).json()
    await log_in(tom, "tom@example.org", CHANGED)
    await tom.delete(f"/api/auth/sessions/{sessions[0]['id']}")
    await mia.post(f"{toms}/password", json={"new_password": RESET})
    await mia.patch(toms, json={"disabled": True})
    await tom.post("/api/auth/login", json={"email": "tom@example.org", "password": RESET})
    await mia.patch(toms, json={"disabled": False})
    await mia.delete(toms)
    await mia.post("/api/auth/logout")
    await log_in(mia)
    await mia.post("/api/auth/logout-all")
    return secrets


async def test_every_event_leaves_a_line_that_says_who_what_and_from_where(
    new_browser: NewBrowser, clock: ManualClock, any_database: Database
) -> None:
    await live(new_browser, clock)
    lines = [(line.action, line.severity, line.user_email, line.address) for line in await audit_lines(any_database)]
    mia, tom = (EMAIL, "192.0.2.1"), ("tom@example.org", "2001:db8::7")
    assert lines == [
        ("setup", "warning", *mia),
        ("login_failed", "warning", *mia),
        ("login_failed", "warning", None, "192.0.2.1"),
        ("login", "info", *mia),
        ("invitation_created", "warning", *mia),
        ("user_created", "warning", *tom),
        ("invitation_created", "warning", *mia),
        ("invitation_withdrawn", "info", *mia),
        ("role_changed", "warning", *mia),
        ("user_renamed", "warning", *mia),
        ("password_change_failed", "warning", *tom),
        ("password_changed", "warning", *tom),
        ("token_reused", "critical", "tom@example.org", "198.51.100.66"),
        ("login", "info", *tom),
        ("login", "info", *tom),
        ("session_revoked", "info", *tom),
        ("password_reset", "warning", *mia),
        ("user_disabled", "warning", *mia),
        ("login_refused", "warning", *tom),
        ("user_enabled", "warning", *mia),
        ("user_deleted", "warning", *mia),
        ("logout", "info", *mia),
        ("login", "info", *mia),
        ("logout_all", "info", *mia),
    ]
    role_changed = (await audit_lines(any_database))[8]
    assert role_changed.details == {"email": "tom@example.org", "from": "user", "to": "guest"}
    assert re.fullmatch(r"user:[0-9a-f-]{36}", role_changed.resource or "")
    assert role_changed.user_agent == "Laptop"


async def test_no_secret_is_in_any_row_or_log_line(
    new_browser: NewBrowser, clock: ManualClock, any_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with structlog.testing.capture_logs() as lines:
        secrets = await live(new_browser, clock)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("http")]  # not the browser's
    written = await everything_stored(any_database) + repr(ours) + repr(lines)
    assert "tom@example.org" in written
    assert {secret for secret in secrets if secret in written} == set()


@pytest.mark.parametrize(
    "statement",
    [
        update(AuditRow).values(action="nothing happened"),
        delete(AuditRow),
        delete(AuditRow).where(AuditRow.action == "setup"),
    ],
)
async def test_the_database_itself_refuses_to_change_or_remove_a_line(
    new_browser: NewBrowser, any_database: Database, statement: object
) -> None:
    await set_up(new_browser())
    with pytest.raises(DBAPIError, match="append-only"):
        async with any_database.write() as session:
            await session.execute(statement)  # pyright: ignore[reportArgumentType, reportCallIssue]
    assert [line.action for line in await audit_lines(any_database)] == ["setup"]


@pytest.mark.services
async def test_postgresql_refuses_to_empty_the_log(postgres_database: Database) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        async with postgres_database.write() as session:
            await session.execute(text("TRUNCATE audit_entry"))


async def test_the_log_is_paged_from_the_newest_and_filtered(new_browser: NewBrowser, clock: ManualClock) -> None:
    mia = new_browser()
    await set_up(mia)
    for _ in range(7):
        await log_in(mia)
    await mia.post("/api/auth/login", json={"email": EMAIL, "password": GUESS})

    seen: list[str] = []
    before: str | None = None
    while True:
        query = {"limit": 4} | ({"before": before} if before else {})
        page = (await mia.get("/api/admin/audit", params=query)).json()
        assert len(page["items"]) <= 4
        seen += [line["action"] for line in page["items"]]
        before = page["next"]
        if before is None:
            break
    assert seen == ["login_failed", *["login"] * 7, "setup"]

    failed = (await mia.get("/api/admin/audit", params={"action": "login_failed"})).json()
    assert [line["action"] for line in failed["items"]] == ["login_failed"]
    assert failed["next"] is None
    warnings = (await mia.get("/api/admin/audit", params={"severity": "warning", "limit": 1})).json()
    assert [line["action"] for line in warnings["items"]] == ["login_failed"]
    assert warnings["next"] is not None
    line = warnings["items"][0]
    assert set(line) == {
        "id",
        "at",
        "user_id",
        "user_email",
        "action",
        "resource",
        "severity",
        "details",
        "address",
        "user_agent",
    }
    assert line["at"] == "2026-01-01T00:00:00Z"
    own = (await mia.get("/api/admin/audit", params={"user_id": line["user_id"]})).json()
    assert len(own["items"]) == 9


async def test_only_administrators_read_the_log(new_browser: NewBrowser) -> None:
    mia, tom = new_browser(), new_browser()
    await set_up(mia)
    await join(mia, tom, "tom@example.org")
    assert verdict(await tom.get("/api/admin/audit")) == (403, "forbidden")
    assert (await new_browser().get("/api/admin/audit")).status_code == 401


async def test_a_line_of_another_room_is_kept_with_its_details_and_without_its_secrets(
    any_database: Database,
) -> None:
    details: dict[str, object] = {
        "key_id": 2,
        "api_token": "abc",
        "nested": {"password": "p", "link": "magnet:?xt=urn:btih:" + "a" * 40, "list": ["b" * 40, 3, None]},
    }
    client = Client(address="192.0.2.1", user_agent="agent eyJhbGciOi.eyJzdWIi.abc")
    async with any_database.write() as session:
        await record_audit(session, "keys_rotated", at=NOW, resource="keyring", details=details, client=client)
    [line] = await audit_lines(any_database)
    assert line.details == {
        "key_id": 2,
        "api_token": "[redacted]",
        "nested": {"password": "[redacted]", "link": "[redacted]", "list": ["[redacted]", 3, None]},
    }
    assert line.user_agent == "agent [redacted]"
    assert (line.user_id, line.user_email, line.severity) == (None, None, "info")


async def test_a_line_is_there_if_and_only_if_what_it_tells_of_is(any_database: Database) -> None:
    async def fail() -> None:
        async with any_database.write() as session:
            await record_audit(session, "user_renamed", at=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await audit_lines(any_database) == []


async def test_lines_of_one_moment_keep_their_order(any_database: Database) -> None:
    async with any_database.write() as session:
        for number in range(100):
            await record_audit(session, "login", at=NOW, resource=f"number {number}")
    assert [line.resource for line in await audit_lines(any_database)] == [f"number {number}" for number in range(100)]
