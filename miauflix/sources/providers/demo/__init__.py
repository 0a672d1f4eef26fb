"""The demo world as a provider: what it has made and seeds, found like anybody else's."""

from miauflix.sources.providers.demo.shelf import NAME, DemoShelf

__all__ = ["NAME", "DemoShelf"]
