"""The words of a document as mark-up: nothing lost, nothing let through, everything nested."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.model import Evidence, Message, Note, Reference, Turn, When, Who
from fonds.services.views import Mention, RecordLink
from fonds.web import body
from fonds.web.body import Span

ALPHABET = "ab <>&\"'\nж中"


class Nesting(HTMLParser):
    """Fails where a tag closes that is not the innermost open one."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (tag == "a" and "a" in self.stack), "a link within a link"
        self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, f"</{tag}> closes nothing"
        assert self.stack.pop() == tag


def check(markup: str) -> None:
    parser = Nesting()
    parser.feed(markup)
    parser.close()
    assert parser.stack == []


def words_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, int, list[Span]]:
    text = draw(st.text(ALPHABET, max_size=40))
    offset = draw(st.integers(0, 9))
    spans = []
    for n in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, offset + len(text) + 5))
        end = draw(st.integers(start, offset + len(text) + 8))
        spans.append(Span(start, end, f'<mark id="e{n}">', "</mark>", "<mark>"))
    start = draw(st.integers(offset, offset + len(text)))
    end = draw(st.integers(start, offset + len(text)))
    spans.append(Span(start, end, '<a href="#x" id="x">', "</a>", '<a href="#x">', link=True))
    return text, offset, spans


@given(texts_with_spans())
def test_spans_keep_every_word_and_nest(case: tuple[str, int, list[Span]]) -> None:
    text, offset, spans = case
    markup = body.inline(text, offset, spans)
    assert words_of(markup) == text
    check(markup)
    ids = re.findall(r'id="(\w+)"', markup)
    assert len(ids) == len(set(ids))


@given(texts_with_spans())
def test_a_span_covers_exactly_its_words(case: tuple[str, int, list[Span]]) -> None:
    text, offset, spans = case
    span = spans[0]
    markup = body.inline(text, offset, [Span(span.start, span.end, "<b>", "</b>", "<b>")])
    inside = "".join(re.findall(r"<b>(.*?)</b>", markup, re.DOTALL))
    assert html.unescape(inside) == text[max(span.start - offset, 0) : max(span.end - offset, 0)]


def test_text_is_escaped(make_record) -> None:
    markup = body.words(make_record("<script>alert('x')</script>")).markup
    assert "<script" not in markup
    assert "&lt;script&gt;" in markup


def test_paragraphs_have_anchors(make_record) -> None:
    markup = body.words(make_record("One.", "Two.")).markup
    assert '<p id="p1"' in markup
    assert '<p id="p2"' in markup
    assert 'href="#p2"' in markup


M1 = Message("m1", "telegram", (Who("Venn"),), (Who("Orlo"),), start=0, end=200)
M2 = Message(
    "m2",
    "telegram",
    (Who("Sarn"),),
    (Who("Venn"),),
    parent="m1",
    sent=When("1951-03-02T03:00", "3:00, 2.3.51"),
)
M3 = Message("m3", "telegram", (Who("Venn"),), (Who("Sarn"),), parent="m2", in_reply_to="m2")


def test_a_forwarded_message_is_a_card_with_its_head_and_the_outermost_is_none(make_record) -> None:
    record = make_record(
        ("I forward:", "paragraph", "m1", None),
        ("To comrade Venn.", "head", "m2", None),
        ("The ferry is late.", "paragraph", "m2", None),
        ("He answered:", "paragraph", "m3", None),
        ("Nothing else.", "paragraph", "m1", None),
        messages=(M1, M2, M3),
    )
    markup = str(body.words(record).markup)
    check(markup)
    assert markup.count('class="message"') == 2
    assert 'id="m1"' in markup
    outer, card, inner = markup.split('<article class="message"')
    assert "I forward" in outer
    assert card.startswith(' id="m2"')
    assert "Sarn to Venn" in card
    assert "2 March 1951, 3:00" in card
    assert "To comrade Venn." in card
    assert inner.startswith(' id="m3"')
    assert 'answers <a href="#m2">Sarn to Venn</a>' in inner
    assert inner.index("</article>\n</article>") < inner.index("Nothing else.")


def test_a_message_that_goes_on_has_one_anchor(make_record) -> None:
    record = make_record(
        ("First.", "paragraph", "m2", None),
        ("Between.", "paragraph", "m1", None),
        ("Second.", "paragraph", "m2", None),
        messages=(M1, M2),
    )
    markup = str(body.words(record).markup)
    check(markup)
    assert markup.count('id="m2"') == 1
    assert "continued" in markup


def test_speakers_of_the_text_are_set_off_and_others_supplied(make_record) -> None:
    text = "[Venn:] The tide is in. (Orlo: It is not.) So be it."
    record = make_record(
        (text, "paragraph", None, 0),
        ("And again.", "paragraph", None, 2),
        turns=(
            Turn(Who("Venn", "Venn"), "The tide is in.", 8, 23),
            Turn(Who("Orlo", "Orlo"), "It is not.", 31, 41),
            Turn(Who("Venn", "Venn"), "So be it.", 54, 64),
        ),
    )
    markup = str(body.words(record).markup)
    assert '<span class="speaker">[Venn:]</span> The tide' in markup
    assert '<span class="speaker">(Orlo:</span> It is not.' in markup
    assert '<span class="speaker supplied">[Venn]</span> And again.' in markup


def test_a_note_is_linked_there_and_back(make_record) -> None:
    record = make_record("To Orlo.x/ At once.", notes=(Note("Pseudonym of Venn.", "x/"),))
    made = body.words(record)
    assert '<a class="noteref" href="#n1" role="doc-noteref" id="nr1">x/</a> At once.' in made.markup
    assert [(f.n, f.linked) for f in made.footnotes] == [(1, True)]


@pytest.mark.parametrize(
    ("text", "linked"),
    [("the minister of trade2 and others", True), ("in the year 2 and 1952", False), ("m2o", False)],
)
def test_a_bare_number_is_a_marker_only_behind_a_word(make_record, text: str, linked: bool) -> None:
    made = body.words(make_record(text, notes=(Note("Mr. Orsei.", "2"),)))
    assert made.footnotes[0].linked is linked


def test_the_marker_that_the_reader_found_is_taken(make_record) -> None:
    record = make_record(
        "A 1 and a 1.",
        notes=(Note("The second.", "1"),),
        evidence=(Evidence("/notes/0/marker", 10, 11, "notes/marker", 0.9),),
    )
    assert 'A 1 and a <a class="noteref"' in body.words(record).markup


def test_notes_of_one_marker_have_a_place_each_while_there_are_places(make_record) -> None:
    notes = (Note("Of the ferry.", "[1]"), Note("Of the lock.", "[1]"), Note("Of the tide.", "[1]"))
    evidence = tuple(Evidence(f"/notes/{n}/marker", 9, 12, "notes/marker", 0.9) for n in range(2))
    made = body.words(
        make_record("The ferry[1] waits for the lock[1] to open.", notes=notes, evidence=evidence)
    )
    assert [footnote.linked for footnote in made.footnotes] == [True, True, False]
    assert re.findall(r'id="(nr\d)"', made.markup) == ["nr1", "nr2"]


@pytest.mark.parametrize("marker", ["31", "June", "June 4", "telegram of June 4"])
def test_a_marker_within_a_mention_stays_a_link(make_record, marker: str) -> None:
    text = "See telegram of June 4 and wait."
    at = text.index(marker) if marker in text else 22
    text = text if marker in text else f"{text[:at]}{marker}{text[at:]}"
    start, end = 4, max(22, at + len(marker))
    record = make_record(
        text,
        notes=(Note("Not printed.", marker),),
        evidence=(Evidence("/notes/0/marker", at, at + len(marker), "notes/marker", 0.9),),
        references=(Reference(text[start:end], start, end),),
    )
    mention = Mention(0, record.document.references[0], "missing", missing_key="b1wfs30st")
    made = body.words(replace(record, mentions=(mention,)))
    check(str(made.markup))
    assert words_of(str(made.paragraphs[0])) == f"1{text}\n"
    assert [footnote.linked for footnote in made.footnotes] == [True]
    assert 'id="nr1"' in made.markup
    pieces = re.findall(r'<a class="mention missing"[^>]*>([^<]*)', made.markup)
    assert " ".join(pieces).split() == text[start:end].replace(marker, " ", 1).split()


def test_mentions_lead_to_what_they_mean(make_record) -> None:
    text = "See my telegram, your letter and the note."
    spots = [(4, 15), (17, 28), (33, 41)]
    references = tuple(Reference(text[a:b], a, b) for a, b in spots)
    states = (
        {"message": "m1"},
        {"record": RecordLink("k0bmck6d8", "Letter <to> Orlo", "letter", "1951")},
        {"missing_key": "abc"},
    )
    mentions = tuple(
        Mention(n, reference, "resolved", **state)
        for n, (reference, state) in enumerate(zip(references, states, strict=True))
    )
    markup = str(body.words(make_record(text, references=references, mentions=mentions)).markup)
    check(markup)
    assert 'href="#m1" title="In this document">my telegram</a>' in markup
    assert 'href="/d/k0bmck6d8" title="Letter &lt;to&gt; Orlo (1951)">your letter</a>' in markup
    assert 'href="/missing/abc"' in markup


def test_overlapping_links_leave_the_first(make_record) -> None:
    references = (Reference("a b", 0, 3), Reference("b c", 2, 5))
    mentions = tuple(Mention(n, r, "missing", missing_key="k") for n, r in enumerate(references))
    markup = str(body.words(make_record("a b c", references=references, mentions=mentions)).markup)
    check(markup)
    assert markup.count('class="mention') == 1


def test_lines_of_an_address_stay_and_wrapped_prose_flows(make_record) -> None:
    prose = ("word " * 14).strip()
    markup = str(body.words(make_record("To\nOrlo", f"{prose}\n{prose}")).markup)
    assert 'id="p1" class="paragraph lines"' in markup
    assert 'id="p2" class="paragraph"' in markup


def test_parallel_texts_have_anchors_of_their_own() -> None:
    markup = "".join(body.plain("Один <раз>.\n\nДва.", "ru-p"))
    assert '<p id="ru-p1"' in markup
    assert "&lt;раз&gt;" in markup
    assert markup.count("<p ") == 2


def test_paragraphs_stand_beside_each_other_where_there_are_as_many(make_record) -> None:
    from fonds.model import ParallelText
    from fonds.web.document import _pairs

    made = body.words(make_record("One.", "Two."))
    pairs = _pairs(made, ParallelText("ru", "Один.\n\nДва."))
    assert [("One." in left, "Один." in right) for left, right in pairs] == [(True, True), (False, False)]
    assert _pairs(made, ParallelText("ru", "Один.")) == []
    assert _pairs(made, None) == []
