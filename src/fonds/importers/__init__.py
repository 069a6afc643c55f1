"""Importers: bytes of one format to Drafts. The one registry; command line, docs and upload read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from fonds.importers.images import Images
from fonds.importers.page_text import PageText
from fonds.importers.pdf import Pdf
from fonds.model import Draft, Original


class Importer(Protocol):
    """One format. ``sniff`` gives 0 to 1 from the first bytes and the name; ``read`` never raises for bad bytes."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def media_types(self) -> tuple[str, ...]: ...

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    def sniff(self, head: bytes, name: str) -> float: ...

    def read(self, data: bytes, original: Original) -> Iterator[Draft]: ...


IMPORTERS: tuple[Importer, ...] = (Pdf(), Images(), PageText())
SNIFF_BYTES = 2048


def importer_for(head: bytes, name: str) -> Importer:
    """The importer that recognises the content best; page text takes what nobody else wants."""
    return max(IMPORTERS, key=lambda importer: importer.sniff(head[:SNIFF_BYTES], name))


def drafts(data: bytes, original: Original) -> Iterator[Draft]:
    """The documents of one file. Unreadable bytes give a draft with an error problem and no text."""
    yield from importer_for(data, original.name).read(data, original)
