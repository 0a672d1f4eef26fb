"""The database: one schema, SQLite or PostgreSQL underneath.

`Database.read()` and `Database.write()` are the only ways to a session. A write is one transaction: it commits when
the block ends and then, and only then, runs what `after_commit` queued. Services take the session; the edge (an
endpoint, a job, a command) opens it. Never hold one across network, FFmpeg or a stream.
"""

from miauflix.infra.db.database import Database, after_commit
from miauflix.infra.db.kept import Changes, KeptAnswers
from miauflix.infra.db.migrate import migrate
from miauflix.infra.db.reaching import why_out_of_reach
from miauflix.infra.db.turns import take_turn
from miauflix.infra.db.types import Base, UtcDateTime
from miauflix.infra.db.upserting import insert_into, upsert

__all__ = [
    "Base",
    "Changes",
    "Database",
    "KeptAnswers",
    "UtcDateTime",
    "after_commit",
    "insert_into",
    "migrate",
    "take_turn",
    "upsert",
    "why_out_of_reach",
]
