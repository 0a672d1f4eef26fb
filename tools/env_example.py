"""Write `.env.example` from the settings class; `--check` only says whether it is up to date."""

import sys
from pathlib import Path

from pydantic import AliasChoices, SecretStr
from pydantic.fields import FieldInfo

from miauflix.infra.settings import Settings

TARGET = Path(__file__).parents[1] / ".env.example"
HEADER = """\
# Every setting, with its default. None is needed: `make run` works without this file.
# Copy it to .env and uncomment what you change. Generated from miauflix/infra/settings.py by `make generate`.
# A secret NAME may also be given as NAME_FILE, the path of a file that holds it.
"""


def names_of(attribute: str, field: FieldInfo) -> list[str]:
    """The environment names of a setting, the preferred one first."""
    alias = field.validation_alias
    choices = alias.choices if isinstance(alias, AliasChoices) else [attribute]
    return [str(choice).upper() for choice in choices]


def entry(attribute: str, field: FieldInfo) -> str:
    name, *others = names_of(attribute, field)
    lines = [f"# {field.description}"]
    if others:
        lines.append(f"# Also read as {', '.join(others)}.")
    default = field.default
    if field.annotation == SecretStr | None:
        lines.append(f"# Also read from the file that {name}_FILE names.")
    shown = ",".join(default) if isinstance(default, tuple) else "" if default is None else str(default)
    if isinstance(default, bool):
        shown = shown.lower()
    return "\n".join([*lines, f"#{name}={shown}"])


def content() -> str:
    entries = [entry(attribute, field) for attribute, field in Settings.model_fields.items()]
    return HEADER + "\n" + "\n\n".join(entries) + "\n"


def main() -> None:
    if "--check" not in sys.argv:
        TARGET.write_text(content())
    elif not TARGET.exists() or TARGET.read_text() != content():
        sys.exit(".env.example differs from the settings; run make generate")


if __name__ == "__main__":
    main()
