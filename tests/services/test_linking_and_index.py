"""Links and index follow the change log: over adding, dying, changing and rebuilding."""

from __future__ import annotations

import pytest
from lighthouse import telegram
from services.conftest import WritePapers

from fonds.services import adding, checking, documents, following, rebuilding, showing
from fonds.services.archive import Archive
from fonds.store import models

ASK = "Your telegram No. 4 of 1 May 1931 was received. "


def id_of(name: str) -> str:
    return models.Record.objects.get(name=f"papers/{name}").id


def derived(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    """All derived rows without their running numbers, and what the index holds."""
    tables: dict[str, list[tuple[object, ...]]] = {}
    for table in (*following_tables(), models.Name, models.Place, models.SameMessage):
        columns = [
            f.attname
            for f in table._meta.concrete_fields
            if f.attname != "id" or table in (models.Name, models.Place)
        ]
        tables[table.__name__] = sorted(table._default_manager.values_list(*columns), key=repr)
    tables["index"] = sorted((id,) for id in archive.index().ids())
    return tables


def following_tables():  # type: ignore[no-untyped-def]
    from fonds.store import projections

    return projections.PER_RECORD


def test_a_mention_finds_its_paper_whichever_comes_first(archive: Archive, papers: WritePapers) -> None:
    answer = telegram(9, sender="Demin", recipient="Orlov", day="2 May 1931", body=ASK)
    adding.add(archive, [papers({"answer.txt": answer})])
    before = archive.document(id_of("answer.txt")).references
    assert [r.state for r in before] == ["missing"]
    missing = showing.record(archive, id_of("answer.txt")).mentions[0]
    assert missing.missing_key
    assert [r.id for r in showing.missing(archive, missing.missing_key).records] == [id_of("answer.txt")]

    adding.add(archive, [papers({"asked.txt": telegram(4, day="1 May 1931")})])
    after = archive.document(id_of("answer.txt")).references
    assert [(r.state, r.resolves_to) for r in after] == [("resolved", id_of("asked.txt"))]
    record = showing.record(archive, id_of("asked.txt"))
    assert (id_of("answer.txt"), "answered by") in [(r.record.id, r.reasons[0].kind) for r in record.related]
    back = showing.record(archive, id_of("answer.txt"))
    assert (id_of("asked.txt"), "answers") in [(r.record.id, r.reasons[0].kind) for r in back.related]


def test_a_mention_loses_a_paper_that_turned_into_another(archive: Archive, papers: WritePapers) -> None:
    folder = papers(
        {
            "asked.txt": telegram(4, day="1 May 1931"),
            "answer.txt": telegram(9, sender="Demin", recipient="Orlov", day="2 May 1931", body=ASK),
        }
    )
    adding.add(archive, [folder])
    papers({"asked.txt": telegram(5, day="7 May 1931")})
    adding.add(archive, [folder])
    assert [r.state for r in archive.document(id_of("answer.txt")).references] == ["missing"]


VOLUME = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="lamps"><text><body>
<div type="document" xml:id="d1"><head>1. Orlov to Demin</head><p>See my letter of 3 May 1931.<note n="1"><ref
target="#d2">Document 2</ref>.</note></p></div>{}</body></text></TEI>"""
SECOND = (
    """<div type="document" xml:id="d2"><head>2. Letter From Orlov to the Keeper</head><p>Lit.</p></div>"""
)


def test_mark_up_leads_to_another_document_of_its_file(archive: Archive, papers: WritePapers) -> None:
    """given a volume without its second document / when that comes, both mentions lead there"""
    folder = papers({"lamps.xml": VOLUME.format("")})
    adding.add(archive, [folder])
    assert {r.resolves_to for r in archive.document(id_of("lamps.xml#d1")).references} == {None}
    papers({"lamps.xml": VOLUME.format(SECOND)})
    report = adding.add(archive, [folder])
    assert (report.added, report.unchanged) == (1, 1)
    references = archive.document(id_of("lamps.xml#d1")).references
    assert [(r.state, r.resolves_to) for r in references] == [("resolved", id_of("lamps.xml#d2"))] * 2


def test_a_short_name_is_the_only_person_who_bears_it(archive: Archive, papers: WritePapers) -> None:
    """given Demin alone / when one Pavel Demin comes, Demin is he / when another Demin comes, nobody knows"""
    folder = papers({"1.txt": telegram(1)})
    adding.add(archive, [folder])
    short = models.Name.objects.get(key="demin").id
    assert showing.person(archive, short).name == "Demin"
    papers({"2.txt": telegram(2, recipient="Pavel Demin")})
    adding.add(archive, [folder])
    person = showing.person(archive, short)
    assert person.name == "Pavel Demin"
    assert {r.id for r in person.received} == {id_of("1.txt"), id_of("2.txt")}
    found = archive.index().search(everything())
    assert dict(found.facets["person"])["Pavel Demin"] == 2
    papers({"3.txt": telegram(3, recipient="Arkady Demin")})
    adding.add(archive, [folder])
    assert showing.person(archive, short).name == "Demin"
    assert [r.id for r in showing.person(archive, short).received] == [id_of("1.txt")]
    assert checking.check(archive).sound


def everything():  # type: ignore[no-untyped-def]
    from fonds.search.query import parse

    return parse("")


def test_links_and_index_catch_up_after_a_death(
    archive: Archive, papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = papers({f"{n}.txt": telegram(n) for n in range(1, 4)})
    for step in ("link", "index"):
        papers({f"after-{step}.txt": telegram(len(step) + 20)})
        with monkeypatch.context() as patch:
            patch.setattr(following, step, die)
            with pytest.raises(KeyboardInterrupt):
                adding.add(archive, [folder])
        report = checking.check(archive)
        assert report.sound
        assert report.behind > 0
        following.catch_up(archive)
        report = checking.check(archive)
        assert (report.behind, report.indexed) == (0, report.records)


def die(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_index_that_is_lost_is_made_again(archive: Archive, papers: WritePapers) -> None:
    import shutil

    folder = papers({"1.txt": telegram(1)})
    adding.add(archive, [folder])
    shutil.rmtree(archive.index_folder)
    assert [f.what for f in checking.check(archive).findings] == ["index"]
    following.catch_up(archive)
    assert checking.check(archive).sound
    assert archive.index().count() == 1


def test_rebuilding_gives_the_same_again(archive: Archive, papers: WritePapers) -> None:
    folder = papers(
        {
            "1.txt": telegram(4, day="1 May 1931"),
            "2.txt": telegram(9, sender="Demin", recipient="Orlov", day="2 May 1931", body=ASK),
            "3.txt": telegram(3, recipient="Pavel Demin"),
            "sub/4.txt": telegram(5),
            "sub/4.ru.txt": "Маяк.",
        }
    )
    for name in ("1.txt", "3.txt", "."):
        adding.add(archive, [folder / name])
    papers({"1.txt": telegram(4, day="1 May 1931", body="More.")})
    adding.add(archive, [folder])
    before, documents_before = derived(archive), {d.id: d for d in documents.every()}
    for table in following_tables():
        table._default_manager.all().delete()
    report = rebuilding.rebuild(archive)
    assert (report.records, report.reread) == (4, 0)
    assert {d.id: d for d in documents.every()} == documents_before
    assert derived(archive) == before
    assert models.Version.objects.count() == 5
    assert checking.check(archive).sound


def test_a_better_reader_gives_a_new_version(
    archive: Archive, papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from fonds.services import reading, workers

    adding.add(archive, [papers({"1.txt": telegram(1), "2.txt": telegram(2)})])
    id, honest = id_of("1.txt"), reading.read_draft

    def better(draft: object, *, id: str) -> object:
        document = honest(draft, id=id)  # type: ignore[arg-type]
        return replace(document, rights="Free.") if document.original.name.endswith("1.txt") else document

    monkeypatch.setattr(reading, "read_draft", better)
    monkeypatch.setattr(workers, "READER_VERSION", "better")
    assert rebuilding.rebuild(archive).reread == 1
    record = showing.record(archive, id)
    assert [(v.number, v.reader_version == "better") for v in record.versions] == [(1, False), (2, True)]
    assert record.document.rights == "Free."
    assert showing.record(archive, id, version=1).document.rights is None
    assert checking.check(archive).sound


def test_a_lost_original_keeps_its_document(archive: Archive, papers: WritePapers) -> None:
    adding.add(archive, [papers({"1.txt": telegram(1), "2.txt": telegram(2)})])
    document = archive.document(id_of("1.txt"))
    archive.originals.path(document.original.sha256).unlink()
    assert [f.what for f in checking.check(archive).findings] == ["original"]
    rebuilding.rebuild(archive)
    assert archive.document(document.id) == document
    assert showing.record(archive, document.id).reading


def test_an_altered_original_is_found(archive: Archive, papers: WritePapers) -> None:
    adding.add(archive, [papers({"1.txt": telegram(1)})])
    (document,) = archive
    path = archive.originals.path(document.original.sha256)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"lamp", b"lump"))
    (finding,) = checking.check(archive).findings
    assert finding.what == "original"
    assert "was altered" in finding.message


def test_a_damaged_database_is_found(archive: Archive, papers: WritePapers) -> None:
    from django.db import connection

    adding.add(archive, [papers({"1.txt": telegram(1)})])
    models.Version.objects.update(document="{")
    off, on = {
        "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"),
        "postgresql": ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(off)
        cursor.execute("INSERT INTO fonds_store_subject (record_id, subject) VALUES ('000000000', 'x')")
        cursor.execute(on)
    messages = [f.message for f in checking.check(archive).findings if f.what == "database"]
    assert any("fonds_store_subject" in message for message in messages)
    assert any("cannot be read" in message for message in messages)


def test_documents_missing_from_the_index_are_found(archive: Archive, papers: WritePapers) -> None:
    adding.add(archive, [papers({"1.txt": telegram(1), "2.txt": telegram(2)})])
    with archive.index().writer() as writer:
        writer.remove(id_of("1.txt"))
        writer.commit(archive.index().sequence())
    (finding,) = checking.check(archive).findings
    assert finding.what == "index"
    assert "Missing from the search index: 1 of 2" in finding.message
