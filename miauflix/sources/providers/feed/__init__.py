"""A plain feed (RSS) of torrents on the web, or a plain folder of .torrent files on this machine."""

from miauflix.sources.providers.feed.adapter import Feed
from miauflix.sources.providers.kinds import Kind

KIND = Kind("feed", "Feed or folder of .torrent files", Feed, takes_folders=True, knows_ours=True)
