"""What the pages show."""

from __future__ import annotations

from datetime import date

import pytest
from lighthouse import telegram
from services.conftest import WritePapers

from fonds.errors import NotFound, UsageError
from fonds.services import adding, citing, exporting, finding, scans, showing
from fonds.services.archive import Archive
from fonds.store import models

FORWARDING = """Skip to content

5 May 1931

Telegram No. 12, Orlov to Demin, forwarding a telegram of Lund

Ciphered Telegram

From PORT ANSELM

To Comrade DEMIN

I forward a telegram of the keeper:

“To Comrade ORLOV.

The oil has come. I shall light the lamp at nine.

LUND

4 May 1931”

I await your orders.

Orlov

Document Information

Source

State Archive of the Sea, f. 12, op. 3, d. 40, ll. 20-22.
"""


@pytest.fixture
def filled(archive: Archive, papers: WritePapers) -> Archive:
    files: dict[str, str | bytes] = {f"sea/{n:02}.txt": telegram(n, day=f"{n} May 1931") for n in range(1, 8)}
    files["land/forwarded.txt"] = FORWARDING
    files["land/plain.txt"] = "Notes on the weather\n\nIt rained on the island, and nobody wrote down when.\n"
    adding.add(archive, [papers(files)])
    return archive


def id_of(name: str) -> str:
    return models.Record.objects.get(name=f"papers/{name}").id


def test_a_record_with_its_surroundings(filled: Archive) -> None:
    record = showing.record(filled, id_of("sea/03.txt"))
    assert record.previous is not None
    assert record.next is not None
    assert (record.previous.id, record.next.id) == (id_of("sea/02.txt"), id_of("sea/04.txt"))
    assert record.link.date == "1931-05-03"
    for paragraph in record.paragraphs:
        assert record.reading[paragraph.start : paragraph.end] == paragraph.text
    assert [p.n for p in record.paragraphs] == list(range(1, len(record.paragraphs) + 1))
    assert record.people["Orlov"].name == "Orlov"
    assert record.places["Port Anselm"].id
    (source,) = record.sources
    assert [step.label for step in source.holdings][1:] == ["f. 12", "op. 3", "d. 40"]
    same_file = {
        r.record.id for r in record.related if any(reason.kind == "same file" for reason in r.reasons)
    }
    assert same_file == {id_of("sea/06.txt"), id_of("land/forwarded.txt")}
    assert all(reason.words for r in record.related for reason in r.reasons)
    (file,) = record.files
    assert (file.name, file.role, file.pages) == ("03.txt", "original", None)
    assert showing.file(filled, record.id, file.sha256).data == filled.originals.read(file.sha256)


def test_the_first_has_none_before_and_an_undated_one_no_neighbours(filled: Archive) -> None:
    assert showing.record(filled, id_of("sea/01.txt")).previous is None
    undated = showing.record(filled, id_of("land/plain.txt"))
    assert (undated.previous, undated.next) == (None, None)


def test_head_and_close_of_a_forwarded_message_are_its_own(filled: Archive) -> None:
    record = showing.record(filled, id_of("land/forwarded.txt"))
    (outer,) = record.messages
    (inner,) = outer.children
    assert (outer.depth, inner.depth) == (0, 1)
    of_inner = [(p.kind, p.text) for p in record.paragraphs if p.message == inner.message.id]
    assert of_inner[0] == ("head", "“To Comrade ORLOV.")
    assert ("paragraph", "The oil has come. I shall light the lamp at nine.") in of_inner
    assert {p.message for p in record.paragraphs} == {outer.message.id, inner.message.id}


@pytest.mark.parametrize("id", ["", "b1wfs30st", "b1wfs30s0", "../../../etc", "\x00", "x" * 10_000])
def test_ids_that_lead_nowhere(filled: Archive, id: str) -> None:
    for show in (
        showing.record,
        showing.person,
        showing.place,
        showing.missing,
        showing.reading,
        citing.cite,
    ):
        with pytest.raises(NotFound):
            show(filled, id)
    with pytest.raises(NotFound):
        showing.file(filled, id, "0" * 64)
    with pytest.raises(NotFound):
        showing.record(filled, id_of("sea/01.txt"), version=7)


@pytest.mark.parametrize("sha256", ["", "../archive.toml", "0" * 64])
def test_files_of_others_are_not_given(filled: Archive, sha256: str) -> None:
    other = showing.record(filled, id_of("sea/02.txt")).files[0].sha256
    for asked in (sha256, other):
        with pytest.raises(NotFound, match="has no such file"):
            showing.file(filled, id_of("sea/01.txt"), asked)


def test_a_person_with_parts_names_and_correspondents(filled: Archive) -> None:
    orlov = showing.record(filled, id_of("sea/01.txt")).people["Orlov"]
    person = showing.person(filled, orlov.id)
    assert {r.id for r in person.written} == {
        id_of("land/forwarded.txt"),
        *(id_of(f"sea/{n:02}.txt") for n in range(1, 8)),
    }
    days = [r.earliest for r in person.written]
    assert days == sorted(days, key=str)
    assert person.totals["written"] == 8
    closest = person.correspondents[0]
    assert (closest.person.name, closest.sent, closest.received) == ("Demin", 8, 0)
    assert person.forms[0].form == "Orlov"
    assert person.forms[0].kind == "name"
    assert [(y.year, y.count) for y in person.years] == [(1931, 8)]
    names = showing.people(filled)
    assert ("Orlov", 8) in [(link.name, count) for link, count in names.people]
    assert [link.name for link, _ in showing.people(filled, initial="o").people] == ["Orlov"]
    assert names.total == sum(initial.count for initial in names.initials)


def test_a_place(filled: Archive) -> None:
    link = showing.record(filled, id_of("sea/01.txt")).places["Port Anselm"]
    place = showing.place(filled, link.id)
    assert place.name == "Port Anselm"
    assert place.totals == {"written": 8, "mentioned": 0}
    assert [form.form for form in place.forms] == ["PORT ANSELM"]
    assert [(p.name, count) for p, count in showing.places(filled).places] == [("Port Anselm", 8)]


def test_holdings_from_the_house_to_the_leaves(filled: Archive) -> None:
    top = showing.holdings(filled)
    (house,) = top.children
    assert house.count == 8
    fond = showing.holdings(filled, house.path).children[0]
    opis = showing.holdings(filled, fond.path).children[0]
    files = showing.holdings(filled, opis.path).children
    assert [(f.label, f.count) for f in files] == [("d. 40", 3), ("d. 41", 3), ("d. 42", 2)]
    file = showing.holdings(filled, files[0].path)
    assert [step.label for step in file.path][1:] == ["f. 12", "op. 3", "d. 40"]
    assert [(leaf.record.id, leaf.gap_before) for leaf in file.leaves] == [
        (id_of("sea/03.txt"), None),
        (id_of("sea/06.txt"), "4-5"),
        (id_of("land/forwarded.txt"), "7-19"),
    ]
    with pytest.raises(NotFound):
        showing.holdings(filled, ("nowhere",))
    with pytest.raises(NotFound):
        showing.holdings(filled, (*files[0].path, "1"))


def test_collections_and_times(filled: Archive) -> None:
    assert [(c.name, c.count, c.first, c.last) for c in showing.collections(filled)] == [
        ("land", 2, "1931-05-05", "1931-05-05"),
        ("sea", 7, "1931-05-01", "1931-05-07"),
    ]
    sea = showing.collection(filled, "sea")
    assert [r.id for r in sea.records] == [id_of(f"sea/{n:02}.txt") for n in range(1, 8)]
    year = showing.period(filled, "1931")
    assert (year.total, year.months[4], year.previous, year.next) == (8, 8, None, None)
    day = showing.period(filled, "1931-05-05")
    assert {r.id for r in day.records} == {id_of("sea/05.txt"), id_of("land/forwarded.txt")}
    assert (day.previous, day.next) == ("1931-05-04", "1931-05-06")
    assert showing.period(filled, "1930").next == "1931"
    for wrong in ("x", "19", "1931-5", "1931-05-05T12", "%"):
        with pytest.raises(NotFound):
            showing.period(filled, wrong)
    with pytest.raises(NotFound):
        showing.collection(filled, "air")
    with pytest.raises(NotFound):
        showing.collection(filled, "sea", page=2)


def test_home(filled: Archive) -> None:
    home = showing.home(filled, date(2031, 5, 5))
    assert (home.title, home.total, home.undated) == ("Test archive", 9, 1)
    assert [(y.year, y.count) for y in home.years] == [(1931, 8)]
    assert {r.id for r in home.on_this_day} == {id_of("sea/05.txt"), id_of("land/forwarded.txt")}
    assert len(home.latest) == 8
    assert sum(t.count for t in home.types) == 9
    assert showing.home(filled, date(2032, 2, 29)).on_this_day == ()


def test_an_empty_archive_shows_itself(archive: Archive) -> None:
    home = showing.home(archive, date(2031, 5, 5))
    assert (home.total, home.years, home.latest) == (0, (), ())
    assert showing.people(archive).total == 0
    assert showing.holdings(archive).children == ()
    assert finding.search(archive, "lamp").total == 0


def test_searching(filled: Archive) -> None:
    results = finding.search(filled, "lamp", filters={"collection": ["land"]})
    assert [hit.record.id for hit in results.hits] == [id_of("land/forwarded.txt")]
    assert results.filters == {"collection": ("land",)}
    (hit,) = results.hits
    assert any("lamp" in p.text[a:b] for p in hit.passages for a, b in p.marks)
    assert (hit.from_, hit.to, hit.record.date) == (("Orlov",), ("Demin",), "1931-05-05")
    collection = next(f for f in results.facets if f.name == "collection")
    assert [(v.value, v.count, v.selected) for v in collection.values] == [
        ("sea", 7, False),
        ("land", 1, True),
    ]
    assert finding.search(filled, "").total == 9
    assert finding.search(filled, "lamp", page=99).hits == ()
    with pytest.raises(UsageError):
        finding.search(filled, "lamp", sort="colour")
    with pytest.raises(UsageError):
        finding.search(filled, "lamp", filters={"colour": ["red"]})


def test_other_names_are_searched_too_and_can_be_left_out(archive: Archive, papers: WritePapers) -> None:
    files: dict[str, str | bytes] = {
        "1.txt": telegram(1).replace("Comrade DEMIN", "Comrade LANTERN [Demin]"),
        "2.txt": telegram(2).replace("DEMIN", "LANTERN").replace("Demin", "Lantern"),
        "3.txt": telegram(3),
        "4.txt": telegram(4, recipient="Sparrow"),
    }
    adding.add(archive, [papers(files)])
    results = finding.search(archive, "to:lantern")
    assert [(a.name, a.forms) for a in results.also] == [("lantern", ("Demin",))]
    assert {h.record.id for h in results.hits} == {id_of(f"{n}.txt") for n in (1, 2, 3)}
    alone = finding.search(archive, "to:lantern", also_names=False)
    assert alone.also == ()
    assert id_of("3.txt") not in {h.record.id for h in alone.hits}
    person = showing.person(archive, models.Name.objects.get(key="lantern").id)
    assert person.name == "Demin"
    assert "alias" in {form.kind for form in person.forms if form.form == "Lantern"}


def test_little_found_offers_more(filled: Archive) -> None:
    results = finding.search(filled, "lamp zeppelin")
    assert results.total == 0
    assert "any word" in {wider.kind for wider in results.wider}
    for wider in results.wider:
        assert finding.search(filled, wider.query).total == wider.count


def test_completions_lead_to_people_places_and_documents(filled: Archive) -> None:
    (person,) = [s for s in finding.suggest(filled, "orl") if s.kind == "person"]
    assert person.person == showing.record(filled, id_of("sea/01.txt")).people["Orlov"].id
    places = [s for s in finding.suggest(filled, "port") if s.kind == "place"]
    assert [showing.place(filled, s.place or "").name for s in places] == ["Port Anselm"]
    id = id_of("sea/01.txt")
    assert [s.record for s in finding.suggest(filled, id)] == [id]
    assert finding.suggest(filled, "") == ()


def test_citing_and_exporting(filled: Archive) -> None:
    id = id_of("sea/01.txt")
    for style in citing.STYLES:
        for format in citing.FORMATS:
            assert "Orlov" in citing.cite(filled, id, style=style, format=format)
    assert "https://example.org/d/1" in citing.cite(filled, id, address="https://example.org/d/1")
    with pytest.raises(UsageError):
        citing.cite(filled, id, format="stone")
    with pytest.raises(UsageError):
        exporting.export(filled, "stone")
    assert "".join(exporting.export(filled, query="no-such-word-anywhere")) == ""
    lines = "".join(exporting.export(filled)).splitlines()
    assert len(lines) == 9
    assert exporting.several(filled, [id, "b1wfs30st"], "jsonl").splitlines() == [
        line for line in lines if f'"{id}"' in line
    ]


def test_a_withdrawn_document_is_not_given(filled: Archive) -> None:
    from datetime import UTC, datetime

    from fonds.services import following
    from fonds.store import records

    id = id_of("sea/01.txt")
    models.Record.objects.filter(id=id).update(withdrawn=datetime.now(UTC))
    records.log({id: "withdrawn"})
    following.catch_up(filled)
    assert showing.record(filled, id).withdrawn is not None
    assert len(filled) == 8
    assert finding.search(filled, "").total == 8
    with pytest.raises(NotFound):
        filled.document(id)
    with pytest.raises(NotFound):
        showing.file(filled, id, showing.record(filled, id).files[0].sha256)


def test_scans_become_images(archive: Archive, papers: WritePapers) -> None:
    from io import BytesIO

    from PIL import Image

    def scan(format: str, **options: object) -> bytes:
        white, red = (Image.new("RGB", (850, 1100), colour) for colour in ("white", "red"))
        out = BytesIO()
        white.save(out, format, save_all=True, append_images=[red], **options)
        return out.getvalue()

    pdf, tiff = scan("PDF", resolution=100), scan("TIFF", dpi=(100, 100))
    adding.add(archive, [papers({"1.txt": telegram(1), "1.pdf": pdf, "1.tif": tiff})])
    id = id_of("1.txt")
    original, *found = showing.record(archive, id).files
    assert [(f.role, f.media_type, f.pages) for f in found] == [
        ("scan", "application/pdf", 2),
        ("scan", "image/tiff", 2),
    ]
    for file in found:
        for dpi in scans.DPIS[:2]:
            image = scans.page_image(archive, id, file.sha256, 2, dpi=dpi)
            shown = Image.open(BytesIO(image.data))
            assert shown.format == "PNG"
            assert abs(shown.height - 11 * dpi) <= 2
            red, green, blue = shown.convert("RGB").resize((1, 1)).getpixel((0, 0))
            assert (red > 250, green < 5, blue < 5) == (True, True, True)
            assert scans.page_image(archive, id, file.sha256, 2, dpi=dpi) == image
        with pytest.raises(NotFound):
            scans.page_image(archive, id, file.sha256, 3)
        with pytest.raises(NotFound):
            scans.page_image(archive, id, file.sha256, 0)
        with pytest.raises(UsageError):
            scans.page_image(archive, id, file.sha256, 1, dpi=4000)
    with pytest.raises(NotFound):
        scans.page_image(archive, id, original.sha256, 1)
    assert len(list(archive.cache_folder.glob("*/*.png"))) == 4


def test_the_cache_of_images_is_bounded(
    archive: Archive, papers: WritePapers, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    folder = archive.cache_folder / "ab"
    folder.mkdir(parents=True)
    for n in range(10):
        (folder / f"{n}.png").write_bytes(b"x" * 100)
        os.utime(folder / f"{n}.png", (n, n))
    monkeypatch.setattr(scans, "CACHE_BYTES", 500)
    scans._prune(archive.cache_folder)
    assert sorted(path.name for path in folder.iterdir()) == [f"{n}.png" for n in range(6, 10)]
