"""Reading many sources, in worker processes where it pays, with the results in the order of the sources.

Workers come from a fork server: a process without threads, locks or database, so that nothing is
inherited that a killed parent should have given back. A worker that breaks down takes no batch with it:
what it had in hand is read again file by file, and a file that breaks the reader twice is reported.
"""

from __future__ import annotations

import os
import signal
import threading
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import connection, get_context, parent_process
from pathlib import Path

from fonds.extract.reader import READER_VERSION
from fonds.importers import recognition
from fonds.model import codec, layout
from fonds.services import reading, scans
from fonds.services.sources import Source, fault, reason
from fonds.services.views import FileProblem
from fonds.store.batch import Batch, Bytes, Reading
from fonds.store.facts import facts_of
from fonds.store.originals import Originals, SourceChanged

AHEAD = 24
"""Chunks per worker that may be read while the writer is busy with links and index..."""
AHEAD_BYTES = 16 * 1024 * 1024
"""...but no more than two each once their files have so many bytes together: that bounds the memory."""
COMPRESSION = 1
"""zlib level of the reading text. On 1,504 texts of 4.8 kB in the mean it halves them, and reading one back
takes 30 µs; level 6 gives 8 % less and takes twice as long to write (November 2026)."""


@dataclass(frozen=True, slots=True)
class Task:
    """A source to read; ``digest`` and ``ids`` are those of what is kept under its name.

    ``recognise``: the words of page images too. ``pages`` were recognised before and need not be again: reading
    text and packed layout of the first document.
    """

    source: Source
    digest: str | None = None
    ids: Mapping[int, str] = field(default_factory=dict)
    recognise: bool = True
    pages: tuple[bytes, bytes] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading a source gave: a batch to keep, failures, or neither where nothing is new.

    ``problems`` are codes, one for each document that has them. ``paths``: digest and place of the batch's bytes.
    """

    task: Task
    batch: Batch | None = None
    failures: tuple[FileProblem, ...] = ()
    problems: tuple[str, ...] = ()
    paths: tuple[tuple[str, Path], ...] = ()


def outcomes(
    chunks: Iterable[list[Task]], jobs: int, originals: Originals | None = None
) -> Iterator[list[Outcome]]:
    """The outcome of each chunk, in order; ``jobs`` worker processes, none with 0.

    The bytes that a batch stands for are on the disk of ``originals`` before its outcome is here; workers put
    them there, so that the writer need not wait for the disk. OSError: they cannot be written.
    """
    read = partial(read_chunk, originals)
    if jobs < 1:
        yield from map(read, chunks)
        return
    waiting: deque[tuple[list[Task], Future[list[Outcome]], int]] = deque()
    pool = _Pool(jobs, read)
    try:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(chunk), sum(map(_size, chunk))))
            ahead = AHEAD if sum(size for _, _, size in waiting) < AHEAD_BYTES else 2
            while waiting and (waiting[0][1].done() or len(waiting) >= jobs * ahead):
                yield _result(read, *waiting.popleft()[:2])
        while waiting:
            yield _result(read, *waiting.popleft()[:2])
    finally:
        pool.shutdown()


def _size(task: Task) -> int:
    try:
        return task.source.path.stat().st_size
    except OSError:
        return 0


def read_chunk(originals: Originals | None, tasks: list[Task]) -> list[Outcome]:
    """Reads sources one after another and puts their bytes among the originals, if any are given."""
    found = [read_task(task) for task in tasks]
    if originals is None:
        return found
    with originals.batch():
        return [_put(originals, outcome) for outcome in found]


def _put(originals: Originals, outcome: Outcome) -> Outcome:
    try:
        for sha256, path in outcome.paths:
            originals.put(path, sha256)
    except SourceChanged:
        return _failed(outcome.task, fault(outcome.task.source.name, "changed-while-read"))
    return outcome


def read_task(task: Task) -> Outcome:
    """Reads one source. Whatever goes wrong with it is an outcome, no exception."""
    try:
        return _read(task)
    except reading.TooLarge as error:
        return _failed(task, error.problem)
    except OSError as error:
        return _failed(task, fault(task.source.name, "unreadable-file", reason=reason(error)))
    except Exception as error:
        return _failed(task, _stopped(task, f"{type(error).__name__}: {error}"))


def _read(task: Task) -> Outcome:
    source, loaded = task.source, reading.load(task.source)
    if loaded.digest == task.digest:
        return Outcome(task)
    readings: list[Reading] = []
    problems: list[str] = []
    failures: list[FileProblem] = []
    documents = reading.documents(
        loaded,
        source.name,
        collection=source.collection,
        ids=task.ids,
        recognise=task.recognise,
        kept=_pages(task),
    )
    for part, read in enumerate(documents):
        document = read.document
        problems += {p.code for p in document.problems}
        if reading.is_unreadable(document):
            errors = [p for p in document.problems if p.severity == "error"]
            failures += [FileProblem(source.name, p.code, p.severity, p.message) for p in errors]
        else:
            readings.append(_reading(read, part))
    if not readings:
        return Outcome(task, failures=tuple(failures), problems=tuple(problems))
    media_type = reading.media_type_of(loaded.data, source.name)
    companions = list(zip(loaded.files, loaded.sizes, source.companions, strict=True))
    batch = Batch(
        name=source.name,
        collection=source.collection,
        digest=loaded.digest,
        original=Bytes(
            loaded.sha256, len(loaded.data), media_type, scans.count_pages(source.path, media_type)
        ),
        companions=[codec.encode(file) for file in loaded.files],
        files=[
            Bytes(file.sha256, size, file.media_type, scans.count_pages(companion.path, file.media_type))
            for file, size, companion in companions
        ],
        reader_version=READER_VERSION,
        readings=readings,
    )
    paths = [
        (loaded.sha256, source.path),
        *((file.sha256, companion.path) for file, _, companion in companions),
    ]
    return Outcome(task, batch, tuple(failures), tuple(problems), tuple(paths))


def _pages(task: Task) -> dict[int, recognition.Page] | None:
    if task.pages is None:
        return None
    text, places = task.pages
    return recognition.pages_of(zlib.decompress(text).decode(), layout.unpack(places))


def _reading(read: reading.Read, part: int) -> Reading:
    document = read.document
    packed = zlib.compress(read.reading.encode("utf-8", "replace"), COMPRESSION)
    places = layout.pack(read.layout) if read.layout else None
    return Reading(document.id, part, codec.to_json(document), packed, facts_of(document), places)


def _failed(task: Task, failure: FileProblem) -> Outcome:
    return Outcome(task, failures=(failure,), problems=(failure.code,))


def _stopped(task: Task, why: str) -> FileProblem:
    return fault(task.source.name, "reader-stopped", reason=why[:200])


Read = Callable[[list[Task]], list[Outcome]]


# --- processes ---------------------------------------------------------------------------------------


class _Pool:
    """Worker processes that are replaced when one of them dies."""

    def __init__(self, jobs: int, read: Read) -> None:
        self.jobs, self.read = jobs, read
        self.executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        context = get_context("forkserver")
        context.set_forkserver_preload([__name__])
        return ProcessPoolExecutor(self.jobs, mp_context=context, initializer=begin)

    def submit(self, tasks: list[Task]) -> Future[list[Outcome]]:
        """Has a worker read these."""
        try:
            return self.executor.submit(self.read, tasks)
        except BrokenProcessPool:
            self.executor.shutdown(cancel_futures=True)
            self.executor = self._start()
            return self.executor.submit(self.read, tasks)

    def shutdown(self) -> None:
        """Ends the workers."""
        self.executor.shutdown(cancel_futures=True)


def begin() -> None:
    """In a worker: leave Ctrl-C to the parent, and end when the parent is gone, even killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _result(read: Read, chunk: list[Task], future: Future[list[Outcome]]) -> list[Outcome]:
    """The outcomes; where a worker died, those of another try: most often it died of another chunk's file."""
    try:
        return future.result()
    except BrokenProcessPool:
        return _again(read, chunk)


def _again(read: Read, chunk: list[Task]) -> list[Outcome]:
    """Reads in a process of its own; if that dies too, file by file."""
    pool = _Pool(1, read)
    try:
        return pool.submit(chunk).result()
    except BrokenProcessPool:
        if len(chunk) > 1:
            return [outcome for task in chunk for outcome in _again(read, [task])]
        return [_failed(chunk[0], _stopped(chunk[0], "its process died"))]
    finally:
        pool.shutdown()
