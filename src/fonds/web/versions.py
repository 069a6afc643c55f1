"""``/d/ID/versions``: every reading of a document."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from fonds.services import showing
from fonds.web.errors import check_id
from fonds.web.pages import page
from fonds.web.reading_room import archive


def show(request: HttpRequest, id: str) -> HttpResponse:
    """When each version came, from which file, and by which reader it was read."""
    check_id(id)
    return page(request, "versions.html", record=showing.record(archive(), id), index=False)
