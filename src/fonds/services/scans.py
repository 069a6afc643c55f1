"""Pages of scans as images, rendered once and kept among the derived data."""

from __future__ import annotations

from pathlib import Path

from fonds.services import views
from fonds.services.archive import Archive

DPIS = (50, 100, 150, 200)


def count_pages(path: Path, media_type: str) -> int | None:
    """How many pages a scan has that can be looked at; None for other files and those that cannot be opened."""
    if media_type == "application/pdf":
        import pypdfium2

        try:
            with pypdfium2.PdfDocument(path) as document:
                return len(document)
        except pypdfium2.PdfiumError:
            return None
    if media_type.startswith("image/"):
        from PIL import Image

        try:
            with Image.open(path) as image:
                return int(getattr(image, "n_frames", 1))
        except (OSError, ValueError, Image.DecompressionBombError):
            return None
    return None


def page_image(archive: Archive, id: str, sha256: str, page: int, *, dpi: int = 100) -> views.PageImage:
    """Page ``page`` (from 1) of a scan that belongs to the document. NotFound: no such document, file or page; UsageError: a dpi not in DPIS."""
    raise NotImplementedError
