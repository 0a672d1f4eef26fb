"""What there is to know of a kind of provider before one of it exists."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from miauflix.infra.limits import Rule
from miauflix.infra.outbound import Outbound
from miauflix.kit.clock import Clock
from miauflix.sources.providers.asking import Asker
from miauflix.sources.providers.protocol import Provider
from miauflix.sources.scraping.web import PublicWeb


@dataclass(frozen=True, slots=True)
class Policy:
    """How much of a provider is asked: at once, in a while, how often in vain, and for how long with all tries."""

    concurrency: int = 2
    rule: Rule = field(default_factory=lambda: Rule(times=20, per_s=10))
    timeout_s: float = 8
    tries: int = 3

    @property
    def share_s(self) -> float:
        """For how long one answer may be waited for, so that there is time for all tries."""
        return self.timeout_s / self.tries


@dataclass(frozen=True, slots=True)
class Setup:
    """What one provider is built from. `name` is how the operator and its sources call it.

    `timeout_s` is for each request.
    """

    name: str
    base_url: str
    api_key: str | None
    outbound: Outbound
    clock: Clock
    timeout_s: float = 8
    public: PublicWeb | None = None
    """How links to files of strangers are followed; without it they go the way of all else."""

    def asker(self, *endings: str) -> Asker:
        """The way out. A base URL copied with one of these `endings` of the API is meant without it."""
        base_url = self.base_url.rstrip("/")
        for ending in endings:
            base_url = base_url.removesuffix(ending).rstrip("/")
        return Asker(self.name, self.outbound, self.clock, base_url, self.timeout_s, self.public)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of provider. `free_url` is set where everybody may use it as it is; the others are off until given one.

    `knows_ours` says that it may have titles the world does not know: those of the demo, and those added by hand.
    """

    name: str
    title: str
    build: Callable[[Setup], Provider]
    key: Literal["none", "optional", "required"] = "none"
    free_url: str | None = None
    takes_folders: bool = False
    knows_ours: bool = False
    policy: Policy = field(default_factory=Policy)
