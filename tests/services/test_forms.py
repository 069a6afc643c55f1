"""The same document in two forms is kept once; what only looks alike is kept twice."""

from __future__ import annotations

from pathlib import Path

from importers.dumps import LETTER, ROWS, TALK, Row, as_csv, as_page, as_sqlite
from services.conftest import WritePapers

from fonds.services import adding, moved
from fonds.services.archive import Archive


def dump(tmp_path: Path, rows: list[Row] | None = None, name: str = "dump.db") -> Path:
    return as_sqlite(tmp_path / name, rows or ROWS)


def test_a_saved_page_of_a_row_is_known(archive: Archive, papers: WritePapers, tmp_path: Path) -> None:
    assert adding.add(archive, [dump(tmp_path)]).added == 2
    ids = {document.record_id: document.id for document in archive}
    pages = papers({"letter.html": as_page(LETTER), "talk.html": as_page(TALK)})
    report = adding.add(archive, [pages])
    assert (report.added, report.unchanged, report.changed, report.failed) == (0, 0, 0, 0)
    assert [(form.name, form.id) for form in report.forms] == [
        ("papers/letter.html", ids["4711"]),
        ("papers/talk.html", ids["4712"]),
    ]
    assert len(archive) == 2


def test_both_forms_in_one_batch(archive: Archive, papers: WritePapers, tmp_path: Path) -> None:
    folder = papers({"a.html": as_page(LETTER), "dump.csv": as_csv(ROWS)})
    report = adding.add(archive, [folder])
    assert report.added == 2
    assert [form.name for form in report.forms] == ["papers/dump.csv#document/letter-orlo-venn"]


def test_the_same_rows_as_table_and_database_are_unchanged(
    archive: Archive, papers: WritePapers, tmp_path: Path
) -> None:
    adding.add(archive, [dump(tmp_path)])
    report = adding.add(archive, [papers({"dump.csv": as_csv(ROWS)})])
    assert (report.added, report.unchanged, report.forms) == (0, 2, ())


def test_the_number_of_the_record_will_do(archive: Archive, papers: WritePapers, tmp_path: Path) -> None:
    adding.add(archive, [dump(tmp_path)])
    page = as_page(LETTER | {"document_url": "https://papers.example/node/31"})
    assert len(adding.add(archive, [papers({"a.html": page})]).forms) == 1


def test_a_page_saved_as_text_is_known_by_its_number(
    archive: Archive, papers: WritePapers, tmp_path: Path
) -> None:
    page = """Skip to content

May 1931

Letter, Emil Orlo to Jana Venn

Dear Venn,

The lamp at the harbour of Merrin has been dark for nine nights.

Orlo

Document Information

Source

National Archive of Ismara, File 12, box 3.

Original Uploaded Date

2021-03-04

Language

German

Record ID

4711
"""
    adding.add(archive, [papers({"a.txt": page})])
    (document,) = archive
    assert moved.record_at(archive, "/document/4711") == document.id
    report = adding.add(archive, [dump(tmp_path)])
    assert (report.added, [form.id for form in report.forms]) == (1, [document.id])


def test_another_site_another_title_or_no_address(
    archive: Archive, papers: WritePapers, tmp_path: Path
) -> None:
    adding.add(archive, [dump(tmp_path)])
    other_site = (LETTER["document_url"] or "").replace("papers.example", "other.example")
    files = {
        "site.html": as_page(LETTER | {"document_url": other_site}),
        "title.html": as_page(LETTER | {"title": "Another letter, Emil Orlo to Jana Venn"}),
        "none.html": as_page(LETTER | {"document_url": "", "record_id": None}),
    }
    report = adding.add(archive, [papers(files)])  # type: ignore[arg-type]
    assert (report.added, report.forms) == (3, ())


def test_the_pages_of_a_site_with_one_canonical_address_are_all_kept(
    archive: Archive, papers: WritePapers
) -> None:
    files: dict[str, str | bytes] = {
        f"{n}.html": as_page(
            {
                **LETTER,
                "document_url": "https://papers.example/all",
                "title": f"Letter {n}",
                "record_id": None,
            }
        )
        for n in range(5)
    }
    assert adding.add(archive, [papers(files)]).added == 5


def test_rows_of_one_table_are_never_taken_for_each_other(archive: Archive, tmp_path: Path) -> None:
    twice = LETTER | {"text_body": "Another wording of the same letter, and a longer one."}
    report = adding.add(archive, [dump(tmp_path, [LETTER, twice])])
    assert (report.added, report.forms) == (2, ())


def test_a_changed_row_is_a_new_version(archive: Archive, tmp_path: Path) -> None:
    adding.add(archive, [dump(tmp_path)])
    (tmp_path / "dump.db").unlink()
    report = adding.add(archive, [dump(tmp_path, [LETTER | {"summary": "Orlo wants oil."}, TALK])])
    assert (report.changed, report.unchanged, report.forms) == (1, 1, ())
    id = moved.record_at(archive, "/document/4711")
    assert id is not None
    assert archive.document(id).summary == "Orlo wants oil."
