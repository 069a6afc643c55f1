"""What a document is: frozen dataclasses, the shape of ``document.schema.json``, and the codec.

This package knows nothing of files, clocks, settings or databases.
"""

from fonds.model.document import Document
from fonds.model.draft import Block, Draft
from fonds.model.evidence import Evidence, Finding, Problem
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

__all__ = [
    "Alias",
    "Block",
    "CopyNumber",
    "Credit",
    "Document",
    "Draft",
    "Evidence",
    "File",
    "Finding",
    "Mark",
    "Message",
    "Note",
    "Original",
    "Paragraph",
    "ParallelText",
    "Problem",
    "Reference",
    "Source",
    "Turn",
    "When",
    "Where",
    "Who",
]
