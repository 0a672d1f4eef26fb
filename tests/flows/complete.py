"""When a page is all there: nothing holds a place, its letters have come, and nothing moves that will stand still."""

from playwright.async_api import Page

# A heading is there, and nothing that only holds a place.
_COMPLETE = """() => document.querySelector('h1, main:has(video)')
  && !document.querySelector('output[class*="_waiting"], [class*="_bone"]')"""
_STILL = """() => !document.getAnimations().some(
  (one) => one.playState === 'running' && one.effect.getComputedTiming().endTime !== Infinity)"""


_LOOK_EVERY_MS = 50  # and not with each frame: a page that is hidden, or forgotten by a busy Chromium, draws none


async def until_complete(page: Page) -> None:
    """Wait for it."""
    await page.wait_for_function(_COMPLETE, polling=_LOOK_EVERY_MS)
    await page.evaluate("document.fonts.ready")
    await page.wait_for_function(_STILL, polling=_LOOK_EVERY_MS)
