"""Page images: what is recognised on them, how well, and what is said where it is not."""

from __future__ import annotations

import ctypes
import io
import re
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PIL import Image
from typescript import GERMAN, MARGIN, RUSSIAN, TELEGRAM, WIDTH, encoded, font, scanned, sheet, word_errors

from fonds.importers import drafts, images, pdf, recognition, tesseract
from fonds.importers.recognition import Page
from fonds.importers.tesseract import Bearing, EngineFailed, Tesseract, Word
from fonds.model import Draft, Original

ORIGINAL = Original("paper.tif", "0" * 64, "image/tiff")
WORST = 0.03
"""Word errors that a page with noise may have."""


def read(data: bytes, *, recognise: bool = True, kept: dict[int, Page] | None = None) -> Draft:
    with recognition.using(recognise=recognise, kept=kept):
        (found,) = drafts(data, ORIGINAL)
    return found


def codes(found: Draft) -> list[str]:
    return [problem.code for problem in found.problems]


class Engine(Tesseract):
    """An engine that says what it is told to, and remembers what it was asked."""

    def __init__(self, *answers: str | EngineFailed, languages: str = "eng osd") -> None:
        super().__init__("nowhere", "5", frozenset(languages.split()))
        object.__setattr__(self, "answers", list(answers))
        object.__setattr__(self, "asked", [])

    __slots__ = ("answers", "asked")

    def words(
        self, image: Image.Image, language: str, *, dpi: int, one_column: bool = False
    ) -> tuple[Word, ...]:
        self.asked.append((image.size, language))  # type: ignore[attr-defined]
        answer = self.answers.pop(0)  # type: ignore[attr-defined]
        if isinstance(answer, EngineFailed):
            raise answer
        return tuple(
            Word(word, 95, 10 + 50 * n, 20 + 30 * row, 50 + 50 * n, 40 + 30 * row, (1, 1, row))
            for row, line in enumerate(answer.splitlines())
            for n, word in enumerate(line.split())
        )

    def bearing(self, image: Image.Image, *, dpi: int) -> Bearing | None:
        return None


def use(monkeypatch: pytest.MonkeyPatch, engine: Tesseract | None) -> None:
    monkeypatch.setattr(tesseract, "installed", lambda: engine)


def blot(n: int = 1) -> list[Image.Image]:
    """Pages that are not empty."""
    page = Image.new("L", (600, 800), 255)
    page.paste(0, (100, 100, 300, 140))
    return [page] * n


# --- how well ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("specks", "size"), [(0.0, 40), (0.01, 46)])
def test_typed_pages_with_noise_are_read(tesseract: Tesseract, specks: float, size: int) -> None:
    page = scanned(sheet(TELEGRAM, font(size)), int(specks * 1000) + 1, specks=specks)
    found = read(encoded([page]))
    assert word_errors(TELEGRAM, found.reading) <= WORST
    assert codes(found) == ["recognised-text"]


@pytest.mark.parametrize(("text", "script", "worst"), [(GERMAN, "latin", 0.03), (RUSSIAN, "cyrillic", 0.03)])
def test_the_language_pack_is_that_of_the_page(
    tesseract: Tesseract, text: str, script: str, worst: float
) -> None:
    if script == "cyrillic":
        text = re.sub(r"[,.]", "", text)  # the font of that script has no points
    page = scanned(sheet(text, font(46, script)), specks=0.001)
    assert word_errors(text, read(encoded([page])).reading) <= worst


def test_a_page_on_its_side_is_turned_and_its_boxes_are_not(tesseract: Tesseract) -> None:
    upright = sheet(GERMAN)
    found = read(encoded([upright.rotate(90, expand=True)]))
    assert word_errors(GERMAN, found.reading) <= WORST
    (page,) = found.layout
    assert (page.width, page.height) == (upright.height, upright.width)
    first = page.words[0]
    # The first word stood at the top left; with the page turned to the left it stands at the bottom left.
    assert first.left == pytest.approx(MARGIN + 10, abs=30)
    assert first.bottom == pytest.approx(WIDTH - MARGIN, abs=30)


def test_words_stand_in_their_boxes(tesseract: Tesseract) -> None:
    page = scanned(sheet(TELEGRAM.split("2.")[0]), specks=0.01, skew=0)
    found = read(encoded([page]))
    assert found == read(encoded([page]))
    (laid,) = found.layout
    assert (laid.width, laid.height) == page.size
    assert found.reading[laid.words[0].start : laid.words[0].end] == "SECRET"
    assert laid.words[0].left == pytest.approx(MARGIN, abs=20)
    face = font(46)
    for word in laid.words[8:50]:
        width = face.getlength(found.reading[word.start : word.end])
        assert word.right - word.left == pytest.approx(width, abs=40)


# --- text layers -------------------------------------------------------------------------------------


def with_layer(page: Image.Image, text: str) -> bytes:
    """A PDF of a page image with a text over it that is not shown."""
    document = pdfium.PdfDocument(encoded([page], "PDF"))
    shown = document[0]
    face = raw.FPDFText_LoadStandardFont(document.raw, b"Helvetica")
    for n, line in enumerate(text.split("\n")):
        words = raw.FPDFPageObj_CreateTextObj(document.raw, face, 11)
        codes = ctypes.create_string_buffer((line + "\0").encode("utf-16-le"))
        raw.FPDFText_SetText(words, ctypes.cast(codes, raw.FPDF_WIDESTRING))
        raw.FPDFTextObj_SetTextRenderMode(words, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
        raw.FPDFPageObj_Transform(words, 1, 0, 0, 1, 72, 720 - 14 * n)
        raw.FPDFPage_InsertObject(shown.raw, words)
    raw.FPDFPage_GenerateContent(shown.raw)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_good_text_layer_is_taken_with_its_places(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine()
    use(monkeypatch, engine)
    found = read(with_layer(sheet(TELEGRAM), "The keeper of the harbour lamp was told\nthat nobody slept."))
    assert found.reading == "The keeper of the harbour lamp was told\nthat nobody slept."
    assert (codes(found), engine.asked) == ([], [])  # type: ignore[attr-defined]
    data = with_layer(sheet(TELEGRAM), found.reading)
    assert read(data, kept=recognition.pages_of(found.reading, found.layout)) == read(data)
    (page,) = found.layout
    assert [found.reading[w.start : w.end] for w in page.words][:3] == ["The", "keeper", "of"]
    assert page.words[0].left == pytest.approx(300, abs=10)  # an inch
    assert page.words[0].bottom == pytest.approx(page.height - 3000, abs=20)


def test_of_a_bad_text_layer_and_the_image_the_better_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = with_layer(sheet(TELEGRAM), "The keqpcr of tl~e harbour lamp wnz told\nth@t n0b~dy slept.")
    better = "The keeper of the harbour lamp was told\nthat nobody slept."
    use(monkeypatch, Engine(better))
    assert read(bad).reading == better
    use(monkeypatch, Engine("~ | ; hXr8 l,"))
    assert "keqpcr" in read(bad).reading


def test_a_page_that_is_no_scan_is_not_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Engine())
    small = Image.new("L", (300, 300), 0)
    document = pdfium.PdfDocument(with_layer(small, "QZX BRRT 88 ,, ~~"))
    document[0].set_mediabox(0, 0, 2000, 2000)
    out = io.BytesIO()
    document.save(out)
    assert codes(read(out.getvalue())) == []


# --- what is not recognised --------------------------------------------------------------------------


def test_without_an_engine_the_reader_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, None)
    for data in (encoded(blot(2)), encoded(blot(2), "PDF")):
        found = read(data)
        assert (found.reading, codes(found)) == ("", ["no-ocr-engine"])
        assert "2 page images" in found.problems[0].message
    assert codes(read(encoded(blot()), recognise=False)) == ["no-text-layer"]


def test_a_page_that_fails_does_not_lose_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Engine("The lamp is lit.", EngineFailed("it took too long"), "Nobody slept."))
    for data in (encoded(blot(3)), encoded(blot(3), "PDF")):
        use(monkeypatch, Engine("The lamp is lit.", EngineFailed("it took too long"), "Nobody slept."))
        found = read(data)
        assert "The lamp is lit." in found.reading
        assert "Nobody slept." in found.reading
        assert codes(found) == ["page-not-recognised", "recognised-text"]
        assert found.problems[0].where == {"page": 2}
        assert [page.number for page in found.layout] == [1, 3]


def test_an_empty_page_is_not_given_to_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine()
    use(monkeypatch, engine)
    found = read(encoded([Image.new("L", (600, 800), 250)]))
    assert (found.reading, codes(found), engine.asked) == ("", ["no-words-on-image"], [])  # type: ignore[attr-defined]


def test_pages_that_were_recognised_are_not_again(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Engine("The lamp is lit.", "Nobody slept."))
    data = encoded(blot(2))
    first = read(data)
    engine = Engine()
    use(monkeypatch, engine)
    again = read(data, kept=recognition.pages_of(first.reading, first.layout))
    assert again == first
    assert engine.asked == []  # type: ignore[attr-defined]


def test_a_missing_language_pack_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Engine(GERMAN))
    found = read(encoded(blot()))
    assert "no-language-pack" in codes(found)
    use(monkeypatch, Engine(GERMAN, GERMAN, languages="eng deu"))
    assert "no-language-pack" not in codes(read(encoded(blot())))


def test_specks_are_no_words() -> None:
    noise = Word("~;", 80, 1, 1, 2, 2, (1, 1, 1)), Word("iX", 20, 1, 1, 2, 2, (1, 1, 1))
    lamp = Word("lamp", 30, 1, 9, 2, 12, (1, 1, 2))
    page = recognition._laid_out([*noise, lamp, replace(lamp, line=(2, 1, 1))], 10, 20)
    assert page.text == "lamp\n\nlamp"


def test_what_an_image_is_made_of_does_not_matter() -> None:
    """Palettes, transparency, 16 bits, black on white: the same grey page."""
    page = blot()[0]
    clear = Image.new("RGBA", page.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (100, 100, 300, 140))
    deep = page.convert("I").point(lambda value: value * 257).convert("I;16")
    for image in (page, page.convert("1"), page.convert("P"), page.convert("RGB"), clear, deep):
        grey = images.page_of(image)
        assert grey.mode == "L"
        assert grey.getpixel((grey.width // 3, grey.height * 3 // 20)) < 30  # type: ignore[operator]
        assert grey.getpixel((5, 5)) > 240  # type: ignore[operator]


def test_images_within_a_pdf_are_measured_before_they_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Engine("The lamp is lit."))
    monkeypatch.setattr(pdf, "MAX_PIXELS", 100_000)
    found = read(encoded(blot(), "PDF"))
    assert codes(found)[0] == "image-too-large"
    assert found.problems[0].where == {"page": 1}
