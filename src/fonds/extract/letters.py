"""Where and when a letter was written, from the lines before its salutation and behind its close.

The lines' own grammar is in ``fonds.values.letter_datelines``; here stands which lines are looked at, and
how a place on a line beside the date is told from names and letterheads: it is a place that the table
knows, with nothing, a district or a house behind it ("Wien XVIII. Sternwartestraße 71"). Dates of the Islamic calendar
(``fonds.values.hijri``) close papers of any type.

Limits: the address on an envelope is the recipient's and says nothing of the place of writing; a letter
that names its place nowhere has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from fonds.data import table
from fonds.extract import head_lines
from fonds.extract.found import Found
from fonds.model import Finding, Problem, Where
from fonds.values import dates, hijri, letter_datelines, persons, places, types
from fonds.values.lines import Line

HEAD_LINES, FOOT_LINES = 15, 8
"""Lines before the salutation, and at the end, within which a dateline stands."""
WITHOUT_SALUTATION = 6
"""Lines that are a letter's head where nobody is greeted."""
CLOSING_LINE = 400
"""Characters of a line in which an Ottoman paper says when and where it was written."""

_TOWN = re.compile(
    r"(?P<town>[^\W\d_a-z][\w’'-]+(?: (?![IVX]+\b)[^\W\d_a-z][\w’'-]+)?)(?!\w)"
    r"(?:[.,]*$|[.,]*\s*(?=[IVX]+\b|\d{1,2}\.)|\s*[,–—]\s)"
)


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """The place and date of writing of a letter; dates of the Islamic calendar in any paper."""
    yield from _ottoman(found)
    kind = found.best("type")
    if kind not in (None, "letter") or found.is_page:
        return
    body = found.body
    greeted = next((n for n, line in enumerate(body[:HEAD_LINES]) if head_lines.salutation(line)), None)
    if kind is None and greeted is None:
        return
    head = body[: WITHOUT_SALUTATION if greeted is None else greeted]
    foot = body[max(len(head), len(body) - FOOT_LINES) :]
    context = found.context()
    titled = found.best("heading.origin") is not None
    named = {
        word
        for key in ("heading.from", "heading.to")
        for who in found.values(key)
        for word in (persons.key(who.name), *persons.key(who.name).split())
    }
    for region in (head, foot):
        for n, line in enumerate(region):
            read = letter_datelines.parse(line.text, context)
            if read is None:
                continue
            place, at = read.place, line.start + read.place_span[0]
            if place and (types.find(place.name, within=1) or persons.key(place.name) in named):
                continue  # "Letter, 3 May 1902"; "Orlo, 3 May 1902"
            if place is None:
                beside = next(
                    (
                        (town, near.start)
                        for near in (*region[n + 1 : n + 2], *region[max(0, n - 1) : n])
                        if (town := _town(near))
                    ),
                    None,
                )
                place, at = beside or (None, -1)
            if place and place.as_written and not titled:
                titled = True
                yield Finding(
                    "heading.origin", place, at, at + len(place.as_written), "letters/dateline", 0.9
                )
            if read.date and kind == "letter":
                span = (line.start + read.date_span[0], line.start + read.date_span[1])
                yield Finding("date", read.date, *span, "letters/dateline", 0.85)
            if titled:
                return
    for line in [] if titled else head:
        if (town := _town(line)) and town.as_written:
            yield Finding(
                "heading.origin",
                town,
                line.start,
                line.start + len(town.as_written),
                "letters/letterhead",
                0.75,
            )
            return


def _town(line: Line) -> Where | None:
    """A line that is a known town, alone or with a district or house."""
    match = _TOWN.match(line.text) if len(line.text) <= letter_datelines.LONGEST else None
    if match is None or not places.is_known(match["town"]):
        return None
    return places.parse(match["town"])


@cache
def _guarded() -> re.Pattern[str]:
    words = "|".join(table("letters")["datelines"]["guarded"])
    return re.compile(rf"(?:{words}),?\s+(?:{words})?\s*(?P<place>[^\W\d_a-z][\w’'-]+)")


def _ottoman(found: Found) -> Iterator[Finding]:
    """The closing line "Written in the last decade of ...", a European date beside it, and the place."""
    body = found.body
    for n in range(len(body) - 1, max(-1, len(body) - FOOT_LINES - 1), -1):
        line = body[n]
        when = hijri.find(line.text) if len(line.text) <= CLOSING_LINE else None
        if when is None or when.as_written is None:
            continue
        at = line.text.index(when.as_written)
        end = at + len(when.as_written)
        stated = next(
            (
                d
                for d in dates.find(line.text, end)
                if line.text[end : d.start].strip() in ("(", "/", "=", "[")
            ),
            None,
        )
        if stated:
            when = replace(
                stated.when, assumed="both calendars stated", as_written=line.text[at : stated.end]
            )
        span = (line.start + at, line.start + (stated.end if stated else end))
        yield Finding("date", when, *span, "letters/islamic calendar", 0.9)
        for near in body[n : n + 2]:
            start = end if near is line else 0
            if place := _guarded().search(near.text, start):
                where = places.parse(place["place"])
                span = (near.start + place.start("place"), near.start + place.end("place"))
                for field in ("heading.origin", "places"):
                    yield Finding(field, where, *span, "letters/islamic calendar", 0.8)
                return
        return
