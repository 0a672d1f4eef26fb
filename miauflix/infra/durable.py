"""Files that survive a loss of power: their bytes are synced, and so is their name in every folder that is new.

fsync of a file says nothing about the entry in its folder (fsync(2)): after a rename or a link the folder is synced
too, or a file that was promised may be gone, or be the one before.
"""

import errno
import os
from pathlib import Path

_CANNOT = (errno.EINVAL, errno.ENOTSUP)  # a file system that does not sync folders (CIFS, some FUSE)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Create it where it is missing, with its parents; `mode` is for itself."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(mode=mode, parents=True, exist_ok=True)
    for one in reversed(missing):
        sync_folder(one.parent)


def move(draft: Path, target: Path) -> None:
    """Put a file that was written in place of `target`; now and after a crash it is the old one or the new one."""
    descriptor = os.open(draft, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    draft.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in it on the disk.

    Raises:
        OSError: the disk is failing.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    finally:
        os.close(descriptor)
