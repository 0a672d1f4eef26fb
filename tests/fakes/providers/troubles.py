"""Everything that was seen to go wrong at a provider, one function each."""

import asyncio
import gzip

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Receive, Send

from tests.fakes.leap import leap
from tests.fakes.providers.fake import Mend, Trouble

_CHALLENGE = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Cloudflare</body></html>"


def always(response: Response) -> Trouble:
    async def answer(request: Request, receive: Receive, send: Send) -> None:
        await response(request.scope, receive, send)

    return answer


def challenge(status: int) -> Trouble:
    return always(HTMLResponse(_CHALLENGE, status, {"cf-ray": "8f00ba4-FRA", "server": "cloudflare"}))


def banned() -> Trouble:
    return always(Response("error code: 1015", 403, media_type="text/plain"))


def page() -> Trouble:
    return always(HTMLResponse("\n<html><body>Buy this domain</body></html>"))


def parked() -> Trouble:
    return always(RedirectResponse("http://parking.example/lander"))


def status(code: int, said: bytes = b"", **headers: str) -> Trouble:
    return always(Response(said, code, {name.replace("_", "-"): value for name, value in headers.items()}))


def body(content: bytes) -> Trouble:
    return always(Response(content, media_type="application/json"))


def bomb(mebibytes: int) -> Trouble:
    """A small answer that unpacks to a large one."""
    packed = gzip.compress(b"[" + b" " * (mebibytes << 20))
    return always(Response(packed, media_type="application/json", headers={"content-encoding": "gzip"}))


def silence() -> Trouble:
    async def answer(_request: Request, receive: Receive, _send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    return answer


def silence_of(seconds: float) -> Trouble:
    """No answer, and that much time is over at once."""
    silent = silence()

    async def answer(request: Request, receive: Receive, send: Send) -> None:
        leap(seconds)
        await silent(request, receive, send)

    return answer


def hang_up() -> Trouble:
    """Ends the connection in the middle of the answer."""

    async def answer(_request: Request, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
        await send({"type": "http.response.body", "body": b'{"status": "ok", ', "more_body": True})
        await asyncio.sleep(0)

    return answer


def mislabelled() -> Mend:
    """The right body under the wrong name."""

    def mend(response: Response) -> Response:
        return Response(response.body, response.status_code, media_type="text/html")

    return mend


def cut_off() -> Mend:
    def mend(response: Response) -> Response:
        return Response(response.body[: len(bytes(response.body)) // 2], response.status_code)

    return mend


def nested(depth: int = 200_000) -> bytes:
    return b"[" * depth
