"""What an episode is called where it does not go by season and number."""

from miauflix.sources.providers.protocol import EpisodeOf


def other_names(episode: EpisodeOf) -> list[str]:
    """Words to search by: with its number through all seasons (anime), and with its date (daily shows)."""
    title, names = episode.titles[0], list[str]()
    if episode.absolute is not None:
        names.append(f"{title} {episode.absolute:02}")
    if episode.air_date is not None:
        names.append(f"{title} {episode.air_date.replace('-', ' ')}")
    return names
