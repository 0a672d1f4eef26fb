"""`miauflix sources …`."""

import asyncio
import json
from typing import Annotated, Any

import typer

from miauflix.infra.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Where titles can be had.")


@app.callback()
def sources() -> None:
    """Where titles can be had."""


@app.command()
def search(
    title: Annotated[str, typer.Argument(metavar="TITLE", help="A film, a show with S01E02, or movie:603")],
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON instead of a table")] = False,
) -> None:
    """Ask every provider for a title and print what plays first, and why."""
    from miauflix.cli.operator import operate
    from miauflix.infra.db import Database
    from miauflix.infra.parts import Parts
    from miauflix.sources import Ranking, Searches
    from miauflix.sources.searching.command import SearchCommand, run_search_command

    settings, command = Settings(), SearchCommand(title=title)

    async def here(parts: Parts) -> list[str]:
        return await run_search_command(parts.get(Database), parts.get(Searches), parts.get(Ranking), command)

    (line,) = asyncio.run(operate(settings, "sources", command, here))
    if as_json:
        print(line)
    else:
        _show(json.loads(line))


def _show(told: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    by_id = {one["id"]: one for one in told["items"]}
    table = Table(title=f"{told['name']} ({told['ref']})", title_justify="left")
    for heading in ("", "provider", "quality", "lines", "codec", "size", "seeders", "score", "because"):
        table.add_column(heading, justify="right" if heading in {"size", "seeders", "score"} else "left")
    for entry in told["ledger"]["entries"]:
        one = by_id[entry["source_id"]]
        mark = "▶" if entry["is_default"] else {"out": "✕"}.get(entry["tier"], str(entry["rank"]))
        words = [one["provider"], one["quality"], one["resolution"], one["codec"], _size(one["size"])]
        seeders = "?" if one["seeders"] is None else str(one["seeders"])
        because = "; ".join(hit["text"] for hit in entry["hits"])
        table.add_row(mark, *(word or "?" for word in words), seeders, f"{entry['score']:g}", because)
    console = Console()
    console.print(table)
    for part in told["search"]["providers"]:
        told_of = f"{part['offered']} offered, {part['rejected']} of them something else"
        how = part["detail"] if part["state"] == "failed" else told_of
        console.print(f"{part['provider']}: {part['state']} ({how})", markup=False, highlight=False)
    if told["search"]["is_stale"]:
        console.print("Nothing was found now; what is shown is from earlier.")


def _size(bytes_: int | None) -> str | None:
    return None if bytes_ is None else f"{bytes_ / 1e9:.2f} GB"
