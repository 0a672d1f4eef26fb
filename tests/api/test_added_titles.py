"""A title somebody added is the house's own: admins name it and take it away again."""

from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from miauflix.api.control import CONTROL_HEADER
from miauflix.infra.db import Database
from miauflix.infra.parts import Parts
from miauflix.peers import Torrent
from miauflix.sources import Sources, TitleAdder, TorrentFolder
from tests.api.test_titles import as_base64
from tests.services.swarm import LabTorrent, make_film, make_torrent

REF = "movie:900100001"
PATH = f"/api/admin/titles/{REF}"


@pytest.fixture
def torrent(tmp_path: Path) -> LabTorrent:
    return make_torrent(make_film(tmp_path / "A.Film.2026.mp4", size_bytes=600_000, seed=1))


def parts_of(app: FastAPI) -> Parts:
    return app.state.parts


async def page(admin: httpx2.AsyncClient, path: str) -> Any:
    return (await admin.get(path)).raise_for_status().json()


async def name_in(admin: httpx2.AsyncClient, lang: str) -> str:
    return (await page(admin, f"/api/movies/900100001?lang={lang}"))["title"]


async def test_a_new_name_is_its_name_on_its_page_on_lists_and_in_the_search(
    admin: httpx2.AsyncClient, torrent: LabTorrent
) -> None:
    await admin.post("/api/admin/titles", json=as_base64(torrent))
    before = await page(admin, "/api/movies/900100001")
    assert before["is_added_by_hand"] is True
    assert (await admin.patch(PATH, json={"name": "  Grandma\u2019s birthday "})).status_code == 204
    after = await page(admin, "/api/movies/900100001")
    assert after["title"] == "Grandma\u2019s birthday"
    assert after["poster"]["url"] != before["poster"]["url"]
    assert [one["title"] for one in (await page(admin, "/api/lists/@@added"))["items"]] == ["Grandma\u2019s birthday"]
    assert (await page(admin, "/api/search?q=grandma"))["items"] != []
    assert (await page(admin, "/api/search?q=film"))["items"] == []
    await admin.post("/api/admin/titles", json=as_base64(torrent))
    assert await name_in(admin, "en") == "Grandma\u2019s birthday"


async def test_a_removed_title_takes_what_belongs_to_it_and_nothing_else(
    admin: httpx2.AsyncClient, torrent: LabTorrent, tmp_path: Path
) -> None:
    other = make_torrent(make_film(tmp_path / "Other.2026.mp4", size_bytes=500_000, seed=2))
    for one in (torrent, other):
        await admin.post("/api/admin/titles", json=as_base64(one))
    mine = (await admin.post("/api/lists", json={"name": "Mine"})).json()["slug"]
    for ref in (REF, "movie:900100002"):
        await admin.put(f"/api/watchlist/{ref}")
        await admin.put(f"/api/lists/{mine}/items/{ref}")
        await admin.post("/api/progress/watched", json={"ref": ref, "watched": True})

    assert (await admin.delete(PATH)).status_code == 204

    assert (await admin.get("/api/movies/900100001")).status_code == 404
    assert (await admin.get(f"/api/sources/{REF}")).status_code == 404
    for path in ("/api/lists/@@added", f"/api/lists/{mine}", "/api/search?q=2026", "/api/watchlist", "/api/history"):
        found = await page(admin, path)
        assert [one.get("ref") or one["title"]["ref"] for one in found["items"]] == ["movie:900100002"], path
        assert found.get("total", 1) == 1
    assert len((await page(admin, "/api/movies/900100002?includeSources=true"))["sources"]) == 1
    (line,) = (await page(admin, "/api/admin/audit?action=title_removed"))["items"]
    assert line["resource"] == REF
    assert (await admin.delete(PATH)).status_code == 404

    again = await admin.post("/api/admin/titles", json=as_base64(torrent))
    assert again.json() == {"ref": "movie:900100003"}


@pytest.mark.parametrize("ref", ["movie:603", "show:1399", "movie:900000001"])
async def test_what_was_not_added_here_is_neither_renamed_nor_removed(admin: httpx2.AsyncClient, ref: str) -> None:
    for answer in (
        await admin.patch(f"/api/admin/titles/{ref}", json={"name": "Mine"}),
        await admin.delete(f"/api/admin/titles/{ref}"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "not_added_by_hand")


async def test_a_removed_title_of_the_watched_folder_stays_away_until_it_is_handed_in(
    app: FastAPI, admin: httpx2.AsyncClient, torrent: LabTorrent, tmp_path: Path
) -> None:
    (tmp_path / "watched").mkdir()
    torrent.save(tmp_path / "watched" / "film.torrent")
    adder = parts_of(app).get(TitleAdder)
    assert await TorrentFolder(tmp_path / "watched", adder).look() == 1
    await admin.delete(PATH)
    assert await TorrentFolder(tmp_path / "watched", adder).look() == 0
    assert (await admin.get("/api/movies/900100001")).status_code == 404
    assert (await admin.post("/api/admin/titles", json=as_base64(torrent))).json() == {"ref": REF}
    assert len((await page(admin, "/api/movies/900100001?includeSources=true"))["sources"]) == 1


async def test_what_has_no_name_is_untitled_in_the_readers_language_until_its_swarm_tells_one(
    app: FastAPI, admin: httpx2.AsyncClient, torrent: LabTorrent
) -> None:
    magnet = f"magnet:?xt=urn:btih:{torrent.info_hash}"
    await admin.post("/api/admin/titles", json={"magnet": magnet})
    assert (await name_in(admin, "en"), await name_in(admin, "de")) == ("Untitled", "Ohne Titel")
    database, sources = parts_of(app).get(Database), parts_of(app).get(Sources)
    async with database.write() as session:
        (source,) = (await page(admin, "/api/movies/900100001?includeSources=true"))["sources"]
        opens = (await sources.by_id(session, source["id"])).opens
        assert isinstance(opens, Torrent)
        await sources.learn_metainfo(session, opens.key, torrent.metainfo)
    assert (await name_in(admin, "en"), await name_in(admin, "de")) == ("A Film (2026)", "A Film (2026)")


async def test_a_title_that_has_a_name_keeps_it_when_its_swarm_tells_another(
    admin: httpx2.AsyncClient, torrent: LabTorrent
) -> None:
    await admin.post("/api/admin/titles", json={"magnet": torrent.magnet()})
    await admin.patch(PATH, json={"name": "Ours"})
    await admin.post("/api/admin/titles", json=as_base64(torrent))
    assert await name_in(admin, "de") == "Ours"


async def test_the_operator_renames_and_removes_too(client: httpx2.AsyncClient, torrent: LabTorrent) -> None:
    headers = {CONTROL_HEADER: "control token"}

    async def ask(path: str, body: dict[str, str]) -> Any:
        return (await client.post(f"/api/control/{path}", json=body, headers=headers)).json()

    await ask("titles", as_base64(torrent))
    assert await ask("added", {"verb": "rename", "ref": REF, "name": "Ours"}) == [f"{REF} is called Ours now"]
    assert await ask("added", {"verb": "remove", "ref": REF}) == [f"{REF} is removed"]
    assert (await ask("added", {"verb": "remove", "ref": "movie:603"}))["code"] == "not_added_by_hand"
