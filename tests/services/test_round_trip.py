"""An archive as JSON Lines, and an archive of these lines: the same documents."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from maximal import MAXIMAL
from services.conftest import WritePapers
from visiting import pages_of

from fonds.model import codec, ids
from fonds.services import adding, checking, documents, exporting, reading, rebuilding
from fonds.services import archive as archives
from fonds.services.archive import Archive

LETTER = {
    "title": "Letter, Orlo to Venn",
    "date": {"edtf": "1931-05-03", "as_written": "3 May 1931"},
    "type": "letter",
    "text": "The lamp is lit.\n\nSee your letter of 2 May.",
    "original": {"name": "a.txt", "sha256": "0" * 64, "media_type": "text/plain"},
    "references": [{"as_written": "your letter of 2 May", "start": 900, "end": 920, "state": "unresolved"}],
    "evidence": [{"path": "/title", "start": 800, "end": 820, "method": "x", "confidence": 1}],
}
one_database = pytest.mark.database("sqlite")
"""Two archives are open here, and a run on PostgreSQL has one database at a time."""


def line(**changes: object) -> str:
    return json.dumps({key: value for key, value in (LETTER | changes).items() if value != "-"})


@pytest.fixture
def other(empty: Path, tmp_path: Path) -> Path:
    return shutil.copytree(empty, tmp_path / "other")


@one_database
def test_nothing_is_lost_on_the_way(archive: Archive, other: Path, root: Path, tmp_path: Path) -> None:
    adding.add(archive, [root / "demo"], jobs=0)
    before, readings = [], dict[str, str]()
    for document in documents.every(readings):
        before.append((document, readings.pop(document.id)))
    export = tmp_path / "export.jsonl"
    export.write_text("".join(exporting.export(archive, "jsonl")), encoding="utf-8")

    second = archives.open_archive(other)
    report = adding.add(second, [export], jobs=0)
    assert (report.added, report.failed) == (len(before), 0)
    after = []
    for document in documents.every(readings):
        after.append((document, readings.pop(document.id)))
    assert after == before
    assert any(
        r.state == "resolved" and ids.is_valid(r.resolves_to or "") for d, _ in after for r in d.references
    )
    assert "".join(exporting.export(second, "jsonl")) == export.read_text(encoding="utf-8")
    assert checking.check(second).sound
    assert rebuilding.rebuild(second, jobs=0).reread == 0
    assert [document for document, _ in after] == list(second)


@one_database
def test_tei_gives_the_same_archive_but_for_evidence(
    archive: Archive, other: Path, root: Path, tmp_path: Path
) -> None:
    adding.add(archive, [root / "demo"], jobs=0)
    before = {d.id: (d.title, d.text, d.date, d.type, d.sources, d.people, len(d.messages)) for d in archive}
    export = tmp_path / "export.tei.xml"
    export.write_text("".join(exporting.export(archive, "tei")), encoding="utf-8")
    second = archives.open_archive(other)
    report = adding.add(second, [export], jobs=0)
    assert (report.added, report.failed) == (len(before), 0)
    after = {d.id: (d.title, d.text, d.date, d.type, d.sources, d.people, len(d.messages)) for d in second}
    assert after == before


def test_every_field_comes_back(archive: Archive, papers: WritePapers) -> None:
    text = codec.to_json(MAXIMAL)[:-1] + ',"reading":' + json.dumps("x" * 10_000) + "}"
    (document,) = reading.read([papers({"one.jsonl": text + "\n"})])
    known = {message.id for message in MAXIMAL.messages}
    expected = replace(
        MAXIMAL,
        references=tuple(
            replace(
                r,
                state="unresolved" if r.resolves_to and r.resolves_to not in known else r.state,
                resolves_to=r.resolves_to if r.resolves_to in known else None,
            )
            if not r.candidates
            else r
            for r in MAXIMAL.references
        ),
    )
    assert replace(document, references=()) == replace(expected, references=())
    assert len(document.references) == len(expected.references)


def test_an_archive_knows_its_own_export(archive: Archive, papers: WritePapers, tmp_path: Path) -> None:
    adding.add(archive, [papers({"a.txt": "Letter, Orlo to Venn\n\nThe lamp is lit.\n"})])
    export = tmp_path / "export.jsonl"
    export.write_text("".join(exporting.export(archive, "jsonl")), encoding="utf-8")
    report = adding.add(archive, [export])
    assert (report.added, len(report.forms), len(archive)) == (0, 1, 1)


def test_an_id_is_kept_where_it_is_valid_and_free(archive: Archive, papers: WritePapers) -> None:
    good = ids.identify("somewhere else")
    lines = [line(id=good), line(id=good, title="Another paper"), line(id="x"), line(id="-", title="A third")]
    adding.add(archive, [papers({"a.jsonl": "\n".join(lines)})])
    found = {document.id: document.title for document in archive}
    assert found[good] == LETTER["title"]
    assert len(found) == 4
    assert all(map(ids.is_valid, found))


def test_without_a_reading_text_the_evidence_goes(archive: Archive, papers: WritePapers) -> None:
    adding.add(archive, [papers({"a.jsonl": line()})])
    (document,) = archive
    assert document.evidence == ()
    assert [p.code for p in document.problems] == ["evidence-dropped"]
    assert document.text == LETTER["text"]
    (reference,) = document.references
    assert document.text[reference.start : reference.end] == reference.as_written


def test_where_it_lay_is_kept(archive: Archive, papers: WritePapers) -> None:
    lines = [line(collection="Papers of the Bridge/Letters"), line(title="Another")]
    adding.add(archive, [papers({"deep/down/a.jsonl": "\n".join(lines)})])
    assert {d.title: d.collection for d in archive} == {
        "Letter, Orlo to Venn": "Papers of the Bridge/Letters",
        "Another": None,
    }


def test_lines_of_something_else_are_not_all_reported(archive: Archive, papers: WritePapers) -> None:
    report = adding.add(archive, [papers({"a.jsonl": '{"name": "Orlo"}\n' * 5000})])
    assert report.problems == {"broken-line": 100, "no-documents": 1}
    report = adding.add(archive, [papers({"a.jsonl": line() + "\n" + '{"name": "Orlo"}\n' * 500})])
    assert (report.added, report.problems["broken-line"]) == (1, 500)


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        "7",
        "{}",
        "[" * 100_000,
        line(title="-"),
        line(title=7),
        line(text=["a"]),
        line(date="1931"),
        line(date={"edtf": "yesterday", "as_written": "x"}),
        line(date={"edtf": "1931", "as_written": "1931", "earliest": "soon"}),
        line(messages={}),
        line(messages=[{"id": "m1"}]),
        line(messages=[{"id": "m1", "kind": "letter"}] * 2),
        line(references=[{"as_written": "x", "start": "a", "end": 3}]),
        line(evidence=[{"path": "/title", "start": 0, "end": 3, "method": "x", "confidence": "much"}]),
        line(languages=[1]),
        line(original=7),
        line(problems=[{"code": "x", "severity": "info", "message": "x", "where": "here"}]),
    ],
    ids=range(19),
)
def test_a_bad_line_has_its_number(bad: str, archive: Archive, papers: WritePapers) -> None:
    text = "\n".join([line(), "", bad, line(title="Another")])
    report = adding.add(archive, [papers({"a.jsonl": text})])
    assert (report.added, report.failed) == (2, 1)
    assert [(failure.code, failure.place) for failure in report.failures] == [("broken-line", "line 3")]


@pytest.mark.parametrize(
    "odd",
    [
        line(type="epistle"),
        line(text="", evidence=[]),
        line(text="A \ud83d half \x00 pair"),
        line(reading="too short for the spans"),
        line(
            messages=[
                {
                    "id": "m1",
                    "kind": "letter",
                    "from": [],
                    "to": [{"name": "x" * 10_000}],
                    "start": -5,
                    "end": 99999,
                }
            ]
        ),
        line(original={"name": "x"}),
        line(paragraphs=[{"start": 9, "end": 4}]),
        line(
            references=[
                {"as_written": "", "start": 0, "end": 0, "state": "resolved", "resolves_to": "b1wfs30st"}
            ]
        ),
        line(
            reading="0123456789" * 4,
            paragraphs=[{"start": 9, "end": 24}, {"start": 3, "end": 12}, {"start": 40, "end": 40}],
            references=[{"as_written": "x", "start": n, "end": n + 5} for n in (12, 10, 8, 35)],
            messages=[
                {"id": "m1", "kind": "letter", "from": [], "to": [], "start": 20, "end": 22, "parent": "m1"}
            ],
            turns=[{"speaker": {"name": "Orlo"}, "text": "x", "start": 0, "end": 40}],
            evidence=[{"path": "/nowhere/7", "start": 2, "end": 30, "method": "x", "confidence": 7}],
            notes=[{"text": "x", "marker": "[", "start": 3, "end": 4}],
        ),
        line(record_id=None, summary=None, unknown={"key": [1]}),
    ],
    ids=range(10),
)
def test_an_odd_line_is_kept_and_shown(
    odd: str, archive: Archive, papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = adding.add(archive, [papers({"a.jsonl": odd})])
    assert (report.added, report.failed) == (1, 0)
    assert checking.check(archive).sound
    (document,) = archive
    with pages_of(archive.root, monkeypatch) as client:
        for address in ("", "?evidence=1", "/cite", ".txt", ".ris", ".bib", ".csl.json", ".jsonl"):
            assert client.get(f"/d/{document.id}{address}").status_code == 200, address
