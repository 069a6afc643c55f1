"""Scans in an archive: what is recognised once, kept with its places, and marked on the page images."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from pdfs import pdf
from PIL import Image
from typescript import encoded

from fonds.errors import NotFound
from fonds.importers import tesseract
from fonds.importers.tesseract import Bearing, Tesseract, Word
from fonds.model import Document
from fonds.services import adding, finding, reading, rebuilding, scans, showing
from fonds.services.archive import Archive
from fonds.services.sources import Source, find
from fonds.services.views import FileProblem
from fonds.store import models

LINES = ("Telegram from Orlov to Demin, May 3, 1931. The lamp is lit.", "Nobody slept in the harbour.")


class Engine(Tesseract):
    """Reads the next of ``LINES`` from each image it is given."""

    asked = 0

    def words(
        self, image: Image.Image, language: str, *, dpi: int, one_column: bool = False
    ) -> tuple[Word, ...]:
        line = LINES[type(self).asked % len(LINES)]
        type(self).asked += 1
        return tuple(
            Word(word, 95, 20 + 60 * n, 40, 70 + 60 * n, 60, (1, 1, 1)) for n, word in enumerate(line.split())
        )

    def bearing(self, image: Image.Image, *, dpi: int) -> Bearing | None:
        return None


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> type[Engine]:
    """Text recognition that takes no time."""
    Engine.asked = 0
    monkeypatch.setattr(tesseract, "installed", lambda: Engine("nowhere", "5", frozenset({"eng"})))
    return Engine


def page(shade: int = 0) -> Image.Image:
    image = Image.new("L", (850, 1100), 255)
    image.paste(shade, (100, 100, 400, 140))
    return image


def scan(path: Path, pages: int = 1, shade: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    format = {".tif": "TIFF", ".jpg": "JPEG", ".png": "PNG", ".pdf": "PDF"}[path.suffix]
    path.write_bytes(encoded([page(shade)] * pages, format))


def only(archive: Archive) -> str:
    (id,) = models.Record.objects.values_list("id", flat=True)
    return str(id)


def test_a_scan_is_recognised_once(archive: Archive, tmp_path: Path, engine: type[Engine]) -> None:
    scan(tmp_path / "papers" / "one.tif", 2)
    report = adding.add(archive, [tmp_path / "papers"])
    assert (report.added, report.problems, engine.asked) == (1, {"recognised-text": 1}, 2)
    assert adding.add(archive, [tmp_path / "papers"]).unchanged == 1
    record = showing.record(archive, only(archive))
    kept = scans.sheets(record.id, 1)
    assert rebuilding.rebuild(archive).reread == 0
    assert engine.asked == 2
    assert scans.sheets(record.id, 1) == kept
    assert finding.search(archive, "harbour").hits[0].is_scanned
    (start, end), *_ = finding.marks(record.reading, "harbour")
    assert [(s.number, [record.reading[w.start : w.end] for w in s.within(start, end)]) for s in kept] == [
        (1, []),
        (2, ["harbour."]),
    ]


def test_what_was_not_to_be_recognised_is_by_rebuilding(
    archive: Archive, tmp_path: Path, engine: type[Engine]
) -> None:
    scan(tmp_path / "papers" / "one.pdf", 2)
    report = adding.add(archive, [tmp_path / "papers"], recognise=False)
    assert (report.added, engine.asked) == (1, 0)
    assert rebuilding.rebuild(archive, recognise=False).reread == 0
    assert rebuilding.rebuild(archive).reread == 1
    record = showing.record(archive, only(archive))
    assert "The lamp is lit." in record.reading
    assert record.version.number == 2


def test_images_that_are_numbered_are_one_paper(
    archive: Archive, tmp_path: Path, engine: type[Engine]
) -> None:
    for n in (1, 2):
        scan(tmp_path / "papers" / f"talk_p{n:03}.jpg", shade=n)
    report = adding.add(archive, [tmp_path / "papers"])
    assert (report.added, report.failed, engine.asked) == (1, 0, 2)
    record = showing.record(archive, only(archive))
    assert [(f.name, f.role, f.pages) for f in record.files] == [
        ("talk_p001.jpg", "original", 1),
        ("talk_p002.jpg", "page", 1),
    ]
    assert "lit." in record.reading.partition("\f")[0]
    assert "slept" in record.reading.partition("\f")[2]
    assert [sheet.number for sheet in scans.sheets(record.id, 1)] == [1, 2]
    for file in record.files:
        assert scans.page_image(archive, record.id, file.sha256, 1).data
    # Another page is a new version of the same paper.
    scan(tmp_path / "papers" / "talk_p003.jpg", shade=3)
    assert adding.add(archive, [tmp_path / "papers"]).changed == 1
    assert [sheet.number for sheet in scans.sheets(record.id, 2)] == [1, 2, 3]


def grouped(folder: Path, *names: str) -> list[tuple[str, list[tuple[str, str]]]]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return [
        (item.path.name, [(c.path.name, c.role) for c in item.companions])
        for item in find([folder])
        if isinstance(item, Source)
    ]


def test_how_page_images_are_put_together(tmp_path: Path) -> None:
    assert grouped(tmp_path / "a", "x-1.tif", "x-2.tif", "x-10.tif", *(f"x-{n}.tif" for n in range(3, 10)))[
        0
    ] == (
        "x-1.tif",
        [(f"x-{n}.tif", "page") for n in range(2, 11)],
    )
    assert grouped(tmp_path / "b", "y p1.png", "y p2.png", "y.txt") == [
        ("y.txt", [("y p1.png", "scan"), ("y p2.png", "scan")])
    ]
    for n, names in enumerate(
        [
            ("z-2.tif", "z-3.tif"),  # not from one
            ("z-1.tif", "z-3.tif"),  # a gap
            ("z-1.tif", "z-2.jpg"),  # two kinds
            ("z-1.tif", "z-01.tif", "z-2.tif"),  # one number twice
            ("z1.tif", "z2.tif"),  # no sign before the number
            ("z-1.pdf", "z-2.pdf"),  # a PDF is a paper
        ]
    ):
        assert grouped(tmp_path / f"c{n}", *names) == [(name, []) for name in sorted(names)]
    assert grouped(tmp_path / "d", "z-1.tif", "z-1.txt", "z-2.tif", "z-2.txt") == [
        ("z-1.txt", [("z-1.tif", "scan")]),
        ("z-2.txt", [("z-2.tif", "scan")]),
    ]


def test_what_a_camera_numbers_is_no_paper(tmp_path: Path) -> None:
    for n, stem in enumerate(("IMG", "img", "DSC", "DSCN", "Scan", "P100", "Photo", "PXL")):
        folder = tmp_path / f"{n}"
        names = [f"{stem}_{k:04}.jpg" for k in (1, 2, 3)]
        assert grouped(folder, *names) == [(name, []) for name in names]
        (noted,) = [item for item in find([folder]) if isinstance(item, FileProblem)]
        assert (noted.code, noted.severity, Path(noted.name).name) == ("images-not-joined", "info", names[0])
        assert f"3 images, to {names[2]}," in noted.message
    # A name of one's own is another thing, and so is a text beside them.
    own = [f"IMG_0412 {k}.jpg" for k in (1, 2)]
    assert grouped(tmp_path / "own", *own) == [(own[0], [(own[1], "page")])]
    assert grouped(tmp_path / "text", "scan.txt", "scan-1.jpg", "scan-2.jpg") == [
        ("scan.txt", [("scan-1.jpg", "scan"), ("scan-2.jpg", "scan")])
    ]
    assert not [item for item in find([tmp_path / "own"]) if isinstance(item, FileProblem)]


def documents(folder: Path) -> tuple[list[Document], list[FileProblem]]:
    faults: list[FileProblem] = []
    return list(reading.read([folder], on_problem=faults.append)), faults


def test_reading_without_keeping_recognises_too(tmp_path: Path, engine: type[Engine]) -> None:
    scan(tmp_path / "one.png")
    (document,), faults = documents(tmp_path)
    assert (document.original.media_type, faults) == ("image/png", [])
    assert document.date is not None
    assert document.date.edtf == "1931-05-03"
    assert [unread.text for unread in reading.read([tmp_path], recognise=False)] == [""]


# --- bad input ---------------------------------------------------------------------------------------


def tiff(width: int, height: int, *, following: int = 0) -> bytes:
    """A TIFF of one strip with hardly any bytes in it, by hand after TIFF 6.0; ``following`` is where it says the
    next page is."""
    entries = [(256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1),
               (278, 4, height), (279, 4, 8)]  # fmt: skip
    fields = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    head = struct.pack("<2sHI", b"II", 42, 16)
    return head + b"\0" * 8 + struct.pack("<H", len(entries)) + fields + struct.pack("<I", following)


def pdf_of_image(width: int, height: int) -> bytes:
    """A PDF whose page shows an image of that size, of which a few bytes are there."""
    content = b"q 595 0 0 842 0 0 cm /I Do Q"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 4 0 R >> >>"
        b" /Contents 5 0 R >>",
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8"
        b" /Length 9 >>\nstream\n123456789\nendstream" % (width, height),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return bytes(out) + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def png() -> bytes:
    return encoded([page()], "PNG")


WIDE_PNG = png()[:16] + struct.pack(">II", 60_000, 60_000) + png()[24:]
BAD = {
    "nothing.tif": (b"", "empty-file"),
    "nothing.jpg": (b"", "empty-file"),
    "head.png": (png()[:20], "broken-image"),
    "head.tif": (encoded([page()])[:20], "broken-image"),
    "cut.png": (png()[: len(png()) // 2], "broken-image"),
    "cut.jpg": (encoded([page()], "JPEG")[:3000], "broken-image"),
    "wide.tif": (tiff(60_000, 60_000), "image-too-large"),
    "wider.tif": (tiff(2**32 - 1, 2**32 - 1), "image-too-large"),
    "wide.png": (WIDE_PNG, "broken-image"),  # its checksum is that of another size
    "short.tif": (tiff(1000, 1000), "broken-image"),
    "ornament.png": (encoded([page().resize((32, 32))], "PNG"), "no-page-image"),
    "locked.pdf": (pdf([["The lamp is lit."]], encrypted=True), "encrypted-pdf"),
    "cut.pdf": (encoded([page()] * 2, "PDF")[:900], "broken-pdf"),
    "wide.pdf": (pdf_of_image(20_000, 18_000), "image-too-large"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_scan_is_told_and_the_next_is_kept(
    name: str, archive: Archive, tmp_path: Path, engine: type[Engine]
) -> None:
    data, code = BAD[name]
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / name).write_bytes(data)
    scan(tmp_path / "papers" / "zebra.tif")
    report = adding.add(archive, [tmp_path / "papers"], jobs=0)
    assert (report.added, report.failed, engine.asked) == (1, 1, 1)
    assert [failure.code for failure in report.failures] == [code]
    assert showing.record(archive, only(archive)).document.original.name == "papers/zebra.tif"


def test_a_page_too_large_does_not_lose_the_others(
    archive: Archive, tmp_path: Path, engine: type[Engine]
) -> None:
    good, wide = page(), Image.new("1", (11_000, 10_000), 1)
    (tmp_path / "one.tif").write_bytes(encoded([good.convert("1"), wide, good.convert("1")]))
    assert adding.add(archive, [tmp_path / "one.tif"]).added == 1
    record = showing.record(archive, only(archive))
    found = next(p for p in record.document.problems if p.code == "image-too-large")
    assert found.where == {"page": 2}
    assert "11000 × 10000 pixels" in found.message
    assert "slept" in record.reading
    with pytest.raises(NotFound, match="11000 × 10000 pixels"):
        scans.page_image(archive, record.id, record.files[0].sha256, 2)


def test_a_large_image_in_a_pdf_is_not_shown(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "wide.txt").write_text("The lamp is lit, and nobody slept in the harbour.")
    (tmp_path / "wide.pdf").write_bytes(pdf_of_image(20_000, 18_000))
    adding.add(archive, [tmp_path / "wide.txt"])
    record = showing.record(archive, only(archive))
    with pytest.raises(NotFound, match="20000 × 18000 pixels"):
        scans.page_image(archive, record.id, record.files[1].sha256, 1)


def test_a_tiff_that_runs_in_a_circle_ends(archive: Archive, tmp_path: Path, engine: type[Engine]) -> None:
    (tmp_path / "round.tif").write_bytes(tiff(600, 800, following=16))
    report = adding.add(archive, [tmp_path / "round.tif"])
    assert report.added + report.failed == 1
    assert engine.asked <= 2


def test_of_a_pdf_of_10000_pages_the_first_are_read(archive: Archive, tmp_path: Path) -> None:
    lines = [["The lamp is lit."], *[[]] * 9_999]
    (tmp_path / "long.pdf").write_bytes(pdf(lines))
    report = adding.add(archive, [tmp_path / "long.pdf"])
    assert (report.added, report.problems["too-many-pages"]) == (1, 1)


def test_bytes_that_are_no_image_are_not_opened_as_one(tmp_path: Path) -> None:
    """Pillow knows formats that run programs or load libraries; only three are asked."""
    (tmp_path / "x.tif").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 500 500\n")
    found, _ = documents(tmp_path)
    assert all(p.code != "recognised-text" for document in found for p in document.problems)
    image = io.BytesIO()
    page().save(image, "GIF")
    (tmp_path / "x.tif").write_bytes(image.getvalue())
    assert documents(tmp_path)[0][0].problems[0].code == "binary-junk"
