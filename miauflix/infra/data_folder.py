"""The data folder belongs to one process at a time."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from miauflix.infra.settings import SettingsError


class DataFolderBusy(SettingsError):
    """Another process of ours holds the folder."""


def control_file(data_dir: Path) -> Path:
    """Where a running server says how the command line reaches it."""
    return data_dir / "run" / "control.json"


_MARKS = ("run/lock", "secrets", "miauflix.sqlite")


def is_lived_in(data_dir: Path) -> bool:
    """Whether a house was ever started in this folder."""
    return any((data_dir / mark).exists() for mark in _MARKS)


@contextmanager
def exclusive(data_dir: Path) -> Generator[None]:
    """Hold the folder; the kernel lets go of it when the process ends, however it ends.

    Raises:
        DataFolderBusy: another process holds it.
        SettingsError: the folder cannot be written.
    """
    try:
        (data_dir / "run").mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(data_dir / "run" / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise SettingsError(f"{data_dir} cannot be written ({error.strerror}); set MIAUFLIX_DATA_DIR") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise DataFolderBusy(f"{data_dir} is in use by another Miauflix") from error
    try:
        yield
    finally:
        os.close(descriptor)
