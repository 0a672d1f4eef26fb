"""Doing what an operator asks: by the running server, or here when none runs."""

import json
from collections.abc import Awaitable, Callable

import httpx2
from pydantic import BaseModel, SecretStr

from miauflix.api.control import CONTROL_HEADER, Control
from miauflix.infra.data_folder import DataFolderBusy, control_file, exclusive
from miauflix.infra.parts import Parts
from miauflix.infra.settings import Settings, SettingsError
from miauflix.wiring import offline

_TIMEOUT_S = 30


async def operate(
    settings: Settings,
    path: str,
    body: BaseModel,
    here: Callable[[Parts], Awaitable[list[str]]],
    *,
    timeout_s: float = _TIMEOUT_S,
) -> list[str]:
    """The lines to print: `here` answers them while this process holds the data folder, else the server's `path`.

    Raises:
        SettingsError: the running server cannot be reached, or refuses; the message is its own.
    """
    try:
        with exclusive(settings.data_dir):
            async with offline(settings) as parts:
                return await here(parts)
    except DataFolderBusy:
        return await _ask_server(settings, path, body, timeout_s)


async def _ask_server(settings: Settings, path: str, body: BaseModel, timeout_s: float) -> list[str]:
    control = Control.read(control_file(settings.data_dir))
    if control is None:
        raise SettingsError(f"{settings.data_dir} is in use by a server that is just starting or stopping; try again")
    try:
        async with httpx2.AsyncClient(base_url=control.url, timeout=timeout_s, trust_env=False) as client:
            headers = {CONTROL_HEADER: control.token, "Content-Type": "application/json"}
            content = json.dumps(body.model_dump(exclude_none=True), default=_reveal)
            answer = await client.post(f"/api/control/{path}", content=content, headers=headers)
    except httpx2.HTTPError as error:
        raise SettingsError(f"the server at {control.url} does not answer: {error}") from error
    if answer.is_error:
        raise SettingsError(str(answer.json().get("detail", answer.text)))
    lines: list[str] = answer.json()
    return lines


def _reveal(secret: object) -> str:
    """A password must reach the server; pydantic would write asterisks."""
    if isinstance(secret, SecretStr):
        return secret.get_secret_value()
    raise TypeError(f"{type(secret).__name__} has no JSON form")
