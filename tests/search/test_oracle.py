"""The index against two others: a plain Python matcher, and SQLite's full-text search."""

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fonds.search.entry import Entry
from fonds.search.index import Filters, Index
from fonds.search.query import Parsed
from fonds.search.text import stem, terms
from fonds.search.tree import And, DateRange, Everything, Field, Not, Or, Phrase, Prefix, Query, Term

VOCABULARY = (
    *("army", "armies", "air", "force", "forces", "lock", "locks", "bridge", "union", "note", "notes"),
    *("ноты", "нота", "мост", "苏联", "苏联大使", "联大", "大使馆", "Satō", "O’Brien", "U.S.S.R."),
)
PEOPLE = ("Stalin", "Mao Zedong", "Roshchin", "Kim Il Sung")
TYPES = ("telegram", "letter", "note")


def corpus(size: int, seed: int) -> list[Entry]:
    chance = random.Random(seed)
    made = []
    for n in range(size):
        year = chance.choice((1949, 1950, 1951, 1952))
        last = year + chance.choice((0, 0, 0, 1))
        dated = chance.random() < 0.9
        people = tuple(chance.sample(PEOPLE, chance.randint(0, 3)))
        made.append(
            Entry(
                id=f"d{n}",
                title=" ".join(chance.choices(VOCABULARY, k=3)),
                body=" ".join(chance.choices(VOCABULARY, k=chance.randint(0, 30))),
                summary=" ".join(chance.choices(VOCABULARY, k=2)),
                senders=people[:1],
                people=people,
                earliest=f"{year}-03-01" if dated else None,
                latest=f"{last}-09-30" if dated else None,
                facets={
                    "type": (chance.choice(TYPES),),
                    "person": people,
                    "year": tuple(str(y) for y in range(year, last + 1)) if dated else (),
                },
            )
        )
    return made


ENTRIES = corpus(150, seed=7)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    made = Index.create(tmp_path_factory.mktemp("oracle") / "index")
    with made.writer() as writer:
        for n, entry in enumerate(ENTRIES):
            writer.put(entry)
            if n % 40 == 0:  # several segments
                writer.commit(n)
        writer.commit(len(ENTRIES))
    return made


# --- a plain matcher ---------------------------------------------------------------------------------


def texts(entry: Entry, field: str | None) -> tuple[str, ...]:
    parts = {
        "title": (entry.title,),
        "text": (entry.body,),
        "from": entry.senders,
        "person": entry.people,
    }
    return parts[field] if field else (entry.title, entry.body, entry.summary, entry.id, *entry.people)


def contains(row: list[str], wanted: list[str]) -> bool:
    return any(row[n : n + len(wanted)] == wanted for n in range(len(row) - len(wanted) + 1))


def is_run(text: str) -> bool:
    return text[0] >= "\u2e80"


def matches(tree: Query, entry: Entry, field: str | None = None) -> bool:
    match tree:
        case Everything():
            return True
        case And(parts):
            return all(matches(part, entry, field) for part in parts)
        case Or(parts):
            return any(matches(part, entry, field) for part in parts)
        case Not(part):
            return not matches(part, entry, field)
        case Field("type", Term(text)):
            return text in entry.facets["type"]
        case Field(name, part):
            return matches(part, entry, name)
        case DateRange(earliest, latest):
            after = earliest is None or (entry.latest is not None and entry.latest >= earliest)
            before = latest is None or (entry.earliest is not None and entry.earliest <= latest)
            return after and before
        case Term(text) | Phrase(text) if is_run(text):
            return any(text in other for other in texts(entry, field))
        case Term(text) if len(terms(text)) == 1 and field in (None, "title", "text"):
            return any(stem(terms(text)[0]) in map(stem, terms(other)) for other in texts(entry, field))
        case Term(text) | Phrase(text):
            return any(contains(terms(other), terms(text)) for other in texts(entry, field))
        case Prefix(text):
            (begin,) = terms(text)
            return any(t.startswith(begin) for other in texts(entry, field) for t in terms(other))


RUNS = st.sampled_from(["苏联", "苏联大使", "大使", "联大", "大使馆", "苏", "使馆", "馆"])
WORDS = st.sampled_from([w for w in (*VOCABULARY, "stalin", "zedong", "absent") if not is_run(w)])
LEAVES = st.one_of(
    WORDS.map(Term),
    RUNS.map(Term),
    RUNS.map(Phrase),
    st.lists(WORDS, min_size=1, max_size=3).map(" ".join).map(Phrase),
    st.sampled_from(["ar", "arm", "loc", "но", "un", "st", "kim"]).map(Prefix),
    st.builds(
        DateRange,
        st.one_of(st.none(), st.sampled_from(["1950-01-01", "1951-10-01"])),
        st.one_of(st.none(), st.sampled_from(["1951-02-28", "1952-12-31"])),
    ),
    st.builds(Field, st.just("type"), st.sampled_from(TYPES).map(Term)),
    st.builds(Field, st.sampled_from(["title", "text"]), st.one_of(WORDS.map(Term), RUNS.map(Phrase))),
    st.builds(Field, st.sampled_from(["from", "person"]), st.sampled_from(["Stalin", "zedong"]).map(Term)),
    st.builds(Field, st.just("person"), st.just(Phrase("Kim Il Sung"))),
)


def joined(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    many = st.lists(parts, min_size=2, max_size=4).map(tuple)
    return st.one_of(many.map(And), many.map(Or), parts.map(Not))


@settings(max_examples=300)
@given(tree=st.recursive(LEAVES, joined, max_leaves=6))
def test_a_plain_matcher_finds_the_same(index: Index, tree: Query) -> None:
    expected = [entry for entry in ENTRIES if matches(tree, entry)]
    found = index.search(Parsed(tree), limit=len(ENTRIES))
    assert {hit.id for hit in found.hits} == {entry.id for entry in expected}
    assert found.total == len(expected)
    counts = Counter(value for entry in expected for value in entry.facets["person"])
    assert dict(found.facets["person"]) == counts
    assert dict(found.years) == Counter(int(y) for entry in expected for y in entry.facets["year"])


@settings(max_examples=60)
@given(
    word=WORDS,
    types=st.sets(st.sampled_from(TYPES), min_size=1),
    people=st.sets(st.sampled_from(PEOPLE)),
    every=st.booleans(),
)
def test_filters_narrow_as_a_plain_matcher_does(
    index: Index, word: str, types: set[str], people: set[str], every: bool
) -> None:
    def holds(entry: Entry, name: str, wanted: set[str]) -> bool:
        values = set(entry.facets[name])
        return not wanted or (wanted <= values if every else bool(wanted & values))

    found = index.search(
        Parsed(Term(word)), Filters({"type": tuple(types), "person": tuple(people)}, every=every), limit=150
    )
    matching = [entry for entry in ENTRIES if matches(Term(word), entry)]
    both = [e for e in matching if holds(e, "type", types) and holds(e, "person", people)]
    assert {hit.id for hit in found.hits} == {entry.id for entry in both}
    other = both if every else [e for e in matching if holds(e, "person", people)]
    assert dict(found.facets["type"]) == Counter(e.facets["type"][0] for e in other)


# --- SQLite ------------------------------------------------------------------------------------------

LATIN = [word for word in VOCABULARY if word.isascii() and word.isalpha()]


@pytest.fixture(scope="module")
def sqlite() -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table texts using fts5(id unindexed, body, tokenize='unicode61')")
    database.executemany("insert into texts values (?, ?)", [(e.id, e.body) for e in ENTRIES])
    yield database
    database.close()


@settings(max_examples=100)
@given(
    words=st.lists(st.sampled_from(LATIN), min_size=1, max_size=3), joint=st.sampled_from(["AND", "OR", " "])
)
def test_sqlite_finds_the_same(
    index: Index, sqlite: sqlite3.Connection, words: list[str], joint: str
) -> None:
    asked = f'"{" ".join(words)}"' if joint == " " else f" {joint} ".join(f'"{word}"' for word in words)
    expected = {row[0] for row in sqlite.execute("select id from texts where body match ?", (asked,))}
    phrases = tuple(Phrase(word) for word in words)
    tree: Query = Phrase(" ".join(words)) if joint == " " else And(phrases) if joint == "AND" else Or(phrases)
    found = index.search(Parsed(Field("text", tree)), limit=len(ENTRIES))
    assert {hit.id for hit in found.hits} == expected
    assert found.total == len(expected)


# --- real texts --------------------------------------------------------------------------------------


def test_real_letters_are_found_by_their_rarest_words(shared: Path, tmp_path: Path) -> None:
    """Every one of some hundred letters is found by a phrase out of its middle."""
    files = sorted((shared / "corpora" / "dafp-dev").rglob("*.md"))[:120]
    assert files
    bodies = {f"d{n}": file.read_text("utf-8") for n, file in enumerate(files)}
    index = Index.create(tmp_path / "index")
    with index.writer() as writer:
        for id, body in bodies.items():
            writer.put(Entry(id=id, title=id, body=body))
        writer.commit(1)
    for id, body in bodies.items():
        words = body.split()
        phrase = " ".join(words[len(words) // 2 :][:8])
        found = index.search(Parsed(Phrase(phrase)), limit=200)
        assert id in {hit.id for hit in found.hits}
        assert all(passage.marks for hit in found.hits for passage in hit.passages)
