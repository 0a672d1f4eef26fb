"""What films and shows there are: titles, seasons, episodes, their texts, pictures and lists.

The room knows works, never files: where a film can be had is `sources`' business, how far somebody watched it
`viewing`'s. A title is found by kind and TMDB id; the demo world counts from 900000001, titles that an operator
adds by hand from 900100001, both above any id TMDB has given.
"""

from miauflix.catalog.by_hand import add_movie_by_hand, is_added_by_hand, name_untitled, remove_added, rename_added
from miauflix.catalog.errors import UnknownList, UnknownPerson, UnknownTitle
from miauflix.catalog.library import Library
from miauflix.catalog.lists import genre_slug
from miauflix.catalog.pictures import (
    Gallery,
    ImageHost,
    PictureStore,
    Shelf,
    WantedPicture,
    picture_for,
    pictures_for,
    preview_of,
    warm_posters,
)
from miauflix.catalog.service import (
    put_genres,
    put_list,
    put_movie,
    put_show,
    put_translation,
    remove_unfilled_list,
)
from miauflix.catalog.store import Identity, cards_of, identity_of, movie_card, name_of, titles_called
from miauflix.catalog.store.runtimes import original_language, running_time_s
from miauflix.catalog.store.wanting import (
    episode_days,
    episodes_of,
    known_movies,
    latest_episodes,
    listed_movies,
    listed_shows,
    new_episodes,
    new_movies,
    unread_seasons,
)
from miauflix.catalog.types import ADDED_LIST, EpisodeFacts, Picture, PictureKind, SeasonFacts, TitleFacts

__all__ = [
    "ADDED_LIST",
    "EpisodeFacts",
    "Gallery",
    "Identity",
    "ImageHost",
    "Library",
    "Picture",
    "PictureKind",
    "PictureStore",
    "SeasonFacts",
    "Shelf",
    "TitleFacts",
    "UnknownList",
    "UnknownPerson",
    "UnknownTitle",
    "WantedPicture",
    "add_movie_by_hand",
    "cards_of",
    "episode_days",
    "episodes_of",
    "genre_slug",
    "identity_of",
    "is_added_by_hand",
    "known_movies",
    "latest_episodes",
    "listed_movies",
    "listed_shows",
    "movie_card",
    "name_of",
    "name_untitled",
    "new_episodes",
    "new_movies",
    "original_language",
    "picture_for",
    "pictures_for",
    "preview_of",
    "put_genres",
    "put_list",
    "put_movie",
    "put_show",
    "put_translation",
    "remove_added",
    "remove_unfilled_list",
    "rename_added",
    "running_time_s",
    "titles_called",
    "unread_seasons",
    "warm_posters",
]
