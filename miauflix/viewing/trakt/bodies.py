"""How titles and viewings are put to Trakt."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from miauflix.kit.playable import Episode, Movie, Show, parse_playable, parse_title
from miauflix.viewing.trakt.types import Pending

_OURS_FROM = 900_000_000  # ids that the demo world and titles added by hand have, and TMDB does not

Json = dict[str, Any]


def is_sayable(ref: str) -> bool:
    """Whether Trakt can know it: it goes by TMDB's ids, and has no place for the household's own videos."""
    kind, _, rest = ref.partition(":")
    return kind in {"movie", "show", "episode"} and int(rest.partition(":")[0]) < _OURS_FROM


def of_titles(refs: Sequence[str]) -> Json:
    titles = [parse_title(ref) for ref in refs]
    return {
        "movies": [_ids(one.tmdb_id) for one in titles if isinstance(one, Movie)],
        "shows": [_ids(one.tmdb_id) for one in titles if isinstance(one, Show)],
    }


def of_plays(plays: Sequence[Pending]) -> Json:
    movies: list[Json] = []
    shows: list[Json] = []
    for play in plays:
        at = {"watched_at": stamp(play.watched_at)}
        match parse_playable(play.ref):
            case Movie(tmdb_id):
                movies.append(_ids(tmdb_id) | at)
            case Episode(show_id, season, number):
                episode = {"number": number} | at
                shows.append(_ids(show_id) | {"seasons": [{"number": season, "episodes": [episode]}]})
            case _:
                continue
    return {"movies": movies, "shows": shows}


def of_playable(ref: str) -> Json:
    match parse_playable(ref):
        case Episode(show_id, season, number):
            return {"show": _ids(show_id), "episode": {"season": season, "number": number}}
        case Movie(tmdb_id):
            return {"movie": _ids(tmdb_id)}
        case _:
            raise ValueError(f"{ref} is nothing for Trakt")


def not_found(body: object) -> set[str]:
    """The titles an answer says Trakt does not know."""
    missing = cast("Json", body).get("not_found") if isinstance(body, dict) else None
    found: set[str] = set()
    for group, make in (("movies", Movie), ("shows", Show)):
        for item in cast("Json", missing).get(group) or [] if isinstance(missing, dict) else []:
            number = item.get("ids", {}).get("tmdb") if isinstance(item, dict) else None
            if isinstance(number, int):
                found.add(str(make(number)))
    return found


def stamp(moment: datetime) -> str:
    """Whole seconds, so that what comes back is what was sent."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _ids(tmdb_id: int) -> Json:
    return {"ids": {"tmdb": tmdb_id}}
