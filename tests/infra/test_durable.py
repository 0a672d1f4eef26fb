"""What is called durable has its name on the disk as well as its bytes."""

import errno
import os
import stat
from collections.abc import Callable
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from miauflix.catalog import PictureStore
from miauflix.infra import durable
from miauflix.infra.secrets import load_or_create_secret
from miauflix.peers.storage import Shelf, write_atomically


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, frozenset[str]]]:
    """Every fsync in order: of what, and, of a folder, what stood in it by then."""
    seen = list[tuple[Path, frozenset[str]]]()
    really = os.fsync

    def fsync(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        seen.append((path, frozenset(one.name for one in path.iterdir()) if is_folder else frozenset()))
        really(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    return seen


def secret(folder: Path) -> Path:
    load_or_create_secret(folder, "jwt_secret", None)
    return folder / "secrets" / "jwt_secret"


def saved_state(folder: Path) -> Path:
    shelf = Shelf(folder / "peers", "film-1")
    write_atomically(shelf.metainfo, b"d4:infoe", is_durable=True)
    return shelf.metainfo


def picture(folder: Path) -> Path:
    content = BytesIO()
    Image.new("RGB", (8, 12)).save(content, "png")
    name = PictureStore(folder / "pictures")._put(content.getvalue(), None).hash
    return folder / "pictures" / "originals" / name[:2] / name


def film(folder: Path) -> Path:
    (folder / "bench").mkdir(parents=True)
    (folder / "bench" / "film.part").write_bytes(b"ftyp")
    durable.make_folder(folder / "films")
    durable.move(folder / "bench" / "film.part", folder / "films" / "film.mp4")
    return folder / "films" / "film.mp4"


@pytest.mark.parametrize("write", [secret, saved_state, picture, film])
def test_a_durable_file_and_every_folder_made_for_it_are_on_the_disk(
    write: Callable[[Path], Path], tmp_path: Path, synced: list[tuple[Path, frozenset[str]]]
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    path = write(folder)
    bytes_at = next(number for number, (_, names) in enumerate(synced) if not names)
    name_at = next(number for number, (_, names) in enumerate(synced) if path.name in names)
    assert synced[bytes_at][0].parent in {path.parent, folder / "bench"}
    assert bytes_at < name_at, "first the bytes, under the name of a draft"
    entries = {where: names for where, names in synced if names}
    at = path
    while at != folder:
        assert at.name in entries[at.parent], f"{at.parent} was not synced with {at.name} in it"
        at = at.parent


@pytest.mark.parametrize(("code", "is_told"), [(errno.EINVAL, False), (errno.ENOTSUP, False), (errno.EIO, True)])
def test_a_file_system_that_cannot_sync_folders_is_used_all_the_same_and_a_failing_disk_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, is_told: bool
) -> None:
    def fsync(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="Input/output error") if is_told else nullcontext():
        durable.sync_folder(tmp_path)
