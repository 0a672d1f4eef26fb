"""Asking how many have a torrent, without joining its swarm: trackers by UDP (BEP 15) and HTTP (BEP 48), and the DHT.

Who says nothing of a torrent, or all zeros, does not know it: that is `None`, not 0. Of several the largest number
counts, because each sees a part of the swarm.
"""

from miauflix.sources.scraping.dht import DhtScraper, Neighbours, Swarm
from miauflix.sources.scraping.scraper import Scraped, Scraper
from miauflix.sources.scraping.types import Count, NotPublic, ScrapeFailed, largest

__all__ = ["Count", "DhtScraper", "Neighbours", "NotPublic", "ScrapeFailed", "Scraped", "Scraper", "Swarm", "largest"]
