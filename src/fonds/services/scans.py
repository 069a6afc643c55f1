"""Pages of scans as images, rendered once and kept among the derived data."""

from __future__ import annotations

from fonds.services import views
from fonds.services.archive import Archive

DPIS = (50, 100, 150, 200)


def page_image(archive: Archive, id: str, sha256: str, page: int, *, dpi: int = 100) -> views.PageImage:
    """Page ``page`` (from 1) of a scan that belongs to the document. NotFound: no such document, file or page; UsageError: a dpi not in DPIS."""
    raise NotImplementedError
