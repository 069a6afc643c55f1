"""A PostgreSQL of the tests' own: a cluster in a temporary folder, on a Unix socket only, gone when they end.

``initdb`` and the server refuse to run as root; there they run as an unprivileged user.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from urllib.parse import quote

from django.db import connections

USERS = ("postgres", "nobody")
OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c full_page_writes=off "
    "-c shared_buffers=32MB -c max_connections=60 -c autovacuum=off"
)
"""Nothing has to outlive the machine."""


def programs() -> Path | None:
    """The folder of the server's programs: on the path, or where Debian puts them; the latest of these."""
    found = shutil.which("initdb")
    if found and (Path(found).resolve().parent / "pg_ctl").exists():
        return Path(found).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in debian), key=lambda path: int(path.parent.name), default=None)


LOCALE = ("--no-sync", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en")
"""English order, which is not that of code points: what relies on the cluster's order shows."""


class Databases:
    """The database of each archive of a test run. On SQLite that is a file in its folder, and nothing is to do."""

    def __init__(self, start: Callable[[], Server] | None) -> None:
        self._start = start
        self._server: Server | None = None
        self._urls: dict[Path, str] = {}

    @property
    def runs_server(self) -> bool:
        """Whether this run is on PostgreSQL."""
        return self._start is not None

    @property
    def server(self) -> Server:
        """The server, started when it is first asked for."""
        assert self._start, "these tests run on SQLite"
        self._server = self._server or self._start()
        return self._server

    @contextlib.contextmanager
    def of(self, folder: Path, like: Path | None = None) -> Iterator[str | None]:
        """The database of the archive in this folder is the one that is named; made when it is first asked
        for, as a copy of that of another archive if one is given."""
        if self._start is None:
            yield None
            return
        if folder not in self._urls:
            connections.close_all()
            self._urls[folder] = self.server.new(self._urls[like] if like else None)
        before = os.environ.get("FONDS_DATABASE_URL")
        os.environ["FONDS_DATABASE_URL"] = self._urls[folder]
        try:
            yield self._urls[folder]
        finally:
            connections.close_all()
            os.environ.pop("FONDS_DATABASE_URL")
            if before:
                os.environ["FONDS_DATABASE_URL"] = before

    @contextlib.contextmanager
    def copy(self, archive: Path, folder: Path) -> Iterator[Path]:
        """A copy of the archive, to be written to; its database is the one that is named."""
        shutil.copytree(archive, folder)
        with self.of(folder, like=archive):
            yield folder
        connections.close_all()

    def end(self) -> None:
        """Takes the server away."""
        if self._server:
            self._server.remove()


class Server:
    """A running server."""

    def __init__(self, bin: Path) -> None:
        self.bin = bin
        self.folder = Path(tempfile.mkdtemp(prefix="fonds-pg-"))
        self.as_user: list[str] = []
        if os.geteuid() == 0:
            user = next(user for user in map(_user, USERS) if user)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.as_user = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        self._numbers = count(1)
        self._run("initdb", "-D", "data", "-U", "fonds", "-A", "trust", "-E", "UTF8", *LOCALE)
        self.start()

    def start(self) -> None:
        """Starts it; done when it answers."""
        options = f"{OPTIONS} -k {self.folder}"
        self._run("pg_ctl", "-D", "data", "-w", "-s", "-l", "log", "-o", options, "start")

    def stop(self) -> None:
        """Stops it as a fault would: without a word to those that are connected."""
        self._run("pg_ctl", "-D", "data", "-w", "-s", "-m", "immediate", "stop")

    def remove(self) -> None:
        """Stops it for good."""
        self.stop()
        shutil.rmtree(self.folder)

    def new(self, template: str | None = None) -> str:
        """The URL of a new database; with the tables and rows of the one whose URL is given."""
        name = f"archive{next(self._numbers)}"
        source = f' TEMPLATE "{template.rsplit("/", 1)[-1].split("?")[0]}"' if template else ""
        self.ask(f'CREATE DATABASE "{name}"{source}')
        return self.url(name)

    def url(self, name: str) -> str:
        """The URL of a database."""
        return f"postgresql://fonds@/{name}?host={quote(str(self.folder), safe='')}"

    def ask(self, sql: str, url: str | None = None) -> list[tuple[object, ...]]:
        """Has the server do something."""
        import psycopg

        with psycopg.connect(url or self.url("postgres"), autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def _run(self, program: str, *arguments: str) -> None:
        # The server keeps what it is given: a pipe would stay open with it, a file does no harm.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                [*self.as_user, str(self.bin / program), *arguments],
                cwd=self.folder,
                env={"PATH": os.environ["PATH"], "LANG": "C"},
                stdout=said,
                stderr=said,
            )
            if done.returncode:
                said.seek(0)
                raise RuntimeError(f"{program} failed: {said.read().decode(errors='replace')}")


def _user(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None
