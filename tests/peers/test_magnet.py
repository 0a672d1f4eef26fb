import base64

import pytest

from miauflix.peers.errors import InvalidMetainfo
from miauflix.peers.magnet import MAX_PEERS, parse_magnet

V1 = bytes(range(20))
V2 = bytes(range(32))
HEX = V1.hex()
BASE32 = base64.b32encode(V1).decode()


@pytest.mark.parametrize("digest", [HEX, HEX.upper(), BASE32, BASE32.lower()])
def test_a_hash_is_read_in_hex_and_in_base32(digest: str) -> None:
    assert parse_magnet(f"magnet:?xt=urn:btih:{digest}").info_hash_v1 == V1


def test_a_hybrid_magnet_names_both_hashes() -> None:
    magnet = parse_magnet(f"magnet:?xt=urn:btih:{HEX}&xt=urn:btmh:1220{V2.hex()}")
    assert (magnet.info_hash_v1, magnet.info_hash_v2) == (V1, V2)


def test_everything_else_a_magnet_may_say() -> None:
    magnet = parse_magnet(
        f"MAGNET:?xt.1=urn:btih:{HEX}&dn=Big+Buck%20Bunny&tr=udp%3A%2F%2Ft.example%3A80&tr.2=http://u.example/announce"
        "&tr=udp%3A%2F%2Ft.example%3A80&tr=gopher://x&ws=https://w.example/f%20ile.mkv&ws=ftp://no.example/"
        "&x.pe=192.0.2.1:6881&x.pe=[2001:db8::1]:51413&x.pe=host.example:1&x.pe=192.0.2.1:0&x.pe=junk&so=0,2-4,9,x"
    )
    assert magnet.name == "Big Buck Bunny"
    assert magnet.trackers == (("udp://t.example:80",), ("http://u.example/announce",))
    assert magnet.web_seeds == ()  # a space is not part of a URL
    assert magnet.peers == (("192.0.2.1", 6881), ("2001:db8::1", 51413))
    assert magnet.selected == (0, 2, 3, 4, 9)


def test_a_web_seed_is_kept_as_it_was_escaped() -> None:
    link = f"magnet:?xt=urn:btih:{HEX}&ws=https%3A%2F%2Fw.example%2Ff%2520ile.mkv"
    assert parse_magnet(link).web_seeds == ("https://w.example/f%20ile.mkv",)


def test_a_hostile_label_is_dropped_and_the_link_still_read() -> None:
    assert parse_magnet(f"magnet:?xt=urn:btih:{HEX}&dn=..%2F..%2Fetc").name is None


@pytest.mark.parametrize(
    "link",
    [
        "",
        "http://example.com/",
        "magnet:?dn=nothing",
        "magnet:?xt=urn:btih:abc",
        f"magnet:?xt=urn:btih:{'g' * 40}",
        f"magnet:?xt=urn:btih:{'1' * 32}",
        f"magnet:?xt=urn:btmh:1114{HEX}",
        f"magnet:?xt=urn:sha1:{BASE32}",
        f"magnet:?xt=urn:btih:{HEX}&" + "a=1&" * 2000,
        f"magnet:?xt=urn:btih:{HEX}&dn=" + "x" * 20_000,
    ],
)
def test_a_link_without_a_readable_hash_is_refused(link: str) -> None:
    with pytest.raises(InvalidMetainfo):
        parse_magnet(link)


def test_a_selection_and_a_list_of_peers_have_a_limit() -> None:
    peers = "".join(f"&x.pe=10.0.0.1:{port}" for port in range(1, 200))
    magnet = parse_magnet(f"magnet:?xt=urn:btih:{HEX}&so=0-999999{peers}")
    assert len(magnet.selected) == 10_000
    assert len(magnet.peers) == MAX_PEERS
