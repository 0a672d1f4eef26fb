"""What a profile does with anything that can be played, by its reference: how far it got, what it finished.

The room knows neither titles nor files, so progress survives a change of source and counts for films, episodes and
the household's own videos alike.
"""

from miauflix.viewing.rules import Progress, is_watched, resume_at
from miauflix.viewing.service import mark, record_progress
from miauflix.viewing.store import progress_of, recent

__all__ = ["Progress", "is_watched", "mark", "progress_of", "recent", "record_progress", "resume_at"]
