"""Citations of *Foreign Relations of the United States* by volume and document or page.

Its volumes are named by years, number and part; the Office of the Historian calls them ``frus1955-57v15`` and the
like, and so are the files of its edition (history.state.gov/developer). Numbers are Roman or not, years whole or cut.

>>> found = parse("FRUS, 1955–1957, vol. XV, doc. 203")
>>> found.volume_id, found.document
('frus1955-57v15', '203')
>>> parse("Foreign Relations, 1952-1954, Volume II, Part 1, pp. 11-12").pages
'11-12'
>>> parse("frus1969-76ve09p1/d98").document, parse("Papers on the ferry, vol. 2") is None
('98', True)

Not supported: volumes that are told by a name of several words ("Paris Peace Conference").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SERIES = r"(?:Foreign\s+Relations(?:\s+of\s+the\s+United\s+States)?|Papers\s+Relating\s+to\s+the\s+Foreign\s+Relations\s+of\s+the\s+United\s+States|F\.?\s?R\.?\s?U\.?\s?S\.?)"
_CITED = re.compile(
    rf"(?<!\w){_SERIES}(?!\w)\s*[,:;.(]?\s*(?P<first>1[89]\d\d|20\d\d)(?:\s?[-–—−/]\s?(?P<last>(?:1[89]|20)?\d\d))?",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    r"(?<!\w)(?:volume|vol\.?|v\.|т\.|том)\s*(?P<e>E\s?[-–—]\s?)?(?P<volume>[IVXLC]+|\d{1,3})(?!\w)",
    re.IGNORECASE,
)
_BARE_VOLUME = re.compile(
    r"^\s*[,:)]*\s*(?P<e>E\s?[-–—]\s?)?(?P<volume>[IVXLC]+|\d{1,2})(?=\s*[,:;.(]|\s+(?:doc|pt|part|p))"
)
_PART = re.compile(r"(?<!\w)(?:part|pt\.?|ч\.)\s*(?P<part>\d|[IV]+)(?!\w)", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"(?<!\w)(?:documents?|docs?\.?|no\.|nos\.|док\.|#|№)\s*(?P<document>\d{1,4})(?!\d)", re.IGNORECASE
)
_PAGES = re.compile(
    r"(?<!\w)(?:pages?|pp?\.|с\.|стр\.)\s*(?P<pages>\d{1,4}(?:\s?[-–—−]\s?\d{1,4})?)|[:,]\s(?P<bare>\d{1,4}(?:\s?[-–—−]\s?\d{1,4})?)\s*\.?\s*$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^\s*[,:]\s*(?:[Vv]ol(?:ume|\.)?\s)?(?P<name>[A-Z][a-z]+)(?=\s*[,.;)]|$)")
_ID = re.compile(r"(?<!\w)(?P<id>frus1[89]\d\d[\w-]*)(?:/(?:d|ch\w*/d)(?P<document>\d+))?", re.IGNORECASE)
_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Cited:
    """``volume_id`` as the edition names it; ``document`` its number, ``pages`` as written with plain dashes."""

    volume_id: str
    document: str | None
    pages: str | None
    start: int
    end: int


def parse(text: str) -> Cited | None:
    """The first citation of the series in a text, if it names a volume."""
    if named := _ID.search(text):
        return Cited(named["id"], named["document"], None, *named.span())
    found = _CITED.search(text)
    if found is None:
        return None
    rest = text[found.end() :]
    years = found["first"] + (f"-{found['last'][-2:]}" if found["last"] else "")
    volume = _VOLUME.search(rest) or _BARE_VOLUME.match(rest)
    part = _PART.search(rest)
    if volume:
        number = _number(volume["volume"])
        name = f"v{'e' if volume['e'] else ''}{number:02d}" + (f"p{_number(part['part'])}" if part else "")
    elif title := _NAMED.match(rest):
        name = title["name"]
    else:
        return None
    document, pages = _DOCUMENT.search(rest), _PAGES.search(rest)
    told = None
    if pages and not document:
        told = re.sub(r"\s?[–—−-]\s?", "-", pages["pages"] or pages["bare"])
    return Cited(
        f"frus{years}{name}", document["document"] if document else None, told, found.start(), len(text)
    )


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    digits = [_DIGITS[c] for c in text.lower()]
    return sum(-d if d < max(digits[k + 1 :], default=0) else d for k, d in enumerate(digits))
