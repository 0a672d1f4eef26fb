"""The one server that pictures come from, asked only for paths that the catalogue has stored.

A host that does not answer is left alone for a while, so that a wall of posters does not wait for it once a poster; a
picture that cannot be had is not asked for again at once either. Both are kept in memory: a restart tries again.
"""

from collections import OrderedDict
from datetime import datetime, timedelta

from miauflix.catalog.pictures.encoding import NoPicture
from miauflix.catalog.types import PictureKind
from miauflix.infra.outbound import Conduct, Outbound, OutboundError, RateLimited, TimedOut, Unreachable
from miauflix.kit.clock import Clock

_MOST_BYTES = 16 * 1024 * 1024
_TOTAL_S = 20.0
_STAYS = Conduct(attempts=2, follows="same_host", longest_quiet=timedelta(minutes=10))
_FIRST_PAUSE = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(minutes=10)
_GONE_FOR = timedelta(days=1)  # 404, and bytes that are no picture
_TROUBLE_FOR = timedelta(minutes=5)  # any other refusal
_MOST_REMEMBERED = 20_000

# The smallest of the host's own sizes that is at least as wide as what is asked for; stills have only small ones.
_SIZES: dict[PictureKind, tuple[tuple[int, str], ...]] = {
    "poster": ((780, "w780"),),
    "backdrop": ((1280, "w1280"),),
    "still": (),
    "profile": ((342, "h632"),),
    "logo": ((500, "w500"),),
}


class NotToBeHad(Exception):
    """There is no picture for now; asking again makes sense at `retry_at`."""

    def __init__(self, message: str, retry_at: datetime) -> None:
        super().__init__(message)
        self.retry_at = retry_at


def size_for(kind: PictureKind, width: int) -> str:
    """What the host calls the size to fetch for a picture `width` pixels wide."""
    return next((name for widest, name in _SIZES[kind] if width <= widest), "original")


class ImageHost:
    """Fetches from `base_url`, where a picture is at `{base_url}/{size}{path}`."""

    def __init__(self, outbound: Outbound, base_url: str, clock: Clock) -> None:
        self._outbound = outbound
        self._base_url = base_url.rstrip("/")
        self._clock = clock
        self._quiet_until: datetime | None = None
        self._pause = _FIRST_PAUSE
        self._misses: OrderedDict[str, datetime] = OrderedDict()

    @property
    def is_quiet(self) -> bool:
        """Whether the host is being left alone, because it did not answer or asked for it."""
        return self._quiet_until is not None and self._clock.now() < self._quiet_until

    async def fetch(self, path: str, size: str) -> bytes:
        """The bytes at a path, whatever they are.

        Raises:
            NotToBeHad: see there.
        """
        self._respect_refusals(path)
        try:
            answer = await self._outbound.get(
                f"{self._base_url}/{size}{path}", max_bytes=_MOST_BYTES, total_s=_TOTAL_S, conduct=_STAYS
            )
        except RateLimited as error:
            raise self._be_quiet(str(error), error.retry_at) from error
        except (Unreachable, TimedOut) as error:
            pause, self._pause = self._pause, min(self._pause * 2, _LONGEST_PAUSE)
            raise self._be_quiet(str(error), self._clock.now() + pause) from error
        except OutboundError as error:
            raise self._missed(path, str(error), _GONE_FOR) from error
        self._pause, self._quiet_until = _FIRST_PAUSE, None
        if not answer.is_success:
            raise self._missed(path, f"answered {answer.status}", _GONE_FOR if answer.status == 404 else _TROUBLE_FOR)
        return answer.body

    def refuse(self, path: str, error: NoPicture) -> NotToBeHad:
        """Remember that what came from this path is no picture."""
        return self._missed(path, str(error), _GONE_FOR)

    def _respect_refusals(self, path: str) -> None:
        if self._quiet_until is not None and self.is_quiet:
            raise NotToBeHad("the image host is being left alone", self._quiet_until)
        until = self._misses.get(path)
        if until is not None and self._clock.now() < until:
            raise NotToBeHad("this picture could not be had lately", until)

    def _be_quiet(self, message: str, until: datetime) -> NotToBeHad:
        self._quiet_until = until
        return NotToBeHad(message, until)

    def _missed(self, path: str, message: str, wait: timedelta) -> NotToBeHad:
        until = self._clock.now() + wait
        self._misses[path] = until
        self._misses.move_to_end(path)
        while len(self._misses) > _MOST_REMEMBERED:
            self._misses.popitem(last=False)
        return NotToBeHad(message, until)
