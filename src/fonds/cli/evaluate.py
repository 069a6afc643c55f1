"""Measures the reader on editions whose mark-up tells the truth: FRUS in TEI, letters in TEI with correspDesc,
Markdown with front matter, cables with a catalogue, documents of Fonds as JSON Lines. The reader sees the words
alone; the editors' tags are the truth beside which its values stand."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fonds.evaluation.run import Comparison, Run
    from fonds.evaluation.tables import Table

HELP = "measure the reader on an edition that knows the truth"
LISTED_CHARACTERS = 60
"""Of a value in the list of what was won and lost."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files and folders of editions")
    parser.add_argument(
        "--limit", type=_at_least_one, metavar="N", help="read about N papers, the same ones each time"
    )
    parser.add_argument(
        "--noise",
        type=_percent,
        default=0.0,
        metavar="PERCENT",
        help="flip so many of 100 characters before reading, the same ones each time",
    )
    parser.add_argument(
        "--mentions",
        action="store_true",
        help="also add all papers to an archive of their own, and measure mentions of other papers",
    )
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help="for people, or for --diff"
    )
    parser.add_argument(
        "--diff", type=Path, metavar="EARLIER.json", help="list each item won and lost since that run"
    )
    parser.add_argument("--jobs", type=_at_least_one, default=1, metavar="N", help="worker processes")


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("give a whole number from 1")
    return number


def _percent(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 100:
        raise argparse.ArgumentTypeError("give a number from 0 to 100")
    return number


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import plain, progress
    from fonds.evaluation.run import compare, items_of, to_json
    from fonds.services import evaluating

    before = _earlier(options.diff) if options.diff else None
    found = evaluating.evaluate(
        options.paths,
        limit=options.limit,
        noise_percent=options.noise,
        mentions=options.mentions,
        jobs=options.jobs,
        progress=progress(),
    )
    for fault in found.faults:
        print(f"{plain(fault.name)}: {plain(fault.message)}", file=sys.stderr)
    comparison = None
    if before is not None:
        comparison = compare(items_of(before), found.items)
    if options.format == "json":
        print(json.dumps(to_json(found), ensure_ascii=False))
    else:
        print("\n\n".join(_report(found)))
    if comparison is not None:
        stream = sys.stderr if options.format == "json" else sys.stdout
        print("", *_compared(comparison), sep="\n", file=stream)
    return 0


def _earlier(path: Path) -> Mapping[str, object]:
    """An earlier run. Read before measuring starts, so that a wrong file costs no time. Unreadable, UsageError."""
    from fonds.errors import Unreadable, UsageError
    from fonds.evaluation.run import items_of

    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        items_of(found)
    except OSError as error:
        raise Unreadable(f"{path} cannot be read ({error.strerror}); check the path.") from error
    except (ValueError, TypeError) as error:
        raise UsageError(
            f"{path} holds no earlier run; make one with `fonds evaluate --format json`."
        ) from error
    assert isinstance(found, dict)
    return found


# --- laid out ---------------------------------------------------------------------------------------


def _report(found: Run) -> Iterator[str]:
    from fonds.evaluation.tables import about, slowest, tables

    yield about(found)
    for table in tables(found):
        yield "\n".join([f"{table.title}:", *_grid(table), *table.notes])
    yield slowest(found)


def _grid(table: Table) -> list[str]:
    from fonds.cli.common import plain, width_of

    lines = [list(map(plain, line)) for line in (table.heads, *table.rows)]
    widths = [max(width_of(line[n]) for line in lines) for n in range(len(table.heads))]

    def cell(text: str, n: int) -> str:
        blank = " " * (widths[n] - width_of(text))
        return text + blank if n == 0 or table.heads[n] in table.words else blank + text

    return ["  ".join(cell(text, n) for n, text in enumerate(line)).rstrip() for line in lines]


def _compared(comparison: Comparison) -> Iterator[str]:
    from fonds.cli.common import plain

    for title, wanted in (("Won", True), ("Lost", False)):
        changes = [change for change in comparison.changes if change.won is wanted]
        yield f"{title}: {len(changes)}"
        for change in changes:
            item = change.item
            place = f" at {item.at}" if item.at >= 0 else ""
            yield "  " + plain(f"{item.volume}/{item.paper} {item.field}{place}: {_short(item.truth)}")
            yield "      before: " + plain(_short(change.before))
            yield "      now:    " + plain(_short(item.read))
    yield f"As before: {comparison.same:,}. In one of the runs only: {comparison.apart:,}."


def _short(value: str) -> str:
    """A value in a list; a dash where there is none."""
    if not value:
        return "–"
    return value if len(value) <= LISTED_CHARACTERS else value[: LISTED_CHARACTERS - 1] + "…"
