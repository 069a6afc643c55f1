"""``/``: what is here."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse

from fonds.services import showing
from fonds.web.pages import page
from fonds.web.reading_room import archive


def show(request: HttpRequest) -> HttpResponse:
    """The archive in two sentences, its years, collections and latest additions."""
    # The reader's day, as far as the server can know it: this page is about "today".
    return page(request, "home.html", home=showing.home(archive(), date.today()), room="home")
