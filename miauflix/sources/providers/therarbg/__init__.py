"""Films and episodes from a JSON service in the style of TheRARBG."""

from miauflix.sources.providers.kinds import Kind
from miauflix.sources.providers.therarbg.adapter import TheRarbg

KIND = Kind("therarbg", "TheRARBG-style", TheRarbg)
