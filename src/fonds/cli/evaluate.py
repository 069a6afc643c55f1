"""Measures the reader on editions whose mark-up tells the truth: FRUS in TEI, letters in TEI with correspDesc,
Markdown with front matter, cables with a catalogue, documents of Fonds as JSON Lines. The reader sees the words
alone; the editors' tags are the truth beside which its values stand."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fonds.evaluation.counts import Counts, Interval
    from fonds.evaluation.run import Comparison, Run

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
        print("\n\n".join("\n".join(part) for part in report(found)))
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


def report(found: Run) -> Iterator[list[str]]:
    """The tables, part by part, as lines."""
    yield [_heading(found)]
    yield _fields(found)
    for by in ("volume", "decade", "type"):
        yield _groups(found, by)
    yield from _calibration(found)
    if found.slowest is not None:
        slowest = found.slowest
        yield [
            f"Slowest: {slowest.paper}, {slowest.characters:,} characters in {1000 * slowest.seconds:.0f} ms."
        ]


def _heading(found: Run) -> str:
    volumes = len({paper.volume for paper in found.papers})
    words = [
        f"{len(found.papers):,} papers of {volumes} volumes ({', '.join(found.editions)})",
        f"reader {found.reader}",
    ]
    if found.limit is not None:
        words.append(f"a sample of at most {found.limit:,}")
    if found.noise_percent:
        words.append(f"{found.noise_percent:g} % of characters flipped")
    return ", ".join(words) + "."


def _fields(found: Run) -> list[str]:
    names = list(dict.fromkeys(figure.baseline for figure in found.baselines))
    beside = {(figure.baseline, figure.field): figure.counts for figure in found.baselines}
    absent = {figure.baseline for figure in found.baselines if figure.counts is None}
    heads = ["field", "F1", "95 %", "P", "95 %", "R", "95 %", "right", "given", "wanted", "wrong", *names]
    rows = []
    for name, counts in found.figures().items():
        rows.append(
            [
                name,
                figure(counts.f1),
                bounds(counts.f1_interval),
                figure(counts.precision),
                bounds(counts.precision_interval),
                figure(counts.recall),
                bounds(counts.recall_interval),
                f"{counts.right:,}",
                f"{counts.given:,}",
                f"{counts.wanted:,}",
                "–" if counts.wrong_share is None else f"{100 * counts.wrong_share:.1f} %",
                *(_beside(beside.get((baseline, name))) for baseline in names),
            ]
        )
    lines = [
        *grid(heads, rows),
        "95 %: Wilson's interval; of F1 by way of right / (given or wanted). wrong: wrong values for each one wanted.",
        "The last columns are F1 of baselines.",
    ]
    return lines + [f"The baseline {name} is not installed." for name in sorted(absent)]


def _beside(counts: Counts | None) -> str:
    return "–" if counts is None else figure(counts.f1)


def _groups(found: Run, by: str) -> list[str]:
    fields = found.fields
    rows = [
        [group, *(_cell(cells.get(name)) for name in fields)] for group, cells in found.groups(by).items()
    ]
    return [f"F1 by {by} (values wanted):", *grid([by, *fields], rows)]


def _cell(counts: Counts | None) -> str:
    return "–" if counts is None else f"{figure(counts.f1)} ({counts.wanted:,})"


def _calibration(found: Run) -> Iterator[list[str]]:
    from fonds.evaluation import calibration

    claims, figures = found.claims, calibration.bands(found.claims)
    rows = [
        [
            f"{b.at_least:.2f}",
            f"{b.given:,}",
            f"{100 * b.share:.1f} %",
            figure(b.right_share),
            bounds(b.interval),
        ]
        for b in figures
    ]
    lines = [
        "Confidence: of the values at or above it, the share that is right.",
        *grid(["from", "values", "of all", "right", "95 %"], rows),
    ]
    sure = calibration.sure_at(claims)
    goals = f"goals: right {calibration.GOAL_RIGHT:.2f}, sure {calibration.GOAL_SURE:.2f}"
    if sure is None:
        lines.append(
            f"At no confidence are {100 * calibration.GOAL_RIGHT:.0f} of 100 values right ({goals})."
        )
    else:
        lines.append(
            f"Sure from {sure.at_least:.2f}: {100 * sure.share:.1f} % of values, of which {sure.right_share:.4f} are right ({goals})."
        )
    yield lines
    rows = [
        [m.field, m.method, f"{m.given:,}", f"{m.claimed:.3f}", figure(m.right_share), bounds(m.interval)]
        for m in calibration.methods(claims)
    ]
    yield ["Confidence by method:", *grid(["field", "method", "values", "claimed", "right", "95 %"], rows)]


def _compared(comparison: Comparison) -> Iterator[str]:
    from fonds.cli.common import plain

    for title, wanted in (("Won", True), ("Lost", False)):
        changes = [change for change in comparison.changes if change.won is wanted]
        yield f"{title}: {len(changes)}"
        for change in changes:
            item = change.item
            place = f" at {item.at}" if item.at >= 0 else ""
            yield plain(f"  {item.volume}/{item.paper} {item.field}{place}: {short(item.truth)}")
            yield plain(f"      before: {short(change.before)}")
            yield plain(f"      now:    {short(item.read)}")
    yield f"As before: {comparison.same:,}. In one of the runs only: {comparison.apart:,}."


def short(value: str) -> str:
    """A value in a list; a dash where there is none."""
    if not value:
        return "–"
    return value if len(value) <= LISTED_CHARACTERS else value[: LISTED_CHARACTERS - 1] + "…"


def figure(share: float | None) -> str:
    """A share with three digits."""
    return "–" if share is None else f"{share:.3f}"


def bounds(interval: Interval | None) -> str:
    """An interval."""
    return "–" if interval is None else f"{interval[0]:.3f}–{interval[1]:.3f}"


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns under heads: the first to the left, numbers to the right."""
    from fonds.cli.common import plain, width_of

    lines = [list(map(plain, line)) for line in (heads, *rows)]
    widths = [max(width_of(line[n]) for line in lines) for n in range(len(heads))]
    numeric = [
        n > 0 and all(not line[n][:1].isalpha() and "/" not in line[n] for line in lines[1:])
        for n in range(len(heads))
    ]

    def cell(text: str, n: int) -> str:
        blank = " " * (widths[n] - width_of(text))
        return blank + text if numeric[n] else text + blank

    return ["  ".join(cell(text, n) for n, text in enumerate(line)).rstrip() for line in lines]
