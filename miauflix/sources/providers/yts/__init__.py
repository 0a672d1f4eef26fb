"""Films from a JSON service in the style of YTS: few releases of each, small and well seeded."""

from miauflix.sources.providers.kinds import Kind
from miauflix.sources.providers.yts.adapter import Yts

KIND = Kind("yts", "YTS-style", Yts)
