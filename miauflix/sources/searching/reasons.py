"""Why nothing plays after a search, and what to do about it."""

from miauflix.sources.providers.demo import NAME as HOUSE
from miauflix.sources.searching.searches import Search


def why_nothing_plays(search: Search, *, is_known: bool) -> str:
    """A sentence for who pressed Play. `is_known`: there are sources, but none that may play by itself."""
    parts = [part for part in search.parts.values() if part.provider != HOUSE]  # that nobody set up
    if is_known:
        return "Every source that is known is blocked; choose one by hand, or change the blocklist under Settings"
    if not parts:
        return (
            "No provider that could be asked for this title is switched on; set one up under Manage, Providers, "
            "or add a torrent with `miauflix add`"
        )
    if not search.done.is_set():
        return "The providers are still being asked; try again in a moment"
    failed = sorted(part.provider for part in parts if part.state == "failed")
    if failed:
        return f"Nothing was found, and {', '.join(failed)} could not be asked; test them under Manage, Providers"
    return (
        "Every provider was asked and none has it now; try again later, set up more under Settings, "
        "Providers, or add a torrent with `miauflix add`"
    )
