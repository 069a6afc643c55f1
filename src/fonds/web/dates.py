"""``/dates/1950``, ``/dates/1950-05``, ``/dates/1950-05-13``: what was written then."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from fonds.services import showing
from fonds.values import edtf
from fonds.web import addresses
from fonds.web.pages import page, page_of
from fonds.web.reading_room import archive


def show(request: HttpRequest, period: str) -> HttpResponse:
    """A year, month or day in order of time."""
    view = showing.period(archive(), period, page=page_of(request))
    return page(
        request, "period.html", period=view, months=edtf.MONTHS, turned=lambda n: addresses.period(period, n)
    )
