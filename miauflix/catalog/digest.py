"""TMDB's answers as rows of ours. Pure: what is written where, nothing of how.

Texts fall back one by one: a reader's language, English, the original's. The last two are resolved here, into the
title's own row; the first is a row beside it, which may leave any of its texts empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from miauflix.catalog.pictures import WantedPicture
from miauflix.catalog.providers.tmdb.models import (
    CrewMember,
    Details,
    EpisodeBrief,
    ListItem,
    MovieDetails,
    PersonCredit,
    PersonDetails,
    SeasonBrief,
    SeasonDetails,
    ShowDetails,
    TranslationData,
    Video,
    translation_of,
)
from miauflix.catalog.types import Kind
from miauflix.kit.language import base_of

FIRST_LANGUAGE = "en"
Row = dict[str, Any]
GenreNames = Mapping[tuple[Kind, int, str], str]

_MOST_CAST = 20
_MOST_CREW = 10
_MOST_TRAILERS = 5
_MOST_CREDITS = 60
# What a title page names, in this order.
_JOBS = ("Creator", "Director", "Screenplay", "Writer", "Novel", "Original Music Composer", "Producer", "Editor")


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in a title."""

    side: str
    person_id: int
    name: str
    role: str
    picture: WantedPicture | None
    popularity: float


@dataclass(frozen=True, slots=True)
class Text:
    """The texts of a title in one more language."""

    language: str
    name: str
    overview: str
    tagline: str
    poster: WantedPicture | None


@dataclass(frozen=True, slots=True)
class Work:
    """A film or a show with everything that goes with it; `row` has the columns that need no other table."""

    kind: Kind
    row: Row
    poster: WantedPicture
    backdrop: WantedPicture | None
    genre_ids: tuple[int, ...]
    texts: tuple[Text, ...] = ()
    parts: tuple[Part, ...] = ()
    seasons: tuple[Row, ...] = ()
    season_posters: tuple[WantedPicture | None, ...] = field(default=())


def brief_work(kind: Kind, item: ListItem) -> Work:
    """What a list says of a title."""
    name = item.title or item.original_title or f"TMDB {item.id}"
    row = {
        "kind": kind,
        "tmdb_id": item.id,
        "name": name,
        "original_name": item.original_title or None,
        "original_language": _language(item.original_language),
        "language": FIRST_LANGUAGE,
        "overview": item.overview,
        "tagline": "",
        "release_date": item.released,
        "rating": _rating(item.vote_average, item.vote_count),
        "vote_count": item.vote_count or 0,
        "popularity": item.popularity or 0.0,
    }
    poster = WantedPicture(item.poster_path, "poster", name)
    return Work(kind, row, poster, wanted(item.backdrop_path, "backdrop"), tuple(dict.fromkeys(item.genre_ids)))


def filmography(person: PersonDetails) -> dict[Kind, list[tuple[str, PersonCredit]]]:
    """The best known films and shows that somebody had a part in, each with the side of it."""
    shared = person.combined_credits
    parts = [("cast", one) for one in shared.cast] + [("crew", one) for one in shared.crew] if shared else []
    parts.sort(key=lambda part: -(part[1].popularity or 0))
    kinds: dict[Kind, str] = {"movie": "movie", "show": "tv"}
    return {
        kind: [(side, one) for side, one in parts if one.media_type == media and not one.adult][:_MOST_CREDITS]
        for kind, media in kinds.items()
    }


def votes(item: ListItem) -> tuple[float, float | None, int]:
    """Popularity, rating and number of votes, as they are stored."""
    return item.popularity or 0.0, _rating(item.vote_average, item.vote_count), item.vote_count or 0


def movie_work(film: MovieDetails, languages: Sequence[str]) -> Work:
    row = {
        "release_date": film.release_date,
        "runtime_min": film.runtime or None,
        "imdb_id": _imdb_id(film.imdb_id or (film.external_ids.imdb_id if film.external_ids else None)),
        "budget": film.budget or None,
        "revenue": film.revenue or None,
        "certifications": film.certifications(),
        "collection_id": film.belongs_to_collection.id if film.belongs_to_collection else None,
        "collection_name": film.belongs_to_collection.name if film.belongs_to_collection else None,
    }
    return _work("movie", film, film.title, film.original_title, row, languages)


def show_work(show: ShowDetails, languages: Sequence[str]) -> Work:
    run_times = [one for one in show.episode_run_time if one < 1000]
    row = {
        "release_date": show.first_air_date,
        "runtime_min": run_times[0] if run_times else None,
        "imdb_id": _imdb_id(show.external_ids.imdb_id if show.external_ids else None),
        "tvdb_id": _tvdb_id(show.external_ids.tvdb_id if show.external_ids else None),
        "in_production": show.in_production,
        "certifications": show.certifications(),
        "episode_run_times": run_times,
        "next_episode": _next_episode(show.next_episode_to_air),
    }
    work = _work("show", show, show.title, show.original_title, row, languages, creators=show.created_by)
    seasons = {one.season_number: one for one in show.seasons if one.season_number is not None}
    ordered = [seasons[number] for number in sorted(seasons)]
    return Work(
        kind=work.kind,
        row=work.row,
        poster=work.poster,
        backdrop=work.backdrop,
        genre_ids=work.genre_ids,
        texts=work.texts,
        parts=work.parts,
        seasons=tuple(_season(one) for one in ordered),
        season_posters=tuple(wanted(one.poster_path, "poster") for one in ordered),
    )


def episode_row(season: int, one: EpisodeBrief) -> Row:
    return {
        "season": season,
        "number": one.episode_number,
        "tmdb_id": one.id,
        "name": one.name or f"Episode {one.episode_number}",
        "overview": one.overview,
        "air_date": one.air_date,
        "runtime_min": one.runtime or None,
        "rating": _rating(one.vote_average, one.vote_count),
        "vote_count": one.vote_count or 0,
        "episode_type": one.episode_type[:20] if one.episode_type else None,
    }


def season_row(number: int, season: SeasonDetails) -> Row:
    return {
        "number": number,
        "tmdb_id": season.id,
        "name": season.name or season_name(number),
        "overview": season.overview,
        "air_date": season.air_date,
    }


def numbered(season: SeasonDetails) -> dict[int, EpisodeBrief]:
    """Its episodes by number; the first one counts where a number comes twice."""
    found: dict[int, EpisodeBrief] = {}
    for one in season.episodes:
        if one.episode_number is not None and one.episode_number <= 99_999:
            found.setdefault(one.episode_number, one)
    return found


def person_row(person: PersonDetails) -> Row:
    english = translation_of(person.translations, FIRST_LANGUAGE)
    return {
        "tmdb_id": person.id,
        "name": person.name,
        "popularity": person.popularity or 0.0,
        "known_for": person.known_for_department[:80] if person.known_for_department else None,
        "biography": person.biography or (english.biography if english else ""),
        "born": person.birthday,
        "died": person.deathday,
        "birthplace": person.place_of_birth,
    }


def person_texts(person: PersonDetails, languages: Iterable[str]) -> list[Row]:
    """What is written of somebody in these languages, where anything is."""
    found = {language: translation_of(person.translations, language) for language in languages}
    return [
        {"person_id": person.id, "language": language, "biography": text.biography}
        for language, text in found.items()
        if language != FIRST_LANGUAGE and text is not None and text.biography
    ]


def season_name(number: int) -> str:
    return f"Season {number}" if number else "Specials"


def wanted(path: str | None, kind: str, words: str = "") -> WantedPicture | None:
    """The picture, if there is one; where there is none, none is drawn either."""
    return WantedPicture(path, kind, words) if path else None  # pyright: ignore[reportArgumentType]  a literal


def _work(
    kind: Kind,
    details: Details,
    title: str,
    original: str,
    row: Row,
    languages: Sequence[str],
    creators: Sequence[CrewMember] = (),
) -> Work:
    english = translation_of(details.translations, FIRST_LANGUAGE)
    native = translation_of(details.translations, _language(details.original_language) or FIRST_LANGUAGE)
    name = title or (english.title if english else "") or original or f"TMDB {details.id}"
    common = {
        "kind": kind,
        "tmdb_id": details.id,
        "name": name,
        "original_name": original or None,
        "original_language": _language(details.original_language),
        "language": FIRST_LANGUAGE,
        "overview": _first(details.overview, english, native, "overview"),
        "tagline": _first(details.tagline, english, native, "tagline"),
        "status": details.status[:40] if details.status else None,
        "homepage": _web_address(details.homepage),
        "rating": _rating(details.vote_average, details.vote_count),
        "vote_count": details.vote_count or 0,
        "popularity": details.popularity or 0.0,
        "countries": [one for one in details.origin_country if len(one) == 2],
        "trailers": _trailers(details.videos),
    }
    return Work(
        kind=kind,
        row=common | row,
        poster=WantedPicture(details.poster_path, "poster", name),
        backdrop=wanted(details.backdrop_path, "backdrop"),
        genre_ids=tuple(dict.fromkeys(one.id for one in details.genres)),
        texts=tuple(_texts(details, original, languages)),
        parts=tuple(_parts(details, creators)),
    )


def _first(text: str, english: TranslationData | None, native: TranslationData | None, name: str) -> str:
    found = (text, getattr(english, name, ""), getattr(native, name, ""))
    return next((one for one in found if one), "")


def _texts(details: Details, original: str, languages: Sequence[str]) -> Iterable[Text]:
    for language in languages:
        found = translation_of(details.translations, language)
        if language == FIRST_LANGUAGE or found is None:
            continue
        # Where it is the original's language, an empty title means that it is the original title.
        is_original = base_of(language) == details.original_language
        name = found.title or (original if is_original else "")
        poster = _poster(details, language, name)
        if name or found.overview or found.tagline or poster:
            yield Text(language, name, found.overview, found.tagline, poster)


def _poster(details: Details, language: str, name: str) -> WantedPicture | None:
    base = base_of(language)
    posters = [one for one in (details.images.posters if details.images else []) if one.iso_639_1 == base]
    best = max(posters, key=lambda one: one.vote_average or 0, default=None)
    return wanted(best.file_path, "poster", name) if best else None


def _parts(details: Details, creators: Sequence[CrewMember]) -> Iterable[Part]:
    credits_ = getattr(details, "credits", None)
    cast = sorted(credits_.cast if credits_ else [], key=lambda one: one.order if one.order is not None else 999)
    seen: set[int] = set()
    for one in cast:
        if one.id not in seen and len(seen) < _MOST_CAST and one.name:
            seen.add(one.id)
            picture = wanted(one.profile_path, "profile")
            yield Part("cast", one.id, one.name, one.character, picture, one.popularity or 0.0)
    made = [one.model_copy(update={"job": "Creator"}) for one in creators]
    yield from _crew([*made, *(credits_.crew if credits_ else [])])


def _crew(crew: Sequence[CrewMember]) -> Iterable[Part]:
    """Those a title page names, each once with all they did."""
    jobs: dict[int, list[str]] = {}
    people: dict[int, CrewMember] = {}
    for one in sorted((one for one in crew if one.job in _JOBS and one.name), key=lambda one: _JOBS.index(one.job)):
        people.setdefault(one.id, one)
        done = jobs.setdefault(one.id, [])
        if one.job not in done:
            done.append(one.job)
    for number in list(people)[:_MOST_CREW]:
        one = people[number]
        picture = wanted(one.profile_path, "profile")
        yield Part("crew", number, one.name, ", ".join(jobs[number]), picture, one.popularity or 0.0)


def _trailers(videos: Sequence[Video]) -> list[dict[str, str]]:
    known = [one for one in videos if one.type in {"Trailer", "Teaser"} and one.key and one.site]
    known.sort(key=lambda one: (one.type != "Trailer", not one.official))
    return [{"name": one.name, "site": one.site, "key": one.key} for one in known[:_MOST_TRAILERS]]


def _season(one: SeasonBrief) -> Row:
    number = one.season_number or 0
    return {
        "number": number,
        "tmdb_id": one.id,
        "name": one.name or season_name(number),
        "overview": one.overview,
        "air_date": one.air_date,
        "episode_count": one.episode_count,
    }


def _next_episode(one: EpisodeBrief | None) -> dict[str, object] | None:
    if one is None or one.season_number is None or one.episode_number is None:
        return None
    day = one.air_date.isoformat() if one.air_date else None
    return {"season": one.season_number, "number": one.episode_number, "name": one.name, "air_date": day}


def _rating(average: float | None, votes: int | None) -> float | None:
    """What nobody has voted on has no rating; 0 would be a verdict."""
    return min(average, 10.0) if average and votes != 0 else None


def _tvdb_id(number: int | None) -> int | None:
    return number if number is not None and 0 < number < 2**31 else None


def _imdb_id(text: str | None) -> str | None:
    return text if text and text.startswith("tt") and text[2:].isdigit() and len(text) <= 16 else None


def _language(text: str | None) -> str | None:
    return text if text and len(text) <= 8 else None


def _web_address(text: str | None) -> str | None:
    return text if text and text.startswith(("https://", "http://")) and len(text) <= 2000 else None
