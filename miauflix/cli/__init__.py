"""The door for the operator: `miauflix --help`.

Commands that only read or compute run here. Commands that write go through the running server, or, when none runs,
hold the data folder while they work.
"""

from miauflix.cli.app import main

__all__ = ["main"]
