"""Events over a real connection to the real server."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from tests.fakes.providers.fake import film
from tests.fakes.providers.xml_services import FakeFeed
from tests.fakes.served import served
from tests.services.server import Server
from tests.services.swarm import make_film, make_torrent


async def told(lines: AsyncIterator[str]) -> AsyncIterator[dict[str, Any]]:
    """The data of each event."""
    async for line in lines:
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


async def test_a_search_is_told_as_it_goes_and_ends_with_the_server(tmp_path: Path) -> None:
    torrent = make_torrent(make_film(tmp_path / "The Lamp Post.mp4", size_bytes=100_000, seed=1))
    async with Server(tmp_path / "data") as server, served(FakeFeed([film(7)])) as feed:
        admin = await server.set_up()
        assert (await server.anyone.get("/api/events")).status_code == 401
        ref = await admin.add(torrent)
        put = await admin.client.put("/api/admin/providers/feed", json={"enabled": True, "base_url": feed})
        assert put.status_code == 200, put.text
        async with admin.client.stream("GET", "/api/events?topics=sources") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            lines = stream.aiter_lines()
            assert await anext(lines) == "retry: 3000"
            searched = (await admin.client.get(f"/api/sources/{ref}/search?wait_ms=20000")).json()
            assert {one["provider"] for one in searched["items"]} == {"added", "feed"}
            heard: list[dict[str, Any]] = []
            async for data in told(lines):
                heard.append(data)
                if data["state"] == "done":
                    break
            assert {one["ref"] for one in heard} == {ref}
            assert heard[-1]["found"] == 1
            assert {one["provider"] for one in heard} == {"demo", "feed", None}
            assert await server.terminate() in {0, -15}
            assert [line async for line in lines if line.startswith(("data", "event"))] == []
