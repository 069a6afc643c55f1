"""XML that comes from anybody: bounded, nothing resolved, nothing loaded.

No entity but XML's own five is replaced, no DTD is fetched, libxml2's bounds on depth and length stay on.
So an entity bomb stays as small as its file, and ``file://`` and ``http://`` in it lead nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from fonds.model import Problem
from fonds.model.problems import problem

# lxml is a slow import, for which most batches have no use.
if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element
else:
    Element: TypeAlias = Any

_BOUNDS: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


class IllFormed(ValueError):
    """Not well-formed, or beyond a bound; its text says why, ``line`` where (from 1, or 0 where that is unknown)."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line

    def problem(self) -> Problem:
        """As the problem of a document."""
        where = {"line": self.line} if self.line else None
        return problem("ill-formed-xml", where, reason=str(self))


def parse(data: bytes) -> Element:
    """The root of an XML document. IllFormed."""
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(**_BOUNDS))
    except etree.XMLSyntaxError as error:
        raise _ill_formed(error) from error


def ends(file: BinaryIO, *tags: str) -> Iterator[Element]:
    """The elements of these names (``{namespace}name``), each when its end tag has been read, the root at last.

    What the caller clears is forgotten, so that memory stays flat. IllFormed.
    """
    from lxml import etree

    walk = etree.iterparse(file, events=("end",), tag=tags, **_BOUNDS)
    try:
        for _, element in walk:
            yield element
    except etree.XMLSyntaxError as error:
        raise _ill_formed(error) from error
    root = walk.root
    if isinstance(root, etree._Element):
        yield root


def written(element: Element) -> bytes:
    """The element as XML by itself, with the namespaces that it needs, without what stands behind it."""
    from lxml import etree

    return etree.tostring(element, encoding="utf-8", with_tail=False)


_LOCAL: dict[str, str] = {}


def local(element: Element) -> str | None:
    """The name of an element without its namespace; None for what is none, such as a reference to an entity."""
    tag: object = element.tag
    if not isinstance(tag, str):
        return None
    name = _LOCAL.get(tag)
    if name is None:
        if len(_LOCAL) > MOST_NAMES:
            _LOCAL.clear()
        name = _LOCAL[tag] = tag.rpartition("}")[2]
    return name


MOST_NAMES = 10_000
"""Names that are remembered; no vocabulary has as many."""


def drop(element: Element) -> None:
    """Takes an element out of its parent; the words behind it stay."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)


def _ill_formed(error: etree.XMLSyntaxError) -> IllFormed:
    return IllFormed(str(error.msg or "no element found"), int(error.lineno or 0))
