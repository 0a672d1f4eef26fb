"""Torznab indexers as Jackett and Prowlarr answer, and a plain feed."""

from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from typing_extensions import override

from tests.fakes.providers.fake import TRACKER, Fake, Listed

KEY = "k3y-0f-the-indexer"
_DATE = "Mon, 21 Sep 2026 14:13:20 +0000"
_NAMESPACES = 'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:torznab="http://torznab.com/schemas/2015/feed"'


def as_xml(body: str, status: int = 200, media_type: str = "application/xml") -> Response:
    # Control characters are no XML, and so are surrogates; a server that sends them sends a body that cannot be read.
    return Response(
        ('<?xml version="1.0" encoding="UTF-8"?>' + body).encode(errors="replace"), status, media_type=media_type
    )


def error(code: int, description: str, status: int, media_type: str) -> Response:
    return as_xml(f'<error code="{code}" description={quoteattr(description)} />', status, media_type)


@dataclass
class FakeTorznab(Fake):
    """Jackett, or Prowlarr: that writes no magneturl, links through itself with its key, and names errors RSS."""

    is_prowlarr: bool = False
    movie_params: str = "q,imdbid"
    tv_params: str = "q,season,ep"
    metainfo: bytes = b"d4:infod4:name1:aee"
    magnet_behind_link: str | None = None
    errors: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    @override
    def answer(self, request: Request) -> Response:
        query, kind = request.query_params, "application/rss+xml" if self.is_prowlarr else "application/xml"
        if request.url.path.startswith("/download/"):
            target = self.magnet_behind_link
            return (
                RedirectResponse(target, 301)
                if target
                else Response(self.metainfo, media_type="application/x-bittorrent")
            )
        if query.get("apikey") != KEY:
            return error(100, "Invalid API Key", 401, kind)
        if self.errors:
            return error(*self.errors[0][:1], "Something", self.errors.pop(0)[1], kind)
        if query.get("t") == "caps":
            return as_xml(self._caps())
        if "q" in query and "imdbid" in query and not self.is_prowlarr:
            return error(201, "Incorrect parameter", 400, kind)
        items = "".join(self._item(one, str(request.base_url)) for one in self.listed if _is_asked_for(one, query))
        return as_xml(f'<rss version="2.0" {_NAMESPACES}><channel><title>x</title>{items}</channel></rss>', 200, kind)

    def _caps(self) -> str:
        functions = "".join(
            f'<{name} available="{"yes" if params else "no"}" supportedParams="{params}" />'
            for name, params in (("search", "q"), ("movie-search", self.movie_params), ("tv-search", self.tv_params))
        )
        about = '<server title="An indexer" /><limits default="100" max="100" />'
        return f"<caps>{about}<searching>{functions}</searching></caps>"

    def _item(self, one: Listed, base: str) -> str:
        link = f"{base}download/{one.name[-4:]}?apikey={KEY}"
        magnet = f"magnet:?xt=urn:btih:{one.info_hash}&dn={one.name}&tr={TRACKER}"
        attributes = {"seeders": one.seeders, "peers": _sum(one.seeders, one.leechers), "infohash": one.info_hash}
        attributes |= (
            {"imdb": str(one.imdb).removeprefix("tt")}
            if self.is_prowlarr
            else {"magneturl": magnet, "imdbid": one.imdb}
        )
        attrs = "".join(
            f"<torznab:attr name={quoteattr(k)} value={_attr(v)} />" for k, v in attributes.items() if v is not None
        )
        return (
            f"<item><title>{escape(one.name)}</title><guid>{base}details/1</guid><pubDate>{_DATE}</pubDate>"
            f"<size>{_text(one.size)}</size><link>{escape(link)}</link><category>2000</category>"
            f"<enclosure url={quoteattr(link)} length={_attr(one.size)} />{attrs}</item>"
        )


def _is_asked_for(one: Listed, query: Any) -> bool:
    if query.get("imdbid"):
        return one.imdb == query["imdbid"]
    if query.get("tvdbid"):
        numbers = [query.get("season", str(one.season)), query.get("ep", str(one.episode))]
        return [str(one.tvdb), str(one.season), str(one.episode)] == [query["tvdbid"], *numbers]
    words = f"{query.get('q', '')}" + (f" S{int(query['season']):02}" if query.get("season") else "")
    words += f"E{int(query['ep']):02}" if query.get("ep") else ""
    return words.lower().replace("(", "") in one.name.replace(".", " ").lower()


class FakeFeed(Fake):
    @override
    def answer(self, request: Request) -> Response:
        items = "".join(
            f"<item><title>{escape(one.name)}</title><pubDate>{_DATE}</pubDate><link>https://site.example/1</link>"
            f'<torrent xmlns="http://xmlns.ezrss.it/0.1/"><contentLength>{_text(one.size)}</contentLength>'
            f"<infoHash>{_text(one.info_hash)}</infoHash><seeds>{_text(one.seeders)}</seeds></torrent></item>"
            for one in self.listed
        )
        return as_xml(f'<rss version="2.0"><channel><title>Films</title>{items}</channel></rss>', 200, "text/xml")


def _text(value: Any) -> str:
    return escape("" if value is None else str(value))


def _attr(value: Any) -> str:
    return quoteattr("" if value is None else str(value))


def _sum(seeders: Any, leechers: Any) -> Any:
    return seeders + leechers if isinstance(seeders, int) and isinstance(leechers, int) else seeders
