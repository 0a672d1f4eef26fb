"""The stand-in by itself, for development: `make lab`."""

import argparse
import asyncio
import socket
import sys

import uvicorn

from tests.fakes.tmdb.app import FAULTS, TOKEN, FakeTmdb
from tests.fakes.tmdb.world import World

_SHOWS = 0.4  # of all titles


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for TMDB with a made-up catalogue")
    parser.add_argument("--titles", type=int, default=5000)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--limit", type=int, default=40, help="requests a second; more are answered 429")
    chosen = parser.parse_args()
    shows = round(chosen.titles * _SHOWS)
    app = FakeTmdb(World(movies=chosen.titles - shows, shows=shows), limit=chosen.limit)
    listener = socket.create_server(("127.0.0.1", chosen.port))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    sys.stdout.write(_words(address, chosen.titles))
    sys.stdout.flush()
    config = uvicorn.Config(app, lifespan="off", log_level="warning", access_log=False)
    asyncio.run(uvicorn.Server(config).serve([listener]))


def _words(address: str, titles: int) -> str:
    return f"""
  {titles} made-up titles, and a limit on questions a second. Run Miauflix against them in another terminal:

    export TMDB_API_ACCESS_TOKEN="{TOKEN}"
    export TMDB_API_URL={address}/3
    export TMDB_IMAGE_URL={address}/t/p
    export MIAUFLIX_DATA_DIR=data/lab
    .venv/bin/miauflix seed && make run

  Let it fail in one of its ways, or not:  curl -X PUT {address}/lab/fault/html
  ({", ".join(FAULTS)}, none)
"""


if __name__ == "__main__":
    main()
