"""Changing the index: entries in and out, many small segments into one."""

from __future__ import annotations

import json
import math
from pathlib import Path
from types import TracebackType

import tantivy

from fonds.errors import ArchiveBusy, ArchiveError
from fonds.search import schema
from fonds.search.entry import Entry
from fonds.search.schema import Prepared

REBUILD = "run `fonds rebuild` to make it again from the records"

HEAP_BYTES = 64_000_000
"""What the writer gathers in memory before it makes a segment of it; one thread, so that ids stay few."""

META = "meta.json"
"""The file that Tantivy writes anew at each commit; it lists the segments."""

MERGED_AT = 8
SMALL = 10_000
STEP = 0.75
"""Of Tantivy's LogMergePolicy: so many segments of one level are merged into one. All below SMALL documents count as
that large; the next level begins where the logarithm to the base 2 is more than STEP smaller."""


class Writer:
    """Changes the index; nothing is seen or kept before ``commit``. Leaving the block drops the rest."""

    def __init__(self, engine: tantivy.Index, path: Path) -> None:
        """ArchiveBusy: another process or thread is writing. ArchiveError: it cannot be written."""
        self._path = path
        self._engine: tantivy.IndexWriter | None = _opened(engine, path)

    def put(self, entry: Entry | Prepared) -> None:
        """Adds the entry, in place of one with the same id."""
        prepared = entry if isinstance(entry, Prepared) else schema.prepare(entry)
        self._open.delete_documents_by_term("id", prepared.id)
        self._open.add_document(schema.document(prepared))

    def remove(self, id: str) -> None:
        """Takes the document out, if it is in."""
        self._open.delete_documents_by_term("id", id)

    def clear(self) -> None:
        """Takes everything out."""
        self._open.delete_all_documents()

    def commit(self, sequence: int) -> None:
        """Keeps all changes at once, with the number of the last change of the store that they hold."""
        self._open.delete_documents_by_term("key", schema.COMMIT)
        self._open.add_document(schema.commit_marker(sequence))
        self._open.commit()

    def gather(self) -> None:
        """Makes one segment of the small ones, for the writer's last words: a search then counts the values of its
        facets in half the time, and a quarter of the disk is free again.

        Tantivy merges by itself from MERGED_AT segments on, and cannot be told to: the missing ones are made of a
        document each that no search finds. These few stay.
        """
        small = _smallest(self._path)
        if small < 2:
            return
        for _ in range(MERGED_AT - small):
            self._open.add_document(schema.filling())
            self._open.commit()

    def close(self) -> None:
        """Drops what is not committed, lets segments be merged, and lets others write."""
        if self._engine is not None:
            engine, self._engine = self._engine, None
            engine.wait_merging_threads()

    @property
    def _open(self) -> tantivy.IndexWriter:
        assert self._engine is not None, "the writer is closed"
        return self._engine

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _opened(engine: tantivy.Index, path: Path) -> tantivy.IndexWriter:
    try:
        writer = engine.writer(heap_size=HEAP_BYTES, num_threads=1)
        # What a killed writer left half done bears names that this one would use.
        writer.garbage_collect_files()
        return writer
    except ValueError as error:
        if "LockBusy" in str(error):
            raise ArchiveBusy(
                f"another process is writing the search index at {path}: try again when it is done"
            ) from error
        raise ArchiveError(f"the search index at {path} cannot be written: {error}") from error


def _smallest(path: Path) -> int:
    """How many segments there are in the level of the small ones."""
    told = json.loads((path / META).read_bytes())
    sizes = sorted((math.log2(max(s["max_doc"], SMALL)) for s in told["segments"]), reverse=True)
    top, count = math.inf, 0
    for size in sizes:
        top, count = (size, 1) if size < top - STEP else (top, count + 1)
    return count if math.log2(SMALL) >= top - STEP else 0
