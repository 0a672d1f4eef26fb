import asyncio
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from miauflix.infra.secrets import MIN_LENGTH, load_or_create_secret, secret_path
from miauflix.infra.settings import SettingsError


def test_a_secret_is_made_once_for_the_owner_only_with_advice_to_back_it_up(tmp_path: Path) -> None:
    with capture_logs() as lines:
        first = load_or_create_secret(tmp_path / "data", "jwt_secret", None)
        assert load_or_create_secret(tmp_path / "data", "jwt_secret", None) == first
    file = secret_path(tmp_path / "data", "jwt_secret")
    assert len(first) >= MIN_LENGTH
    assert file.read_bytes() == first
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in file.parent.iterdir()] == ["jwt_secret"], "no draft is left"
    (line,) = lines
    assert (line["log_level"], line["name"], line["advice"]) == ("warning", "jwt_secret", "back this file up")
    assert first.decode() not in str(line)


def test_every_secret_is_another_one(tmp_path: Path) -> None:
    names = ("jwt_secret", "refresh_token_secret", "session_secret")
    assert len({load_or_create_secret(tmp_path, name, None) for name in names}) == 3


def test_a_given_secret_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert load_or_create_secret(tmp_path, "jwt_secret", SecretStr("g" * MIN_LENGTH)) == b"g" * MIN_LENGTH
    assert list(tmp_path.iterdir()) == []


def test_a_given_secret_that_is_too_short_is_refused_without_being_shown(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="JWT_SECRET has 7 characters; give 32 or more") as caught:
        load_or_create_secret(tmp_path, "jwt_secret", SecretStr("hunter2"))
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("content", ["", "   \n", "too short\n"])
def test_a_stored_secret_that_was_cut_off_is_not_used(tmp_path: Path, content: str) -> None:
    file = secret_path(tmp_path, "jwt_secret")
    file.parent.mkdir()
    file.write_text(content)
    with pytest.raises(SettingsError, match=r"secrets/jwt_secret holds .* restore it from a backup or remove it"):
        load_or_create_secret(tmp_path, "jwt_secret", None)


def test_a_line_end_behind_a_stored_secret_does_not_count(tmp_path: Path) -> None:
    file = secret_path(tmp_path, "jwt_secret")
    file.parent.mkdir()
    file.write_text("s" * MIN_LENGTH + "\n")
    assert load_or_create_secret(tmp_path, "jwt_secret", None) == b"s" * MIN_LENGTH


def test_a_folder_that_cannot_be_written_says_what_to_set(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError, match="set MIAUFLIX_DATA_DIR"):
        load_or_create_secret(tmp_path / "file", "jwt_secret", None)


_MAKE = """
import sys
from pathlib import Path
from miauflix.infra.secrets import load_or_create_secret
print("ready", flush=True)
sys.stdin.readline()
print(load_or_create_secret(Path(sys.argv[1]), "jwt_secret", None).decode())
"""


async def test_processes_that_start_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    pipe = asyncio.subprocess.PIPE
    processes = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", _MAKE, tmp_path, stdin=pipe, stdout=pipe)
        for _ in range(6)
    ]
    async with asyncio.timeout(60):
        for process in processes:
            assert process.stdout is not None
            assert await process.stdout.readline() == b"ready\n"
        answers = await asyncio.gather(*(process.communicate(b"go\n") for process in processes))
    secrets = {output.splitlines()[-1] for output, _ in answers}
    assert secrets == {secret_path(tmp_path, "jwt_secret").read_bytes()}
