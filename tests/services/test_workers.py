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
    parallel = [[o.batch for o in chunk] for chunk in workers.outcomes(iter(chunks), 2)]
    alone = [[o.batch for o in chunk] for chunk in workers.outcomes(iter(chunks), 0)]
    assert parallel == alone


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
    for received, _ in enumerate(running, 1):
        assert asked - received <= 2 * 2
    assert asked == 30
