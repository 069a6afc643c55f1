"""``/``: what is here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse

from fonds.services import showing
from fonds.web.pages import is_copy, page
from fonds.web.reading_room import archive


def show(request: HttpRequest) -> HttpResponse:
    """The archive in two sentences, its years, collections and latest additions."""
    # The reader's day, as far as the server can know it: this page is about "today".
    home = showing.home(archive(), date.today())
    if is_copy(request):
        # A file is read on other days than it was written.
        home = replace(home, on_this_day=())
    return page(request, "home.html", home=home, room="home")
