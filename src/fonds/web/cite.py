"""``/d/ID/cite``: how to cite a document. With scripts the same opens on the document's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from fonds.services import citing, showing
from fonds.web import addresses, downloads
from fonds.web.errors import check_id
from fonds.web.pages import absolute, page
from fonds.web.reading_room import archive

STYLE_WORDS = {
    "chicago-notes": "Chicago, note",
    "chicago-bibliography": "Chicago, bibliography",
    "mla": "MLA",
    "apa": "APA",
}


def show(request: HttpRequest, id: str) -> HttpResponse:
    """The citation in each style, the address, and the files for reference managers."""
    check_id(id)
    record = showing.record(archive(), id)
    permalink = absolute(request, addresses.record(id))
    citations = [
        (style, STYLE_WORDS.get(style, style), citing.cite(archive(), id, style=style, address=permalink))
        for style in citing.STYLES
    ]
    return page(
        request,
        "cite.html",
        record=record,
        citations=citations,
        permalink=permalink,
        carries=downloads.carries(),
        index=False,
    )
