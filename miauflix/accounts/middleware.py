"""A ceiling on requests from one address, far above what a household needs; it stops loops and crude floods."""

from collections.abc import Callable

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from miauflix.accounts.clients import Clients, limit_key
from miauflix.infra.limits import Denied, RateLimiter, Rule
from miauflix.infra.parts import Parts
from miauflix.kit.errors import Problem, TooManyRequests

EVERY_API_CALL = Rule(times=6000, per_s=60)

# Film bytes come in as many requests as the player likes and have limits of their own; pictures come by the hundred.
_UNCOUNTED = ("/api/stream/", "/api/images/")


class RateLimitMiddleware:
    """Answers 429 with Retry-After above `rule`. Counts calls to /api only, and neither streams nor pictures.

    `answer` renders a problem; the parts are looked up per request, since the app is made before them.
    """

    def __init__(self, app: ASGIApp, answer: Callable[[Problem], ASGIApp], rule: Rule = EVERY_API_CALL) -> None:
        self._app = app
        self._answer = answer
        self._rule = rule

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_counted(scope["path"]):
            await self._app(scope, receive, send)
            return
        parts: Parts = scope["app"].state.parts
        address = parts.get(Clients).address(HTTPConnection(scope))
        outcome = await parts.get(RateLimiter).hit(f"api:{limit_key(address)}", self._rule)
        if isinstance(outcome, Denied):
            refusal = TooManyRequests("Slow down", retry_after_s=outcome.retry_after_s)
            await self._answer(refusal)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_counted(path: str) -> bool:
    return path.startswith("/api/") and not path.startswith(_UNCOUNTED)
