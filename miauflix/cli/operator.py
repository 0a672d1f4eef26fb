"""Doing what an operator asks: by the running server, or here when none runs."""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import TypeVar

import httpx2
from pydantic import BaseModel, SecretStr

from miauflix.api.control import CONTROL_HEADER, Control
from miauflix.infra.data_folder import DataFolderBusy, control_file, exclusive, is_lived_in
from miauflix.infra.parts import Parts
from miauflix.infra.settings import Settings, SettingsError
from miauflix.infra.telemetry import configure_logging
from miauflix.wiring import offline

_TIMEOUT_S = 30

Told = TypeVar("Told", bound=BaseModel)


async def operate(
    settings: Settings,
    path: str,
    body: BaseModel,
    here: Callable[[Parts], Awaitable[list[str]]],
    *,
    timeout_s: float = _TIMEOUT_S,
    may_found: bool = False,
) -> list[str]:
    """The lines to print: `here` answers them while this process holds the data folder, else the server's `path`.

    Where no house is yet, only a command that `may_found` one makes it: a mistyped folder gets no keys of its own.

    Raises:
        SettingsError: there is no house in the folder; the running server cannot be reached, or refuses: the message
            is its own.
    """
    _log_apart(settings)
    if not may_found and not is_lived_in(settings.data_dir):
        raise SettingsError(f"there is no Miauflix in {settings.data_dir}; set MIAUFLIX_DATA_DIR to where its data is")
    try:
        with exclusive(settings.data_dir):
            async with offline(settings) as parts:
                return await here(parts)
    except DataFolderBusy:
        return await _ask_server(settings, path, body, timeout_s)


async def follow(
    settings: Settings, path: str, here: Callable[[Parts], AsyncGenerator[Told]], model: type[Told]
) -> AsyncGenerator[Told]:
    """What is told on the way, one after the other: by `here` while this process holds the data folder, else by the
    server's `path`, which answers a line of JSON for each.

    Raises:
        SettingsError: the running server cannot be reached, or refuses; the message is its own.
    """
    _log_apart(settings)
    try:
        with exclusive(settings.data_dir):
            async with offline(settings) as parts, aclosing(here(parts)) as steps:
                async for step in steps:
                    yield step
            return
    except DataFolderBusy:
        pass
    control = _running(settings)
    try:
        async with (
            httpx2.AsyncClient(base_url=control.url, timeout=_TIMEOUT_S, trust_env=False) as client,
            client.stream("POST", f"/api/control/{path}", headers={CONTROL_HEADER: control.token}) as answer,
        ):
            if answer.is_error:
                raise SettingsError(str(json.loads(await answer.aread()).get("detail", answer.status_code)))
            async for line in answer.aiter_lines():
                yield model.model_validate_json(line)
    except httpx2.HTTPError as error:
        raise SettingsError(f"the server at {control.url} does not answer: {error}") from error


def _log_apart(settings: Settings) -> None:
    """To standard error, scrubbed as the server's: what a command prints is its answer alone."""
    configure_logging(settings.log_format, "warning")


def _running(settings: Settings) -> Control:
    control = Control.read(control_file(settings.data_dir))
    if control is None:
        raise SettingsError(f"{settings.data_dir} is in use by a server that is just starting or stopping; try again")
    return control


async def _ask_server(settings: Settings, path: str, body: BaseModel, timeout_s: float) -> list[str]:
    control = _running(settings)
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
