"""Release names: microseconds a name, growth on hostile ones, and with --corpus PATH the share of fields right.

    python -m bench.parser                         speed, beside parsett and guessit where they are installed
    python -m bench.parser --corpus FILE...        scores, work and unseen part apart; --mistakes lists the work part's
    python -m bench.parser --peers SITE_PACKAGES   looks for the peers in that folder too (a throw-away venv)

The peers are no dependencies: `python -m venv /tmp/peers && /tmp/peers/bin/pip install parsett guessit`.
"""

import argparse
import importlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.limits import limit
from bench.parser_scores import FIELDS, Score, cases, is_work, score
from miauflix.sources.parsing import parse

NAMES = Path(__file__).parent.parent / "tests" / "sources" / "parsing" / "names.json"
LIMIT_US = 1000
"""A name may cost a millisecond."""
ROUNDS = 5
HOSTILE = {
    "letters": "a",
    "dots": ".",
    "brackets": "[",
    "closed brackets": "[a]",
    "numbers": "1-",
    "seasons": "S01E01-",
    "words of the tail": "x264.",
    "languages": "fr.en.",
    "stuck words": "hdtvx264",
    "slashes": "a/b ",
    "ranges": "ep 1 to ",
}


def main(arguments: Sequence[str] = ()) -> None:
    """Prints speed, or scores where corpora are given."""
    options = _options(arguments)
    if options.corpus:
        for corpus in options.corpus:
            _print_scores(corpus, mistakes=options.mistakes)
        return
    if options.peers:
        sys.path.append(str(options.peers))
    titles = [row["title"] for row in json.loads(NAMES.read_text(encoding="utf-8"))["cases"]]
    _print_speed(titles)
    _print_growth()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.parser")
    parser.add_argument("--corpus", type=Path, nargs="+", default=[])
    parser.add_argument("--mistakes", action="store_true")
    parser.add_argument("--peers", type=Path)
    return parser.parse_args(list(arguments))


# Scores -----------------------------------------------------------------------------------------------------------


def _print_scores(corpus: Path, *, mistakes: bool) -> None:
    rows = cases(corpus)
    parts = {
        "work": score([row for row in rows if is_work(row["id"])], _read),
        "unseen": score([row for row in rows if not is_work(row["id"])], _read),
        "all": score(rows, _read),
    }
    print(f"{corpus.name}: {len(rows)} names, share of expected fields right")
    print(f"  {'':<18}" + "".join(f"{part:>10}" for part in parts) + f"{'asked':>8}")
    for name in FIELDS:
        if parts["all"].asked[name]:
            _print_row(name, name, parts)
    _print_row("total", None, parts)
    if mistakes:
        for case_id, name, wanted, got, title in parts["work"].mistakes:
            print(f"  {case_id} {name}: wanted {str(wanted)[:60]}, got {str(got)[:60]} | {title}")


def _print_row(label: str, name: str | None, parts: dict[str, Score]) -> None:
    asked = parts["all"].asked[name] if name else parts["all"].asked.total()
    print(f"  {label:<18}" + "".join(f"{part.share(name):>10.1%}" for part in parts.values()) + f"{asked:>8}")


def _read(title: str) -> dict[str, Any]:
    return parse(title).as_dict()


# Speed ------------------------------------------------------------------------------------------------------------


def _print_speed(titles: list[str]) -> None:
    for label, read in (("miauflix", parse), ("parsett", _peer("PTT", "parse_title")), ("guessit", _peer("guessit"))):
        if read is None:
            print(f"  {label:<10} not installed, so not measured (see --peers)")
            continue
        cost_us = _cost_us(read, titles)
        verdict = "" if label != "miauflix" else f"   {limit('parsing a name', cost_us, LIMIT_US, 'µs')}"
        print(f"  {label:<10} {cost_us:8.0f} µs a name, {len(titles)} names, best of {ROUNDS}{verdict}")


def _peer(module: str, function: str = "guessit") -> Callable[[str], Any] | None:
    if importlib.util.find_spec(module) is None:
        return None
    return getattr(importlib.import_module(module), function)


def _cost_us(read: Callable[[str], Any], titles: list[str]) -> float:
    for title in titles:
        read(title)
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for title in titles:
            read(title)
        best = min(best, time.perf_counter() - start)
    return best / len(titles) * 1e6


def _print_growth() -> None:
    print("\n  hostile names: µs at 128, 256 and 512 bytes (longer ones are cut), growth per doubling")
    for label, piece in HOSTILE.items():
        costs = [_cost_us(parse, [(piece * 512)[:length]]) for length in (128, 256, 512)]
        growth = max(costs[1] / costs[0], costs[2] / costs[1])
        print(f"  {label:<18}" + "".join(f"{cost:>9.0f}" for cost in costs) + f"{growth:>8.1f}×")


if __name__ == "__main__":
    main(sys.argv[1:])
