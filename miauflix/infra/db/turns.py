"""Work that only one transaction at a time may be at."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def take_turn(session: AsyncSession, work: str) -> None:
    """Wait until no other transaction is at this work, and hold it until this one ends.

    For what no row stands for yet, such as the next free number: under READ COMMITTED two transactions would both read
    it before either writes. It has to come before anything else is locked. On SQLite BEGIN IMMEDIATE does it.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:work, 0))"), {"work": work})
