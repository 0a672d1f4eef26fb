"""For whom a request asks: the device it tells of, the language of the profile; and what is known of the title."""

from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Query
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import Accounts, Caller, current_caller
from miauflix.catalog import original_language, running_time_s
from miauflix.infra.parts import part
from miauflix.kit.playable import Playable
from miauflix.sources.ranking import Viewing
from miauflix.sources.schemas import DeviceIn, Word

_DEFAULT = DeviceIn()


async def device_of_query(
    codecs: Annotated[
        list[Word] | None,
        Query(max_length=20, description="What the device decodes, as h264 or h265:10; left out, a browser with H.264"),
    ] = None,
    containers: Annotated[
        list[Word] | None, Query(max_length=20, description="File endings it opens; left out: any")
    ] = None,
    max_height: Annotated[int | None, Query(ge=100, le=10_000, description="Lines of its screen")] = None,
    hdr: Annotated[bool, Query(description="It shows HDR")] = True,
    bandwidth_bits_s: Annotated[int | None, Query(ge=10_000, le=100_000_000_000)] = None,
) -> DeviceIn:
    return DeviceIn(
        codecs=_DEFAULT.codecs if codecs is None else codecs,
        containers=containers,
        max_height=max_height,
        hdr=hdr,
        bandwidth_bits_s=bandwidth_bits_s,
    )


async def viewing_of_query(
    device: Annotated[DeviceIn, Depends(device_of_query)],
    caller: Annotated[Caller, Depends(current_caller)],
    accounts: Annotated[Accounts, Depends(part(Accounts))],
) -> Viewing:
    """What a list of sources is ranked for."""
    profile = await accounts.profiles.of_caller(caller)
    return Viewing(device=device.device(), language=profile.language if profile else None)


async def viewing_of_title(session: AsyncSession, playable: Playable, viewing: Viewing) -> Viewing:
    """`viewing` of this title: how long it takes says what a swarm must give, and its language what a release speaks
    that does not say."""
    ref = str(playable)
    return replace(
        viewing,
        duration_s=await running_time_s(session, ref),
        original_language=await original_language(session, ref),
    )
