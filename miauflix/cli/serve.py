"""One process with everything in it: the API, the swarm, the background work."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncGenerator

import structlog
import uvicorn
from fastapi import FastAPI
from typing_extensions import override

from miauflix.api.app import create_app
from miauflix.api.control import Control
from miauflix.infra.data_folder import control_file, exclusive
from miauflix.infra.events import Events
from miauflix.infra.parts import Parts
from miauflix.infra.settings import Settings, SettingsError
from miauflix.infra.telemetry import configure_logging
from miauflix.wiring import running

_log = structlog.get_logger(__name__)


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; open streams get `SHUTDOWN_GRACE_S` to end by themselves.

    Raises:
        SettingsError: something the operator can mend keeps it from starting.
    """
    configure_logging(settings.log_format, settings.log_level)
    with exclusive(settings.data_dir):
        listener = _listen(settings.host, settings.port)
        house = _House(settings, f"http://{_reachable(settings.host)}:{listener.getsockname()[1]}")
        logging.getLogger("uvicorn.error").addFilter(house.is_news)
        config = uvicorn.Config(
            create_app(house.parts, lifespan=house.lifespan),
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
        with contextlib.suppress(SystemExit):  # how uvicorn says that the lifespan failed; we say why
            _Server(config, house.parts).run(sockets=[listener])
        if house.failure is not None:
            raise house.failure


class _Server(uvicorn.Server):
    """Lets go of those who listen for events before it waits for open answers to end: theirs never would."""

    def __init__(self, config: uvicorn.Config, parts: Parts) -> None:
        super().__init__(config)
        self._parts = parts

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._parts.get(Events).close()
        await super().shutdown(sockets)


class _House:
    """What lives as long as the server: up before the first request, down after the last."""

    def __init__(self, settings: Settings, address: str) -> None:
        self.parts = Parts()
        self.failure: Exception | None = None
        self._settings = settings
        self._address = address

    @contextlib.asynccontextmanager
    async def lifespan(self, _app: FastAPI) -> AsyncGenerator[None]:
        control = self.parts.put(Control, Control.new(self._address))
        file = control_file(self._settings.data_dir)
        try:
            async with running(self._settings, self.parts):
                control.write(file)
                print(f"\n  Miauflix is at {self._settings.frontend_url or self._address}\n", flush=True)
                yield
                file.unlink(missing_ok=True)
        except Exception as failure:
            self.failure = failure
            raise

    def is_news(self, record: logging.LogRecord) -> bool:
        """Whether a line of the server's own is worth showing.

        A stalled stream ends without a last body message on purpose (`playback.stream`), and a failed start is told
        in one line by the command. At a stop, uvicorn cancels the streams that are still open and calls that an error,
        and each of them another; they are cut on purpose, and said to be in one line.
        """
        if "graceful shutdown exceeded" in record.getMessage():
            _log.info("serve.cut", open_answers=record.args[0] if isinstance(record.args, tuple) else None)
            return False
        was_cancelled = record.exc_info is not None and record.exc_info[0] is asyncio.CancelledError
        is_cut_body = "without completing response" in record.getMessage()
        return self.failure is None and not is_cut_body and not was_cancelled


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
