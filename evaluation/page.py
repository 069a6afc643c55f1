"""All figures as a page of the reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evaluation.corpora import Corpus
from evaluation.floors import TOLERANCE, Floors
from fonds.evaluation import tables
from fonds.evaluation.run import Run
from fonds.evaluation.tables import Table

MOST_GROUPS = 20
"""Rows of a table by volume, decade or type."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A corpus measured: as it is, and with characters flipped."""

    corpus: Corpus
    clean: Run
    noisy: tuple[Run, ...] = ()


def page(found: Sequence[Measurement], floors: dict[str, Floors], today: date) -> str:
    """The page."""
    lines = [
        "# Accuracy",
        "",
        "<!-- Written by `make evaluate`. -->",
        "",
        "How right the reader is on editions whose mark-up tells the truth, measured by "
        f"[`fonds evaluate`](commands.md#fonds-evaluate) on {today.isoformat()}. The rules were written with these "
        "editions at hand, so an edition that nobody has looked at may come out a little lower. How to measure an edition "
        "of your own: [Measure the reader](../how-to/measure-the-reader.md).",
        "",
    ]
    for one in found:
        lines += [f"## {one.corpus.title}", "", tables.about(one.clean), ""]
        lines += _table(tables.fields(one.clean))
        for by in tables.GROUPS:
            grouped = tables.groups(one.clean, by)
            if 1 < len(grouped.rows) <= MOST_GROUPS:
                lines += _table(grouped)
        lines += _table(tables.confidence(one.clean))
        lines += _table(tables.thresholds(one.clean))
        if one.noisy:
            lines += _table(_noise(one.noisy))
        lines += [tables.slowest(one.clean), ""]
        if one.clean.faults:
            faults = "; ".join(f"{fault.name} ({fault.message})" for fault in one.clean.faults)
            lines += [f"Not read: {faults}.", ""]
    lines += ["## Floors", ""]
    lines += [
        f"F1 on fixed slices of these editions. `make test` fails where a field falls more than {TOLERANCE} below.",
        "",
    ]
    lines += _table(_floors(floors))
    return "\n".join(lines).rstrip() + "\n"


def _noise(runs: Sequence[Run]) -> Table:
    """F1 and wrong answers as characters are flipped."""
    names = list(dict.fromkeys(name for run in runs for name in run.fields))
    figures = [(run, run.figures()) for run in runs]
    rows = [
        (
            name,
            *(
                f"{tables.number(of[name].f1)} ({tables.percent(of[name].wrong_share)})"
                if name in of
                else "–"
                for _, of in figures
            ),
        )
        for name in names
    ]
    rows.append(
        ("slowest paper", *(f"{1000 * run.slowest.seconds:.0f} ms" if run.slowest else "–" for run in runs))
    )
    heads = ("field", *(f"{run.noise_percent:g} %" for run in runs))
    title = f"F1 with characters flipped (wrong values for each one wanted), {len(runs[0].papers):,} papers"
    return Table(title, heads, tuple(rows))


def _floors(floors: dict[str, Floors]) -> Table:
    rows = (
        (name, field, f"{floor.f1:.4f}", f"{floor.n:,}", one.pinned, floor.lowered)
        for name, one in floors.items()
        for field, floor in one.fields.items()
    )
    return Table("", ("slice", "field", "F1", "n", "pinned", "why lowered"), tuple(rows))


def _table(table: Table) -> list[str]:
    return list(_markdown(table))


def _markdown(table: Table) -> Iterator[str]:
    if table.title:
        yield from (f"### {table.title}", "")
    yield f"| {' | '.join(table.heads)} |"
    marks = ("---" if n == 0 or head in table.words else "---:" for n, head in enumerate(table.heads))
    yield f"| {' | '.join(marks)} |"
    for row in table.rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""
    for note in table.notes:
        yield from (note, "")
