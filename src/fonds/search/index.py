"""The search index on disk: putting entries in, finding them again."""

from __future__ import annotations

import heapq
import json
import math
import shutil
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any

import tantivy

from fonds.errors import ArchiveBusy, ArchiveError, NotFound, UsageError
from fonds.search import highlight, query, schema
from fonds.search.entry import FACETS, Entry
from fonds.search.highlight import Passage
from fonds.search.matching import Matching
from fonds.search.query import Parsed
from fonds.search.schema import Prepared
from fonds.search.text import ANALYZERS, counted, stem, terms

META = "meta.json"
"""The file that Tantivy writes anew at each commit."""

REBUILD = "run `fonds rebuild` to make it again from the records"

WRITER_HEAP_BYTES = 64_000_000
"""What the writer gathers in memory before it makes a segment of it; one thread, so that ids stay few."""

DEEPEST = 10_000
"""The last hit that can be asked for by page; who wants more exports."""

TELLING_WORDS = 25
"""Words by which similar documents are looked for."""

NAMED_WORDS = 4
"""Words shared with a similar document that are named."""

LOOKED_AT = 6000
"""Characters of each of its texts by which a document is compared: a thousand words tell what it is about."""

MOST_FREQUENCIES = 1 << 16
"""Terms of which it is remembered how many documents hold them."""

MOST_SPELLINGS = 50_000
"""Words with the same first letter that are compared with a word that nothing was found for."""

MOST_YEARS = 1000
"""Years of the chart."""

SORTS = ("relevance", "date", "-date", "added", "-added")


Address = tuple[int, int]
"""Where a document lies in the index: segment, number."""


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
    took_ms: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion; ``kind`` is ``person``, ``place`` or ``word``."""

    text: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Related:
    """A document with much the same words; ``words`` are some of those shared, the most telling first."""

    id: str
    score: float
    words: tuple[str, ...] = ()


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
        self._frequencies: dict[str, int] = {}
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
                _writer(tantivy.Index.open(str(path)), path)
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
        return Writer(_writer(self._engine, self._path), self._schema)

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
        return self._facets(searcher, self._matching(searcher, weighed=False).everything, (), 1)[0]

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

        total, facets = self._facets(searcher, narrowed, FACETS, facet_size)
        for name in () if filters.every else filters.facets:
            others = [part for other, part in narrowing.items() if other != name]
            facets |= self._facets(searcher, _all_of([matched, *others]), [name], facet_size)[1]

        ordered = (
            self._matching(searcher, weighed=True).query(parsed.tree) if sort == "relevance" else matched
        )
        hits = self._hits(searcher, _all_of([ordered, *narrowing.values()]), sort, offset, limit)
        sought = highlight.needles(parsed.tree)
        return Found(
            total=total,
            hits=tuple(
                Hit(hit.id, hit.score, hit.card, highlight.passages(hit.texts, sought, count=passages))
                for hit in hits
            ),
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
        tree = parsed.tree
        words = tree.parts if isinstance(tree, query.And) else (tree,)
        searcher = self._searcher()
        spelled = []
        for word in words:
            if not isinstance(word, query.Term):
                return None
            row = terms(word.text)
            if len(row) != 1 or self._knows(searcher, row[0]):
                spelled.append(word.text)
            elif near := self._nearest(searcher, row[0]):
                spelled.append(near)
            else:
                return None
        return " ".join(spelled) if spelled != [w.text for w in words if isinstance(w, query.Term)] else None

    def more_like(self, id: str, *, limit: int = 5) -> tuple[Related, ...]:
        """Documents that share telling words with this one. NotFound: no such document."""
        searcher = self._searcher()
        own = tantivy.Query.term_query(self._schema, "id", id, "basic")
        found = self._hits(searcher, own, "relevance", 0, 1)
        if not found:
            raise NotFound(f"there is no document {id} in the search index")
        telling = self._telling(searcher, _words(found[0].texts))
        if not telling or limit < 1:
            return ()
        like = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "body", term)) for term in telling
        ]
        asked = tantivy.Query.boolean_query([*like, (tantivy.Occur.MustNot, own)])
        hits = searcher.search(asked, limit=limit, count=False).hits
        ids = {(at.segment_ord, at.doc): searcher.doc(at)["id"][0] for _, at in hits}
        shared = self._shared(searcher, telling, ids)
        return tuple(
            Related(ids[at.segment_ord, at.doc], score, shared[at.segment_ord, at.doc]) for score, at in hits
        )

    def _shared(
        self, searcher: tantivy.Searcher, telling: Mapping[str, str], ids: Mapping[Address, str]
    ) -> dict[Address, tuple[str, ...]]:
        """The first of the telling words that each of these documents holds: the index knows it much
        sooner than their texts can be cut into terms."""
        one_of = [tantivy.Query.term_query(self._schema, "id", id, "basic") for id in ids.values()]
        among = tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in one_of])
        shared: dict[Address, tuple[str, ...]] = dict.fromkeys(ids, ())
        for term, written in telling.items():
            if all(len(words) == NAMED_WORDS for words in shared.values()):
                break
            holding = tantivy.Query.term_query(self._schema, "body", term, "basic")
            both = tantivy.Query.boolean_query([(tantivy.Occur.Must, holding), (tantivy.Occur.Must, among)])
            for _, at in searcher.search(both, limit=len(ids), count=False).hits:
                words = shared[at.segment_ord, at.doc]
                shared[at.segment_ord, at.doc] = (*words, written)[:NAMED_WORDS]
        return shared

    def _telling(self, searcher: tantivy.Searcher, words: Mapping[str, tuple[int, str]]) -> dict[str, str]:
        """The words that set a text apart: often in it, in few others, but not in it alone."""
        documents = searcher.num_docs
        best: list[tuple[float, str, str]] = []
        for term, (times, written) in sorted(words.items(), key=lambda item: -item[1][0]):
            # Words that stand once are the most, and seldom can weigh enough to be worth a question.
            if len(best) == TELLING_WORDS and times * math.log(documents / 2) < best[0][0]:
                break
            holding = self._holding(searcher, term)
            if 1 < holding <= documents / 5:
                weight = (times * math.log(documents / holding), term, written)
                (heapq.heappushpop if len(best) == TELLING_WORDS else heapq.heappush)(best, weight)
        return {term: written for _, term, written in sorted(best, reverse=True)}

    def _holding(self, searcher: tantivy.Searcher, term: str) -> int:
        """How many documents hold the term in their words; remembered, since papers share most of theirs."""
        known = self._frequencies
        found = known.get(term)
        if found is None:
            if len(known) >= MOST_FREQUENCIES:
                known.clear()
            found = known[term] = searcher.doc_freq("body", term)
        return found

    def _knows(self, searcher: tantivy.Searcher, term: str) -> bool:
        return any(searcher.doc_freq(schema.stemmed(group), stem(term)) for group in schema.GROUPS)

    def _nearest(self, searcher: tantivy.Searcher, term: str) -> str | None:
        """The known term that the fewest slips of the pen part from this one, the most frequent of them."""
        allowed = 1 if len(term) < 5 else 2
        best: tuple[int, int, str] | None = None
        for group in schema.GROUPS:
            for known, count in searcher.terms_with_prefix(group, term[0], limit=MOST_SPELLINGS):
                if abs(len(known) - len(term)) <= allowed:
                    slips = _slips(term, known, allowed)
                    if slips <= allowed and (best is None or (slips, -count) < best[:2]):
                        best = (slips, -count, known)
        return best[2] if best else None

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
                self._frequencies = {}
                self._state = (commit, self._engine.searcher())
            return self._state[1]

    def _matching(self, searcher: tantivy.Searcher, *, weighed: bool) -> Matching:
        return Matching(self._schema, searcher, weighed=weighed)

    def _facets(
        self, searcher: tantivy.Searcher, matched: tantivy.Query, names: Sequence[str], size: int
    ) -> tuple[int, dict[str, tuple[tuple[str, int], ...]]]:
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

    def _hits(
        self, searcher: tantivy.Searcher, matched: tantivy.Query, sort: str, offset: int, limit: int
    ) -> list[_Record]:
        if not limit:
            return []
        found = []
        for score, address in self._ranked(searcher, matched, sort, offset, limit):
            record = searcher.doc(address)
            stored = json.loads(record["stored"][0])
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


class Writer:
    """Changes the index; nothing is seen or kept before ``commit``. Leaving the block drops the rest."""

    def __init__(self, engine: tantivy.IndexWriter, engine_schema: tantivy.Schema) -> None:
        self._engine: tantivy.IndexWriter | None = engine
        self._schema = engine_schema

    def put(self, entry: Entry | Prepared) -> None:
        """Adds the entry, in place of one with the same id."""
        prepared = entry if isinstance(entry, Prepared) else schema.prepare(entry)
        self._open.delete_documents_by_term("id", prepared.id)
        self._open.add_document(schema.document(prepared))

    def remove(self, id: str) -> None:
        """Takes the document out, if it is in."""
        self._open.delete_documents_by_term("id", id)

    def clear(self) -> None:
        """Takes everything out."""
        self._open.delete_all_documents()

    def commit(self, sequence: int) -> None:
        """Keeps all changes at once, with the number of the last change of the store that they hold."""
        self._open.delete_documents_by_term("key", schema.COMMIT)
        self._open.add_document(schema.commit_marker(sequence))
        self._open.commit()

    def close(self) -> None:
        """Drops what is not committed, lets segments be merged, and lets others write."""
        if self._engine is not None:
            engine, self._engine = self._engine, None
            engine.wait_merging_threads()

    @property
    def _open(self) -> tantivy.IndexWriter:
        assert self._engine is not None, "the writer is closed"
        return self._engine

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _writer(engine: tantivy.Index, path: Path) -> tantivy.IndexWriter:
    try:
        writer = engine.writer(heap_size=WRITER_HEAP_BYTES, num_threads=1)
        # What a killed writer left half done bears names that this one would use.
        writer.garbage_collect_files()
        return writer
    except ValueError as error:
        if "LockBusy" in str(error):
            raise ArchiveBusy(
                f"another process is writing the search index at {path}: try again when it is done"
            ) from error
        raise ArchiveError(f"the search index at {path} cannot be written: {error}") from error


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


def _words(texts: Sequence[tuple[str | None, str]]) -> dict[str, tuple[int, str]]:
    """Term -> how often it stands there, and how it is written there at first; numbers are left out."""
    found: dict[str, tuple[int, str]] = {}
    for term, written, times in chain.from_iterable(counted(text[:LOOKED_AT]) for _, text in texts):
        if len(term) > 2 and not term.isdigit():
            before, first = found.get(term, (0, written))
            found[term] = (before + times, first)
    return found


def _slips(one: str, other: str, most: int) -> int:
    """Letters left out, put in, changed, or swapped with the next one (optimal string alignment); a
    number over ``most`` only says that there are more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            slips = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                slips = min(slips, last[j - 2] + 1)
            row.append(slips)
        if min(row) > most and min(before) > most:
            return most + 1
    return row[-1]
