"""``/basket``: documents that a reader has gathered, with their citations, and as one file.

The address says which they are, so that it can be kept, sent and come back to; nothing is remembered here. Without
scripts the hits ticked on one page of results come into it, and what is pasted; with scripts the ticks of many.
"""

from __future__ import annotations

import re
from itertools import islice

from django.http import HttpRequest, HttpResponse

from fonds.errors import NotFound
from fonds.model.ids import is_valid
from fonds.services import citing, exporting, showing
from fonds.services.views import RecordView
from fonds.web import addresses, downloads
from fonds.web.pages import absolute, page
from fonds.web.reading_room import archive

MOST = 200
"""Documents in a basket; servers and proxies cut addresses that are much longer."""
LONGEST = 20_000
"""Characters of what is pasted that are looked at."""
_ID = re.compile(r"[0-9a-z]{9}")


def show(request: HttpRequest) -> HttpResponse:
    """The list in the style of ``?style=``; ``?id=`` and the ids in ``?add=`` are its documents, in that order."""
    ids = _ids(request)
    records = [record for record in map(_record, ids) if record is not None]
    ids = tuple(record.id for record in records)
    style = request.GET.get("style", citing.STYLES[0])
    style = style if style in citing.TITLES else citing.STYLES[0]
    listed = [
        (
            record,
            citing.cite(
                archive(), record.id, style=style, address=absolute(request, addresses.record(record.id))
            ),
        )
        for record in records
    ]
    return page(
        request,
        "basket.html",
        listed=listed,
        style=style,
        styles=[(name, title, addresses.basket(ids, style=name)) for name, title in citing.TITLES.items()],
        files=[(e, addresses.basket(ids, e.suffix)) for e in downloads.carries()],
        most=MOST,
        index=False,
        room="basket",
    )


def files(request: HttpRequest, suffix: str) -> HttpResponse:
    """The documents as one file in the format of a suffix."""
    exporter = downloads.format_of(suffix)
    text = exporting.several(
        archive(), _ids(request), exporter.name, address=lambda id: absolute(request, addresses.record(id))
    )
    response = HttpResponse(text, content_type=downloads.typed(exporter.media_type))
    response.headers["X-Robots-Tag"] = "noindex"
    return downloads.named(response, f"basket{suffix}", suffix)


def _ids(request: HttpRequest) -> tuple[str, ...]:
    """Each once; of what is pasted, addresses or whole notes, whatever is an id."""
    pasted = _ID.findall(request.GET.get("add", "")[:LONGEST])
    given = [id for id in (*request.GET.getlist("id"), *pasted) if is_valid(id)]
    return tuple(islice(dict.fromkeys(given), MOST))


def _record(id: str) -> RecordView | None:
    """The document, if it is there to be cited."""
    try:
        found = showing.record(archive(), id)
    except NotFound:
        return None
    return None if found.withdrawn else found
