"""Dumps: the same to the byte, safe in a spreadsheet, and an archive out of its bag."""

from __future__ import annotations

import csv
import errno
import filecmp
import json
import os
import shutil
from pathlib import Path

import pytest
from databases import Databases
from maximal import MAXIMAL

from fonds.errors import ArchiveError, UsageError
from fonds.exporters import tables
from fonds.services import adding, bagging, dumping
from fonds.services import archive as archives
from fonds.services.archive import Archive

FORMULA = "=HYPERLINK(1)"
LETTER = """{title}

{day} July 1952

Dear Venn,

I have your letter of 19 July 1952. {words}

Orlo
"""


@pytest.fixture
def filled(archive: Archive, papers) -> Archive:
    """Three letters, one in two versions, one with a formula for a title, one that mentions another."""
    for words in ("It has sunk.", "It was raised."):
        folder = papers(
            {
                "a.txt": LETTER.format(title="Letter, Orlo to Venn", day=20, words=words),
                "b.txt": LETTER.format(title="Letter, Venn to Orlo", day=19, words="No\u2028more."),
                "c.txt": LETTER.format(title=FORMULA, day=23, words="+1"),
            }
        )
        adding.add(archive, [folder], jobs=0)
    return archive


def same(one: Path, other: Path) -> bool:
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    return filecmp.cmpfiles(one, other, names, shallow=False)[1:] == ([], [])


def test_twice_is_the_same_to_the_byte(filled: Archive, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    dumping.dump(filled, tmp_path / "one")
    dumping.dump(filled, tmp_path / "two")
    assert same(tmp_path / "one", tmp_path / "two")


def test_the_package_tells_what_is_in_it(filled: Archive, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    report = dumping.dump(filled, tmp_path / "dump")
    assert report.documents == 3
    package = json.loads((tmp_path / "dump" / "datapackage.json").read_text())
    for resource in package["resources"]:
        size, digest = dumping.digest_of(tmp_path / "dump" / resource["path"])
        assert (resource["bytes"], resource["hash"]) == (size, f"sha256:{digest}")
        assert (resource.get("type") == "file") == resource["path"].endswith(".parquet")
        if "schema" in resource:
            with (tmp_path / "dump" / resource["path"]).open(newline="", encoding="utf-8") as file:
                head, *rows = csv.reader(file)
            fields = resource["schema"]["fields"]
            assert head == [field["name"] for field in fields]
            assert all(field["description"] for field in fields)
            assert all(len(row) == len(head) for row in rows)
            if resource["name"] == "documents":
                assert len(rows) == 3
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    assert len((tmp_path / "dump" / "documents.jsonl").read_bytes().splitlines()) == 3


def test_parquet_holds_the_same_rows(filled: Archive, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    dumping.dump(filled, tmp_path / "dump")
    for table in tables.TABLES:
        read = parquet.read_table(tmp_path / "dump" / f"{table.name}.parquet").to_pylist()
        expected = [
            dict(zip([c.name for c in table.columns], row, strict=True))
            for document in filled
            for row in table.rows(document)
        ]
        assert read == expected


def test_no_cell_is_a_formula(filled: Archive, tmp_path: Path) -> None:
    dumping.dump(filled, tmp_path / "dump", parquet=False)
    cells = []
    for path in (tmp_path / "dump").glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    assert f"'{FORMULA}" in cells
    assert not any(cell.startswith(("=", "+", "@", "-", "\t", "\r")) for cell in cells)


def test_every_key_of_the_contract_is_in_a_table() -> None:
    told = {column.name for table in tables.TABLES for column in table.columns}
    lists = {table.field for table in tables.TABLES}
    for table in tables.TABLES:
        rows = list(table.rows(MAXIMAL))
        assert rows
        filled = zip(*rows, strict=True)
        for column, values in zip(table.columns, filled, strict=True):
            assert any(value is not None for value in values), (table.name, column.name)
    assert {"text", "date_edtf", "languages", "original_sha256", "copy_number_of"} <= told
    assert {"messages", "turns", "references", "sources", "notes"} <= lists


def test_an_archive_comes_back_out_of_its_bag(filled: Archive, tmp_path: Path, databases: Databases) -> None:
    from fonds.store import models

    dumping.dump(filled, tmp_path / "data", parquet=False)
    dumping.dump(filled, tmp_path / "bag", bag=True)
    ids = [document.id for document in filled]
    log = list(models.Change.objects.order_by("seq").values_list("seq", "record", "kind"))
    assert models.Version.objects.count() == 4
    with databases.of(tmp_path / "again"):
        report = bagging.restore(tmp_path / "bag", tmp_path / "again")
        assert report.documents == 3
        again = archives.open_archive(tmp_path / "again")
        assert again.title == filled.title
        assert [document.id for document in again] == ids
        assert list(models.Change.objects.order_by("seq").values_list("seq", "record", "kind")) == log
        dumping.dump(again, tmp_path / "data2", parquet=False)
        dumping.dump(again, tmp_path / "bag2", bag=True)
        assert same(tmp_path / "data", tmp_path / "data2")
        assert same(tmp_path / "bag", tmp_path / "bag2")
        # It goes on being an archive: the next change has a number of its own, and what is known is known.
        report = adding.add(again, [tmp_path / "papers"], jobs=0)
        assert (report.added, report.unchanged) == (0, 3)


def test_a_bag_is_valid_to_bagit(filled: Archive, tmp_path: Path) -> None:
    bagit = pytest.importorskip("bagit")
    dumping.dump(filled, tmp_path / "bag", bag=True)
    assert bagit.Bag(str(tmp_path / "bag")).validate() is True


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda bag: next((bag / "data/originals").rglob("*/*/*")).write_bytes(b"other"), "was altered"),
        (lambda bag: next((bag / "data/originals").rglob("*/*/*")).unlink(), "is missing"),
        (lambda bag: (bag / "data/more.txt").write_text("more"), "not in its manifest"),
        (
            lambda bag: (bag / "manifest-sha256.txt").write_text("x  data/../../escape\n"),
            "a line that is none",
        ),
        (lambda bag: (bag / "manifest-sha256.txt").unlink(), "is no bag"),
    ],
)
def test_a_bag_that_is_not_whole_gives_no_archive(
    filled: Archive, tmp_path: Path, databases: Databases, change, words: str
) -> None:
    dumping.dump(filled, tmp_path / "bag", bag=True)
    change(tmp_path / "bag")
    with databases.of(tmp_path / "again"), pytest.raises((ArchiveError, UsageError), match=words):
        bagging.restore(tmp_path / "bag", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_damaged_original_is_told_when_the_bag_is_made(filled: Archive, tmp_path: Path) -> None:
    path = filled.originals.path(next(filled.originals.all()))
    path.chmod(0o644)
    path.write_bytes(b"other")
    with pytest.raises(ArchiveError, match="was altered"):
        dumping.dump(filled, tmp_path / "bag", bag=True)
    assert not (tmp_path / "bag").exists()


@pytest.mark.parametrize("bag", [True, False])
def test_a_full_disk_leaves_nothing(
    filled: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bag: bool
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(bagging if bag else dumping, "_close" if bag else "_describe", full)
    with pytest.raises(ArchiveError, match="is full"):
        dumping.dump(filled, tmp_path / "dump", parquet=False, bag=bag)
    assert not (tmp_path / "dump").exists()
    assert not list(tmp_path.glob(".dump*"))


def test_a_folder_that_holds_something_is_refused(filled: Archive, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "papers", tmp_path / "full")
    with pytest.raises(UsageError, match="not empty"):
        dumping.dump(filled, tmp_path / "full")
