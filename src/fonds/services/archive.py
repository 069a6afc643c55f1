"""An archive on disk, opened: where its parts lie and what it is called.

    DIR/archive.toml      title, description and format of the archive
    DIR/originals/        bytes as received, by SHA-256
    DIR/fonds.sqlite3     records
    DIR/index/            search index (derived)
    DIR/cache/            page images (derived)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fonds.model import Document


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive. One process works on one archive at a time (Django has one set of settings);
    opening another one makes that the current one.

    Iterating gives every document, by id; ``len()`` counts them.
    """

    root: Path
    title: str
    description: str

    def __iter__(self) -> Iterator[Document]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError


def new(root: Path, *, title: str | None = None, description: str | None = None) -> Archive:
    """Makes an empty archive in a new or empty folder and opens it.

    UsageError where the folder holds anything; ArchiveError where it cannot be written.
    """
    raise NotImplementedError


def open_archive(root: Path | None = None) -> Archive:
    """The archive in ``root``, or in FONDS_ARCHIVE, or in the current folder.

    NotFound where there is none; ArchiveError where it is of a later format or cannot be read.
    """
    raise NotImplementedError
