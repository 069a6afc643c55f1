"""One document as it leaves the reader: the value that is stored, shown, cited and exported."""

from __future__ import annotations

from dataclasses import dataclass

from fonds.model.evidence import Evidence, Problem
from fonds.model.parts import (
    Alias,
    CopyNumber,
    Credit,
    File,
    Mark,
    Message,
    Note,
    Original,
    Paragraph,
    ParallelText,
    Reference,
    Source,
    Turn,
    When,
    Where,
    Who,
)

TYPES = (
    "telegram",
    "airgram",
    "letter",
    "memorandum of conversation",
    "memorandum",
    "minutes",
    "report",
    "despatch",
    "note",
    "speech",
    "statement",
    "resolution",
    "treaty",
    "petition",
    "directive",
    "diary",
    "editorial note",
    "other",
)


@dataclass(frozen=True, slots=True)
class Document:
    """Equal when their content is equal. Keys and meaning: ``document.schema.json``.

    Beyond the contract: ``paragraphs`` (spans of the reading text that make up ``text``),
    ``parallel_texts`` (other languages), ``files`` (companions such as scans), ``collection``,
    ``citation`` (as the page itself quotes it), ``addresses`` (where it was published before, each an
    absolute or root-relative address, besides ``original.uri``).
    """

    id: str
    title: str
    date: When | None
    type: str
    text: str
    original: Original
    event_date: When | None = None
    type_as_written: str | None = None
    excerpt: bool | None = None
    summary: str | None = None
    languages: tuple[str, ...] = ()
    original_languages: tuple[str, ...] = ()
    classification: tuple[Mark, ...] = ()
    handling: tuple[str, ...] = ()
    copy_number: CopyNumber | None = None
    declassified: When | None = None
    participants: tuple[Who, ...] = ()
    messages: tuple[Message, ...] = ()
    turns: tuple[Turn, ...] = ()
    references: tuple[Reference, ...] = ()
    sources: tuple[Source, ...] = ()
    credits: tuple[Credit, ...] = ()
    support: tuple[str, ...] = ()
    rights: str | None = None
    record_id: str | None = None
    uploaded: When | None = None
    archives: tuple[str, ...] = ()
    people: tuple[Who, ...] = ()
    places: tuple[Where, ...] = ()
    subjects: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    notes: tuple[Note, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    parallel_texts: tuple[ParallelText, ...] = ()
    files: tuple[File, ...] = ()
    collection: str | None = None
    citation: str | None = None
    addresses: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[Problem, ...] = ()
