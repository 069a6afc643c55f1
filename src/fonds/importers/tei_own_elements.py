"""Elements of a TEI that we wrote, asked by type: what of them is there, and its words as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fonds.importers import tei

if TYPE_CHECKING:
    from fonds.importers.xml import Element


def children(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names directly within."""
    return (inner for inner in element if tei.tag(inner) in names)


def words_of(element: Element | None) -> str:
    """All words of an element as they stand."""
    return "" if element is None else "".join(map(str, element.itertext()))


def values_of(root: Element, name: str, type: str, within: str) -> Iterator[str]:
    """The words of all elements of that name and type directly within each ``within``."""
    for outer in tei.every(root, within):
        yield from (words_of(inner) for inner in children(outer, name) if inner.get("type") == type)


def value_of(root: Element, name: str, type: str, within: str) -> str | None:
    """The first of them."""
    return next(values_of(root, name, type, within), None)


def typed(element: Element, name: str, type: str) -> str | None:
    """The words of the first element of that name and type directly within."""
    return next((words_of(inner) for inner in children(element, name) if inner.get("type") == type), None)


def listed(root: Element, name: str, type: str, *entries: str) -> Iterator[Element]:
    """The entries of the lists of that name and type."""
    for outer in tei.every(root, name):
        if outer.get("type") == type:
            yield from children(outer, *entries)


def id_of(element: Element) -> str:
    """Its ``xml:id``; "" where it has none."""
    return element.get(tei.XML_ID) or ""


def optional(element: Element, name: str) -> str | None:
    """The words of the first element of that name directly within."""
    found = tei.child(element, name)
    return None if found is None else words_of(found)
