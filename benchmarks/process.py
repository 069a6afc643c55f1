"""Whole processes: a command with its time and memory, and a server with a client beside it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FONDS = (sys.executable, "-m", "fonds")
START_SECONDS = 120
"""Within which a server must answer."""
MOST_SECONDS = 3600
"""Within which anything else must end."""


@dataclass(frozen=True, slots=True)
class Run:
    """A command that has ended; ``peak_bytes`` of its largest process."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int


def fonds(*arguments: str | Path, cores: int | None = None) -> Run:
    """Runs ``fonds`` with its output thrown away, on so many cores. CalledProcessError: it failed, or was
    killed because it took MOST_SECONDS."""
    command = [sys.executable, "-m", "benchmarks.launch", str(MOST_SECONDS), *FONDS, *map(str, arguments)]
    with on_cores(cores):
        told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    code, errors = told.pop("code"), told.pop("errors")
    if code:
        raise subprocess.CalledProcessError(code, command, stderr=errors)
    return Run(**told)


@contextlib.contextmanager
def on_cores(count: int | None) -> Iterator[None]:
    """Children started meanwhile run on so many of the cores that are free to us; ``None`` is all."""
    before = os.sched_getaffinity(0)
    try:
        if count is not None:
            os.sched_setaffinity(0, sorted(before)[:count])
        yield
    finally:
        os.sched_setaffinity(0, before)


@dataclass(frozen=True, slots=True)
class Server:
    """``fonds serve`` with one worker; ``start_seconds`` until it answered for the first time."""

    pid: int
    port: int
    start_seconds: float

    def load(self, paths: Sequence[str], *, clients: int) -> Load:
        """Asks for these pages in this order, with so many connections at once."""
        command = [sys.executable, "-m", "benchmarks.load", str(self.port), str(clients)]
        asked = "\n".join(paths)
        done = subprocess.run(
            command, input=asked, stdout=subprocess.PIPE, text=True, check=True, timeout=MOST_SECONDS
        )
        return Load(**json.loads(done.stdout))

    def peak_bytes(self) -> int:
        """Of the process that answers: the larger one of granian's two."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return max(map(_peak_bytes, [self.pid, *map(int, children)]))


@dataclass(frozen=True, slots=True)
class Load:
    """What came of a load: answers a second, and the time of each in milliseconds."""

    rate: float
    milliseconds: list[float]


@contextlib.contextmanager
def served(archive: Path, page: str = "/") -> Iterator[Server]:
    """A server of the archive on a free port of this machine, that has answered with this page."""
    began = time.perf_counter()
    command = [*FONDS, "serve", "--port", "0", "--archive", str(archive)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        told = process.stdout.readline()
        found = re.search(r":(\d+)/", told)
        if not found:
            raise RuntimeError(f"fonds serve told no address but {told!r}")
        _wait_for(f"http://127.0.0.1:{found[1]}{page}")
        yield Server(process.pid, int(found[1]), time.perf_counter() - began)
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def until(
    command: Sequence[str | Path], port: int, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Another program that listens on this port, until the block ends. RuntimeError: it does not."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdout=quiet, stderr=quiet, stdin=quiet, env={**os.environ, **(environment or {})}
    )
    try:
        _listening(process, port)
        yield
    finally:
        _stop(process)


def _listening(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.perf_counter() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError as error:
            if process.poll() is not None or time.perf_counter() > end:
                raise RuntimeError(f"{process.args!r} does not answer") from error
            time.sleep(0.05)


def _wait_for(address: str) -> None:
    """Asks until the page comes: granian's worker may begin to listen after the address is told."""
    end = time.perf_counter() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(address).close()
            return
        except urllib.error.URLError:
            if time.perf_counter() > end:
                raise
            time.sleep(0.005)


def _peak_bytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0
