"""The built web app: files by name, and `index.html` for every address that the app itself routes."""

from pathlib import Path

from fastapi import FastAPI
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from miauflix.kit.errors import NotFound

_NOT_BUILT = "The web app is not built. Run `make web`, then reload. The API is at /api/openapi.json.\n"


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
        index = root / "index.html"
        if not index.is_file():
            return PlainTextResponse(_NOT_BUILT, status_code=503, headers={"Retry-After": "10"})
        return FileResponse(index, headers={"Cache-Control": "no-cache"})
