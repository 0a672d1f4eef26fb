"""Episodes from a JSON service in the style of EZTV, by the show's IMDb id."""

from miauflix.sources.providers.eztv.adapter import Eztv
from miauflix.sources.providers.kinds import Kind

KIND = Kind("eztv", "EZTV-style", Eztv)
