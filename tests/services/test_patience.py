"""Files that keep the reader busy for ever: each is given up, alone, and is reported."""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path, PosixPath
from typing import Any

import pytest
from lighthouse import telegram
from services.conftest import WritePapers

from fonds import importers
from fonds.model import Draft, Original
from fonds.services import patience, reading, workers
from fonds.services.faults import FileProblem
from fonds.services.sources import Source, find
from fonds.services.workers import Task

LIMIT = 2.0


class Endless(PosixPath):
    """A file on a disk that never answers; the interpreter goes on."""

    def open(self, *_: Any, **__: Any) -> Any:
        while True:
            time.sleep(60)


class Stuck(PosixPath):
    """One that keeps a library busy which lets nobody else in: neither signals nor threads."""

    def open(self, *_: Any, **__: Any) -> Any:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        ctypes.PyDLL(None).sleep(600)


class Slow:
    """An importer that goes round and round in one kind of file."""

    name = title = "slow"
    media_types = ("text/x-slow",)
    suffixes = (".slow",)
    max_bytes = 1000

    def sniff(self, head: bytes, name: str) -> float:
        return 2.0 if name.endswith(".slow") else 0.0

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        while True:
            pass


def tasks(papers: WritePapers, count: int, kind: type[PosixPath], at: int) -> list[Task]:
    folder = papers({f"{n:02}.txt": telegram(n) for n in range(count)})
    given = [Task(source, seconds=LIMIT) for source in find([folder]) if isinstance(source, Source)]
    bad = given[at].source
    given[at] = Task(Source(bad.name, kind(bad.path), None), seconds=LIMIT)
    return given


def results(chunks: list[list[Task]], jobs: int) -> list[workers.Outcome]:
    return [outcome for chunk in workers.outcomes(iter(chunks), jobs) for outcome in chunk]


@pytest.mark.parametrize(("kind", "jobs"), [(Endless, 0), (Endless, 2), (Stuck, 2)])
def test_a_file_that_takes_for_ever_is_given_up_alone(
    papers: WritePapers, kind: type[PosixPath], jobs: int
) -> None:
    given = tasks(papers, 6, kind, at=1)
    found = results([given[:3], given[3:]], jobs)
    assert [outcome.task.source.name for outcome in found] == [task.source.name for task in given]
    assert [outcome.batch is not None for outcome in found] == [n != 1 for n in range(6)]
    (failure,) = found[1].failures
    assert (failure.name, failure.code) == (given[1].source.name, "reader-too-slow")


def test_an_importer_that_goes_round_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importers, "IMPORTERS", (*importers.IMPORTERS, Slow()))
    monkeypatch.setenv("FONDS_READ_SECONDS", str(LIMIT))
    (tmp_path / "a.slow").write_bytes(b"round")
    (tmp_path / "b.txt").write_text(telegram(1))
    problems: list[FileProblem] = []
    documents = list(reading.read([tmp_path], on_problem=problems.append))
    assert [(Path(p.name).name, p.code) for p in problems] == [("a.slow", "reader-too-slow")]
    assert len(documents) == 1


def test_threads_are_stopped_as_well() -> None:
    seen: list[str] = []

    def work() -> None:
        try:
            with patience.limited(LIMIT):
                while True:
                    pass
        except patience.TimeUp:
            seen.append("given up")
        with patience.limited(60):
            seen.append("in time")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    assert seen == ["given up", "in time"]


def test_whoever_goes_on_has_the_time_anew() -> None:
    seen = []

    def work() -> None:
        with patience.limited(0.5) as going_on:
            for n in range(4):
                time.sleep(0.2)
                going_on(0.0)
                seen.append(n)
            time.sleep(60)

    with pytest.raises(patience.TimeUp):
        work()
    assert seen == [0, 1, 2, 3]


def test_the_limit_can_be_set_or_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for said, seconds in (("30", 30.0), ("0", 0.0), ("soon", patience.SECONDS), ("", patience.SECONDS)):
        monkeypatch.setenv("FONDS_READ_SECONDS", said)
        assert patience.seconds() == seconds
    before = signal.getsignal(signal.SIGALRM)
    with patience.limited(0):
        pass
    assert signal.getsignal(signal.SIGALRM) is before
