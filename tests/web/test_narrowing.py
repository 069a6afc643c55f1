"""The addresses of narrower, wider and otherwise ordered views of results."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from fonds.services.views import Facet, FacetValue, Results
from fonds.web.chart import Bar
from fonds.web.narrowing import MOST_VALUES, SHOWN_VALUES, Narrowing

VALUES = tuple(FacetValue(f"Müller & <{n}>", f"müller {n}", 40 - n, selected=n == 1) for n in range(30))


def narrowing(query: str = "a&b", sort: str = "relevance", **filters: tuple[str, ...]) -> Narrowing:
    facets = (Facet("person", "Person", VALUES), Facet("type", "Type", ()))
    return Narrowing(Results(query, "", (), (), filters, sort, 99, 2, 10, (), facets, ()), also_names=True)


def parts(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_a_value_is_put_on_and_taken_off() -> None:
    go = narrowing(type=("letter",), person=("x", "y"))
    assert parts(go.toggled("person", "z")) == {"q": ["a&b"], "type": ["letter"], "person": ["x", "y", "z"]}
    assert parts(go.toggled("person", "x")) == {"q": ["a&b"], "type": ["letter"], "person": ["y"]}
    assert parts(go.toggled("type", "letter")) == {"q": ["a&b"], "person": ["x", "y"]}


def test_the_links_of_a_facet_are_those_of_toggled() -> None:
    go = narrowing(person=(VALUES[1].value, "another"), language=("en",), sort="date")
    links = [part.split('"')[0].replace("&amp;", "&") for part in str(go.facets()).split('href="')[1:]]
    assert links == [go.toggled("person", value.value) for value in VALUES[:MOST_VALUES]]
    assert parts(links[0])["person"] == [VALUES[1].value, "another", VALUES[0].value]
    assert parts(links[0])["sort"] == ["date"]
    assert parts(links[1])["person"] == ["another"]


def test_facets_are_escaped_folded_and_marked() -> None:
    go = narrowing(person=(VALUES[1].value,))
    markup = str(go.facets())
    assert "<1>" not in markup
    assert markup.count("<li>") == MOST_VALUES
    assert f"<summary>{MOST_VALUES - SHOWN_VALUES} more</summary>" in markup
    assert markup.count('aria-current="true"') == 1
    assert "Müller 0" in markup
    assert "Type" not in markup


@pytest.mark.parametrize(
    ("filters", "follow"), [({"type": ("a",)}, None), ({"type": ("a", "b")}, "nofollow")]
)
def test_many_filters_are_not_followed(filters: dict[str, tuple[str, ...]], follow: str | None) -> None:
    assert narrowing(**filters).follow == follow


def test_orders_years_and_pages() -> None:
    go = narrowing(year=("1950", "1951"))
    assert parts(go.bars()(Bar(1940, 10, 3, 0, 1, 1, None)))["year"] == ["1940..1949"]
    assert "sort" not in parts(go.sorted("relevance"))
    assert parts(go.sorted("date"))["sort"] == ["date"]
    assert parts(go.turned(3)) == {"q": ["a&b"], "year": ["1950", "1951"], "page": ["3"]}
    assert parts(go.names(False))["names"] == ["off"]
    assert [key for key, _ in narrowing("", "-added").sorts()] == ["date", "-date", "-added", "added"]
