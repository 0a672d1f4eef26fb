"""Log lines and counters.

Lines are structured (structlog): console on a terminal, JSON elsewhere. Every line of a request carries its id.
Secrets never reach a line: what a key names as secret is dropped, and what looks like a token, a magnet or an info
hash is blanked wherever it stands, in tracebacks too.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Literal, cast

import structlog
from stamina.instrumentation import PrometheusOnRetryHook, set_on_retry_hooks
from structlog.types import EventDict, Processor

_BLANK = "[redacted]"
_SECRET_KEYS = re.compile(
    r"password|passwd|secret|token|authori[sz]ation|cookie|magnet|info_?hash|api_?key|\bpin\b", re.IGNORECASE
)
_SECRET_TEXT = (
    re.compile(r"magnet:\?[^\s\"'<>]+"),
    re.compile(r"\b(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{40})\b"),  # SHA-256 and SHA-1: info hashes of both versions
    re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+"),  # JWT
    re.compile(r"(?<=[Bb]earer )[\w.~+/-]+=*"),
    re.compile(r"(?<=/api/stream/)[\w-]{20,}\.[\w-]+"),  # a ticket in a path
    re.compile(r"(?<=/api/invitations/)[\w-]{20,}"),
    re.compile(r"(?<=/invite/)[\w-]{20,}"),  # the page for it
    re.compile(r"(?<=/api/share/)[\w-]{16,}"),
    re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"),  # user:password@ of a URL
    *(re.compile(rf"(?i)(?<=[?&]{name}=)[^&\s\"'<>]+") for name in ("apikey", "api_key", "passkey", "token")),
)


def scrub(text: str) -> str:
    """`text` with everything that looks like a secret blanked."""
    for pattern in _SECRET_TEXT:
        text = pattern.sub(_BLANK, text)
    return text


def _scrub_event(_logger: object, _method: str, event: EventDict) -> EventDict:
    return cast("EventDict", _scrub_value(event))


def _scrub_value(value: object) -> object:
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, bytes):
        return f"[{len(value)} bytes]"
    if isinstance(value, MutableMapping):
        pairs = cast("MutableMapping[str, object]", value)
        return {
            key: _BLANK if key != "event" and _SECRET_KEYS.search(key) else _scrub_value(inner)
            for key, inner in pairs.items()
        }
    if isinstance(value, list | tuple):
        return [_scrub_value(inner) for inner in cast("list[object]", value)]
    return value


def configure_logging(log_format: Literal["auto", "console", "json"], level: str) -> None:
    """Send structlog's and the standard library's lines through one scrubbing pipe to standard error."""
    console = log_format == "console" or (log_format == "auto" and sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _scrub_event,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: Processor = structlog.dev.ConsoleRenderer() if console else structlog.processors.JSONRenderer()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # Their own lines repeat ours (access, start and stop) or tell of every request made (httpx2).
    for noisy in ("uvicorn.error", "uvicorn.access", "httpx2", "httpcore2", "aiosqlite", "alembic", "asyncio", "PIL"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # A retry is counted, not told: whoever asked says so when the last one failed.
    set_on_retry_hooks((PrometheusOnRetryHook,))
