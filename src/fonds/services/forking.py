"""The process that worker processes are forked from: it has read a paper once, so that they need not begin at nothing.

It has no threads, locks or database, so that nothing is inherited that a killed parent should have given back. To
load the reader takes it a second. A command that will read much starts it first and then loads its own modules,
which takes as long; therefore this module imports nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from multiprocessing import forkserver, get_context
from multiprocessing.context import BaseContext
from pathlib import Path

FEW = 150
"""As many files are read in the process itself; starting workers would take longer."""
FILE_BYTES = 100_000
"""A larger file counts as several: it may hold many documents."""
PRELOADED = "fonds.services.warm"
"""What the process imports before it forks."""


def context() -> BaseContext:
    """The way in which worker processes are made."""
    chosen = get_context("forkserver")
    chosen.set_forkserver_preload([PRELOADED])
    return chosen


def start() -> None:
    """Starts the process, if it does not run; does not wait for it."""
    context()
    forkserver.ensure_running()


def pays(paths: Iterable[Path]) -> bool:
    """Whether there is probably enough under these paths for workers; looks at no more files than it takes to say so."""
    left = FEW
    waiting = list(paths)
    while waiting and left >= 0:
        path = waiting.pop()
        try:
            if not path.is_dir():
                left -= 1 + path.stat().st_size // FILE_BYTES
                continue
            with os.scandir(path) as found:
                for item in found:
                    if item.is_dir(follow_symlinks=False):
                        waiting.append(Path(item.path))
                    elif item.is_file():
                        left -= 1 + item.stat().st_size // FILE_BYTES
                    if left < 0:
                        break
        except OSError:
            continue  # whoever reads it will say what is wrong
    return left < 0
