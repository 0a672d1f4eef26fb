"""Anime and daily shows: asked for by the number through all seasons and by the date, where season and number fail."""

from dataclasses import replace

import pytest

from miauflix.sources.providers.numbering import other_names
from miauflix.sources.providers.protocol import EpisodeOf, Found, Nothing, SearchesEpisodes
from miauflix.sources.providers.wanting import wanted_of
from miauflix.sources.searching.checking import checked
from miauflix.sources.types import Offer
from tests.fakes.providers import troubles
from tests.fakes.providers.fake import EPISODE, Fake, episode
from tests.fakes.providers.json_services import FakeTheRarbg
from tests.fakes.providers.xml_services import FakeTorznab
from tests.sources.providers.conftest import Bench, MakeBench
from tests.sources.providers.test_adapters import hashes, numbered

ANIME = replace(EPISODE, season=3, episode=2, absolute=27)
DAILY = replace(EPISODE, season=2026, episode=231, air_date="2026-11-20")
BY_NUMBER = episode(1, name="Harbour.Lights.27.1080p.WEB.x264-CAT", season=3)
BY_DATE = episode(2, name="Harbour.Lights.2026.11.20.A.Guest.720p.WEB.x264-CAT", season=2026, episode=231)
PACK = episode(3, name="Harbour.Lights.S03.1080p.WEB.x264-CAT", season=3, episode=0)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (EPISODE, []),
        (ANIME, ["Harbour Lights 27"]),
        (replace(EPISODE, absolute=7), ["Harbour Lights 07"]),
        (replace(EPISODE, absolute=1071), ["Harbour Lights 1071"]),
        (DAILY, ["Harbour Lights 2026 11 20"]),
    ],
)
def test_an_episode_goes_by_its_number_through_all_seasons_and_by_its_date(wanted: EpisodeOf, names: list[str]) -> None:
    assert other_names(wanted) == names


def words(made: Bench) -> list[str]:
    """What was searched for in words, whatever the provider."""
    if made.name == "therarbg":
        return [path.split(":")[1] for path in made.fake.paths]
    queries = [one for one in made.fake.queries if one["t"] != "caps"]
    return [" ".join(one[key] for key in ("q", "season", "ep") if key in one) for one in queries]


async def search(made: Bench, wanted: EpisodeOf) -> list[Offer]:
    """What is found and is what was asked for."""
    assert isinstance(made.provider, SearchesEpisodes)
    outcome = await made.provider.search_episode(wanted)
    assert isinstance(outcome, Found), outcome
    judged = [checked(offer, wanted, wanted_of(wanted)) for offer in outcome.offers]
    return [one for one in judged if isinstance(one, Offer)]


def indexer(name: str) -> Fake:
    listed = [BY_NUMBER, BY_DATE, PACK]
    if name == "therarbg":
        return FakeTheRarbg(listed)
    return FakeTorznab(listed, tv_params="q" if name == "torznab by words" else "q,season,ep")


KINDS = ["therarbg", "torznab", "torznab by words"]


@pytest.mark.parametrize("name", KINDS)
async def test_an_anime_is_found_by_its_number_through_all_seasons_beside_packs(bench: MakeBench, name: str) -> None:
    made = await bench(name.partition(" ")[0], indexer(name))
    assert {offer.info_hash for offer in await search(made, ANIME)} == set(numbered([1, 3]))
    asked = {
        "torznab": ["Harbour Lights 3 2", "Harbour Lights 3", "Harbour Lights 27"],
    }.get(name, ["Harbour Lights S03E02", "Harbour Lights S03", "Harbour Lights 27"])
    assert words(made) == asked


@pytest.mark.parametrize("name", KINDS)
async def test_a_daily_show_is_found_by_its_date(bench: MakeBench, name: str) -> None:
    made = await bench(name.partition(" ")[0], indexer(name))
    assert [offer.info_hash for offer in await search(made, DAILY)] == numbered([2])
    assert words(made)[-1] == "Harbour Lights 2026 11 20"


@pytest.mark.parametrize("name", KINDS)
async def test_what_season_and_number_find_is_enough(bench: MakeBench, name: str) -> None:
    fake = indexer(name)
    fake.listed = [episode(4, name="Harbour.Lights.S03E02.720p.WEB.x265-CAT", season=3), *fake.listed]
    made = await bench(name.partition(" ")[0], fake)
    assert [offer.info_hash for offer in await search(made, replace(ANIME, air_date="2026-11-20"))] == numbered([4])
    assert len(words(made)) == 1


@pytest.mark.parametrize("name", KINDS)
async def test_a_pack_that_came_outlives_a_question_that_failed(bench: MakeBench, name: str) -> None:
    fake = indexer(name)
    fake.trouble, fake.spared = troubles.status(500), 2 if name == "therarbg" else 3
    made = await bench(name.partition(" ")[0], fake)
    assert [offer.info_hash for offer in await search(made, replace(ANIME, air_date="2026-11-20"))] == numbered([3])
    assert len(words(made)) == 3, "one that is in trouble is asked nothing more"


# TVDB ids

WITH_ID = replace(EPISODE, tvdb_id=81189)
BY_ID = "q,season,ep,tvdbid"


async def test_an_indexer_that_knows_tvdb_ids_is_asked_by_one(bench: MakeBench) -> None:
    listed = [episode(1, tvdb=81189, name="Harbour.Lights.S01E02.German.720p.WEB.x265-CAT")]
    made = await bench("torznab", FakeTorznab(listed, tv_params=BY_ID))
    assert [offer.info_hash for offer in await search(made, WITH_ID)] == numbered([1])
    (_, asked) = made.fake.queries
    assert {key: asked[key] for key in ("t", "tvdbid", "season", "ep")} == {
        "t": "tvsearch", "tvdbid": "81189", "season": "1", "ep": "2"
    }  # fmt: skip
    assert "q" not in asked


@pytest.mark.parametrize(("params", "tvdb_id"), [("q,season,ep", 81189), (BY_ID, None), ("q,tvdbid", 81189)])
async def test_without_an_id_or_an_indexer_that_knows_it_words_are_asked(
    bench: MakeBench, params: str, tvdb_id: int | None
) -> None:
    made = await bench("torznab", FakeTorznab([episode(1)], tv_params=params))
    assert isinstance(made.provider, SearchesEpisodes)
    assert hashes(await made.provider.search_episode(replace(EPISODE, tvdb_id=tvdb_id))) == numbered([1])
    assert all("tvdbid" not in query for query in made.fake.queries)


async def test_what_an_id_does_not_bring_words_may(bench: MakeBench) -> None:
    # All under the episode's number: an indexer that ignores it beside an id and answers with the whole show.
    others = [episode(number, tvdb=81189, name=f"Harbour.Lights.S01E{number:02}.720p-CAT") for number in range(3, 9)]
    made = await bench("torznab", FakeTorznab([*others, episode(1)], tv_params=BY_ID))
    assert [offer.info_hash for offer in await search(made, WITH_ID)] == numbered([1])
    assert ["tvdbid" in query for query in made.fake.queries] == [False, True, False]


async def test_nothing_by_any_name_is_nothing(bench: MakeBench) -> None:
    made = await bench("torznab", FakeTorznab([], tv_params=BY_ID))
    assert isinstance(made.provider, SearchesEpisodes)
    everything = replace(ANIME, air_date="2026-11-20", tvdb_id=81189)
    assert await made.provider.search_episode(everything) == Nothing()
    assert len(made.fake.requests) == 6
