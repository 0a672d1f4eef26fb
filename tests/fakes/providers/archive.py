"""The Internet Archive: items that each hold the listed releases as files, and their torrent."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import override

from tests.fakes.providers.fake import RELEASED, Fake, as_json

FREE = "http://creativecommons.org/licenses/by/3.0/"


@dataclass
class FakeArchive(Fake):
    licence: Any = FREE
    title: Any = "The Lamp Post"
    year: Any = "2026"
    identifiers: tuple[str, ...] = ("the-lamp-post",)

    @override
    def answer(self, request: Request) -> Response:
        match request.url.path.strip("/").split("/"):
            case ["advancedsearch.php"]:
                facts = {"title": self.title, "year": self.year, "licenseurl": self.licence}
                documents = [{"identifier": one, **facts} for one in self.identifiers if self.listed]
                return as_json(
                    {"responseHeader": {}, "response": {"numFound": len(documents), "start": 0, "docs": documents}}
                )
            case ["metadata", identifier] if identifier in self.identifiers:
                return as_json(self._item(identifier))
            case ["metadata", _]:
                return as_json({})
            case _:
                return Response("not found", 404)

    def _item(self, identifier: str) -> dict[str, Any]:
        files = [
            {
                "name": f"{one.name}.mp4",
                "source": "original",
                "format": "h.264",
                "size": one.size,
                "mtime": str(RELEASED),
                "height": "1080",
            }
            for one in self.listed
        ]
        torrents = [
            {
                "name": f"{identifier}_archive.torrent",
                "source": "metadata",
                "format": "Archive BitTorrent",
                "size": "1",
                "btih": one.info_hash,
            }
            for one in self.listed
        ]
        facts = {"identifier": identifier, "title": self.title, "year": self.year, "licenseurl": self.licence}
        return {
            "metadata": facts,
            "files": [*files, {"name": "x.jpg", "size": "7"}, *torrents],
            "server": "ia1.example",
            "dir": "/1",
        }
