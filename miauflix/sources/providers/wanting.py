"""What is asked of a provider, as the release parser compares names with it."""

from miauflix.sources.parsing import Wanted
from miauflix.sources.providers.protocol import EpisodeOf, Film, Query


def wanted_of(query: Query) -> Wanted:
    """The question as the release parser puts it."""
    match query:
        case Film():
            return Wanted(query.titles, year=query.year, country=query.country)
        case EpisodeOf():
            return Wanted(
                query.titles,
                year=query.year,
                season=query.season,
                episode=query.episode,
                absolute=query.absolute,
                air_date=query.air_date,
                country=query.country,
            )
