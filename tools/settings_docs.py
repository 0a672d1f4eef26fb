"""Write `.env.example` and the configuration guide's table from the settings class.

`--check` writes nothing and fails when either differs.
"""

import sys
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from miauflix.infra.settings import Settings, names_of

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / ".env.example"
GUIDE = ROOT / "docs" / "guides" / "configuration.md"
HEADER = """\
# Every setting, with its default. None is needed: `make run` works without this file.
# Copy it to .env and uncomment what you change. Generated from miauflix/infra/settings.py by `make generate`.
# A secret NAME may also be given as NAME_FILE, the path of a file that holds it.
"""
MARK = "<!-- below: generated from miauflix/infra/settings.py by make generate -->\n"


def shown_default(field: FieldInfo) -> str:
    if isinstance(field.default, bool):
        return str(field.default).lower()
    if isinstance(field.default, tuple):
        return ",".join(field.default)
    return "" if field.default is None else str(field.default)


def is_secret(field: FieldInfo) -> bool:
    return field.annotation == SecretStr | None


def entry(attribute: str, field: FieldInfo) -> str:
    name, *others = names_of(attribute, field)
    lines = [f"# {field.description}"]
    if others:
        lines.append(f"# Also read as {', '.join(others)}.")
    if is_secret(field):
        lines.append(f"# Also read from the file that {name}_FILE names.")
    return "\n".join([*lines, f"#{name}={shown_default(field)}"])


def example() -> str:
    entries = [entry(attribute, field) for attribute, field in Settings.model_fields.items()]
    return HEADER + "\n" + "\n\n".join(entries) + "\n"


def row(attribute: str, field: FieldInfo) -> str:
    names = ", ".join(f"`{name}`" for name in names_of(attribute, field))
    default = shown_default(field)
    return f"| {names} | {f'`{default}`' if default else ''} | {field.description} |"


def guide() -> str:
    prose = GUIDE.read_text().partition(MARK)[0]
    rows = [row(attribute, field) for attribute, field in Settings.model_fields.items()]
    return prose + MARK + "\n".join(["", "| name | default | what it is for |", "|---|---|---|", *rows]) + "\n"


def main() -> None:
    for target, content in ((EXAMPLE, example()), (GUIDE, guide())):
        if "--check" not in sys.argv:
            target.write_text(content)
        elif not target.exists() or target.read_text() != content:
            sys.exit(f"{target.relative_to(ROOT)} differs from the settings; run make generate")


if __name__ == "__main__":
    main()
