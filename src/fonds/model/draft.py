"""What an importer hands on: one reading text, its blocks, and the facts the page states.

The reading text is the one coordinate system: for page text the decoded input itself, for other
formats what the importer renders, as a person would read it from top to bottom.
"""

from __future__ import annotations

from dataclasses import dataclass

from fonds.model.document import Document
from fonds.model.evidence import Finding, Problem
from fonds.model.layout import Sheet
from fonds.model.parts import Original, ParallelText


@dataclass(frozen=True, slots=True)
class Block:
    """A span of the reading text and what it is on the page.

    Kinds: ``furniture`` (menus, viewer fallback), ``date``, ``title``, ``support``, ``summary``,
    ``citation`` (the quoted "get citation" line), ``label`` and ``value`` (information block;
    ``name`` is the label), ``attribute`` (a value of the catalogue's list printed behind the text;
    ``name`` is its label), ``source``, ``rights``, ``tab`` (``name`` is its language), ``body`` (a
    paragraph of the document's own words), ``note``.
    """

    kind: str
    start: int
    end: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One document before extraction. ``blocks`` are in reading order and do not overlap.

    ``findings`` are facts that mark-up states. Besides the contract's fields these are known, of the outermost
    message, and beat what recognisers read: ``stated.from`` and ``stated.to`` (a Who, one finding each),
    ``stated.sent`` and ``stated.received`` (a When), ``stated.origin`` and ``stated.destination`` (a Where),
    ``stated.number`` and ``stated.subject`` (a str). ``stated.reference`` is a Reference with an
    address; its first detail, if any, is the sign of the note that says so of the words before it. ``document``: all was stated, nothing is left to recognise.
    """

    reading: str
    original: Original
    blocks: tuple[Block, ...] = ()
    findings: tuple[Finding, ...] = ()
    parallel_texts: tuple[ParallelText, ...] = ()
    problems: tuple[Problem, ...] = ()
    document: Document | None = None
    mended: str | None = None
    """Where the reading text is garbled: the same with what is certain mended, as long, for recognisers to read."""
    layout: tuple[Sheet, ...] = ()
    """Where the words stand on the page images, for pages that were looked at."""

    def words(self, block: Block) -> str:
        """The text of a block."""
        return self.reading[block.start : block.end]

    def of_kind(self, *kinds: str) -> list[Block]:
        """All blocks of the given kinds, in reading order."""
        return [block for block in self.blocks if block.kind in kinds]
