"""Asking trackers how many have a torrent, without joining its swarm: UDP (BEP 15) and HTTP (BEP 48).

A tracker that says nothing of a torrent, or all zeros, does not know it: that is `None`, not 0. Of several trackers the
largest number counts, because each sees a part of the swarm.
"""

from miauflix.sources.scraping.scraper import Scraped, Scraper
from miauflix.sources.scraping.types import Count, ScrapeFailed

__all__ = ["Count", "ScrapeFailed", "Scraped", "Scraper"]
