"""From "play this" to bytes on the wire.

A play request becomes a *ticket*: a signed, short-lived capability for one playable, used as a path prefix so that
relative addresses inherit it and a `<video>` needs no header. Bytes come from a `ByteSource`, whoever made it; the
database session is closed before the first of them flows.
"""

from miauflix.playback.service import Playback, StreamLimits
from miauflix.playback.tickets import Tickets

__all__ = ["Playback", "StreamLimits", "Tickets"]
