"""Handing the drawn pictures to the picture store."""

import asyncio
from collections.abc import Mapping

from miauflix.catalog import Picture, PictureStore
from miauflix.demo import pictures


async def hang(store: PictureStore) -> Mapping[str, Picture]:
    """Every picture of the demo world by its name, in the store; those that hang there already are left alone."""
    previews = await asyncio.to_thread(pictures.previews)
    return {
        name: await store.put(await asyncio.to_thread(pictures.read, name), preview=preview)
        for name, preview in previews.items()
    }
