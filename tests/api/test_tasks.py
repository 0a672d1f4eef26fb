"""Scheduled tasks as an admin meets them."""

import json
import re

import httpx2
import pytest

from miauflix.api.control import CONTROL_HEADER
from tests.services.deadline import until_answered
from tests.services.programs import ROOT


async def tasks(admin: httpx2.AsyncClient) -> dict[str, dict[str, object]]:
    return {one["name"]: one for one in (await admin.get("/api/admin/tasks")).json()}


async def test_the_list_tells_of_every_task_and_how_it_went(admin: httpx2.AsyncClient) -> None:
    async def has_run() -> bool:
        return (await tasks(admin))["forgetExpired"]["last_ok"] is True

    await until_answered("the first run", has_run)
    one = (await tasks(admin))["forgetExpired"]
    assert (one["every_s"], one["paused"], one["running"]) == (21600, False, False)
    assert one["last_result"] == "0 sessions and 0 tokens forgotten"
    assert one["next_run_at"]
    assert one["last_started_at"]
    assert isinstance(one["last_duration_s"], float)
    metrics = (await admin.get("/metrics")).text
    assert 'miauflix_task_runs_total{outcome="ok",task="forgetExpired"}' in metrics
    assert "miauflix_scheduler_is_holder 1.0" in metrics


@pytest.mark.parametrize("language", ["en", "de"])
async def test_every_task_has_a_name_that_people_read(admin: httpx2.AsyncClient, language: str) -> None:
    texts = json.loads((ROOT / "web" / "src" / "i18n" / language / "tasks.json").read_text())
    assert (await tasks(admin)).keys() <= texts["names"].keys()


async def test_an_admin_runs_pauses_and_resumes_and_the_log_keeps_it(admin: httpx2.AsyncClient) -> None:
    async def started() -> object:
        return (await tasks(admin))["forgetExpired"]["last_started_at"]

    await until_answered("the first run", started)
    first = await started()
    assert (await admin.post("/api/admin/tasks/forgetExpired/pause")).status_code == 204
    assert (await tasks(admin))["forgetExpired"]["paused"]
    assert (await admin.post("/api/admin/tasks/forgetExpired/run")).status_code == 202

    async def has_run_again() -> bool:
        return await started() != first

    await until_answered("the run that was asked for", has_run_again)
    assert (await admin.post("/api/admin/tasks/forgetExpired/resume")).status_code == 204
    assert not (await tasks(admin))["forgetExpired"]["paused"]
    logged = (await admin.get("/api/admin/audit")).json()["items"]
    assert [line["action"] for line in logged[:3]] == ["task_resumed", "task_run", "task_paused"]
    assert logged[0]["resource"] == "task:forgetExpired"


async def test_the_command_line_asks_the_running_server(admin: httpx2.AsyncClient) -> None:
    headers = {"X-Control-Token": "control token"}
    ran = await admin.post("/api/control/tasks", json={"verb": "run", "name": "forgetExpired"}, headers=headers)
    [line] = ran.json()
    assert re.fullmatch(
        r"forgetExpired  every 6:00:00  next [-:0-9 ]{19}  ok  [.0-9]+ s  0 sessions and 0 tokens forgotten", line
    )
    listed = (await admin.post("/api/control/tasks", json={"verb": "list"}, headers=headers)).json()
    assert any(line.startswith("forgetExpired  ") for line in listed)
    missing = await admin.post("/api/control/tasks", json={"verb": "pause", "name": "nonsense"}, headers=headers)
    assert (missing.status_code, missing.json()["code"]) == (404, "unknown_task")


@pytest.mark.parametrize("verb", ["run", "pause", "resume"])
async def test_the_operator_who_names_no_task_is_sent_to_the_command_that_lists_them(
    client: httpx2.AsyncClient, verb: str
) -> None:
    headers = {CONTROL_HEADER: "control token"}
    answer = await client.post("/api/control/tasks", json={"verb": verb, "name": "nope"}, headers=headers)
    assert answer.json()["detail"] == "No task is called 'nope'; `miauflix tasks list` shows them"
