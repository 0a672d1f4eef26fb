"""What a handler may raise on purpose, and what happens to one whose lease is gone."""


class LostLease(Exception):
    """Another worker holds the job by now; whatever this one still does must have no effect."""


class Postponed(Exception):
    """The time is not right, and nobody is to blame: try again in `after_s` seconds without counting this attempt."""

    def __init__(self, reason: str, *, after_s: float) -> None:
        super().__init__(reason)
        self.after_s = after_s


class GiveUp(Exception):
    """Trying again cannot help: the job is dead at once, with this message."""


class InVain(Exception):
    """What was looked for is not to be had yet, and nobody is to blame: it counts, and only the last try is told."""
