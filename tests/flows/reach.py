"""Which things of a page the arrows lead to, and which they never do.

A thing is told by its element, and where a page takes elements away that are far from the window and makes them anew,
by its address, or else its words, and the shelf it stands on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Literal, TypedDict, cast

from playwright.async_api import Error, Page

from tests.flows.complete import until_complete
from tests.flows.remote import COMPLAINT, Remote

Arrow = Literal["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]

# Along a shelf first, then on to the next: so most presses lead to something new.
_ORDER: Sequence[Sequence[Arrow]] = (("ArrowRight", "ArrowLeft"), ("ArrowDown",), ("ArrowUp",))
_BACK: dict[Arrow, Arrow] = {
    "ArrowUp": "ArrowDown",
    "ArrowDown": "ArrowUp",
    "ArrowLeft": "ArrowRight",
    "ArrowRight": "ArrowLeft",
}
_NOWHERE = -1
_NO_FRAMES = "no frame was drawn"
_FRAME_MS = 20_000

# A thing is everything a pointer could press, unless it is marked as a pointer's alone.
_BEGIN = f"""() => {{
  const frame = () => new Promise((resolve, reject) => {{
    const late = setTimeout(() => reject(new Error('{_NO_FRAMES}')), {_FRAME_MS});
    requestAnimationFrame(() => {{ clearTimeout(late); resolve(); }});
  }});
  const within = () => document.querySelector('dialog[open], [role=menu]') ?? document;
  const nameOf = (one) => {{
    const text = one.ariaLabel ?? (one.textContent.trim() || one.labels?.[0]?.textContent || one.value);
    return `${{one.tagName}} “${{text.slice(0, 40)}}”`;
  }};
  const keyOf = (one) => {{
    const shelf = one.closest('section[aria-labelledby], nav')?.innerText.split('\\n')[0] ?? '';
    return [shelf, one.getAttribute('href') ?? nameOf(one)].join(' | ');
  }};
  const things = [];
  const numbers = new WeakMap();
  const standing = () => {{
    let caret = null;
    try {{ caret = document.activeElement?.selectionStart }} catch {{ /* of no text */ }}
    return `${{scrollY}} ${{caret}}`;
  }};
  const isThing = (one) =>
    one.tabIndex >= 0 && !one.disabled && !one.closest('[aria-hidden=true], [inert]') && one.checkVisibility()
    && !one.matches('a[href="#main"]');
  const note = (mayGrow) => {{
    for (const one of within().querySelectorAll('a[href], button, input, summary, select, textarea, [tabindex="0"]')) {{
      if (numbers.has(one) || !isThing(one)) continue;
      const key = keyOf(one);
      let number = things.findIndex((thing) => thing.key === key && !thing.node.isConnected);
      if (number < 0 && !mayGrow) continue;
      if (number < 0) number = things.push({{ key, name: nameOf(one) }}) - 1;
      const y = one.getBoundingClientRect().top + scrollY;
      Object.assign(things[number], {{ node: one, y }});
      numbers.set(one, number);
    }}
  }};
  const stand = async (number) => {{
    const thing = things[number];
    for (let tries = 0; tries < 60 && !thing.node.isConnected; tries++) {{
      scrollTo(0, thing.y - innerHeight / 2);
      await frame();
      note(false);
    }}
    thing.node.focus();
    return standing();
  }};
  const look = async (before, mayGrow) => {{
    const here = things[before]?.node;
    if (document.activeElement === here) await frame(), await frame();
    note(mayGrow);
    const number = numbers.get(document.activeElement) ?? {_NOWHERE};
    return {{ number, standing: standing(), complaint: ({COMPLAINT})(), count: things.length }};
  }};
  note(true);
  window.reach = {{ things, note, stand, look }};
}}"""


class _Seen(TypedDict):
    number: int
    standing: str
    complaint: str | None
    count: int


@dataclass
class Walk:
    """A walk over one page, from where arrows begin. With `grows`, what comes while walking has to be reached, too."""

    page: Page
    grows: bool = False
    reached: list[int] = field(default_factory=list[int])
    _tried: set[tuple[int, Arrow]] = field(default_factory=set[tuple[int, Arrow]])
    _put_off: list[tuple[int, Arrow]] = field(default_factory=list[tuple[int, Arrow]])

    async def out_of_reach(self) -> list[str]:
        """What of this page, or of the dialog over it, no arrow leads to.

        Chromium 156 once drew no frame of a page any more while another page of it did, and the machine was busy; the
        page came back when it was loaded again. So the walk begins anew there, once.
        """
        try:
            return await self._walked()
        except Error as error:
            if _NO_FRAMES not in error.message:
                raise
        await self.page.reload()
        await until_complete(self.page)
        self.reached, self._tried, self._put_off = [], set(), []
        return await self._walked()

    async def _walked(self) -> list[str]:
        await self.page.evaluate(_BEGIN)
        seen = await self._first()
        if seen["number"] != _NOWHERE:
            self.reached.append(seen["number"])
        while not await self._is_done(seen) and (step := next(self._steps(seen["number"]), None)) is not None:
            seen = await self._led_by(*step, seen)
        names = cast("list[str]", await self.page.evaluate("() => window.reach.things.map(({ name }) => name)"))
        return [name for number, name in enumerate(names) if number not in self.reached]

    async def _is_done(self, seen: _Seen) -> bool:
        """What is far from the window takes a moment to come."""
        return len(self.reached) == seen["count"] and len(self.reached) == (await self._look(seen["number"]))["count"]

    def _steps(self, here: int) -> Iterator[tuple[int, Arrow]]:
        """What to try next: from where we are if anything is left there, else from what was reached last."""
        for arrows in _ORDER:
            for number, arrow in product((here, *reversed(self.reached)), arrows):
                if number in self.reached and (number, arrow) not in self._tried:
                    yield number, arrow
        yield from reversed(self._put_off)

    async def _led_by(self, number: int, arrow: Arrow, seen: _Seen) -> _Seen:
        """Where an arrow leads from a thing, once the page has scrolled and the caret has come to its end."""
        self._tried.add((number, arrow))
        if (number, arrow) in self._put_off:
            self._put_off.remove((number, arrow))
        standing = seen["standing"]
        if number != seen["number"]:
            standing = cast("str", await self.page.evaluate("(number) => window.reach.stand(number)", number))
        while True:
            await self.page.keyboard.press(arrow)
            seen = await self._look(number)
            if seen["number"] != number or seen["standing"] == standing:
                break
            standing = seen["standing"]
        if seen["number"] != _NOWHERE and seen["number"] not in self.reached:
            self._arrive(seen["number"], arrow)
        return seen

    def _arrive(self, number: int, by: Arrow) -> None:
        self.reached.append(number)
        # The way back leads to what was reached before; it is tried when nothing else is left.
        self._tried.add((number, _BACK[by]))
        self._put_off.append((number, _BACK[by]))

    async def _first(self) -> _Seen:
        """Where arrows begin: where focus is, or where the first presses take it."""
        seen = await self._look(_NOWHERE, complain=False)
        for _ in range(3):
            if seen["number"] != _NOWHERE or seen["count"] == 0:
                break
            await self.page.keyboard.press("ArrowDown")
            seen = await self._look(_NOWHERE, complain=False)
        return seen

    async def _look(self, before: int, *, complain: bool = True) -> _Seen:
        script = "([before, mayGrow]) => window.reach.look(before, mayGrow)"
        seen = cast("_Seen", await self.page.evaluate(script, [before, self.grows]))
        if seen["complaint"] is not None and complain:
            await Remote(self.page).sees_focus()
            seen = cast("_Seen", await self.page.evaluate(script, [before, self.grows]))
        return seen
