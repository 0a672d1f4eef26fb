"""Errors as `application/problem+json` (RFC 9457), rendered once for the whole house."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import MAX_BODY_SIZE_SCOPE_KEY, RequestBodyLimitMiddleware
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from miauflix.infra.telemetry import scrub
from miauflix.kit.errors import Problem
from miauflix.kit.sentences import Sentence, told

_log = structlog.get_logger(__name__)

# Stable codes for refusals that no room of ours raised.
_CODES = {404: "not_found", 405: "method_not_allowed", 400: "bad_request", 413: "too_large", 415: "unsupported_type"}

_NO_MORE = Sentence("body_too_large", "No more than {size} is taken here")
_MIB = 1 << 20
# What people and programs say to us is a few KB; a route that takes more says so itself (`max_body_size`).
MAX_BODY_BYTES = _MIB

_NUL_IN_TEXT = "22021"  # SQLSTATE character_not_in_repertoire


class ProblemResponse(JSONResponse):
    media_type = "application/problem+json"


def problem_response(
    status: int,
    code: str,
    title: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    extra: Mapping[str, object] | None = None,
) -> ProblemResponse:
    """`code` is the stable, machine-readable name; `type` is derived from it and resolves to nothing. `said` is the
    detail by code, for a screen in another language, where it is a sentence of ours.

    What a detail repeats of the request may be a hash or a link, and errors are what people paste for others to read.
    """
    body: dict[str, object] = {"type": f"urn:miauflix:{code}", "title": title, "status": status, "code": code}
    body["detail"] = scrub(detail)
    if parts := told(detail, scrub):
        body["said"] = [part.model_dump() for part in parts]
    return ProblemResponse({**body, **(extra or {})}, status_code=status, headers=dict(headers or {}))


def answer(problem: Problem) -> ProblemResponse:
    return problem_response(
        problem.status, problem.code, problem.title, problem.detail, headers=problem.headers, extra=problem.extra
    )


async def _on_problem(_request: Request, error: Exception) -> ProblemResponse:
    return answer(cast("Problem", error))


async def _on_invalid(_request: Request, error: Exception) -> ProblemResponse:
    errors = [_invalid(one) for one in cast("RequestValidationError", error).errors()]
    detail = "; ".join(f"{one['where']}: {one['what']}" for one in errors[:5])
    return problem_response(422, "invalid", "Some of the values are not valid", detail, extra={"errors": errors})


_LENGTHS = {
    "too_short": "Give at least {min_length} characters",
    "too_long": "Give at most {max_length} characters",
}


def _invalid(error: Mapping[str, Any]) -> dict[str, object]:
    """Where a value is wrong, in words and by pydantic's type of error, with its limits (`le`, `max_length`).

    The input itself is left out: it may be a password.
    """
    kind, what = error["type"], error["msg"]
    if kind in _LENGTHS and isinstance(error.get("input"), str):
        # A secret is wrapped: pydantic counts its items, where what somebody typed has characters.
        kind, what = f"string_{kind}", _LENGTHS[kind].format(**error["ctx"])
    context = {name: one for name, one in error.get("ctx", {}).items() if isinstance(one, str | int | float)}
    return {
        "where": ".".join(str(part) for part in error["loc"]),
        "what": scrub(what),
        "kind": kind,
        "limits": context,
    }


async def _on_http(request: Request, error: Exception) -> ProblemResponse:
    known = cast("HTTPException", error)
    if known.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _too_large(request.scope)
    title = HTTPStatus(known.status_code).phrase
    code = _CODES.get(known.status_code, title.lower().replace(" ", "_"))
    return problem_response(known.status_code, code, title, str(known.detail), headers=known.headers)


def _too_large(scope: Scope) -> ProblemResponse:
    limit = cast("int", scope.get(MAX_BODY_SIZE_SCOPE_KEY, MAX_BODY_BYTES))
    size = f"{limit / _MIB:.3g} MiB" if limit >= _MIB else f"{limit} B"
    return problem_response(413, "too_large", "The request is too large", _NO_MORE(size=size))


class BodyLimit:
    """Refuses a body above `limit_bytes`, or above its route's `max_body_size`, before or while it comes in.

    Starlette does the counting. Where Content-Length alone says it, it answers in plain text, which is replaced here.
    """

    def __init__(self, app: ASGIApp, limit_bytes: int = MAX_BODY_BYTES) -> None:
        self._limited = RequestBodyLimitMiddleware(app, limit_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_refused = False

        async def send_or_refuse(message: Message) -> None:
            nonlocal is_refused
            if not is_refused and _is_plain_refusal(message):
                is_refused = True
                await _too_large(scope)(scope, receive, send)
            if not is_refused:
                await send(message)

        await self._limited(scope, receive, send_or_refuse)


def _is_plain_refusal(message: Message) -> bool:
    if message["type"] != "http.response.start" or message["status"] != HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return False
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/plain")


class Faults:
    """Answers what no handler foresaw, from within the headers and the request's id.

    Starlette's own last resort stands outside every middleware: its answer carried neither, and the log line that it
    pointed to was written without the id.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:  # noqa: BLE001  a bug in one answer must not be silence to the one who asked
            _log.error("request.failed", path=scope["path"], exc_info=error)
            if not has_begun:  # else returning makes the server close the connection, which cuts the answer off
                await _fault()(scope, receive, send)


def _fault() -> ProblemResponse:
    detail = "This is a fault of ours. The server's log has the details under this request's id."
    return problem_response(500, "internal", "Something went wrong here", detail)


async def _on_nul(_request: Request, error: Exception) -> ProblemResponse:
    """PostgreSQL's text holds every character but this one; SQLite's holds it too, and finds nothing by it."""
    if getattr(cast("DBAPIError", error).orig, "sqlstate", None) != _NUL_IN_TEXT:
        raise error
    return problem_response(422, "invalid", "Some of the values are not valid", "A text contains a NUL character")


def install(app: FastAPI) -> None:
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(DBAPIError, _on_nul)
