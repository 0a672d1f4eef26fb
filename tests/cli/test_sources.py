import json
import os
import subprocess
import sys
from pathlib import Path

from tests.services.swarm import make_film, make_torrent


def miauflix(folder: Path, *arguments: str) -> str:
    """What the command prints; it must succeed."""
    environment = {**os.environ, "MIAUFLIX_DATA_DIR": str(folder / "data"), "ARCHIVE_URL": "off", "COLUMNS": "200"}
    command = [sys.executable, "-m", "miauflix", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_ledger_of_a_title_is_a_table_or_a_line_of_json(tmp_path: Path) -> None:
    torrent = make_torrent(make_film(tmp_path / "The Lamp Post.mp4", size_bytes=100_000, seed=1))
    torrent.save(tmp_path / "film.torrent")
    ref = miauflix(tmp_path, "add", "film.torrent").splitlines()[-1]
    table = miauflix(tmp_path, "sources", "search", "The Lamp Post")
    assert "▶" in table
    assert "added" in table
    assert "demo: nothing" in table
    told = json.loads(miauflix(tmp_path, "sources", "search", "The Lamp Post", "--json"))
    assert (told["ref"], len(told["items"])) == (ref, 1)
    assert torrent.info_hash not in table + json.dumps(told)
