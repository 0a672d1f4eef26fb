"""Films and episodes from a Stremio add-on: one cheap door to many catalogues."""

from miauflix.sources.providers.kinds import Kind
from miauflix.sources.providers.stremio.adapter import Stremio

KIND = Kind("stremio", "Stremio add-on", Stremio)
