"""How an endpoint gets hold of the house it stands in, without importing upwards.

`wiring` builds one object of each part and puts it into `Parts`; the app carries `Parts`; an endpoint names the
class it wants: `accounts: Annotated[Accounts, Depends(part(Accounts))]`.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar, cast

from starlette.requests import HTTPConnection

Part = TypeVar("Part")


class Parts:
    """The objects of one running process, each found by its class."""

    def __init__(self) -> None:
        self._parts: dict[type[object], object] = {}

    def put(self, kind: type[Part], part: Part) -> Part:
        if kind in self._parts:
            raise ValueError(f"{kind.__name__} was built twice")
        self._parts[kind] = part
        return part

    def get(self, kind: type[Part]) -> Part:
        return cast("Part", self._parts[kind])


def part(kind: type[Part]) -> Callable[[HTTPConnection], Awaitable[Part]]:
    """A FastAPI dependency that answers the process's object of this class."""

    async def find(connection: HTTPConnection) -> Part:
        parts: Parts = connection.app.state.parts
        return parts.get(kind)

    return find
