"""``/missing/KEY``: a communication that is not here, known from those that mention it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from fonds.services import showing
from fonds.web.pages import page
from fonds.web.reading_room import archive


def show(request: HttpRequest, key: str) -> HttpResponse:
    """What is known of it, and every document that mentions it."""
    return page(request, "missing.html", missing=showing.missing(archive(), key))
