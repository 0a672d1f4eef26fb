"""An ASGI app on a port of this machine, in the test's own event loop."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

_TURNS = 5


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncGenerator[str]:
    """Its address, http://127.0.0.1:port without a slash at the end, until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, lifespan="off", log_config=None, access_log=False, log_level="critical", timeout_graceful_shutdown=0
    )
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listener])
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        await _stop(server)


async def _stop(server: uvicorn.Server) -> None:
    """At once: the server's own way waits a tenth of a second for connections, in every test."""
    # asyncio takes a few turns to let a caller in, and leaves open what it lets in after the server has closed.
    for each in server.servers:
        for one in each.sockets:
            asyncio.get_running_loop().remove_reader(one.fileno())
    for _ in range(_TURNS):
        await asyncio.sleep(0)
    for each in server.servers:
        each.close()
    for connection in list(server.server_state.connections):
        connection.shutdown()
    tasks = list(server.server_state.tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
