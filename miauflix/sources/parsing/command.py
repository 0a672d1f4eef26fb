"""`miauflix parse`: release names in, one JSON object a line out."""

import json
import os
import sys
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from miauflix.sources.parsing.parser import parse


def run(names: list[str]) -> None:
    """The command: names from its arguments, or where there are none from standard input, one a line.

    Each line of output is `title` (the name as given) and its fields, written as soon as the name is read. A reader
    that closes the pipe (`| head`) ends the command quietly.
    """
    if names:
        _quietly(names, sys.stdout)
        return
    with open(sys.stdin.fileno(), encoding="utf-8", errors="replace", newline="\n", closefd=False) as lines:
        _quietly((line.rstrip("\r\n") for line in lines), sys.stdout)


def write_names(names: Iterable[str], out: TextIO) -> None:
    """Writes the fields of each name as one line of JSON, at once."""
    for name in names:
        out.write(_line({"title": name} | parse(name).as_dict(), out.encoding or "utf-8") + "\n")
        out.flush()


def _line(fields: Mapping[str, Any], encoding: str) -> str:
    """JSON in the letters of the name, or escaped where the reader's encoding does not have them."""
    line = json.dumps(fields, ensure_ascii=False)
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(fields)
    return line


def _quietly(names: Iterable[str], out: TextIO) -> None:
    try:
        write_names(names, out)
    except BrokenPipeError:
        # What is still buffered goes nowhere; without this the interpreter complains of the pipe as it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
