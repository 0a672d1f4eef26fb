"""Every address of the web app, read from its router, and how to come to each with something on it.

A page that is added to the router fails the tests that walk along this table until it has its line here.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.flows.complete import until_complete
from tests.flows.screens import Guest
from tests.services.programs import ROOT

_ROUTER = ROOT / "web" / "src" / "app" / "Pages.tsx"


@dataclass(frozen=True)
class Place:
    """What is seen at an address, after `open` if something is to be opened first."""

    name: str
    path: str
    open: Callable[[Guest], Awaitable[None]] | None = None

    async def visit(self, guest: Guest) -> None:
        await guest.go(self.path)
        await until_complete(guest.page)
        if self.open is not None:
            await self.open(guest)


def routes() -> set[str]:
    """As `Pages.tsx` has them, the pages that only lead elsewhere left out."""
    found = re.findall(r'<Route (?:index|path="([^"]*)") element=\{<(\w+)', _ROUTER.read_text())
    return {path or "/" for path, element in found if element not in {"AdminOnly", "Navigate"}}


async def _why(guest: Guest) -> None:
    await guest.button("sources.why").click()
    await guest.page.get_by_role("heading", name=guest.say("sources.whyOf")).wait_for()


async def _provider(guest: Guest) -> None:
    await guest.page.get_by_role("button", name=guest.say.pattern("providers.editOf")).first.click()
    await guest.page.get_by_role("dialog").wait_for()


async def _new_provider(guest: Guest) -> None:
    await guest.button("providers.add").click()
    await guest.page.get_by_role("dialog").wait_for()


async def _episode_sources(guest: Guest) -> None:
    await guest.page.get_by_role("button", name=guest.say.pattern("sources.listOf")).first.click()
    await guest.page.get_by_role("dialog").get_by_role("heading", level=2).nth(1).wait_for()


async def _search_filters(guest: Guest) -> None:
    await guest.button("search.filters").press("Enter")
    await guest.field("search.yearFrom").wait_for()


async def _new_profile(guest: Guest) -> None:
    await guest.button("profiles.add").click()
    await guest.page.get_by_role("dialog").wait_for()


async def _own_profile(guest: Guest) -> None:
    await guest.page.get_by_role("button", name=guest.say.pattern("profiles.edit")).first.click()
    await guest.page.get_by_role("dialog").wait_for()


async def _other_user(guest: Guest) -> None:
    await guest.page.get_by_role("button", name=guest.say.pattern("users.edit")).first.click()
    await guest.page.get_by_role("dialog").wait_for()


async def _forget(guest: Guest) -> None:
    await guest.page.get_by_role("button", name=guest.say.pattern("history.forgetOf")).first.click()
    await guest.page.get_by_role("dialog").wait_for()


async def _new_list(guest: Guest) -> None:
    await guest.button("ownLists.new").click()
    await guest.page.get_by_role("dialog").wait_for()


async def _own_list(guest: Guest) -> None:
    await guest.page.locator("main a[href^='/lists/my-']").last.click()
    await guest.button("ownLists.edit").click()
    await guest.page.get_by_role("dialog").wait_for()


async def _own_list_arranged(guest: Guest) -> None:
    await guest.page.locator("main a[href^='/lists/my-']").last.click()
    await guest.button("ownLists.arrange").click()
    await guest.page.get_by_role("group").nth(1).wait_for()


async def _onto_lists(guest: Guest) -> None:
    await guest.button("ownLists.add").click()
    await guest.page.get_by_role("dialog").get_by_role("textbox").wait_for()


async def _player_controls(guest: Guest) -> None:
    await guest.page.get_by_role("slider", name=guest.say("player.position")).wait_for()
    await guest.page.keyboard.press("k")
    await guest.button("common.play").first.wait_for()


async def _player_buttons(guest: Guest) -> None:
    """On the picture the arrows are time; Enter leads to the buttons."""
    await guest.page.get_by_role("slider", name=guest.say("player.position")).wait_for()
    await guest.page.keyboard.press("Enter")
    await guest.page.wait_for_function("() => document.activeElement?.matches('button')")


async def _player_help(guest: Guest) -> None:
    await _player_controls(guest)
    await guest.page.keyboard.press("?")
    await guest.page.get_by_role("dialog").wait_for()


async def _player_speeds(guest: Guest) -> None:
    await _player_controls(guest)
    await guest.button("player.speed").press("Enter")
    await guest.page.get_by_role("menu").wait_for()
    await guest.page.wait_for_function("() => document.activeElement?.closest('[role=menu]')")


async def _player_trouble(guest: Guest) -> None:
    await guest.page.get_by_role("alert").wait_for()


# By route: what a guest who is signed in finds there, in a house with the demo's films.
INSIDE: Mapping[str, Sequence[Place]] = {
    "/": [Place("home", "/")],
    "/films": [Place("films", "/films")],
    "/shows": [Place("shows", "/shows")],
    "/lists": [Place("own lists", "/lists"), Place("new list", "/lists", _new_list)],
    "/lists/:slug": [
        Place("list", "/lists/%40%40tmdb_movies_popular"),
        Place("own list", "/lists", _own_list),
        Place("own list arranged", "/lists", _own_list_arranged),
    ],
    "/films/:id": [
        Place("film", "/films/900000001"),
        Place("film and why", "/films/900000001", _why),
        Place("film and lists", "/films/900000001", _onto_lists),
        Place("film nobody knows", "/films/1"),
    ],
    "/shows/:id": [
        Place("show", "/shows/900000008"),
        Place("sources of an episode", "/shows/900000008", _episode_sources),
    ],
    "/search": [
        Place("search", "/search"),
        Place("search with results", "/search?q=tue"),
        Place("search for nothing", "/search?q=qqqq"),
        Place("search with filters", "/search?q=tue&kind=movie", _search_filters),
    ],
    "/watchlist": [Place("list of one's own", "/watchlist")],
    "/history": [Place("history", "/history"), Place("forget", "/history", _forget)],
    "/account": [Place("account", "/account")],
    "/profiles": [
        Place("who is watching", "/profiles"),
        Place("profiles", "/profiles?manage"),
        Place("new profile", "/profiles?manage", _new_profile),
        Place("own profile", "/profiles?manage", _own_profile),
    ],
    "/admin/settings": [Place("settings", "/admin/settings")],
    "/admin/users": [Place("users", "/admin/users"), Place("user", "/admin/users", _other_user)],
    "/admin/audit": [Place("audit", "/admin/audit")],
    "/admin/torrents": [Place("torrents", "/admin/torrents")],
    "/people/:id": [Place("person nobody knows", "/people/1")],
    "/admin/rows": [Place("home rows", "/admin/rows")],
    "/admin/providers": [
        Place("providers", "/admin/providers"),
        Place("provider", "/admin/providers", _provider),
        Place("another provider", "/admin/providers", _new_provider),
    ],
    "/admin/ranking": [Place("ranking", "/admin/ranking")],
    "/admin/keys": [Place("keys", "/admin/keys")],
    "/admin/tasks": [Place("tasks", "/admin/tasks")],
    "/admin/discovery": [Place("discovery", "/admin/discovery")],
    "/watch/:ref": [
        Place("player", "/watch/movie:900000001", _player_buttons),
        Place("player's keys", "/watch/movie:900000001", _player_help),
        Place("player's speeds", "/watch/movie:900000001", _player_speeds),
        Place("player without a film", "/watch/movie:1", _player_trouble),
    ],
    "*": [Place("lost", "/nowhere")],
}

# What somebody finds who is not signed in.
OUTSIDE = {"/setup", "/login", "/invite/:token"}
