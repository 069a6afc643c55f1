"""TEI: what is written is read back; what is said in it where an editor looks for it."""

import io
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from exporters.papers import ARCHIVE, PAPERS, TELEGRAM, address, when
from exporters.test_outside_readers import papers
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from maximal import MAXIMAL, READING

from fonds.exporters import by_name, tei, tei_parts
from fonds.extract.reader import read_draft
from fonds.importers import drafts, importer_for
from fonds.importers.tei_edition import Tei
from fonds.model import Document, Draft, Message, Original, Paragraph, When
from fonds.services.reading import documents, load
from fonds.services.sources import Source as File
from fonds.services.sources import find

T = {"t": tei.NAMESPACE}


def written(document: Document, reading: str | None = None) -> etree._Element:
    text = by_name("tei").encode(document, address(document.id), ARCHIVE, reading)
    return etree.fromstring(text.encode(), etree.XMLParser(huge_tree=True))


def back(document: Document, reading: str | None = None) -> Draft:
    data = by_name("tei").encode(document, address(document.id), ARCHIVE, reading).encode()
    assert importer_for(data, "paper.xml").name == "tei"
    (draft,) = drafts(data, Original("paper.xml", "0" * 64, "application/tei+xml"))
    return draft


def carried(value: Any, own: set[str] = frozenset()) -> Any:  # type: ignore[assignment]
    """A part without what TEI is told not to carry and without places, which are looked at by themselves."""
    if isinstance(value, tuple):
        return tuple(carried(item, own) for item in value)
    if isinstance(value, Paragraph):
        return value.kind
    if is_dataclass(value) and not isinstance(value, type):
        return tuple(
            (f.name, carried(getattr(value, f.name), own))
            for f in fields(value)
            if f.name not in ("start", "end", "evidence", "problems")
        )
    return value or None


def unlinked(document: Document) -> Document:
    """Without what other documents are needed to know."""
    own = {message.id for message in document.messages}
    return replace(
        document,
        references=tuple(
            r
            if r.resolves_to in own or (r.resolves_to is None and own.issuperset(r.candidates))
            else replace(r, resolves_to=None, candidates=(), state="unresolved")
            for r in document.references
        ),
    )


def spans(document: Document, reading: str) -> list[str]:
    parts = (*document.messages, *document.turns, *document.references, *document.aliases)
    return [" ".join(reading[p.start : p.end].split()) if p.start >= 0 else "" for p in parts]


def test_the_maximal_paper_comes_back() -> None:
    draft = back(MAXIMAL, READING)
    assert draft.document is not None
    assert carried(draft.document) == carried(MAXIMAL)
    assert spans(draft.document, draft.reading) == spans(MAXIMAL, READING)
    for note, old in zip(draft.document.notes, MAXIMAL.notes, strict=True):
        assert draft.reading[note.start : note.end] == READING[old.start : old.end]
    assert read_draft(draft, id=MAXIMAL.id).original == MAXIMAL.original


def test_the_demo_archive_comes_back(root: Any) -> None:
    count = lost = 0
    for source in find(folder for folder in sorted((root / "demo").iterdir()) if folder.is_dir()):
        assert isinstance(source, File)
        for made in documents(load(source), source.name):
            draft = back(made.document, made.reading)
            assert draft.document is not None
            assert carried(draft.document) == carried(unlinked(made.document)), source.name
            pairs = zip(spans(draft.document, draft.reading), spans(made.document, made.reading), strict=True)
            for new, old in pairs:
                count += bool(old)
                lost += bool(old) and not new
                assert new in ("", old), source.name
    print(f"{count} spans, {lost} outside the text")
    assert count > 200
    assert lost < 0.1 * count  # mentions in notes and headings


def test_many_papers_in_a_file_are_members() -> None:
    whole = "".join(by_name("tei").encode_many([MAXIMAL, *papers()[:3]], address, ARCHIVE)).encode()
    members = list(Tei().members(io.BytesIO(whole), "all.xml"))
    assert [m.key for m in members] == [d.id for d in (MAXIMAL, *papers()[:3])]  # type: ignore[union-attr]
    assert members[0].collection == MAXIMAL.collection  # type: ignore[union-attr]
    found = list(drafts(whole, Original("all.xml", "0" * 64, "")))
    assert [d.document and d.document.title for d in found] == [d.title for d in (MAXIMAL, *papers()[:3])]


def test_each_message_is_described() -> None:
    root = written(MAXIMAL, READING)
    outer, inner = root.findall(".//t:correspDesc", T)
    assert outer.findtext("t:correspAction[@type='sent']/t:persName/t:orig", None, T) == "Qin Boyuan"
    assert outer.find("t:correspAction[@type='sent']/t:date", T).get("when") == "1957-07-17T23:40:00"  # type: ignore[union-attr]
    (context,) = inner.findall("t:correspContext/t:ptr[@type='in']", T)
    assert context.get("target") == f"#{outer.get('{http://www.w3.org/XML/1998/namespace}id')}"


def test_the_archival_reference_is_in_parts() -> None:
    shelf = written(MAXIMAL).find(".//t:msDesc/t:msIdentifier", T)
    assert shelf is not None
    assert shelf.findtext("t:repository", None, T) == "Archive of the Presidium"
    assert {i.get("type"): i.text for i in shelf.findall("t:idno", T)}["delo"] == "308"


def test_original_and_translation_stand_beside_each_other() -> None:
    divisions = written(MAXIMAL).findall(".//t:body/t:div", T)
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [(d.get("type"), d.get(lang)) for d in divisions] == [
        ("transcription", "en"),
        ("original", "zh"),
        ("translation", "ru"),
    ]


@pytest.mark.parametrize(
    ("edtf", "attributes"),
    [
        ("1957-07-17", {"when": "1957-07-17"}),
        ("1957-07-17T23:40", {"when": "1957-07-17T23:40:00"}),
        ("1957-07?", {"when": "1957-07", "cert": "low"}),
        ("1957~", {"when": "1957", "precision": "low"}),
        ("1957%", {"when": "1957", "cert": "low", "precision": "low"}),
        ("1957-07-03/1957-07-09", {"from": "1957-07-03", "to": "1957-07-09"}),
        ("1957-07/..", {"from": "1957-07"}),
        ("1957-21", {}),
        ("1957-02-30", {}),
        ("[1957,1959]", {}),
    ],
)
def test_dates_in_the_forms_of_w3c(edtf: str, attributes: dict[str, str]) -> None:
    date = etree.fromstring(tei_parts.when(When(edtf, "as written")))
    assert dict(date.attrib) == attributes | {"when-custom": edtf}


def test_bounds_stand_for_what_w3c_cannot_say() -> None:
    date = etree.fromstring(tei_parts.when(When("1957-21", "spring", "1957-03-01", "1957-05-31")))
    assert (date.get("notBefore"), date.get("notAfter")) == ("1957-03-01", "1957-05-31")


def test_ids_that_are_no_names() -> None:
    messages = (Message("1 <", "letter"), Message("m2", "letter", parent="1 <"))
    draft = back(replace(TELEGRAM, messages=messages))
    assert draft.document is not None
    assert draft.document.messages == messages


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")) | st.sampled_from("\n\t<>&"), max_size=30
)


@given(title=WORDS, text=WORDS, name=WORDS, wording=st.none() | WORDS)
def test_any_words_come_back(title: str, text: str, name: str, wording: str | None) -> None:
    person = replace(TELEGRAM.messages[0].from_[0], name=name, as_written=wording, role=wording or None)
    message = replace(TELEGRAM.messages[0], from_=(person,), subject=title or None)
    paper = replace(TELEGRAM, title=f"T{title}", text=text, messages=(message,), date=when("1957", name))
    draft = back(paper)
    assert draft.document is not None
    assert carried(replace(draft.document, paragraphs=())) == carried(paper)


def test_hostile_papers_come_back_as_papers() -> None:
    for paper in (*PAPERS, *papers()[-2:]):
        assert back(paper).document is not None


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<fileDesc><titleStmt><title/><respStmt/></titleStmt><notesStmt><note type='copy_number'>9/x</note></notesStmt></fileDesc>",
        "<profileDesc><correspDesc/><correspDesc n='a'/><correspDesc n='a'><correspAction type='sent'><date when='no'/>"
        "</correspAction></correspDesc><correspDesc n='a very long id indeed'/></profileDesc>",
    ],
)
def test_what_was_broken_by_hand_is_still_read(inside: str) -> None:
    own = "<encodingDesc><appInfo><application ident='fonds'/></appInfo></encodingDesc>"
    rest = (
        "<standOff><listBibl type='mentions'><bibl type='odd'><idno type='resolves_to'>zz</idno></bibl></listBibl>"
        "<spanGrp type='places'><span from='#a' to='#b'/></spanGrp><list type='turns'><item/></list></standOff>"
    )
    data = (
        f"<TEI xmlns='{tei.NAMESPACE}'><teiHeader>{inside}{own}</teiHeader>{rest}<text><body/></text></TEI>"
    )
    (draft,) = drafts(data.encode(), Original("a.xml", "0" * 64, ""))
    document = read_draft(draft, id="b1wfs30st")
    assert document.title == "a.xml"
    assert [problem.code for problem in document.problems] == ["no-words"]
    assert all(len(message.id) <= 12 for message in document.messages)
