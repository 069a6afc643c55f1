"""Documents with much the same words as one: by the words that set its texts apart."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import tantivy

from fonds.search.text import counted

TELLING_WORDS = 25
"""Words by which similar documents are looked for."""

NAMED_WORDS = 4
"""Words shared with a similar document that are named."""

LOOKED_AT = 6000
"""Characters of each of its texts by which a document is compared: a thousand words tell what it is about."""

MOST_FREQUENCIES = 1 << 16
"""Terms of which it is remembered how many documents hold them."""

Texts = Sequence[tuple[str | None, str]]
"""Language and words."""


@dataclass(frozen=True, slots=True)
class Related:
    """A document with much the same words; ``words`` are some of those shared, the most telling first."""

    id: str
    score: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Similar:
    """Looks for them in one state of the index."""

    schema: tantivy.Schema
    searcher: tantivy.Searcher
    _frequencies: dict[str, int] = field(default_factory=dict)

    def to(self, id: str, texts: Texts, limit: int) -> tuple[Related, ...]:
        """The nearest to the document with this id and these texts, in order."""
        telling = self._telling(_words(texts))
        if not telling or limit < 1:
            return ()
        own = tantivy.Query.term_query(self.schema, "id", id, "basic")
        like = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self.schema, "body", term)) for term in telling
        ]
        asked = tantivy.Query.boolean_query([*like, (tantivy.Occur.MustNot, own)])
        hits = self.searcher.search(asked, limit=limit, count=False).hits
        ids = {(at.segment_ord, at.doc): self.searcher.doc(at)["id"][0] for _, at in hits}
        shared = self._shared(telling, ids)
        return tuple(
            Related(ids[at.segment_ord, at.doc], score, shared[at.segment_ord, at.doc]) for score, at in hits
        )

    def _shared(
        self, telling: Mapping[str, str], ids: Mapping[tuple[int, int], str]
    ) -> dict[tuple[int, int], tuple[str, ...]]:
        """The first of the telling words that each of these documents holds: the index knows it much
        sooner than their texts can be cut into terms. By address: segment, number."""
        one_of = [tantivy.Query.term_query(self.schema, "id", id, "basic") for id in ids.values()]
        among = tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in one_of])
        shared: dict[tuple[int, int], tuple[str, ...]] = dict.fromkeys(ids, ())
        for term, written in telling.items():
            if all(len(words) == NAMED_WORDS for words in shared.values()):
                break
            holding = tantivy.Query.term_query(self.schema, "body", term, "basic")
            both = tantivy.Query.boolean_query([(tantivy.Occur.Must, holding), (tantivy.Occur.Must, among)])
            for _, at in self.searcher.search(both, limit=len(ids), count=False).hits:
                words = shared[at.segment_ord, at.doc]
                shared[at.segment_ord, at.doc] = (*words, written)[:NAMED_WORDS]
        return shared

    def _telling(self, words: Mapping[str, tuple[int, str]]) -> dict[str, str]:
        """The words that set a text apart: often in it, in few others, but not in it alone."""
        documents = self.searcher.num_docs
        best: list[tuple[float, str, str]] = []
        for term, (times, written) in sorted(words.items(), key=lambda item: -item[1][0]):
            # Words that stand once are the most, and seldom can weigh enough to be worth a question.
            if len(best) == TELLING_WORDS and times * math.log(documents / 2) < best[0][0]:
                break
            holding = self._holding(term)
            if 1 < holding <= documents / 5:
                weight = (times * math.log(documents / holding), term, written)
                (heapq.heappushpop if len(best) == TELLING_WORDS else heapq.heappush)(best, weight)
        return {term: written for _, term, written in sorted(best, reverse=True)}

    def _holding(self, term: str) -> int:
        """How many documents hold the term in their words; remembered, since papers share most of theirs."""
        known = self._frequencies
        found = known.get(term)
        if found is None:
            if len(known) >= MOST_FREQUENCIES:
                known.clear()
            found = known[term] = self.searcher.doc_freq("body", term)
        return found


def _words(texts: Texts) -> dict[str, tuple[int, str]]:
    """Term -> how often it stands there, and how it is written there at first; numbers are left out."""
    found: dict[str, tuple[int, str]] = {}
    for term, written, times in chain.from_iterable(counted(text[:LOOKED_AT]) for _, text in texts):
        if len(term) > 2 and not term.isdigit():
            before, first = found.get(term, (0, written))
            found[term] = (before + times, first)
    return found
