"""The stand-in keeps to what is known of TMDB: members of each answer, paging, and the words of its errors."""

from collections.abc import AsyncGenerator

import httpx2
import pytest

from tests.fakes.tmdb import FAULTS, TOKEN, FakeTmdb, World


def words(text: str) -> set[str]:
    return set(text.split())


MOVIE_ITEM = words(
    "id title original_title original_language overview genre_ids release_date poster_path backdrop_path popularity "
    "vote_average vote_count adult video"
)
SHOW_ITEM = words(
    "id name original_name original_language origin_country overview genre_ids first_air_date poster_path "
    "backdrop_path popularity vote_average vote_count adult"
)
MOVIE = (MOVIE_ITEM - {"genre_ids"}) | words(
    "imdb_id runtime status tagline homepage budget revenue genres belongs_to_collection production_companies "
    "production_countries spoken_languages origin_country"
)
SHOW = (SHOW_ITEM - {"genre_ids"}) | words(
    "seasons number_of_seasons number_of_episodes in_production type networks created_by episode_run_time "
    "last_episode_to_air next_episode_to_air genres status tagline homepage production_companies "
    "production_countries spoken_languages last_air_date"
)
EPISODE = words(
    "id episode_number season_number show_id name overview air_date runtime still_path episode_type production_code "
    "vote_average vote_count crew guest_stars"
)
PAGED = {"page", "results", "total_pages", "total_results"}


@pytest.fixture
def fake() -> FakeTmdb:
    return FakeTmdb(World(movies=60, shows=40))


@pytest.fixture
async def client(fake: FakeTmdb) -> AsyncGenerator[httpx2.AsyncClient]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    transport = httpx2.ASGITransport(fake)
    async with httpx2.AsyncClient(transport=transport, base_url="http://tmdb/3", headers=headers) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "members"),
    [
        ("movie/popular", MOVIE_ITEM),
        ("movie/top_rated", MOVIE_ITEM),
        ("tv/popular", SHOW_ITEM),
        ("tv/top_rated", SHOW_ITEM),
        ("trending/movie/week", MOVIE_ITEM | {"media_type"}),
        ("discover/tv?with_genres=18", SHOW_ITEM),
    ],
)
async def test_a_list_is_paged_by_twenty(client: httpx2.AsyncClient, path: str, members: set[str]) -> None:
    page = (await client.get(path)).json()
    assert page.keys() == PAGED
    assert len(page["results"]) == min(20, page["total_results"])
    assert all(item.keys() in (members, members - {"genre_ids"}) for item in page["results"])


@pytest.mark.parametrize(
    ("path", "members"),
    [
        ("movie/1001", MOVIE),
        ("tv/1001", SHOW),
        ("tv/1001/season/1", {"id", "_id", "air_date", "episodes", "name", "overview", "poster_path",
                              "season_number", "vote_average"}),
        ("collection/16", words("id name original_name original_language overview poster_path backdrop_path parts")),
        ("configuration", {"images", "change_keys"}),
        ("genre/tv/list", {"genres"}),
        ("movie/changes", PAGED),
        ("search/multi?query=harbour", PAGED),
    ],
)  # fmt: skip
async def test_an_answer_has_the_members_that_tmdb_gives(
    client: httpx2.AsyncClient, path: str, members: set[str]
) -> None:
    assert (await client.get(path)).json().keys() == members


async def test_what_is_appended_is_there_and_pictures_are_filtered_by_language(client: httpx2.AsyncClient) -> None:
    append = "append_to_response=images,credits,translations,external_ids,videos"
    plain = (await client.get(f"movie/1002?{append}")).json()
    asked = (await client.get(f"movie/1002?{append}&include_image_language=de,null")).json()
    assert plain.keys() == MOVIE | {"images", "credits", "translations", "external_ids", "videos"}
    assert {one["iso_639_1"] for one in plain["images"]["posters"]} == {"en"}
    assert {one["iso_639_1"] for one in asked["images"]["posters"]} == {"de", None}
    collection = (await client.get("collection/16")).json()
    assert all(one.keys() == MOVIE_ITEM | {"media_type"} for one in collection["parts"])
    season = (await client.get("tv/1001/season/1")).json()
    assert all(one.keys() == EPISODE for one in season["episodes"])


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("movie/popular?page=501", 400, 22),
        ("movie/popular?page=0", 400, 22),
        ("movie/5", 404, 34),
        ("tv/1001/season/77", 404, 34),
        ("collection/5", 404, 34),
        ("nowhere", 404, 34),
        ("tv/changes?start_date=2026-10-01&end_date=2026-11-01", 422, 20),
    ],
)
async def test_an_error_has_its_number(client: httpx2.AsyncClient, path: str, status: int, code: int) -> None:
    answer = await client.get(path)
    assert (answer.status_code, answer.json()["status_code"]) == (status, code)
    assert answer.json()["success"] is False


async def test_without_the_token_nothing_is_told(client: httpx2.AsyncClient) -> None:
    answer = await client.get("movie/1001", headers={"Authorization": "Bearer guess"})
    assert (answer.status_code, answer.json()["status_code"]) == (401, 7)


async def test_too_many_a_second_are_refused_with_a_time(client: httpx2.AsyncClient, fake: FakeTmdb) -> None:
    fake.limit = 3
    answers = [await client.get("configuration") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert (answers[-1].json()["status_code"], answers[-1].headers["retry-after"]) == (25, "1")


async def test_the_same_world_is_made_every_time() -> None:
    assert World(movies=30).by_popularity == World(movies=30).by_popularity


async def test_recorded_oddities_occur(client: httpx2.AsyncClient) -> None:
    pages = [(await client.get(f"movie/popular?page={page}")).json()["results"] for page in (1, 2, 3)]
    items = [item for page in pages for item in page]
    assert any(item["release_date"] == "" for item in items)
    assert any(item["poster_path"] is None for item in items)
    assert any(isinstance(item["vote_average"], int) for item in items)
    assert any(item["overview"] == "" for item in items)


@pytest.mark.parametrize("fault", [one for one in FAULTS if one != "slow"])
async def test_a_fault_is_switched_on_and_off(client: httpx2.AsyncClient, fault: str) -> None:
    good = (await client.get("movie/popular")).text
    assert (await client.put(f"http://tmdb/lab/fault/{fault}")).status_code == 204
    assert (await client.get("movie/popular")).text != good
    await client.put("http://tmdb/lab/fault/none")
    assert (await client.get("movie/popular")).text == good


async def test_pictures_are_pictures(client: httpx2.AsyncClient) -> None:
    answer = await client.get("http://tmdb/t/p/w342/abc.jpg")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.content[:2] == b"\xff\xd8"
