"""Secrets that nobody should have to invent: generated once into the data folder, readable by the owner only."""

import os
import secrets
from pathlib import Path

import structlog
from pydantic import SecretStr

from miauflix.infra.durable import make_folder, sync_folder
from miauflix.infra.settings import SettingsError

_log = structlog.get_logger(__name__)

MIN_LENGTH = 32


def load_or_create_secret(data_dir: Path, name: str, given: SecretStr | None) -> bytes:
    """The secret `name`: what the operator gave, else what an earlier start stored, else a new one of 256 bits.

    A new secret is on disk, in `secrets/<name>` with mode 0600, before this returns. Two processes that start at
    once agree on one: the file is linked into place and the loser reads the winner's.

    Raises:
        SettingsError: the given or the stored secret is too short to be one, or the folder cannot be used.
    """
    if given is not None:
        value = given.get_secret_value().encode()
        if len(value) < MIN_LENGTH:
            raise SettingsError(f"{name.upper()} has {len(value)} characters; give {MIN_LENGTH} or more")
        return value
    path = secret_path(data_dir, name)
    try:
        if not path.exists():
            _create(path)
        value = path.read_bytes().strip()
    except OSError as error:
        message = f"The secret {path} can be neither read nor made ({error.strerror}); set MIAUFLIX_DATA_DIR"
        raise SettingsError(message) from error
    if len(value) < MIN_LENGTH:
        message = f"{path} holds {len(value)} characters; restore it from a backup or remove it to have a new one made"
        raise SettingsError(message)
    return value


def secret_path(data_dir: Path, name: str) -> Path:
    """Where a secret of this name is kept when nobody gave one."""
    return data_dir / "secrets" / name


def _create(path: Path) -> None:
    make_folder(path.parent, 0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_urlsafe(32).encode())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
        sync_folder(path.parent)
        _log.warning("secret.generated", name=path.name, path=str(path), advice="back this file up")
    except FileExistsError:
        sync_folder(path.parent)  # another process was first; its secret is the one, and perhaps not yet synced
    finally:
        draft.unlink()
