"""JSON services in the styles of YTS, EZTV and TheRARBG, and a Stremio add-on, in shapes recorded from such."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from typing_extensions import override

from tests.fakes.providers.fake import RELEASED, TRACKER, Fake, Listed, as_json


class FakeYts(Fake):
    @override
    def answer(self, request: Request) -> Response:
        if request.url.path != "/api/v2/list_movies.json":
            return HTMLResponse("<!DOCTYPE html><title>Not found</title>", 404)
        term = request.query_params.get("query_term")
        mine = [one for one in self.listed if term in {None, one.imdb} or (term and term.lower() == "the lamp post")]
        movies = {"movies": [self._movie(mine)]} if mine else {}
        data = {"movie_count": len(mine[:1]), "limit": 20, "page_number": 1, **movies}
        return as_json({"status": "ok", "status_message": "Query was successful", "data": data, "@meta": {"api": 2}})

    def _movie(self, listed: list[Listed]) -> dict[str, Any]:
        return {
            "id": 7,
            "imdb_code": listed[0].imdb,
            "title": "The Lamp Post",
            "title_english": "The Lamp Post",
            "title_long": "The Lamp Post (2026)",
            "year": 2026,
            "language": "en",
            "torrents": [self._torrent(one) for one in listed],
        }

    def _torrent(self, one: Listed) -> dict[str, Any]:
        return {
            "url": f"https://download.example/{one.name[-4:]}",
            "hash": one.info_hash,
            "quality": "1080p",
            "type": "web",
            "is_repack": "0",
            "video_codec": "x264",
            "bit_depth": "8",
            "audio_channels": "2.0",
            "seeds": one.seeders,
            "peers": one.leechers,
            "size": one.size,
            "size_bytes": one.size,
            "date_uploaded_unix": RELEASED,
        }


class FakeEztv(Fake):
    """An id it does not know is answered with the latest of everything."""

    @override
    def answer(self, request: Request) -> Response:
        query = request.query_params
        mine = [one for one in self.listed if str(one.imdb).removeprefix("tt") == query.get("imdb_id")]
        shown, limit, page = mine or self.listed, int(query.get("limit", 10)), int(query.get("page", 1))
        rows = [self._row(one) for one in shown[(page - 1) * limit : page * limit]]
        found = {"torrents": rows} if rows else {}
        return as_json(
            {"imdb_id": query.get("imdb_id"), "torrents_count": len(shown), "limit": limit, "page": page, **found}
        )

    def _row(self, one: Listed) -> dict[str, Any]:
        return {
            "id": 12,
            "hash": one.info_hash,
            "filename": one.name,
            "title": one.name,
            "torrent_url": f"https://download.example/{one.name[-4:]}.torrent",
            "magnet_url": f"magnet:?xt=urn:btih:{one.info_hash}&dn={one.name}&tr={TRACKER}",
            "imdb_id": str(one.imdb).removeprefix("tt"),
            "season": str(one.season),
            "episode": str(one.episode),
            "seeds": one.seeders,
            "peers": one.leechers,
            "size_bytes": one.size,
            "date_released_unix": RELEASED,
        }


class FakeTheRarbg(Fake):
    @override
    def answer(self, request: Request) -> Response:
        path = request.url.path
        if not path.startswith("/get-posts/"):
            return HTMLResponse("<!DOCTYPE html><title>TheRARBG</title>")
        words = path.removeprefix("/get-posts/").strip("/").split(":")
        filters = dict(zip(words[::2], words[1::2], strict=False))
        term = filters.get("keywords", "").lower()
        mine = [one for one in self.listed if term == one.imdb or term in one.name.replace(".", " ").lower()]
        rows = [self._row(one) for one in mine]
        links = {"next": None, "previous": None}
        return as_json({"page_size": 50, "count": len(rows), "total": len(rows), "links": links, "results": rows})

    def _row(self, one: Listed) -> dict[str, Any]:
        return {
            "pk": "ab12",
            "n": one.name,
            "a": RELEASED,
            "c": "TV" if one.season else "Movies",
            "s": one.size,
            "t": "",
            "u": "somebody",
            "se": one.seeders,
            "le": one.leechers,
            "i": f"{one.imdb}x",
            "h": one.info_hash,
            "tg": [],
        }


class FakeStremio(Fake):
    @override
    def answer(self, request: Request) -> Response:
        if request.url.path == "/manifest.json":
            manifest = {"id": "org.example", "name": "An add-on", "version": "1.0.0", "types": ["movie", "series"]}
            return as_json({**manifest, "resources": [{"name": "stream", "types": ["movie"], "idPrefixes": ["tt"]}]})
        what = request.url.path.removeprefix("/stream/").removesuffix(".json").partition("/")[2]
        mine = [one for one in self.listed if what in {one.imdb, f"{one.imdb}:{one.season}:{one.episode}"}]
        return as_json({"streams": [self._stream(one) for one in mine], "cacheMaxAge": 3600})

    def _stream(self, one: Listed) -> dict[str, Any]:
        return {
            "name": "An add-on\n1080p",
            "title": f"{one.name}\n👤 {one.seeders} 💾 {one.size}",
            "infoHash": one.info_hash,
            "fileIdx": 0,
            "sources": [f"tracker:{TRACKER}", f"dht:{one.info_hash}"],
            "behaviorHints": {"bingeGroup": "an-add-on|1080p", "filename": f"{one.name}.mkv", "videoSize": one.size},
        }
