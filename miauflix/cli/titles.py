"""`miauflix add`."""

import base64
from pathlib import Path

import httpx2

from miauflix.api.control import CONTROL_HEADER, Control
from miauflix.infra.data_folder import DataFolderBusy, control_file, exclusive
from miauflix.infra.settings import Settings, SettingsError
from miauflix.sources import Locator, NewTitle, TitleAdder
from miauflix.wiring import offline

_TIMEOUT_S = 30


async def add_title(settings: Settings, what: str) -> str:
    """Add a .torrent file or magnet link and return the reference of the title it became.

    Raises:
        NotATorrent: `what` is neither.
        SettingsError: the running server cannot be reached.
        OSError: the file cannot be read.
    """
    body = _read(what)
    locator = Locator.from_request(body)
    try:
        with exclusive(settings.data_dir):
            async with offline(settings) as parts:
                return str(await parts.get(TitleAdder).add(locator, provider="added"))
    except DataFolderBusy:
        return await _ask_server(settings, body)


def _read(what: str) -> NewTitle:
    if what.startswith("magnet:"):
        return NewTitle(magnet=what)
    return NewTitle(torrent=base64.b64encode(Path(what).read_bytes()).decode())


async def _ask_server(settings: Settings, body: NewTitle) -> str:
    control = Control.read(control_file(settings.data_dir))
    if control is None:
        raise SettingsError(f"{settings.data_dir} is in use by a server that is just starting or stopping; try again")
    try:
        async with httpx2.AsyncClient(timeout=_TIMEOUT_S, trust_env=False) as client:
            headers = {CONTROL_HEADER: control.token}
            answer = await client.post(
                f"{control.url}/api/control/titles", json=body.model_dump(exclude_none=True), headers=headers
            )
    except httpx2.HTTPError as error:
        raise SettingsError(f"the server at {control.url} does not answer: {error}") from error
    if answer.status_code != 201:
        raise SettingsError(str(answer.json().get("detail", answer.text)))
    return str(answer.json()["ref"])
