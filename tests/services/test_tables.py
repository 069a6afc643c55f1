"""Tables and saved pages in an archive: the mapping file beside a table, and making everything derived again."""

from __future__ import annotations

from pathlib import Path

from importers.dumps import ROWS, as_csv
from services.conftest import WritePapers

from fonds.services import adding, checking, reading, rebuilding, showing
from fonds.services.archive import Archive

TABLE = "Nr;Betreff;Tag;Von;An;Wortlaut\n1;Die Lampe;03/04/1931;Emil Orlo;Jana Venn;Die Lampe im Hafen brennt nicht.\n"
MAPPING = """dates = "day-first"
addresses = ["/akten/{record_id}"]
[columns]
Nr = "record_id"
Betreff = "title"
Tag = "date"
Von = "from"
An = "to"
Wortlaut = "text"
"""


def test_a_mapping_file_beside_a_table(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"akten.csv": TABLE, "akten.mapping.toml": MAPPING})
    report = adding.add(archive, [folder])
    assert (report.added, report.failed) == (1, 0)
    (document,) = archive
    assert document.date
    assert document.date.edtf == "1931-04-03"
    assert document.original.name == "papers/akten.csv#1"
    assert document.files == ()
    assert [file.name for file in showing.record(archive, document.id).files] == ["akten.csv"]
    assert list(reading.read([folder])) == [document]
    assert list(reading.read([folder / "akten.csv"])) == [document]
    assert checking.check(archive).sound


def test_a_table_is_read_again_with_its_mapping(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"akten.csv": TABLE, "akten.mapping.toml": MAPPING, "dump.csv": as_csv(ROWS)})
    adding.add(archive, [folder])
    before = list(archive)
    assert len(before) == 3
    for file in folder.iterdir():
        file.unlink()
    report = rebuilding.rebuild(archive)
    assert (report.records, report.reread) == (3, 0)
    assert list(archive) == before


def test_another_mapping_gives_new_versions(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"akten.csv": TABLE, "akten.mapping.toml": MAPPING})
    adding.add(archive, [folder])
    papers({"akten.mapping.toml": MAPPING.replace("day-first", "month-first")})
    report = adding.add(archive, [folder])
    assert (report.added, report.changed) == (0, 1)
    (document,) = archive
    assert document.date
    assert document.date.edtf == "1931-03-04"


def test_a_mapping_that_is_broken_is_a_problem(archive: Archive, papers: WritePapers) -> None:
    report = adding.add(archive, [papers({"akten.csv": TABLE, "akten.mapping.toml": "[columns"})])
    assert [(failure.name, failure.code) for failure in report.failures] == [
        ("papers/akten.csv", "bad-mapping")
    ]


def test_a_table_without_documents_does_not_stop_the_batch(
    archive: Archive, papers: WritePapers, root: Path
) -> None:
    report = adding.add(
        archive, [papers({"a.csv": "Nr,Zahl\n1,2\n", "b.txt": "Letter, Orlo to Venn\n\nThe lamp is lit.\n"})]
    )
    assert (report.added, report.failed) == (1, 1)
    assert report.failures[0].code == "unknown-columns"
