"""Finding sources while nobody waits: titles by interest, .torrent files, the size of swarms, and links that are dead.

Everything is due at a time that is stored, and asked again after growing intervals; a closed guard pauses it all and
leaves the times as they are. `DISABLE_DISCOVERY` stops the search for titles; what is known is still kept up to date.
"""

from miauflix.sources.discovery.service import Discovery, Searched
from miauflix.sources.discovery.tasks import register

__all__ = ["Discovery", "Searched", "register"]
