"""The demo world: what a house without any settings has to show.

Short films of our own are made on first start, seeded over real BitTorrent from this machine to this machine, and
listed with four open films of the Blender Foundation, which come from their own swarms. `DemoWorld.run` is the
whole of it; the rooms below learn of its films as they would of any others.
"""

from miauflix.demo.fetching import fetch_with
from miauflix.demo.world import DemoWorld, House

__all__ = ["DemoWorld", "House", "fetch_with"]
