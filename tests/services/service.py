"""The shape of what is opened with `async with`: whatever was begun is undone, also when opening fails halfway."""

from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self


class Service:
    """Subclasses write `open`, and push onto the stack whatever has to be undone."""

    _undo: AsyncExitStack

    async def open(self, stack: AsyncExitStack) -> None:
        """Start, wait until ready, and leave the way back on `stack`."""
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await self.open(stack)
            self._undo = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._undo.__aexit__(kind, error, trace)
