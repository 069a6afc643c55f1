"""All figures in one table, for the terminal and for the docs."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.measure import Figure, number

HEADINGS = ("what", "data", "repeats", "median", "unit", "min–max", "goal", "")


def table(figures: Sequence[Figure]) -> str:
    """Columns under headings, a figure a line."""
    rows = [HEADINGS, *map(_row, figures)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADINGS))]
    lines = [
        "  ".join(
            _set(cell, width, n) for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def page(asked: Sequence[tuple[str, str]], figures: Sequence[Figure], data: str, machine: str) -> str:
    """The same as a page of the reference."""
    lines = ["# Benchmarks", "", "<!-- Written by `make bench ARGS=--write`. -->", "", data, "", machine, ""]
    lines += [f"- `{name}`: {question}" for name, question in asked]
    lines += ["", "| " + " | ".join(HEADINGS) + " |", "|---|---|---:|---:|---|---:|---|---|"]
    lines += ["| " + " | ".join(_row(figure)) + " |" for figure in figures]
    return "\n".join(lines) + "\n"


def _row(figure: Figure) -> tuple[str, ...]:
    goal = str(figure.goal) if figure.goal else ""
    return (
        figure.what,
        figure.data,
        str(len(figure.values)),
        number(figure.median),
        figure.unit,
        figure.spread,
        goal,
        figure.met,
    )


def _set(cell: str, width: int, column: int) -> str:
    """Numbers to the right, words to the left."""
    return cell.rjust(width) if HEADINGS[column] in ("repeats", "median", "min–max") else cell.ljust(width)
