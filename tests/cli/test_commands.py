"""Commands as an operator runs them: in a process of their own, with and without a server."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.swarm import LabTorrent, make_film, make_torrent


@pytest.fixture
def torrent(tmp_path: Path) -> LabTorrent:
    return make_torrent(make_film(tmp_path / "A.Film.2026.mp4", size_bytes=600_000, seed=1))


def miauflix(data_dir: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "miauflix", *words],
        env={**os.environ, "MIAUFLIX_DATA_DIR": str(data_dir), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_add_prints_the_reference_last_and_the_same_torrent_is_the_same_title(
    tmp_path: Path, torrent: LabTorrent
) -> None:
    data = tmp_path / "data"
    by_file = miauflix(data, "add", str(torrent.save(tmp_path / "film.torrent")))
    by_magnet = miauflix(data, "add", torrent.magnet())
    for done in (by_file, by_magnet):
        assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "movie:900100001"), done.stderr


@pytest.mark.parametrize(
    ("words", "environment", "says"),
    [
        (["add", "magnet:?dn=x"], {}, "names no BitTorrent hash"),
        (["add", "/no/such/file"], {}, "/no/such/file"),
        (["users", "disable", "nobody@example.org"], {}, "there is no Miauflix in "),
        (["serve"], {"PORT": "no number"}, "PORT"),
        (["serve"], {"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        (["serve"], {"DATABASE_URL": "postgresql://cat:secret@127.0.0.1:9/x", "PORT": "0"}, "127.0.0.1:9"),
        (["serve"], {"JWT_SECRET": "short", "PORT": "0"}, "JWT_SECRET"),
    ],
)
def test_what_the_operator_can_mend_is_one_line_and_no_traceback(
    tmp_path: Path, words: list[str], environment: dict[str, str], says: str
) -> None:
    done = miauflix(tmp_path / "data", *words, **environment)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret@" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("miauflix: ")


def test_an_account_made_by_command_is_listed_and_its_password_shown_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    added = miauflix(data, "users", "add", "Cat@Example.org", "--role", "admin")
    assert "Password: " in added.stdout
    listed = miauflix(data, "users", "list")
    assert listed.stdout.startswith("cat@example.org  admin  enabled")
    assert "Password" not in listed.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["users", "list"],
        ["tasks", "list"],
        ["keys", "status"],
        ["sources", "search", "x"],
        ["remove", "movie:900100001"],
    ],
)
def test_a_command_that_reads_makes_no_house_where_none_is(tmp_path: Path, words: list[str]) -> None:
    done = miauflix(tmp_path / "typo", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith(
        f"there is no Miauflix in {tmp_path}/typo; set MIAUFLIX_DATA_DIR to where its data is\n"
    )
    assert not (tmp_path / "typo").exists()


def test_a_second_server_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    from miauflix.infra.data_folder import exclusive

    with exclusive(tmp_path / "data"):
        done = miauflix(tmp_path / "data", "serve")
        assert (done.returncode, "in use by another Miauflix" in done.stderr) == (1, True)
        asked = miauflix(tmp_path / "data", "users", "list")
        assert (asked.returncode, "try again" in asked.stderr) == (1, True)


def test_a_control_file_is_for_the_owners_eyes_and_a_stale_one_is_said_so(tmp_path: Path) -> None:
    from miauflix.api.control import Control
    from miauflix.infra.data_folder import control_file, exclusive

    data = tmp_path / "data"
    file = control_file(data)
    with exclusive(data):
        Control.new("http://127.0.0.1:9").write(file)
        assert file.stat().st_mode & 0o777 == 0o600
        assert json.loads(file.read_text())["url"] == "http://127.0.0.1:9"
        done = miauflix(data, "users", "list")
    assert (done.returncode, "does not answer" in done.stderr) == (1, True)


def test_a_release_may_be_called_by_a_name_that_begins_with_a_dash(tmp_path: Path) -> None:
    names = ["-=[Grp]=-Harbour.Lights.2010", "--Harbour--Lights--.2011", "-1", "--", "--help"]
    done = miauflix(tmp_path, "parse", *names)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["title"] for one in told] == [*names[:3], "--help"], "what follows -- is a name whatever it is"
    assert (told[0]["name"], told[0]["year"]) == ("Harbour Lights", 2010)
