"""The panel's facts and the words they rest on."""

from __future__ import annotations

from fonds.model import Alias, Credit, Evidence, Mark, Message, When, Where, Who
from fonds.web import body, facts

TEXT = "From PEKING. To comrade Filippov [Stalin]. Secret."
MESSAGE = Message(
    "m1",
    "telegram",
    (Who("Roe"),),
    (Who("Stalin", "comrade Filippov [Stalin]"),),
    origin=Where("Beijing", "PEKING"),
    received=When(
        "1951-03-02T12:15", "12:15 2.3.51", timezone="Europe/Moscow", assumed="2 March, not 3 February"
    ),
    copies_to=(Who("Venn", copies=2), Who("Orlo", copies=1)),
)


def rows(record) -> dict[str, facts.Row]:
    return {row.label: row for group in facts.groups(record) for row in group.rows}


def test_facts_of_the_message_and_the_paper(make_record) -> None:
    record = make_record(
        TEXT,
        messages=(MESSAGE,),
        type="telegram",
        classification=(Mark("Secret", "secret"),),
        credits=(Credit("H. Lorne", "translator"),),
        collection="Papers/Letters",
    )
    found = rows(record)
    assert [fact.text for fact in found["Copies"].facts] == ["Venn (2)", "Orlo"]
    received = found["Received"].facts[0]
    assert received.text == "2 March 1951, 12:15"
    assert received.below == "time of Moscow; 2 March, not 3 February"
    assert received.href == "/dates/1951-03-02"
    assert found["From place"].facts[0].below == "written “PEKING”"
    assert found["Marked"].facts[0].href == "/search?classification=secret"
    assert found["Translated by"].facts[0].text == "H. Lorne"
    assert found["Collection"].facts[0].href == "/collections/Papers/Letters"


def test_an_absent_value_has_no_row(make_record) -> None:
    assert {"Sent", "Copies", "Declassified", "Rights", "Record ID"}.isdisjoint(rows(make_record("Text.")))


def test_evidence_is_marked_in_the_text_or_quoted_from_the_page(make_record) -> None:
    record = make_record(
        TEXT,
        messages=(MESSAGE,),
        page="Original classification: Secret",
        classification=(Mark("Secret", "secret"),),
        evidence=(
            Evidence("/messages/0/origin", 5, 11, "heads/from", 0.9),
            Evidence("/messages/0/to/0/name", 16, 41, "heads/to", 0.95),
            Evidence("/classification/0", len(TEXT) + 27, len(TEXT) + 33, "label/classification", 0.99),
        ),
    )
    view = facts.evidence(record, facts.all_facts(facts.groups(record)))
    origin, to, mark = (
        view.by_path[p] for p in ("/messages/0/origin", "/messages/0/to/0", "/classification/0")
    )
    assert [(r.quote, r.paragraph, r.percent) for r in origin] == [("PEKING", 1, 90)]
    assert to[0].quote == "comrade Filippov [Stalin]"
    assert mark[0].mark is None
    assert mark[0].quote == "Secret"
    assert view.by_path["/messages/0/from/0"] == []
    markup = str(body.words(record, view.marks).markup)
    assert f'data-e="{origin[0].mark}"' in markup
    assert ">PEKING</mark>" in markup
    assert markup.count("<mark") == 2


def test_inner_messages_have_groups_of_their_own(make_record) -> None:
    inner = Message("m2", "telegram", (Who("Orlo"),), (Who("Roe"),), parent="m1", in_reply_to="m1")
    groups = facts.groups(make_record("Text.", messages=(MESSAGE, inner)))
    assert [g.anchor for g in groups if g.anchor] == ["m2"]
    answers = next(row for g in groups if g.anchor for row in g.rows if row.label == "Answers")
    assert answers.facts[0].href == "#m1"


def test_an_explained_pseudonym_is_told(make_record) -> None:
    names = facts.names(make_record("Text.", aliases=(Alias("Filippov", "Stalin"),)))
    assert [f.text for g in names for r in g.rows for f in r.facts] == ["Filippov is Stalin"]
