"""The stand-in by itself, for development: `make lab`."""

import argparse
import asyncio
import socket
import sys

import uvicorn

from miauflix.kit.clock import SystemClock
from tests.fakes.trakt.app import CLIENT_ID, CLIENT_SECRET, FAULTS, FakeTrakt


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for Trakt with one empty account")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    chosen = parser.parse_args()
    listener = socket.create_server(("127.0.0.1", chosen.port))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    sys.stdout.write(_words(address))
    sys.stdout.flush()
    config = uvicorn.Config(FakeTrakt(SystemClock()), lifespan="off", log_level="warning", access_log=False)
    asyncio.run(uvicorn.Server(config).serve([listener]))


def _words(address: str) -> str:
    return f"""
  A Trakt with one account. In the terminal of Miauflix, too:

    export TRAKT_CLIENT_ID="{CLIENT_ID}" TRAKT_CLIENT_SECRET="{CLIENT_SECRET}"
    export TRAKT_API_URL={address} TRAKT_AUTH_URL={address}

  Type the code that Miauflix shows:               curl -X PUT {address}/lab/allow/0000AAAA
  Let it fail in one of its ways, or not:          curl -X PUT {address}/lab/fault/limited
  ({", ".join(FAULTS)}, none)
"""


if __name__ == "__main__":
    main()
