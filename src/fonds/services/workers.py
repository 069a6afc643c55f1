"""Reading many sources, in worker processes where it pays, with the results in the order of the sources.

Workers come from a fork server (``fonds.services.forking``). A worker that breaks down takes no batch with it:
what it had in hand is read again file by file, and a file that breaks the reader twice is reported.
"""

from __future__ import annotations

import os
import signal
import threading
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import Protocol, TypeVar

from fonds.extract.reader import READER_VERSION
from fonds.importers import recognition
from fonds.model import codec, layout
from fonds.services import forking, patience, prepared, reading, scans
from fonds.services.faults import FileProblem, fault, place, reason
from fonds.services.sources import Source
from fonds.store.batch import Batch, Bytes, Reading
from fonds.store.facts import facts_of
from fonds.store.originals import Originals, SourceChanged

AHEAD = 24
"""Chunks per worker that may be read while the writer is busy with links and index..."""
AHEAD_BYTES = 8 * 1024 * 1024
"""...but no more than two each once their files have so many bytes together: that bounds the memory."""
TOGETHER = 64
"""Files whose outcomes come together where so many are read: in one transaction they take two thirds of the time
that four of 16 take."""
COMPRESSION = 1
"""zlib level of the reading text. On 1,504 texts of 4.8 kB in the mean it halves them, and reading one back
takes 30 µs; level 6 gives 8 % less and takes twice as long to write (November 2026)."""


@dataclass(frozen=True, slots=True)
class Task:
    """A source to read; ``digest`` and ``ids`` are those of what is kept under its name.

    ``recognise``: the words of page images too. ``pages`` were recognised before and need not be again: reading
    text and packed layout of the first document. ``loaded``: its bytes, for a worker that has not our disk.
    ``seconds``: how long reading may take, without regard to its size; see ``fonds.services.patience``.
    """

    source: Source
    digest: str | None = None
    ids: Mapping[int, str] = field(default_factory=dict)
    recognise: bool = True
    pages: tuple[bytes, bytes] | None = None
    loaded: reading.Loaded | None = None
    seconds: float = field(default_factory=patience.seconds)


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


class WorkerDied(Exception):
    """A chunk was not read, because whoever read it died."""


class Pending(Protocol):
    """A chunk under way. ``result`` raises WorkerDied."""

    def done(self) -> bool: ...

    def result(self) -> list[Outcome]: ...


class Pool(Protocol):
    """Those who read chunks beside us."""

    def submit(self, tasks: list[Task], /) -> Pending: ...

    def shutdown(self) -> None: ...


Waiting = tuple[list[Task], Pending, int]
"""A chunk under way, and the bytes of its files."""


def outcomes(
    chunks: Iterable[list[Task]],
    jobs: int,
    originals: Originals | None = None,
    *,
    elsewhere: Callable[[], Pool] | None = None,
) -> Iterator[list[Outcome]]:
    """The outcomes, in order; ``jobs`` worker processes, none with 0, or a pool ``elsewhere``. Chunks that are read
    while the writer is busy come together.

    The bytes that a batch stands for are on the disk of ``originals`` before its outcome is here; our own workers
    put them there, so that the writer need not wait for the disk. OSError: they cannot be written.
    """
    read = partial(read_chunk, originals)
    if elsewhere is not None:
        for chunk in _through(elsewhere(), chunks, jobs, read):
            yield chunk if originals is None else put_chunk(originals, chunk)
    elif jobs < 1:
        yield from map(read, chunks)
    else:
        yield from _through(_Processes(jobs, read), chunks, jobs, read)


def _through(pool: Pool, chunks: Iterable[list[Task]], jobs: int, read: Read) -> Iterator[list[Outcome]]:
    waiting: deque[Waiting] = deque()
    jobs = max(1, jobs)
    try:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(chunk), sum(map(_size, chunk))))
            ahead = AHEAD if sum(size for _, _, size in waiting) < AHEAD_BYTES else 2
            while waiting and (waiting[0][1].done() or len(waiting) >= jobs * ahead):
                yield _ready(read, waiting)
        while waiting:
            yield _ready(read, waiting)
    finally:
        pool.shutdown()


def _ready(read: Read, waiting: deque[Waiting]) -> list[Outcome]:
    """The outcomes of the first chunk, with those of the next ones that are read already."""
    found = _result(read, *waiting.popleft()[:2])
    while waiting and waiting[0][1].done() and len(found) + len(waiting[0][0]) <= TOGETHER:
        found += _result(read, *waiting.popleft()[:2])
    return found


def _size(task: Task) -> int:
    if task.source.piece is not None:
        return len(task.source.piece.member.data)
    try:
        return task.source.path.stat().st_size
    except OSError:
        return 0


def read_chunk(originals: Originals | None, tasks: list[Task]) -> list[Outcome]:
    """Reads sources one after another and puts their bytes among the originals, if any are given."""
    found = [read_task(task) for task in tasks]
    return found if originals is None else put_chunk(originals, found)


def put_chunk(originals: Originals, chunk: list[Outcome]) -> list[Outcome]:
    """Puts the bytes of what was read among the originals."""
    with originals.batch():
        return [_put(originals, outcome) for outcome in chunk]


def _put(originals: Originals, outcome: Outcome) -> Outcome:
    try:
        for sha256, path in outcome.paths:
            originals.put(path, sha256)
    except SourceChanged:
        return _failed(outcome.task, fault(outcome.task.source.name, "changed-while-read"))
    return outcome


T = TypeVar("T")


def read_task(task: Task, read: Callable[[Task], Outcome | T] | None = None) -> Outcome | T:
    """Reads one source. Whatever goes wrong with it is an outcome, no exception, even if it took too long."""
    try:
        if read is not None:
            return read(task)
        with patience.limited(limit := patience.for_size(task.seconds, _size(task))) as going_on:
            return _read(task, going_on)
    except patience.TimeUp:
        return _failed(task, _too_slow(task, limit))
    except reading.TooLarge as error:
        return _failed(task, error.problem)
    except OSError as error:
        return _failed(task, fault(task.source.name, "unreadable-file", reason=reason(error)))
    except Exception as error:
        return _failed(task, _stopped(task, f"{type(error).__name__}: {error}"))


def _read(task: Task, going_on: Callable[[float], None]) -> Outcome:
    source, loaded = task.source, task.loaded or reading.load(task.source)
    if loaded.digest == task.digest:
        return Outcome(task)
    readings: list[Reading] = []
    problems: list[str] = []
    failures: list[FileProblem] = []
    where = place(source.piece.member.where) if source.piece else ""
    documents = reading.documents(
        loaded,
        source.name,
        collection=source.collection,
        ids=task.ids,
        recognise=task.recognise,
        kept=_pages(task),
        going_on=going_on,
    )
    for part, read in enumerate(documents):
        document = read.document
        problems += {p.code for p in document.problems}
        if reading.is_unreadable(document):
            errors = [p for p in document.problems if p.severity == "error"]
            failures += [FileProblem(source.name, p.code, p.severity, p.message, where) for p in errors]
        else:
            readings.append(_reading(read, part))
    if not readings:
        return Outcome(task, failures=tuple(failures), problems=tuple(problems))
    original, piece = reading.original_of(loaded, source.name), loaded.piece
    companions = list(zip(loaded.files, loaded.sizes, loaded.pages, strict=True))
    if piece and piece.mapping:
        # Kept with the table, because reading it again needs it; the document itself knows nothing of it.
        mapping, sha256, size = piece.mapping
        companions.append((reading.file_of(mapping, sha256), size, None))
    batch = Batch(
        name=source.name,
        collection=source.collection,
        digest=loaded.digest,
        seed=loaded.sha256,
        original=Bytes(
            original.sha256,
            piece.size if piece else len(loaded.data),
            original.media_type,
            None if piece else scans.count_pages(loaded.data, original.media_type),
        ),
        companions=[codec.encode(file) for file, _, _ in companions],
        files=[Bytes(file.sha256, size, file.media_type, pages) for file, size, pages in companions],
        reader_version=READER_VERSION,
        readings=readings,
        key=piece.member.key if piece else "",
    )
    paths = [
        (original.sha256, source.path),
        *(
            (file.sha256, companion.path)
            for file, companion in zip(loaded.files, source.companions, strict=True)
        ),
        *([(piece.mapping[1], piece.mapping[0].path)] if piece and piece.mapping else []),
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
    return Reading(
        document.id,
        part,
        codec.to_json(document),
        packed,
        facts_of(document),
        places,
        prepared.pack(document),
    )


def _failed(task: Task, failure: FileProblem) -> Outcome:
    return Outcome(task, failures=(failure,), problems=(failure.code,))


def _too_slow(task: Task, limit: float) -> FileProblem:
    where = task.source.piece.member.where if task.source.piece else None
    return fault(task.source.name, "reader-too-slow", where, seconds=round(limit))


def _stopped(task: Task, why: str) -> FileProblem:
    return fault(task.source.name, "reader-stopped", reason=why[:200])


Read = Callable[[list[Task]], list[Outcome]]


# --- processes ---------------------------------------------------------------------------------------


class _Processes:
    """Worker processes that are replaced when one of them dies."""

    def __init__(self, jobs: int, read: Read) -> None:
        self.jobs, self.read = jobs, read
        self.executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.jobs, mp_context=forking.context(), initializer=begin)

    def submit(self, tasks: list[Task]) -> _Underway:
        """Has a worker read these."""
        try:
            return _Underway(self.executor.submit(self.read, tasks))
        except BrokenProcessPool:
            self.executor.shutdown(cancel_futures=True)
            self.executor = self._start()
            return _Underway(self.executor.submit(self.read, tasks))

    def shutdown(self) -> None:
        """Ends the workers."""
        self.executor.shutdown(cancel_futures=True)


class _Underway:
    """A chunk that a worker process has."""

    def __init__(self, future: Future[list[Outcome]]) -> None:
        self._future = future

    def done(self) -> bool:
        """Whether ``result`` would not wait."""
        return self._future.done()

    def result(self) -> list[Outcome]:
        """Its outcomes. WorkerDied."""
        try:
            return self._future.result()
        except BrokenProcessPool as error:
            raise WorkerDied from error


def begin() -> None:
    """In a worker: leave Ctrl-C to the parent, and end when the parent is gone, even killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    patience.be_expendable()
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _result(read: Read, chunk: list[Task], pending: Pending) -> list[Outcome]:
    """The outcomes; where a worker died, those of another try: most often it died of another chunk's file."""
    try:
        return pending.result()
    except WorkerDied:
        return _again(read, chunk)


def _again(read: Read, chunk: list[Task]) -> list[Outcome]:
    """Reads in a process of its own; if that dies too, file by file."""
    began, pool = time.monotonic(), _Processes(1, read)
    try:
        return pool.submit(chunk).result()
    except WorkerDied:
        if len(chunk) > 1:
            return [outcome for task in chunk for outcome in _again(read, [task])]
        limit = patience.for_size(chunk[0].seconds, _size(chunk[0]))
        if 0 < limit < time.monotonic() - began:
            return [_failed(chunk[0], _too_slow(chunk[0], limit))]
        return [_failed(chunk[0], _stopped(chunk[0], "its process died"))]
    finally:
        pool.shutdown()
