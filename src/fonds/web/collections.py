"""``/collections/`` and ``/collections/NAME``: the folders that the documents came in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from fonds.services import showing
from fonds.web import addresses
from fonds.web.pages import page, page_of
from fonds.web.reading_room import archive


def index(request: HttpRequest) -> HttpResponse:
    """All collections."""
    return page(request, "collections.html", collections=showing.collections(archive()), room="collections")


def show(request: HttpRequest, name: str) -> HttpResponse:
    """One collection in order of time."""
    collection = showing.collection(archive(), name, page=page_of(request))
    return page(
        request,
        "collection.html",
        collection=collection,
        turned=lambda n: addresses.collection(name, n),
        room="collections",
    )
