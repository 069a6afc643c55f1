"""Narrowing results: the addresses of other views of them, and the facets with their counts as links.

The facets are written here and not in a template: with eight of them a page holds two hundred links, and
a template took longer over these than the search itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus

from markupsafe import Markup, escape

from fonds.search.entry import FACETS
from fonds.services.views import Facet, FacetValue, Results
from fonds.values import languages
from fonds.web import addresses, wording
from fonds.web.chart import Bar

SORT_WORDS = {
    "relevance": "best fit",
    "date": "oldest first",
    "-date": "newest first",
    "-added": "last added",
    "added": "first added",
}
MANY_FILTERS = 2
"""From this many on, narrowing further is not for search engines: the combinations never end."""
SHOWN_VALUES = 6
MOST_VALUES = 24
"""Values of a facet that are listed, and how many of them unfolded."""

Filters = Mapping[str, Sequence[str]]


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

    @property
    def default_sort(self) -> str:
        """The order that needs no mention in the address."""
        return "relevance" if self.results.query else "-added"

    def sorts(self) -> list[tuple[str, str]]:
        """The orders that can be asked for, each with its words."""
        return [(key, words) for key, words in SORT_WORDS.items() if key != "relevance" or self.results.query]

    def toggled(self, facet: str, value: str) -> str:
        """With that value, or without it where it is in force."""
        given = tuple(self.results.filters.get(facet, ()))
        return self._with_facet(
            facet, [v for v in given if v != value] if value in given else [*given, value]
        )

    def bars(self) -> Callable[[Bar], str]:
        """With a bar of the chart in place of the years chosen before."""
        before, after = self._around("year", ())
        return lambda bar: before + quote_plus(bar.period) + after

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

    def facets(self) -> Markup:
        """Every facet that has values, the first few of them unfolded."""
        return Markup("".join(self._facet(facet) for facet in self.results.facets if facet.values))

    def _facet(self, facet: Facet) -> str:
        values = facet.values[:MOST_VALUES]
        first, rest = values[:SHOWN_VALUES], values[SHOWN_VALUES:]
        unfold = " open" if any(value.selected for value in rest) else ""
        folded = (
            f"<details{unfold}><summary>{len(rest)} more</summary>\n<ul>\n{self._links(facet, rest)}</ul>\n</details>\n"
            if rest
            else ""
        )
        return f"<section>\n<h2>{escape(facet.title)}</h2>\n<ul>\n{self._links(facet, first)}</ul>\n{folded}</section>\n"

    def _links(self, facet: Facet, values: Iterable[FacetValue]) -> str:
        rel = ' rel="nofollow"' if self.follow else ""
        # All values that are not in force share their address but for the value itself.
        before, after = map(escape, self._around(facet.name, self.results.filters.get(facet.name, ())))
        out = []
        for value in values:
            quoted, label = _written(value.value, value.label)
            href, current = f"{before}{quoted}{after}", ""
            if value.selected:
                href, current = str(escape(self.toggled(facet.name, value.value))), ' aria-current="true"'
            out.append(
                f'<li><a href="{href}"{rel}{current}><span>{label}</span>'
                f'<span class="tally">{wording.number(value.count)}</span></a></li>\n'
            )
        return "".join(out)

    def _around(self, facet: str, given: Sequence[str]) -> tuple[str, str]:
        """What stands before and after one more value of a facet in an address."""
        before, after = self._with_facet(facet, [*given, "\0"]).split(quote_plus("\0"))
        return before, after

    def _with_facet(self, facet: str, values: Sequence[str]) -> str:
        filters = dict(self.results.filters) | {facet: values}
        return self._with({name: filters[name] for name in FACETS if filters.get(name)})

    def _with(self, filters: Filters, **values: object) -> str:
        sort = self.results.sort if self.results.sort != self.default_sort else None
        names = None if self.also_names else "off"
        return addresses.search(self.results.query, filters, **({"sort": sort, "names": names} | values))


@lru_cache(maxsize=4096)
def _written(value: str, label: str) -> tuple[str, str]:
    """A value as it stands in an address, which needs no escaping, and its label as mark-up."""
    return quote_plus(value), str(escape(wording.sentence_case(label)))
