"""A real browser: the system's Chromium, driven by Playwright; one for the whole run, one visitor per test.

    async def test_the_front_door(visit: Visit, ...) -> None:
        phone = await visit(PHONE, base_url)
        await phone.page.goto("/")
        await phone.photograph("front-door")
        assert phone.complaints == []

The pages of a test that fails are photographed into test-results/.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Error, Page, async_playwright

from tests.services.programs import ROOT, path_of
from tests.services.service import Service

PHOTOGRAPHS = ROOT / "test-results"
_FLAGS = (
    "--no-sandbox",  # a container's root cannot have one
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
)


@dataclass(frozen=True)
class Screen:
    """What somebody looks at, in CSS pixels."""

    name: str
    width: int
    height: int
    is_touch: bool = False


PHONE = Screen("phone", 390, 844, is_touch=True)
DESKTOP = Screen("desktop", 1440, 900)
TV = Screen("tv", 1920, 1080)
SCREENS = (PHONE, DESKTOP, TV)


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser profile of their own, and what their pages complained of."""

    context: BrowserContext
    page: Page
    screen: Screen
    complaints: list[str]

    async def photograph(self, name: str, *, screens: Sequence[Screen] = (), whole_page: bool = False) -> list[Path]:
        """Save what is seen as test-results/NAME-SCREEN.png, on this screen or on each of `screens`."""
        saved: list[Path] = []
        for screen in screens or (self.screen,):
            await self.page.set_viewport_size({"width": screen.width, "height": screen.height})
            await self.page.evaluate("document.fonts.ready")
            path = PHOTOGRAPHS / f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}-{screen.name}.png"
            await self.page.screenshot(path=path, full_page=whole_page, animations="disabled")
            saved.append(path)
        return saved


Visit = Callable[..., Awaitable[Visitor]]
"""`await visit(screen, base_url, language="en")`: a new visitor; see `Chromium.visit`."""


class Chromium(Service):
    """The browser. Each `visit` is a context of its own: no cookie, cache or storage is shared."""

    _browser: Browser

    async def open(self, stack: AsyncExitStack) -> None:
        playwright = await stack.enter_async_context(async_playwright())
        self._browser = await playwright.chromium.launch(executable_path=path_of("chromium"), args=_FLAGS)
        stack.push_async_callback(self._browser.close)

    async def visit(self, screen: Screen = DESKTOP, base_url: str | None = None, *, language: str = "en") -> Visitor:
        """Somebody comes by who has never been here. Close `context` when they leave."""
        context = await self._browser.new_context(
            viewport={"width": screen.width, "height": screen.height},
            has_touch=screen.is_touch,
            base_url=base_url,
            locale=language,
            reduced_motion="reduce",
            service_workers="allow",
        )
        page = await context.new_page()
        complaints: list[str] = []

        def on_console(message: ConsoleMessage) -> None:
            if message.type == "error":
                complaints.append(message.text)

        def on_error(error: Error) -> None:
            complaints.append(f"uncaught {error}")

        context.on("console", on_console)
        page.on("pageerror", on_error)
        return Visitor(context, page, screen, complaints)
