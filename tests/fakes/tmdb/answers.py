"""The made-up works in the shapes of TMDB's answers."""

from collections.abc import Sequence
from datetime import date, timedelta

from tests.fakes.tmdb import world
from tests.fakes.tmdb.world import GENRES, LANGUAGES, TODAY, Json, Kind, World

PAGE = 20
_MOST_TOTAL_PAGES = 1000


def day(value: date | None) -> str:
    return value.isoformat() if value else ""


def list_item(kind: Kind, number: int, language: str) -> Json:
    vote = world.rating(kind, number)
    item: Json = {
        "adult": False,
        "backdrop_path": None if number % 19 == 0 else world.path("backdrop", kind, number),
        "genre_ids": world.genre_ids(kind, number),
        "id": number,
        "original_language": world.original_language(kind, number),
        "overview": world.overview(kind, number, language),
        "popularity": world.popularity(kind, number),
        "poster_path": world.poster_path(kind, number),
        "vote_average": int(vote) if vote.is_integer() else vote,
        "vote_count": int(world.popularity(kind, number) * 40),
    }
    name = world.name_of(kind, number, language)
    original = world.name_of(kind, number, item["original_language"])
    if kind == "movie":
        item |= {"title": name, "original_title": original, "video": False}
        item["release_date"] = day(world.released(kind, number))
    else:
        item |= {"name": name, "original_name": original, "origin_country": ["US"]}
        item["first_air_date"] = day(world.released(kind, number))
    if number % 97 == 0:
        del item["genre_ids"]  # recorded answers have such items
    return item


def page_of(items: Sequence[Json], page: int, *, size: int = PAGE) -> Json:
    pages = min(_MOST_TOTAL_PAGES, -(-len(items) // size))
    shown = items[(page - 1) * size : page * size]
    return {"page": page, "results": shown, "total_pages": pages, "total_results": len(items)}


def _common(kind: Kind, number: int, language: str) -> Json:
    item = list_item(kind, number, language)
    genres = item.pop("genre_ids", None) or []
    return item | {
        "genres": [{"id": one, "name": GENRES[kind][one]} for one in genres],
        "homepage": "" if number % 3 else f"https://films.example/{number}",
        "origin_country": ["US"],
        "production_companies": [],
        "production_countries": [{"iso_3166_1": "US", "name": "United States of America"}],
        "spoken_languages": [{"iso_639_1": "en", "name": "English", "english_name": "English"}],
        "tagline": "" if number % 4 else f"Nothing stays where {number} was.",
    }


def movie(number: int, language: str) -> Json:
    released = world.released("movie", number)
    return _common("movie", number, language) | {
        "belongs_to_collection": _collection(number // 60) if number % 6 == 0 else None,
        "budget": 0 if number % 2 else number * 10_000,
        "revenue": 0 if number % 2 else number * 35_000,
        "imdb_id": None if number % 29 == 0 else f"tt{number:07}",
        "runtime": 80 + number % 70,
        "status": "Released" if released and released <= TODAY else "Planned",
    }


def _collection(number: int) -> Json:
    return {"id": number, "name": f"Collection {number}", "poster_path": None, "backdrop_path": None}


def films_of_collection(number: int, source: World) -> list[int]:
    return [one for one in source.by_popularity["movie"] if one % 6 == 0 and one // 60 == number]


def collection(number: int, source: World, language: str) -> Json:
    parts = [list_item("movie", one, language) for one in films_of_collection(number, source)]
    return _collection(number) | {
        "original_language": "en",
        "original_name": f"Collection {number}",
        "overview": "",
        "parts": [part | {"media_type": "movie"} for part in parts],
    }


def seasons_of(number: int) -> list[int]:
    return [*([0] if number % 4 == 0 else []), *range(1, 2 + number % 4)]


def episodes_of(number: int, season: int) -> int:
    return 3 if season == 0 else 6 + (number + season) % 4


def show(number: int, language: str) -> Json:
    seasons = [_season_brief(number, one, language) for one in seasons_of(number)]
    last = seasons_of(number)[-1]
    coming = number % 3 == 0
    return _common("tv", number, language) | {
        "created_by": [{"id": number % 3999 + 1, "name": world.person_name(number % 3999 + 1), "profile_path": None}],
        "episode_run_time": [] if number % 5 else [45],
        "in_production": coming,
        "last_air_date": day(world.released("tv", number)),
        "last_episode_to_air": episode(number, last, 1, language),
        "next_episode_to_air": episode(number, last, episodes_of(number, last), language) if coming else None,
        "networks": [],
        "number_of_episodes": sum(one["episode_count"] for one in seasons),
        "number_of_seasons": len(seasons),
        "seasons": seasons,
        "status": "Returning Series" if coming else "Ended",
        "type": "Scripted",
    }


def _season_brief(number: int, season: int, language: str) -> Json:
    return {
        "air_date": None if season == 0 else day(_aired(number, season, 1)),
        "episode_count": episodes_of(number, season),
        "id": number * 100 + season,
        "name": "Specials" if season == 0 else f"{'Staffel' if language.startswith('de') else 'Season'} {season}",
        "overview": "",
        "poster_path": world.path("season", number, season),
        "season_number": season,
        "vote_average": 7,
    }


def _aired(number: int, season: int, episode_number: int) -> date:
    first = world.released("tv", number) or TODAY
    return first + timedelta(days=365 * season + 7 * episode_number)


def episode(number: int, season: int, one: int, language: str) -> Json:
    german = language.startswith("de")
    is_last = one == episodes_of(number, season)
    return {
        "air_date": day(_aired(number, season, one)),
        "crew": [],
        "episode_number": one,
        "episode_type": "finale" if is_last else "standard",
        "guest_stars": [],
        "id": number * 10_000 + season * 100 + one,
        "name": f"Folge {one}" if german else f"Chapter {one}",
        "overview": "" if one % 5 == 0 else f"[{language[:2]}] What happens in {season}x{one}.",
        "production_code": "",
        "runtime": None if one % 7 == 0 else 40 + one,
        "season_number": season,
        "show_id": number,
        "still_path": None if one % 6 == 0 else world.path("still", number, season, one),
        "vote_average": 7.5,
        "vote_count": one * 3,
    }


def season(number: int, which: int, language: str) -> Json:
    brief = _season_brief(number, which, language)
    del brief["episode_count"]
    count = episodes_of(number, which)
    return brief | {
        "_id": f"{number:024x}",
        "episodes": [episode(number, which, n + 1, language) for n in range(count)],
    }


def appended(kind: Kind, number: int, what: str, picture_languages: Sequence[str]) -> Json:
    """One of the members that `append_to_response` names."""
    cast, crew = world.people_of(kind, number)
    answers: dict[str, Json] = {
        "translations": {"translations": [_translation(kind, number, one) for one in LANGUAGES]},
        "images": {"backdrops": [], "logos": [], "posters": _posters(kind, number, picture_languages)},
        "credits": {"cast": cast, "crew": crew},
        "videos": {"results": [_video(number, kind) for kind in ("Trailer", "Clip")]},
        "external_ids": {"imdb_id": f"tt{number:07}", "wikidata_id": None, "facebook_id": None}
        | ({"tvdb_id": 70_000 + number} if kind == "tv" else {}),
        "release_dates": {"results": [{"iso_3166_1": "US", "release_dates": [_release(number)]}]},
        "content_ratings": {"results": [{"iso_3166_1": "US", "rating": "TV-14"}, {"iso_3166_1": "DE", "rating": "12"}]},
    }
    return answers[what]


def _translation(kind: Kind, number: int, language: str) -> Json:
    # As in recorded answers, the title is empty where it is the original's.
    title = "" if language == world.original_language(kind, number) else world.name_of(kind, number, language)
    text = {"overview": world.overview(kind, number, language), "tagline": "", "homepage": ""}
    named: Json = {"title": title, "runtime": 100} if kind == "movie" else {"name": title}
    return {
        "iso_3166_1": LANGUAGES[language],
        "iso_639_1": language,
        "name": language,
        "english_name": language,
        "data": named | text,
    }


def _posters(kind: Kind, number: int, languages: Sequence[str]) -> list[Json]:
    if world.poster_path(kind, number) is None:
        return []
    wanted = [None if one == "null" else one for one in languages]
    return [
        {
            "file_path": world.poster_path(kind, number, one or "none"),
            "iso_639_1": one,
            "width": 1000,
            "height": 1500,
            "aspect_ratio": 0.667,
            "vote_average": 5.2,
            "vote_count": 4,
        }
        for one in wanted
        if one in {None, "en", "de"}
    ]


def _video(number: int, what: str) -> Json:
    return {
        "id": f"{number:024x}",
        "iso_639_1": "en",
        "key": f"v{number:010}",
        "name": f"{what} {number}",
        "official": True,
        "published_at": "2024-01-01T00:00:00.000Z",
        "site": "YouTube",
        "size": 1080,
        "type": what,
    }


def _release(number: int) -> Json:
    rating = ["PG", "PG-13", "R", ""][number % 4]
    return {"certification": rating, "note": "", "release_date": "2020-01-01T00:00:00.000Z", "type": 3}


def _life(number: int, language: str) -> Json:
    told = f"[{language}] {world.person_name(number)} has been in many films."
    data = {"biography": "" if language == "en" and number % 3 == 0 else told, "name": ""}
    return {"iso_3166_1": LANGUAGES[language], "iso_639_1": language, "name": language, "data": data}


def person(number: int, source: World) -> Json:
    roles: list[Json] = []
    for kind in ("movie", "tv"):
        for one in list(source.ids(kind))[:400]:
            own = [role["character"] for role in world.people_of(kind, one)[0] if role["id"] == number]
            roles += [list_item(kind, one, "en") | {"media_type": kind, "character": role} for role in own]
    return {
        "id": number,
        "name": world.person_name(number),
        "biography": "" if number % 3 == 0 else f"{world.person_name(number)} has been in many films.",
        "birthday": "" if number % 7 == 0 else f"19{number % 60 + 30}-0{number % 9 + 1}-11",
        "deathday": None,
        "place_of_birth": None,
        "known_for_department": "Acting",
        "profile_path": world.person_path(number),
        "popularity": number % 90 / 3,
        "also_known_as": [],
        "combined_credits": {"cast": roles, "crew": []},
        "translations": {"translations": [_life(number, one) for one in ("en", "fr")]},
    }
