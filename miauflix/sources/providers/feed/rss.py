"""RSS whose items are torrents: by enclosure, by link, or with the elements of the old torrent namespace."""

from xml.etree.ElementTree import Element

from miauflix.sources.providers import coercing
from miauflix.sources.providers.xml import children, read_xml, words_of
from miauflix.sources.types import Offer


def read_feed(provider: str, body: bytes) -> list[Offer]:
    """What each item offers.

    Raises:
        ValueError: the body is no RSS.
    """
    channel = next(children(read_xml(body), "channel"), None)
    if channel is None:
        raise ValueError("no channel")
    return [offer for item in [*children(channel, "item")][:5000] if (offer := _offer(provider, item))]


def _offer(provider: str, item: Element) -> Offer | None:
    enclosure = next(children(item, "enclosure"), None)
    inner = next(children(item, "torrent"), item)
    links = [words_of(inner, "magnetURI"), enclosure.get("url") if enclosure is not None else None]
    links.append(words_of(item, "link"))
    magnet = next((read for link in links if (read := coercing.magnet(link))), None)
    info_hash = coercing.info_hash(words_of(inner, "infoHash")) or (magnet[0] if magnet else None)
    torrent_url = next((url for link in links if (url := coercing.link(link))), None)
    name = coercing.text(words_of(item, "title")) or (magnet[1] if magnet else None)
    if name is None or (info_hash is None and torrent_url is None):
        return None
    sizes = (
        words_of(inner, "contentLength"),
        words_of(item, "size"),
        enclosure.get("length") if enclosure is not None else None,
    )
    return Offer(
        provider=provider,
        name=name,
        info_hash=info_hash,
        torrent_url=torrent_url,
        size_bytes=next((bytes_ for size in sizes if (bytes_ := coercing.size(size))), None),
        seeders=coercing.whole(words_of(inner, "seeds") or words_of(item, "seeders")),
        leechers=coercing.whole(words_of(inner, "peers") or words_of(item, "leechers")),
        published_at=coercing.when(words_of(item, "pubDate")),
        trackers=magnet[2] if magnet and magnet[0] == info_hash else (),
    )
