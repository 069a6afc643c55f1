"""``/holdings/…``: repository, fonds, inventory, file, as an archivist lays them out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from fonds.services import showing
from fonds.web.pages import page
from fonds.web.reading_room import archive

LEVEL_WORDS = {
    "repository": "archive",
    "fond": "fonds",
    "opis": "inventory",
    "delo": "file",
    "papka": "folder",
}
"""Levels whose archival name is not an English one."""


def show(request: HttpRequest, path: str = "") -> HttpResponse:
    """One step of the archival tree, from the repositories down to a file and its leaves."""
    steps = tuple(step for step in path.split("/") if step)
    return page(
        request,
        "holdings.html",
        holdings=showing.holdings(archive(), steps),
        levels=LEVEL_WORDS,
        room="holdings",
    )
