"""The screens as a person meets them: by role and by name, in the words of the web app's own text files.

guest = await Guest.at(visit, TV, server)
await guest.set_up("Mia")
await guest.open_title("Harbour Lights")
player = await guest.press_play()
await player.plays()
"""

import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, cast
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, ConsoleMessage, Locator, Page, Request, WebError
from playwright.async_api import TimeoutError as PageTimeout

from tests.services.chromium import Screen, Visit, Visitor
from tests.services.deadline import HANG_S
from tests.services.programs import ROOT

EMAIL = "mia@house.example"
PASSWORD = "nine lives and a half"

_HANG_MS = HANG_S * 1000
_CONTROLS_LAST_MS = 3000
_TRIES = 5

# Kept in the page: what the film element reported and which of its pictures were shown, policy violations too.
_SPY = """
window.seen = { reports: [], pictures: [], violations: [] };
document.addEventListener('securitypolicyviolation', (event) =>
  window.seen.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
{
  const watched = new WeakSet();
  const watch = (video) => {
    const shown = (_, { mediaTime }) => {
      window.seen.pictures.push(mediaTime);
      video.requestVideoFrameCallback(shown);
    };
    video.requestVideoFrameCallback(shown);
  };
  for (const type of ['loadstart', 'timeupdate', 'playing', 'seeking', 'seeked', 'emptied', 'waiting', 'error']) {
    document.addEventListener(type, ({ target }) => {
      if (!(target instanceof HTMLVideoElement)) return;
      if (!watched.has(target)) watched.add(target), watch(target);
      window.seen.reports.push({ type, at_s: target.currentTime });
    }, { capture: true });
  }
}
"""

# A second and a dozen pictures beyond a mark: decoded by the element, and shown from the place in question.
_PLAYS_ON = """({ pictures, decoded, near_s }) => {
  const video = document.querySelector('video');
  if (!video || video.seeking || video.paused) return false;
  const shown = window.seen.pictures.slice(pictures).filter((at_s) => at_s > near_s - 2 && at_s < near_s + 30);
  const reached_s = Math.max(...shown) - Math.min(...shown);
  // An element that loads anew counts from nothing.
  const total = video.getVideoPlaybackQuality().totalVideoFrames;
  const fresh = total < decoded ? total : total - decoded;
  return shown.length >= 12 && fresh >= 12 && reached_s >= 1 && video.currentTime > near_s - 2;
}"""


class Texts:
    """The web app's texts in one language: `texts("login.submit")`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """The text with its `{{values}}` filled in.

        Raises:
            KeyError: the web app has no such text.
        """
        text: Any = _texts(self.language)
        for part in key.split("."):
            text = text[part]
        return re.sub(r"{{(\w+)}}", lambda match: str(values[match[1]]), cast("str", text))

    def pattern(self, key: str) -> re.Pattern[str]:
        """Matches the text whatever its values are."""
        text: Any = _texts(self.language)
        for part in key.split("."):
            text = text[part]
        return re.compile(".*".join(re.escape(piece) for piece in re.split(r"{{\w+}}", cast("str", text))))


@cache
def _texts(language: str) -> Mapping[str, Any]:
    folder = ROOT / "web" / "src" / "i18n" / language
    return {file.stem: json.loads(file.read_text()) for file in folder.glob("*.json")}


@dataclass(frozen=True)
class Grievances:
    """What must not happen behind anybody's back."""

    complaints: list[str] = field(default_factory=list[str])
    """Errors on the console. Asking whether somebody is signed in is answered 401, which a browser notes as one."""
    strays: list[str] = field(default_factory=list[str])
    """Requests that left the house."""

    def watch(self, context: BrowserContext, origin: str) -> None:
        def on_console(message: ConsoleMessage) -> None:
            where = message.location["url"]
            if message.type == "error" and not (where.endswith("/api/auth/refresh") and "401" in message.text):
                self.complaints.append(f"{message.text} ({where})")

        def on_request(request: Request) -> None:
            if urlsplit(request.url).scheme not in {"data", "blob"} and not request.url.startswith(f"{origin}/"):
                self.strays.append(request.url)

        def on_error(error: WebError) -> None:
            self.complaints.append(f"uncaught {error.error}")

        context.on("console", on_console)
        context.on("request", on_request)
        context.on("weberror", on_error)


@dataclass(frozen=True)
class Guest:
    """Somebody with a browser at the door of a house."""

    page: Page
    screen: Screen
    origin: str
    say: Texts
    grievances: Grievances

    @classmethod
    async def at(cls, visit: Visit, screen: Screen, origin: str, *, language: str = "en") -> "Guest":
        """Somebody who has never been here."""
        return await cls.of(await visit(screen, origin, language=language), origin, language=language)

    @classmethod
    async def of(cls, visitor: Visitor, origin: str, *, language: str = "en") -> "Guest":
        visitor.context.set_default_timeout(_HANG_MS)
        await visitor.context.add_init_script(_SPY)
        grievances = Grievances()
        grievances.watch(visitor.context, origin)
        return cls(visitor.page, visitor.screen, origin, Texts(language), grievances)

    async def another_tab(self) -> "Guest":
        """The same person's second tab."""
        return Guest(await self.page.context.new_page(), self.screen, self.origin, self.say, self.grievances)

    def button(self, key: str, *, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=self.say(key), exact=True)

    def link(self, name: str, *, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("link", name=name, exact=True)

    def field(self, key: str) -> Locator:
        return self.page.get_by_label(self.say(key), exact=True)

    async def go(self, path: str) -> None:
        """By the address bar."""
        await self.page.goto(path)

    async def set_up(self, name: str = "Mia") -> None:
        """The first visit: an account, a profile, and in."""
        await self.go("/")
        await self.field("common.email").fill(EMAIL)
        await self.field("common.password").fill(PASSWORD)
        await self.button("setup.create").click()
        await self.field("profiles.name").fill(name)
        await self.button("setup.goOn").click()
        await self.link(self.say("setup.enter")).click()
        await self.sees_home()

    async def sign_in(self, email: str = EMAIL, password: str = PASSWORD) -> None:
        await self.go("/login")
        await self.field("common.email").fill(email)
        await self.field("common.password").fill(password)
        await self.button("login.submit").click()
        await self.sees_home()

    async def sees_home(self) -> None:
        """Home with something on it; what is still on its way has no link."""
        await self.page.wait_for_url(f"{self.origin}/")
        await self.page.locator("main section a").first.wait_for()

    async def open_title(self, title: str) -> None:
        """From home, by its poster."""
        await self.page.get_by_role("link", name=re.compile(f"^{re.escape(title)}")).first.click()
        await self.page.get_by_role("heading", name=title, level=1).wait_for()

    async def press_play(self, key: Literal["common.play", "common.resume"] = "common.play") -> "Player":
        await self.page.get_by_role("link", name=self.say(key), exact=True).first.click()
        return Player(self)

    async def go_on_with(self, title: str) -> "Player":
        """From home, by the card in "Continue watching"."""
        shelf = self.page.get_by_role("region", name=self.say("home.continue"))
        await shelf.get_by_role("link", name=re.compile(f"^{re.escape(title)}")).click()
        return Player(self)

    async def is_content(self) -> None:
        """Nothing was complained of, forbidden or fetched from elsewhere."""
        violations = cast("list[str]", await self.page.evaluate("window.seen.violations"))
        trouble = [*self.grievances.complaints, *self.grievances.strays, *violations]
        assert not trouble, trouble


@dataclass(frozen=True)
class Mark:
    """How much had been seen of the film at a certain moment."""

    pictures: int
    decoded: int


@dataclass(frozen=True)
class Player:
    """The page of the player."""

    guest: Guest

    @property
    def page(self) -> Page:
        return self.guest.page

    async def mark(self) -> Mark:
        script = """() => {
          const quality = document.querySelector('video')?.getVideoPlaybackQuality();
          return [window.seen.pictures.length, quality?.totalVideoFrames ?? 0];
        }"""
        pictures, decoded = cast("list[int]", await self.page.evaluate(script))
        return Mark(pictures, decoded)

    async def plays(self, near_s: float = 0.0, *, since: Mark | None = None) -> None:
        """A second of film and a dozen pictures, from `near_s` on, all of them after `since` or after now."""
        mark = since or await self.mark()
        wanted = {"pictures": mark.pictures, "decoded": mark.decoded, "near_s": near_s}
        await self.page.wait_for_function(_PLAYS_ON, arg=wanted)

    async def position_s(self) -> float:
        return cast("float", await self.page.evaluate("document.querySelector('video').currentTime"))

    async def duration_s(self) -> float:
        return cast("float", await self.page.evaluate("document.querySelector('video').duration"))

    async def reaches(self, position_s: float) -> None:
        """Waits until the film has played up to there."""
        await self.page.wait_for_function(
            "(at_s) => document.querySelector('video').currentTime >= at_s", arg=position_s
        )

    async def reports(self) -> list[tuple[str, float]]:
        """What the film element said of itself on this page, and where it stood then."""
        found = cast("list[dict[str, Any]]", await self.page.evaluate("window.seen.reports"))
        return [(one["type"], one["at_s"]) for one in found]

    @property
    def slider(self) -> Locator:
        return self.page.get_by_role("slider", name=self.guest.say("player.position"), exact=True)

    async def seek(self, fraction: float) -> float:
        """By hand, along the bar; answers the second that was asked for."""
        begun = len(await self.reports())

        async def click() -> None:
            box = await self.slider.bounding_box()
            assert box is not None
            x, y = box["x"] + fraction * box["width"], box["y"] + box["height"] / 2
            await (self.page.touchscreen.tap(x, y) if self._is_touch else self.page.mouse.click(x, y))
            seeks = "(begun) => window.seen.reports.slice(begun).some(({ type }) => type === 'seeking')"
            await self.page.wait_for_function(seeks, arg=begun, timeout=_CONTROLS_LAST_MS)

        await self._with_controls(click)
        return fraction * await self.duration_s()

    async def seek_by_digit(self, tenth: int) -> float:
        """As a remote or a keyboard does; answers the second that was asked for."""
        await self.page.keyboard.press(str(tenth))
        return tenth / 10 * await self.duration_s()

    async def leave(self) -> None:
        """By the arrow at the top."""
        back = self.guest.button("common.back")

        async def press() -> None:
            await (back.tap if self._is_touch else back.click)(timeout=_CONTROLS_LAST_MS)

        await self._with_controls(press)
        await self.page.locator("video").wait_for(state="detached")

    async def show_controls(self) -> None:
        """As anybody does who wants to see them."""
        if not self._is_touch:
            await self.page.mouse.move(300, 300)
            await self.page.mouse.move(310, 305)
        elif not await self.page.evaluate(_CONTROLS_SHOWN):
            await self.page.touchscreen.tap(60, 250)
        await self.page.wait_for_function(_CONTROLS_SHOWN)

    @property
    def _is_touch(self) -> bool:
        return self.guest.screen.is_touch

    async def _with_controls(self, act: Callable[[], Awaitable[None]]) -> None:
        """They go away by themselves; on a busy machine that may happen before the click does."""
        for _ in range(_TRIES):
            await self.show_controls()
            with suppress(PageTimeout):
                return await act()
        await act()
        return None


# Neither on its way in nor on its way out.
_CONTROLS_SHOWN = """() => {
  const slider = document.querySelector('[role=slider]');
  return slider !== null && getComputedStyle(slider.closest('[data-controls]')).opacity === '1';
}"""


def stops(reports: Sequence[tuple[str, float]]) -> float:
    """Where the film stood when it was left, by its own word a moment before."""
    return next(at_s for kind, at_s in reversed(reports) if kind in {"timeupdate", "seeked"} and at_s > 0)


def starts(reports: Sequence[tuple[str, float]]) -> float:
    """Where it was when it first played after that."""
    last = max(index for index, (kind, _) in enumerate(reports) if kind == "loadstart")
    return next(at_s for kind, at_s in reports[last:] if kind == "playing")
