"""``/search`` and ``/suggest``: finding, narrowing, and completing what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from markupsafe import Markup, escape

from fonds.search.entry import FACETS
from fonds.services import finding
from fonds.services.views import Passage, Results, Suggestion
from fonds.values import languages
from fonds.web import addresses
from fonds.web.chart import Bar
from fonds.web.pages import page, page_of, query_of
from fonds.web.reading_room import archive

SORT_WORDS = {
    "relevance": "best fit",
    "date": "oldest first",
    "-date": "newest first",
    "-added": "last added",
}
MANY_FILTERS = 2
"""From this many on, narrowing further is not for search engines: the combinations never end."""
SENTENCE_ENDS = '.!?…”’"。！？'
SHOWN_VALUES = 6
MAX_VALUES = 20
"""Filters and characters of one that are taken from an address; the rest is left alone."""
MAX_VALUE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The addresses of other views of the same results."""

    results: Results
    also_names: bool

    @property
    def follow(self) -> str | None:
        """``rel`` for links that narrow."""
        chosen = sum(len(values) for values in self.results.filters.values())
        return "nofollow" if chosen >= MANY_FILTERS else None

    def _with(self, filters: Mapping[str, tuple[str, ...]], **values: object) -> str:
        sort = self.results.sort if self.results.sort != self.default_sort else None
        names = None if self.also_names else "off"
        return addresses.search(self.results.query, filters, **({"sort": sort, "names": names} | values))

    @property
    def default_sort(self) -> str:
        """The order that needs no mention in the address."""
        return "relevance" if self.results.query else "-added"

    def sorts(self) -> list[tuple[str, str]]:
        """The orders that can be asked for, each with its words."""
        return [(key, words) for key, words in SORT_WORDS.items() if key != "relevance" or self.results.query]

    def toggled(self, facet: str, value: str) -> str:
        """With that value, or without it where it is in force."""
        filters = {name: tuple(given) for name, given in self.results.filters.items()}
        given = filters.get(facet, ())
        filters[facet] = tuple(v for v in given if v != value) if value in given else (*given, value)
        return self._with({name: filters[name] for name in FACETS if filters.get(name)})

    def bar(self, bar: Bar) -> str:
        """With a bar of the chart in place of the years chosen before."""
        filters = dict(self.results.filters) | {"year": (bar.period,)}
        return self._with({name: filters[name] for name in FACETS if filters.get(name)})

    def sorted(self, sort: str) -> str:
        """In another order."""
        return self._with(self.results.filters, sort=sort if sort != self.default_sort else None)

    def turned(self, number: int) -> str:
        """Another page of the same."""
        return self._with(self.results.filters, page=number if number > 1 else None)

    def names(self, on: bool) -> str:
        """With or without other forms of names."""
        return self._with(self.results.filters, names=None if on else "off")

    def chosen(self) -> list[tuple[str, str, str]]:
        """The filters in force: (title of the facet, value in words, address without it)."""
        labels = {(f.name, v.value): v.label for f in self.results.facets for v in f.values}
        titles = {f.name: f.title for f in self.results.facets}
        return [
            (
                titles.get(name, name.capitalize()),
                labels.get((name, value)) or (languages.name(value) if name == "language" else value),
                self.toggled(name, value),
            )
            for name, values in self.results.filters.items()
            for value in values
        ]


def show(request: HttpRequest) -> HttpResponse:
    """A page of hits. Unknown filters and orders in the address are passed over."""
    query = query_of(request)
    filters = {
        name: tuple(
            dict.fromkeys(v[:MAX_VALUE_CHARACTERS] for v in request.GET.getlist(name)[:MAX_VALUES] if v)
        )
        for name in FACETS
        if request.GET.getlist(name)
    }
    also_names = request.GET.get("names") != "off"
    sort = request.GET.get("sort", "relevance")
    results = finding.search(
        archive(),
        query,
        filters=filters,
        sort=sort if sort in SORT_WORDS else "relevance",
        page=page_of(request),
        also_names=also_names,
    )
    narrowing = Narrowing(results, also_names)
    return page(
        request,
        "results.html",
        results=results,
        go=narrowing,
        query=query,
        shown=SHOWN_VALUES,
        index=narrowing.follow is None,
        room="search",
        marked=marked,
    )


def marked(passage: Passage) -> Markup:
    """A passage with its found words in ``<mark>``; dots where it begins or breaks off within the text."""
    out, at = [Markup("… ")] if passage.start > 0 else [], 0
    for start, end in passage.marks:
        out += [
            escape(passage.text[at:start]),
            Markup("<mark>"),
            escape(passage.text[start:end]),
            Markup("</mark>"),
        ]
        at = end
    out.append(escape(passage.text[at:]))
    if passage.text and passage.text[-1] not in SENTENCE_ENDS:
        out.append(Markup(" …"))
    return Markup("").join(out)


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
