import pytest
from hypothesis import given
from hypothesis import strategies as st

from miauflix.peers.bencode import MAX_DEPTH, Bencoded, decode, decode_with_spans
from miauflix.peers.errors import InvalidMetainfo


def encode(value: Bencoded) -> bytes:
    """The mirror of `decode`, for tests only; keys in the order they are given."""
    match value:
        case int():
            return b"i%de" % value
        case bytes():
            return b"%d:%s" % (len(value), value)
        case list():
            return b"l" + b"".join(map(encode, value)) + b"e"
        case dict():
            return b"d" + b"".join(encode(key) + encode(item) for key, item in value.items()) + b"e"


values: st.SearchStrategy[Bencoded] = st.recursive(
    st.integers(-(2**62), 2**62) | st.binary(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.binary(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_what_is_encoded_decodes_to_itself(value: Bencoded) -> None:
    assert decode(encode(value)) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_or_refused_and_nothing_else(data: bytes) -> None:
    try:
        value = decode(data)
    except InvalidMetainfo:
        return
    assert encode(value) == data.rstrip() or encode(value).rstrip() == data.rstrip()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"i01e",
        b"i-0e",
        b"ie",
        b"i-e",
        b"i1",
        b"i1.5e",
        b"i 1e",
        b"i99999999999999999999e",
        b"5:abc",
        b"-1:a",
        b"01:a",
        b"9999999999:a",
        b"l",
        b"d",
        b"di1ei2ee",
        b"d1:ai1e1:ai2ee",
        b"d1:ae",
        b"i1ei2e",
        b"i1e garbage",
        b"x",
        b"l" * (MAX_DEPTH + 2) + b"e" * (MAX_DEPTH + 2),
        b"i\xd9\xa1e",
    ],
)
def test_broken_structure_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidMetainfo):
        decode(data)


def test_unsorted_keys_and_a_trailing_newline_are_tolerated() -> None:
    assert decode(b"d1:bi1e1:ai2ee\n") == {b"b": 1, b"a": 2}


def test_the_span_of_a_value_is_the_bytes_it_was_read_from() -> None:
    info: Bencoded = {b"z": 1, b"a": [b"x", {b"info": 3}]}
    data = encode({b"announce": b"http://t/", b"info": info, b"zz": 1})
    _, spans = decode_with_spans(data)
    assert data[slice(*spans[b"info"])] == encode(info)


def test_only_a_dictionary_has_spans() -> None:
    with pytest.raises(InvalidMetainfo):
        decode_with_spans(b"le")
