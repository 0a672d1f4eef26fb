import pytest
from hypothesis import given
from hypothesis import strategies as st

from miauflix.peers.errors import InvalidMetainfo
from miauflix.peers.paths import MAX_PART_BYTES, MAX_PARTS, safe_part, safe_path


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [b""],
        [b"   "],
        [b".."],
        [b"."],
        [b" .. "],
        [b"a", b"..", b"b"],
        [b"a\0b"],
        [b"/etc/passwd"],
        [b"\\\\server\\share"],
        [b"..\\..\\evil"],
        [b"a/../../b"],
        [b"C:"],
        [b"c:\\windows"],
        [b"x"] * (MAX_PARTS + 1),
    ],
)
def test_a_path_that_could_leave_its_folder_is_refused(parts: list[bytes]) -> None:
    with pytest.raises(InvalidMetainfo):
        safe_path(parts)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Sintel (2010).mkv", "Sintel (2010).mkv"),
        ("AC/DC.mkv", "AC_DC.mkv"),
        ("What? Really: yes.mkv", "What_ Really_ yes.mkv"),
        ("NUL", "_NUL"),
        ("con.txt", "_con.txt"),
        ("Lpt1.tar.gz", "_Lpt1.tar.gz"),
        ("console.txt", "console.txt"),
        ("trailing. . ", "trailing"),
        ("...", "_"),
        ("tab\there", "tab_here"),
        ("film\u202egpj.exe", "film_gpj.exe"),
        ("cafe\u0301.mkv", "café.mkv"),
        ("می\u200cخواهم.mkv", "می\u200cخواهم.mkv"),
    ],
)
def test_an_awkward_name_is_mended(raw: str, shown: str) -> None:
    assert safe_part(raw.encode()) == shown


def test_bytes_that_are_not_utf8_are_shown_as_replacement_characters() -> None:
    assert safe_part(b"caf\xe9.mkv") == "caf\ufffd.mkv"


def test_a_name_too_long_keeps_its_extension() -> None:
    name = safe_part(("é" * 300 + ".mkv").encode())
    assert len(name.encode()) <= MAX_PART_BYTES
    assert name.endswith("é.mkv")


@given(st.binary(min_size=1, max_size=400))
def test_what_passes_is_one_plain_name(raw: bytes) -> None:
    try:
        name = safe_part(raw)
    except InvalidMetainfo:
        return
    assert name not in {"", ".", ".."}
    assert len(name.encode()) <= MAX_PART_BYTES
    assert not set(name) & set('/\\\0:<>"|?*')
