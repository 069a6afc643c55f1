"""``/feed.atom`` and ``/feed.json``: a saved search as a feed (RFC 4287; JSON Feed 1.1), what was added last first.

They take what ``/search`` takes, but for order and page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

from fonds.exporters.xml import PROLOG, element, leaf
from fonds.services import finding, listing
from fonds.services.views import Hit, Results
from fonds.web import addresses, asking, wording
from fonds.web.machines.problems import shared
from fonds.web.pages import absolute
from fonds.web.reading_room import archive

ENTRIES = 50
ATOM, JSON = "application/atom+xml", "application/feed+json"
NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a feed."""

    address: str
    hit: Hit
    added: str
    changed: str

    @property
    def summary(self) -> str:
        """Type, date and the words of the passages."""
        record = self.hit.record
        heads = [wording.kind(record.type), wording.edtf_words(record.date)]
        words = " … ".join(" ".join(passage.text.split()) for passage in self.hit.passages)
        return ". ".join(part for part in (*heads, words) if part)


def links(request: HttpRequest, results: Results) -> list[tuple[str, str, str, str]]:
    """What the head of a page of results points to: its canonical address, without order and with facets in one
    order, and its feeds; (rel, address, media type, title)."""
    filters = {name: results.filters[name] for name in sorted(results.filters)}
    page = results.page if results.page > 1 else None
    canonical = addresses.search(results.query, {k: sorted(v) for k, v in filters.items()}, page=page)
    title = f"{results.query or 'All documents'} – {archive().title}"
    return [
        ("canonical", absolute(request, canonical), "", ""),
        ("alternate", addresses.feed(".atom", results.query, results.filters), ATOM, title),
        ("alternate", addresses.feed(".json", results.query, results.filters), JSON, title),
    ]


def atom(request: HttpRequest) -> HttpResponse:
    """A search as an Atom feed."""
    title, page, own, updated, entries = _read(request, ".atom")
    rows = (
        element(
            "entry",
            leaf("id", entry.address)
            + leaf("title", entry.hit.record.title)
            + leaf("published", entry.added)
            + leaf("updated", entry.changed)
            + element("link", rel="alternate", type="text/html", href=entry.address)
            + "".join(element("author", leaf("name", name)) for name in entry.hit.from_)
            + element("category", term=entry.hit.record.type)
            + leaf("summary", entry.summary),
        )
        for entry in entries
    )
    content = (
        leaf("id", own)
        + leaf("title", title)
        + leaf("updated", updated)
        + element("author", leaf("name", archive().title or "Fonds"))
        + element("link", rel="self", type=ATOM, href=own)
        + element("link", rel="alternate", type="text/html", href=page)
        + "\n".join(rows)
    )
    feed = element("feed", content, xmlns=NAMESPACE)
    return shared(HttpResponse(f"{PROLOG}{feed}\n", content_type=f"{ATOM}; charset=utf-8"))


def json_feed(request: HttpRequest) -> HttpResponse:
    """A search as a JSON feed."""
    title, page, own, _, entries = _read(request, ".json")
    items = [
        {
            "id": entry.address,
            "url": entry.address,
            "title": entry.hit.record.title,
            "content_text": entry.summary,
            "date_published": entry.added,
            "date_modified": entry.changed,
            "authors": [{"name": name} for name in entry.hit.from_],
            "tags": [entry.hit.record.type],
        }
        for entry in entries
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": page,
        "feed_url": own,
        "items": items,
    }
    return shared(HttpResponse(json.dumps(feed, ensure_ascii=False), content_type=JSON))


def _read(request: HttpRequest, suffix: str) -> tuple[str, str, str, str, Iterator[Entry]]:
    """Title, the address of the page, that of the feed, when it changed, its entries."""
    asked = asking.of(request)
    found = finding.search(
        archive(),
        asked.query,
        filters=asked.filters,
        sort="-added",
        size=ENTRIES,
        also_names=asked.also_names,
    )
    moments = listing.moments(archive(), [hit.record.id for hit in found.hits])
    changed = max((m.changed for m in moments.values()), default=None) or listing.last_changed(archive())
    names = None if asked.also_names else "off"

    def entries() -> Iterator[Entry]:
        for hit in found.hits:
            if hit.record.id in moments:
                m = moments[hit.record.id]
                yield Entry(
                    absolute(request, addresses.record(hit.record.id)),
                    hit,
                    moment(m.added),
                    moment(m.changed),
                )

    own = addresses.feed(suffix, asked.query, found.filters)
    title = f"{asked.query or 'All documents'} – {archive().title}"
    page = addresses.search(asked.query, found.filters, names=names)
    return title, absolute(request, page), absolute(request, own), moment(changed), entries()


def moment(value: datetime) -> str:
    """A moment as feeds and sitemaps have it."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
