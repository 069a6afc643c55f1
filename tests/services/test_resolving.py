"""Footnotes of invented papers: what is found, by what, and what is rather not said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.errors import UsageError
from fonds.services import adding, resolving
from fonds.services.archive import Archive
from fonds.services.resolving import FILE, FOUND, SEVERAL, UNKNOWN
from fonds.values import footnotes

PAPER = """{title}

{date}

Dear Venn,

It has sunk.

Orlo

Source: {source}
"""
PAPERS = (
    ("Letter, Orlo to Venn", "20 July 1952", "GAVS, f. 45, op. 1, d. 343, ll. 72-75."),
    ("Letter, Sarn to Venn", "21 July 1952", "GAVS, f. 45, op. 1, d. 343, l. 80."),
    ("Letter, Tilden to Venn", "22 July 1952", "GAVS, f. 45, op. 11, d. 34, l. 5."),
    ("Report on the Ferry Landing", "1 May 1953", "NAT, Harbour Office, box 7, folder 2."),
    ("Letter, Arden to Venn", "3 May 1953", "NAT, Harbour Office, box 7, folder 2."),
)


@pytest.fixture
def filled(archive: Archive, papers) -> Archive:
    files = {
        f"{n}.txt": PAPER.format(title=title, date=date, source=source)
        for n, (title, date, source) in enumerate(PAPERS)
    }
    adding.add(archive, [papers(files)], jobs=0)
    return archive


def titles(archive: Archive, text: str) -> tuple[str, tuple[str, ...], list[str]]:
    (answer,) = resolving.resolve(archive, text)
    return answer.state, answer.on, sorted(record.title for record in answer.records)


@pytest.mark.parametrize(
    ("text", "state", "on", "found"),
    [
        ("GAVS, f. 45, op. 1, d. 343, l. 73", FOUND, ("shelfmark", "leaves"), ["Letter, Orlo to Venn"]),
        ("ГАВС. Ф. 45. Оп. 1. Д. 343. Л. 72–75.", FOUND, ("shelfmark", "leaves"), ["Letter, Orlo to Venn"]),
        ("GAVS 45/1/343, ll. 80–81", FOUND, ("shelfmark", "leaves"), ["Letter, Sarn to Venn"]),
        ("l. 80, d. 343, op. 1, f. 45, GAVS", FOUND, ("shelfmark", "leaves"), ["Letter, Sarn to Venn"]),
        ("Fond 45, opis 11, delo 34, GAVS", FOUND, ("shelfmark",), ["Letter, Tilden to Venn"]),
        (
            "GAVS, f. 45, op. 1, d. 343",
            SEVERAL,
            ("shelfmark",),
            ["Letter, Orlo to Venn", "Letter, Sarn to Venn"],
        ),
        (
            "Letter from Sarn to Venn, July 21, 1952, GAVS, f. 45, op. 1, d. 343",
            FOUND,
            ("shelfmark", "title and date"),
            ["Letter, Sarn to Venn"],
        ),
        ("GAVS, f. 45, op. 1, d. 343, l. 99", FILE, ("shelfmark", "leaves"), []),
        (
            "Box 7, folder 2, Harbour Office, NAT; quoted in full",
            SEVERAL,
            ("shelfmark",),
            ["Letter, Arden to Venn", "Report on the Ferry Landing"],
        ),
        (
            "Report on the Ferry Landing, 1 May 1953",
            FOUND,
            ("title and date",),
            ["Report on the Ferry Landing"],
        ),
        # The same figures in another archive, or on other levels, are another file.
        ("TSKHA, f. 45, op. 1, d. 343, l. 73", UNKNOWN, (), []),
        ("GAVS, f. 343, op. 1, d. 45, l. 73", UNKNOWN, (), []),
        ("GAVS, f. 45, op. 1, d. 34, l. 5", UNKNOWN, (), []),
        ("Letter, Orlo to Venn, 20 July 1953", UNKNOWN, (), []),
        ("For the ferry see above.", UNKNOWN, (), []),
    ],
)
def test_a_citation(filled: Archive, text: str, state: str, on: tuple[str, ...], found: list[str]) -> None:
    assert titles(filled, text) == (state, on, found)


def test_addresses_and_ids(filled: Archive) -> None:
    document = next(iter(filled))
    for text in (
        f"https://ferry.example.org/d/{document.id}#p3",
        f"See http://ferry.example.org/d/{document.id}.",
        f"Ferry papers, record {document.id}",
    ):
        (answer,) = resolving.resolve(filled, text)
        assert [record.id for record in answer.records] == [document.id]
    assert titles(filled, "https://ferry.example.org/d/b1wfs30st")[0] == UNKNOWN


def test_a_page_of_notes(filled: Archive) -> None:
    text = (
        "1. GAVS, f. 45, op. 1, d. 343, l. 73; see also GAVS, f. 45, op. 11,\nd. 34, l. 5.\n"
        "2. Ibid., l. 5.\n3 Report on the Ferry Landing, 1 May 1953.\n"
    )
    answers = resolving.resolve(filled, text)
    assert [answer.state for answer in answers] == [FOUND] * 4
    assert all(text[answer.start : answer.end] == answer.text for answer in answers)
    assert [answer.records[0].title for answer in answers] == [
        "Letter, Orlo to Venn",
        "Letter, Tilden to Venn",
        "Letter, Tilden to Venn",
        "Report on the Ferry Landing",
    ]


def test_a_volume_and_its_documents(archive: Archive, papers) -> None:
    from fonds.store import models

    adding.add(
        archive, [papers({"a.txt": "Telegram\n\nIt has sunk.\n", "b.txt": "Telegram\n\nIt rose.\n"})], jobs=0
    )
    first, second = models.Record.objects.order_by("id").values_list("id", flat=True)
    models.Record.objects.filter(id=first).update(name="x/frus1901-03v15.xml#d203", key="d203")
    models.Record.objects.filter(id=second).update(name="x/frus1901-03v15p2.xml#d203", key="d203")
    for text in ("FRUS, 1901–1903, vol. XV, doc. 203", "Foreign Relations, 1901-03, XV, document 203."):
        (answer,) = resolving.resolve(archive, text)
        assert [record.id for record in answer.records] == [first]
    (answer,) = resolving.resolve(archive, "FRUS, 1901-1903, Volume XV, Part 2, Document 203")
    assert [record.id for record in answer.records] == [second]
    (answer,) = resolving.resolve(archive, "FRUS, 1901–1903, vol. XV, doc. 204")
    assert (answer.state, answer.on) == (FILE, ("volume",))
    (answer,) = resolving.resolve(archive, "FRUS, 1901–1903, vol. XVI, doc. 203")
    assert answer.state == UNKNOWN


def test_too_long_a_text_is_refused(filled: Archive) -> None:
    with pytest.raises(UsageError, match="in parts"):
        resolving.resolve(filled, "x" * (resolving.MOST_CHARACTERS + 1))


def test_hostile_texts_are_answered(filled: Archive) -> None:
    for text in (
        "\x00;\u202e;1",
        "f. " * 5000,
        "(" * 5000,
        "1. " * 3000,
        "GAVS, f. 45" * 900,
        "ll. 1-" * 3000,
    ):
        for answer in resolving.resolve(filled, text):
            assert answer.state in resolving.STATES


@given(st.text(alphabet='1 .;\n[]()“”"abÄЖ', max_size=80))
def test_citations_are_parts_of_the_text_in_order(text: str) -> None:
    at = 0
    for start, end in footnotes.citations(text):
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        at = end
