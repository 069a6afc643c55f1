"""Worker processes: what happens when one dies."""

from __future__ import annotations

import os
from pathlib import PosixPath

import pytest
from lighthouse import telegram
from services.conftest import WritePapers

from fonds.services import workers
from fonds.services.sources import Source, find
from fonds.services.workers import Task


class Deadly(PosixPath):
    """Ends the process that unpickles it, as a fault in a C library would."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


def tasks(papers: WritePapers, count: int) -> list[Task]:
    folder = papers({f"{n:02}.txt": telegram(n) for n in range(count)})
    return [Task(source) for source in find([folder]) if isinstance(source, Source)]


def test_a_worker_that_dies_takes_one_file_with_it(papers: WritePapers) -> None:
    given = tasks(papers, 9)
    bad = given[4].source
    given[4] = Task(Source(bad.name, Deadly(bad.path), None))
    chunks = [given[:3], given[3:6], given[6:]]
    found = [outcome for chunk in workers.outcomes(iter(chunks), 2) for outcome in chunk]
    assert [outcome.task.source.name for outcome in found] == [task.source.name for task in given]
    assert [outcome.batch is not None for outcome in found] == [n != 4 for n in range(9)]
    assert [(f.code, f.message) for f in found[4].failures] == [
        ("reader-stopped", "the reader broke down on this file: its process died")
    ]


def test_outcomes_come_in_the_order_of_the_sources(papers: WritePapers) -> None:
    given = tasks(papers, 12)
    chunks = [given[n : n + 1] for n in range(12)]
    parallel = [o.batch for chunk in workers.outcomes(iter(chunks), 2) for o in chunk]
    alone = [o.batch for chunk in workers.outcomes(iter(chunks), 0) for o in chunk]
    assert parallel == alone


class Read:
    """A chunk that is read, or not yet."""

    def __init__(self, tasks: list[Task], done: bool) -> None:
        self.tasks, self.is_done = tasks, done

    def done(self) -> bool:
        return self.is_done

    def result(self) -> list[workers.Outcome]:
        return [workers.Outcome(task) for task in self.tasks]


def test_what_is_read_while_the_writer_is_busy_comes_together(
    papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "TOGETHER", 8)
    given = tasks(papers, 18)
    chunks = [given[n : n + 3] for n in range(0, 18, 3)]
    ready = iter([False, True, True, False, False, True])

    class Pool:
        def submit(self, chunk: list[Task]) -> Read:
            return Read(chunk, next(ready))

        def shutdown(self) -> None:
            pass

    found = list(workers.outcomes(iter(chunks), 2, elsewhere=Pool))
    assert [outcome.task for chunk in found for outcome in chunk] == given
    assert [len(chunk) for chunk in found] == [6, 3, 3, 6]


def test_chunks_are_asked_for_as_they_are_written(
    papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many sources there are, only so many are read ahead."""
    monkeypatch.setattr(workers, "AHEAD_BYTES", 1)
    given = tasks(papers, 30)
    asked = 0

    def chunks():  # type: ignore[no-untyped-def]
        nonlocal asked
        for task in given:
            asked += 1
            yield [task]

    running = workers.outcomes(chunks(), 2)
    received = 0
    for chunk in running:
        received += len(chunk)
        assert asked - received <= 2 * 2
    assert asked == 30
