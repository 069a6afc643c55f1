"""Serves the archive's pages until Ctrl-C, and keeps this machine's search index up to date meanwhile."""

from __future__ import annotations

import argparse
import encodings.idna  # noqa: F401 - by which a host's name is looked up; not to be imported while workers are forked
import os
import socket
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

from fonds.cli.common import archive_option

if TYPE_CHECKING:
    from fonds.services.archive import Archive

HELP = "serve the pages"
HOST = "127.0.0.1"
START_SECONDS = 120
"""How long the pages may take to answer first, on a busy machine."""
LOOK_SECONDS = 1.0
"""Between two looks at the change log, for what other processes and machines have added."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    archive_option(parser)
    parser.add_argument("--port", type=int, default=8000, help="0 picks a free one (default: %(default)s)")
    parser.add_argument(
        "--host", default=HOST, help="the address to listen on (default: %(default)s, this machine only)"
    )
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="processes (default: %(default)s)"
    )


def run(options: argparse.Namespace) -> int:
    """Does it."""
    from fonds.cli.common import caught_up

    with_pages()
    archive = caught_up(options)
    os.environ["FONDS_ARCHIVE"] = str(archive.root)
    words = f"Serving “{archive.title}” at"
    serve(options.host, options.port, options.workers, words, meanwhile=lambda: _keep_up(archive))
    return 0


def _keep_up(archive: Archive) -> None:
    from fonds.services import following

    following.keep_up(
        archive, every_seconds=LOOK_SECONDS, tell=lambda words: print(f"fonds: {words}", file=sys.stderr)
    )


def with_pages() -> None:
    """Has Django set up with the pages' settings; to be said before anything opens an archive."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "fonds.web.settings"


def serve(
    host: str, port: int, workers: int, words: str, meanwhile: Callable[[], object] = lambda: None
) -> None:
    """Serves the archive that FONDS_ARCHIVE names, and prints ``words`` and the address; ``meanwhile`` is done beside the
    workers, once they answer."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    port = _free(host, port)
    # One thread a worker: with the interpreter's lock two gave fewer pages a second, and workers scale.
    server = Granian(
        "fonds.web.wsgi:application",
        host,
        port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        websockets=False,
        # A worker that misses the word to stop, as one still starting can, must not keep the command alive.
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    )
    shown = f"[{host}]" if ":" in host else host

    def beside() -> None:
        if _answers(host, port):
            print(f"{words} http://{shown}:{port}/ (Ctrl-C ends it)", flush=True)
        meanwhile()

    # The workers are forked after this hook: what another thread holds then, a lock of the database or of an import, is
    # never free in them. So this one does nothing but knock until they answer.
    server.on_startup(Thread(target=beside, daemon=True).start)
    server.serve()


def _answers(host: str, port: int) -> bool:
    """Waits until somebody accepts connections there."""

    for _ in range(START_SECONDS * 10):
        try:
            with socket.create_connection((host, port), timeout=1):
                return True
        except OSError:
            time.sleep(0.1)
    return False


def _free(host: str, port: int) -> int:
    """The port, or a free one for 0. UsageError: somebody has it, or may not use it."""

    from fonds.errors import UsageError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            found: int = probe.getsockname()[1]
            return found
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{host}:{port} cannot be listened on ({why}); name another --port.") from error
