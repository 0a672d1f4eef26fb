"""What goes wrong with scheduled tasks."""

from miauflix.kit.errors import NotFound


class LostSlot(Exception):
    """Another process has taken the slot over; whatever this run still does must have no effect."""


class UnknownTask(NotFound):
    code = "unknown_task"
    title = "There is no scheduled task of this name"
