"""From what is known of a torrent to what libtorrent is told when it is added."""

from collections.abc import Callable
from dataclasses import dataclass

import libtorrent as lt

from miauflix.kit.sentences import Sentence
from miauflix.peers.errors import InvalidMetainfo
from miauflix.peers.magnet import Magnet, parse_magnet
from miauflix.peers.metainfo import Metainfo, parse_metainfo
from miauflix.peers.resume import Saved, holds_all, is_trusted, unsaved_pieces
from miauflix.peers.storage import Shelf
from miauflix.peers.types import EngineConfig, Torrent

_NEITHER = Sentence("neither_file_nor_magnet", "There is neither a torrent file nor a magnet link to open")
_TWO_TORRENTS = Sentence("file_and_magnet_differ", "The torrent file and the magnet link name different torrents")

_BLOCK_BYTES = 16 << 10
# Not auto-managed and not paused: a torrent is attached because somebody waits for it.
_FLAGS = lt.torrent_flags.update_subscribe | lt.torrent_flags.apply_ip_filter | lt.torrent_flags.duplicate_is_error
# For a magnet: fetch the metadata, want no piece yet. Its twin `default_dont_download` sets the priorities of *files*
# to 0, and from then on their bytes go to a parts file that bears the info hash in its name.
_METADATA_ONLY = lt.torrent_flags.upload_mode


@dataclass(frozen=True, slots=True)
class Origin:
    """A torrent as it was asked for, parsed."""

    key: str
    metainfo: Metainfo | None
    magnet: Magnet | None
    hashes: tuple[bytes | None, bytes | None]

    @classmethod
    def of(cls, torrent: Torrent) -> "Origin":
        """Parse what was given.

        Raises:
            InvalidMetainfo: neither a .torrent nor a magnet was given, or they cannot be read or contradict.
        """
        metainfo = parse_metainfo(torrent.metainfo) if torrent.metainfo is not None else None
        magnet = parse_magnet(torrent.magnet) if torrent.magnet is not None else None
        known = metainfo or magnet
        if known is None:
            raise InvalidMetainfo(_NEITHER())
        if metainfo and magnet and not _agree(metainfo, magnet):
            raise InvalidMetainfo(_TWO_TORRENTS())
        return cls(torrent.key, metainfo, magnet, (known.info_hash_v1, known.info_hash_v2))

    @property
    def selected(self) -> tuple[int, ...]:
        return self.magnet.selected if self.magnet else ()

    def tiers(self, config: EngineConfig, *, is_private: bool) -> list[tuple[str, ...]]:
        """Trackers of the torrent, then of the magnet, then the operator's own unless the torrent is private."""
        tiers = [*(self.metainfo.trackers if self.metainfo else ()), *(self.magnet.trackers if self.magnet else ())]
        if not is_private and config.extra_trackers:
            tiers.append(config.extra_trackers)
        if config.webtorrent:
            return tiers
        return [tuple(url for url in tier if not url.startswith(("ws:", "wss:"))) for tier in tiers]

    def web_seeds(self) -> list[str]:
        mine = self.metainfo.web_seeds if self.metainfo else ()
        return list(dict.fromkeys([*mine, *(self.magnet.web_seeds if self.magnet else ())]))


@dataclass(frozen=True, slots=True)
class Plan:
    """`params` for libtorrent, with `priorities` for the first pieces and 0 for all others.

    `is_resumed` says that they claim pieces to be held, `needs_check` that all files get hashed first.
    """

    params: lt.add_torrent_params
    priorities: dict[int, int]
    is_resumed: bool
    needs_check: bool


def params_for(
    origin: Origin, saved: Saved, shelf: Shelf, config: EngineConfig, choose: Callable[[bytes], dict[int, int]]
) -> Plan:
    """What to add. Blocks: it looks at files.

    `choose` answers the priorities of the first pieces for what is held, one byte a piece (1 or 0).
    """
    metainfo = origin.metainfo or saved.metainfo
    if metainfo is None:
        params = _announced(_bare(origin), origin, config, shelf, is_private=False)
        return Plan(params, {}, is_resumed=False, needs_check=False)
    params = _resumed(metainfo, saved, shelf)
    is_resumed = params is not None
    if params is None:
        params = lt.load_torrent_buffer(metainfo.raw)
        params.peers = []
    have = list(params.have_pieces) if is_resumed else []
    if is_resumed:
        # libtorrent hashes a piece whose blocks are all marked as written, and only those.
        candidates = unsaved_pieces(metainfo, shelf, have)
        params.unfinished_pieces = {
            **params.unfinished_pieces,
            **{index: [True] * _blocks(metainfo, index) for index in candidates},
        }
    priorities = choose(bytes(have).ljust(metainfo.piece_count, b"\0"))
    params.piece_priorities = [priorities.get(index, 0) for index in range(metainfo.piece_count)]
    params.file_priorities = []
    params.renamed_files = {file.index: str(file.index) for file in metainfo.files}
    _announced(params, origin, config, shelf, is_private=metainfo.is_private)
    if is_resumed or saved.is_empty:
        # Lets connections begin before the check: the first piece came after 25 ms instead of up to a second.
        params.flags |= lt.torrent_flags.no_verify_files
    return Plan(params, priorities, is_resumed=is_resumed, needs_check=not is_resumed and not saved.is_empty)


def _bare(origin: Origin) -> lt.add_torrent_params:
    params = lt.add_torrent_params()
    v1, v2 = origin.hashes
    hashes = [lt.sha1_hash(v1)] if v1 else []
    if v2 and hashes:
        params.info_hashes = lt.info_hash_t(hashes[0], lt.sha256_hash(v2))
    else:
        params.info_hashes = lt.info_hash_t(hashes[0]) if hashes else lt.info_hash_t(lt.sha256_hash(v2 or b""))
    return params


def _announced(
    params: lt.add_torrent_params, origin: Origin, config: EngineConfig, shelf: Shelf, *, is_private: bool
) -> lt.add_torrent_params:
    tiers = origin.tiers(config, is_private=is_private)
    params.trackers = [url for tier in tiers for url in tier]
    params.tracker_tiers = [number for number, tier in enumerate(tiers) for _ in tier]
    params.url_seeds = origin.web_seeds()
    params.peers = list(dict.fromkeys([*(origin.magnet.peers if origin.magnet else ()), *params.peers]))
    params.save_path = str(shelf.pieces)
    params.flags = _FLAGS
    if params.ti is None:
        params.flags |= _METADATA_ONLY | lt.torrent_flags.no_verify_files
    return params


def _resumed(metainfo: Metainfo, saved: Saved, shelf: Shelf) -> lt.add_torrent_params | None:
    """The saved state as parameters, if it may be trusted and the files are as it says."""
    if saved.state is None or not is_trusted(saved.state) or saved.is_empty:
        return None
    # Resume data carries no info dictionary of its own: it is put in front, as the bytes the hash was taken over.
    merged = b"d4:info" + metainfo.info + saved.state.resume.removeprefix(b"d")
    try:
        params = lt.read_resume_data(merged)
    except RuntimeError:
        return None
    if params.ti is None or not holds_all(metainfo, shelf, list(params.have_pieces)):
        return None
    return params


def _blocks(metainfo: Metainfo, piece: int) -> int:
    end = max(file.offset + file.size_bytes for file in metainfo.files)
    size = min(metainfo.piece_length, end - piece * metainfo.piece_length)
    return -(-size // _BLOCK_BYTES)


def _agree(metainfo: Metainfo, magnet: Magnet) -> bool:
    pairs = ((metainfo.info_hash_v1, magnet.info_hash_v1), (metainfo.info_hash_v2, magnet.info_hash_v2))
    known = [(mine, other) for mine, other in pairs if mine is not None and other is not None]
    return bool(known) and all(mine == other for mine, other in known)
