"""A wire with a length: TCP relayed with a delay in each direction and, if wanted, a rate."""

import asyncio
import socket
import time
from contextlib import suppress
from typing import Self

from tests.services.endpoint import Endpoint

_CHUNK_BYTES = 32 * 1024
# Bytes on the way in one direction of one connection; beyond it the sender waits, as on a full link.
_WINDOW_CHUNKS = 128
# A limited link holds little beyond what is on its way: with megabytes in its buffers every seek waits for them all.
_SLACK_CHUNKS = 4
_LIMITED_BUFFER_BYTES = 64 * 1024


class DelayRelay:
    """Stands before `target` and passes everything on, `delay_s` later in each direction.

    A round trip through it costs 2 × `delay_s` more. `rate_bytes_s` limits what comes back from the target, over all
    connections together; 0 is no limit. Counts what passes.
    """

    endpoint: Endpoint

    def __init__(
        self, target: Endpoint, *, delay_s: float = 0.015, rate_bytes_s: int = 0, address: str = "127.0.0.1"
    ) -> None:
        self._target = target
        self._delay_s = delay_s
        self._rate_bytes_s = rate_bytes_s
        self._address = address
        self._free_at = 0.0  # when the limited link has sent everything it was given
        self._connections: set[asyncio.Task[None]] = set()
        self.bytes_to_target = 0
        self.bytes_from_target = 0
        self.accepted = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self._address, 0, backlog=200)
        self.endpoint = Endpoint(*self._server.sockets[0].getsockname()[:2])
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def cut(self) -> None:
        """Break every open connection; new ones are still taken."""
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        self.accepted += 1
        try:
            with suppress(OSError):
                await self._join(reader, writer)
        except asyncio.CancelledError:
            # asyncio's server logs a cancelled connection as an error; this one ends as it was told to.
            writer.transport.abort()
        finally:
            self._connections.discard(task)
            writer.close()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await self._reach_target()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._pass_on(reader, back, limited=False))
                group.create_task(self._pass_on(there, writer, limited=True))
        except* OSError:
            pass  # one side hung up, which ends the other as well
        finally:
            back.close()

    async def _reach_target(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if not self._rate_bytes_s:
            return await asyncio.open_connection(*self._target)
        sock = socket.socket()
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _LIMITED_BUFFER_BYTES)
        try:
            await asyncio.get_running_loop().sock_connect(sock, self._target)
        except BaseException:
            sock.close()
            raise
        return await asyncio.open_connection(sock=sock)

    def _window(self, limited: bool) -> int:
        if not limited or not self._rate_bytes_s:
            return _WINDOW_CHUNKS
        return round(self._rate_bytes_s * self._delay_s / _CHUNK_BYTES) + _SLACK_CHUNKS

    async def _pass_on(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, limited: bool) -> None:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(self._window(limited))

        async def deliver() -> None:
            while True:
                due, chunk = await under_way.get()
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                if not chunk:
                    break
                sink.write(chunk)
                await sink.drain()
                self._count(len(chunk), limited)
            raise ConnectionAbortedError("the other side closed")

        async def collect() -> None:
            while chunk := await source.read(_CHUNK_BYTES):
                await under_way.put((self._due(len(chunk), limited), chunk))
            await under_way.put((time.monotonic() + self._delay_s, b""))

        async with asyncio.TaskGroup() as group:
            group.create_task(collect())
            group.create_task(deliver())

    def _due(self, size: int, limited: bool) -> float:
        now = time.monotonic()
        if not limited or not self._rate_bytes_s:
            return now + self._delay_s
        self._free_at = max(now, self._free_at) + size / self._rate_bytes_s
        return self._free_at + self._delay_s

    def _count(self, size: int, from_target: bool) -> None:
        if from_target:
            self.bytes_from_target += size
        else:
            self.bytes_to_target += size
