"""The search index on disk: putting entries in, finding them again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from fonds.search.entry import Entry
from fonds.search.highlight import Passage
from fonds.search.query import Parsed

SORTS = ("relevance", "date", "-date", "added", "-added")


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search beside the query.

    ``facets``: a name of ``FACETS`` -> values; documents must hold one of them (with ``every``: all of
    them), in each facet named. A ``year`` may also be a range, ``1950..1953``. ``earliest`` and
    ``latest`` (ISO days) keep documents whose date may lie between them.
    """

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    earliest: str | None = None
    latest: str | None = None
    every: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found; ``card`` is the one its entry came with."""

    id: str
    score: float
    card: Mapping[str, object] = field(hash=False)
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search.

    ``total`` is exact. ``facets``: name -> (value, count), most frequent first; a facet that is
    narrowed by is counted under all filters but its own, so that its other values stay in sight.
    ``years``: every year with a count, in order.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(hash=False)
    years: tuple[tuple[int, int], ...]
    took_ms: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion; ``kind`` is ``person``, ``place`` or ``word``."""

    text: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Related:
    """A document with much the same words; ``words`` are those shared, the most telling first."""

    id: str
    score: float
    card: Mapping[str, object] = field(hash=False)
    words: tuple[str, ...] = ()


class Index:
    """An index in a folder. May be read from many threads; one writer at a time."""

    @classmethod
    def create(cls, path: Path) -> Index:
        """A new, empty index; one that is there is replaced."""
        raise NotImplementedError

    @classmethod
    def open(cls, path: Path) -> Index:
        """NotFound: there is none. ArchiveError: made by another version of Fonds, or damaged."""
        raise NotImplementedError

    def writer(self) -> Writer:
        """ArchiveBusy: another process or thread is writing."""
        raise NotImplementedError

    def sequence(self) -> int:
        """The number given to the last commit; 0 if there was none."""
        raise NotImplementedError

    def count(self) -> int:
        """How many documents."""
        raise NotImplementedError

    def ids(self) -> frozenset[str]:
        """The id of every document."""
        raise NotImplementedError

    def search(
        self,
        query: Parsed,
        filters: Filters | None = None,
        *,
        sort: str = "relevance",
        offset: int = 0,
        limit: int = 10,
        passages: int = 2,
        facet_size: int = 50,
    ) -> Found:
        """A page of hits, the exact total, facets, years. UsageError: unknown sort or facet, bad offset."""
        raise NotImplementedError

    def suggest(self, prefix: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
        """Persons and places of whose names a word begins so, then words of the texts."""
        raise NotImplementedError

    def spelling(self, query: Parsed) -> str | None:
        """The query with words the index doesn't know replaced by the nearest that it does; else None."""
        raise NotImplementedError

    def more_like(self, id: str, *, limit: int = 5) -> tuple[Related, ...]:
        """Documents that share rare words with this one. NotFound: no such document."""
        raise NotImplementedError


class Writer:
    """Changes the index; nothing is seen or kept before ``commit``. Leaving the block drops the rest."""

    def put(self, entry: Entry) -> None:
        """Adds the entry, in place of one with the same id."""
        raise NotImplementedError

    def remove(self, id: str) -> None:
        """Takes the document out, if it is in."""
        raise NotImplementedError

    def clear(self) -> None:
        """Takes everything out."""
        raise NotImplementedError

    def commit(self, sequence: int) -> None:
        """Keeps all changes at once, with the number of the last change of the store that they hold."""
        raise NotImplementedError

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        raise NotImplementedError
