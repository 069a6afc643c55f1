"""``/places/`` and ``/places/ID``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from fonds.services import showing
from fonds.web import addresses
from fonds.web.keeping import keep
from fonds.web.pages import page, page_of
from fonds.web.reading_room import archive


def index(request: HttpRequest) -> HttpResponse:
    """Places by initial."""
    names = showing.places(archive(), initial=request.GET.get("initial") or None, page=page_of(request))
    return page(
        request,
        "names.html",
        names=names,
        turned=lambda n: addresses.with_query(request.path, initial=names.initial, page=n if n > 1 else None),
        room="places",
        title="Places",
    )


@keep
def show(request: HttpRequest, id: str) -> HttpResponse:
    """One place, and what was written there."""
    return page(request, "place.html", place=showing.place(archive(), id), room="places")
