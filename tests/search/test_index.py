"""The index: each feature on a handful of invented entries."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest
import tantivy

from fonds.errors import ArchiveBusy, ArchiveError, NotFound, UsageError
from fonds.search import schema
from fonds.search.entry import FACETS, Entry
from fonds.search.index import DEEPEST, SORTS, Filters, Found, Index
from fonds.search.query import Parsed, parse


def entry(
    id: str, body: str = "", *, title: str = "Untitled", date: str | None = None, **more: object
) -> Entry:
    given = {"earliest": date, "latest": date, "sort_date": date, "card": {"title": title}, **more}
    return Entry(id=id, title=title, body=body, **given)  # type: ignore[arg-type]


LOCKS = entry(
    "locks",
    "The armies of the union closed two locks. The U.S.S.R. was told.",
    title="Telegram from Roshchin about the locks",
    date="1950-05-13",
    senders=("Roshchin", "N.V. Roshchin"),
    recipients=("Stalin", "Filippov", "Сталин"),
    people=("Roshchin", "N.V. Roshchin", "Stalin", "Filippov", "Сталин"),
    places=("Beijing", "PEKING"),
    sources=("APRF, f. 45, op. 1, d. 331, l. 55",),
    record_ids=("110001",),
    added="2026-01-02T00:00:00Z",
    facets={
        "type": ("telegram",),
        "year": ("1950",),
        "classification": ("top secret",),
        "language": ("en",),
        "person": ("Roshchin", "Stalin"),
        "place": ("Beijing",),
        "archive": ("APRF",),
        "collection": ("Strait",),
    },
)
TALKS = entry(
    "talks",
    "Gromyko’s deputy met Satō. The air force was not named.",
    title="Conversation on the Sino-Soviet border",
    date="1951-02-03",
    senders=("Mao Zedong",),
    people=("Mao Zedong", "毛泽东", "Stalin"),
    added="2026-01-03T00:00:00Z",
    other_texts=(("zh", "苏联大使到会。"),),
    facets={
        "type": ("memorandum of conversation",),
        "year": ("1951",),
        "classification": ("secret",),
        "language": ("en", "zh-Hans"),
        "person": ("Mao Zedong", "Stalin"),
        "archive": ("APRF",),
    },
)
NOTE = entry(
    "note",
    "苏联的联大会议与大使馆。Ноту советского правительства передал посол. 김일성은 떠났다.",
    title="A note in three scripts",
    added="2026-01-01T00:00:00Z",
    facets={"type": ("note",), "language": ("zh-Hant", "ru", "ko")},
)
THREE = (LOCKS, TALKS, NOTE)


def ids(index: Index, query: str, filters: Filters | None = None, sort: str = "relevance") -> list[str]:
    found = index.search(parse(query), filters, sort=sort)
    assert found.total == len(found.hits)
    return [hit.id for hit in found.hits]


@pytest.fixture
def index(indexed) -> Index:  # type: ignore[no-untyped-def]
    made: Index = indexed(*THREE)
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"locks", "talks", "note"}),
        ("army", {"locks"}),
        ("ARMIES union", {"locks"}),
        ("army gromyko", set()),
        ("army OR gromyko", {"locks", "talks"}),
        ("-army", {"talks", "note"}),
        ("stalin -army", {"talks"}),
        ("NOT (army OR gromyko)", {"note"}),
        ("army OR NOT stalin", {"locks", "note"}),
        ('"two locks"', {"locks"}),
        ('"locks two"', set()),
        ('"army"', set()),
        ('"air force"', {"talks"}),
        ("air-force", {"talks"}),
        ('"sino soviet"', {"talks"}),
        ("USSR", {"locks"}),
        ("U.S.S.R.", {"locks"}),
        ("gromyko", {"talks"}),
        ("Gromyko’s", {"talks"}),
        ("Sato", {"talks"}),
        ("SATŌ", {"talks"}),
        ("gro*", {"talks"}),
        ("ro*", {"locks"}),
        ("армия", set()),
        ("нота правительство", {"note"}),
        ("советское", {"note"}),
        ("сталин", {"locks"}),
        ("苏联", {"talks", "note"}),
        ("苏联大使", {"talks"}),
        ('"苏联大使"', {"talks"}),
        ("大使馆", {"note"}),
        ("馆", {"note"}),
        ("使", {"talks", "note"}),
        ("苏*", {"talks", "note"}),
        ("毛泽东", {"talks"}),
        ("김일성", {"note"}),
        ("title:locks", {"locks"}),
        ("title:army", set()),
        ("text:armies", {"locks"}),
        ("text:roshchin", set()),
        ("from:roshchin", {"locks"}),
        ('from:"N.V. Roshchin"', {"locks"}),
        ("to:filippov", {"locks"}),
        ("from:stalin", set()),
        ("person:stalin", {"locks", "talks"}),
        ("person:(roshchin OR mao)", {"locks", "talks"}),
        ("person:(stalin -mao)", {"locks"}),
        ("place:peking", {"locks"}),
        ('source:"d. 331"', {"locks"}),
        ("archive:aprf", {"locks", "talks"}),
        ("collection:strait", {"locks"}),
        ("id:locks", {"locks"}),
        ("id:110001", {"locks"}),
        ("110001", {"locks"}),
        ("type:telegram", {"locks"}),
        ("type:memorandum", set()),
        ("type:memo*", {"talks"}),
        ('type:"memorandum of conv*"', set()),
        ('type:"Memorandum of Conversation"', {"talks"}),
        ("class:secret", {"talks"}),
        ('class:"top secret"', {"locks"}),
        ("lang:zh", {"talks", "note"}),
        ("lang:zh-hant", {"note"}),
        ("lang:Russian", {"note"}),
        ("1950..1950", {"locks"}),
        ("1950..", {"locks", "talks"}),
        ("after:1950-05", {"talks"}),
        ("before:1951", {"locks"}),
        ("on:1950-05-13", {"locks"}),
        ("-1950..1953", {"note"}),
        ("telegram) AND (", {"locks"}),
    ],
)
def test_queries(index: Index, query: str, expected: set[str]) -> None:
    assert set(ids(index, query)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("zzz' OR 1=1 --", set()),
        ("title:[a TO z]", set()),
        ("body:/.*/", set()),
        ("/lo.*/", set()),
        ("lo.*ks", set()),
        ("locks~2", {"locks"}),
        ("+locks^99", {"locks"}),
        ("key:record", set()),
        ("<blink>", set()),
    ],
)
def test_no_syntax_of_the_engine_gets_through(index: Index, query: str, expected: set[str]) -> None:
    assert set(ids(index, query)) == expected


def test_a_hit_has_its_card_and_marked_passages(index: Index) -> None:
    (hit,) = index.search(parse("armies")).hits
    assert hit.card == {"title": "Telegram from Roshchin about the locks"}
    (passage,) = hit.passages
    assert [passage.text[a:b] for a, b in passage.marks] == ["armies"]
    assert LOCKS.body.startswith(passage.text)
    (hit,) = index.search(parse("苏联大使")).hits
    assert [(p.language, p.text, p.marks) for p in hit.passages] == [("zh", "苏联大使到会。", ((0, 4),))]
    assert index.search(parse("armies"), passages=0).hits[0].passages == ()


def test_a_title_weighs_more_than_the_text(indexed) -> None:  # type: ignore[no-untyped-def]
    text = entry("text", "The locks at the bridge.", title="A letter")
    title = entry("title", "Nothing else.", title="The locks")
    assert ids(indexed(text, title), "locks") == ["title", "text"]


def test_words_side_by_side_weigh_more(indexed) -> None:  # type: ignore[no-untyped-def]
    apart = entry("apart", "The force of the air on the bridge was great. " + "More words. " * 9)
    together = entry("together", "On the bridge was great the air force. " + "More words. " * 9)
    assert ids(indexed(apart, together), "air force") == ["together", "apart"]


# --- narrowing and sorting ---------------------------------------------------------------------------


def test_facets_count_what_was_found(index: Index) -> None:
    found = index.search(parse("stalin"))
    assert found.total == 2
    assert found.facets["person"] == (("Stalin", 2), ("Mao Zedong", 1), ("Roshchin", 1))
    assert dict(found.facets["type"]) == {"telegram": 1, "memorandum of conversation": 1}
    assert dict(found.facets["language"]) == {"en": 2, "zh-Hans": 1}
    assert found.facets["collection"] == (("Strait", 1),)
    assert found.years == ((1950, 1), (1951, 1))


def test_values_of_a_facet_are_alternatives_and_facets_narrow_each_other(index: Index) -> None:
    both = Filters({"type": ("telegram", "note")})
    assert set(ids(index, "", both)) == {"locks", "note"}
    assert ids(index, "", Filters({"type": ("telegram", "note"), "person": ("Stalin",)})) == ["locks"]
    assert set(ids(index, "", Filters({"person": ("Mao Zedong", "Roshchin")}))) == {"locks", "talks"}
    assert ids(index, "", Filters({"person": ("Mao Zedong", "Roshchin")}, every=True)) == []
    assert ids(index, "", Filters({"person": ("Mao Zedong", "Stalin")}, every=True)) == ["talks"]
    assert set(ids(index, "", Filters({"type": ()}))) == {"locks", "talks", "note"}


def test_a_facet_is_counted_under_the_other_filters_only(index: Index) -> None:
    found = index.search(parse(""), Filters({"type": ("telegram",), "person": ("Stalin",)}))
    assert found.total == 1
    assert dict(found.facets["type"]) == {"telegram": 1, "memorandum of conversation": 1}
    assert dict(found.facets["person"]) == {"Stalin": 1, "Roshchin": 1}
    assert dict(found.facets["archive"]) == {"APRF": 1}
    every = index.search(parse(""), Filters({"type": ("telegram",)}, every=True))
    assert dict(every.facets["type"]) == {"telegram": 1}


def test_filters_by_date_and_year(index: Index) -> None:
    assert ids(index, "", Filters(earliest="1951-01-01")) == ["talks"]
    assert ids(index, "", Filters(latest="1950-12-31")) == ["locks"]
    assert ids(index, "", Filters(earliest="1950-05-13", latest="1950-05-13")) == ["locks"]
    assert ids(index, "", Filters({"year": ("1950",)})) == ["locks"]
    assert set(ids(index, "", Filters({"year": ("1950..1953",)}))) == {"locks", "talks"}
    assert ids(index, "", Filters({"year": ("1951..",)})) == ["talks"]
    assert index.search(parse(""), Filters({"year": ("1950",)})).years == ((1950, 1), (1951, 1))


def test_an_uncertain_date_is_found_wherever_it_may_lie(indexed) -> None:  # type: ignore[no-untyped-def]
    index = indexed(entry("may", earliest="1950-05-01", latest="1951-05-31"), entry("undated"))
    for query in ("1950", "1951-05", "1950-12..1951-01"):
        assert ids(index, f"date:{query}") == ["may"]
    for query in ("date:1949", "after:1951-05", "before:1950-05"):
        assert ids(index, query) == []


def test_sorting(index: Index) -> None:
    assert ids(index, "", sort="date") == ["locks", "talks", "note"]
    assert ids(index, "", sort="-date") == ["talks", "locks", "note"]
    assert ids(index, "", sort="added") == ["note", "locks", "talks"]
    assert ids(index, "", sort="-added") == ["talks", "locks", "note"]


def test_pages_of_hits(indexed) -> None:  # type: ignore[no-untyped-def]
    index = indexed(*(entry(f"d{n:02}", "lock", date=f"19{n:02}-01-01") for n in range(25)))
    pages = [index.search(parse("lock"), sort="date", offset=offset) for offset in (0, 10, 20, 30)]
    assert [page.total for page in pages] == [25] * 4
    assert [hit.id for page in pages for hit in page.hits] == [f"d{n:02}" for n in range(25)]
    none = index.search(parse("lock"), limit=0)
    assert (none.total, none.hits) == (25, ())


def test_all_hits_come_in_the_order_of_the_pages_however_many(indexed) -> None:  # type: ignore[no-untyped-def]
    many = DEEPEST + 500
    index = indexed(
        *(entry(f"d{n:05}", "lock " * (n % 7 + 1), date=f"19{n % 90 + 10}-01-01") for n in range(many)),
        entry("other", "bridge"),
    )
    for sort in SORTS:
        total, found = index.every(parse("lock"), sort=sort)
        listed = list(found)
        assert (total, len(listed), len(set(listed))) == (many, many, many)
        for at in (0, DEEPEST - 10):
            page = index.search(parse("lock"), sort=sort, offset=at, passages=0)
            assert [hit.id for hit in page.hits] == listed[at : at + 10]
    none, nothing = index.every(parse("bridge"), Filters({"year": ("1800",)}))
    assert (none, list(nothing)) == (0, [])
    with pytest.raises(UsageError):
        index.every(parse("lock"), sort="size")


@pytest.mark.parametrize("sort", ["", "title", "-relevance"])
def test_an_unknown_order_is_refused(index: Index, sort: str) -> None:
    with pytest.raises(UsageError, match="cannot be sorted"):
        index.search(Parsed(), sort=sort)
    assert sort not in SORTS


def test_unknown_facets_and_impossible_pages_are_refused(index: Index) -> None:
    with pytest.raises(UsageError, match="no facet 'color'"):
        index.search(Parsed(), Filters({"color": ("red",)}))
    for offset, limit in ((-1, 10), (0, -1), (10_000, 10)):
        with pytest.raises(UsageError, match="narrow"):
            index.search(Parsed(), offset=offset, limit=limit)


def test_the_number_of_values_is_bounded(indexed) -> None:  # type: ignore[no-untyped-def]
    people = tuple(f"Person {n:03}" for n in range(80))
    found = indexed(entry("a", facets={"person": people})).search(Parsed(), facet_size=5)
    assert len(found.facets["person"]) == 5


# --- completing, mending, comparing ------------------------------------------------------------------


def test_suggestions_are_names_by_any_of_their_words_and_then_words(index: Index) -> None:
    assert [(s.text, s.kind, s.count) for s in index.suggest("sta")] == [("Stalin", "person", 2)]
    assert index.suggest("ZED")[0].text == "Mao Zedong"
    assert index.suggest("mao zed")[0].text == "Mao Zedong"
    assert index.suggest("bei")[0].kind == "place"
    assert [(s.text, s.kind) for s in index.suggest("loc")] == [("locks", "word")]
    assert index.suggest("") == index.suggest("?!") == ()
    assert len(index.suggest("s", limit=2)) == 2


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("gromkyo", "gromyko"),
        ("Roshcin locks", "roshchin locks"),
        ("lokcs", "locks"),
        ("locks", None),
        ("qqqqqq", None),
        ('"gromkyo"', None),
        ("", None),
    ],
)
def test_nearest_spelling(index: Index, typed: str, spelled: str | None) -> None:
    assert index.spelling(parse(typed)) == spelled


def test_similar_documents_share_telling_words(indexed) -> None:  # type: ignore[no-untyped-def]
    others = [entry(f"x{n}", f"Other matter number {n}: grain, rails and coal.") for n in range(20)]
    index = indexed(
        entry("a", "The Kniazhin locks were closed by Ostashev."),
        entry("b", "Ostashev left Kniazhin."),
        *others,
    )
    (similar,) = index.more_like("a")
    assert similar.id == "b"
    assert set(similar.words) == {"Kniazhin", "Ostashev"}
    assert index.more_like("a", limit=0) == ()
    with pytest.raises(NotFound, match="zzz"):
        index.more_like("zzz")


# --- writing -----------------------------------------------------------------------------------------


def test_putting_again_replaces_and_removing_removes(index: Index) -> None:
    with index.writer() as writer:
        writer.put(entry("locks", "Now about bridges."))
        writer.remove("note")
        writer.remove("never there")
        writer.commit(2)
    assert index.ids() == {"locks", "talks"}
    assert index.count() == 2
    assert ids(index, "bridge") == ["locks"]
    assert ids(index, "armies") == []
    assert index.sequence() == 2


def test_nothing_is_kept_before_the_commit(index: Index) -> None:
    with index.writer() as writer:
        writer.put(entry("new", "bridges"))
        assert ids(index, "bridges") == []
    assert index.ids() == {"locks", "talks", "note"}
    with index.writer() as writer:
        writer.clear()
        writer.commit(9)
    assert (index.count(), index.ids(), index.sequence()) == (0, frozenset(), 9)
    assert index.search(Parsed()) == Found(0, (), dict.fromkeys(FACETS, ()), ())


def test_a_commit_is_seen_by_every_open_index(index: Index, tmp_path: Path) -> None:
    other = Index.open(tmp_path / "index")
    assert other.sequence() == 1
    with index.writer() as writer:
        writer.put(entry("new", "bridges"))
        writer.commit(5)
    assert other.sequence() == 5
    assert ids(other, "bridges") == ["new"]


def test_a_new_index_is_empty(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "a" / "index")
    assert (index.count(), index.sequence(), index.ids()) == (0, 0, frozenset())
    assert index.search(parse("word")).total == 0


def test_one_writer_at_a_time(index: Index, tmp_path: Path) -> None:
    with index.writer():
        for other in (index, Index.open(tmp_path / "index")):
            with pytest.raises(ArchiveBusy, match="another process"):
                other.writer()
        with pytest.raises(ArchiveBusy):
            Index.create(tmp_path / "index")
    with index.writer() as writer:
        writer.commit(3)
    assert index.sequence() == 3


def test_a_writer_that_fails_lets_go_of_the_lock(index: Index) -> None:
    def fail() -> None:
        with index.writer() as writer:
            writer.put(entry("half", "half"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with index.writer() as writer:
        writer.commit(4)
    assert "half" not in index.ids()


def test_no_index_another_version_and_damage_are_told_apart(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "index"
    with pytest.raises(NotFound, match="fonds rebuild"):
        Index.open(path)
    Index.create(path)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "FORMAT", schema.FORMAT + 1)
        with pytest.raises(ArchiveError, match="another version: run `fonds rebuild`"):
            Index.open(path)
        Index.create(path)
        Index.open(path)
    meta = path / "meta.json"
    meta.write_bytes(meta.read_bytes()[:40])
    with pytest.raises(ArchiveError, match="damaged: run `fonds rebuild`"):
        Index.open(path)
    assert Index.create(path).count() == 0


def test_a_folder_of_other_things_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(ArchiveError, match="no search index"):
        Index.create(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_bad_characters_do_no_harm(indexed) -> None:  # type: ignore[no-untyped-def]
    index = indexed(
        entry(
            "odd",
            "half \ud800 character, NUL \x00 and <script>",
            title="\udfff\x1f",
            facets={"person": ("A\ud800", "B\x1fC", "D" * 2000), "language": ("\ud800",)},
            people=("\ud800", "N" * 100_000),
            card={"title": "\ud800"},
        )
    )
    assert ids(index, "half character") == ["odd"]
    found = index.search(Parsed())
    assert ("A?", 1) in found.facets["person"]
    json.dumps([found.hits[0].card, found.facets["person"]], ensure_ascii=False).encode()
    assert index.suggest("b")[0].text == "B\x1fC"


def test_many_completions_are_all_counted(indexed) -> None:  # type: ignore[no-untyped-def]
    index = indexed(*(entry(f"d{n}", f"gov{n} {'x' if n % 2 else 'y'}") for n in range(150)))
    assert index.search(parse("gov*")).total == 150
    assert index.search(parse("gov* x")).total == 75
    assert index.search(parse("text:gov1*")).total == 61


def test_reading_while_writing(index: Index) -> None:
    stop = threading.Event()
    wrong: list[object] = []

    def read() -> None:
        while not stop.is_set():
            found = index.search(parse("lock"))
            if found.total != len(found.hits) or found.total < 1:
                wrong.append(found)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    with index.writer() as writer:
        for n in range(8):
            writer.put(entry(f"w{n}", "lock"))
            writer.commit(n)
    stop.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert index.search(parse("lock")).total == 9


KILLED = """
import sys
from pathlib import Path
from fonds.search.entry import FACETS, Entry
from fonds.search.index import Index

index = Index.open(Path(sys.argv[1]))
start = index.sequence()
with index.writer() as writer:
    for n in range(start + 1, start + 100_000):
        writer.put(Entry(id=f"d{n}", title="Lock", body=f"word{n}"))
        if n % 2:
            writer.remove(f"d{n - 3}")
        writer.commit(n)
        print(n, flush=True)
"""


def test_killed_while_writing_the_index_stands_at_a_commit(tmp_path: Path) -> None:
    path = tmp_path / "index"
    Index.create(path)
    for round_ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(KILLED), str(path)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            for _ in range(3 + 2 * round_):
                said = int(process.stdout.readline())
            time.sleep(0.003 * round_)
            os.kill(process.pid, signal.SIGKILL)
        index = Index.open(path)
        last = index.sequence()
        assert last >= said
        # Every odd number n took out n - 3, except where a new process had just begun.
        assert index.ids() == {f"d{n}" for n in range(1, last + 1)} - {
            f"d{n - 3}" for n in range(1, last + 1) if n % 2
        }


def test_small_segments_are_gathered_into_one(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "index")
    for n in range(5):  # a segment each
        with index.writer() as writer:
            writer.put(entry(f"paper{n}", "the bridge at Merrin", facets={"type": ("letter",)}))
            writer.commit(n)
    before = index.search(parse("bridge"))
    with index.writer() as writer:
        writer.gather()
    after = index.search(parse("bridge"))
    assert (after.total, after.facets) == (before.total, before.facets)
    assert {hit.id for hit in after.hits} == {f"paper{n}" for n in range(5)}
    assert (index.count(), index.sequence()) == (5, 4)
    assert tantivy.Index.open(str(tmp_path / "index")).searcher().num_segments == 1
    assert index.search(parse("NOT harbour")).total == 5


def test_a_total_alone_is_that_of_the_search(index: Index) -> None:
    for typed in ("bridge", "bridge OR harbour", "NOT bridge", ""):
        for filters in (Filters(), Filters(facets={"type": ("letter",)})):
            assert index.total(parse(typed), filters) == index.search(parse(typed), filters).total
