"""Every kind of provider there is: one folder and one line each."""

from typing import Final

from miauflix.sources.providers import archive, eztv, feed, stremio, therarbg, torznab, yts
from miauflix.sources.providers.kinds import Kind

KINDS: Final[tuple[Kind, ...]] = (
    yts.KIND,
    eztv.KIND,
    therarbg.KIND,
    torznab.KIND,
    stremio.KIND,
    archive.KIND,
    feed.KIND,
)
_BY_NAME: Final = {kind.name: kind for kind in KINDS}


def kind_of(name: str) -> Kind | None:
    """The kind of a provider by its name: that of the kind, or that and a hyphen and more (torznab-2)."""
    return _BY_NAME.get(name) or _BY_NAME.get(name.partition("-")[0])
