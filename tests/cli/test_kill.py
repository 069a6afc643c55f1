"""``kill -9`` during ``fonds add``, twenty times at random moments: nothing kept is lost, and the next add completes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from databases import Databases
from lighthouse import telegram

from fonds.errors import ArchiveBusy
from fonds.services import adding, checking
from fonds.services import archive as archives
from fonds.store import lock, models

ROUNDS = 20
NEW, CHANGED = 24, 6
"""Files that are new, and that changed, in each round; a batch is past the number that is read without
worker processes (``forking.FEW``) after some rounds, so both ways are killed."""


def test_a_killed_add_loses_nothing(tmp_path: Path, databases: Databases) -> None:
    with databases.of(tmp_path / "archive"):
        kill_and_look(tmp_path)


def kill_and_look(tmp_path: Path) -> None:
    chance = random.Random(1931)
    papers = tmp_path / "papers"
    papers.mkdir()
    archive = archives.new(tmp_path / "archive")
    kept: dict[str, tuple[str, int]] = {}
    died = grew = 0
    # How long an add may live. It follows the machine: longer when death came before anything was kept,
    # shorter when it came too late.
    seconds = 1.0
    for round in range(ROUNDS):
        for n in range(round * NEW, (round + 1) * NEW):
            (papers / f"{n:03}.txt").write_text(telegram(n, body="The lamp. " * chance.randrange(40)))
        for n in chance.sample(range((round + 1) * NEW), CHANGED):
            (papers / f"{n:03}.txt").write_text(telegram(n, body=f"In round {round}."))
        # Every other round death comes just after something was kept, whatever the machine is busy with.
        grown = (lambda: models.Record.objects.count() > len(kept)) if round % 2 else None  # noqa: B023
        killed = _add_and_kill(
            archive.root,
            papers,
            chance.uniform(0, 0.2) if grown else chance.uniform(0.2, seconds),
            workers_too=chance.random() < 0.5,
            after=grown,
        )
        died += killed

        columns = ("name", "id", "version")
        now = {name: (id, version) for name, id, version in models.Record.objects.values_list(*columns)}
        for name, (id, version) in kept.items():
            assert now[name][0] == id
            assert now[name][1] >= version
        grew += killed and len(now) > len(kept)
        if not grown:
            seconds *= 0.8 if not killed else 1.3 if len(now) == len(kept) else 1.0
        kept = now
        assert checking.check(archive).findings == (), f"round {round}"
    assert died >= 5, "hardly any add was killed: the test shows nothing"
    assert grew >= 1, "no add was killed in the midst of its work: the test shows nothing"

    _wait_for_lock(archive.root)
    report = adding.add(archive, [papers])
    assert report.added + report.unchanged + report.changed == ROUNDS * NEW
    assert report.failed == 0
    sound = checking.check(archive)
    assert (sound.findings, sound.behind) == ((), 0)
    assert sound.records == sound.indexed == ROUNDS * NEW
    by_name = {document.original.name: document for document in archive}
    for path in papers.iterdir():
        assert archive.originals.read(by_name[f"papers/{path.name}"].original.sha256) == path.read_bytes()


def _add_and_kill(
    archive: Path, papers: Path, seconds: float, *, workers_too: bool, after: Callable[[], bool] | None
) -> bool:
    """Runs an add and kills it after so long, alone or with its workers; whether it was still running. The time
    counts from when ``after`` holds, or from the start."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name == "FONDS_DATABASE_URL" or not name.startswith(("FONDS", "DJANGO"))
    }
    with subprocess.Popen(
        [sys.executable, "-m", "fonds", "add", str(papers), "--archive", str(archive)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        while after and process.poll() is None and not after():
            time.sleep(0.01)
        try:
            assert process.wait(seconds) in (0, ArchiveBusy.exit_code)
            return False
        except subprocess.TimeoutExpired:
            if workers_too:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            return True


def _wait_for_lock(archive: Path) -> None:
    """The kernel takes the lock from a killed process when it has buried it."""
    for _ in range(200):
        try:
            with lock.writer(archive):
                return
        except ArchiveBusy:
            time.sleep(0.05)
    pytest.fail("a killed process still holds the lock")
