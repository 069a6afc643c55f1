"""``/people/`` and ``/people/ID``: persons and bodies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from fonds.services import showing
from fonds.web import addresses
from fonds.web.keeping import keep
from fonds.web.pages import page, page_of
from fonds.web.reading_room import archive

PARTS = (
    ("written", "Written"),
    ("received", "Received"),
    ("copied", "Received in copy"),
    ("taking_part", "Taking part"),
    ("mentioned", "Mentioned"),
)


def index(request: HttpRequest) -> HttpResponse:
    """Names by initial."""
    names = showing.people(archive(), initial=request.GET.get("initial") or None, page=page_of(request))
    return page(
        request,
        "names.html",
        names=names,
        turned=lambda n: addresses.with_query(request.path, initial=names.initial, page=n if n > 1 else None),
        room="people",
        title="People and bodies",
    )


@keep
def show(request: HttpRequest, id: str) -> HttpResponse:
    """One person: every form of the name, and the documents by the part taken in them."""
    person = showing.person(archive(), id)
    parts = [(name, title, getattr(person, name)) for name, title in PARTS if getattr(person, name)]
    return page(request, "person.html", person=person, parts_taken=parts, room="people")
