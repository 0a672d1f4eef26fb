"""What can be wrong with a stream."""

from miauflix.kit.errors import NotFound, Problem, RequestTimedOut, TooManyRequests, Unauthorised, Unavailable


class InvalidTicket(Unauthorised):
    code = "invalid_ticket"
    title = "The ticket is not valid or has run out; press Play again"


class NothingArrived(RequestTimedOut):
    code = "no_bytes"
    title = "No bytes arrived in time: no peer has them right now"


class RangeNotSatisfiable(Problem):
    status = 416
    code = "range_not_satisfiable"
    title = "The file has no such bytes"

    def __init__(self, size_bytes: int) -> None:
        super().__init__(
            f"The file has {size_bytes} bytes; ask for bytes=first-last within them",
            headers={"Content-Range": f"bytes */{size_bytes}", "Accept-Ranges": "bytes"},
        )


class TooManyStreams(TooManyRequests):
    code = "too_many_streams"
    title = "You have too many streams open"


class OutOfMemory(Unavailable):
    code = "memory_pressure"
    title = "The server is short of memory"


class SourceGone(Unavailable):
    code = "source_gone"
    title = "The source went away just now; try again"


class EpisodeNotInside(NotFound):
    code = "episode_not_inside"
    title = "This torrent does not hold the episode"
