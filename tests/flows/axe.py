"""axe-core, the checker for accessibility, run in the page at hand."""

from functools import cache
from typing import Any, cast

from playwright.async_api import Page

from tests.flows.complete import until_complete
from tests.services.programs import ROOT

_SOURCE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = "axe.run(document, { resultTypes: ['violations'], iframes: false })"


async def faults(page: Page) -> list[str]:
    """What axe finds wrong on this page, one line each, with the first place where, once all of it is there."""
    await until_complete(page)
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_axe())
    found = cast("dict[str, list[dict[str, Any]]]", await page.evaluate(_RUN))
    return [_line(one) for one in found["violations"]]


def _line(fault: dict[str, Any]) -> str:
    places = fault["nodes"]
    return f"{fault['impact']}: {fault['help']} ({fault['id']}), {len(places)} times, as {places[0]['html'][:160]}"


@cache
def _axe() -> str:
    return _SOURCE.read_text()
