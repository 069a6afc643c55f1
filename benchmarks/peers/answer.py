"""What every engine is asked for, and what it is given of a document."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass

from benchmarks.vocabulary import Asked
from fonds.search.entry import FACETS, Entry

SINGLE = ("type", "collection")
"""Facets of which a document has one value at most; it may have several of the others."""
SEVERAL = tuple(name for name in FACETS if name not in SINGLE)
FACET_SIZE = 50
"""Values of a facet, as in Fonds."""
SECONDS = 60
"""Within which a query must be answered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How much came: the total, and how many hits and facets."""

    total: int
    hits: int
    facets: int


def texts(entry: Entry) -> tuple[str, str, str]:
    """Title, body, and all else that Fonds searches: summary, names, places, sources, subjects, dates, ids."""
    rest = (
        entry.summary,
        entry.id,
        *entry.record_ids,
        *entry.people,
        *entry.places,
        *entry.sources,
        *entry.subjects,
        *entry.dates,
        *entry.facets["archive"],
    )
    body = "\n\n".join((entry.body, *(text for _, text in entry.other_texts)))
    return clean(entry.title), clean(body), clean("\n".join(rest))


def clean(text: str) -> str:
    """Without control characters, which XML and PostgreSQL refuse, and half characters, which have no bytes."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", " ", text)


def years(entry: Entry) -> tuple[int | None, int | None]:
    """The first and the last one that the date may mean."""
    known = [int(year) for year in entry.facets["year"]]
    return (min(known), max(known)) if known else (None, None)


def period(asked: Asked) -> tuple[int, int] | None:
    """The years that a query is narrowed to."""
    given = asked.filters.get("year")
    if not given:
        return None
    first, last = given[0].split("..")
    return int(first), int(last)


class Client:
    """One connection, kept open; made anew where the server has closed it because nothing was asked for a while."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)

    def get(self, path: str) -> bytes:
        """The answer, which must be 200."""
        try:
            answer = self._ask(path)
        except (http.client.RemoteDisconnected, ConnectionError):
            self._connection.close()
            answer = self._ask(path)
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {body[:200]!r}")
        return body

    def _ask(self, path: str) -> http.client.HTTPResponse:
        self._connection.request("GET", path)
        return self._connection.getresponse()
