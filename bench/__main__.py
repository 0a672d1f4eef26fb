"""Run every benchmark of this folder in turn: `make bench`, or `make bench ONLY=engine,cipher`.

A benchmark is a module with `main()`. Each prints its figures beside a peer or a limit measured in the same run, so
that a figure means something on a slow or busy machine too. A limit that is not kept is told again in the end.
"""

import importlib
import os
import sys
from pathlib import Path

from bench import limits


def main() -> None:
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    only = [name for name in os.environ.get("ONLY", "").split(",") if name]
    for name in only or names:
        module = importlib.import_module(f"bench.{name}")
        if hasattr(module, "main"):
            print(f"\n=== {name}: {(module.__doc__ or '').strip().splitlines()[0]}\n", flush=True)
            module.main()
    if limits.broken:
        sys.exit("\nLimits that were not kept:\n" + "\n".join(f"  {one}" for one in limits.broken))


if __name__ == "__main__":
    main()
