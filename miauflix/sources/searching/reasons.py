"""Why nothing plays after a search, and what to do about it."""

from miauflix.kit.sentences import Sentence
from miauflix.sources.providers.demo import NAME as HOUSE
from miauflix.sources.searching.searches import Search

_ALL_BLOCKED = Sentence(
    "play_all_blocked",
    "Every source that is known is blocked; choose one by hand, or change the blocklist under Settings",
)
_NOBODY_TO_ASK = Sentence(
    "play_nobody_to_ask",
    "No provider that could be asked for this title is switched on; set one up under Manage, Providers, "
    "or add a torrent with `miauflix add`",
)
_STILL_ASKING = Sentence("play_still_asking", "The providers are still being asked; try again in a moment")
_SOME_FAILED = Sentence(
    "play_some_failed", "Nothing was found, and {providers} could not be asked; test them under Manage, Providers"
)
_NOBODY_HAS_IT = Sentence(
    "play_nobody_has_it",
    "Every provider was asked and none has it now; try again later, set up more under Manage, "
    "Providers, or add a torrent with `miauflix add`",
)


def why_nothing_plays(search: Search, *, is_known: bool) -> str:
    """A sentence for who pressed Play. `is_known`: there are sources, but none that may play by itself."""
    parts = [part for part in search.parts.values() if part.provider != HOUSE]  # that nobody set up
    if is_known:
        return _ALL_BLOCKED()
    if not parts:
        return _NOBODY_TO_ASK()
    if not search.done.is_set():
        return _STILL_ASKING()
    failed = sorted(part.provider for part in parts if part.state == "failed")
    if failed:
        return _SOME_FAILED(providers=", ".join(failed))
    return _NOBODY_HAS_IT()
