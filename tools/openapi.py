"""Write `web/openapi.json`, from which the web client is generated; `--check` only says whether it is up to date."""

import json
import sys
from pathlib import Path

from miauflix.api.app import create_app
from miauflix.infra.parts import Parts

TARGET = Path(__file__).parents[1] / "web" / "openapi.json"


def content() -> str:
    return json.dumps(create_app(Parts()).openapi(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    if "--check" not in sys.argv:
        TARGET.write_text(content())
    elif not TARGET.exists() or TARGET.read_text() != content():
        sys.exit("web/openapi.json differs from the API; run make generate")


if __name__ == "__main__":
    main()
