"""Pages of scans as images, rendered once and kept among the derived data.

The importers, which know the formats and their limits, are loaded with the first image: with all their tables they
would take a fifth of the time in which a server starts.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import math
import os
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fonds.errors import NotFound, UsageError
from fonds.model.layout import Sheet, unpack
from fonds.services.views import PageImage

if TYPE_CHECKING:
    from PIL.Image import Image

    from fonds.services.archive import Archive

DPIS = (50, 100, 150, 200)
MEDIA_TYPE = "image/png"
CACHE_BYTES = 512 * 1024 * 1024
"""Page images that are kept; beyond that the oldest go."""
MAX_PIXELS = 40_000_000
"""Of one page image; a larger page is rendered smaller."""
POINTS_PER_INCH = 72
NEARLY = 8
"""Of 255: channels that differ by less are one grey."""
LOOK_AFTER = 50
"""Images kept between two looks at the size of all."""

# PDFium is one library for the whole process and not made for threads.
_pdfium = threading.Lock()
_kept = itertools.count(1)


def count_pages(scan: Path | bytes, media_type: str) -> int | None:
    """How many pages a scan has that can be looked at; None for other files and those that cannot be opened."""
    if media_type == "application/pdf":
        import pypdfium2

        with contextlib.suppress(pypdfium2.PdfiumError), _pdfium, pypdfium2.PdfDocument(scan) as document:
            return len(document)
    elif media_type.startswith("image/"):
        from PIL import Image

        from fonds.importers.images import FORMATS, UNREADABLE

        with (
            warnings.catch_warnings(action="ignore"),
            contextlib.suppress(*UNREADABLE, Image.DecompressionBombError),
            Image.open(
                io.BytesIO(scan) if isinstance(scan, bytes) else scan, formats=tuple(FORMATS)
            ) as image,
        ):
            return int(getattr(image, "n_frames", 1))
    return None


def sheets(id: str, version: int) -> tuple[Sheet, ...]:
    """Where the words of that version stand on its page images; nothing for pages that were not looked at."""
    from fonds.store import models

    rows = models.Version.objects.filter(record=id, number=version).values_list("layout", flat=True)
    packed = rows.first()
    return unpack(bytes(packed)) if packed is not None else ()


def page_image(archive: Archive, id: str, sha256: str, page: int, *, dpi: int = 100) -> PageImage:
    """Page ``page`` (from 1) of a scan that belongs to the document.

    NotFound: no such document, file or page, or one that cannot be rendered. UsageError: a dpi not in DPIS.
    """
    from fonds.services import showing

    if dpi not in DPIS:
        raise UsageError(f"Pages are rendered at {', '.join(map(str, DPIS))} dpi, not at {dpi}.")
    _, media_type = showing.owned(id, sha256)
    if not 1 <= page <= 99_999:
        raise NotFound(f"That scan has no page {page}.")
    # Digest, page and dpi are checked: nothing of a request's own making becomes a path.
    kept = archive.cache_folder / sha256[:2] / f"{sha256}-{page}-{dpi}.png"
    try:
        data = kept.read_bytes()
    except OSError:
        data = _rendered(archive.originals.path(sha256), media_type, page, dpi)
        _keep(archive.cache_folder, kept, data)
    return PageImage(data, MEDIA_TYPE, sha256, page, dpi)


def _rendered(path: Path, media_type: str, page: int, dpi: int) -> bytes:
    from PIL import Image

    from fonds.importers.images import UNREADABLE

    try:
        image = (
            _pdf_page(path, page, dpi) if media_type == "application/pdf" else _image_page(path, page, dpi)
        )
    except (*UNREADABLE, Image.DecompressionBombError) as error:
        raise NotFound(
            f"Page {page} of that scan cannot be shown ({error}); download the file to look at it."
        ) from error
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _pdf_page(path: Path, page: int, dpi: int) -> Image:
    import pypdfium2

    from fonds.importers.pdf import images_of, too_large

    with _pdfium, pypdfium2.PdfDocument(path) as document:
        if page > len(document):
            raise NotFound(f"That scan has {len(document)} pages, no page {page}.")
        sheet = document[page - 1]
        if size := too_large(images_of(sheet)):
            raise ValueError(f"it holds an image of {size} pixels")
        width, height = sheet.get_size()
        scale = dpi / POINTS_PER_INCH
        largest = (MAX_PIXELS / max(1.0, width * height)) ** 0.5
        image: Image = sheet.render(scale=min(scale, largest)).to_pil()
        return image.convert("L") if _is_grey(image) else image


def _is_grey(image: Image) -> bool:
    """Whether the page has no colour, so that a third of the bytes will do."""
    from PIL import ImageChops

    red, green, blue = image.convert("RGB").resize((64, 64)).split()
    differences = (ImageChops.difference(red, other).getextrema()[1] for other in (green, blue))
    return all(isinstance(most, int | float) and most < NEARLY for most in differences)


def _image_page(path: Path, page: int, dpi: int) -> Image:
    from PIL import Image as images
    from PIL import ImageOps

    from fonds.importers.recognition import MAX_PIXELS as MAX_OWN_PIXELS

    with images.open(path) as image:
        if page > getattr(image, "n_frames", 1):
            raise NotFound(f"That scan has no page {page}.")
        image.seek(page - 1)
        if image.width * image.height > MAX_OWN_PIXELS:
            raise ValueError(f"it has {image.width} × {image.height} pixels")
        # A photograph that does not say how large its paper was is taken for a sheet of eleven inches.
        own = image.info.get("dpi", (0, 0))[0]
        upright = ImageOps.exif_transpose(image)
        inches = upright.height / own if own and own > 1 else 11.0
        height = min(upright.height, round(inches * dpi))
        shown = upright.convert("L" if image.mode in ("1", "L", "I;16") else "RGB")
        shown.thumbnail((10 * height, height))
        return shown


def _keep(folder: Path, path: Path, data: bytes) -> None:
    """Keeps an image where there is room; failing to is no fault."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        unfinished.write_bytes(data)
        unfinished.rename(path)
        if next(_kept) % LOOK_AFTER == 0:
            _prune(folder)


def _prune(folder: Path) -> None:
    """Takes away the images looked at longest ago, once there are too many; a tenth more than needed."""
    found = [
        (status.st_mtime, status.st_size, path) for path in folder.glob("*/*") if (status := path.stat())
    ]
    size = sum(bytes for _, bytes, _ in found)
    if size > CACHE_BYTES:
        for _, bytes, path in sorted(found):
            if size <= CACHE_BYTES * 0.9:
                break
            path.unlink(missing_ok=True)
            size -= bytes


# --- sizes and pieces, for viewers that zoom -----------------------------------------------------------

FULL_DPI = DPIS[-1]
"""At which a page is seen whole by viewers."""
QUALITIES = ("default", "color", "gray", "bitonal")
ENCODINGS = {"jpg": ("JPEG", "image/jpeg"), "png": ("PNG", MEDIA_TYPE)}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page image: the box to take, in pixels of the whole one, the size to bring it to, degrees to turn
    it, one of QUALITIES and of ENCODINGS."""

    left: int
    top: int
    right: int
    bottom: int
    width: int
    height: int
    turned: int = 0
    mirrored: bool = False
    quality: str = "default"
    encoding: str = "jpg"


def page_sizes(archive: Archive, id: str, sha256: str) -> tuple[tuple[int, int], ...]:
    """Width and height of each page of a scan as it is rendered at FULL_DPI; (0, 0) for one that cannot be.

    NotFound: no such document or file.
    """
    from fonds.services import showing

    _, media_type = showing.owned(id, sha256)
    return _sizes(archive.originals.path(sha256), media_type)


@lru_cache(maxsize=1024)
def _sizes(path: Path, media_type: str) -> tuple[tuple[int, int], ...]:
    """What ``page_sizes`` gives; the bytes of an original never change, and viewers ask for many pieces of one."""
    from fonds.importers.images import UNREADABLE

    try:
        return tuple(_pdf_sizes(path) if media_type == "application/pdf" else _image_sizes(path))
    except (*UNREADABLE, ValueError):
        return ()


def piece(archive: Archive, id: str, sha256: str, page: int, wanted: Piece) -> tuple[bytes, str]:
    """A part of a page image, with its media type. NotFound: as ``page_image``."""
    from PIL import Image as images
    from PIL import ImageOps

    whole = page_image(archive, id, sha256, page, dpi=FULL_DPI)
    with images.open(io.BytesIO(whole.data), formats=("PNG",)) as image:
        box = (wanted.left, wanted.top, min(wanted.right, image.width), min(wanted.bottom, image.height))
        shown = image.crop(box)
        if shown.size != (wanted.width, wanted.height):
            shown = shown.resize((wanted.width, wanted.height), images.Resampling.LANCZOS)
        if wanted.mirrored:
            shown = ImageOps.mirror(shown)
        if wanted.turned:
            shown = shown.rotate(-wanted.turned, expand=True)
        if wanted.quality == "gray":
            shown = shown.convert("L")
        elif wanted.quality == "bitonal":
            shown = shown.convert("1")
        format, media_type = ENCODINGS[wanted.encoding]
        if format == "JPEG" and shown.mode not in ("L", "RGB"):
            shown = shown.convert("L" if shown.mode == "1" else "RGB")
        out = io.BytesIO()
        shown.save(out, format)
        return out.getvalue(), media_type


def _pdf_sizes(path: Path) -> Iterator[tuple[int, int]]:
    import pypdfium2

    with _pdfium, pypdfium2.PdfDocument(path) as document:
        for number in range(len(document)):
            width, height = document.get_page_size(number)
            largest = (MAX_PIXELS / max(1.0, width * height)) ** 0.5
            scale = min(FULL_DPI / POINTS_PER_INCH, largest)
            yield math.ceil(width * scale), math.ceil(height * scale)


def _image_sizes(path: Path) -> Iterator[tuple[int, int]]:
    from PIL import Image as images

    from fonds.importers.images import FORMATS
    from fonds.importers.recognition import MAX_PIXELS as MAX_OWN_PIXELS

    with warnings.catch_warnings(action="ignore"), images.open(path, formats=tuple(FORMATS)) as image:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            if image.width * image.height > MAX_OWN_PIXELS:
                yield 0, 0
                continue
            own = image.info.get("dpi", (0, 0))[0]
            width, height = image.size
            if image.getexif().get(ORIENTATION, 1) in TURNED:
                width, height = height, width
            inches = height / own if own and own > 1 else 11.0
            most = min(height, round(inches * FULL_DPI))
            yield (width, height) if most >= height else (max(1, round(width * most / height)), most)


ORIENTATION, TURNED = 0x0112, (5, 6, 7, 8)
"""The field of Exif that says how an image lies, and the values for one that lies on its side."""
