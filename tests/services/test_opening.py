"""Files that hold many documents: each is a source by itself, in every way that counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from lighthouse import telegram
from services.conftest import WritePapers

from fonds import importers
from fonds.importers import Member
from fonds.importers.importer import MAX_BYTES
from fonds.importers.page_text import PageText
from fonds.model import Original, Problem
from fonds.model.draft import Draft
from fonds.model.problems import problem
from fonds.services import adding, checking, opening, reading, rebuilding
from fonds.services.archive import Archive
from fonds.services.faults import FileProblem
from fonds.services.sources import find
from fonds.store import models

MARK = b"%BUNDLE%"


class Bundle:
    """Texts, each behind a line "== key"; a line "== !" breaks a member, "== !!" the file."""

    name = "bundle"
    title = "Bundle"
    media_types = ("application/x-bundle",)
    suffixes = (".bundle",)
    max_bytes = MAX_BYTES

    def sniff(self, head: bytes, name: str) -> float:
        return 1.0 if head.startswith(MARK) else 0.0

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        yield from PageText().read(data, original)

    def members(self, file: BinaryIO, name: str) -> Iterator[Member | Problem]:
        for n, piece in enumerate(file.read().decode().split("\n== ")[1:], 1):
            key, _, text = piece.partition("\n")
            if key == "!":
                yield problem("broken-member", {"record": n}, reason="it is marked so")
            elif key == "!!":
                raise EOFError("the rest is missing")
            else:
                yield Member(
                    key,
                    text.encode(),
                    "text",
                    f"https://old.example/document/{key}",
                    "A bundle",
                    {"record": n},
                )


@pytest.fixture(autouse=True)
def bundles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importers, "IMPORTERS", (Bundle(), *importers.IMPORTERS))


def bundle(*members: tuple[str, str]) -> bytes:
    return MARK + "".join(f"\n== {key}\n{text}" for key, text in members).encode()


def test_every_document_is_kept_by_itself(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"x/all.bundle": bundle(("a", telegram(1)), ("b", telegram(2)))})
    report = adding.add(archive, [folder])
    assert (report.added, report.failed) == (2, 0)
    found = {record.name: record for record in models.Record.objects.all()}
    assert sorted(found) == ["papers/x/all.bundle#a", "papers/x/all.bundle#b"]
    assert {record.key for record in found.values()} == {"a", "b"}
    assert {record.collection for record in found.values()} == {"x/A bundle"}
    assert sorted(models.Address.objects.values_list("path", flat=True)) == ["/document/a", "/document/b"]
    assert len(list(archive.originals.all())) == 1
    for document in archive:
        assert document.original.media_type == "application/x-bundle"
        assert (document.original.uri or "").startswith("https://old.example/document/")
    assert checking.check(archive).sound


def test_one_changed_document_is_one_new_version(archive: Archive, papers: WritePapers) -> None:
    folder = papers({"all.bundle": bundle(("a", telegram(1)), ("b", telegram(2)))})
    adding.add(archive, [folder])
    papers({"all.bundle": bundle(("c", telegram(4)), ("a", telegram(1)), ("b", telegram(3)))})
    report = adding.add(archive, [folder])
    assert (report.added, report.changed, report.unchanged) == (1, 1, 1)
    assert checking.check(archive).sound
    # Each is read again out of the file that it came from.
    again = rebuilding.rebuild(archive)
    assert (again.records, again.reread) == (3, 0)
    assert checking.check(archive).sound


def test_what_is_broken_is_named_with_its_place(archive: Archive, papers: WritePapers) -> None:
    folder = papers(
        {
            "all.bundle": bundle(("a", telegram(1)), ("!", ""), ("a", telegram(2)), ("e", ""), ("!!", "")),
            "z.txt": telegram(3),
        }
    )
    report = adding.add(archive, [folder])
    assert (report.added, report.failed) == (3, 3)
    assert [(f.name, f.place, f.code) for f in report.failures] == [
        ("papers/all.bundle", "record 2", "broken-member"),
        ("papers/all.bundle", "record 3", "repeated-key"),
        ("papers/all.bundle", "", "truncated-file"),
        ("papers/all.bundle#e", "record 4", "empty-file"),
    ]
    assert "papers/all.bundle#a~2" in set(models.Record.objects.values_list("name", flat=True))


def test_reading_prints_every_document(papers: WritePapers) -> None:
    folder = papers({"all.bundle": bundle(("a", telegram(1)), ("!", ""), ("b", telegram(2)))})
    told: list[FileProblem] = []
    documents = list(reading.read([folder], on_problem=told.append))
    assert [document.original.name for document in documents] == [
        "papers/all.bundle#a",
        "papers/all.bundle#b",
    ]
    assert [fault.place for fault in told] == ["record 2"]


def test_a_key_of_any_length_makes_a_name(papers: WritePapers) -> None:
    folder = papers({"all.bundle": bundle(("k" * 3000, telegram(1)), ("k" * 3001, telegram(2)))})
    names = [source.name for source in opening.opened(find([folder]))]
    assert len(set(names)) == 2
    assert max(map(len, names)) < 500


def test_a_fault_of_an_importer_costs_no_other_file(
    papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Bundle, file: BinaryIO, name: str) -> Iterator[Member | Problem]:
        raise ZeroDivisionError("oh")
        yield

    monkeypatch.setattr(Bundle, "members", broken)
    folder = papers({"all.bundle": bundle(("a", telegram(1))), "z.txt": telegram(2)})
    fault, source = opening.opened(find([folder]))
    assert isinstance(fault, FileProblem)
    assert (fault.code, fault.name) == ("importer-stopped", "papers/all.bundle")
    assert Path(source.name).name == "z.txt"
