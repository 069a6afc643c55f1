"""The search index on disk: finding in it, counting, completing."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import tantivy

from fonds.errors import ArchiveError, NotFound, UsageError
from fonds.search import highlight, schema, spelling
from fonds.search.entry import FACETS
from fonds.search.highlight import Passage
from fonds.search.matching import Matching
from fonds.search.query import Parsed
from fonds.search.similar import Related, Similar
from fonds.search.text import ANALYZERS, terms
from fonds.search.writing import META, REBUILD, Writer

DEEPEST = 10_000
"""The last hit that can be asked for by page; who wants more exports."""

MOST_YEARS = 1000
"""Years of the chart."""

COUNTING_THREADS = 2

SORTS = ("relevance", "date", "-date", "added", "-added")

Counts = tuple[tuple[str, int], ...]
"""Values with their numbers of documents."""


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
    facets: Mapping[str, Counts] = field(hash=False)
    years: tuple[tuple[int, int], ...]
    took_ms: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion; ``kind`` is ``person``, ``place`` or ``word``."""

    text: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class _Record:
    """What is stored of a hit."""

    id: str
    score: float
    card: Mapping[str, object]
    texts: tuple[tuple[str | None, str], ...]


class Index:
    """An index in a folder. May be read from many threads; one writer at a time, in any process."""

    def __init__(self, engine: tantivy.Index, path: Path) -> None:
        self._engine = engine
        self._path = path
        self._meta = path / META
        self._schema = engine.schema
        self._lock = threading.Lock()
        self._state: tuple[object, tantivy.Searcher] | None = None
        self._likeness: Similar | None = None
        for name, analyzer in ANALYZERS.items():
            engine.register_tokenizer(name, analyzer)
        engine.config_reader("manual")

    @classmethod
    def create(cls, path: Path) -> Index:
        """A new, empty index; one that is there is replaced. ArchiveBusy: it is being written.
        ArchiveError: something else lies there."""
        if (path / META).is_file():
            # Whoever writes keeps the lock until we have it; a damaged index has no writer.
            with suppress(ValueError, OSError):
                Writer(tantivy.Index.open(str(path)), path)
            shutil.rmtree(path)
        elif path.exists() and any(path.iterdir()):
            raise ArchiveError(f"{path} is no search index: move it away, then {REBUILD}")
        path.mkdir(parents=True, exist_ok=True)
        return cls(tantivy.Index(schema.build(), str(path)), path)

    @classmethod
    def open(cls, path: Path) -> Index:
        """NotFound: there is none. ArchiveError: made by another version of Fonds, or damaged."""
        if not (path / META).is_file():
            raise NotFound(f"there is no search index at {path}: {REBUILD}")
        try:
            # With a schema given, an index that was made with another one is refused.
            return cls(tantivy.Index(schema.build(), str(path)), path)
        except (ValueError, OSError) as error:
            kind = "is of another version" if "schema does not match" in str(error) else "is damaged"
            raise ArchiveError(f"the search index at {path} {kind}: {REBUILD}") from error

    def writer(self) -> Writer:
        """ArchiveBusy: another process or thread is writing."""
        return Writer(self._engine, self._path)

    def sequence(self) -> int:
        """The number given to the last commit; 0 if there was none."""
        searcher = self._searcher()
        marker = tantivy.Query.term_query(self._schema, "key", schema.COMMIT)
        hits = searcher.search(marker, limit=1, count=False).hits
        return int(searcher.doc(hits[0][1])["sequence"][0]) if hits else 0

    def commit(self) -> object:
        """Equal to an earlier one only if nothing has been committed since. NotFound: the index is gone."""
        try:
            stat = self._meta.stat()
        except FileNotFoundError as error:
            raise NotFound(f"there is no search index at {self._path}: {REBUILD}") from error
        return stat.st_mtime_ns, stat.st_ino, stat.st_size

    def count(self) -> int:
        """How many documents."""
        searcher = self._searcher()
        return self._count(searcher, self._matching(searcher, weighed=False).everything)

    def total(self, parsed: Parsed, filters: Filters | None = None) -> int:
        """How many documents a search finds; a small part of its cost."""
        searcher = self._searcher()
        matching = self._matching(searcher, weighed=False)
        narrowing = _narrowing(matching, filters or Filters())
        return self._count(searcher, _all_of([matching.query(parsed.tree), *narrowing.values()]))

    def ids(self) -> frozenset[str]:
        """The id of every document."""
        searcher = self._searcher()
        everything = self._matching(searcher, weighed=False).everything
        return frozenset(id for id, _ in searcher.terms_with_prefix("id", "", filter_query=everything))

    def search(
        self,
        parsed: Parsed,
        filters: Filters | None = None,
        *,
        sort: str = "relevance",
        offset: int = 0,
        limit: int = 10,
        passages: int = 2,
        facet_size: int = 50,
    ) -> Found:
        """A page of hits, the exact total, facets, years. UsageError: unknown sort or facet, bad offset."""
        began = time.perf_counter()
        filters = filters or Filters()
        _check(sort, filters)
        if offset < 0 or limit < 0 or offset + limit > DEEPEST:
            raise UsageError(f"hits can be listed from 0 to {DEEPEST}: narrow the search instead")
        searcher = self._searcher()
        counting = self._matching(searcher, weighed=False)
        narrowing = _narrowing(counting, filters)
        matched = counting.query(parsed.tree)
        narrowed = _all_of([matched, *narrowing.values()])
        own = {} if filters.every else {name: narrowing[name] for name in filters.facets if name in narrowing}

        def count() -> tuple[int, dict[str, Counts]]:
            total, facets = self._facets(searcher, narrowed, FACETS, facet_size)
            for name in own:
                others = [part for other, part in narrowing.items() if other != name]
                facets |= self._facets(searcher, _all_of([matched, *others]), [name], facet_size)[1]
            return total, facets

        # The engine counts without the interpreter's lock, so that passages are cut meanwhile.
        counted = _counters().submit(count)
        ordered = (
            self._matching(searcher, weighed=True).query(parsed.tree) if sort == "relevance" else matched
        )
        found = self._hits(searcher, _all_of([ordered, *narrowing.values()]), sort, offset, limit)
        sought = highlight.needles(parsed.tree)
        hits = tuple(
            Hit(hit.id, hit.score, hit.card, highlight.passages(hit.texts, sought, count=passages))
            for hit in found
        )
        total, facets = counted.result()
        return Found(
            total=total,
            hits=hits,
            facets={name: values[:facet_size] for name, values in facets.items()},
            years=tuple(sorted((int(year), count) for year, count in facets["year"])),
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def every(
        self, parsed: Parsed, filters: Filters | None = None, *, sort: str = "relevance"
    ) -> tuple[int, Iterator[str]]:
        """How many hits there are, and the ids of all of them, however many, in the same order as ``search``. UsageError as there."""
        filters = filters or Filters()
        _check(sort, filters)
        searcher = self._searcher()
        matching = self._matching(searcher, weighed=sort == "relevance")
        asked = _all_of([matching.query(parsed.tree), *_narrowing(matching, filters).values()])
        total, _ = self._facets(searcher, asked, (), 1)
        # 16 bytes a hit are held; what is kept of each is looked up when its turn comes.
        hits = self._ranked(searcher, asked, sort, 0, total) if total else []
        return total, (str(searcher.doc(address)["id"][0]) for _, address in hits)

    def suggest(self, prefix: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
        """Persons and places of whose names a word begins so, then words of the texts."""
        row = terms(prefix)
        if not row or limit < 1:
            return ()
        searcher = self._searcher()
        names = searcher.terms_with_prefix("name", " ".join(row), limit=limit)
        found = []
        for name, count in names:
            _, kind, shown = name.split("\x1f", 2)
            found.append(Suggestion(shown, kind, count))
        found = list(dict.fromkeys(found))[:limit]
        if len(row) == 1 and len(found) < limit:
            words = searcher.terms_with_prefix("body", row[0], limit=limit - len(found))
            found += [Suggestion(word, "word", count) for word, count in words]
        return tuple(found)

    def spelling(self, parsed: Parsed) -> str | None:
        """The query with the nearest spelling that the index knows for each word that it doesn't know;
        ``None`` if all are known or one is like nothing. Only for queries of plain words."""
        return spelling.spelled(self._searcher(), parsed.tree)

    def more_like(self, id: str, *, limit: int = 5) -> tuple[Related, ...]:
        """Documents that share telling words with this one. NotFound: no such document."""
        searcher = self._searcher()
        own = tantivy.Query.term_query(self._schema, "id", id, "basic")
        found = self._hits(searcher, own, "relevance", 0, 1)
        if not found:
            raise NotFound(f"there is no document {id} in the search index")
        return self._similar(searcher).to(id, found[0].texts, limit)

    def _searcher(self) -> tantivy.Searcher:
        """The last commit, also one of another process: the file it changes is looked at each time."""
        try:
            commit = self.commit()
        except NotFound:
            if self._state:  # being replaced: what is open stays readable
                return self._state[1]
            raise
        with self._lock:
            if self._state is None or self._state[0] != commit:
                self._engine.reload()
                self._state = (commit, self._engine.searcher())
            return self._state[1]

    def _similar(self, searcher: tantivy.Searcher) -> Similar:
        """The one for this state, with what it remembers."""
        found = self._likeness
        if found is None or found.searcher is not searcher:
            found = self._likeness = Similar(self._schema, searcher)
        return found

    def _matching(self, searcher: tantivy.Searcher, *, weighed: bool) -> Matching:
        return Matching(self._schema, searcher, weighed=weighed)

    def _facets(
        self, searcher: tantivy.Searcher, matched: tantivy.Query, names: Sequence[str], size: int
    ) -> tuple[int, dict[str, Counts]]:
        """How many documents, and their values in each facet."""
        asked: dict[str, object] = {
            name: {"terms": {"field": schema.facet(name), "size": MOST_YEARS if name == "year" else size}}
            for name in names
        }
        answer = searcher.aggregate(matched, asked | {schema.ONE: {"value_count": {"field": schema.ONE}}})
        counts = {
            name: tuple((bucket["key"], bucket["doc_count"]) for bucket in answer[name]["buckets"])
            for name in names
        }
        return int(answer[schema.ONE]["value"]), counts

    def _count(self, searcher: tantivy.Searcher, matched: tantivy.Query) -> int:
        return self._facets(searcher, matched, (), 1)[0]

    def _hits(
        self, searcher: tantivy.Searcher, matched: tantivy.Query, sort: str, offset: int, limit: int
    ) -> list[_Record]:
        if not limit:
            return []
        found = []
        for score, address in self._ranked(searcher, matched, sort, offset, limit):
            record = searcher.doc(address)
            stored = orjson.loads(record["stored"][0])
            texts = tuple((language, text) for language, text in stored["texts"])
            found.append(
                _Record(record["id"][0], score if sort == "relevance" else 0.0, stored["card"], texts)
            )
        return found

    def _ranked(
        self, searcher: tantivy.Searcher, matched: tantivy.Query, sort: str, offset: int, limit: int
    ) -> list[tuple[Any, tantivy.DocAddress]]:
        """Score and address of hits, in their order."""
        return searcher.search(
            matched,
            limit=limit,
            offset=offset,
            count=False,
            order_by_field={"date": "sort_date", "added": "added"}.get(sort.lstrip("-")),
            order=tantivy.Order.Desc if sort.startswith("-") else tantivy.Order.Asc,
        ).hits


def _check(sort: str, filters: Filters) -> None:
    """UsageError: unknown sort or facet."""
    if sort not in SORTS:
        raise UsageError(f"results cannot be sorted by {sort!r}: choose one of {', '.join(SORTS)}")
    if unknown := set(filters.facets) - set(FACETS):
        raise UsageError(f"there is no facet {min(unknown)!r}: choose from {', '.join(FACETS)}")


def _narrowing(matching: Matching, filters: Filters) -> dict[str, tantivy.Query]:
    """The filters as queries, by facet; the dates under a name that no facet has."""
    made = {
        name: matching.facet(name, values, every=filters.every)
        for name, values in filters.facets.items()
        if values
    }
    if filters.earliest or filters.latest:
        made["dates"] = matching.dates(filters.earliest, filters.latest)
    return made


def _all_of(parts: Sequence[tantivy.Query]) -> tantivy.Query:
    return (
        parts[0] if len(parts) == 1 else tantivy.Query.boolean_query([(tantivy.Occur.Must, p) for p in parts])
    )


@cache
def _counters() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(COUNTING_THREADS, "counting")


# A fork has the pool, but not its threads.
os.register_at_fork(after_in_child=_counters.cache_clear)
