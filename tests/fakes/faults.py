"""Faults on demand: what a stand-in answers instead of the truth, where and how often."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

F = TypeVar("F", bound=str)


class Faults(Generic[F]):
    """`fault` is how it answers, on paths that begin with `faulty_path`, until it is None again or has been
    `fault_times`; one of `names`. By hand: PUT /lab/fault/{name}, or `none`.
    """

    def __init__(self, names: Sequence[F], faulty_path: str) -> None:
        self.fault: F | None = None
        self.faulty_path = faulty_path
        self.fault_times: int | None = None
        self.fault_route = Route("/lab/fault/{fault}", self._set_fault, methods=["PUT"])
        self._names = {str(name): name for name in names}

    def fault_of(self, request: Request) -> F | None:
        """How to answer this request wrongly, if so; counts it."""
        if self.fault is None or not request.url.path.startswith(self.faulty_path):
            return None
        fault = self.fault
        if self.fault_times is not None:
            self.fault_times -= 1
            if self.fault_times <= 0:
                self.fault = self.fault_times = None
        return fault

    async def _set_fault(self, request: Request) -> Response:
        named = request.path_params["fault"]
        if named not in {*self._names, "none"}:
            return JSONResponse({"faults": [*self._names, "none"]}, 404)
        self.fault = self._names.get(named)
        return Response(status_code=204)
