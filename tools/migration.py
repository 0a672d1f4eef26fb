"""Draft the next migration from the difference between the tables and the history: `make migration NAME=accounts`.

Works on a fresh SQLite file, so a developer's own database does not matter. Read the draft before committing it.
"""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import URL, Connection

from miauflix.infra.db import Database, migrate
from miauflix.infra.db.migrate import alembic_config

VERSIONS = Path(__file__).parents[1] / "migrations" / "versions"


async def draft(name: str) -> None:
    number = f"{len(list(VERSIONS.glob('[0-9]*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        database = Database(URL.create("sqlite+aiosqlite", database=f"{folder}/draft.sqlite"))
        await migrate(database)

        def write(connection: Connection) -> None:
            config = alembic_config(connection)
            config.attributes["compares"] = True
            config.set_main_option("file_template", f"{number}_{name}")
            command.revision(config, message=name, autogenerate=True, rev_id=number)

        async with database.engine.connect() as connection:
            await connection.run_sync(write)
        await database.close()
    tidy(VERSIONS / f"{number}_{name}.py")


def tidy(path: Path) -> None:
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "# ###" not in line))
    ruff = [Path(sys.executable).with_name("ruff"), "format", "--quiet", "--isolated", "--line-length", "120"]
    subprocess.run([*ruff, path], check=True)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1]:
        sys.exit("say what it is for: make migration NAME=accounts")
    asyncio.run(draft(sys.argv[1]))
