"""What the benchmarks rest on: queries that mean the same to every engine, and answers that are counted fairly."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import pytest
from benchmarks.cache import TOLD, Cache
from benchmarks.large import changed
from benchmarks.peers import basex, datasette, postgresql
from benchmarks.peers.answer import Answer, clean, period
from benchmarks.peers.engine import Engine, take_turns
from benchmarks.peers.totals import differences
from benchmarks.vocabulary import Asked, Vocabulary

from fonds.search.entry import FACETS, Entry

WORD, BOTH = Asked("treaty"), Asked("treaty AND harbour")
PHRASE, PREFIX = Asked('"harbour dues"'), Asked("harb*")
NARROWED = Asked("treaty", {"year": ("1950..1953",), "type": ("letter",), "place": ("Port O'Ismara",)})
ENTRY = Entry("a1", "Harbour dues", body="The harbour dues of Ismara were raised in Ostrava's time.")


@pytest.mark.parametrize(
    ("asked", "fts5", "tsquery", "xquery"),
    [
        (WORD, '"treaty"', "treaty", '("treaty"), map { "mode": "all" }'),
        (BOTH, '"treaty" "harbour"', "treaty & harbour", '("treaty", "harbour"), map { "mode": "all" }'),
        (PHRASE, '"harbour dues"', "harbour dues", '("harbour", "dues"), map { "mode": "phrase" }'),
        (PREFIX, '"harb" *', "harb:*", '("harb.*"), map { "wildcards": true() }'),
    ],
)
def test_a_query_means_the_same_to_each_engine(asked: Asked, fts5: str, tsquery: str, xquery: str) -> None:
    assert dict(datasette._table(asked))["_search"] == fts5
    assert postgresql._where(asked)[1]["asked"] == tsquery
    assert xquery in basex._query(asked)


def test_filters_reach_each_engine() -> None:
    assert period(NARROWED) == (1950, 1953)
    table = dict(datasette._table(NARROWED))
    assert (table["first_year__lte"], table["last_year__gte"]) == (1953, 1950)
    assert (table["type"], table["place__arraycontains"]) == ("letter", "Port O'Ismara")
    where, values = postgresql._where(NARROWED)
    assert set(re.findall(r"%\((\w+)\)s", where)) == set(values)
    assert "[first <= 1953 and last >= 1950]" in basex._query(NARROWED)
    assert '[../../teiHeader/place = "Port O\'Ismara"]' in basex._query(NARROWED)


def test_each_engine_is_asked_for_every_facet() -> None:
    for query in (postgresql._counts("true"), basex._query(WORD), str(datasette._table(WORD))):
        assert all(name in query for name in FACETS)


def test_queries_are_the_same_each_time() -> None:
    texts = [
        f"harbour dues of the port of ismara were raised again by {letter * 5} " * 5 for letter in "abcdefghi"
    ]
    one, other = (Vocabulary(texts).kinds(4, ["Ismara"]) for _ in range(2))
    assert one == other
    assert all(len(queries) == 4 for queries in one.values())


def test_a_phrase_stands_in_a_text() -> None:
    text = (
        "The dues of the harbour were raised; the harbour master of Ismara wrote to the port office again. "
        * 2
    )
    for asked in islice(Vocabulary([text]).phrases(), 20):
        assert asked.text.strip('"') in re.sub(r"\W+", " ", text.lower())


def test_another_copy_has_other_words_and_another_id() -> None:
    copies = [changed(ENTRY, copy) for copy in range(30)]
    assert copies[0] is ENTRY
    assert len({copy.id for copy in copies}) == 30
    assert len({copy.body for copy in copies}) > 10
    assert changed(ENTRY, 7) == copies[7]


def test_a_folder_left_half_made_is_made_again(tmp_path: Path) -> None:
    cache, made = Cache(tmp_path), []

    def make(folder: Path) -> dict[str, float]:
        made.append(sorted(path.name for path in folder.iterdir()))
        (folder / "part").touch()
        return {"seconds": 1.0}

    cache.made("x", make)
    assert cache.made("x", make).told == {"seconds": 1.0}
    (tmp_path / "x" / TOLD).unlink()
    cache.made("x", make)
    assert made == [[], []]


def test_an_engine_that_fails_is_asked_no_more() -> None:
    def fail(asked: Asked) -> Answer:
        raise RuntimeError("out of memory")

    good, bad = Engine("good", lambda asked: Answer(1, 1, 8)), Engine("bad", fail)
    for _ in range(2):
        take_turns((good, bad), {"one": [WORD, BOTH]})
    assert "out of memory" in bad.gone
    assert not bad.times
    assert [len(times) for times in good.times["one"]] == [2, 2]


def test_differing_totals_are_told() -> None:
    own = [Answer(3, 3, 8), Answer(20, 10, 8)]
    (told,) = differences("Other", ["a", "a"], [Answer(3, 3, 8), Answer(21, 10, 8)], own)
    assert told == "Totals, Other: a 1 of 2 the same (24 together, Fonds 23)."
    short, _ = differences("Other", ["a", "a"], [Answer(3, 3, 8), Answer(20, 10, 7)], own)
    assert "1 of 2" in short


def test_what_other_programs_refuse_is_taken_out() -> None:
    assert clean("a\0b\x1fc\ud800d\n") == "a b c d\n"
