"""Pictures: found by a hash, served in a ladder of widths under addresses that never change.

A picture is *stored* (its bytes were given to us and are kept), *remote* (a path at the configured image host, fetched
when somebody first looks at it) or *drawn* (there is none, so its title is lettered on a card of our own). A request
names a hash and a width and nothing else: no part of it becomes a path on disk or an address on the network.
"""

from miauflix.catalog.pictures.encoding import Format, NoPicture, preview_of
from miauflix.catalog.pictures.gallery import WIDTHS, Gallery, format_for, step_for
from miauflix.catalog.pictures.image_host import ImageHost
from miauflix.catalog.pictures.keeping import PictureStore
from miauflix.catalog.pictures.naming import WantedPicture, picture_for, pictures_for
from miauflix.catalog.pictures.shelf import Shelf
from miauflix.catalog.pictures.warming import warm_posters

__all__ = [
    "WIDTHS",
    "Format",
    "Gallery",
    "ImageHost",
    "NoPicture",
    "PictureStore",
    "Shelf",
    "WantedPicture",
    "format_for",
    "picture_for",
    "pictures_for",
    "preview_of",
    "step_for",
    "warm_posters",
]
