"""Films and episodes from anything that speaks Torznab: Prowlarr, Jackett and others."""

from miauflix.sources.providers.kinds import Kind, Policy
from miauflix.sources.providers.torznab.adapter import Torznab

# An aggregating indexer asks many others in turn; Jackett was seen to take its time: 15 s for each try.
KIND = Kind("torznab", "Torznab (Prowlarr, Jackett)", Torznab, key="optional", policy=Policy(timeout_s=45))
