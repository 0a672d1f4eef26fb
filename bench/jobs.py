"""Jobs claimed and finished a second by the whole worker, beside what the same database does with bare transactions.

The bare figure is the ceiling: a job costs two transactions, its claim and its end, so half of it is the most there is.
"""

import asyncio
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import URL

from miauflix.infra.db import Database, migrate
from miauflix.infra.jobs import Args, JobContext, Jobs, LocalWakeUp, Registry, Worker
from miauflix.kit.clock import SystemClock
from tests.services.postgres import PostgresServer

_JOBS = 2_000
_TASKS = 4


async def bare_transactions(database: Database) -> float:
    """Transactions a second, each with one update by primary key, from as many tasks as the worker has."""
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("CREATE TABLE bare (id INTEGER PRIMARY KEY, n INTEGER)")
        for number in range(_TASKS):
            await connection.execute(sa.text("INSERT INTO bare VALUES (:id, 0)"), {"id": number})

    async def repeat(number: int) -> None:
        for _ in range(_JOBS // _TASKS):
            async with database.write() as session:
                await session.execute(sa.text("UPDATE bare SET n = n + 1 WHERE id = :id"), {"id": number})

    began = time.perf_counter()
    await asyncio.gather(*map(repeat, range(_TASKS)))
    return _JOBS / (time.perf_counter() - began)


async def worker(database: Database, *, finishes_itself: bool) -> float:
    """Jobs a second from the first claim to the last end; the rows are there before the clock starts."""
    registry, wake_up, clock = Registry(), LocalWakeUp(), SystemClock()
    jobs, done = Jobs(registry, wake_up, clock), asyncio.Semaphore(0)

    async def handle(context: JobContext, _args: Args) -> None:
        if finishes_itself:
            async with database.write() as session:
                await context.finish_in(session)
        done.release()

    registry.handle("bench", handle)
    async with database.write() as session:
        for _ in range(_JOBS):
            await jobs.enqueue(session, "bench", {"ref": "movie:603"})
    running = Worker(database, registry, wake_up, clock, concurrency=_TASKS)
    began = time.perf_counter()
    task = asyncio.create_task(running.run())
    for _ in range(_JOBS):
        await done.acquire()
    took_s = time.perf_counter() - began
    running.stop()
    await task
    return _JOBS / took_s


async def measure(name: str, url: URL) -> None:
    database = Database(url)
    await migrate(database)
    bare = await bare_transactions(database)
    print(f"{name:10}  {bare:>7.0f} bare transactions/s", end="", flush=True)
    for way, finishes_itself in (("ended by the worker", False), ("finish_in", True)):
        rate = await worker(database, finishes_itself=finishes_itself)
        print(f"  {rate:>6.0f} jobs/s {way} ({rate / bare:.0%})", end="", flush=True)
    print()
    await database.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure("SQLite", URL.create("sqlite+aiosqlite", database=str(Path(folder) / "bench.sqlite"))))
    server = PostgresServer()
    try:
        asyncio.run(measure("PostgreSQL", server.url(server.create())))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
