"""What a document tells the derived tables."""

from __future__ import annotations

import pickle

import pytest
from maximal import MAXIMAL

from fonds.model import Alias, Document, Message, Original, Reference, Source, When, Where, Who
from fonds.store.facts import facts_of, holding_of, moment_of, number_key, sort_key


def document(**values: object) -> Document:
    given: dict[str, object] = {"date": None, "title": "A paper", "type": "other", "text": "Text."}
    return Document(id="b1wfs30st", original=Original("a.txt", "0" * 64, "text/plain"), **(given | values))  # type: ignore[arg-type]


def test_every_part_of_a_document_leaves_a_row() -> None:
    facts = facts_of(MAXIMAL)
    for name in (
        "names",
        "places",
        "forms",
        "parts",
        "located",
        "sources",
        "messages",
        "references",
        "problems",
        "subjects",
    ):
        assert getattr(facts, name), name


def test_facts_cross_from_process_to_process() -> None:
    facts = facts_of(MAXIMAL)
    assert pickle.loads(pickle.dumps(facts)) == facts


def test_a_pseudonym_is_an_alias_of_the_person_meant() -> None:
    facts = facts_of(document(aliases=(Alias("Lantern", "Demin"),)))
    assert ("lantern", "Lantern", "alias", "demin") in facts.forms
    assert [(key, part) for key, part, *_ in facts.parts] == [("demin", "mentioned")]


def test_the_documents_own_message_is_as_old_as_the_document() -> None:
    day = When("1931-05-01", "1 May", "1931-05-01", "1931-05-01")
    inner = Message("m2", "telegram", parent="m1")
    facts = facts_of(document(date=day, messages=(Message("m1", "telegram"), inner)))
    assert [row["earliest"] for row in facts.messages] == ["1931-05-01", None]


def test_an_editors_note_is_of_the_day_that_it_tells_of_first() -> None:
    text = "On May 7, 1931, the Harbour Board adopted the plan; on May 9 it was printed."
    rows = facts_of(document(type="editorial note", text=text)).messages
    assert [row["earliest"] for row in rows] == ["1931-05-07"]
    assert [row["earliest"] for row in facts_of(document(type="report", text=text)).messages] == [None]


def test_a_mention_within_the_document_stays_there() -> None:
    inside = Reference("my telegram", 0, 4, state="resolved", resolves_to="m2")
    beyond = Reference("your letter", 5, 9, state="missing", number="No. 012", from_=(Who("Demin"),))
    rows = facts_of(document(references=(inside, beyond))).references
    assert [(row["inside"], row["state"], row["number"]) for row in rows] == [
        ("m2", "resolved", None),
        (None, "missing", "12"),
    ]
    assert rows[1]["senders"] == ["demin", "at:demin"]  # a person, or the post in a city of that name


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "moment"),
    [
        ("1952-07-18T12:15", "1952-07-18", "1952-07-18", "1952-07-18T12:15"),
        ("1952-07-18", "1952-07-18", "1952-07-18", "1952-07-18"),
        ("1952-07~", "1952-07-01", "1952-07-31", "1952-07-01"),
        ("../1952", None, "1952-12-31", "1952-12-31"),
        ("XXXX", None, None, None),
    ],
)
def test_place_in_time(edtf: str, earliest: str | None, latest: str | None, moment: str | None) -> None:
    assert moment_of(When(edtf, "as written", earliest, latest)) == moment


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("No. 21646", "21646"),
        ("№ 0084/sh", "84sh"),
        ("NR 12-A", "12a"),
        ("", None),
        (None, None),
        ("No.", None),
    ],
)
def test_keys_of_numbers(number: str | None, key: str | None) -> None:
    assert number_key(number) == key


def test_where_a_source_is_kept() -> None:
    held = holding_of(
        Source("GARF, f. 12", "archival", repository="GARF", fond="12", opis="3", delo="40", listy="7-9")
    )
    assert held is not None
    path, labels = held
    assert path.split("/")[1:] == ["fond-12", "opis-3", "delo-40"]
    assert [label for _, label in labels][1:] == ["f. 12", "op. 3", "d. 40"]
    assert holding_of(Source("A book", "published", title="A book")) is None
    alone = holding_of(Source("Some house", "archival", repository="Some house"))
    assert alone is not None
    assert len(alone[1]) == 1
    assert "/" not in alone[0]


def test_order_of_the_alphabet() -> None:
    assert sorted(["Zeno", "Émile", "“Adam”", "[Boris]"], key=sort_key) == [
        "“Adam”",
        "[Boris]",
        "Émile",
        "Zeno",
    ]


def test_nothing_is_too_long_for_an_index() -> None:
    """A value of thousands of signs, four bytes each, is no name; yet PostgreSQL's indexes must not refuse it."""
    long = "".join(chr(0x20000 + n * 7919 % 40000) for n in range(3000))
    facts = facts_of(
        document(
            subjects=(long,),
            places=(Where(long),),
            people=(Who(long),),
            addresses=(f"/{long}",),
            messages=(Message("m1", "telegram", number=long, from_=(Who(long),), origin=Where(long)),),
            references=(Reference(long, 0, 4, number=long),),
            sources=(Source(long, kind="archival", repository="Archive", fond=long),),
        )
    )
    looked_up = [*facts.names, *facts.places, *facts.subjects, *facts.addresses]
    looked_up += [sort_key(form) for form, _ in facts.names.values()]
    looked_up += [row["number"] or "" for row in (*facts.messages, *facts.references)]
    looked_up += [row["path"] for row in facts.sources]
    assert len(looked_up) >= 7
    assert max(len(value.encode()) for value in looked_up) <= 2600
