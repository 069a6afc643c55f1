"""Reading on a Dask cluster: a real scheduler and workers, in network namespaces where the machine allows it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lighthouse import telegram
from services.conftest import WritePapers

from fonds.errors import ArchiveError, UsageError
from fonds.model import Document
from fonds.services import adding, workers
from fonds.services import archive as archives
from fonds.services.archive import Archive
from fonds.services.cluster import Cluster
from fonds.services.views import Progress

PAPERS = 420
# A worker that says nothing for so long is lost; Dask's own values are minutes, for clusters with slow disks.
# Less than eleven seconds for TCP it does not take.
IMPATIENT = {
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "15s",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "12s",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "12s",
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "10",
}

pytest.importorskip("distributed")


@contextlib.contextmanager
def processes() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts processes that end with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command, env=os.environ | IMPATIENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        started.append(process)
        return process

    try:
        yield start
    finally:
        for process in started:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def scheduler(start: Callable[..., subprocess.Popen[bytes]], port: int) -> None:
    start(
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "0.0.0.0",
        "--port",
        str(port),
        "--no-dashboard",
    )
    until(lambda: answers(port))


def worker(
    start: Callable[..., subprocess.Popen[bytes]], address: str, *before: str
) -> subprocess.Popen[bytes]:
    return start(
        *(*before, sys.executable, "-m", "distributed.cli.dask_worker", address),
        *(
            "--no-nanny",
            "--no-dashboard",
            "--nthreads",
            "1",
            "--local-directory",
            os.environ.get("TMPDIR", "/tmp"),
        ),
    )


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def until(condition: Callable[[], bool]) -> None:
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to be")


def workers_of(port: int) -> int:
    """How many workers the scheduler knows; none where a busy machine answers too late."""
    from distributed import Client

    with contextlib.suppress(OSError), Client(f"tcp://127.0.0.1:{port}", set_as_default=False) as client:
        return len(client.scheduler_info(n_workers=-1)["workers"])
    return -1


def kept(archive: Archive) -> dict[str, Document]:
    return {document.original.name: document for document in archive}


@pytest.fixture
def folder(papers: WritePapers) -> Path:
    return papers({f"{n:03}.txt": telegram(n) for n in range(PAPERS)} | {"empty.txt": ""})


@pytest.fixture
def alone(empty: Path, tmp_path: Path, folder: Path) -> dict[str, Document]:
    """What one process makes of the papers."""
    from django.db import connections

    archive = archives.new(tmp_path / "alone", title="Alone")
    adding.add(archive, [folder], jobs=0)
    found = kept(archive)
    connections.close_all()
    return found


def test_the_same_from_one_process_four_and_a_cluster(
    alone: dict[str, Document], folder: Path, archive: Archive, tmp_path: Path
) -> None:
    from django.db import connections

    with processes() as start:
        port = free_port()
        scheduler(start, port)
        for _ in range(2):
            worker(start, f"tcp://127.0.0.1:{port}")
        until(lambda: workers_of(port) == 2)
        archive = archives.open_archive(archive.root)
        report = adding.add(archive, [folder], scheduler=f"tcp://127.0.0.1:{port}")
        assert (report.added, report.failed) == (PAPERS, 1)
        assert kept(archive) == alone
        # Once more: nothing is sent, nothing is new.
        again = adding.add(archive, [folder], scheduler=f"tcp://127.0.0.1:{port}")
        assert (again.added, again.unchanged) == (0, PAPERS)
        connections.close_all()
    four = archives.new(tmp_path / "four", title="Four")
    adding.add(four, [folder], jobs=4)
    assert kept(four) == alone
    connections.close_all()


def has_namespaces() -> bool:
    with contextlib.suppress(OSError):
        made = subprocess.run(["ip", "netns", "add", "fonds-probe"], capture_output=True)
        subprocess.run(["ip", "netns", "del", "fonds-probe"], capture_output=True)
        return made.returncode == 0
    return False


@contextlib.contextmanager
def machine(n: int) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """A network namespace with a link to us: our address on it, our end of the link, and what runs a command there."""
    name, ours, theirs = (
        f"fonds{os.getpid() % 10000}-{n}",
        f"fa{os.getpid() % 10000}{n}",
        f"fb{os.getpid() % 10000}{n}",
    )
    address = f"10.{77 + n}.{os.getpid() % 250}"
    try:
        for command in (
            f"ip netns add {name}",
            f"ip link add {ours} type veth peer name {theirs}",
            f"ip link set {theirs} netns {name}",
            f"ip addr add {address}.1/30 dev {ours}",
            f"ip link set {ours} up",
            f"ip -n {name} addr add {address}.2/30 dev {theirs}",
            f"ip -n {name} link set {theirs} up",
            f"ip -n {name} link set lo up",
        ):
            subprocess.run(command.split(), check=True, capture_output=True)
        yield f"{address}.1", ours, ("ip", "netns", "exec", name)
    finally:
        subprocess.run(["ip", "netns", "del", name], capture_output=True)
        subprocess.run(["ip", "link", "del", ours], capture_output=True)


@pytest.mark.skipif(not has_namespaces(), reason="this machine lets nobody make network namespaces")
def test_a_killed_and_a_cut_off_worker_lose_nothing(
    alone: dict[str, Document], folder: Path, archive: Archive
) -> None:
    with processes() as start, machine(1) as one, machine(2) as two, machine(3) as three:
        port = free_port()
        scheduler(start, port)
        there = [
            worker(start, f"tcp://{address}:{port}", *within) for address, _, within in (one, two, three)
        ]
        until(lambda: workers_of(port) == 3)
        done: list[int] = []

        def on_the_way(now: Progress) -> None:
            done.append(now.done)
            if len(done) == 1:
                there[0].send_signal(signal.SIGKILL)
            if len(done) == 2:
                subprocess.run(["ip", "link", "set", two[1], "down"], check=True)

        archive = archives.open_archive(archive.root)
        report = adding.add(archive, [folder], scheduler=f"tcp://127.0.0.1:{port}", progress=on_the_way)
        assert len(done) > 3, "the batch was over before anything could go wrong"
        assert (report.added, report.failed) == (PAPERS, 1)
        assert kept(archive) == alone
        assert workers_of(port) == 1


def test_what_cannot_be_reached_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from fonds.services import cluster

    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(UsageError, match="tcp://host"):
        Cluster("somewhere")
    with pytest.raises(ArchiveError, match="No Dask scheduler answers"):
        Cluster(f"tcp://127.0.0.1:{free_port()}")
    with processes() as start:
        port = free_port()
        scheduler(start, port)
        with pytest.raises(ArchiveError, match="no workers"):
            Cluster(f"tcp://127.0.0.1:{port}")


def test_workers_that_are_all_gone_end_the_batch(
    folder: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fonds.services import cluster

    monkeypatch.setattr(cluster, "PATIENCE", 4)
    with processes() as start:
        port = free_port()
        scheduler(start, port)
        only = worker(start, f"tcp://127.0.0.1:{port}")
        until(lambda: workers_of(port) == 1)
        archive = archives.open_archive(archive.root)
        with pytest.raises(ArchiveError, match="gone"):
            adding.add(
                archive,
                [folder],
                scheduler=f"tcp://127.0.0.1:{port}",
                progress=lambda _: only.send_signal(signal.SIGKILL),
            )
        # What was kept is whole, and the next batch completes it.
        assert adding.add(archive, [folder], jobs=0).added < PAPERS
        assert len(archive) == PAPERS


def test_a_chunk_that_kills_its_workers_is_read_here(folder: Path) -> None:
    """What the scheduler has given up is read in a process of our own, file by file."""

    class Hopeless:
        def submit(self, tasks: list[workers.Task], /) -> Hopeless:
            return self

        def done(self) -> bool:
            return True

        def result(self) -> list[workers.Outcome]:
            raise workers.WorkerDied

        def shutdown(self) -> None:
            pass

    from fonds.services.sources import Source, find

    tasks = [workers.Task(source) for source in find([folder]) if isinstance(source, Source)][:3]
    ((first, *others),) = workers.outcomes(iter([tasks]), 1, elsewhere=Hopeless)
    assert first.batch is not None
    assert len(others) == 2
