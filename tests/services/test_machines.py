"""Several processes and machines on one archive: some show it, one adds, each machine has an index of its own."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lighthouse import telegram
from services.conftest import WritePapers

from fonds.errors import ArchiveBusy
from fonds.search.index import Index
from fonds.services import adding, checking, following
from fonds.services import archive as archives
from fonds.services.archive import Archive
from fonds.store import lock, models

MOST_TRIES = 1200
"""Looks, a twentieth of a second apart, for something that has to happen some time."""
ROUNDS, PAPERS = 5, 40


def environment(**more: str) -> dict[str, str]:
    """For another process: that of the tests, without Django's settings."""
    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | more


@contextmanager
def serving(archive: Archive, local: Path) -> Iterator[str]:
    """The address of another machine's pages: two processes, and an index of their own."""
    with subprocess.Popen(
        [sys.executable, "-m", "fonds", "serve", "--port", "0", "--workers", "2", "--archive", archive.root],
        env=environment(FONDS_LOCAL=str(local)),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout
            found = re.search(r"http://\S+/", process.stdout.readline())
            assert found, "the pages are not served"
            yield found[0]
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def asked(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        assert answer.status == 200
        return answer.read().decode()


def total(address: str) -> int:
    """How many documents a machine's index finds."""
    found = re.search(r'role="status">(\d+) documents', asked(f"{address}search?q=lamp"))
    assert found
    return int(found[1])


def test_machines_show_what_one_of_them_adds(archive: Archive, papers: WritePapers, tmp_path: Path) -> None:
    folder = papers({f"{n:03}.txt": telegram(n) for n in range(3)})
    adding.add(archive, [folder])
    (first,) = models.Record.objects.filter(name="papers/000.txt").values_list("id", flat=True)
    papers({f"{n:03}.txt": telegram(n) for n in range(3, 3 + PAPERS)})
    with (
        serving(archive, tmp_path / "one") as one,
        serving(archive, tmp_path / "two") as two,
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "fonds",
                "add",
                str(folder),
                "--jobs",
                "1",
                "--archive",
                str(archive.root),
            ],
            env=environment(),
            stdout=subprocess.DEVNULL,
        ) as adder,
    ):
        seen = {one: 3, two: 3}
        for _ in range(MOST_TRIES):
            for address in seen:
                now = total(address)
                assert now >= seen[address]
                seen[address] = now
                assert "lighthouse" in asked(f"{address}d/{first}")
            if set(seen.values()) == {3 + PAPERS}:
                break
            time.sleep(0.05)
        assert adder.wait() == 0
        assert set(seen.values()) == {3 + PAPERS}


FOLLOW = """
import sys
from fonds.services import archive, following
following.keep_up(archive.open_archive(), every_seconds=0.02, tell=lambda words: print(words, file=sys.stderr))
"""


def test_a_killed_follower_catches_up(archive: Archive, papers: WritePapers, tmp_path: Path) -> None:
    """``kill -9`` of a machine that follows, at random moments: its index is always whole, and comes to the end."""
    chance = random.Random(1931)
    local = tmp_path / "other machine"
    behind = 0
    whole = 0.0  # seconds that following a batch takes from start to end, on this machine at this hour
    for round in range(ROUNDS + 1):
        new = {f"{round}-{n:02}.txt": telegram(n, body=f"Lamp {round}. " * 40) for n in range(PAPERS)}
        adding.add(archive, [papers(new)])
        before, began = reached(local), time.monotonic()
        with subprocess.Popen([sys.executable, "-c", FOLLOW], env=on(archive, local)) as follower:
            if round == 0:
                comes_to(lambda: reached(local) == following.links_at())
                whole = time.monotonic() - began
            else:
                time.sleep(chance.uniform(0.3, 1) * whole)
            follower.kill()
        after, end = reached(local), following.links_at()
        assert before <= after <= end
        behind += after < end
    assert behind, "nothing was killed before it was done: the test shows nothing"

    with subprocess.Popen([sys.executable, "-c", FOLLOW], env=on(archive, local)) as follower:
        comes_to(lambda: reached(local) == following.links_at())
        follower.kill()
    assert Index.open(local / "index").ids() == archive.index().ids()
    assert len(archive.index().ids()) == models.Record.objects.count()


def on(archive: Archive, local: Path) -> dict[str, str]:
    return environment(FONDS_ARCHIVE=str(archive.root), FONDS_LOCAL=str(local))


def comes_to(state: Callable[[], bool]) -> None:
    """Waits for something that has to happen some time."""
    for _ in range(MOST_TRIES):
        if state():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen")


def reached(local: Path) -> int:
    """The last change that the machine's index holds."""
    return Index.open(local / "index").sequence() if (local / "index" / "meta.json").exists() else 0


def test_a_machine_indexes_what_is_linked_while_another_writes(
    archive: Archive, papers: WritePapers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """given linked papers and one that is not / when somebody else writes / then the linked ones can be found"""
    folder = papers({"1.txt": telegram(1), "2.txt": telegram(2)})
    adding.add(archive, [folder])
    papers({"3.txt": telegram(3)})
    with monkeypatch.context() as patch:
        patch.setattr(following, "follow", lambda *_: None)
        adding.add(archive, [folder])
    monkeypatch.setenv("FONDS_LOCAL", str(tmp_path / "other"))
    other = archives.open_archive(archive.root)
    with lock.writer(archive.root), pytest.raises(ArchiveBusy):
        following.catch_up(other)
    assert other.index().count() == 2
    following.catch_up(other)
    assert other.index().count() == 3
    assert archive.index().count() == 2
    assert checking.check(other).sound


def test_an_index_that_somebody_brings_up_to_date_is_left_to_him(
    archive: Archive, papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(following, "index", lambda *_: None)
        adding.add(archive, [papers({"1.txt": telegram(1)})])
    with lock.indexer(archive.index_folder, wait=False) as first:
        assert first
        following.catch_up(archive)
        assert archive.index().count() == 0
    following.catch_up(archive)
    assert archive.index().count() == 1
