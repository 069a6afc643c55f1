"""The nearest spelling that the index knows of words that it doesn't."""

from __future__ import annotations

import tantivy

from fonds.search import schema, tree
from fonds.search.text import stem, terms

MOST = 50_000
"""Words with the same first letter that are compared with a word that nothing was found for."""


def spelled(searcher: tantivy.Searcher, asked: tree.Query) -> str | None:
    """The query with another word for each that is not known; ``None`` if all are known or one is like nothing.
    Only for queries of plain words."""
    words = asked.parts if isinstance(asked, tree.And) else (asked,)
    written, found = [], []
    for word in words:
        if not isinstance(word, tree.Term):
            return None
        written.append(word.text)
        row = terms(word.text)
        if len(row) != 1 or _knows(searcher, row[0]):
            found.append(word.text)
        elif near := _nearest(searcher, row[0]):
            found.append(near)
        else:
            return None
    return " ".join(found) if found != written else None


def _knows(searcher: tantivy.Searcher, term: str) -> bool:
    return any(searcher.doc_freq(schema.stemmed(group), stem(term)) for group in schema.GROUPS)


def _nearest(searcher: tantivy.Searcher, term: str) -> str | None:
    """The known term that the fewest slips of the pen part from this one, the most frequent of them."""
    allowed = 1 if len(term) < 5 else 2
    best: tuple[int, int, str] | None = None
    for group in schema.GROUPS:
        for known, count in searcher.terms_with_prefix(group, term[0], limit=MOST):
            if abs(len(known) - len(term)) <= allowed:
                slips = _slips(term, known, allowed)
                if slips <= allowed and (best is None or (slips, -count) < best[:2]):
                    best = (slips, -count, known)
    return best[2] if best else None


def _slips(one: str, other: str, most: int) -> int:
    """Letters left out, put in, changed, or swapped with the next one (optimal string alignment); a
    number over ``most`` only says that there are more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            slips = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                slips = min(slips, last[j - 2] + 1)
            row.append(slips)
        if min(row) > most and min(before) > most:
            return most + 1
    return row[-1]
