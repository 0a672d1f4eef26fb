"""The built web app: files by name, and `index.html` for every address that the app itself routes."""

import re
from pathlib import Path, PurePosixPath

from fastapi import FastAPI
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from miauflix.kit.errors import NotFound

_NOT_BUILT = "The web app is not built. Run `make web`, then reload. The API is at /api/openapi.json.\n"

# What only a page or a browser asks for by name. A page in its stead is taken for the script that it is not, and is
# never asked for again; no other ending is a file, since a list's slug or an invitation in an address may have a dot.
_FILE = re.compile(
    r"\.(js|mjs|css|map|json|wasm|html|txt|xml|webmanifest|svg|png|jpe?g|gif|webp|avif|ico|woff2?|ttf|vtt|mp4|webm)",
    re.IGNORECASE,
)


class _Assets(StaticFiles):
    """Vite puts a content hash into each name under assets/, so they never change."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # pyright: ignore[reportArgumentType]  passed on as it came
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def _file(root: Path, path: str) -> Path | None:
    """The file of the build that `path` names, and nothing outside of it."""
    try:
        file = (root / path).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (ValueError, OSError):  # a NUL in it, or longer than any name of a file may be
        return None


def install(app: FastAPI, dist: Path) -> None:
    """Serve `dist` at `/`, below every route that is already there."""
    if (dist / "assets").is_dir():
        app.mount("/assets", _Assets(directory=dist / "assets"))
    root = dist.resolve()

    @app.get("/{path:path}", include_in_schema=False)
    @app.head("/{path:path}", include_in_schema=False)
    async def page(path: str) -> Response:
        if path.startswith(("api/", "assets/")):
            raise NotFound(f"There is no /{path}")
        if path and (file := _file(root, path)) is not None:
            return FileResponse(file, headers={"Cache-Control": "no-cache"})
        if _FILE.fullmatch(PurePosixPath(path).suffix):
            raise NotFound("The web app has no such file; after an update, reload the page")
        index = root / "index.html"
        if not index.is_file():
            return PlainTextResponse(_NOT_BUILT, status_code=503, headers={"Retry-After": "10"})
        return FileResponse(index, headers={"Cache-Control": "no-cache"})
