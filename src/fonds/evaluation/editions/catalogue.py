"""Papers as PDF, beside a catalogue of them in CSV: cables of the State Department, and scans.

Truth is the catalogue's row: columns source_file, cable_date, cable_from, cable_to, doc_number, cable_tags, or those of
the National Archives' releases, File Name, Doc Date, To Name, From Name. The reader gets the PDF and nothing of the row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from fonds.evaluation.editions.file import File
from fonds.evaluation.paper import Leaf, Paper, Truth
from fonds.importers import tei

_ROUTING = re.compile(r"(?: (?:NIACT|FLASH|IMMEDIATE|PRIORITY|ROUTINE))*(?: \d{3,5})?$")
_COMMA = re.compile(r",(?![^(]*\))")
_NOTHING = ("", "na", "n/a")


class Catalogue:
    """The kind of edition."""

    title = "papers as PDF with a catalogue in CSV"
    suffixes = (".csv",)

    def leaves(self, file: File) -> Iterator[Leaf]:
        """Every row whose file lies in the catalogue's folder."""
        rows = csv.DictReader(io.StringIO(file.data.decode("utf-8", "replace"), newline=""))
        kind = next((kind for kind in _KINDS if kind[0] <= set(rows.fieldnames or ())), None)
        if kind is None:
            return
        _, column, read = kind
        folder = file.path.absolute().parent
        seen = set()
        for row in rows:
            path = folder / Path(row[column] or "?").name
            if path not in seen and path.is_file():
                seen.add(path)
                yield Leaf(file.volume, partial(read, path, row))


def _scan(path: Path, row: Mapping[str, str]) -> Paper:
    """A row of a release of scans; what it withholds is not known."""
    try:
        date = datetime.strptime(row["Doc Date"], "%m/%d/%Y").date().isoformat()
    except ValueError:
        date = None
    sender, recipient = (
        (name,) if (name := _stated(row[column])) and name != "WITHHELD" else ()
        for column in ("From Name", "To Name")
    )
    return Paper(path.name, path.read_bytes(), Truth(date=date, from_=sender, to=recipient))


def _cable(path: Path, row: Mapping[str, str]) -> Paper:
    truth = Truth(
        date=_date(row["cable_date"]),
        from_=_post(row["cable_from"]),
        to=_post(row["cable_to"]),
        type="telegram",
        number=_stated(row["doc_number"]) or None,
        tags=tuple(filter(None, map(tei.one_line, _COMMA.split(_stated(row["cable_tags"]))))),
    )
    return Paper(path.name, path.read_bytes(), truth)


def _stated(value: str) -> str:
    return "" if value.strip().lower() in _NOTHING else tei.one_line(value)


def _post(value: str) -> tuple[str, ...]:
    """The post alone: "SECSTATE WASHDC IMMEDIATE 8764" without precedence and number."""
    post = _ROUTING.sub("", _stated(value))
    return (post,) if post else ()


_KINDS = (
    (
        frozenset({"source_file", "cable_date", "cable_from", "cable_to", "doc_number", "cable_tags"}),
        "source_file",
        _cable,
    ),
    (frozenset({"File Name", "Doc Date", "To Name", "From Name"}), "File Name", _scan),
)
"""Columns, the one that names the file, and what reads a row."""


def _date(value: str) -> str | None:
    try:
        return datetime.strptime(value.title(), "%d %b %Y").date().isoformat()
    except ValueError:
        return None
