"""What a provider answers is held against what was asked for."""

import pytest

from miauflix.sources.parsing import Match, Mismatch, Wanted, matches, parse
from miauflix.sources.parsing.matching import title_keys

FILM = Wanted(("The Paper Lighthouse", "El faro de papel"), year=2021)
SHOW = Wanted(("Kettle Club",), year=2019, season=3, episode=4, absolute=29, air_date="2021-05-17")
DAILY = Wanted(("The Late Kettle",), season=5, episode=112, air_date="2021-05-17")


@pytest.mark.parametrize(
    "name",
    [
        "The.Paper.Lighthouse.2021.1080p.BluRay.x264-GRP",
        "the paper lighthouse (2020) 720p",
        "Paper Lighthouse 2022 WEB-DL",
        "The.Paper.Lighthouse.1080p.WEB",
        "El.Faro.de.Papel.2021.SPANISH.1080p",
        "Papierfyr AKA The Paper Lighthouse 2021 1080p",
        "Бумажный маяк / The Paper Lighthouse (2021) BDRip",
        "Other Name (The Paper Lighthouse) 2021 1080p",
    ],
)
def test_a_film_is_known_by_any_of_its_titles_and_a_year_more_or_less(name: str) -> None:
    assert matches(parse(name), FILM) == Match()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("The.Paper.Lighthouse.2018.1080p", "its year is 2018, not 2021"),
        ("The.Paper.Lighthouse.2.2021.1080p", "its title is The Paper Lighthouse 2"),
        ("Paper.Lights.2021.1080p", "its title is Paper Lights"),
        ("The.Paper.Lighthouse.S01E01.1080p", "it is an episode, and a film was asked for"),
        ("The.Paper.Lighthouse.2021.05.17.720p", "it is an episode, and a film was asked for"),
        ("", "its title is missing"),
    ],
)
def test_a_namesake_of_a_film_is_refused_with_the_reason(name: str, reason: str) -> None:
    assert matches(parse(name), FILM) == Mismatch(reason)


@pytest.mark.parametrize(
    ("name", "title", "year"),
    [
        ("Apollo.13.1080p.BluRay", "Apollo 13", 1995),
        ("Kettle.Woman.1984.1080p", "Kettle Woman 1984", 2020),
        ("Kettle.Woman.1984.2020.1080p", "Kettle Woman 1984", 2020),
        ("1917.2019.1080p", "1917", 2019),
        ("2012.1080p", "2012", 2009),
    ],
)
def test_numbers_in_titles_are_no_years_or_episodes(name: str, title: str, year: int) -> None:
    assert matches(parse(name), Wanted((title,), year=year)) == Match()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hänsel & Gretel", "Haensel und Gretel"),
        ("Hänsel & Gretel", "Hansel and Gretel"),
        ("Rocky II", "rocky.2"),
        ("Amélie", "AMELIE"),
        ("Schindler’s List", "Schindlers List"),
        ("S.W.A.T.", "SWAT"),
        ("The Office", "Office"),
        ("Søren: A Life", "Soren - A Life"),
        ("Pokémon", "Poke\u0301mon"),
        ("机器人茶道", "机器人 茶道"),
        ("Łódź", "Lodz"),
    ],
)
def test_titles_are_the_same_whatever_their_spelling(one: str, other: str) -> None:
    assert title_keys(one) & title_keys(other)


@pytest.mark.parametrize(("one", "other"), [("Rocky", "Rocky II"), ("Alien", "Aliens"), ("", "..."), ("I", "1")])
def test_other_titles_stay_apart(one: str, other: str) -> None:
    assert not title_keys(one) & title_keys(other)


@pytest.mark.parametrize(
    ("name", "is_pack"),
    [
        ("Kettle.Club.S03E04.720p", False),
        ("Kettle.Club.3x04.Name.720p", False),
        ("Kettle.Club.S03E03-E05.720p", True),
        ("Kettle.Club.S03.1080p.BluRay", True),
        ("Kettle.Club.S01-S05.1080p", True),
        ("Kettle Club Complete Series 1080p", True),
        ("Kettle.Club.2019.S03E04.720p", False),
        ("[Grp] Kettle Club - 29 [720p]", False),
        ("[Grp] Kettle Club (01-50) [720p]", True),
        ("Kettle Club S01E129 720p", None),
        ("Kettle.Club.2021.05.17.720p", False),
    ],
)
def test_an_episode_is_found_by_any_count_and_inside_packs(name: str, is_pack: bool | None) -> None:
    expected = Mismatch("counted through, it is episode 129") if is_pack is None else Match(is_pack)
    assert matches(parse(name), SHOW) == expected


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Kettle.Club.S03E05.720p", "it is episode 5"),
        ("Kettle.Club.S03E05-E07.720p", "it is episode 5-7"),
        ("Kettle.Club.S02.720p", "it is of season 2"),
        ("Kettle.Club.S01-S02.720p", "it is of season 1, 2"),
        ("[Grp] Kettle Club - 04 [720p]", "counted through, it is episode 4"),
        ("Kettle.Club.2021.05.18.720p", "it aired on 2021-05-18"),
        ("Kettle.Club.1985.S03E04.720p", "it is of the show of 1985"),
        ("Kettle.Clubs.S03E04.720p", "its title is Kettle Clubs"),
        ("Kettle.Club.1080p.WEB", "it does not say which episode it is"),
    ],
)
def test_another_episode_is_refused_with_the_reason(name: str, reason: str) -> None:
    assert matches(parse(name), SHOW) == Mismatch(reason)


def test_a_long_first_season_counts_through() -> None:
    wanted = Wanted(("Kettle Club",), season=20, episode=8, absolute=1056)
    assert matches(parse("Kettle Club S01E1056 1080p"), wanted) == Match()


def test_a_daily_show_is_found_by_its_date_or_its_number() -> None:
    assert matches(parse("The.Late.Kettle.2021.05.17.Guest.720p"), DAILY) == Match()
    assert matches(parse("The.Late.Kettle.S05E112.720p"), DAILY) == Match()
    assert matches(parse("The.Late.Kettle.S05E112.2021.05.18.720p"), DAILY) == Mismatch("it aired on 2021-05-18")


def test_a_whole_season_may_be_asked_for() -> None:
    wanted = Wanted(("Kettle Club",), season=3)
    assert matches(parse("Kettle.Club.S03.720p"), wanted) == Match(is_pack=True)
    assert matches(parse("Kettle.Club.S03E04.720p"), wanted) == Match()


def test_namesakes_are_told_apart_by_country_where_both_sides_know_it() -> None:
    name = "Kettle.Club.UK.S03E04.720p"
    assert matches(parse(name), Wanted(("Kettle Club",), season=3, episode=4, country="US")) == Mismatch(
        "it is the one from GB"
    )
    assert matches(parse(name), Wanted(("Kettle Club UK",), season=3, episode=4)) == Match()
    assert matches(parse(name), Wanted(("Kettle Club",), season=3, episode=4, country="GB")) == Match()
