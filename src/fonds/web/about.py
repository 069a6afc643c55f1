"""``/about``: what this archive is, how to search, cite and take from it."""

from __future__ import annotations

import os
from datetime import date

from django.http import HttpRequest, HttpResponse

from fonds import __version__
from fonds.exporters import EXPORTERS
from fonds.services import showing
from fonds.web.pages import absolute, page
from fonds.web.reading_room import archive


def show(request: HttpRequest) -> HttpResponse:
    """The archive's own description, and a short guide."""
    return page(
        request,
        "about.html",
        home=showing.home(archive(), date.today()),
        exporters=EXPORTERS,
        site=absolute(request, "/").rstrip("/"),
        version=__version__,
        dump=os.environ.get("FONDS_DUMP"),
        room="about",
    )
