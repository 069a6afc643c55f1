"""Page images: TIFF with its pages, JPEG, PNG; recognised, and read as text is.

A document may be several images, one after the other. How large an image is, is asked of its head before a pixel
is decoded. Limits: what is not recognised (no engine, or not wanted) gives a draft without text; handwriting is
not read; a photograph without words is a document all the same.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from fonds.importers.importer import MAX_SCAN_BYTES
from fonds.importers.page_text import draft_of_text
from fonds.importers.recognition import DPI, MAX_PIXELS, PAGE_PIXELS, Page, Recogniser, assembled
from fonds.model import Draft, Original, Problem
from fonds.model.problems import problem

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff"}
MAX_PAGES = 2000
SMALLEST = 200
"""Pixels of the shorter side below which an image is no page but an ornament."""
SHEET_INCHES = 11.0
"""Height of a page whose image does not say how large it is."""
LARGEST_SCALE = 4.0
LIKELY_INCHES = (2.0, 60.0)
"""Lengths between which an image is believed what it says."""
UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    ArithmeticError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    struct.error,
)
"""What Pillow raises for bytes that are no image."""
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"II+\x00": "image/tiff",
    b"MM\x00+": "image/tiff",
}
_MAGICS = tuple(_MAGIC)


class Images:
    """See the module."""

    name = "image"
    title = "Page images (TIFF, JPEG, PNG), by text recognition"
    media_types = ("image/tiff", "image/jpeg", "image/png")
    suffixes = (".tif", ".tiff", ".jpg", ".jpeg", ".png")
    max_bytes = MAX_SCAN_BYTES

    def sniff(self, head: bytes, name: str) -> float:
        """1 where the bytes begin as such an image does."""
        return 1.0 if media_type_of(head) else 0.0

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        """One draft, of all pages of the image."""
        yield draft_of_images([data], original)


def media_type_of(head: bytes) -> str | None:
    """Which of these images the bytes begin.

    >>> media_type_of(b"II*\\0rest"), media_type_of(b"GIF89a")
    ('image/tiff', None)
    """
    if not head.startswith(_MAGICS):
        return None
    return next(kind for magic, kind in _MAGIC.items() if head.startswith(magic))


def draft_of_images(images: Sequence[bytes], original: Original) -> Draft:
    """One document of all the images, in their order."""
    recogniser = Recogniser()
    pages: list[tuple[int, Page | str]] = []
    number = 0
    for data in images:
        number = _read(data, number, recogniser, pages)
    problems = recogniser.problems()
    reading, layout = assembled(pages)
    if not reading.strip("\f\n "):
        if not problems:
            problems += (problem("no-words-on-image" if recogniser.looked else "no-text-layer"),)
        return Draft("", original, problems=problems, layout=layout)
    return draft_of_text(reading, original, problems, layout)


def _read(data: bytes, before: int, recogniser: Recogniser, pages: list[tuple[int, Page | str]]) -> int:
    """Reads the pages of one image, the first of which has the number after ``before``; the number of the last."""
    from PIL import Image as images
    from PIL import UnidentifiedImageError

    number = before + 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sizes, which are asked below, and of damage, which is told
        try:
            with images.open(io.BytesIO(data), formats=tuple(FORMATS)) as image:
                for _ in _frames(image):
                    if found := _refused(image, number, number - before):
                        recogniser.fault(found)
                    elif page := recogniser.kept(number):
                        pages.append((number, page))
                    elif page := recogniser.page(number, partial(page_of, image)):
                        recogniser.taken(number, page)
                        pages.append((number, page))
                    number += 1
                return max(number - 1, before + 1)
        except UnidentifiedImageError:
            found = problem("broken-image", {"page": number}, page=number, reason="its head is damaged")
        except images.DecompressionBombError:
            found = problem("image-too-large", {"page": number}, size="beyond all measure", most=MAX_PIXELS)
        except UNREADABLE as error:
            found = problem("broken-image", {"page": number}, page=number, reason=_reason(error))
    recogniser.fault(found)
    return number


def _frames(image: Image) -> Iterator[int]:
    """Goes to each page of the image file, from 0, one more than may be read."""
    for n in range(MAX_PAGES + 1):
        try:
            image.seek(n)
        except EOFError:
            return
        yield n
        if n == MAX_PAGES:
            return


def _refused(image: Image, number: int, nth: int) -> Problem | None:
    """Why the page is not read, as its head tells."""
    width, height = image.size
    size, where = f"{width} × {height}", {"page": number}
    if nth > MAX_PAGES:
        return problem("too-many-pages", pages=f"more than {MAX_PAGES}", read=MAX_PAGES)
    if width * height > MAX_PIXELS:
        return problem("image-too-large", where, size=size, most=MAX_PIXELS)
    if min(width, height) < SMALLEST:
        return problem("no-page-image", where, size=size, least=SMALLEST)
    return None


def page_of(image: Image) -> Image:
    """The image upright, grey, on white, at the resolution at which pages are recognised."""
    from PIL import Image as images
    from PIL import ImageOps

    scale = _scale(image)
    seen = ImageOps.exif_transpose(image)
    if seen.mode.startswith(("I", "F")):  # more than 8 bits: what is brightest is the paper
        seen = seen.convert("F")
        _, brightest = seen.getextrema()
        assert isinstance(brightest, float)
        seen = seen.point(lambda value: value * (255 / max(brightest, 1.0)))
    if seen.has_transparency_data:
        over = images.new("RGBA", seen.size, "white")
        over.alpha_composite(seen.convert("RGBA"))
        seen = over
    grey = seen.convert("L")
    if abs(scale - 1) < 0.1:
        return grey
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    return grey.resize(size, images.Resampling.LANCZOS)


def _scale(image: Image) -> float:
    """By what an image is made larger or smaller to have ``DPI`` dots an inch, and no more than ``PAGE_PIXELS``."""
    said = image.info.get("dpi")
    longer = max(image.size)
    inches = longer / float(said[0]) if said and float(said[0]) > 1 else 0.0
    if not LIKELY_INCHES[0] <= inches <= LIKELY_INCHES[1]:
        inches = SHEET_INCHES
    most: float = (PAGE_PIXELS / (image.width * image.height)) ** 0.5
    return min(inches * DPI / longer, LARGEST_SCALE, most)


def _reason(error: Exception) -> str:
    return str(error).strip(".")[:120] or type(error).__name__
