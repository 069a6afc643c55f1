"""What stops an operation. A fault of one document is a ``Problem``, not an exception.

    FondsError            exit code 1
      UsageError          2   a wrong option, a query that cannot be meant
      NotFound            3   no such archive, document, person, place
        Withdrawn         3   a document that was taken back, or merged into another one
      ArchiveError        4   the archive is damaged, of a later version, or cannot be written
        ArchiveBusy       5   another process is writing
      Unreadable          6   a source that cannot be read at all

Each carries one sentence: what, where, what next.
"""

from __future__ import annotations


class FondsError(Exception):
    """The root; its text is a sentence for people."""

    exit_code = 1


class UsageError(FondsError):
    """The request itself is wrong."""

    exit_code = 2


class NotFound(FondsError):
    """What was asked for is not here."""

    exit_code = 3


class Withdrawn(NotFound):
    """A document that was here; ``merged_into`` is the id of the one that stands for it now."""

    def __init__(self, sentence: str, id: str, merged_into: str | None = None) -> None:
        super().__init__(sentence)
        self.id = id
        self.merged_into = merged_into


class ArchiveError(FondsError):
    """The archive cannot be used as it is."""

    exit_code = 4


class ArchiveBusy(ArchiveError):
    """Another process holds the archive's writer lock."""

    exit_code = 5


class Unreadable(FondsError):
    """A source whose bytes cannot be had or are no document at all."""

    exit_code = 6
