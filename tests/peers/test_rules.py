import pytest
from hypothesis import given
from hypothesis import strategies as st

from miauflix.peers.errors import NoSuchFile
from miauflix.peers.metainfo import FileEntry, FileKind
from miauflix.peers.rules import (
    FAR_BYTES,
    TOP,
    Demand,
    Holding,
    PeerPace,
    Window,
    choose_evictions,
    choose_main_file,
    level,
    needs_refill,
    plan,
    request_queue_time,
    window,
)

MIB = 1 << 20


def pack(*files: tuple[str, int]) -> list[FileEntry]:
    return [FileEntry(index, tuple(path.split("/")), size, 0) for index, (path, size) in enumerate(files)]


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        ([("film.mkv", 900), ("film.srt", 5)], "film.mkv"),
        ([("readme.txt", 5), ("Film.2010.MP4", 900), ("sample.mp4", 90)], "Film.2010.MP4"),
        ([("cd1.avi", 700), ("cd2.avi", 690)], "cd1.avi"),
        ([("a.mkv", 500), ("b.mkv", 500)], "a.mkv"),
        # A disc of extras may be larger than the film.
        ([("Extras/making-of.mkv", 2000), ("film.mkv", 900)], "film.mkv"),
        ([("Featurettes/x.mkv", 2000), ("Trailers/y.mkv", 10), ("Film/film.mkv", 900)], "film.mkv"),
        # A film may be called like an extra.
        ([("The.Sample.2012.mkv", 900)], "The.Sample.2012.mkv"),
        ([("trailer.park.boys.mkv", 900), ("credits.mkv", 500)], "trailer.park.boys.mkv"),
        ([("Sample/film-sample.mkv", 30)], "film-sample.mkv"),
        # An image of a disc is larger than any video beside it, but cannot be played.
        ([("film.iso", 5000), ("film.mkv", 900)], "film.mkv"),
        ([("album/01.flac", 30), ("album/02.flac", 40)], "02.flac"),
        ([("film.mkv", 0), ("film.nfo", 3)], "film.nfo"),
    ],
)
def test_the_main_file_of(files: list[tuple[str, int]], chosen: str) -> None:
    assert choose_main_file(pack(*files)).name == chosen


def test_a_selection_narrows_the_choice_and_a_useless_one_does_not() -> None:
    files = pack(("s01e01.mkv", 900), ("s01e02.mkv", 800), ("notes.txt", 1))
    assert choose_main_file(files, selected=[1, 2]).name == "s01e02.mkv"
    assert choose_main_file(files, selected=[7]).name == "s01e01.mkv"


def test_padding_and_links_are_never_chosen() -> None:
    files = [FileEntry(0, ("x.mkv",), 900, 0, FileKind.PAD), FileEntry(1, ("y.mkv",), 900, 0, FileKind.LINK)]
    with pytest.raises(NoSuchFile):
        choose_main_file(files)


@pytest.mark.parametrize(
    ("position", "end", "bitrate", "piece_length", "expected"),
    [
        (0, 10**12, 1_000_000, MIB, Window(4_000_000, 20_000_000, 120_000_000)),
        # One piece is the least that can be hurried.
        (0, 10**12, 1_000_000, 16 * MIB, Window(16 * MIB, 32 * MIB, 120_000_000)),
        # Far ahead of a UHD disc would be 1.5 GB.
        (0, 10**12, 12_500_000, MIB, Window(50_000_000, 250_000_000, FAR_BYTES)),
        # A bounded range (a probe, the tail) never grows past its end.
        (500, 900, 1_000_000, MIB, Window(900, 900, 900)),
    ],
)
def test_a_window(position: int, end: int, bitrate: float, piece_length: int, expected: Window) -> None:
    assert window(position, end, bitrate=bitrate, piece_length=piece_length) == expected


@pytest.mark.parametrize(("position", "refill"), [(0, False), (59_999_999, False), (60_000_001, True)])
def test_a_window_moves_on_when_half_of_it_is_watched(position: int, refill: bool) -> None:
    now = window(0, 10**12, bitrate=1_000_000, piece_length=MIB)
    assert needs_refill(position, 10**12, now, bitrate=1_000_000, piece_length=MIB) is refill


def test_a_window_that_reaches_the_end_is_never_refilled() -> None:
    now = window(0, 500, bitrate=1_000_000, piece_length=MIB)
    assert not needs_refill(499, 500, now, bitrate=1_000_000, piece_length=MIB)


@pytest.mark.parametrize(
    ("slack_s", "expected"), [(0, 7), (1.9, 7), (2, 6), (5, 5), (14.9, 5), (15, 4), (60, 3), (900, 3)]
)
def test_the_level_of_a_reader(slack_s: float, expected: int) -> None:
    assert level(slack_s) == expected


def test_one_reader_climbs_down_the_ladder_over_what_is_missing() -> None:
    have = bytearray(30)
    have[3] = have[5] = 1
    wanted = plan(have, [Demand(first=2, near=18, far=21)], budget_pieces=100)
    assert wanted == {
        2: 7,
        **dict.fromkeys([4, 6], 6),
        **dict.fromkeys([7, 8, 9], 5),
        **dict.fromkeys([10, 11, 12, 13], 4),
        **dict.fromkeys(range(14, 18), 3),
        **dict.fromkeys(range(18, 21), 2),
    }


def test_of_two_readers_the_one_about_to_stall_comes_first() -> None:
    calm = Demand(first=0, near=2, far=3, slack_s=30)
    starving = Demand(first=2, near=4, far=5, slack_s=0)
    assert plan(bytearray(5), [calm, starving], 100) == {0: 4, 1: 3, 2: 7, 3: 6, 4: 6}


def test_a_guess_stays_below_what_is_watched() -> None:
    wanted = plan(bytearray(10), [Demand(0, 2, 2), Demand(8, 10, 10, ceiling=4)], 100)
    assert wanted == {0: 7, 1: 6, 8: 4, 9: 4}


def test_with_little_room_the_least_urgent_pieces_are_left_out() -> None:
    assert plan(bytearray(10), [Demand(0, 4, 10)], budget_pieces=3) == {0: 7, 1: 6, 2: 6}
    assert plan(bytearray(10), [Demand(0, 4, 10)], budget_pieces=-1) == {}


@st.composite
def demands(draw: st.DrawFn) -> list[Demand]:
    found: list[Demand] = []
    for _ in range(draw(st.integers(1, 4))):
        first, near, far = sorted(draw(st.tuples(*[st.integers(0, 60)] * 3)))
        found.append(Demand(first, near, far, slack_s=draw(st.floats(0, 100))))
    return found


@given(st.binary(min_size=60, max_size=60).map(lambda raw: bytearray(byte & 1 for byte in raw)), demands())
def test_a_plan_wants_exactly_what_is_missing_in_the_windows(have: bytearray, asked: list[Demand]) -> None:
    wanted = plan(have, asked, 1000)
    assert set(wanted) == {piece for demand in asked for piece in range(demand.first, demand.far) if not have[piece]}
    assert all(1 <= priority <= TOP for priority in wanted.values())
    most_urgent = min(asked, key=lambda demand: -level(demand.slack_s))
    first = have.find(0, most_urgent.first, most_urgent.far)
    assert first < 0 or wanted[first] == TOP
    for demand in asked if len(asked) == 1 else []:
        ordered = [wanted[piece] for piece in sorted(wanted) if piece >= demand.first]
        assert ordered == sorted(ordered, reverse=True)


SLOW = PeerPace(rtt_s=0.03, peak_bytes_s=375_000, rate_bytes_s=375_000)
FAST = PeerPace(rtt_s=0.03, peak_bytes_s=1_500_000, rate_bytes_s=1_500_000)


@pytest.mark.parametrize(
    ("peers", "starved", "current", "expected"),
    [
        ([SLOW] * 16, True, 1, 0),
        ([FAST] * 4, True, 1, 1),
        ([], True, 0, 1),
        # Two peers at 0.65 MB/s each do not carry 1.5 × 1 MB/s.
        ([SLOW] * 2, False, 1, 1),
        # The model says that nothing is lost; the rates say that half is.
        ([PeerPace(0.03, 375_000, 150_000)] * 16, True, 0, 1),
        # The same rates while nobody starves prove nothing: the window is full.
        ([PeerPace(0.03, 375_000, 150_000)] * 16, False, 0, 0),
    ],
)
def test_the_queue_for(peers: list[PeerPace], starved: bool, current: int, expected: int) -> None:
    assert request_queue_time(peers, demand_bytes_s=1_000_000, is_starved=starved, current=current) == expected


@pytest.mark.parametrize(
    ("needed", "expected"),
    [(0, []), (1, ["old"]), (100, ["old"]), (101, ["old", "newer"]), (10_000, ["old", "newer", "newest"])],
)
def test_the_least_recently_used_go_first_and_those_in_use_stay(needed: int, expected: list[str]) -> None:
    holdings = [
        Holding("newest", 100, 30, is_busy=False),
        Holding("watched", 500, 1, is_busy=True),
        Holding("old", 100, 5, is_busy=False),
        Holding("empty", 0, 2, is_busy=False),
        Holding("newer", 100, 20, is_busy=False),
    ]
    assert choose_evictions(holdings, needed) == expected
