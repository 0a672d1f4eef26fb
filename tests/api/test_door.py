"""What every response passes through."""

from pathlib import Path

import httpx2
import pytest
import structlog
from fastapi import FastAPI

from tests.api.conftest import PASSWORD


async def test_it_is_healthy_alive_and_ready(client: httpx2.AsyncClient) -> None:
    for path in ("/health", "/healthz"):
        assert (await client.get(path)).json() == {"status": "ok"}
    assert (await client.get("/readyz")).json() == {"ready": True, "reasons": []}


async def test_the_metrics_count_requests_by_route_and_never_by_path(client: httpx2.AsyncClient) -> None:
    await client.get("/api/stream/some-ticket.sig/file")
    text = (await client.get("/metrics")).text
    assert 'route="/api/stream/{ticket}/file"' in text
    assert "some-ticket" not in text


async def test_every_answer_carries_the_security_headers_and_an_id(client: httpx2.AsyncClient) -> None:
    for path in ("/health", "/api/nothing", "/", "/api/lists"):
        headers = (await client.get(path)).headers
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-request-id"]


async def test_a_sane_request_id_is_kept_and_another_replaced(client: httpx2.AsyncClient) -> None:
    kept = await client.get("/health", headers={"X-Request-Id": "abc-1"})
    assert kept.headers["x-request-id"] == "abc-1"
    replaced = await client.get("/health", headers={"X-Request-Id": "a b\tc"})
    assert replaced.headers["x-request-id"] != "a b\tc"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/api/nothing", None, 404, "not_found"),
        ("DELETE", "/api/playback", None, 405, "method_not_allowed"),
        ("POST", "/api/auth/login", {"email": "x"}, 422, "invalid"),
        ("GET", "/api/lists", None, 401, "unauthorised"),
        ("GET", "/api/stream/none", None, 401, "unauthorised"),
        ("GET", "/api/stream/a.b/file", None, 401, "invalid_ticket"),
        ("POST", "/api/control/titles", {"magnet": "magnet:?"}, 404, "not_found"),
    ],
)
async def test_a_refusal_is_problem_json_with_a_stable_code(
    client: httpx2.AsyncClient, method: str, path: str, body: object, status: int, code: str
) -> None:
    answer = await client.request(method, path, json=body)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["detail"]


async def test_invalid_input_is_explained_without_being_repeated(client: httpx2.AsyncClient) -> None:
    body = {"email": 5, "password": {"nested": PASSWORD}}
    answer = await client.post("/api/auth/login", json=body)
    assert answer.status_code == 422
    assert "password" in answer.text
    assert PASSWORD not in answer.text


async def test_a_fault_of_ours_is_500_and_tells_nothing(app: FastAPI, client: httpx2.AsyncClient) -> None:
    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("the secret sauce")

    app.router.routes.insert(0, app.router.routes.pop())
    answer = await client.get("/broken")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "sauce" not in answer.text


async def test_the_web_app_answers_every_page_and_no_file_outside_of_it(
    client: httpx2.AsyncClient, tmp_path: Path
) -> None:
    missing = await client.get("/title/movie/1")
    assert (missing.status_code, "make web" in missing.text) == (503, True)
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("<title>app</title>")
    (tmp_path / "dist" / "robots.txt").write_text("robots")
    (tmp_path / "secret.txt").write_text("secret")
    assert (await client.get("/title/movie/1")).text == "<title>app</title>"
    assert (await client.get("/robots.txt")).text == "robots"
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//etc/passwd"):
        assert "secret" not in (await client.get(path)).text


async def test_a_file_that_is_not_there_is_no_page_and_a_page_with_a_dot_in_its_address_is_one(
    client: httpx2.AsyncClient, tmp_path: Path
) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("<title>app</title>")
    for path in ("/nope.js", "/assets/nope-1a2b.js", "/assets/nope", "/a/b.CSS", "/favicon.ico", "/nope.js.map"):
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path
        assert (await client.head(path)).status_code == 404, path
    for path in ("/lists/best.of.2024", "/invite/a.b-c", "/watch/episode:1399:1:2", "/films/603", "/a.js/b"):
        assert (await client.get(path)).text == "<title>app</title>", path


async def test_a_fault_of_ours_is_told_with_the_headers_and_the_id_that_its_log_line_bears(
    app: FastAPI, client: httpx2.AsyncClient
) -> None:
    async def boom() -> None:
        raise RuntimeError("a bug")

    app.add_api_route("/api/boom", boom)
    app.router.routes.insert(0, app.router.routes.pop())  # before the page that answers every address
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        answer = await client.get("/api/boom")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "default-src" in answer.headers["content-security-policy"]
    [failed] = [line for line in lines if line["event"] == "request.failed"]
    assert failed["request_id"] == answer.headers["x-request-id"]
    [access] = [line for line in lines if line["event"] == "request"]
    assert access["status"] == 500


@pytest.mark.parametrize("path", ["/%00", f"/{'x' * 5000}", "/api/stream/%00", "/api/movies/%00", "/api/images/%00/92"])
async def test_an_impossible_address_is_no_fault_of_ours(admin: httpx2.AsyncClient, path: str) -> None:
    assert (await admin.get(path)).status_code in {404, 414, 422, 503}  # 503: in these tests no web app is built


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/playback", {"title": "movie:900000001", "source_id": "a\x00b"}),
        ("/api/profiles", {"name": "a\x00b"}),
    ],
)
async def test_a_character_that_a_database_cannot_hold_is_refused(
    admin: httpx2.AsyncClient, path: str, body: dict[str, str]
) -> None:
    answer = await admin.post(path, json=body)
    assert answer.status_code in {201, 404, 422}, answer.text


async def test_a_page_may_be_asked_after_without_its_body(client: httpx2.AsyncClient) -> None:
    asked, got = await client.head("/somewhere"), await client.get("/somewhere")
    assert asked.status_code == got.status_code
    assert asked.content == b""
