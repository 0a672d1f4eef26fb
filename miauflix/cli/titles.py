"""`miauflix add`, `rename` and `remove`."""

import base64
from pathlib import Path

from miauflix.cli.operator import operate
from miauflix.infra.parts import Parts
from miauflix.infra.settings import Settings
from miauflix.sources import Locator, NewTitle, TitleAdder
from miauflix.sources.added import AddedCommand, run_added_command


async def add_title(settings: Settings, what: str) -> list[str]:
    """Add a .torrent file or magnet link; the last line is the reference of the title it became.

    Raises:
        InvalidMetainfo: `what` is neither.
        OSError: the file cannot be read.
    """
    body = _read(what)
    locator = Locator.from_request(body)

    async def here(parts: Parts) -> list[str]:
        return [str(await parts.get(TitleAdder).add(locator, provider="added"))]

    return await operate(settings, "titles", body, here, may_found=True)


async def change_added(settings: Settings, **fields: str) -> list[str]:
    """Rename or remove an added title.

    Raises:
        UnknownTitle, NotAddedByHand: there is none of this reference, or it came from elsewhere.
    """
    command = AddedCommand.model_validate(fields)

    async def here(parts: Parts) -> list[str]:
        return await run_added_command(parts.get(TitleAdder), None, command)

    return await operate(settings, "added", command, here)


def _read(what: str) -> NewTitle:
    if what.startswith("magnet:"):
        return NewTitle(magnet=what)
    return NewTitle(torrent=base64.b64encode(Path(what).read_bytes()).decode())
