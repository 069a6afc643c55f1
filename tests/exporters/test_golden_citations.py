"""Citations of every type of document, whole and literal, checked by hand against the manuals' own patterns.

Chicago Manual of Style 14.219-14.231 (manuscript collections), Turabian 17.7, MLA Handbook (works in an archive), APA
Publication Manual 10 (archival documents). The papers are invented.
"""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from exporters.papers import address, archival, paper, when

from fonds.errors import NotFound
from fonds.exporters import dates
from fonds.exporters.citation import STYLES, cite
from fonds.model import Credit, Document, Message, Source, Who
from fonds.model.document import TYPES
from fonds.services.reading import read
from fonds.values import edtf

ARCHIVE = "Fonds Demonstration Archive"
URL = address("b1wfs30st")


def sent(
    kind: str,
    from_: str,
    to: str,
    id: str = "m1",
    parent: str | None = None,
    date: str = "",
    number: str = "",
) -> Message:
    return Message(
        id,
        kind,
        from_=tuple(Who(name) for name in from_.split("; ") if name),
        to=tuple(Who(name) for name in to.split("; ") if name),
        parent=parent,
        sent=when(date) if date else None,
        number=number or None,
    )


APU = archival("APU", "f. 45, op. 1, d. 343, ll. 72-75", "72-75")
PRINTED = Source(
    "Wei Sulan, Haixia wenxian [Papers of the Strait], vol. 3 (Yundu: Changhe chubanshe, 1991), 117-119",
    "published",
    authors=("Wei Sulan",),
    title="Haixia wenxian",
    translated_title="Papers of the Strait",
    volume="3",
    place="Yundu",
    publisher="Changhe chubanshe",
    year="1991",
    pages="117-119",
)
JOURNAL = Source(
    "Bridge Studies 4 (1998), 12-19",
    "published",
    title="Bridge Studies",
    volume="4",
    year="1998",
    pages="12-19",
)

PAPERS_BY_TYPE: dict[str, tuple[Document, str | None]] = {
    "telegram": (
        paper(
            "Telegram, Orlo to Venn",
            type="telegram",
            date=when("1957-07-17T23:40"),
            messages=(sent("telegram", "Orlo", "Venn"),),
            sources=(APU,),
        ),
        None,
    ),
    "airgram": (
        paper(
            "Conditions in the Port",
            type="airgram",
            date=when("1962-03"),
            messages=(sent("airgram", "Consulate Port Regent", "Department of Roads", number="A-14"),),
            sources=(archival("National Record House", "RG 9, box 14"),),
        ),
        None,
    ),
    "letter": (
        paper(
            "On the Ferry",
            type="letter",
            date=when("1952-07-20"),
            messages=(sent("letter", "Ada Venn", "Ivo Orlo; Livia Storm"),),
            sources=(APU,),
            credits=(Credit("Tomas Wray", "translator"),),
        ),
        None,
    ),
    "memorandum of conversation": (
        paper(
            "Conversation of Orlo with the Envoy",
            type="memorandum of conversation",
            date=when("1950-05-03"),
            participants=(Who("Orlo"), Who("Seon")),
            sources=(APU,),
        ),
        None,
    ),
    "memorandum": (
        paper(
            "The Price of Coal",
            type="memorandum",
            date=when("1951-01-02"),
            messages=(sent("memorandum", "Livia Storm", "Cabinet"),),
            sources=(PRINTED,),
        ),
        None,
    ),
    "minutes": (
        paper("Minutes of the Bridge Board", type="minutes", date=when("1949-11-30"), sources=(APU,)),
        None,
    ),
    "report": (
        paper(
            "Report on the Swing Span",
            type="report",
            date=when("1948"),
            credits=(Credit("Commission of Inquiry", "author"),),
            sources=(archival("Merrin City Library", "Bridge Papers, box 3"),),
        ),
        None,
    ),
    "despatch": (
        paper(
            "Affairs of the Strait",
            type="despatch",
            date=when("1957-08-01"),
            messages=(sent("despatch", "Dunstan Roe", "Admiralty", number="88"),),
            sources=(APU, PRINTED),
        ),
        None,
    ),
    "note": (
        paper(
            "Protest against the Closing of the Locks",
            type="note",
            date=when("1957-11-05"),
            messages=(sent("note", "Ministry of Foreign Affairs", "Legation at Port Regent"),),
            sources=(APU,),
        ),
        None,
    ),
    "speech": (
        paper(
            "Speech at the Opening of the Bridge",
            type="speech",
            date=when("1931-05-01"),
            credits=(Credit("Matis Verrin", "author"),),
            sources=(JOURNAL,),
        ),
        None,
    ),
    "statement": (
        paper("Statement on the Locks", type="statement", date=when("1957-07-18"), sources=(APU,)),
        None,
    ),
    "resolution": (
        paper("On Measures at the Strait", type="resolution", date=when("1957-07-19"), sources=(APU,)),
        None,
    ),
    "treaty": (paper("Treaty of Dinglan", type="treaty", date=when("1933-09-09"), sources=(PRINTED,)), None),
    "petition": (
        paper(
            "Petition of the Ferrymen",
            type="petition",
            date=when("1930-02?"),
            messages=(sent("petition", "The Ferrymen", "Board of Bridges"),),
            sources=(APU,),
        ),
        None,
    ),
    "directive": (
        paper(
            "To All Lock-Keepers",
            type="directive",
            date=when("1957-07-16"),
            messages=(sent("directive", "Harbour Office", "Lock-Keepers"),),
            sources=(APU,),
        ),
        None,
    ),
    "diary": (
        paper(
            "Diary of the Harbour Master",
            type="diary",
            date=when("1957-07-03/1957-07-09"),
            credits=(Credit("Pell Ambrose", "author"),),
            sources=(APU,),
        ),
        None,
    ),
    "editorial note": (paper("Editorial Note", type="editorial note", sources=(PRINTED,)), None),
    "other": (
        paper("Log of the Bridge", type="other", type_as_written="Log", date=when("195X"), sources=(APU,)),
        None,
    ),
    "nested": (
        paper(
            "Telegram, Orlo to Venn",
            type="telegram",
            date=when("1957-07-17"),
            messages=(
                sent("telegram", "Orlo", "Venn"),
                sent("letter", "Qin Boyuan", "Seon", "m2", "m1", "1957-07-12", "12"),
            ),
            sources=(APU,),
        ),
        "m2",
    ),
    "nested, nobody known": (
        paper(
            "Telegram, Orlo to Venn",
            type="telegram",
            date=when("1957-07-17"),
            messages=(sent("telegram", "Orlo", "Venn"), sent("telegram", "", "Seon", "m2", "m1")),
            sources=(APU,),
        ),
        "m2",
    ),
}


GOLDEN = tomllib.loads((Path(__file__).parent / "golden_citations.toml").read_text(encoding="utf-8"))
CASES = [(name, style) for name, styles in GOLDEN.items() for style in styles]


def test_every_type_has_its_citations() -> None:
    assert set(TYPES) <= set(GOLDEN) == set(PAPERS_BY_TYPE)
    assert len(CASES) == 100


@pytest.mark.parametrize(("name", "style"), CASES)
def test_citation(name: str, style: str) -> None:
    document, message = PAPERS_BY_TYPE[name]
    expected = GOLDEN[name][style].replace("ARCHIVE", ARCHIVE).replace("URL", URL)
    assert cite(document, style, "text", URL, ARCHIVE, message) == expected


def test_an_unknown_message_is_told() -> None:
    with pytest.raises(NotFound, match="'m9'"):
        cite(PAPERS_BY_TYPE["nested"][0], message="m9")
    outer = PAPERS_BY_TYPE["nested"][0]
    assert cite(outer, message="m1") == cite(outer)


@pytest.mark.parametrize("style", [style.name for style in STYLES])
def test_the_five_pages(shared: Path, style: str) -> None:
    """Their words are not ours to repeat: what must stand in a citation is put together from the truth beside them."""
    pages = sorted((shared / "seeds").glob("*.txt"))
    assert len(pages) == 5
    for page, document in zip(pages, read(pages), strict=True):
        truth = json.loads((shared / "gold/seeds" / f"{page.stem}.json").read_text(encoding="utf-8"))
        text = cite(document, style, "text", URL, ARCHIVE)
        day = date.fromisoformat(truth["date"][:10])
        month = (dates.SHORT_MONTHS if style == "mla" else edtf.MONTHS)[day.month - 1]
        words = {
            "apa": f"({day.year}, {month} {day.day})",
            "turabian-notes": f"{month} {day.day}, {day.year}",
            "turabian-bibliography": f"{month} {day.day}, {day.year}",
        }.get(style, f"{day.day} {month} {day.year}")
        title = squeezed(truth["title"]).rstrip(".")
        wanted = [
            title,
            words,
            ARCHIVE,
            URL,
            *(c["name"] for c in truth["credits"] if c["role"] == "translator"),
        ]
        assert [part for part in wanted if squeezed(part) not in squeezed(text)] == [], page.name
        for source in truth["sources"]:
            parts = [source.get(key) for key in ("repository", "fond", "opis", "delo", "papka")]
            if source["kind"] == "archival":
                assert [part for part in parts if part and part not in text] == [], page.name
        assert squeezed(text).count(title) == 1
        assert text.endswith(URL if style == "apa" else f"{URL}.")
        assert not re.search(r"None|,,|\.\.(?!\.)|  | [,.;]|\(\)|\[\]", text), text
        if document.type == "memorandum of conversation":
            assert squeezed(text).startswith(title)


def squeezed(text: str) -> str:
    """Without quotation marks, which styles set in their own way."""
    return " ".join(re.sub(r"[“”‘’\"'«»]", "", text).split())
