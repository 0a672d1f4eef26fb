"""Log lines and counters.

Lines are structured (structlog): console on a terminal, JSON elsewhere. Every line of a request carries its id.
Secrets never reach a line: what a key names as secret is dropped, and what looks like a token, a magnet or an info
hash is blanked wherever it stands, in tracebacks too. Values are made into text before they are looked at, whatever
they are, and the line is looked at once more as it is written.
"""

import logging
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Literal, cast

import structlog
from stamina.instrumentation import PrometheusOnRetryHook, set_on_retry_hooks
from structlog.types import EventDict, Processor

_BLANK = "[redacted]"
_META = frozenset({"_record", "_from_structlog"})  # structlog's own, taken out before the line is written
_SECRET_KEYS = re.compile(
    r"password|passwd|secret|token|authori[sz]ation|cookie|magnet|info_?hash|api_?key|\bpin\b", re.IGNORECASE
)
_COLON, _EQUALS = r"(?::|%(?:25)*3a)", r"(?:=|%(?:25)*3d)"  # in the clear, and percent-encoded however often
_NAME = r"(?:api_?key|pass_?key|auth_?key|token|torrent_pass|password|passwd|secret|info_?hash)"
# Each leaves its first group, if it has one, and blanks the rest. None goes past a quote or a backslash, so that a
# line of JSON is one afterwards too.
_SECRET_TEXT = (
    re.compile(rf"()magnet{_COLON}[^\s\"'<>\\]+", re.IGNORECASE),
    re.compile(rf"()(?:urn{_COLON})?bt[im]h{_COLON}\w+", re.IGNORECASE),  # in hexadecimal or base32 (BEP 9)
    # SHA-256 and SHA-1 in hexadecimal, SHA-1 in base32: info hashes of both versions
    re.compile(r"()(?<![0-9a-fA-F])(?:[0-9a-fA-F]{64}|[0-9a-fA-F]{40})(?![0-9a-fA-F])"),
    re.compile(r"()\b[A-Z2-7]{32}\b"),
    re.compile(r"()\beyJ[\w-]+\.[\w-]+\.[\w-]+"),  # JWT
    re.compile(r"([Bb]earer )[\w.~+/-]+=*"),
    re.compile(r"(/api/stream/)[\w-]{20,}\.[\w-]+"),  # a ticket in a path
    re.compile(r"(/api/invitations/)[\w-]{20,}"),
    re.compile(r"(/invite/)[\w-]{20,}"),  # the page for it
    re.compile(r"(/api/share/)[\w-]{16,}"),
    re.compile(r"(://)[^/?#\s\"'\\]+(?=@)"),  # user:password@ of a URL, or either alone
    re.compile(rf"({_NAME}{_EQUALS}['\"]?)(?:(?!%(?:25)*26)[^&#\s\"'<>\\])+", re.IGNORECASE),  # of a query, of a repr
    re.compile(rf"(['\"]\w*{_NAME}['\"]: ?['\"])[^\"'\\]+", re.IGNORECASE),  # of a dict's repr
)
_HARMLESS = (bool, int, float, type(None))


def scrub(text: str) -> str:
    """`text` with everything that looks like a secret blanked."""
    for pattern in _SECRET_TEXT:
        text = pattern.sub(rf"\1{_BLANK}", text)
    return text


def _scrub_event(_logger: object, _method: str, event: EventDict) -> EventDict:
    return {key: value if key in _META else _scrub_pair(key, value) for key, value in event.items()}


def _scrubbing(render: Processor) -> Processor:
    """The renderer, whose lines are looked at once more: it may bring to light what no value showed."""
    return lambda logger, method, event: scrub(str(render(logger, method, event)))


def _scrub_pair(key: str, value: object) -> object:
    return _BLANK if key != "event" and _SECRET_KEYS.search(key) else _scrub_value(value)


def _scrub_value(value: object) -> object:
    """What may stand in a line: numbers, scrubbed text, and lists and mappings of them."""
    if isinstance(value, _HARMLESS):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return f"[{len(value)} bytes]"
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value)
        return {scrub(str(key)): _scrub_pair(str(key), inner) for key, inner in pairs.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_scrub_value(inner) for inner in cast("Iterable[object]", value)]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _scrub_pair(field.name, getattr(value, field.name)) for field in fields(value)}
    return scrub(repr(value) if isinstance(value, BaseException) else str(value))


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
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _scrubbing(renderer)],
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
