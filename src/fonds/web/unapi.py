"""``/unapi``: the formats of a document, and the document in one of them, as Zotero asks for them (unAPI 1).

Pages name their documents in ``<abbr class="unapi-id" title="...">``. Zotero's translator takes the first format that
it knows; from RIS it makes a letter with its recipient, archive and call number.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from fonds.errors import NotFound, UsageError
from fonds.exporters import EXPORTERS, Exporter, by_name
from fonds.exporters.xml import PROLOG, element
from fonds.model.ids import is_valid
from fonds.services import exporting
from fonds.web import downloads
from fonds.web.reading_room import archive

DOCUMENTED = {
    "ris": "http://www.refman.com/support/risformat_intro.asp",
    "bibtex": "http://www.bibtex.org/Format/",
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
    "tei": "https://tei-c.org/guidelines/p5/",
}
"""Where a format is described, for those that clients know by it."""


def show(request: HttpRequest) -> HttpResponse:
    """Without ``id`` the formats there are, with ``id`` those of a document (300), with ``format`` the document."""
    asked, format = request.GET.get("id", ""), request.GET.get("format", "")
    id = asked.rstrip("/").rpartition("/")[2]
    if not asked:
        return _formats(EXPORTERS)
    if not is_valid(id):
        raise NotFound(f"There is no document {id[:20]!r} in this archive.")
    suiting = exporting.suiting(archive(), id)
    if not format:
        return _formats(suiting, asked, 300)
    try:
        exporter = by_name(format)
    except UsageError as error:
        return HttpResponse(f"{error}\n", status=406, content_type="text/plain; charset=utf-8")
    return downloads.document(request, id, exporter.suffix)


def _formats(exporters: tuple[Exporter, ...], id: str | None = None, status: int = 200) -> HttpResponse:
    rows = "".join(
        element("format", name=e.name, type=e.media_type, docs=DOCUMENTED.get(e.name)) for e in exporters
    )
    return HttpResponse(
        PROLOG + element("formats", rows, id=id) + "\n", status=status, content_type="application/xml"
    )
