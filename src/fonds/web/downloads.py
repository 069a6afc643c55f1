"""``/d/ID.ris`` and the like, ``/d/ID/file/N`` and ``/d/ID/scan/N``: documents and files to take away.

Originals come from anywhere, so none is ever shown as a page of this site: each is a download under its
own name, never sniffed, and under a policy that runs nothing.
"""

from __future__ import annotations

from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from fonds.exporters import EXPORTERS
from fonds.services import exporting, scans, showing
from fonds.services.views import FileView, RecordView
from fonds.web import addresses
from fonds.web.pages import absolute, number_in
from fonds.web.reading_room import archive

ALWAYS = {".json": ("json", "application/json"), ".txt": ("txt", "text/plain; charset=utf-8")}
DEFAULT_DPI = 100
# An original may be replaced by a new version; its bytes under one digest never change.
KEPT = "public, max-age=86400"


@cache
def formats() -> dict[str, tuple[str, str]]:
    """Suffix -> (name of the exporter, media type), for every format of one document."""
    listed = {e.suffix: (e.name, e.media_type) for e in EXPORTERS}
    return {**listed, **{suffix: known for suffix, known in ALWAYS.items() if suffix not in listed}}


def document(request: HttpRequest, id: str, suffix: str) -> HttpResponse:
    """One document in the format of a suffix."""
    known = formats().get(suffix)
    if known is None:
        raise Http404
    name, media_type = known
    address = absolute(request, addresses.record(id))
    text = exporting.document(archive(), id, name, address=address)
    if media_type.startswith("text/") and "charset" not in media_type:
        media_type += "; charset=utf-8"
    response = HttpResponse(text, content_type=media_type)
    shown = suffix in ALWAYS
    response.headers["Content-Disposition"] = content_disposition_header(not shown, f"{id}{suffix}") or ""
    response.headers["Cache-Control"] = "no-cache"
    return response


def file(request: HttpRequest, id: str, number: str) -> HttpResponse:
    """The n-th file of a document, as received."""
    record, n = showing.record(archive(), id), int(number)
    if not 1 <= n <= len(record.files) or record.withdrawn:
        raise Http404
    content = showing.file(archive(), id, record.files[n - 1].sha256)
    response = HttpResponse(content.data, content_type=_harmless(content.media_type))
    response.headers["Content-Disposition"] = content_disposition_header(True, content.name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = KEPT
    return response


def _harmless(media_type: str) -> str:
    """The type, but for mark-up: that is handed out as plain text."""
    if media_type.partition(";")[0] in (
        "text/html",
        "application/xhtml+xml",
        "image/svg+xml",
        "text/xml",
        "application/xml",
    ):
        return "text/plain; charset=utf-8"
    return media_type


def scan_pages(record: RecordView) -> list[tuple[FileView, int]]:
    """Every page that can be looked at, through all files: (file, page in it from 1)."""
    return [(f, page) for f in record.files for page in range(1, (f.pages or 0) + 1)]


def scan(request: HttpRequest, id: str, number: str) -> HttpResponse:
    """A page image; ``?dpi=`` picks one of ``scans.DPIS``."""
    record, n = showing.record(archive(), id), int(number)
    pages = scan_pages(record)
    if not 1 <= n <= len(pages) or record.withdrawn:
        raise Http404
    dpi = number_in(request, "dpi")
    file, page = pages[n - 1]
    image = scans.page_image(archive(), id, file.sha256, page, dpi=dpi if dpi in scans.DPIS else DEFAULT_DPI)
    response = HttpResponse(image.data, content_type=image.media_type)
    response.headers["ETag"] = f'"{image.sha256[:16]}-{image.page}-{image.dpi}"'
    response.headers["Cache-Control"] = KEPT
    return response


@cache
def carries() -> list[tuple[str, str, str]]:
    """The formats offered for a document: (suffix, title, what the format cannot carry)."""
    listed = [(e.suffix, e.title, e.cannot_carry) for e in EXPORTERS]
    return listed + [
        (suffix, title, "")
        for suffix, title in ((".json", "JSON"), (".txt", "Plain text"))
        if suffix not in {known for known, _, _ in listed}
    ]


@cache
def alternates() -> list[tuple[str, str]]:
    """Suffix and media type of each format, for the head of a document page."""
    return [(suffix, media_type) for suffix, (_, media_type) in formats().items()]
