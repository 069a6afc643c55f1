"""PDF, by pypdfium2 (PDFium): its text, or what is recognised on its page images. A page ends with a form feed.

The text of a page that is no scan is taken as it is. Where an image covers the page, the text is a layer that some
machine has laid over it: if it is well legible it is taken, else the image is recognised and the better of the two
is taken. Limits: no layout beyond the order that PDFium gives; a page is recognised as the whole image that it shows.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from fonds.importers.importer import MAX_SCAN_BYTES
from fonds.importers.page_text import draft_of_text
from fonds.importers.recognition import (
    BETTER,
    DPI,
    GOOD,
    GOOD_HEAD,
    HEAD_PAGES,
    MAX_PIXELS,
    PAGE_PIXELS,
    Page,
    Recogniser,
    assembled,
)
from fonds.model import Draft, Original, Problem
from fonds.model.layout import Placed
from fonds.model.problems import problem
from fonds.values.legibility import legibility, weight

if TYPE_CHECKING:
    import pypdfium2 as pdfium
    from PIL.Image import Image

MAX_PAGES = 2000
MAX_CHARACTERS = 20_000_000
MAX_OBJECTS = 2000
"""Of a page that are looked at to find its images; a scan has few."""
COVERED = 0.5
"""Of a page that an image covers, for the page to be a scan."""
POINTS_PER_INCH = 72
LOOK_AHEAD = 12
"""Characters of a page that may be passed over to find the next one of its text."""
_WORD = re.compile(r"\S+")
_PASSWORD = 4
"""PDFium's code for a file that wants one."""
_CLEAN = str.maketrans({"\x00": "\ufffd", "\ufffe": "-", "\x02": "-"})


class Pdf:
    """See the module."""

    name = "pdf"
    title = "PDF, with a text layer or by text recognition"
    media_types = ("application/pdf",)
    suffixes = (".pdf",)
    max_bytes = MAX_SCAN_BYTES

    def sniff(self, head: bytes, name: str) -> float:
        """1 where the PDF header stands within the first kilobyte (ISO 32000-1, annex H)."""
        return 1.0 if b"%PDF-" in head[:1024] else 0.0

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        """One draft."""
        import pypdfium2 as pdfium  # a slow import, for which most batches have no use

        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            if error.err_code == _PASSWORD:
                found = problem("encrypted-pdf")
            else:
                found = problem("broken-pdf", reason=str(error).strip("."))
            yield Draft("", original, problems=(found,))
            return
        try:
            yield self._draft(document, original)
        finally:
            document.close()

    def _draft(self, document: pdfium.PdfDocument, original: Original) -> Draft:
        import pypdfium2 as pdfium

        problems: list[Problem] = []
        pages: list[tuple[int, Page | str]] = []
        broken: dict[int, str] = {}  # page number, from 1, and reason
        size, count, recogniser = 0, len(document), Recogniser()
        if count > MAX_PAGES:
            problems.append(problem("too-many-pages", pages=count, read=MAX_PAGES))
        for number in range(1, min(count, MAX_PAGES) + 1):
            try:
                page = document[number - 1]
                try:
                    read = _read(page, number, recogniser)
                finally:
                    page.close()
            except pdfium.PdfiumError as error:
                broken[number] = str(error).strip(".")
                continue
            pages.append((number, read))
            size += len(read if isinstance(read, str) else read.text)
            if size > MAX_CHARACTERS:
                break
        if broken:
            first, reason = next(iter(broken.items()))
            problems.append(problem("broken-pdf-pages", {"page": first}, count=len(broken), reason=reason))
        problems += recogniser.problems()
        reading, layout = assembled(pages)
        if not reading.strip("\f\n "):
            if not recogniser.unread:
                problems.append(problem("no-words-on-image" if recogniser.looked else "no-text-layer"))
            return Draft("", original, problems=tuple(problems), layout=layout)
        return draft_of_text(reading, original, tuple(problems), layout)


def _read(page: pdfium.PdfPage, number: int, recogniser: Recogniser) -> Page | str:
    """A page: its text, or the words of its image with their places."""
    if kept := recogniser.kept(number):
        return kept
    textpage = page.get_textpage()
    try:
        layer: str = textpage.get_text_bounded().replace("\r\n", "\n").translate(_CLEAN).strip("\n")
        if not recogniser.is_asked:
            return layer
        images = images_of(page)
        if not _is_scan(page, images, layer):
            return layer
        if legibility(layer) >= (GOOD_HEAD if number <= HEAD_PAGES else GOOD):
            return _placed(page, textpage, layer)
        if size := too_large(images):
            recogniser.fault(problem("image-too-large", {"page": number}, size=size, most=MAX_PIXELS))
            return layer
        recognised = recogniser.page(number, lambda: rendered(page))
        if recognised is None or weight(layer) > BETTER * weight(recognised.text):
            return _placed(page, textpage, layer) if recognised else layer
        recogniser.taken(number, recognised)
        return recognised
    finally:
        textpage.close()


@dataclass(frozen=True, slots=True)
class PageImage:
    """An image on a page: its own pixels, and which part of the page it covers."""

    width: int
    height: int
    covers: float


def images_of(page: pdfium.PdfPage) -> list[PageImage]:
    """The images on a page, nothing of them decoded."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    left, bottom, right, top = page.get_bbox()
    area = max(1.0, (right - left) * (top - bottom))
    found = []
    for shown in islice(page.get_objects(), MAX_OBJECTS):
        if shown.type != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        try:
            width, height = shown.get_px_size()
            x0, y0, x1, y1 = shown.get_bounds()
        except pdfium.PdfiumError:
            continue
        seen = max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
        found.append(PageImage(width, height, seen / area))
    return found


def too_large(images: Iterable[PageImage]) -> str | None:
    """The size of an image that is not to be decoded, if there is one."""
    found = next((image for image in images if image.width * image.height > MAX_PIXELS), None)
    return f"{found.width} × {found.height}" if found else None


def _is_scan(page: pdfium.PdfPage, images: Sequence[PageImage], layer: str) -> bool:
    """Whether the page is the image of one: covered by it, or without any text but not empty."""
    if layer.strip():
        return sum(image.covers for image in images) >= COVERED
    return next(iter(page.get_objects()), None) is not None


def rendered(page: pdfium.PdfPage) -> Image:
    """The page, grey, as it is recognised."""
    width, height = page.get_size()
    scale = min(DPI / POINTS_PER_INCH, (PAGE_PIXELS / max(1.0, width * height)) ** 0.5)
    image: Image = page.render(scale=scale, grayscale=True).to_pil()
    return image


def _placed(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, layer: str) -> Page:
    """The text layer with the places of its words, as PDFium has them."""
    import pypdfium2.raw as raw

    points_wide, points_high = page.get_size()
    scale = DPI / POINTS_PER_INCH
    width, height = max(1, round(points_wide * scale)), max(1, round(points_high * scale))
    chars = _Characters(textpage.raw, raw)
    placed = []
    for word in _WORD.finditer(layer):
        indexes = [at for sign in word[0] if (at := chars.find(sign)) is not None]
        boxes = [box for at in indexes if (box := chars.box(at))]
        if not boxes:
            continue
        corners = [
            _on_sheet(raw, page.raw, width, height, x, y)
            for left, bottom, right, top in boxes
            for x, y in ((left, bottom), (right, top))
        ]
        xs, ys = zip(*corners, strict=True)
        placed.append(Placed(word.start(), word.end(), min(xs), min(ys), max(xs), max(ys)))
    return Page(layer, width, height, tuple(placed), recognised=False)


class _Characters:
    """The characters of a page in PDFium's order, gone through once; those it adds itself have no box."""

    def __init__(self, page: Any, raw: Any) -> None:
        self._page, self._raw = page, raw
        self._count, self._at = raw.FPDFText_CountChars(page), 0

    def find(self, sign: str) -> int | None:
        """The place of the next such character, a few further on at most."""
        for at in range(self._at, min(self._at + LOOK_AHEAD, self._count)):
            code = self._raw.FPDFText_GetUnicode(self._page, at)
            if chr(code).translate(_CLEAN) == sign:
                self._at = at + 1
                return at
        return None

    def box(self, at: int) -> tuple[float, float, float, float] | None:
        """Left, bottom, right and top in points."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        if not self._raw.FPDFText_GetCharBox(self._page, at, left, right, bottom, top):
            return None
        return left.value, bottom.value, right.value, top.value


def _on_sheet(raw: Any, page: Any, width: int, height: int, x: float, y: float) -> tuple[int, int]:
    """A point of the page, in points, as pixels of its image."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return min(max(across.value, 0), width), min(max(down.value, 0), height)
