"""What a piece of a test asks its database."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from sqlalchemy import event

from miauflix.infra.db import Database


class Statement(NamedTuple):
    text: str
    values: Any


_WHO_ASKS = "session.stamp = account.security_stamp"
_ASKED_BY: ContextVar[list[Statement] | None] = ContextVar("asked_by", default=None)


@contextmanager
def statements_of(database: Database) -> Generator[list[Statement]]:
    """What the block asks, transactions' ends and beginnings left out.

    What a house does by itself meanwhile, as taking the scheduler's lease, has a context of its own and is not seen.
    Nor is the question who asks: its answer is kept for two seconds, which on a busy machine may end in the block.
    """
    seen: list[Statement] = []

    def note(_connection: Any, _cursor: Any, text: str, values: Any, *_: Any) -> None:
        is_transaction = text.split(None, 1)[0] in {"BEGIN", "COMMIT", "ROLLBACK"}
        if _ASKED_BY.get() is seen and not is_transaction and _WHO_ASKS not in text:
            seen.append(Statement(text, values))

    # Readers and the writer have connections of their own, and the house never needs to hand them out.
    engines = {database._reader.sync_engine, database._writer.sync_engine}  # pyright: ignore[reportPrivateUsage]  no face of it
    before = _ASKED_BY.set(seen)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
        _ASKED_BY.reset(before)
