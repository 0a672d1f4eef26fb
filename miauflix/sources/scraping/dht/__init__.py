"""Asking the DHT how many have a torrent (BEP 5, BEP 33), without joining its swarm and without serving anybody.

libtorrent finds peers by the DHT, but tells neither when a search has ended nor how many seed. The engine's node is a
full one; it lends its neighbours as the place to begin. IPv4 only: the DHT of IPv6 (BEP 32) is another network, and
this is an estimate.
"""

from miauflix.sources.scraping.dht.lookup import Swarm
from miauflix.sources.scraping.dht.scraper import DhtScraper, Neighbours

__all__ = ["DhtScraper", "Neighbours", "Swarm"]
