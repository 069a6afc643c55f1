"""Reading on other machines: the same chunks, sent to the workers of a Dask cluster (dask.distributed).

What is sent is bytes, so that a worker needs no file system in common with us, only Fonds in the same version.
What comes back is what a process here would have given; the writer stays one, here. A task whose worker dies
or is cut off is given to another by the scheduler; one that kills three workers is read here, file by file.

Whoever can reach a scheduler can have its workers run anything: clusters belong into a closed network, or behind
``tls://`` with Dask's own settings.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fonds.errors import ArchiveError, UsageError
from fonds.extract.reader import READER_VERSION
from fonds.services import reading
from fonds.services.workers import Outcome, Task, WorkerDied, read_chunk, read_task

if TYPE_CHECKING:
    from distributed import Client, Future

CHUNK = 64
"""Documents in a task: Dask spends about a millisecond on one, and reading takes several for each document."""
PATIENCE = 30
"""Seconds to wait for a scheduler, and then for its first worker."""
SCHEMES = ("tcp://", "tls://")


class Cluster:
    """Workers elsewhere, to be used as ``workers.outcomes`` uses processes. ArchiveError: it cannot be reached,
    has no worker, or its workers have another version of Fonds. UsageError: no such address."""

    def __init__(self, address: str) -> None:
        if not address.startswith(SCHEMES):
            raise UsageError(f"{address!r} is no scheduler's address; it looks like tcp://host:8786.")
        try:
            from distributed import Client
        except ImportError:
            raise UsageError(
                "Reading on a cluster needs dask.distributed; install Fonds with it: pip install 'fonds[cluster]'."
            ) from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is said here, once
        self.address = address
        self._numbers = itertools.count()
        try:
            self._client: Client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, TimeoutError) as error:
            raise ArchiveError(f"No Dask scheduler answers at {address}; nothing was read.") from error
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
            answers = self._client.run(reader_version, on_error="return").values()
        except TimeoutError as error:
            self.shutdown()
            raise ArchiveError(f"The scheduler at {address} has no workers; nothing was read.") from error
        # One that is gone at this moment is no hindrance; one without Fonds, or with another, is.
        wrong = [a for a in answers if a != reader_version() and not isinstance(a, OSError | TimeoutError)]
        if wrong:
            self.shutdown()
            raise ArchiveError(
                f"A worker at {address} lacks this version of Fonds ({wrong[0]}); install it there."
            )

    def submit(self, tasks: list[Task]) -> Sent:
        """Has a worker read these; what need not be read, or cannot be, is answered at once."""
        ready: dict[int, Outcome] = {}
        laden: list[Task] = []
        for n, task in enumerate(tasks):
            found = read_task(task, _load_only)
            if isinstance(found, Outcome):
                ready[n] = found
            else:
                laden.append(replace(task, loaded=found))
        key = f"fonds-{os.getpid()}-{next(self._numbers)}"
        future = self._client.submit(_read, laden, key=key, pure=False) if laden else None
        return Sent(self, tasks, ready, future)

    def wait_for(self, future: Future) -> list[Outcome]:
        """What a future gives. ArchiveError: there is nobody left to read."""
        idle = 0
        while True:
            # Always with a limit: what is done may still have to be fetched, and die with the worker that holds it.
            with contextlib.suppress(TimeoutError):
                return list(future.result(timeout=PATIENCE))
            idle = 0 if self._client.scheduler_info(n_workers=1)["workers"] else idle + 1
            if idle > 1:
                raise ArchiveError(
                    f"All workers at {self.address} are gone; all that was kept is whole. Add once more to go on."
                )

    def shutdown(self) -> None:
        """Parts from the cluster, which goes on."""
        self._client.close(timeout=5)


class Sent:
    """A chunk under way: its outcomes in the order of its tasks."""

    def __init__(
        self, cluster: Cluster, tasks: list[Task], ready: dict[int, Outcome], future: Future | None
    ) -> None:
        self._cluster, self._tasks, self._ready, self._future = cluster, tasks, ready, future

    def done(self) -> bool:
        """Whether ``result`` would not wait."""
        return self._future is None or self._future.done()

    def result(self) -> list[Outcome]:
        """WorkerDied: as often as the scheduler tries. ArchiveError: the scheduler is gone."""
        from concurrent.futures import CancelledError

        from distributed import KilledWorker

        try:
            read = iter(self._cluster.wait_for(self._future) if self._future is not None else [])
        except KilledWorker as error:
            raise WorkerDied from error
        except (CancelledError, OSError, TimeoutError) as error:
            raise ArchiveError(
                f"The cluster at {self._cluster.address} is lost; all that was kept is whole. Add once more to go on."
            ) from error
        out = []
        for n, task in enumerate(self._tasks):
            # The task as it was given, without its bytes.
            out.append(self._ready.get(n) or replace(next(read), task=task))
        return out


def reader_version() -> str:
    """What has to be the same on all machines."""
    return READER_VERSION


def _read(tasks: list[Task]) -> list[Outcome]:
    """On a worker. The bytes stay there."""
    return [replace(outcome, task=replace(outcome.task, loaded=None)) for outcome in read_chunk(None, tasks)]


def _load_only(task: Task) -> Any:
    loaded = reading.load(task.source)
    return Outcome(task) if loaded.digest == task.digest else loaded
