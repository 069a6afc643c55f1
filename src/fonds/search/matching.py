"""The query tree as a query object of the engine: never as a query string, so nothing can be injected.

A word is looked for in its stemmed form, in the title, the body and the rest; a phrase or a prefix in
the terms as they are. For the order of hits, a hit in the title weighs more, and so does the very form
that was typed. The same tree can be made without those weights, for counting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from tantivy import FieldType, Occur, Query, Schema, Searcher

from fonds.search import schema, tree
from fonds.search.text import stem, terms, wanted
from fonds.values import languages

# Weights of the groups. Not tuned: a title is some ten words, and says what the document is about.
WEIGHTS = {"title": 3.0, "body": 1.0, "rest": 1.5}
EXACT_WEIGHT = 0.4
"""How much more a word counts in the very form that was typed."""
NEAR_WEIGHT = 2.0
"""How much more the words of a query count where they stand one after another."""
MOST_NEAR = 3000
"""Documents that may hold the rarest of the words, for their nearness to be looked at: it takes 1 ms per
100 documents with frequent words (35,000 documents of 7 kB)."""
MOST_EXPANSIONS = 50
"""Completions of a prefix that are weighed one by one; further ones are found all the same."""


class Matching:
    """Makes engine queries for one state of the index; ``weighed`` where hits are to be ordered."""

    def __init__(self, engine_schema: Schema, searcher: Searcher, *, weighed: bool) -> None:
        self._schema = engine_schema
        self._searcher = searcher
        self._weighed = weighed

    def query(self, asked: tree.Query) -> Query:
        """The documents that the tree means."""
        made = self._query(asked, None)
        near = self._near(asked) if self._weighed else None
        return Query.boolean_query([(Occur.Must, made), (Occur.Should, near)]) if near else made

    @cached_property
    def everything(self) -> Query:
        """Every document, all alike."""
        return Query.const_score_query(self._term("key", schema.RECORD, "basic"), 0.0)

    def dates(self, earliest: str | None, latest: str | None) -> Query:
        """Documents whose date may lie between the two days."""
        bounds = []
        if (day := schema.day_number(earliest)) is not None:
            bounds.append(Query.range_query(self._schema, "latest", FieldType.Integer, lower_bound=day))
        if (day := schema.day_number(latest)) is not None:
            bounds.append(Query.range_query(self._schema, "earliest", FieldType.Integer, upper_bound=day))
        return self._unweighed(self._every(bounds))

    def facet(self, name: str, values: Sequence[str], *, every: bool = False) -> Query:
        """Documents that hold one of the values, or every one."""
        parts = [self._facet_value(name, value) for value in values]
        return self._unweighed(self._every(parts) if every else self._either(parts))

    def _facet_value(self, name: str, value: str) -> Query:
        years = re.fullmatch(r"(\d{1,4})?\.\.(\d{1,4})?", value, re.ASCII) if name == "year" else None
        if years and any(years.groups()):
            lower, upper = (int(year) if year else None for year in years.groups())
            return Query.range_query(self._schema, "year", FieldType.Integer, lower, upper)
        return self._term(schema.facet(name), schema.whole(value), "basic")

    def _query(self, asked: tree.Query, part: str | None) -> Query:
        match asked:
            case tree.And(parts):
                return self._every(
                    [self._query(each, part) for each in parts if not isinstance(each, tree.Not)],
                    [self._query(each.part, part) for each in parts if isinstance(each, tree.Not)],
                )
            case tree.Or(parts):
                return self._either([self._query(each, part) for each in parts])
            case tree.Not(inner):
                return self._every([], [self._query(inner, part)])
            case tree.Field(name, inner):
                return self._query(inner, name)
            case tree.DateRange(earliest, latest):
                return self.dates(earliest, latest)
            case tree.Term(text) | tree.Phrase(text) | tree.Prefix(text):
                if part in tree.EXACT_FIELDS:
                    return self._exact(part, text, prefix=isinstance(asked, tree.Prefix))
                row = wanted(text, prefix=isinstance(asked, tree.Prefix))
                if not row.terms:
                    return self.everything
                if isinstance(asked, tree.Term) and len(row.terms) == 1 and not row.open:
                    return self._word(row.terms[0], part)
                fields = [(field, WEIGHTS.get(field, 1.0)) for field in self._fields(part)]
                return self._either(
                    [self._boost(self._sequence(field, row.terms, row.open), by) for field, by in fields]
                )
            case _:
                return self.everything

    def _fields(self, part: str | None) -> Sequence[str]:
        return schema.GROUPS if part is None else ("body" if part == "text" else part,)

    def _word(self, term: str, part: str | None) -> Query:
        found = []
        for field in self._fields(part):
            if field not in schema.GROUPS:
                found.append(self._term(field, term))
                continue
            weight = WEIGHTS[field]
            found.append(self._boost(self._term(schema.stemmed(field), stem(term), "freq"), weight))
            if self._weighed:
                found.append(self._boost(self._term(field, term), weight * EXACT_WEIGHT))
        return self._either(found)

    def _sequence(self, field: str, row: tuple[str, ...], open_: bool) -> Query:
        if not open_ and len(row) == 1:
            return self._term(field, row[0])
        if not open_:
            words: list[str | tuple[int, str]] = [*row]
            return Query.phrase_query(self._schema, field, words)
        if len(row) == 1:
            return self._beginning(field, row[0])
        # Terms hold letters, digits and marks only, so that they stand for themselves in a pattern.
        return Query.regex_phrase_query(self._schema, field, [*row[:-1], f"{row[-1]}.*"])

    def _beginning(self, field: str, beginning: str) -> Query:
        completions = self._searcher.terms_with_prefix(field, beginning, limit=MOST_EXPANSIONS + 1)
        parts = [self._term(field, term) for term, _ in completions[:MOST_EXPANSIONS]]
        if len(completions) > MOST_EXPANSIONS:
            parts.append(self._unweighed(Query.regex_query(self._schema, field, f"{re.escape(beginning)}.*")))
        return self._either(parts)

    def _exact(self, name: str, text: str, *, prefix: bool) -> Query:
        if name == "lang":
            text = languages.tag(text) or text
        value = schema.key(name, text)
        found = self._beginning("key", value) if prefix else self._term("key", value, "basic")
        return self._unweighed(found)

    def _near(self, asked: tree.Query) -> Query | None:
        """The words of a simple query one after another, as in a name or a set phrase."""
        parts = asked.parts if isinstance(asked, tree.And) else ()
        row = tuple(t for part in parts if isinstance(part, tree.Term) for t in terms(part.text))
        if not 2 <= len(row) <= 6 or min(self._searcher.doc_freq("body", t) for t in row) > MOST_NEAR:
            return None
        fields = [(field, WEIGHTS[field] * NEAR_WEIGHT) for field in schema.GROUPS]
        return self._either([self._boost(self._sequence(field, row, False), by) for field, by in fields])

    def _term(self, field: str, term: str, index_option: str = "position") -> Query:
        return Query.term_query(self._schema, field, term, index_option)

    def _boost(self, made: Query, by: float) -> Query:
        return Query.boost_query(made, by) if self._weighed and by != 1.0 else made

    def _unweighed(self, made: Query) -> Query:
        return Query.const_score_query(made, 0.0)

    def _every(self, parts: Iterable[Query], without: Iterable[Query] = ()) -> Query:
        must = [(Occur.Must, part) for part in parts] or [(Occur.Must, self.everything)]
        return Query.boolean_query([*must, *((Occur.MustNot, part) for part in without)])

    def _either(self, parts: Sequence[Query]) -> Query:
        if not parts:
            return Query.empty_query()
        return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Should, p) for p in parts])
