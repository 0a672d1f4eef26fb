"""What can be wrong with a question to the catalogue."""

from miauflix.kit.errors import Conflict, NotFound


class UnknownTitle(NotFound):
    code = "unknown_title"
    title = "The catalogue has no such title"


class NotAddedByHand(Conflict):
    code = "not_added_by_hand"
    title = "Only titles that were added here can be changed"


class UnknownPerson(NotFound):
    code = "unknown_person"
    title = "The catalogue knows nobody of this number"


class UnknownCollection(NotFound):
    code = "unknown_collection"
    title = "The film belongs to no collection"


class UnknownList(NotFound):
    code = "unknown_list"
    title = "There is no such list"


class UnknownPosition(NotFound):
    code = "unknown_position"
    title = "The list has no such place"


class UnknownPicture(NotFound):
    code = "unknown_picture"
    title = "There is no such picture"


class TooManyLists(Conflict):
    code = "too_many_lists"
    title = "There is no room for more"
