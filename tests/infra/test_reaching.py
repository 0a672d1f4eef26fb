"""What a PostgreSQL server says to somebody it does not let in, as the operator reads it."""

from collections.abc import Generator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import URL

from miauflix.infra.db import why_out_of_reach
from miauflix.infra.parts import Parts
from miauflix.infra.settings import Settings, SettingsError
from miauflix.wiring import running
from tests.services.postgres import PostgresServer


@pytest.fixture
def locked(postgres_server: PostgresServer) -> Generator[None]:
    """A role that the server asks for its password, unlike any other."""
    postgres_server.execute("CREATE ROLE locked LOGIN PASSWORD 'right'")
    rules = postgres_server.home / "data" / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(f"local all locked scram-sha-256\n{before}")
    postgres_server.reload()
    yield
    rules.write_text(before)
    postgres_server.reload()
    postgres_server.execute("DROP ROLE locked")


async def refusal(url: URL, folder: Path) -> str:
    """What starting says with this address."""
    settings = Settings(
        _env_file=None,  # pyright: ignore[reportCallIssue]  pydantic-settings' own argument
        miauflix_data_dir=folder,
        database_url=SecretStr(url.render_as_string(hide_password=False)),
    )
    with pytest.raises(SettingsError) as refused:
        async with running(settings, Parts()):
            pass
    return str(refused.value)


@pytest.mark.services
async def test_a_missing_database_is_named_with_how_to_make_it(postgres_server: PostgresServer, tmp_path: Path) -> None:
    said = await refusal(postgres_server.url("nowhere"), tmp_path)
    assert 'database "nowhere" does not exist' in said
    assert said.endswith('create it with CREATE DATABASE "nowhere" OWNER "postgres", or name another in DATABASE_URL')
    assert "\n" not in said


@pytest.mark.services
async def test_a_missing_role_is_named_with_how_to_make_it(postgres_server: PostgresServer, tmp_path: Path) -> None:
    said = await refusal(postgres_server.url("postgres").set(username="nobody_here"), tmp_path)
    assert 'role "nobody_here" does not exist' in said
    assert 'CREATE ROLE "nobody_here" LOGIN' in said


@pytest.mark.services
@pytest.mark.usefixtures("locked")
async def test_a_wrong_password_is_said_and_not_shown(postgres_server: PostgresServer, tmp_path: Path) -> None:
    said = await refusal(postgres_server.url("postgres").set(username="locked", password="s3cret"), tmp_path)
    assert "password authentication failed" in said
    assert said.endswith("check user and password in DATABASE_URL")
    assert "s3cret" not in said


def test_a_fault_of_ours_is_not_the_operators_to_mend() -> None:
    assert why_out_of_reach(ValueError("no"), URL.create("postgresql+asyncpg")) is None
