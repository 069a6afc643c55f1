"""A limit of time for reading one source, so that a file that keeps the reader busy for ever costs that file alone.

The limit is soft first: ``TimeUp`` is raised where the reader is, which works in anything that comes back to the
interpreter now and then. In a worker process there is a hard one behind it: code that never comes back is ended with
its process, by a thread that needs no interpreter (``faulthandler``), and what that process had in hand is read
again without the culprit. A recognised page renews the limit: the engine has its own, and books have many pages.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TextIO

SECONDS = 120.0
"""For one document. The slowest of 34,000 took 3 seconds (November 2026)."""
BYTES_PER_SECOND = 500_000
"""Each so many bytes of a source give it a second more: a slow disk, and a book of a thousand pages."""
GRACE = 0.1
"""So much of the soft limit later a worker process is ended."""

_nowhere: TextIO | None = None
"""Where an ended process would say what it was at; open only in a process that may be ended."""


class TimeUp(BaseException):
    """A source took too long. No Exception, so that whoever forgives a faulty file does not forgive this."""


def seconds() -> float:
    """The limit for a document without regard to its size; none with 0."""
    try:
        return max(0.0, float(os.environ.get("FONDS_READ_SECONDS") or SECONDS))
    except ValueError:
        return SECONDS


def for_size(limit: float, size: int) -> float:
    """The limit for a source of so many bytes.

    >>> for_size(120, 30_000_000), for_size(0, 30_000_000)
    (180.0, 0)
    """
    return limit + size / BYTES_PER_SECOND if limit else limit


def be_expendable() -> None:
    """Says that this process may be ended: somebody sees to it that what it does is done again."""
    global _nowhere
    _nowhere = _nowhere or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end


@contextmanager
def limited(limit: float) -> Iterator[Callable[[float], None]]:
    """Raises TimeUp in this thread after so many seconds, never with 0. What it gives begins the limit anew, with
    so many seconds more."""
    if limit <= 0:
        yield lambda more: None
        return
    clock = _Alarm() if threading.current_thread() is threading.main_thread() else _Timer()

    def begin(more: float = 0.0) -> None:
        clock.set(limit + more)
        if _nowhere is not None:
            faulthandler.dump_traceback_later((limit + more) * (1 + GRACE), exit=True, file=_nowhere)

    try:
        begin()
        yield begin
    finally:
        clock.stop()
        if _nowhere is not None:
            faulthandler.cancel_dump_traceback_later()


class _Alarm:
    """The system's own alarm; it reaches the main thread only, even in a pattern that runs away."""

    def __init__(self) -> None:
        self._before = signal.signal(signal.SIGALRM, self._ring)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        raise TimeUp

    def set(self, seconds: float) -> None:
        signal.setitimer(signal.ITIMER_REAL, seconds)

    def stop(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._before)


class _Timer:
    """For other threads, such as those of a cluster's worker."""

    def __init__(self) -> None:
        self._thread = ctypes.c_ulong(threading.get_ident())
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def set(self, seconds: float) -> None:
        with self._lock:
            self._cancel()
            self._timer = threading.Timer(seconds, self._ring)
            self._timer.daemon = True
            self._timer.start()

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ring(self) -> None:
        with self._lock:
            if self._timer is threading.current_thread():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, ctypes.py_object(TimeUp))

    def stop(self) -> None:
        with self._lock:
            self._cancel()
        # What has been asked for and not been raised yet is taken back.
        ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, None)
