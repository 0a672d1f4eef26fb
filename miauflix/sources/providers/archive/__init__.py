"""Openly licensed films of the Internet Archive: free for everybody, so it is there without being set up."""

from miauflix.infra.limits import Rule
from miauflix.sources.providers.archive.adapter import Archive
from miauflix.sources.providers.kinds import Kind, Policy

KIND = Kind(
    "archive",
    "Internet Archive",
    Archive,
    free_url="https://archive.org",
    policy=Policy(concurrency=2, rule=Rule(times=10, per_s=10)),
)
