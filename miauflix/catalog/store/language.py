"""Which of a row's texts a reader gets: theirs, else their language's of no region (`de` for `de-AT`), else none.

None means the row's own texts, which are English where TMDB has them and the original's where it has not.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from miauflix.catalog.tables import EpisodeTextRow, GenreTextRow, PersonTextRow, SeasonTextRow, TitleTextRow
from miauflix.kit.language import base_of as language_alone

TextRow = TypeVar("TextRow", TitleTextRow, GenreTextRow, SeasonTextRow, EpisodeTextRow, PersonTextRow)
Tag = str | BindParameter[Any]


def base_of(language: str) -> str | None:
    """The language without its region; None if it names none."""
    base = language_alone(language)
    return base if base != language else None


def spoken(
    texts: type[TextRow], belongs: Callable[[type[TextRow]], ColumnElement[bool]], language: Tag, base: Tag | None
) -> ColumnElement[bool]:
    """What to join the texts on: at most one of those that belong to a row, the one its reader understands best."""
    own = and_(belongs(texts), texts.language == language)
    if base is None:
        return own
    regional = aliased(texts)
    has_own = select(regional.language).where(belongs(regional), regional.language == language)
    return or_(own, and_(belongs(texts), texts.language == base, ~has_own.correlate_except(regional).exists()))
