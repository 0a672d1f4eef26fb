"""Every command by name. Imports of the rooms happen inside, so that `--help` answers at once."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from miauflix import __version__
from miauflix.cli import keys, sources, tasks, users
from miauflix.infra.settings import Settings, SettingsError
from miauflix.kit.errors import Problem

app = typer.Typer(no_args_is_help=True, add_completion=False, help="One self-hosted place to watch everything.")

app.add_typer(keys.app, name="keys")
app.add_typer(sources.app, name="sources")
app.add_typer(tasks.app, name="tasks")
app.add_typer(users.app, name="users")

RefArgument = Annotated[str, typer.Argument(metavar="REF", help="As `miauflix add` printed it: movie:900100001")]

app.command(name="migrate-encrypt")(keys.migrate_encrypt)


@app.command()
def serve() -> None:
    """Start the server and print its address."""
    from miauflix.cli.serve import serve as run

    run(Settings())


@app.command()
def add(
    what: Annotated[str, typer.Argument(metavar="FILE|MAGNET", help="A .torrent file or a magnet link")],
) -> None:
    """Make a title of a torrent; its reference is the last line printed."""
    from miauflix.cli.titles import add_title

    print(*asyncio.run(add_title(Settings(), what)), sep="\n")


@app.command()
def rename(ref: RefArgument, name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """Call a title that was added here by another name."""
    from miauflix.cli.titles import change_added

    print(*asyncio.run(change_added(Settings(), verb="rename", ref=ref, name=name)), sep="\n")


@app.command()
def remove(ref: RefArgument) -> None:
    """Remove a title that was added here, with its sources and everybody's progress on it."""
    from miauflix.cli.titles import change_added

    print(*asyncio.run(change_added(Settings(), verb="remove", ref=ref)), sep="\n")


@app.command()
def seed() -> None:
    """Fill the catalogue from TMDB: what is popular and top rated, up to 200 titles each. Again is harmless."""
    from miauflix.cli.seed import seed as run

    print(*asyncio.run(run(Settings())), sep="\n")


@app.command(context_settings={"ignore_unknown_options": True})  # a name may begin with a dash
def parse(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Left out, one a line is read")] = None,
) -> None:
    """Read release names: one JSON object a line."""
    from miauflix.sources.parsing.command import run

    run(names or [])


@app.command()
def version() -> None:
    """Print the version."""
    print(__version__)


def _say(wrong: ErrorDetails) -> str:
    """What is wrong with one value, without the words of the library that found it."""
    context = wrong.get("ctx", {})
    said = wrong["msg"]
    match wrong["type"]:
        case "value_error":
            said = str(context["error"])
        case "too_short" | "string_too_short":
            said = f"give at least {context['min_length']} characters"
        case "too_long" | "string_too_long":
            said = f"give at most {context['max_length']} characters"
        case _:
            pass
    return f"{str(wrong['loc'][0]).upper()}: {said}" if wrong["loc"] else said


def main() -> None:
    """Run the command line. What the user can mend is one line on standard error and exit status 1."""
    try:
        app()
    except ValidationError as error:
        sys.exit("miauflix: " + "; ".join(_say(one) for one in error.errors()))
    except (SettingsError, Problem) as error:
        sys.exit(f"miauflix: {error}")
    except OSError as error:
        sys.exit(f"miauflix: {error.filename or Path.cwd()}: {error.strerror}")
