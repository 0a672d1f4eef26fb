from miauflix.sources.providers.protocol import Fetched
from miauflix.sources.types import Offer


def test_an_offer_in_a_log_line_does_not_tell_what_finds_it_again() -> None:
    offer = Offer(
        provider="torznab",
        name="A.Film.2026.1080p-CAT",
        info_hash="a" * 40,
        magnet="magnet:?xt=urn:btih:" + "b" * 40,
        torrent_url="https://indexer.example/get?apikey=cccc",
        http_url="https://files.example/dddd",
        trackers=("udp://eeee",),
    )
    shown = repr(offer)
    assert "torznab" in shown
    assert not any(secret in shown for secret in ("A.Film", "aaaa", "bbbb", "cccc", "dddd", "eeee"))


def test_what_was_fetched_is_not_shown_either() -> None:
    assert repr(Fetched(metainfo=b"d4:info", magnet="magnet:?xt=1")) == "Fetched()"
