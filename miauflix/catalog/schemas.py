"""Titles on the wire."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, cast

from pydantic import BaseModel, Field

from miauflix.catalog.rules import certification_of
from miauflix.catalog.store import Card, EpisodeCard
from miauflix.catalog.store.walls import Listed, Poster
from miauflix.catalog.tables import CreditRow, PersonRow, PersonTextRow, PictureRow, SeasonRow, SeasonTextRow
from miauflix.catalog.types import HOUSE_LISTS
from miauflix.kit.playable import Episode, Movie
from miauflix.kit.sentences import SaidPart, recognised, told

Credit = tuple[CreditRow, PersonRow, PictureRow | None]


class PictureOut(BaseModel):
    """`url` + "/" + width is the picture; widths go in steps, so ask for the next one up."""

    url: str
    width: int
    height: int
    thumbhash: str = Field(description="Blurred preview, base64 (https://evanw.github.io/thumbhash)")


class TitleCard(BaseModel):
    """Everything a poster needs."""

    ref: str = Field(description="movie:<id>, or show:<id> for a show, which plays by its episodes")
    kind: Literal["movie", "show"]
    tmdb_id: int
    title: str
    year: int | None
    overview: str
    runtime_min: int | None
    rating: float | None
    genres: list[str]
    poster: PictureOut | None
    backdrop: PictureOut | None
    available: bool = Field(default=False, description="At least one source is known")


class Trailer(BaseModel):
    name: str
    site: str = Field(description="YouTube, Vimeo …")
    key: str = Field(description="What names the video at that site")


class CastOut(BaseModel):
    person_id: int
    name: str
    character: str
    picture: PictureOut | None


class CrewOut(BaseModel):
    person_id: int
    name: str
    job: str
    picture: PictureOut | None


class CollectionOut(BaseModel):
    id: int
    name: str


class CollectionPage(CollectionOut):
    films: list[TitleCard] = Field(description="As they were released, the film that was asked for among them")


class NextEpisode(BaseModel):
    season: int
    number: int
    name: str
    air_date: date | None


class TitleDetail(TitleCard):
    tagline: str
    original_title: str | None
    original_name: str | None
    original_language: str | None
    release_date: date | None
    attribution: str | None
    attribution_said: list[SaidPart] | None = Field(description="The same by code, where the words are ours")
    status: str | None
    homepage: str | None
    imdb_id: str | None
    vote_count: int
    certification: str | None = Field(description="In the reader's country, as far as the language tells it; else US")
    collection: CollectionOut | None
    budget: int | None
    revenue: int | None
    countries: list[str]
    in_production: bool | None
    episode_run_times: list[int]
    next_episode: NextEpisode | None
    trailers: list[Trailer]
    cast: list[CastOut] = []
    crew: list[CrewOut] = []


class SeasonOut(BaseModel):
    number: int
    name: str
    overview: str = ""
    air_date: date | None = None
    episode_count: int = Field(description="As TMDB counts; what is stored may be less")
    poster: PictureOut | None = None


class GenreOut(BaseModel):
    id: int
    kind: Literal["movie", "show"]
    name: str
    list_slug: str = Field(description="The list of its best known titles, which may not be filled yet")


class PersonPage(BaseModel):
    tmdb_id: int
    name: str
    known_for: str | None
    biography: str | None
    born: date | None
    died: date | None
    birthplace: str | None
    picture: PictureOut | None
    titles: list[TitleCard]


class EpisodeOut(BaseModel):
    ref: str
    season: int
    number: int
    title: str
    overview: str
    air_date: date | None = None
    runtime_min: int | None
    rating: float | None = None
    episode_type: str | None = Field(default=None, description="standard, finale, mid_season …")
    still: PictureOut | None
    available: bool = False


class ListOut(BaseModel):
    slug: str
    name: str
    kind: Literal["movie", "show", "mixed"]
    total: int
    visible: bool = Field(default=True, description="Among the rows of the home page")
    own: bool = Field(default=False, description="Who asks can rename, fill and remove it")
    of_house: bool = Field(default=False, description="Made by an admin for everybody")
    genre_id: int | None = None


def picture_out(row: PictureRow | None) -> PictureOut | None:
    if row is None:
        return None
    return PictureOut(url=f"/api/images/{row.hash}", width=row.width, height=row.height, thumbhash=row.thumbhash)


def card_fields(card: Card) -> dict[str, object]:
    row, text = card.row, card.text or card.row
    return {
        "ref": str(Movie(row.tmdb_id)) if row.kind == "movie" else f"show:{row.tmdb_id}",
        "kind": row.kind,
        "tmdb_id": row.tmdb_id,
        "title": text.name or row.name,
        "year": row.release_date.year if row.release_date else None,
        "overview": text.overview or row.overview,
        "runtime_min": row.runtime_min,
        "rating": row.rating,
        "genres": text.genres or row.genres,
        "poster": picture_out(card.poster),
        "backdrop": picture_out(card.backdrop),
    }


def card_out(card: Card, *, available: bool) -> TitleCard:
    return TitleCard.model_validate(card_fields(card) | {"available": available})


def poster_json(row: Poster, *, available: bool) -> dict[str, object]:
    """A `TitleCard` as it goes over the wire, without building one: a wall has four hundred of them."""
    kind, tmdb_id, released = row.kind, row.tmdb_id, row.release_date
    return {
        "ref": f"{kind}:{tmdb_id}",
        "kind": kind,
        "tmdb_id": tmdb_id,
        "title": row.name,
        "year": released.year if released else None,
        "overview": row.overview,
        "runtime_min": row.runtime_min,
        "rating": row.rating,
        "genres": row.text_genres or row.genres,
        "poster": _picture_json(row.poster, row.poster_width, row.poster_height, row.poster_thumbhash),
        "backdrop": _picture_json(row.backdrop, row.backdrop_width, row.backdrop_height, row.backdrop_thumbhash),
        "available": available,
    }


def _picture_json(name: str | None, width: int, height: int, thumbhash: str) -> dict[str, object] | None:
    if name is None:
        return None
    return {"url": f"/api/images/{name}", "width": width, "height": height, "thumbhash": thumbhash}


def detail_fields(card: Card, language: str, people: Sequence[Credit] = ()) -> dict[str, object]:
    row, text = card.row, card.text or card.row
    return card_fields(card) | {
        "tagline": text.tagline or row.tagline,
        "original_title": row.original_name,
        "original_name": row.original_name,
        "original_language": row.original_language,
        "release_date": row.release_date,
        "attribution": row.attribution,
        "attribution_said": told(recognised(row.attribution)),
        "status": row.status,
        "homepage": row.homepage,
        "imdb_id": row.imdb_id,
        "vote_count": row.vote_count,
        "certification": certification_of(row.certifications, language),
        "collection": {"id": row.collection_id, "name": row.collection_name or ""} if row.collection_id else None,
        "budget": row.budget,
        "revenue": row.revenue,
        "countries": row.countries,
        "in_production": row.in_production,
        "episode_run_times": row.episode_run_times,
        "next_episode": row.next_episode,
        "trailers": row.trailers,
        "cast": [_part(one) | {"character": one[0].role} for one in people if one[0].side == "cast"],
        "crew": [_part(one) | {"job": one[0].role} for one in people if one[0].side == "crew"],
    }


def _part(credit: Credit) -> dict[str, object]:
    _, person, picture = credit
    return {"person_id": person.tmdb_id, "name": person.name, "picture": picture_out(picture)}


def season_out(row: SeasonRow, text: SeasonTextRow | None, poster: PictureRow | None, stored: int) -> SeasonOut:
    return SeasonOut(
        number=row.number,
        name=(text.name if text else "") or row.name,
        overview=(text.overview if text else "") or row.overview,
        air_date=row.air_date,
        episode_count=max(stored, row.episode_count or 0),
        poster=picture_out(poster),
    )


def episode_out(show_id: int, card: EpisodeCard, *, available: bool) -> EpisodeOut:
    row, text = card.row, card.text or card.row
    return EpisodeOut(
        ref=str(Episode(show_id, row.season, row.number)),
        season=row.season,
        number=row.number,
        title=text.name or row.name,
        overview=text.overview or row.overview,
        air_date=row.air_date,
        runtime_min=row.runtime_min,
        rating=row.rating,
        episode_type=row.episode_type,
        still=picture_out(card.still),
        available=available,
    )


def list_out(one: Listed, *, is_admin: bool) -> ListOut:
    of_house = one.owner is None and one.slug.startswith(HOUSE_LISTS)
    return ListOut(
        slug=one.slug,
        name=one.name,
        kind=cast("Literal['movie', 'show', 'mixed']", one.kind),
        total=one.total,
        visible=one.is_visible,
        own=one.owner is not None or (of_house and is_admin),
        of_house=of_house,
        genre_id=one.genre_id,
    )


def person_page(
    row: PersonRow, text: PersonTextRow | None, picture: PictureRow | None, titles: list[TitleCard]
) -> PersonPage:
    return PersonPage(
        tmdb_id=row.tmdb_id,
        name=row.name,
        known_for=row.known_for,
        biography=(text.biography if text else "") or row.biography or None,
        born=row.born,
        died=row.died,
        birthplace=row.birthplace,
        picture=picture_out(picture),
        titles=titles,
    )
