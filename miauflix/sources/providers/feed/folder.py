"""A folder of .torrent files, read where it lies. An offer's link names the file, and only a file in the folder."""

from pathlib import Path
from stat import S_ISREG
from typing import Final
from urllib.parse import unquote, urlsplit

from miauflix.kit.sentences import Sentence
from miauflix.peers import InvalidMetainfo, NoSuchFile, choose_main_file, parse_metainfo
from miauflix.sources.providers import coercing
from miauflix.sources.providers.asking import Refused
from miauflix.sources.providers.protocol import Failed
from miauflix.sources.types import Offer

_NO_FOLDER: Final = Sentence("folder_not_there", "There is no such folder, or it may not be read")
_FILE_GONE: Final = Sentence("torrent_file_gone", "The .torrent file is not in its folder any more")
_NO_FILE: Final = Sentence("torrent_file_odd", "The .torrent has more than {mib} MiB, or is no file")
_LARGEST: Final = 16 * 1024 * 1024
_MOST_FILES: Final = 5000


def read_folder(provider: str, folder: Path) -> list[Offer]:
    """What each readable .torrent in the folder offers.

    Raises:
        Refused: there is no such folder, or it may not be read.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".torrent")[:_MOST_FILES]
    except OSError as error:
        raise Refused(Failed("unavailable", detail=_NO_FOLDER())) from error
    return [offer for path in paths if (offer := _offer(provider, path))]


def read_torrent(folder: Path, link: str) -> bytes:
    """The file that an offer's link names.

    Raises:
        Refused: it is not there any more, or has grown too large.
    """
    path = folder / file_at(link).name
    try:
        content = _read(path)
    except OSError as error:
        raise Refused(Failed("unavailable", detail=_FILE_GONE())) from error
    if content is None:
        raise Refused(Failed("malformed", detail=_NO_FILE(mib=_LARGEST >> 20)))
    return content


def file_at(link: str) -> Path:
    """The path that a file:// address names."""
    return Path(unquote(urlsplit(link).path))


def _read(path: Path) -> bytes | None:
    """What the file holds; nothing of one that is too large, or no file."""
    found = path.stat()
    if not S_ISREG(found.st_mode) or found.st_size > _LARGEST:
        return None
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)  # it may grow meanwhile
    return content if len(content) <= _LARGEST else None


def _offer(provider: str, path: Path) -> Offer | None:
    try:
        content = _read(path)
        if content is None:
            return None
        info = parse_metainfo(content)
        size_bytes = choose_main_file(info.files).size_bytes
    except (OSError, InvalidMetainfo, NoSuchFile):
        return None
    name = coercing.text(info.name)
    if info.info_hash_v1 is None or name is None:
        return None
    return Offer(
        provider=provider,
        name=name,
        info_hash=info.info_hash_v1.hex(),
        torrent_url=path.absolute().as_uri(),
        size_bytes=size_bytes,
        trackers=tuple(url for tier in info.trackers for url in tier),
    )
