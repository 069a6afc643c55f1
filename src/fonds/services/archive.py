"""An archive on disk: making, opening, and where its parts lie.

DIR/archive.toml      title, description and format of the archive
DIR/originals/        bytes as received, by SHA-256
DIR/fonds.sqlite3     records, where they are not in the PostgreSQL database of FONDS_DATABASE_URL
DIR/index/            search index (derived)
DIR/cache/            page images (derived)
DIR/lock              held by the process that writes

With FONDS_LOCAL, index and page images are in that folder: each machine has its own, while DIR is shared.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import sqlite3
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fonds import store
from fonds.errors import ArchiveError, FondsError, NotFound, UsageError
from fonds.model import Document
from fonds.store.lock import writer
from fonds.store.originals import Originals

if TYPE_CHECKING:
    from fonds.search.index import Index

SETTINGS = "archive.toml"
FORMAT = 1
"""Of the folder. A later one is refused; changes of the tables are Django's migrations."""
DESCRIPTION = "Papers kept with Fonds. Every document has its own page, citation and permanent address."


_indexes: dict[Path, Index] = {}


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive. One process works on one archive at a time, the one opened last: Django has one
    set of settings.

    Iterating gives every document that is not withdrawn, by id; ``len()`` counts them.
    """

    root: Path
    title: str
    description: str
    local: Path
    """The folder of what each machine has for itself: FONDS_LOCAL, by default the archive's own."""

    @property
    def originals(self) -> Originals:
        """The bytes as received."""
        return Originals(self.root / "originals")

    @property
    def index_folder(self) -> Path:
        """Where the search index lies."""
        return self.local / "index"

    @property
    def cache_folder(self) -> Path:
        """Where page images are kept; may be emptied at any time."""
        return self.local / "cache"

    def index(self) -> Index:
        """The search index, opened once a process. NotFound: there is none; ArchiveError: it cannot be used."""
        from fonds.search.index import Index

        folder = self.index_folder
        found = _indexes.get(folder)
        if found is None or not folder.is_dir():
            found = _indexes[folder] = Index.open(folder)
        return found

    def usable_index(self) -> Index | None:
        """The search index, if there is one that can be used."""
        try:
            return self.index()
        except (NotFound, ArchiveError):
            return None

    def state(self) -> object:
        """Equal to an earlier one only if no record, link or entry of the index has changed since, whoever
        wrote it."""
        kept = store.engine().state()
        try:
            indexed = self.index().commit()
        except (NotFound, ArchiveError):
            indexed = None
        return self.root, kept, indexed

    def new_index(self) -> Index:
        """An empty index in place of one that is lost or cannot be used. For the holder of its lock."""
        from fonds.search.index import Index

        found = _indexes[self.index_folder] = Index.create(self.index_folder)
        return found

    def __iter__(self) -> Iterator[Document]:
        from fonds.services import documents

        return documents.every()

    def __len__(self) -> int:
        from fonds.store import models

        return models.Record.objects.filter(withdrawn=None).count()

    def document(self, id: str) -> Document:
        """One document. NotFound: there is none with that id."""
        from fonds.services import documents

        return documents.one(id)


def new(root: Path, *, title: str | None = None, description: str | None = None) -> Archive:
    """Makes an empty archive in a new or empty folder and opens it; its records are in the PostgreSQL database
    that FONDS_DATABASE_URL names, if it names one.

    UsageError where folder or database hold anything; ArchiveError where they cannot be written.
    """
    root = Path(root).absolute()
    if (root / SETTINGS).exists():
        raise UsageError(f"There is an archive in {root} already; add to it with `fonds add`.")
    try:
        root.mkdir(parents=True, exist_ok=True)
        if any(path.name != "lock" for path in root.iterdir()):
            raise UsageError(f"The folder {root} is not empty; name a new one.")
    except OSError as error:
        raise ArchiveError(
            f"No archive can be made in {root} ({error.strerror}); name another folder."
        ) from error
    kind = store.POSTGRESQL if store.url() else store.SQLITE
    store.setup(root, kind)
    with sentences(root), writer(root):
        prepare()
        if not is_empty():
            raise UsageError(
                "The database of FONDS_DATABASE_URL holds an archive already; name another one, or copy the "
                "archive.toml of that archive into this folder to open it here."
            )
        (root / "originals").mkdir()
        Archive(root, "", "", _local(root)).new_index()
        # Last, so that a folder with this file is always a whole archive.
        _write_settings(root / SETTINGS, title or root.name, description or DESCRIPTION, kind)
    return open_archive(root)


def open_archive(root: Path | None = None) -> Archive:
    """The archive in ``root``, or in FONDS_ARCHIVE, or in the current folder.

    NotFound where there is none; ArchiveError where it is of a later format or cannot be read.
    """
    root, settings = read_settings(root)
    kind = kind_of(root, settings)
    if kind == store.SQLITE and store.url():
        raise ArchiveError(
            f"The records of the archive {root} are in {store.DATABASE}, but FONDS_DATABASE_URL names another "
            "database; move them there with `fonds move postgresql`, or unset the variable."
        )
    setup(root, kind)
    title, description = settings.get("title"), settings.get("description")
    return Archive(root, str(title or root.name), str(description or ""), _local(root))


def setup(root: Path, kind: str) -> None:
    """Makes the archive the one that this process works on, its tables in the present form."""
    store.setup(root, kind)
    with sentences(root):
        if not _is_migrated(root):
            with writer(root):
                prepare()


def read_settings(root: Path | None) -> tuple[Path, dict[str, object]]:
    """The folder of the archive that is meant, and what its archive.toml says. Raises as ``open_archive`` does."""
    root = Path(root or os.environ.get("FONDS_ARCHIVE") or ".").absolute()
    try:
        settings: dict[str, object] = tomllib.loads((root / SETTINGS).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(
            f"There is no archive in {root}; make one with `fonds new`, or name it with --archive or FONDS_ARCHIVE."
        ) from None
    except (OSError, ValueError) as error:
        raise ArchiveError(
            f"{root / SETTINGS} cannot be read ({error}); mend it or restore it from a copy."
        ) from error
    if settings.get("format") != FORMAT:
        raise ArchiveError(
            f"The archive {root} has format {settings.get('format')}, this Fonds knows {FORMAT}; use the Fonds it was made with, or a later one."
        )
    return root, settings


def kind_of(root: Path, settings: Mapping[str, object]) -> str:
    """Where the records are, as the archive says. ArchiveError: they are not there."""
    kind = settings.get("records", store.SQLITE)
    if kind not in store.KINDS:
        raise ArchiveError(
            f"The archive {root} has its records in {kind!r}, which this Fonds does not know; use a later one."
        )
    if kind == store.POSTGRESQL and not store.url():
        raise ArchiveError(
            f"The records of the archive {root} are in PostgreSQL; name the database in FONDS_DATABASE_URL."
        )
    if kind == store.SQLITE and not (root / store.DATABASE).is_file():
        raise ArchiveError(
            f"The archive {root} has lost its records ({store.DATABASE}); restore the file from a copy."
        )
    return str(kind)


def _local(root: Path) -> Path:
    folder = Path(os.environ.get("FONDS_LOCAL") or root).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(
            f"The folder {folder} of FONDS_LOCAL cannot be made ({error.strerror}); name another one."
        ) from error
    return folder


@contextlib.contextmanager
def sentences(root: Path) -> Iterator[None]:
    """Turns what disk and database say when they fail into one sentence, an ArchiveError."""
    from django.db import DatabaseError, InterfaceError

    try:
        yield
    except FondsError:
        raise
    except (OSError, DatabaseError, InterfaceError, sqlite3.Error) as error:
        raise ArchiveError(_sentence(root, error)) from error


def _sentence(root: Path, error: Exception) -> str:
    from fonds.store import postgresql

    words = str(error)
    if said := postgresql.sentence(error):
        return f"The database of the archive {root} {said}"
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    if full or "disk is full" in words or "disk I/O error" in words:
        state = "is full or fails" if "disk I/O error" in words else "is full"
        return f"The disk of the archive {root} {state}; nothing kept before is lost. Make room and run the command again."
    if isinstance(error, OSError):
        return f"The archive {root} cannot be written or read ({words}); check disk and permissions and run the command again."
    if "readonly" in words or "unable to open" in words:
        return f"The database of the archive {root} cannot be opened for writing; check the permissions of the folder."
    if "locked" in words:
        return f"The database of the archive {root} is held by another process; wait for it to end and try again."
    return f"The database of the archive {root} is damaged ({words}); run `fonds check`, or restore it from a copy."


def prepare(alias: str = "default") -> None:
    """Makes the tables, or brings them to the present form."""
    from django.core.management import call_command

    store.engine(alias).prepare(alias)
    call_command("migrate", database=alias, verbosity=0, interactive=False)


def is_empty(alias: str = "default") -> bool:
    """Whether no table holds a row."""
    from fonds.store import models

    return not any(table._default_manager.using(alias).exists() for table in models.tables())


def _is_migrated(root: Path) -> bool:
    """Whether the tables are those of this Fonds. ArchiveError where they are of a later one."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    known = {key for key in loader.disk_migrations if key[0] == "fonds_store"}
    applied = {key for key in loader.applied_migrations if key[0] == "fonds_store"}
    if applied - known:
        raise ArchiveError(f"The archive {root} was written by a later Fonds; use that one.")
    return applied == known


def _write_settings(path: Path, title: str, description: str, records: str = store.SQLITE) -> None:
    # JSON's strings are TOML's basic strings, but for DEL.
    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")

    lines = [
        "# Title and description are shown on the archive's pages; change them as you like.",
        f"title = {quoted(title)}",
        f"description = {quoted(description)}",
        "",
        "# Written by Fonds.",
        f"format = {FORMAT}",
        f"records = {quoted(records)}",
        f"created = {datetime.now(UTC).date().isoformat()}",
        "",
    ]
    _replace(path, "\n".join(lines))


def say_where(root: Path, records: str) -> None:
    """Notes in archive.toml where the records are now; all else in it stays as somebody may have written it."""
    path = root / SETTINGS
    text = path.read_text(encoding="utf-8")
    line = f'records = "{records}"'
    # Strings of several lines could hold such a line too; ours are of one.
    text, found = re.subn(r"^records\s*=.*$", line, text, count=1, flags=re.MULTILINE)
    if not found:
        text, found = re.subn(r"^(format\s*=.*)$", rf"\1\n{line}", text, count=1, flags=re.MULTILINE)
    _replace(path, text)


def _replace(path: Path, text: str) -> None:
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
