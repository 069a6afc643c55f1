"""Which address is answered by which page."""

from __future__ import annotations

from django.urls import path, re_path

from fonds.web import (
    about,
    assets,
    cite,
    collections,
    dates,
    document,
    downloads,
    errors,
    holdings,
    home,
    missing,
    people,
    places,
    results,
    unapi,
    versions,
)
from fonds.web.machines import api, feeds, oai, signposting, sitemaps

ID = r"(?P<id>[0-9A-Za-z]{1,40})"

urlpatterns = [
    path("", home.show),
    path("search", results.show),
    re_path(r"^search(?P<suffix>\.[a-z.]{2,20})$", downloads.found),
    path("suggest", results.suggest),
    path("unapi", unapi.show),
    re_path(rf"^d/{ID}$", signposting.landing(document.show)),
    re_path(rf"^d/{ID}(?P<suffix>\.[a-z.]{{2,20}})$", signposting.part("describes")(downloads.document)),
    re_path(rf"^d/{ID}/cite$", cite.show),
    re_path(rf"^d/{ID}/linkset$", signposting.linkset),
    re_path(
        r"^ark:/?(?P<naan>[0-9a-z]{5,9})/(?P<name>[0-9A-Za-z-]{9,30})(?P<rest>[./][0-9a-z./]{1,40})?$",
        signposting.ark,
    ),
    re_path(rf"^d/{ID}/versions$", versions.show),
    re_path(rf"^d/{ID}/scan/(?P<number>[0-9]{{1,6}})$", downloads.scan),
    re_path(rf"^d/{ID}/file/(?P<number>[0-9]{{1,6}})$", signposting.part("collection")(downloads.file)),
    path("people/", people.index),
    re_path(rf"^people/{ID}$", people.show),
    re_path(rf"^people/{ID}\.eac\.xml$", downloads.person),
    path("places/", places.index),
    re_path(rf"^places/{ID}$", places.show),
    path("holdings/", holdings.show),
    re_path(r"^holdings(?:/(?P<path>[0-9a-z~-]+(?:/[0-9a-z~-]+){0,15}))?\.ead\.xml$", downloads.holdings),
    re_path(r"^holdings/(?P<path>[0-9a-z~-]+(?:/[0-9a-z~-]+){0,15})/?$", holdings.show),
    path("collections/", collections.index),
    path("collections/<path:name>", collections.show),
    re_path(r"^dates/(?P<period>[0-9]{4}(?:-[0-9]{2}){0,2})$", dates.show),
    re_path(r"^missing/(?P<key>[0-9A-Za-z-]{1,80})$", missing.show),
    path("about", about.show),
    path("oai", oai.answer),
    *api.patterns(),
    path("feed.atom", feeds.atom),
    path("feed.json", feeds.json_feed),
    path("sitemap.xml", sitemaps.index),
    re_path(r"^sitemap/(?P<kind>[a-z]{1,20})(?:-(?P<start>[0-9a-z]{1,4}))?\.xml$", sitemaps.part),
    re_path(r"^static/(?P<stamp>[0-9a-f]{1,16})/(?P<name>[\w./-]{1,80})$", assets.serve),
    path("favicon.ico", assets.icon),
    path("robots.txt", sitemaps.robots),
    path("health", assets.health),
]

handler404 = errors.not_found
handler400 = errors.bad_request
handler500 = errors.broken
