"""``/robots.txt``, ``/sitemap.xml`` and its parts: where crawlers find every page once, and what they leave alone.

Searches are no pages to be listed: their combinations have no end. Crawlers find every document, person and place by
the sitemap, and whoever wants everything finds the ways to take it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from fonds.errors import NotFound
from fonds.exporters.xml import PROLOG, element, leaf
from fonds.services import listing
from fonds.web import addresses
from fonds.web.keeping import keep
from fonds.web.machines.feeds import moment
from fonds.web.pages import absolute
from fonds.web.reading_room import archive

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES: dict[str, Callable[[str], str]] = {
    "documents": addresses.record,
    "people": addresses.person,
    "places": addresses.place,
}
LEFT_ALONE = ("/suggest", "/basket", "/*/scan/", "/feed.", "/api/", "/iiif/", addresses.OAI)


@keep
def index(request: HttpRequest) -> HttpResponse:
    """The list of all parts."""
    rows = (
        element("sitemap", leaf("loc", absolute(request, addresses.sitemap(kind, start))) + _changed(changed))
        for kind in PAGES
        for start, changed in listing.parts(archive(), kind)
    )
    return _xml("sitemapindex", "\n".join(rows))


@keep
def part(request: HttpRequest, kind: str, start: str | None = None) -> HttpResponse:
    """The pages of documents, people or places, or of those whose ids begin so."""
    if kind not in PAGES:
        raise NotFound("There is no such part of the sitemap.")
    rows = [
        element("url", leaf("loc", absolute(request, PAGES[kind](id))) + _changed(changed))
        for id, changed in listing.part(archive(), kind, start or "")
    ]
    if not rows:
        raise NotFound("There is no such part of the sitemap.")
    return _xml("urlset", "\n".join(rows))


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where they find all of it."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEFT_ALONE)]
    lines += ["", f"Sitemap: {absolute(request, addresses.SITEMAP)}"]
    ways = [absolute(request, f"{addresses.OAI}?verb=Identify"), absolute(request, addresses.API)]
    if dump := os.environ.get("FONDS_DUMP"):
        ways.insert(0, dump)
    lines += ["", "# Whoever wants everything need not read pages:", *(f"# {way}" for way in ways)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _changed(value: object) -> str:
    return leaf("lastmod", moment(value)) if isinstance(value, datetime) else ""


def _xml(name: str, content: str) -> HttpResponse:
    made = HttpResponse(
        f"{PROLOG}{element(name, content or ' ', xmlns=NAMESPACE)}\n", content_type="application/xml"
    )
    made.headers["Cache-Control"] = "no-cache"
    return made
