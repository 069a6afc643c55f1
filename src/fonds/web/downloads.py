"""``/d/ID.ris``, ``/search.ris`` and the like, ``/d/ID/file/N`` and ``/d/ID/scan/N``: documents and files to take away.

Originals come from anywhere, so none is ever shown as a page of this site: each is a download under its
own name, never sniffed, and under a policy that runs nothing.
"""

from __future__ import annotations

from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from fonds.exporters import AGENTS, EXPORTERS, HOLDINGS, Exporter
from fonds.model import Document
from fonds.services import describing, exporting, scans, showing
from fonds.services.views import FileView, RecordView
from fonds.web import addresses, asking, negotiation
from fonds.web.pages import absolute, number_in, page_of
from fonds.web.reading_room import archive

SHOWN = frozenset({".json", ".jsonld", ".txt"})
"""What a browser shows; all else is a file to keep."""
MOST_LISTED = 1000
"""Documents of a search in one file; ``?page=`` gives those behind them."""
DEFAULT_DPI = 100
# An original may be replaced by a new version; its bytes under one digest never change.
KEPT = "public, max-age=86400"


@cache
def formats() -> dict[str, Exporter]:
    """Suffix -> exporter, for every format of one document."""
    return {e.suffix: e for e in EXPORTERS}


def format_of(suffix: str) -> Exporter:
    """The format of a suffix. Http404: there is none."""
    known = formats().get(suffix)
    if known is None:
        raise Http404
    return known


def negotiated(request: HttpRequest) -> str | None:
    """The suffix of the format that the client wants more than a page; ``None`` for the page."""
    offered = {e.media_type: e.suffix for e in reversed(EXPORTERS)}
    wanted = negotiation.chosen(request.headers.get("Accept", ""), [e.media_type for e in EXPORTERS])
    return offered[wanted] if wanted else None


def document(request: HttpRequest, id: str, suffix: str) -> HttpResponse:
    """One document in the format of a suffix."""
    exporter = format_of(suffix)
    address = absolute(request, addresses.record(id))
    text = exporting.document(archive(), id, exporter.name, address=address)
    return named(HttpResponse(text, content_type=typed(exporter.media_type)), f"{id}{suffix}", suffix)


def found(request: HttpRequest, suffix: str) -> HttpResponse:
    """What a search finds in the format of a suffix, a thousand documents a file; ``?page=`` counts the files from 1.
    ``X-Total-Count`` says how many documents are found; a ``Link`` leads to the next file."""
    exporter = format_of(suffix)
    asked, number = asking.of(request), page_of(request)
    offset = (number - 1) * MOST_LISTED
    total, pieces = exporting.found(
        archive(),
        asked.query,
        exporter.name,
        filters=asked.filters,
        sort=asked.sort,
        also_names=asked.also_names,
        offset=offset,
        limit=MOST_LISTED,
        address=lambda id: absolute(request, addresses.record(id)),
    )
    response = HttpResponse("".join(pieces), content_type=typed(exporter.media_type))
    response.headers["X-Total-Count"] = str(total)
    response.headers["X-Robots-Tag"] = "noindex"
    if offset + MOST_LISTED < min(total, exporting.MOST_FOUND):
        following = request.GET.copy()
        following["page"] = str(number + 1)
        response.headers["Link"] = f'<{absolute(request, request.path)}?{following.urlencode()}>; rel="next"'
    return named(response, f"search{suffix}", suffix)


def person(request: HttpRequest, id: str) -> HttpResponse:
    """A person or body as an authority record."""
    (exporter,) = AGENTS
    agent = describing.person(
        archive(),
        id,
        lambda id: absolute(request, addresses.record(id)),
        lambda id: absolute(request, addresses.person(id)),
    )
    text = exporter.encode(agent, absolute(request, addresses.person(id)), archive().title)
    return named(
        HttpResponse(text, content_type=exporter.media_type), f"{id}{exporter.suffix}", exporter.suffix
    )


def holdings(request: HttpRequest, path: str = "") -> HttpResponse:
    """A step of the archival tree as a finding aid."""
    (exporter,) = HOLDINGS
    steps = tuple(step for step in path.split("/") if step)
    unit = describing.holdings(archive(), steps, lambda id: absolute(request, addresses.record(id)))
    text = exporter.encode(unit, absolute(request, addresses.holding(steps)), archive().title)
    name = f"{'-'.join(steps) or 'holdings'}{exporter.suffix}"
    return named(HttpResponse(text, content_type=exporter.media_type), name, exporter.suffix)


def typed(media_type: str) -> str:
    """The media type as a header says it."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def named(response: HttpResponse, name: str, suffix: str) -> HttpResponse:
    """The answer as a file of that name."""
    response.headers["Content-Disposition"] = content_disposition_header(suffix not in SHOWN, name) or ""
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


def carries(document: Document | None = None) -> list[Exporter]:
    """The formats offered for a document; without one those for any."""
    return [e for e in EXPORTERS if document is None or e.suits(document)]
