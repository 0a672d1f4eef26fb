"""What TMDB answers, as far as we read it. Every member but an id may be missing or of the wrong type."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import AliasChoices, BeforeValidator, Field

from miauflix.catalog.providers.tmdb.coercion import (
    Day,
    Id,
    Number,
    Numbers,
    OptionalText,
    PicturePath,
    Strings,
    Text,
    Tolerant,
    Truth,
    Whole,
    many,
    member,
    unwrapped,
)
from miauflix.kit.language import base_of, country_of


class ListItem(Tolerant):
    """A film or a show as lists and searches name it; a person, if `media_type` says so."""

    id: Id
    media_type: Text
    title: Annotated[Text, Field(default="", validation_alias=AliasChoices("title", "name"))]
    original_title: Annotated[Text, Field(default="", validation_alias=AliasChoices("original_title", "original_name"))]
    original_language: OptionalText
    overview: Text
    released: Annotated[Day, Field(default=None, validation_alias=AliasChoices("release_date", "first_air_date"))]
    poster_path: PicturePath
    backdrop_path: PicturePath
    profile_path: PicturePath
    genre_ids: Numbers
    popularity: Number
    vote_average: Number
    vote_count: Whole
    adult: Truth
    known_for_department: OptionalText


class ListPage(Tolerant):
    page: Whole
    total_pages: Whole
    results: Annotated[list[ListItem], BeforeValidator(many(ListItem)), Field(default_factory=list[ListItem])]

    @property
    def is_blank(self) -> bool:
        return bool(self.results) and not any(one.title or one.original_title for one in self.results)


class Changed(Tolerant):
    id: Id


class ChangesPage(Tolerant):
    total_pages: Whole
    results: Annotated[list[Changed], BeforeValidator(many(Changed)), Field(default_factory=list[Changed])]


class Genre(Tolerant):
    id: Id
    name: Text


class Genres(Tolerant):
    genres: Annotated[list[Genre], BeforeValidator(many(Genre)), Field(default_factory=list[Genre])]

    @property
    def is_blank(self) -> bool:
        return not any(one.name for one in self.genres)


class TranslationData(Tolerant):
    title: Annotated[Text, Field(default="", validation_alias=AliasChoices("title", "name"))]
    overview: Text
    tagline: Text
    biography: Text = ""

    @property
    def says_much(self) -> bool:
        return bool(self.overview or self.biography)


class Translation(Tolerant):
    iso_639_1: Text
    iso_3166_1: Text
    data: Annotated[TranslationData | None, BeforeValidator(member(TranslationData)), Field(default=None)]


_Translations = Annotated[
    list[Translation],
    BeforeValidator(many(Translation)),
    BeforeValidator(unwrapped("translations")),
    Field(default_factory=list[Translation]),
]


class Poster(Tolerant):
    file_path: PicturePath
    iso_639_1: OptionalText
    vote_average: Number


class Images(Tolerant):
    posters: Annotated[list[Poster], BeforeValidator(many(Poster)), Field(default_factory=list[Poster])]


class CastMember(Tolerant):
    id: Id
    name: Text
    character: Text
    order: Whole
    profile_path: PicturePath
    popularity: Number


class CrewMember(Tolerant):
    id: Id
    name: Text
    job: Text
    department: Text
    profile_path: PicturePath
    popularity: Number


class Credits(Tolerant):
    cast: Annotated[list[CastMember], BeforeValidator(many(CastMember)), Field(default_factory=list[CastMember])]
    crew: Annotated[list[CrewMember], BeforeValidator(many(CrewMember)), Field(default_factory=list[CrewMember])]


class Video(Tolerant):
    key: Text
    name: Text
    site: Text
    type: Text
    official: Truth


class ExternalIds(Tolerant):
    imdb_id: OptionalText
    tvdb_id: Whole


class Collection(Tolerant):
    id: Id
    name: Text


class CollectionDetails(Tolerant):
    """`/collection/{id}`: `parts` are films as lists name them, in no order that is promised."""

    id: Id
    name: Text
    parts: Annotated[list[ListItem], BeforeValidator(many(ListItem)), Field(default_factory=list[ListItem])]


class ReleaseDate(Tolerant):
    certification: Text
    type: Whole


class CountryReleases(Tolerant):
    iso_3166_1: Text
    release_dates: Annotated[
        list[ReleaseDate], BeforeValidator(many(ReleaseDate)), Field(default_factory=list[ReleaseDate])
    ]


class ContentRating(Tolerant):
    iso_3166_1: Text
    rating: Text


class SeasonBrief(Tolerant):
    id: Whole
    season_number: Whole
    episode_count: Whole
    air_date: Day
    name: Text
    overview: Text
    poster_path: PicturePath


class EpisodeBrief(Tolerant):
    id: Whole
    season_number: Whole
    episode_number: Whole
    name: Text
    overview: Text
    air_date: Day
    runtime: Whole
    still_path: PicturePath
    episode_type: OptionalText
    vote_average: Number
    vote_count: Whole


class Details(Tolerant):
    """What films and shows have in common; `/movie/{id}` and `/tv/{id}` with everything appended in one call."""

    id: Id
    overview: Text
    tagline: Text
    status: OptionalText
    homepage: OptionalText
    original_language: OptionalText
    poster_path: PicturePath
    backdrop_path: PicturePath
    popularity: Number
    vote_average: Number
    vote_count: Whole
    adult: Truth
    origin_country: Strings
    genres: Annotated[list[Genre], BeforeValidator(many(Genre)), Field(default_factory=list[Genre])]
    translations: _Translations
    images: Annotated[Images | None, BeforeValidator(member(Images)), Field(default=None)]
    videos: Annotated[
        list[Video],
        BeforeValidator(many(Video)),
        BeforeValidator(unwrapped("results")),
        Field(default_factory=list[Video]),
    ]
    external_ids: Annotated[ExternalIds | None, BeforeValidator(member(ExternalIds)), Field(default=None)]


_Credits = Annotated[Credits | None, BeforeValidator(member(Credits)), Field(default=None)]


class MovieDetails(Details):
    title: Text
    original_title: Text
    release_date: Day
    runtime: Whole
    budget: Whole
    revenue: Whole
    imdb_id: OptionalText
    belongs_to_collection: Annotated[Collection | None, BeforeValidator(member(Collection)), Field(default=None)]
    credits: _Credits
    release_dates: Annotated[
        list[CountryReleases],
        BeforeValidator(many(CountryReleases)),
        BeforeValidator(unwrapped("results")),
        Field(default_factory=list[CountryReleases]),
    ]

    @property
    def is_blank(self) -> bool:
        return not (self.title or self.original_title)

    def certifications(self) -> dict[str, str]:
        """The certification in each country: of its cinema release where there is one."""
        found: dict[str, str] = {}
        for country in self.release_dates:
            known = [one for one in country.release_dates if one.certification]
            best = next((one for one in known if one.type == 3), known[0] if known else None)
            if best is not None and country.iso_3166_1:
                found[country.iso_3166_1] = best.certification[:20]
        return found


class ShowDetails(Details):
    title: Annotated[Text, Field(default="", validation_alias=AliasChoices("title", "name"))]
    original_title: Annotated[Text, Field(default="", validation_alias=AliasChoices("original_title", "original_name"))]
    first_air_date: Day
    in_production: Truth
    episode_run_time: Numbers
    created_by: Annotated[list[CrewMember], BeforeValidator(many(CrewMember)), Field(default_factory=list[CrewMember])]
    seasons: Annotated[list[SeasonBrief], BeforeValidator(many(SeasonBrief)), Field(default_factory=list[SeasonBrief])]
    last_episode_to_air: Annotated[EpisodeBrief | None, BeforeValidator(member(EpisodeBrief)), Field(default=None)]
    next_episode_to_air: Annotated[EpisodeBrief | None, BeforeValidator(member(EpisodeBrief)), Field(default=None)]
    credits: _Credits
    content_ratings: Annotated[
        list[ContentRating],
        BeforeValidator(many(ContentRating)),
        BeforeValidator(unwrapped("results")),
        Field(default_factory=list[ContentRating]),
    ]

    @property
    def is_blank(self) -> bool:
        return not (self.title or self.original_title)

    def certifications(self) -> dict[str, str]:
        return {one.iso_3166_1: one.rating[:20] for one in self.content_ratings if one.iso_3166_1 and one.rating}


class SeasonDetails(Tolerant):
    id: Whole
    season_number: Whole
    name: Text
    overview: Text
    air_date: Day
    poster_path: PicturePath
    episodes: Annotated[
        list[EpisodeBrief], BeforeValidator(many(EpisodeBrief)), Field(default_factory=list[EpisodeBrief])
    ]

    @property
    def is_blank(self) -> bool:
        return not any(one.name for one in self.episodes) if self.episodes else not self.name


class PersonCredit(ListItem):
    character: Text
    job: Text


class PersonCredits(Tolerant):
    cast: Annotated[list[PersonCredit], BeforeValidator(many(PersonCredit)), Field(default_factory=list[PersonCredit])]
    crew: Annotated[list[PersonCredit], BeforeValidator(many(PersonCredit)), Field(default_factory=list[PersonCredit])]


class PersonDetails(Tolerant):
    id: Id
    name: Text
    biography: Text
    birthday: Day
    deathday: Day
    place_of_birth: OptionalText
    known_for_department: OptionalText
    profile_path: PicturePath
    popularity: Number
    combined_credits: Annotated[PersonCredits | None, BeforeValidator(member(PersonCredits)), Field(default=None)]
    translations: _Translations

    @property
    def is_blank(self) -> bool:
        return not self.name


def translation_of(translations: Iterable[Translation], language: str) -> TranslationData | None:
    """The texts in a language (BCP 47); of a language alone, the most complete of its regions.

    What a region's own lacks comes from the most complete of the others: an Austrian title with a German overview.
    """
    country = country_of(language)
    mine = [one for one in translations if one.iso_639_1 == base_of(language) and one.data is not None]
    found = sorted(mine, key=lambda one: (one.iso_3166_1 != country, not (one.data and one.data.says_much)))
    texts = [one.data for one in found if one.data is not None]
    if len(texts) < 2 or found[0].iso_3166_1 != country:
        return texts[0] if texts else None
    missing = {name: value for name, value in texts[1] if not getattr(texts[0], name)}
    return texts[0].model_copy(update=missing)


MediaKind = Literal["movie", "tv"]


def year_of(day: date | None) -> int | None:
    return day.year if day else None
