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
from pathlib import Path

from fonds.services import following
from fonds.services.archive import Archive, sentences
from fonds.services.sources import SCANS, Source, find
from fonds.services.views import AddReport, FileProblem, Progress
from fonds.services.workers import Outcome, Task, outcomes
from fonds.store import lock, records
from fonds.store.batch import Batch

CHUNK = 16
"""Files read and committed at once: what a killed process has to read again."""
CHUNK_SCAN_BYTES = 200_000
"""Of scans among them, after which a chunk ends: recognising a page takes seconds."""
FEW = 150
"""As many files are read in this process; starting workers would take longer."""
FEW_SCANS = 1
"""The same for files of page images, which take seconds each."""
FOLLOW_AFTER = 1000
"""Files after which links and index follow within a long batch, while workers read on; then after half as
many again each time, because linking looks at the whole archive."""


def add(
    archive: Archive,
    paths: Iterable[Path],
    *,
    skip: Sequence[str] = (),
    jobs: int = 2,
    recognise: bool = True,
    progress: Callable[[Progress], None] = lambda _: None,
) -> AddReport:
    """Reads and keeps everything under the paths; see ``sources`` for what belongs together.

    The same bytes again change nothing, under whatever name. Other bytes under a known name are a new
    version. ``skip`` holds patterns for names of files and folders to pass over. ``jobs`` is the number of worker processes.
    ``recognise``: the words of page images too, where Tesseract is installed. ArchiveBusy: another process writes. ArchiveError:
    the disk is full or the like; all that was committed is kept. Unreadable: a path that is not there.
    """
    started = time.monotonic()
    found = list(find(paths, skip))
    sources = [item for item in found if isinstance(item, Source)]
    tally = _Tally([item for item in found if isinstance(item, FileProblem)])
    with lock.writer(archive.root), sentences(archive.root):
        archive.originals.sweep()
        done = followed = 0
        for chunk in outcomes(
            _chunks(sources, recognise), jobs if is_much(sources) else 0, archive.originals
        ):
            _keep(chunk, tally)
            done += len(chunk)
            progress(Progress(done, len(sources), time.monotonic() - started))
            if done >= FOLLOW_AFTER + followed * 3 // 2:
                following.follow(archive)
                followed = done
        following.follow(archive)
    return tally.report(time.monotonic() - started)


class _Tally:
    """Counts what happens to the files of one batch."""

    def __init__(self, faults: Sequence[FileProblem]) -> None:
        self.files: Counter[str] = Counter(added=0, unchanged=0, changed=0, failed=0)
        self.problems = Counter(item.code for item in faults)
        self.failures = list(faults)
        self.files["failed"] += sum(item.severity == "error" for item in faults)
        self.digests: set[str] = set()

    def fail(self, outcome: Outcome) -> None:
        """A file of which nothing is kept."""
        self.files["failed"] += 1
        self.failures += outcome.failures
        self.problems.update(outcome.problems)

    def report(self, seconds: float) -> AddReport:
        """All counts."""
        return AddReport(
            added=self.files["added"],
            unchanged=self.files["unchanged"],
            changed=self.files["changed"],
            failed=self.files["failed"],
            problems=dict(self.problems.most_common()),
            failures=tuple(self.failures),
            seconds=seconds,
        )


def is_much(sources: Sequence[Source]) -> bool:
    """Whether reading takes so long that starting workers pays."""
    return len(sources) > FEW or sum(map(_is_scan, sources)) > FEW_SCANS


def _is_scan(source: Source) -> bool:
    return source.path.suffix.lower() in SCANS


def pieces(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """``CHUNK`` files each, fewer where they are scans."""
    piece: list[Source] = []
    size = 0
    for source in sources:
        piece.append(source)
        if _is_scan(source):
            with contextlib.suppress(OSError):
                size += source.path.stat().st_size
        if len(piece) == CHUNK or size > CHUNK_SCAN_BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _chunks(sources: Sequence[Source], recognise: bool) -> Iterator[list[Task]]:
    for piece in pieces(sources):
        known = records.known(source.name for source in piece)
        yield [
            Task(source, known[source.name].digest, known[source.name].ids, recognise)
            if source.name in known
            else Task(source, recognise=recognise)
            for source in piece
        ]


def _keep(chunk: Sequence[Outcome], tally: _Tally) -> None:
    """Writes the records of what is new in a chunk, in one transaction; the bytes are there already."""
    elsewhere = records.kept_digests(outcome.batch.digest for outcome in chunk if outcome.batch)
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
        tally.digests.add(batch.digest)
        tally.files["changed" if is_known else "added"] += 1
        tally.problems.update(outcome.problems)
        tally.failures += outcome.failures
        new.append(batch)
    if new:
        records.keep(new)
