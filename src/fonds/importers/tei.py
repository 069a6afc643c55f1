"""TEI, the mark-up of text editions (P5, tei-c.org/ns/1.0): its words without the mark-up, and its dates.

Shared by the importer of TEI and by the editions that ``fonds evaluate`` measures the reader on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from fonds.importers.xml import Element, IllFormed, parse

__all__ = [
    "BLOCKS",
    "NAMESPACE",
    "XML_ID",
    "Element",
    "IllFormed",
    "child",
    "date_of",
    "every",
    "interval",
    "lines",
]
__all__ += ["no_note", "one_line", "parse", "tag", "text_of", "words"]

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

# What stands on a line of its own in print.
BLOCKS = frozenset(
    [
        "ab",
        "byline",
        "closer",
        "dateline",
        "head",
        "item",
        "l",
        "label",
        "lb",
        "list",
        "opener",
        "p",
        "postscript",
        "quote",
        "row",
        "salute",
        "seg",
        "signed",
        "table",
    ]
)
_SPACE = re.compile(r"\s+")


def tag(element: Element) -> str:
    """The element's name in TEI; empty for one of another vocabulary, or for what is no element."""
    name: object = element.tag  # a function, where it is a reference to an entity
    return _local(name) if isinstance(name, str) else ""


@lru_cache(maxsize=4096)
def _local(name: str) -> str:
    namespace, _, local = name.rpartition("}")
    return local if namespace[1:] == NAMESPACE else ""


def every(element: Element, *names: str) -> Iterator[Element]:
    """The element and all below it that go by one of these TEI names, in order."""
    return element.iter(*_qualified(names))


@lru_cache(maxsize=256)
def _qualified(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{{{NAMESPACE}}}{name}" for name in names)


def child(element: Element, name: str) -> Element | None:
    """Its first child of that TEI name."""
    return element.find(f"{{{NAMESPACE}}}{name}")


def no_note(note: Element) -> str:
    """What stands for a note where notes are left out."""
    return ""


def text_of(element: Element, note: Callable[[Element], str] = no_note) -> str:
    """The words of an element, blocks between line ends; ``note`` says what stands in the place of a note.
    Page breaks leave nothing."""
    pieces = [_SPACE.sub(" ", element.text or "")]
    for inner in element:
        name = tag(inner)
        if name == "note":
            pieces.append(note(inner))
        elif name in BLOCKS:
            pieces.append(f"\n{text_of(inner, note)}\n")
        elif name != "pb" and isinstance(inner.tag, str):
            pieces.append(text_of(inner, note))
        pieces.append(_SPACE.sub(" ", inner.tail or ""))
    return "".join(pieces)


def one_line(text: str) -> str:
    """The words with single spaces between them."""
    return " ".join(text.split())


def lines(text: str) -> str:
    """The lines that hold anything, each with single spaces."""
    return "\n".join(line for line in map(one_line, text.split("\n")) if line)


def words(element: Element | None) -> str:
    """The words of an element on one line, without its notes."""
    return "" if element is None else one_line(text_of(element))


def date_of(element: Element) -> str | None:
    """EDTF of TEI's dating attributes (att.datable.w3c), without the time of day."""
    when = element.get("when")
    if when:
        return _day(when)
    first = element.get("from") or element.get("notBefore")
    last = element.get("to") or element.get("notAfter")
    return interval(first, last)


def interval(first: str | None, last: str | None) -> str | None:
    """EDTF of two bounds; one alone, or twice the same, is that date."""
    days = list(dict.fromkeys(_day(bound) for bound in (first, last) if bound))
    return "/".join(days) or None


def _day(moment: str) -> str:
    return moment.partition("T")[0]
