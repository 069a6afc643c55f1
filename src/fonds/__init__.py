"""Fonds reads the papers of archives and gives them back searchable and citable.

    import fonds

    for document in fonds.read("pages/"):
        print(document.title, document.date)

    archive = fonds.open_archive("my-archive")
    print(len(archive), archive.document("b1wfs30st").title)

The command ``fonds`` does the rest; ``fonds.services`` is what it is made of.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fonds.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fonds.services.archive import Archive

__version__ = "0.1.0"
__all__ = ["Document", "__version__", "open_archive", "read"]


def read(path: str | Path) -> Iterator[Document]:
    """The documents in a file or folder; nothing is kept. Unreadable: there is no such path."""
    from fonds.services import reading

    return reading.read([Path(path)])


def open_archive(path: str | Path) -> Archive:
    """The archive in a folder: iterate over it, count it, ask it for a document by id.

    NotFound: there is none; ArchiveError: it cannot be used.
    """
    from fonds.services import archive

    return archive.open_archive(Path(path))
