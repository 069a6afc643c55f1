"""Which address is answered by which page."""

from __future__ import annotations

from django.urls import path, re_path

from fonds.web import (
    about,
    assets,
    basket,
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
    resolve,
    results,
    unapi,
    versions,
)
from fonds.web.machines import api, feeds, iiif, images, oai, signposting, sitemaps

ID = r"(?P<id>[0-9A-Za-z]{1,40})"
NUMBER = r"(?P<number>[0-9]{1,6})"
SUFFIX = r"(?P<suffix>\.[a-z.]{2,20})"
STEPS = r"(?P<path>[0-9a-z~-]+(?:/[0-9a-z~-]+){0,15})"
"""Of the archival tree, from the keeper down."""

urlpatterns = [
    path("", home.show),
    path("search", results.show),
    re_path(rf"^search{SUFFIX}$", downloads.found),
    path("suggest", results.suggest),
    path("basket", basket.show),
    re_path(r"^basket(?P<suffix>\.[a-z.]{2,20})$", basket.files),
    path("resolve", resolve.show),
    path("unapi", unapi.show),
    re_path(rf"^d/{ID}$", signposting.landing(document.show)),
    re_path(rf"^d/{ID}{SUFFIX}$", signposting.part("describes")(downloads.document)),
    re_path(rf"^d/{ID}/cite$", cite.show),
    re_path(rf"^d/{ID}/linkset$", signposting.linkset),
    re_path(
        r"^ark:/?(?P<naan>[0-9a-z]{5,9})/(?P<name>[0-9A-Za-z-]{9,30})(?P<rest>[./][0-9a-z./]{1,40})?$",
        signposting.ark,
    ),
    re_path(rf"^d/{ID}/versions$", versions.show),
    re_path(rf"^d/{ID}/scan/{NUMBER}$", downloads.scan),
    re_path(rf"^d/{ID}/file/{NUMBER}$", signposting.part("collection")(downloads.file)),
    path("people/", people.index),
    re_path(rf"^people/{ID}$", people.show),
    re_path(rf"^people/{ID}\.eac\.xml$", downloads.person),
    path("places/", places.index),
    re_path(rf"^places/{ID}$", places.show),
    path("holdings/", holdings.show),
    re_path(rf"^holdings(?:/{STEPS})?\.ead\.xml$", downloads.holdings),
    re_path(rf"^holdings/{STEPS}/?$", holdings.show),
    path("collections/", collections.index),
    path("collections/<path:name>", collections.show),
    re_path(r"^dates/(?P<period>[0-9]{4}(?:-[0-9]{2}){0,2})$", dates.show),
    re_path(r"^missing/(?P<key>[0-9A-Za-z-]{1,80})$", missing.show),
    path("about", about.show),
    path("oai", oai.answer),
    *api.patterns(),
    re_path(rf"^iiif/image/{ID}/{NUMBER}$", images.base),
    re_path(rf"^iiif/image/{ID}/{NUMBER}/info\.json$", images.info),
    re_path(rf"^iiif/image/{ID}/{NUMBER}/(?P<asked>.{{1,200}})$", images.part),
    path("iiif/collection", iiif.collections),
    path("iiif/collection/<path:name>", iiif.collection),
    re_path(rf"^iiif/{ID}/manifest$", iiif.manifest),
    re_path(rf"^iiif/{ID}/text/{NUMBER}$", iiif.text),
    re_path(rf"^iiif/{ID}/translation/(?P<language>[A-Za-z0-9-]{{1,40}})$", iiif.translation),
    re_path(rf"^iiif/{ID}/search$", iiif.search),
    re_path(r"^iiif/", iiif.unknown),
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
