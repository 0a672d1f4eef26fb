"""Stand-ins for providers. Each answers in the shape recorded from the real thing and can get into every trouble."""

from collections.abc import Callable
from dataclasses import dataclass

from miauflix.sources.providers import registry
from miauflix.sources.providers.kinds import Kind
from tests.fakes.providers.archive import FakeArchive
from tests.fakes.providers.fake import Fake, Listed, episode, film
from tests.fakes.providers.json_services import FakeEztv, FakeStremio, FakeTheRarbg, FakeYts
from tests.fakes.providers.xml_services import KEY, FakeFeed, FakeTorznab


@dataclass(frozen=True)
class Stand:
    """Which stand-in speaks for which kind, and what that kind can tell."""

    make: Callable[[], Fake]
    release: Callable[..., Listed] = film
    api_key: str | None = None
    is_xml: bool = False
    tells_seeders: bool = True


FAKES: dict[str, Stand] = {
    "yts": Stand(FakeYts),
    "eztv": Stand(FakeEztv, episode),
    "therarbg": Stand(FakeTheRarbg),
    "torznab": Stand(FakeTorznab, api_key=KEY, is_xml=True),
    "stremio": Stand(FakeStremio),
    "archive": Stand(FakeArchive, tells_seeders=False),
    "feed": Stand(FakeFeed, is_xml=True),
}


def kind(name: str) -> Kind:
    """The kind of that name.

    Raises:
        LookupError: there is none.
    """
    found = registry.kind_of(name)
    if found is None:
        raise LookupError(name)
    return found
