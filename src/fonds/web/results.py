"""``/search`` and ``/suggest``: finding, narrowing, and completing what is typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from markupsafe import Markup, escape

from fonds.services import finding
from fonds.services.views import Hit, Passage, Suggestion
from fonds.web import addresses, asking, downloads
from fonds.web.keeping import keep
from fonds.web.machines import feeds
from fonds.web.narrowing import Narrowing
from fonds.web.pages import is_copy, page, page_of, query_of
from fonds.web.reading_room import archive
from fonds.web.security import COPIED_SEARCH as COPIED

SENTENCE_ENDS = '.!?…”’"。！？'


@keep
def show(request: HttpRequest) -> HttpResponse:
    """A page of hits. Unknown filters and orders in the address are passed over."""
    if is_copy(request):
        return page(
            request, "copied_search.html", facets=finding.TITLES, policy=COPIED, room="search", index=False
        )
    asked = asking.of(request)
    results = finding.search(
        archive(),
        asked.query,
        filters=asked.filters,
        sort=asked.sort,
        page=page_of(request),
        also_names=asked.also_names,
    )
    narrowing = Narrowing(results, asked.also_names)
    return page(
        request,
        "results.html",
        results=results,
        links=feeds.links(request, results),
        go=narrowing,
        facets=narrowing.facets(),
        query=asked.query,
        files=[(e, addresses.found(e.suffix, request.GET)) for e in downloads.carries()]
        if results.hits
        else [],
        index=narrowing.follow is None,
        room="search",
        byline=byline,
        marked=marked,
    )


def byline(hit: Hit) -> str:
    """Who wrote to whom, where, and which archive keeps it, as far as known."""
    between = ", ".join(hit.from_) + (f" → {', '.join(hit.to)}" if hit.to else "")
    return " · ".join(part for part in (between, hit.place, hit.archive) if part)


def marked(passage: Passage) -> Markup:
    """A passage with its found words in ``<mark>``; dots where it begins or breaks off within the text."""
    text, out, at = passage.text, ["… " if passage.start > 0 else ""], 0
    for start, end in passage.marks:
        out.append(f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>")
        at = end
    out.append(str(escape(text[at:])))
    if text and text[-1] not in SENTENCE_ENDS:
        out.append(" …")
    return Markup("".join(out))


def link_of(suggestion: Suggestion) -> str:
    """Where a suggestion leads: straight to a person, place or document, else to a search."""
    if suggestion.person:
        return addresses.person(suggestion.person)
    if suggestion.place:
        return addresses.place(suggestion.place)
    if suggestion.record:
        return addresses.record(suggestion.record)
    return addresses.search(suggestion.query)


def suggest(request: HttpRequest) -> HttpResponse:
    """Completions as JSON: a list of {text, kind, count, href}."""
    query = query_of(request)
    found = finding.suggest(archive(), query) if query else ()
    response = JsonResponse(
        [{"text": s.text, "kind": s.kind, "count": s.count, "href": link_of(s)} for s in found], safe=False
    )
    response.headers["Cache-Control"] = "private, max-age=60"
    return response
