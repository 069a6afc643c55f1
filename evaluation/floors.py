"""Floors: for each slice and field the F1 that may not be fallen below, in ``floors.toml``.

A floor is what was reached when it was pinned. ``TOLERANCE`` below it a change may fall, so that an item lost for a better
reason elsewhere stops nobody; more than that stops the tests. Pinning raises floors. It lowers one only with a reason,
which then stands beside it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fonds.evaluation.run import Run

FILE = Path(__file__).resolve().parent / "floors.toml"
TOLERANCE = 0.005
"""Of F1: about one value of 200."""
HEAD = """\
# F1 of the reader on fixed slices of the editions in ../shared; `python -m evaluation --pin` writes this file,
# tests/test_floors.py holds it. n: values wanted. digest: of the papers and their truth; other material needs other floors.
"""


@dataclass(frozen=True, slots=True)
class Floor:
    """One field of one slice. ``lowered``: why it is below what was once reached."""

    f1: float
    n: int
    lowered: str = ""


@dataclass(frozen=True, slots=True)
class Floors:
    """Those of one slice."""

    pinned: str
    papers: int
    digest: str
    fields: Mapping[str, Floor]


def load(path: Path = FILE) -> dict[str, Floors]:
    """By name of the corpus."""
    if not path.exists():
        return {}
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: Floors(
            row["pinned"],
            row["papers"],
            row["digest"],
            {field: Floor(**floor) for field, floor in row["fields"].items()},
        )
        for name, row in rows.items()
    }


def breaches(floors: Floors, run: Run) -> list[str]:
    """What is wrong with a slice: other material, or a field below its floor by more than TOLERANCE."""
    if run.digest != floors.digest:
        return [
            f"the slice has {len(run.papers)} papers, pinned were {floors.papers}, or their truth is another: "
            "pin the floors anew (python -m evaluation --pin)"
        ]
    figures = run.figures()
    out = []
    for field, floor in floors.fields.items():
        f1 = figures[field].f1 if field in figures else None
        if f1 is None or f1 < floor.f1 - TOLERANCE:
            reached = "nothing" if f1 is None else f"{f1:.4f}"
            out.append(f"{field}: F1 is {reached}, the floor {floor.f1:.4f} (n = {floor.n})")
    return out


def pin(before: Floors | None, run: Run, today: date, why_lower: str = "") -> Floors:
    """The floors of what a slice reaches now. A floor of the same material goes down only with a reason; without
    one it stays."""
    same = before is not None and before.digest == run.digest
    fields: dict[str, Floor] = {}
    for field, counts in run.figures().items():
        old = before.fields.get(field) if same and before else None
        f1 = round(counts.f1 or 0.0, 4)
        if old is None or f1 >= old.f1:
            fields[field] = Floor(f1, counts.wanted)
        else:
            fields[field] = Floor(f1, counts.wanted, why_lower) if why_lower else old
    return Floors(today.isoformat(), len(run.papers), run.digest, fields)


def save(floors: Mapping[str, Floors], path: Path = FILE) -> None:
    """Writes the file."""
    lines = [HEAD]
    for name, one in floors.items():
        lines += [
            f"[{name}]",
            f'pinned = "{one.pinned}"',
            f"papers = {one.papers}",
            f'digest = "{one.digest}"',
            "",
        ]
        lines.append(f"[{name}.fields]")
        for field, floor in one.fields.items():
            # A JSON string is a TOML string, but for DEL, which no reason holds.
            why = f", lowered = {json.dumps(floor.lowered, ensure_ascii=False)}" if floor.lowered else ""
            lines.append(f"{field} = {{ f1 = {floor.f1:.4f}, n = {floor.n}{why} }}")
        lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")
