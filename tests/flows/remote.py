"""Going through the screens by keys alone, and watching over the focus at every step."""

import time
from dataclasses import dataclass
from typing import cast

import anyio
from playwright.async_api import Locator, Page

from tests.services.deadline import HANG_S

# The house's ring is mint, on the element itself or on the part of it that is drawn. The picture of the player needs
# none: it is the whole screen, and there the arrows mean time. Neither does a heading that was only just arrived at.
COMPLAINT = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body || focused === document.documentElement) return 'nothing has focus';
  if (focused.matches('main:has(video), h1[tabindex="-1"]')) return null;
  const says = `${focused.tagName} “${focused.ariaLabel ?? focused.textContent.trim().slice(0, 40)}”`;
  const drawn = focused.matches('input') ? focused.closest('label') ?? focused : focused;
  const box = drawn.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `${says} is off the screen`;
  const above = document.elementFromPoint(x, y);
  if (!above || !(drawn.contains(above) || above.contains(drawn))) return `${says} is covered`;
  if (!drawn.checkVisibility({ opacityProperty: true })) return `${says} is not visible`;
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = getComputedStyle(document.documentElement).getPropertyValue('--mint');
  const mint = getComputedStyle(probe).color;
  probe.remove();
  const isRing = (node) => {
    const style = getComputedStyle(node);
    return (style.outlineStyle !== 'none' && style.outlineColor === mint) || style.boxShadow.includes(mint);
  };
  const parts = [focused, ...focused.querySelectorAll('*'), focused.nextElementSibling, focused.parentElement];
  return parts.some((part) => part && isRing(part)) ? null : `${says} has focus and no ring`;
}"""

_NAME = """() => {
  const focused = document.activeElement;
  return `${focused.tagName} “${focused.ariaLabel ?? focused.textContent.trim().slice(0, 40)}”`;
}"""

# What has been asked of the page is on the screen two frames later; a page that is hidden draws none.
_SETTLED = """() => Promise.race([
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  new Promise((done) => setTimeout(done, 5000)),
])"""


class FocusLost(AssertionError):
    """Focus is nowhere, or nobody could see where it is."""


@dataclass(frozen=True)
class Remote:
    """Keys for one page."""

    page: Page

    async def press(self, key: str) -> None:
        """Press and look where focus is.

        Raises:
            FocusLost: it is not to be seen.
        """
        await self.page.keyboard.press(key)
        await self.page.evaluate(_SETTLED)
        await self.sees_focus()

    async def type(self, text: str) -> None:
        await self.page.keyboard.type(text)

    async def sees_focus(self) -> None:
        """A new page may take its time, a focus that is lost stays lost."""
        end = time.monotonic() + HANG_S / 3
        while (complaint := cast("str | None", await self.page.evaluate(COMPLAINT))) is not None:
            if time.monotonic() > end:
                raise FocusLost(f"{complaint}, at {self.page.url}")
            await anyio.sleep(0.05)

    async def walk(self, key: str, to: Locator, *, at_most: int = 40) -> None:
        """Press `key` until `to` has focus."""
        passed: list[str] = []
        await self.sees_focus()
        while not await self.is_on(to):
            assert len(passed) < at_most, f"{key} did not lead to {to}, but along {passed}"
            await self.press(key)
            passed.append(await self.name())

    async def finds(self, target: Locator) -> None:
        """Waits until `target` has focus, as after going back, without a key."""
        await target.wait_for()
        await self.page.wait_for_function(
            "(node) => node === document.activeElement", arg=await target.element_handle()
        )
        await self.sees_focus()

    async def is_on(self, target: Locator) -> bool:
        script = "(node) => node === document.activeElement"
        return await target.count() > 0 and cast("bool", await target.first.evaluate(script))

    async def name(self) -> str:
        """What has focus, for messages."""
        return cast("str", await self.page.evaluate(_NAME))
