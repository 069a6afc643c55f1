"""What an exporter is: one format of one or many things, told by a few values and one function.

Most write documents; those of ``HOLDINGS`` and ``AGENTS`` write a step of the archival tree, a person or body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from fonds.errors import NotFound
from fonds.model import Document


class Identified(Protocol):
    """What can be exported: it goes by an id."""

    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=Identified)


@dataclass(frozen=True, slots=True)
class Schema:
    """What an XML format follows: its namespace, and where the schema lies."""

    namespace: str
    schema: str


@dataclass(frozen=True, slots=True)
class Format(Generic[T]):
    """A format. ``record`` writes one thing, given its permalink and the name of this archive as far as known; the
    other strings are what stands around and between several.

    ``cannot_carry`` says in a phrase what of a document is lost in the format ("" for nothing); menus and
    the reference page show it. ``suffix`` is also the ending of a document's address in this format.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    cannot_carry: str
    record: Callable[[T, str | None, str | None], str]
    prolog: str = ""
    """What stands before one document as before many."""
    opening: str | Callable[[str | None, str | None], str] = ""
    """May be made from the address of the first and the name of this archive."""
    between: str = ""
    closing: str = ""
    one_is_a_list: bool = True
    """Whether a single document is wrapped like several; JSON of one document is not an array."""
    harvested: Schema | None = None
    """Where harvesters are offered the format, under its name: one XML element a record, without prolog."""
    with_reading: Callable[[T, str | None, str | None, str], str] | None = None
    """Writes one document with its reading text, in which its spans count, where the format has room for it."""
    suits: Callable[[T], bool] = lambda _: True
    """Whether the format has anything to say of it; a list of letters has nothing to say of a conversation."""

    def _written(self, thing: T, address: str | None, archive_title: str | None, reading: str | None) -> str:
        if reading is not None and self.with_reading is not None:
            return self.with_reading(thing, address, archive_title, reading)
        return self.record(thing, address, archive_title)

    def _opening(self, address: str | None, archive_title: str | None) -> str:
        return self.opening if isinstance(self.opening, str) else self.opening(address, archive_title)

    def encode(
        self,
        thing: T,
        address: str | None = None,
        archive_title: str | None = None,
        reading: str | None = None,
    ) -> str:
        """One as a whole file of this format. NotFound: the format does not suit it."""
        if not self.suits(thing):
            raise NotFound(f"{self.title} has nothing to say of {thing.id!r}; take another format.")
        written = self._written(thing, address, archive_title, reading)
        if self.one_is_a_list:
            written = self._opening(address, archive_title) + written + self.closing
        else:
            written = f"{written.rstrip()}\n"
        return self.prolog + written

    def encode_many(
        self,
        things: Iterable[T],
        address: Callable[[str], str] | None = None,
        archive_title: str | None = None,
        reading: Callable[[str], str | None] = lambda _: None,
    ) -> Iterator[str]:
        """Several as one file, piece by piece; ``address`` gives the permalink of an id, ``reading`` its reading text.
        Those that the format does not suit are passed over."""
        is_open = False
        for thing in filter(self.suits, things):
            own = address and address(thing.id)
            yield self.between if is_open else self.prolog + self._opening(own, archive_title)
            is_open = True
            yield self._written(thing, own, archive_title, reading(thing.id))
        yield self.closing if is_open else self.prolog + self._opening(None, archive_title) + self.closing


class Exporter(Format[Document]):
    """A format of documents."""

    __slots__ = ()
