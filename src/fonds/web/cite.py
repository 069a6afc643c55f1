"""``/d/ID/cite``: how to cite a document. With scripts the same opens on the document's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from fonds.services import citing, passages, showing
from fonds.web import addresses, downloads
from fonds.web.errors import check_id
from fonds.web.pages import absolute, number_in, page
from fonds.web.reading_room import archive


def show(request: HttpRequest, id: str) -> HttpResponse:
    """The citation in each style, the address, and the files for reference managers; ``?p=`` is the paragraph
    quoted, ``?message=`` one inside the document."""
    check_id(id)
    record = showing.record(archive(), id)
    permalink = absolute(request, addresses.record(id))
    quoted = number_in(request, "p")
    if quoted:
        permalink = passages.address(permalink, record, quoted)
    message = request.GET.get("message") or None
    return page(
        request,
        "cite.html",
        record=record,
        citations=citing.every_style(archive(), id, address=permalink, message=message),
        permalink=permalink,
        carries=downloads.carries(record.document),
        index=False,
    )
