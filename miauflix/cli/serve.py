"""One process with everything in it: the API, the swarm, the background work."""

import logging
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

from miauflix.api.app import create_app
from miauflix.api.control import Control
from miauflix.infra.data_folder import control_file, exclusive
from miauflix.infra.parts import Parts
from miauflix.infra.settings import Settings, SettingsError
from miauflix.infra.telemetry import configure_logging
from miauflix.wiring import running


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; open streams get `SHUTDOWN_GRACE_S` to end by themselves."""
    configure_logging(settings.log_format, settings.log_level)
    logging.getLogger("uvicorn.error").addFilter(_without_cut_streams)
    with exclusive(settings.data_dir):
        listener = _listen(settings.host, settings.port)
        address = f"http://{_reachable(settings.host)}:{listener.getsockname()[1]}"
        app = create_app(parts := Parts(), lifespan=_lifespan(settings, parts, address))
        config = uvicorn.Config(
            app,
            loop="uvloop",
            http="httptools",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # accounts.Clients knows whom to believe; uvicorn would believe all of loopback
            timeout_graceful_shutdown=round(settings.shutdown_grace_s),
            timeout_keep_alive=65,  # longer than a proxy's usual 60 s, so that the proxy closes first
        )
        uvicorn.Server(config).run(sockets=[listener])


def _lifespan(settings: Settings, parts: Parts, address: str):  # noqa: ANN202  a context-manager factory for FastAPI
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        control = parts.put(Control, Control.new(address))
        async with running(settings, parts):
            control.write(control_file(settings.data_dir))
            print(f"\n  Miauflix is at {settings.frontend_url or address}\n", flush=True)
            yield
            control_file(settings.data_dir).unlink(missing_ok=True)

    return lifespan


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"cannot listen on {host} port {port} ({error.strerror}); set PORT to a free one"
        ) from error
    listener.listen(2048)  # from here on a connection waits for the server instead of being refused
    return listener


def _reachable(host: str) -> str:
    return "localhost" if host in {"0.0.0.0", "::"} else f"[{host}]" if ":" in host else host  # noqa: S104  compared only


def _without_cut_streams(record: logging.LogRecord) -> bool:
    """A stalled stream ends without a last body message on purpose (`playback.stream`); that is no fault."""
    return "without completing response" not in record.getMessage()
