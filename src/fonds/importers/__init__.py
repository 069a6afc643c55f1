"""Importers: bytes of one format to Drafts. The one registry; command line, docs and upload read it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from fonds.importers.csv_table import CsvTable
from fonds.importers.ead import Ead
from fonds.importers.front_matter import FrontMatter
from fonds.importers.html_page import HtmlPage
from fonds.importers.iiif import Iiif
from fonds.importers.images import Images
from fonds.importers.importer import SNIFF_BYTES, Container, Importer, Mapped, Member, head_of, unpacked
from fonds.importers.json_lines import JsonLines
from fonds.importers.page_text import PageText
from fonds.importers.pdf import Pdf
from fonds.importers.sqlite_dump import SqliteDump
from fonds.importers.tei_edition import Tei
from fonds.importers.web_archive import Wacz, Warc
from fonds.model import Draft, Original
from fonds.model.problems import problem

IMPORTERS: tuple[Importer, ...] = (
    Pdf(),
    Images(),
    Warc(),
    Wacz(),
    SqliteDump(),
    Tei(),
    Ead(),
    Iiif(),
    CsvTable(),
    JsonLines(),
    FrontMatter(),
    HtmlPage(),
    PageText(),
)


def importer_for(head: bytes, name: str) -> Importer:
    """The importer that recognises the content best; page text takes what nobody else wants."""
    return _importer_for(head[:SNIFF_BYTES], name)


@lru_cache(maxsize=8)  # asked for the media type, and again for the drafts
def _importer_for(head: bytes, name: str) -> Importer:
    return max(IMPORTERS, key=lambda importer: importer.sniff(head, name))


def importer_named(name: str) -> Importer:
    """The importer of that name. KeyError: there is none."""
    return {importer.name: importer for importer in IMPORTERS}[name]


def drafts(data: bytes, original: Original, reader: str | None = None) -> Iterator[Draft]:
    """The documents of the bytes, by the importer called ``reader`` or else by the one for their content.

    Unreadable bytes give a draft with an error problem and no text.
    """
    importer = importer_named(reader) if reader else importer_for(data, original.name)
    if len(data) > importer.max_bytes:
        too_large = problem("too-large", size_bytes=len(data), max_bytes=importer.max_bytes)
        yield Draft("", original, problems=(too_large,))
        return
    yield from importer.read(data, original)


__all__ = [
    "IMPORTERS",
    "Container",
    "Importer",
    "Mapped",
    "Member",
    "drafts",
    "head_of",
    "importer_for",
    "importer_named",
    "unpacked",
]
