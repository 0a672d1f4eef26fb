"""Titles on the wire."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from miauflix.catalog.store import Card, EpisodeCard
from miauflix.catalog.tables import ListRow, PictureRow, SeasonRow
from miauflix.kit.playable import Episode, Movie


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


class TitleDetail(TitleCard):
    tagline: str
    original_title: str | None
    release_date: date | None
    attribution: str | None


class SeasonOut(BaseModel):
    number: int
    name: str
    episode_count: int


class EpisodeOut(BaseModel):
    ref: str
    season: int
    number: int
    title: str
    overview: str
    runtime_min: int | None
    still: PictureOut | None
    available: bool = False


class ListOut(BaseModel):
    slug: str
    name: str
    kind: Literal["movie", "show"]
    total: int


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
        "title": text.name,
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


def detail_fields(card: Card) -> dict[str, object]:
    row, text = card.row, card.text or card.row
    return card_fields(card) | {
        "tagline": text.tagline or row.tagline,
        "original_title": row.original_name,
        "release_date": row.release_date,
        "attribution": row.attribution,
    }


def season_out(row: SeasonRow, episode_count: int) -> SeasonOut:
    return SeasonOut(number=row.number, name=row.name, episode_count=episode_count)


def episode_out(show_id: int, card: EpisodeCard, *, available: bool) -> EpisodeOut:
    row, text = card.row, card.text or card.row
    return EpisodeOut(
        ref=str(Episode(show_id, row.season, row.number)),
        season=row.season,
        number=row.number,
        title=text.name,
        overview=text.overview or row.overview,
        runtime_min=row.runtime_min,
        still=picture_out(card.still),
        available=available,
    )


def list_out(row: ListRow, total: int) -> ListOut:
    return ListOut(slug=row.slug, name=row.name, kind="movie" if row.kind == "movie" else "show", total=total)
