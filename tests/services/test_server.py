"""The lab starts, ends and restarts the real thing."""

import signal
from pathlib import Path

import pytest

from tests.services.server import Server

pytestmark = pytest.mark.services


async def test_an_account_outlives_a_restart_and_a_kill(tmp_path: Path) -> None:
    async with Server(tmp_path / "data") as server:
        admin = await server.set_up()
        assert admin.user["role"] == "admin"
        assert await server.terminate() in {0, -signal.SIGTERM}
        await server.start()
        await server.log_in()
        await server.kill()
        await server.start()
        again = await server.log_in()
        assert again.user == admin.user
        assert any(target.startswith("socket:") for target in server.open_files())
        assert await server.metric("miauflix_streams_open") == 0
        with pytest.raises(KeyError):
            await server.metric("miauflix_unheard_of")


async def test_settings_of_the_shell_do_not_reach_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTGRES_HOST", "db.invalid")
    async with Server(tmp_path / "data") as server:
        assert (await server.anyone.get("/readyz")).is_success
