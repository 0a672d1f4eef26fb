import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miauflix.peers.metainfo import FileEntry
from miauflix.peers.pieces import PieceMap


def holding(piece_length: int, have: str) -> PieceMap:
    pieces = PieceMap(piece_length, len(have))
    pieces.have[:] = bytes(int(bit) for bit in have)
    return pieces


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 0, range(0)),
        (0, 1, range(1)),
        (0, 10, range(1)),
        (0, 11, range(2)),
        (9, 10, range(1)),
        (10, 30, range(1, 3)),
    ],
)
def test_pieces_cover_bytes(start: int, end: int, expected: range) -> None:
    assert holding(10, "000").covering(start, end) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"), [(0, 40, 20), (5, 40, 20), (5, 12, 12), (20, 40, 20), (25, 40, 25), (30, 35, 35)]
)
def test_bytes_are_held_until_the_first_gap(start: int, end: int, expected: int) -> None:
    assert holding(10, "1101").held_until(start, end) == expected


def test_ranges_are_those_of_the_file_and_not_of_its_neighbours() -> None:
    pieces = holding(10, "110100")
    assert pieces.held_ranges(FileEntry(1, ("x",), 40, 5)) == [(0, 15), (25, 35)]
    assert pieces.held_ranges(FileEntry(1, ("x",), 0, 5)) == []


@given(st.text("01", min_size=1, max_size=50), st.integers(1, 7), st.data())
def test_ranges_say_of_each_byte_what_its_piece_says(have: str, piece_length: int, data: st.DataObject) -> None:
    pieces = holding(piece_length, have)
    offset = data.draw(st.integers(0, len(have) * piece_length - 1))
    file = FileEntry(0, ("x",), data.draw(st.integers(0, len(have) * piece_length - offset)), offset)
    ranges = pieces.held_ranges(file)
    held = {byte for start, end in ranges for byte in range(start, end)}
    assert held == {byte for byte in range(file.size_bytes) if have[(offset + byte) // piece_length] == "1"}
    assert all(before[1] < after[0] for before, after in itertools.pairwise(ranges))
    for byte in range(file.size_bytes):
        until = pieces.held_until(offset + byte, offset + file.size_bytes) - offset
        assert all(inside in held for inside in range(byte, until))
        assert until == file.size_bytes or until not in held
