"""Adding: sources into the archive.

Worker processes read and put the bytes among the originals; this process alone writes records, in the order in
which the sources were found, a chunk of files at a time in one transaction. Links and index
follow the change log (``fonds.services.following``). So it may be killed at any moment: what was
committed is whole, what was not is read again by the next ``add``.
"""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from itertools import chain, islice
from pathlib import Path

from fonds.services import cluster, following, memory
from fonds.services.archive import Archive, sentences
from fonds.services.faults import FileProblem
from fonds.services.forking import FEW
from fonds.services.forms import Forms
from fonds.services.opening import opened
from fonds.services.prepared import HandedOver
from fonds.services.sources import SCANS, Source, find
from fonds.services.views import AddReport, KnownForm, Progress
from fonds.services.workers import Outcome, Task, outcomes
from fonds.store import lock, records
from fonds.store.batch import Batch

CHUNK = 16
"""Files read at once, and committed at once unless more are read already (``workers.TOGETHER``)."""
CHUNK_SCAN_BYTES = 200_000
"""Of scans among them, after which a chunk ends: recognising a page takes seconds."""
MOST = 1000
"""Faults of files that the report of a batch holds; all of them go to ``on_problem``."""
FEW_SCANS = 1
"""The same for files of page images, which take seconds each."""
GATHERED_FROM = 1000
"""Files after which the index is made one piece again: it takes a second for 5,000 documents, and halves the cost of a
search."""
FOLLOW_AFTER = 5000
"""Files after which links and index follow within a long batch, while workers read on. What a step costs depends on
what is new; with fewer files at once the same neighbours are looked at more often, with more the memory grows."""


def add(
    archive: Archive,
    paths: Iterable[Path],
    *,
    skip: Sequence[str] = (),
    jobs: int = 2,
    scheduler: str | None = None,
    dry_run: bool = False,
    recognise: bool = True,
    progress: Callable[[Progress], None] = lambda _: None,
    on_problem: Callable[[FileProblem], None] = lambda _: None,
) -> AddReport:
    """Reads and keeps everything under the paths; see ``sources`` for what belongs together.

    The same bytes again change nothing, under whatever name. Other bytes under a known name are a new
    version. ``skip`` holds patterns for names of files and folders to pass over. ``jobs`` is the number of
    worker processes; with the address of a Dask ``scheduler`` its workers read instead. ``dry_run``: everything
    is read and counted, nothing is kept. ``on_problem`` gets every fault of a file as it comes; the report holds
    the first MOST. ``recognise``: the words of page images too, where Tesseract is installed.

    ArchiveBusy: another process writes. ArchiveError: the disk is full, the cluster lost or the like; all that was
    committed is kept. Unreadable: a path that is not there.
    """
    started = time.monotonic()
    tally = _Tally(on_problem)
    # All of it first: a path that is not there stops the batch before it begins.
    found = list(find(paths, skip))
    total = sum(isinstance(item, Source) for item in found)
    sources = tally.sources(opened(found))
    first = list(islice(sources, FEW + 1))
    chunks = _chunks(chain(first, sources), cluster.CHUNK if scheduler else CHUNK, recognise)
    elsewhere = partial(cluster.Cluster, scheduler) if scheduler else None
    originals = None if dry_run else archive.originals
    with nullcontext() if dry_run else lock.writer(archive.root), sentences(archive.root):
        if originals:
            originals.sweep()
        done = followed = 0
        handed_over = HandedOver()
        for chunk in outcomes(chunks, jobs if is_much(first) else 0, originals, elsewhere=elsewhere):
            new = _new(chunk, tally)
            if new and not dry_run:
                handed_over.take(records.keep(new))
            done += len(chunk)
            progress(Progress(done, max(total, done, tally.seen), time.monotonic() - started))
            if not dry_run and (done >= followed + FOLLOW_AFTER or handed_over.is_full):
                following.follow(archive, handed_over)
                memory.give_back()
                followed = done
        if not dry_run:
            following.follow(archive, handed_over)
            if done >= GATHERED_FROM:
                following.gather(archive)
    return tally.report(time.monotonic() - started)


class _Tally:
    """Counts what happens to the files of one batch."""

    def __init__(self, on_problem: Callable[[FileProblem], None]) -> None:
        self.on_problem = on_problem
        self.files: Counter[str] = Counter(added=0, unchanged=0, changed=0, failed=0)
        self.problems: Counter[str] = Counter()
        self.failures: list[FileProblem] = []
        self.forms: list[KnownForm] = []
        self.digests: set[str] = set()
        self.seen = 0

    def sources(self, found: Iterable[Source | FileProblem]) -> Iterator[Source]:
        """The sources among these; faults are counted as they come."""
        for item in found:
            if isinstance(item, Source):
                self.seen += 1
                yield item
            else:
                self.problems[item.code] += 1
                self.tell([item])
                self.files["failed"] += item.severity == "error"

    def fail(self, outcome: Outcome) -> None:
        """A file of which nothing is kept."""
        self.files["failed"] += 1
        self.tell(outcome.failures)
        self.problems.update(outcome.problems)

    def tell(self, faults: Iterable[FileProblem]) -> None:
        """Takes note of faults of files."""
        for fault in faults:
            self.on_problem(fault)
            if len(self.failures) < MOST:
                self.failures.append(fault)

    def report(self, seconds: float) -> AddReport:
        """All counts."""
        return AddReport(
            added=self.files["added"],
            unchanged=self.files["unchanged"],
            changed=self.files["changed"],
            failed=self.files["failed"],
            problems=dict(self.problems.most_common()),
            failures=tuple(self.failures),
            forms=tuple(self.forms),
            seconds=seconds,
        )


def is_much(sources: Sequence[Source]) -> bool:
    """Whether reading takes so long that starting workers pays."""
    return len(sources) > FEW or sum(map(_is_scan, sources)) > FEW_SCANS


def _is_scan(source: Source) -> bool:
    return source.path.suffix.lower() in SCANS


def pieces(sources: Iterable[Source], most: int = CHUNK) -> Iterator[list[Source]]:
    """``most`` files each, fewer where they are scans."""
    piece: list[Source] = []
    size = 0
    for source in sources:
        piece.append(source)
        if _is_scan(source):
            with contextlib.suppress(OSError):
                size += source.path.stat().st_size
        if len(piece) == most or size > CHUNK_SCAN_BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _chunks(sources: Iterable[Source], most: int, recognise: bool) -> Iterator[list[Task]]:
    for piece in pieces(sources, most):
        known = records.known(source.name for source in piece)
        yield [
            Task(source, known[source.name].digest, known[source.name].ids, recognise)
            if source.name in known
            else Task(source, recognise=recognise)
            for source in piece
        ]


def _new(chunk: Sequence[Outcome], tally: _Tally) -> list[Batch]:
    """What of a chunk is new, to be kept in one transaction; the bytes are there already."""
    elsewhere = records.kept_digests(outcome.batch.digest for outcome in chunk if outcome.batch)
    forms = Forms(
        outcome.batch for outcome in chunk if outcome.batch is not None and outcome.task.digest is None
    )
    new: list[Batch] = []
    for outcome in chunk:
        batch, is_known = outcome.batch, outcome.task.digest is not None
        if batch is None:
            if outcome.failures:
                tally.fail(outcome)
            else:
                tally.files["unchanged"] += 1
            continue
        if not is_known and (batch.digest in elsewhere or batch.digest in tally.digests):
            tally.files["unchanged"] += 1
            continue
        if not is_known and (id := forms.known(batch)) is not None:
            tally.forms.append(KnownForm(batch.name, id))
            continue
        tally.digests.add(batch.digest)
        tally.files["changed" if is_known else "added"] += 1
        tally.problems.update(outcome.problems)
        tally.tell(outcome.failures)
        new.append(batch)
    return new
