"""Everything that is here as data: JSON Lines, CSV and Parquet with a description, or a bag that gives the archive back.

A dump of an archive that has not changed is the same to the byte: rows are in the order of ids, and nothing tells when
the dump was made. It is written beside its place and takes its name when it is whole.
"""

from __future__ import annotations

import contextlib
import csv
import errno
import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from fonds.errors import ArchiveError, UsageError
from fonds.exporters import by_name
from fonds.exporters.tables import TABLES, Table, safe
from fonds.model import Document
from fonds.services import documents
from fonds.services.archive import Archive

BATCH = 500
"""Documents whose rows are written to Parquet together."""
PIECE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class DumpReport:
    """What a dump holds."""

    documents: int
    files: int
    bytes: int
    seconds: float


def dump(archive: Archive, folder: Path, *, parquet: bool = True, bag: bool = False) -> DumpReport:
    """Writes the archive's data into a new or empty folder; as a bag of the whole archive where ``bag`` is set.

    UsageError: the folder holds something, or what Parquet needs is not installed. ArchiveError: the disk.
    """
    started = time.monotonic()
    if bag:
        from fonds.services import bagging

        with unfinished(folder) as place:
            count = bagging.write(archive, place)
    else:
        if parquet:
            _arrow()
        with unfinished(folder) as place:
            count = _data(archive, place, parquet)
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return DumpReport(count, len(sizes), sum(sizes), time.monotonic() - started)


@contextlib.contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A folder beside the one that is meant, which it becomes at the end; nothing stays of it where that fails."""
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"The folder {folder} is not empty; name a new one.")
    place = folder.with_name(f".{folder.name}.unfinished-{os.getpid()}")
    try:
        place.mkdir(parents=True)
        yield place
        place.replace(folder)  # an empty folder gives way
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise ArchiveError(
                f"The disk of {folder} is full; nothing was written. Make room and try again."
            ) from error
        raise ArchiveError(
            f"{folder} cannot be written ({error.strerror}); check the disk and its permissions."
        ) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _arrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError(
            "Parquet needs pyarrow: install Fonds with its extra, fonds[dump], or leave it out with --no-parquet."
        ) from error
    return pyarrow


def _data(archive: Archive, place: Path, parquet: bool) -> int:
    """The data themselves, then what describes them; the number of documents."""
    lines = by_name("jsonl")
    readings: dict[str, str] = {}
    count = 0
    with contextlib.ExitStack() as stack:
        jsonl = stack.enter_context((place / "documents.jsonl").open("w", encoding="utf-8", newline="\n"))
        outs: list[_Csv | _Parquet] = [
            stack.enter_context(_Csv(table, place / f"{table.name}.csv")) for table in TABLES
        ]
        if parquet:
            outs += [
                stack.enter_context(_Parquet(table, place / f"{table.name}.parquet")) for table in TABLES
            ]
        for document in documents.every(readings):
            jsonl.write(lines.encode(document, reading=readings.pop(document.id, None)))
            for out in outs:
                out.add(document)
            count += 1
    _describe(archive, place, parquet)
    return count


class _Csv:
    """A table as CSV after RFC 4180, in UTF-8; nothing in it is a formula."""

    def __init__(self, table: Table, path: Path) -> None:
        self.table, self.path = table, path

    def __enter__(self) -> _Csv:
        self.file: IO[str] = self.path.open("w", encoding="utf-8", newline="", errors="replace")
        self.writer = csv.writer(self.file, lineterminator="\r\n")
        self.writer.writerow([column.name for column in self.table.columns])
        return self

    def __exit__(self, *fault: object) -> None:
        self.file.close()

    def add(self, document: Document) -> None:
        for row in self.table.rows(document):
            self.writer.writerow([_truth(safe(value)) for value in row])


def _truth(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


class _Parquet:
    """The same table with types."""

    def __init__(self, table: Table, path: Path) -> None:
        self.table, self.path, self.rows = table, path, list[tuple[Any, ...]]()

    def __enter__(self) -> _Parquet:
        arrow = self.arrow = _arrow()
        kinds = {
            "string": arrow.string(),
            "integer": arrow.int64(),
            "boolean": arrow.bool_(),
            "number": arrow.float64(),
        }
        self.schema = arrow.schema(
            [
                arrow.field(c.name, kinds[c.kind], metadata={"description": c.description})
                for c in self.table.columns
            ]
        )
        self.writer = arrow.parquet.ParquetWriter(self.path, self.schema, compression="zstd")
        return self

    def __exit__(self, *fault: object) -> None:
        if fault[0] is None:
            self._flush()
        self.writer.close()

    def add(self, document: Document) -> None:
        self.rows += self.table.rows(document)
        if len(self.rows) >= BATCH * 10:
            self._flush()

    def _flush(self) -> None:
        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.table.columns)
        arrays = [
            self.arrow.array(values, type=field.type)
            for values, field in zip(columns, self.schema, strict=True)
        ]
        self.writer.write_table(self.arrow.Table.from_arrays(arrays, schema=self.schema))
        self.rows.clear()


def _describe(archive: Archive, place: Path, parquet: bool) -> None:
    """A Frictionless data package, and the same for people to read."""
    resources: list[dict[str, object]] = [
        _resource(
            place / "documents.jsonl",
            "documents-json",
            "Each document whole, as the contract (document.schema.json) describes it, with its reading text under "
            "`reading`, in which all offsets count.",
            format="jsonl",
            mediatype="application/x-ndjson",
        )
    ]
    for table in TABLES:
        fields = [{"name": c.name, "type": c.kind, "description": c.description} for c in table.columns]
        schema: dict[str, object] = {"fields": fields, "missingValues": [""]}
        if table.field is None:
            schema["primaryKey"] = "id"
        else:
            schema["primaryKey"] = ["document", "n"]
            schema["foreignKeys"] = [
                {"fields": "document", "reference": {"resource": "documents", "fields": "id"}}
            ]
        resources.append(
            _resource(
                place / f"{table.name}.csv",
                table.name,
                table.description,
                profile="tabular-data-resource",
                format="csv",
                mediatype="text/csv",
                encoding="utf-8",
                schema=schema,
            )
        )
        if parquet:
            resources.append(
                _resource(
                    place / f"{table.name}.parquet",
                    f"{table.name}-parquet",
                    f"{table.description} The same as {table.name}.csv.",
                    # Readers of packages that take it for a table stumble over its empty numbers.
                    type="file",
                    format="parquet",
                    mediatype="application/vnd.apache.parquet",
                )
            )
    package = {
        "profile": "data-package",
        "name": "fonds-dump",
        "title": archive.title,
        "description": archive.description,
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (place / "datapackage.json").write_text(text, encoding="utf-8")
    (place / "README.md").write_text(dictionary(archive.title), encoding="utf-8")


def _resource(path: Path, name: str, description: str, **more: object) -> dict[str, object]:
    size, digest = digest_of(path)
    named = {
        "name": name.replace("_", "-") if name.endswith(("-parquet", "-json")) else name,
        "path": path.name,
    }
    return {**named, "description": description, **more, "bytes": size, "hash": f"sha256:{digest}"}


def digest_of(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file."""
    total, size = sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            total.update(piece)
            size += len(piece)
    return size, total.hexdigest()


def dictionary(title: str) -> str:
    """The data dictionary: every table and column, from the contract.

    >>> "## messages" in dictionary("Ferry papers")
    True
    """

    def cell(text: str) -> str:
        return text.replace("|", "\\|")

    parts = [
        f"# {title}: data",
        "`documents.jsonl` holds each document whole. The tables are the same in flat form, as CSV and, where it was "
        "asked for, as Parquet; `datapackage.json` describes them to programs.",
        "In CSV an apostrophe stands before what a spreadsheet would take for a formula (a value that begins with "
        "= + - @, a tab or a carriage return); take it off to have the value. An empty cell is what is not known.",
    ]
    for table in TABLES:
        rows = [f"| `{c.name}` | {c.kind} | {cell(c.description)} |" for c in table.columns]
        parts += [
            f"## {table.name}",
            table.description,
            "\n".join(["| column | type | meaning |", "| --- | --- | --- |", *rows]),
        ]
    return "\n\n".join(parts) + "\n"
