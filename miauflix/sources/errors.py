"""What can be wrong with a source."""

from miauflix.kit.errors import NotFound, Unprocessable


class UnknownSource(NotFound):
    code = "unknown_source"
    title = "There is no such source"


class NoSource(NotFound):
    code = "no_source"
    title = "No source is known for this title yet"


class NotATorrent(Unprocessable):
    code = "not_a_torrent"
    title = "This is neither a .torrent file nor a magnet link"


class UnknownProvider(NotFound):
    code = "unknown_provider"
    title = "There is no such provider"


class UnfitProvider(Unprocessable):
    code = "unfit_provider"
    title = "A provider of this kind cannot be set up like that"
