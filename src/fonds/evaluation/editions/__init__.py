"""Kinds of editions with truth in them, one a module; ``EDITIONS`` is the one registry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from fonds.evaluation.editions.catalogue import Catalogue
from fonds.evaluation.editions.documents import Documents
from fonds.evaluation.editions.file import File
from fonds.evaluation.editions.front_matter import FrontMatter
from fonds.evaluation.editions.frus import Frus
from fonds.evaluation.editions.letters import Letters
from fonds.evaluation.paper import Leaf


class Edition(Protocol):
    """One kind of edition. ``leaves`` gives nothing for a file that is none of it. OSError, tei.IllFormed."""

    @property
    def title(self) -> str: ...

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    def leaves(self, file: File) -> Iterator[Leaf]: ...


EDITIONS: tuple[Edition, ...] = (Frus(), Letters(), FrontMatter(), Catalogue(), Documents())


def leaves_of(file: File) -> list[Leaf]:
    """The papers of a file, by the first kind of edition that finds any in it. OSError, tei.IllFormed."""
    for edition in EDITIONS:
        if file.suffix in edition.suffixes and (found := list(edition.leaves(file))):
            return found
    return []
