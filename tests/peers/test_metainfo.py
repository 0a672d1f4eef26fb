from pathlib import Path

import libtorrent as lt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from miauflix.peers.bencode import Bencoded
from miauflix.peers.errors import InvalidMetainfo
from miauflix.peers.metainfo import MAX_METAINFO_BYTES, FileKind, parse_metainfo
from tests.peers.test_bencode import encode

PIECE = 1 << 16
Info = dict[bytes, Bencoded]


def single(**over: Bencoded) -> Info:
    info: Info = {b"length": 100_000, b"name": b"film.mkv", b"piece length": PIECE, b"pieces": bytes(40)}
    return info | {key.replace("_", " ").encode(): value for key, value in over.items()}


def several(*files: Info, pieces: int | None = None) -> Info:
    sizes = [size for file in files if isinstance(size := file.get(b"length"), int)]
    count = pieces if pieces is not None else -(-sum(sizes) // PIECE)
    return {b"files": list(files), b"name": b"pack", b"piece length": PIECE, b"pieces": bytes(20 * count)}


def file(size: int, *path: bytes, **more: Bencoded) -> Info:
    entry: Info = {b"length": size, b"path": list(path)}
    return entry | {key.encode(): value for key, value in more.items()}


def torrent(info: Bencoded, **outer: Bencoded) -> bytes:
    return encode({**{key.replace("_", "-").encode(): value for key, value in outer.items()}, b"info": info})


@pytest.mark.parametrize("flags", [lt.create_torrent.v1_only, lt.create_torrent.v2_only, 0])
@pytest.mark.parametrize(
    "files",
    [
        {"film.mkv": 300_001},
        {"film.mkv": PIECE * 3},
        {"film.mkv": 300_001, "empty.nfo": 0, "subs/en.srt": 10_000, "subs/fr.srt": PIECE},
    ],
)
def test_layout_and_hashes_are_those_of_libtorrent(tmp_path: Path, flags: int, files: dict[str, int]) -> None:
    for name, size in files.items():
        path = tmp_path / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(size))
    made = lt.create_torrent(lt.list_files(str(tmp_path / "pack")), PIECE, flags)
    lt.set_piece_hashes(made, str(tmp_path))
    raw = lt.bencode(made.generate())

    ours = parse_metainfo(raw)
    theirs = lt.load_torrent_buffer(raw)

    assert theirs.ti is not None

    hashes = theirs.info_hashes
    assert ours.info_hash_v1 == (hashes.v1.to_bytes() if hashes.has_v1() else None)
    assert ours.info_hash_v2 == (hashes.v2.to_bytes() if hashes.has_v2() else None)
    assert (ours.piece_length, ours.piece_count) == (theirs.ti.piece_length(), theirs.ti.num_pieces())
    layout = theirs.ti.layout()
    indices = range(layout.num_files())
    assert [(f.size_bytes, f.offset) for f in ours.files] == [
        (layout.file_size(i), layout.file_offset(i)) for i in indices
    ]
    assert [f.kind is FileKind.PAD for f in ours.files] == [
        bool(layout.file_flags(i) & lt.file_storage.flag_pad_file) for i in indices
    ]
    assert {f.name: f.size_bytes for f in ours.files if f.kind is FileKind.FILE} == {
        Path(name).name: size for name, size in files.items()
    }
    assert ours.size_bytes == sum(files.values())


def test_the_info_span_is_kept_as_it_stands_even_when_its_keys_are_unsorted() -> None:
    info = dict(reversed(single().items()))
    parsed = parse_metainfo(torrent(info))
    assert parsed.info == encode(info)


def test_trackers_come_in_tiers_and_announce_only_counts_alone() -> None:
    tiers: list[Bencoded] = [[b"udp://a.example:1", b"http://b.example/announce"], [], [b"udp://a.example:1", b"junk"]]
    both = parse_metainfo(torrent(single(), announce=b"http://c.example/announce", announce_list=tiers))
    assert both.trackers == (("udp://a.example:1", "http://b.example/announce"),)
    alone = parse_metainfo(torrent(single(), announce=b"http://c.example/announce"))
    assert alone.trackers == (("http://c.example/announce",),)


@pytest.mark.parametrize(
    ("url_list", "seeds"),
    [
        (b"https://w.example/film.mkv", ("https://w.example/film.mkv",)),
        ([b"http://w.example/a", b"http://w.example/a", b"file:///etc/passwd", 3], ("http://w.example/a",)),
        (b"", ()),
        ({b"no": 1}, ()),
    ],
)
def test_web_seeds_are_one_or_many(url_list: Bencoded, seeds: tuple[str, ...]) -> None:
    assert parse_metainfo(torrent(single(), url_list=url_list)).web_seeds == seeds


def test_private_and_public() -> None:
    assert parse_metainfo(torrent(single(private=1))).is_private
    assert not parse_metainfo(torrent(single(private=0))).is_private


def test_pads_and_links_are_told_from_files() -> None:
    info = several(
        file(60_000, b"a.mkv"),
        file(5_536, b".pad", b"5536", attr=b"p"),
        file(0, b"latest.mkv", attr=b"l"),
        file(10, b"run.sh", attr=b"x"),
    )
    assert [f.kind for f in parse_metainfo(torrent(info)).files] == [
        FileKind.FILE,
        FileKind.PAD,
        FileKind.LINK,
        FileKind.FILE,
    ]


@pytest.mark.parametrize(
    "info",
    [
        b"not a dictionary",
        {},
        single(length=-1),
        single(length=200_000),
        single(length=b"1"),
        single(length=0, pieces=b""),
        single(piece_length=0),
        single(piece_length=1 << 40),
        single(pieces=bytes(41)),
        single(name=b".."),
        single(name=3),
        several(file(100_000, b"..", b"etc", b"passwd")),
        several(file(100_000, b"")),
        several(file(100_000)),
        several({b"length": 100_000}),
        several(file(100_000, b"a"), pieces=7),
        {**several(), b"files": b"none"},
        {**several(file(100_000, b"a")), b"files": [3]},
        {b"meta version": 2, b"name": b"x", b"piece length": PIECE, b"file tree": []},
        {b"meta version": 2, b"name": b"x", b"piece length": PIECE, b"file tree": {b"a": {b"": {b"length": 5}}}},
        {b"meta version": 2, b"name": b"x", b"piece length": 10_000, b"file tree": {}},
        {b"meta version": 2, b"name": b"x", b"piece length": PIECE, b"file tree": {b"a": b"b"}},
        {b"meta version": 2, b"name": b"x", b"piece length": PIECE, b"file tree": {b"..": {b"": {b"length": 0}}}},
    ],
)
def test_what_contradicts_itself_or_climbs_is_refused(info: Bencoded) -> None:
    with pytest.raises(InvalidMetainfo):
        parse_metainfo(torrent(info))


def test_too_many_files_and_too_many_bytes_are_refused() -> None:
    with pytest.raises(InvalidMetainfo):
        parse_metainfo(torrent(several(*[file(1, b"a")] * 50_001)))
    with pytest.raises(InvalidMetainfo):
        parse_metainfo(b"d" + bytes(MAX_METAINFO_BYTES))


@given(st.data())
def test_a_torrent_with_one_byte_changed_is_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(torrent(several(file(60_000, b"a.mkv"), file(10, b"b", b"c.srt")), announce=b"http://t.example/a"))
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        parsed = parse_metainfo(bytes(raw))
    except InvalidMetainfo:
        return
    assert all(f.offset + f.size_bytes <= parsed.piece_count * parsed.piece_length for f in parsed.files)
