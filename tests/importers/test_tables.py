"""Tables of documents: dumps as SQLite and CSV, saved pages of the same site, mapping files, and what is wrong in them."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from importers.captures import warc
from importers.dumps import COLUMNS, LETTER, ROWS, TALK, Row, as_csv, as_page, as_sqlite

from fonds.extract.reader import read_draft
from fonds.importers import Mapped, drafts, importer_for, importer_named
from fonds.model import Document, Original, Problem
from fonds.services import reading
from fonds.services.faults import FileProblem


def read(*paths: Path) -> tuple[list[Document], list[FileProblem]]:
    """The documents under the paths, and what is wrong with them."""
    problems: list[FileProblem] = []
    return list(reading.read(paths, on_problem=problems.append)), problems


def without_origin(document: Document) -> Document:
    """The document apart from which file it came in."""
    return replace(
        document,
        id="",
        original=replace(document.original, name="", sha256="", media_type=""),
        collection=None,
    )


@pytest.fixture
def forms(tmp_path: Path) -> dict[str, Path]:
    """The two rows as a database, as a table and as pages."""
    return write(tmp_path, ROWS)


def write(folder: Path, rows: list[Row]) -> dict[str, Path]:
    pages = folder / "pages"
    pages.mkdir()
    for n, row in enumerate(rows):
        (pages / f"{n}.html").write_text(as_page(row), encoding="utf-8")
    table = folder / "dump.csv"
    table.write_text(as_csv(rows), encoding="utf-8")
    captures = folder / "site.warc.gz"
    captures.write_bytes(
        warc(*((row["document_url"] or "", "text/html", as_page(row).encode(), "200 OK") for row in rows))
    )
    return {"sqlite": as_sqlite(folder / "dump.db", rows), "csv": table, "html": pages, "warc": captures}


def test_a_row_gives_every_field(forms: dict[str, Path]) -> None:
    (letter, talk), problems = read(forms["sqlite"])
    assert not problems
    assert letter.title == LETTER["title"]
    assert letter.date
    assert (letter.date.edtf, letter.date.as_written) == ("1931-05", "May 1931")
    assert letter.type == "letter"
    assert letter.original.uri == LETTER["document_url"]
    assert letter.addresses == ("https://papers.example/document/4711",)
    assert letter.summary == LETTER["summary"]
    assert letter.support == ("Lantern Foundation",)
    assert letter.record_id == "4711"
    assert letter.uploaded
    assert letter.uploaded.edtf == "2021-03-04"
    assert letter.original_languages == ("de",)
    assert [w.name for w in letter.places] == ["Ismara", "Garam"]
    assert [w.name for w in letter.people] == ["Emil Orlo", "Jana Venn"]
    assert [(a.alias, a.name) for a in letter.aliases] == [("Lanna", "Jana Venn")]
    assert letter.subjects == ("Ismara--Harbours", "Garam--Trade")
    assert letter.archives == ("National Archive of Ismara",)
    assert [mark.level for mark in letter.classification] == ["secret"]
    assert [(c.name, c.role) for c in letter.credits] == [
        ("Tarn Brel", "contributor"),
        ("Asa Min", "translator"),
    ]
    (source,) = letter.sources
    assert (source.repository, source.file, source.box) == ("National Archive of Ismara", "12", "3")
    assert letter.rights
    assert letter.rights.startswith("The Harbour Programme")
    assert "rights" not in letter.text
    assert "Orlo asks" not in letter.text
    (message,) = letter.messages
    assert [w.name for w in (*message.from_, *message.to)] == ["Emil Orlo", "Jana Venn"]

    assert talk.date
    assert talk.date.edtf == "1931-06-09"
    assert talk.event_date
    assert talk.event_date.edtf == "1931-06-07T09:30"
    assert [who.name for who in talk.participants] == ["Emil Orlo", "Tarn Brel"]
    assert [note.marker for note in talk.notes] == ["[1]"]


def test_the_same_rows_are_the_same_documents_in_every_form(forms: dict[str, Path]) -> None:
    rows = {form: [without_origin(document) for document in read(path)[0]] for form, path in forms.items()}
    assert rows["csv"] == rows["sqlite"]
    assert rows["html"] == rows["sqlite"]


def test_the_same_row_has_the_same_id_in_table_and_database(forms: dict[str, Path]) -> None:
    ids = {form: [document.id for document in read(forms[form])[0]] for form in ("csv", "sqlite")}
    assert ids["csv"] == ids["sqlite"]


# --- the five real records, read from beside the repository ------------------------------------------------

# Record id -> what the record is, written down by a reader of it.
TRUTH: dict[str, dict[str, object]] = {
    "300653": {
        "date": "1949-04-01",
        "type": "letter",
        "from": ["Jawaharlal Nehru"],
        "to": ["All Provincial Premiers"],
        "origin": "New Delhi",
        "original_languages": ["en"],
        "classification": ["secret"],
        "people": ["Jawaharlal Nehru"],
        "places": ["India", "China", "Southeast Asia", "Pakistan"],
        "uploaded": "2023-10-10",
        "archives": ["Nehru Memorial Museum and Library (NMML)"],
        "source": {"repository": "Nehru Memorial Museum and Library", "file": "JNSG", "volume": "21-1"},
    },
    "300641": {
        "date": "1967-11-24",
        "type": "memorandum of conversation",
        "participants": ["Satō Eisaku", "Chiang Ching-kuo"],
        "original_languages": ["ja"],
        "classification": ["secret"],
        "copy": (19, 50),
        "handling": ["Indefinite Duration"],
        "people": ["Japan. Foreign Ministry", "Satō Eisaku", "Chiang Ching-kuo"],
        "aliases": [("Jiang Jingguo", "Chiang Ching-kuo")],
        "places": ["Japan", "Taiwan"],
        "uploaded": "2023-10-05",
        "archives": ["Diplomatic Archives of the Ministry of Foreign Affairs of Japan"],
        "support": ["Chun & Jane Chiu Family Foundation"],
        "credits": [("Robert Hoppens", "contributor"), ("Stephen Mercado", "translator")],
        "source": {
            "repository": "Diplomatic Archives of the Ministry of Foreign Affairs of Japan",
            "file": "A’0392",
        },
    },
    "300639": {
        "date": "1967-11-06",
        "type": "petition",
        "from": ["Kawase Ikkan"],
        "to": ["Ushiba Nobuhiko"],
        "original_languages": ["ja"],
        "people": [
            "Kawase Ikkan",
            "Japan-China Import-Export Association",
            "Ushiba Nobuhiko",
            "Chiang Ching-kuo",
        ],
        "aliases": [("Jiang Jingguo", "Chiang Ching-kuo")],
        "places": ["Japan", "Taiwan", "China"],
        "uploaded": "2023-10-05",
        "archives": ["Diplomatic Archives of the Ministry of Foreign Affairs of Japan"],
        "support": ["Chun & Jane Chiu Family Foundation"],
        "credits": [("Robert Hoppens", "contributor"), ("Stephen Mercado", "translator")],
        "source": {
            "repository": "Diplomatic Archives of the Ministry of Foreign Affairs of Japan",
            "file": "A’0392",
        },
    },
    "300242": {
        "date": "1997-10-31",
        "event_date": "1997-10-20T10:30",
        "type": "memorandum of conversation",
        "participants": ["Helmut Kohl", "Anthony Charles Lynton Blair"],
        "original_languages": ["de"],
        "people": ["Joachim Bitterlich", "Helmut Kohl", "Anthony Charles Lynton Blair"],
        "aliases": [("Tony", "Anthony Charles Lynton Blair")],
        "places": ["Germany", "Great Britain"],
        "uploaded": "2023-10-03",
        "archives": ["German Federal Archives (BArch)"],
        "credits": [("Stephan Kieninger", role) for role in ("contributor", "transcriber", "translator")],
        "source": {"repository": "BArch", "series": "B 136", "file": "59748", "pages": "403-410"},
    },
    "300237": {
        "date": "1996-09-12",
        "event_date": "1996-09-12T09:30",
        "type": "memorandum of conversation",
        "participants": ["Helmut Kohl", "Aleksander Kwasniewski"],
        "original_languages": ["de"],
        "people": [
            "Walter Neuer",
            "Boris Yeltsin",
            "Jacques Chirac",
            "Helmut Kohl",
            "Aleksander Kwasniewski",
        ],
        "places": ["Germany", "Poland", "Russia", "France"],
        "uploaded": "2023-10-03",
        "archives": ["German Federal Archives (BArch)"],
        "credits": [("Stephan Kieninger", role) for role in ("contributor", "transcriber", "translator")],
        "source": {"repository": "BArch", "series": "B 136", "file": "59748", "pages": "297-301"},
    },
}


def facts(document: Document) -> dict[str, object]:
    """What TRUTH speaks of, empty values left out."""
    outer = document.messages[0] if document.messages else None
    (source,) = document.sources
    parts = ("repository", "series", "box", "file", "volume", "pages", "fond", "opis", "delo", "listy")
    found: dict[str, object] = {
        "date": document.date and document.date.edtf,
        "type": document.type,
        "from": [who.name for who in outer.from_] if outer else [],
        "to": [who.name for who in outer.to] if outer else [],
        "origin": outer and outer.origin and outer.origin.name,
        "participants": [who.name for who in document.participants],
        "original_languages": list(document.original_languages),
        "classification": [mark.level for mark in document.classification],
        "copy": document.copy_number and (document.copy_number.copy, document.copy_number.of),
        "handling": list(document.handling),
        "people": [who.name for who in document.people],
        "aliases": [(alias.alias, alias.name) for alias in document.aliases],
        "places": [where.name for where in document.places],
        "uploaded": document.uploaded and document.uploaded.edtf,
        "archives": list(document.archives),
        "support": list(document.support),
        "credits": [(credit.name, credit.role) for credit in document.credits],
        "source": {part: value for part in parts if (value := getattr(source, part))},
    }
    if document.event_date and document.event_date != document.date:
        found["event_date"] = document.event_date.edtf
    return {key: value for key, value in found.items() if value}


@pytest.fixture(scope="module")
def sample(shared: Path) -> list[Row]:
    """The rows of the sample dump."""
    with closing(
        sqlite3.connect(f"file:{shared}/samples/wilson_archive.db?mode=ro&immutable=1", uri=True)
    ) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM documents")]


def test_the_sample_dump(shared: Path, sample: list[Row]) -> None:
    documents, problems = read(shared / "samples" / "wilson_archive.db")
    assert not problems
    assert {document.record_id: facts(document) for document in documents} == TRUTH
    for document, row in zip(documents, sample, strict=True):
        assert document.title == row["title"]
        assert document.original.uri == row["document_url"]
        assert document.summary == " ".join((row["summary"] or "").split())
        assert document.subjects == tuple(json.loads(row["subjects_discussed"] or "[]"))
        assert document.rights == " ".join((row["rights"] or "").split())
        given = [" ".join(line.split()) for line in (row["text_body"] or "").split("\n") if line.strip()]
        own = [" ".join(line.split()) for line in document.text.split("\n\n")]
        notes = [f"{note.marker} {note.text}" for note in document.notes]
        assert own + notes == given


def test_the_sample_dump_in_other_forms(sample: list[Row], tmp_path: Path) -> None:
    forms = {
        form: [without_origin(d) for d in sorted(read(path)[0], key=lambda d: d.record_id or "")]
        for form, path in write(tmp_path, sorted(sample, key=lambda row: row["record_id"] or "")).items()
    }
    assert len(forms["sqlite"]) == 5
    assert forms["csv"] == forms["sqlite"]
    assert forms["html"] == forms["sqlite"]
    assert forms["warc"] == forms["sqlite"]


# --- what is wrong in a table ------------------------------------------------------------------------------


def test_a_row_that_holds_nothing_is_a_problem_with_its_number(tmp_path: Path) -> None:
    rows: list[Mapping[str, object]] = [LETTER, dict.fromkeys(COLUMNS), TALK]
    documents, problems = read(as_sqlite(tmp_path / "a.db", rows))
    assert [document.record_id for document in documents] == ["4711", "4712"]
    assert [(p.code, p.place) for p in problems] == [("empty-record", "row 2")]


def test_each_column_may_be_null_or_of_another_kind(tmp_path: Path) -> None:
    rows = [
        LETTER | {name: None, "record_id": f"{n}"} for n, name in enumerate(COLUMNS) if name != "record_id"
    ]
    rows += [
        LETTER | {name: value, "document_url": f"/{name}/{n}"}
        for name in COLUMNS[1:]
        for n, value in enumerate((7, 1.5, b"\xff\x00"))
    ]  # type: ignore[misc]
    documents, problems = read(as_sqlite(tmp_path / "a.db", rows))
    assert len(documents) == len(rows)
    assert {p.code for p in problems} <= {"malformed-date", "malformed-list", "repeated-key"}


def test_malformed_dates_and_lists_have_their_row(tmp_path: Path) -> None:
    rows = [
        LETTER,
        TALK | {"original_publication_date": "the 32nd of Maytember", "associated_places": '["Ismara", "Gar'},
    ]
    documents, problems = read(as_sqlite(tmp_path / "a.db", rows))
    assert len(documents) == 2
    assert {(p.code, p.place) for p in problems} == {("malformed-date", "row 2"), ("malformed-list", "row 2")}
    assert "malformed-date" in {p.code for p in documents[1].problems}


def test_repeated_addresses_are_told(tmp_path: Path) -> None:
    documents, problems = read(as_sqlite(tmp_path / "a.db", [LETTER, TALK, LETTER | {"title": "Another"}]))
    assert len(documents) == 3
    assert [(p.code, p.place) for p in problems] == [("repeated-key", "row 3")]


def test_a_row_with_another_number_of_cells(tmp_path: Path) -> None:
    lines = ["title;text;date"] + [f"Lamp {n};It is lit.;1931" for n in range(1, 7101)]
    lines[7001] = "Lamp;It is lit.;1931;and more"
    (tmp_path / "lamps.csv").write_text("\n".join(lines), encoding="utf-8")
    importer = importer_for(lines[0].encode(), "lamps.csv")
    assert importer.name == "csv"
    with (tmp_path / "lamps.csv").open("rb") as file:
        found = list(importer_named("csv").members(file, "lamps.csv"))  # type: ignore[attr-defined]
    faults = [item for item in found if isinstance(item, Problem)]
    assert len(found) - len(faults) == 7099
    assert [(p.code, p.where) for p in faults] == [("broken-row", {"row": 7001, "line": 7002})]


def test_unknown_columns_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Kennung,Wortlaut\n1,Die Lampe\n", encoding="utf-8")
    as_sqlite(tmp_path / "b.db", [], ["kennung", "wortlaut"])
    documents, problems = read(tmp_path)
    assert not documents
    assert [p.code for p in problems] == ["unknown-columns", "unknown-columns"]
    assert "Kennung, Wortlaut" in problems[0].message
    assert "documents (kennung, wortlaut)" in problems[1].message


def test_a_mapping_file_names_the_columns() -> None:
    table = "Kennung|Titel|Tag|Von|An|Ort|Wortlaut|Schlagwort\n7|Brief|03/04/1931|Emil Orlo|Jana Venn|Merrin|Die Lampe brennt.|Hafen; Licht\n"
    mapping = """
    dates = "day-first"
    separator = ";"
    addresses = ["/brief/{record_id}"]
    [columns]
    Kennung = "record_id"
    Titel = "title"
    Tag = "date"
    Von = "from"
    An = "to"
    Ort = "place"
    Wortlaut = "text"
    Schlagwort = "subjects"
    """
    importer = importer_named("csv")
    assert isinstance(importer, Mapped)
    (member,) = importer.mapped_members(io.BytesIO(table.encode()), "a.csv", mapping.encode())
    assert not isinstance(member, Problem)
    (draft,) = drafts(member.data, Original("a.csv", "0" * 64, "text/csv"), member.reader)
    document = read_draft(draft, id="b1wfs30st")
    assert document.date
    assert document.date.edtf == "1931-04-03"
    assert document.subjects == ("Hafen", "Licht")
    assert document.addresses == ("/brief/7",)
    (message,) = document.messages
    assert [w.name for w in (*message.from_, *message.to)] == ["Emil Orlo", "Jana Venn"]
    assert message.origin
    assert message.origin.name == "Merrin"


@pytest.mark.parametrize(
    "mapping",
    [
        b"",
        b"\xff",
        b"[columns]",
        b'[columns]\nA = "nothing"',
        b'dates = "later"\n[columns]\nA = "title"',
        b"[columns]\nA = 1",
        b'separator = 1\n[columns]\nA = "title"',
        b"a = " + b"[" * 5000,
    ],
)
def test_a_mapping_that_cannot_be_used(mapping: bytes, tmp_path: Path) -> None:
    database = as_sqlite(tmp_path / "a.db", [LETTER])
    for name, data in (("csv", b"A,B\n1,2\n"), ("sqlite", database.read_bytes())):
        importer = importer_named(name)
        assert isinstance(importer, Mapped)
        (fault,) = importer.mapped_members(io.BytesIO(data), "a", mapping)
        assert isinstance(fault, Problem)
        assert fault.code == "bad-mapping"


@pytest.mark.parametrize(
    ("names", "known"),
    [
        ("Title,TEXT", True),
        ("title;date;Record ID", True),
        ("text,identifier,url", True),
        ("title,shelf", False),
        ("text", False),
        ("", False),
        ("Year,Number", False),
    ],
)
def test_columns_with_the_names_of_fields(names: str, known: bool) -> None:
    found = list(importer_named("csv").members(io.BytesIO(f"{names}\n".encode()), "a.csv"))  # type: ignore[attr-defined]
    assert any(item.severity == "error" for item in found) is not known


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_the_encoding_of_a_table_is_found_out(encoding: str, tmp_path: Path) -> None:
    rows = [{"title": f"Письмо {n}", "text": "Лампа в гавани не горит уже девять ночей."} for n in range(5)]
    (tmp_path / "a.csv").write_bytes(as_csv(rows, ["title", "text"]).encode(encoding))
    documents, _ = read(tmp_path)
    assert [document.title for document in documents] == [row["title"] for row in rows]


def test_a_packed_dump_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(as_csv(ROWS).encode()))
    (tmp_path / "b.db.gz").write_bytes(gzip.compress(as_sqlite(tmp_path / "b.db", ROWS).read_bytes()))
    (tmp_path / "b.db").unlink()
    assert [document.record_id for document in read(tmp_path)[0]] == ["4711", "4712"] * 2


def test_a_dump_cut_short(tmp_path: Path) -> None:
    rows = [LETTER | {"document_url": f"/document/{n}", "record_id": str(n)} for n in range(400)]
    whole = as_sqlite(tmp_path / "a.db", rows).read_bytes()
    (tmp_path / "a.db").write_bytes(whole[: len(whole) // 2])
    documents, problems = read(tmp_path / "a.db")
    assert "damaged-database" in {p.code for p in problems}
    assert len(documents) < 400


def test_nothing_but_the_rows_of_real_tables_is_read(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("CREATE TABLE secret (words)")
        names = ", ".join(f"'x' AS {name}" for name in COLUMNS)
        database.execute(f"CREATE VIEW documents AS SELECT {names} FROM secret")
        database.execute(f"CREATE VIRTUAL TABLE more USING fts5({', '.join(COLUMNS)})")
        database.commit()
    documents, problems = read(tmp_path / "a.db")
    assert not documents
    assert [p.code for p in problems] == ["unknown-columns"]
