"""All figures in one table, for the terminal and for the docs."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.measure import Figure, number

HEADINGS = ("what", "data", "repeats", "median", "unit", "min–max", "goal", "")


def table(told: Sequence[Figure | str]) -> str:
    """Columns under headings, a figure a line; sentences below."""
    rows = [HEADINGS, *map(_row, _figures(told))]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADINGS))]
    lines = [
        "  ".join(
            _set(cell, width, n) for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:], *_notes(told)])


def page(
    title: str, asked: Sequence[tuple[str, str]], told: Sequence[Figure | str], data: str, machine: str
) -> str:
    """The same as a page of the reference."""
    lines = [f"# {title}", "", "<!-- Written by `make bench ARGS=--write`. -->", "", data, "", machine, ""]
    lines += [f"- `{name}`: {question}" for name, question in asked]
    lines += ["", "| " + " | ".join(HEADINGS) + " |", "|---|---|---:|---:|---|---:|---|---|"]
    lines += ["| " + " | ".join(_row(figure)) + " |" for figure in _figures(told)]
    if notes := _notes(told):
        lines += ["", *(f"- {note}" for note in notes)]
    return "\n".join(lines) + "\n"


def _figures(told: Sequence[Figure | str]) -> list[Figure]:
    return [one for one in told if isinstance(one, Figure)]


def _notes(told: Sequence[Figure | str]) -> list[str]:
    return [one for one in told if isinstance(one, str)]


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
