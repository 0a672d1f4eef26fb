"""What can be wrong with a question to the catalogue."""

from miauflix.kit.errors import NotFound


class UnknownTitle(NotFound):
    code = "unknown_title"
    title = "The catalogue has no such title"


class UnknownList(NotFound):
    code = "unknown_list"
    title = "There is no such list"


class UnknownPicture(NotFound):
    code = "unknown_picture"
    title = "There is no such picture"
