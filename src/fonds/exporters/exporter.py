"""What an exporter is: one format of one or many documents, told by a few values and one function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from fonds.model import Document


class Record(Protocol):
    """Writes one document; ``address`` is its permalink, ``archive_title`` the name of this archive."""

    def __call__(self, document: Document, address: str | None, archive_title: str | None) -> str: ...


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format. ``record`` writes one document, the other strings what stands around and between several.

    ``cannot_carry`` says in a phrase what of a document is lost in the format ("" for nothing); menus and
    the reference page show it. ``suffix`` is also the ending of a document's address in this format.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    cannot_carry: str
    record: Record
    prolog: str = ""
    """What stands before one document as before many."""
    opening: str = ""
    between: str = ""
    closing: str = ""
    one_is_a_list: bool = True
    """Whether a single document is wrapped like several; JSON of one document is not an array."""
    with_reading: Callable[[Document, str | None, str | None, str], str] | None = None
    """Writes one document with its reading text, in which its spans count, where the format has room for it."""

    def _written(
        self, document: Document, address: str | None, archive_title: str | None, reading: str | None
    ) -> str:
        if reading is not None and self.with_reading is not None:
            return self.with_reading(document, address, archive_title, reading)
        return self.record(document, address, archive_title)

    def encode(
        self,
        document: Document,
        address: str | None = None,
        archive_title: str | None = None,
        reading: str | None = None,
    ) -> str:
        """One document as a whole file of this format."""
        written = self._written(document, address, archive_title, reading)
        whole = self.opening + written + self.closing if self.one_is_a_list else f"{written.rstrip()}\n"
        return self.prolog + whole

    def encode_many(
        self,
        documents: Iterable[Document],
        address: Callable[[str], str] | None = None,
        archive_title: str | None = None,
        reading: Callable[[str], str | None] = lambda _: None,
    ) -> Iterator[str]:
        """Several documents as one file, piece by piece; ``address`` gives the permalink of an id, ``reading`` its
        reading text."""
        yield self.prolog + self.opening
        for number, document in enumerate(documents):
            if number:
                yield self.between
            own = address and address(document.id)
            yield self._written(document, own, archive_title, reading(document.id))
        yield self.closing
