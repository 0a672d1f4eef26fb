"""The Internet Archive: one item that holds the listed releases as files, and its torrent."""

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

    @override
    def answer(self, request: Request) -> Response:
        match request.url.path.strip("/").split("/"):
            case ["advancedsearch.php"]:
                document = {
                    "identifier": "the-lamp-post",
                    "title": self.title,
                    "year": self.year,
                    "licenseurl": self.licence,
                }
                documents = [document] if self.listed else []
                return as_json(
                    {"responseHeader": {}, "response": {"numFound": len(documents), "start": 0, "docs": documents}}
                )
            case ["metadata", "the-lamp-post"]:
                return as_json(self._item())
            case ["metadata", _]:
                return as_json({})
            case _:
                return Response("not found", 404)

    def _item(self) -> dict[str, Any]:
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
                "name": "the-lamp-post_archive.torrent",
                "source": "metadata",
                "format": "Archive BitTorrent",
                "size": "1",
                "btih": one.info_hash,
            }
            for one in self.listed
        ]
        facts = {"identifier": "the-lamp-post", "title": self.title, "year": self.year, "licenseurl": self.licence}
        return {
            "metadata": facts,
            "files": [*files, {"name": "x.jpg", "size": "7"}, *torrents],
            "server": "ia1.example",
            "dir": "/1",
        }
