"""Tables as CSV (RFC 4180), also with semicolons, tabs or bars: each row is a document, the first names the columns.

Which column is which field: ``fonds.importers.columns``. The encoding is found out from the beginning of the
file, the sign between the cells from its first line. A row with another number of cells than the first is reported
with its number (the first row below the names is row 1) and its line, and those behind it are read.

Limits: a quote that is never closed swallows the rows up to the largest cell, then reading goes on behind it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from fonds.importers import columns
from fonds.importers.columns import Columns, Table
from fonds.importers.decoding import decode
from fonds.importers.importer import Member, unpacked
from fonds.model import Problem
from fonds.model.problems import problem

MAX_CELL = 16 * 1024 * 1024
"""Characters of one cell."""
SAMPLE = 64 * 1024
"""Bytes by which encoding and delimiter are told."""
DELIMITERS = ",;\t|"

Row = tuple[Mapping[str, object], Mapping[str, str | None] | Problem]


class CsvTable(Table):
    """See the module."""

    name = "csv"
    title = "A table as CSV, with a mapping file or known columns"
    media_types = ("text/csv",)
    suffixes = (".csv", ".tsv")

    def sniff(self, head: bytes, name: str) -> float:
        """Sure of a first line with known columns; by its ending alone less so."""
        named = name.lower().removesuffix(".gz").endswith(self.suffixes)
        first = head.split(b"\n", 1)[0]
        if not named and (b"title" not in first.lower() or head.startswith((b"{", b"<", b"---"))):
            return 0.0
        text = decode(head[: head.rfind(b"\n") + 1] or head).text
        if text is None:
            return 0.0
        names = _names(text, None)[0]
        if columns.find(names) is not None and (named or len(names) > 2):
            return 0.95 if named else 0.6
        return 0.8 if named else 0.0

    def rows_of(self, file: BinaryIO, mapping: Columns | None) -> Iterator[Member | Problem]:
        """The rows of the file."""
        sample = unpacked(file).read(SAMPLE)
        file.seek(0)
        decoded = decode(sample[: sample.rfind(b"\n") + 1] or sample)
        if decoded.text is None or decoded.encoding is None:
            yield from decoded.problems
            return
        yield from (p for p in decoded.problems if p.code == "legacy-encoding")
        names, delimiter = _names(decoded.text, mapping.delimiter if mapping else None)
        found = columns.find(names, mapping)
        if found is None:
            yield problem("unknown-columns", columns=", ".join(names)[:500])
            return
        if found.ignored:
            yield problem("columns-not-read", columns=", ".join(found.ignored)[:500])
        yield from columns.members(_rows(file, decoded.encoding, delimiter, names), found, self.name)


def _names(text: str, delimiter: str | None) -> tuple[list[str], str]:
    """The names in the first row, and the sign between its cells: the one that parts it most."""
    first = text.lstrip("\ufeff").lstrip("\r\n")
    best: list[str] = []
    sign = delimiter or DELIMITERS[0]
    for candidate in [delimiter] if delimiter else DELIMITERS:
        try:
            names = next(csv.reader(io.StringIO(first[:SAMPLE], newline=""), delimiter=candidate), [])
        except csv.Error:
            continue
        if len(names) > len(best):
            best, sign = names, candidate
    return [name.strip() for name in best], sign


def _rows(file: BinaryIO, encoding: str, delimiter: str, names: list[str]) -> Iterator[Row]:
    # A mark at the beginning is passed over, as in the sample.
    encoding = {"utf-8": "utf-8-sig", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be"}.get(
        encoding, encoding
    )
    text = io.TextIOWrapper(unpacked(file), encoding, errors="replace", newline="")
    csv.field_size_limit(MAX_CELL)
    try:
        reader = csv.reader(text, delimiter=delimiter)
        named, number = False, 0
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                number += named
                yield {}, problem("broken-row", {"row": number, "line": reader.line_num}, reason=str(error))
                continue
            if cells is None:
                return
            if not any(cell.strip("\ufeff \t") for cell in cells):
                continue
            if not named:
                named = True
                continue
            number += 1
            where = {"row": number, "line": reader.line_num}
            if len(cells) != len(names):
                reason = f"it has {len(cells)} cells, the first row {len(names)}"
                yield {}, problem("broken-row", where, reason=reason)
                continue
            yield where, dict(zip(names, cells, strict=True))
    finally:
        text.detach()
