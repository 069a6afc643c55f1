"""Where and when a letter was written, from the lines before its salutation and behind its close.

The lines' own grammar is in ``fonds.values.letter_datelines``; here stands which lines are looked at, and
how a place on a line beside the date is told from names and letterheads: it is a place that the table
knows, with nothing, a district or a house behind it ("Wien XVIII. Sternwartestraße 71"), or any name with a hotel
beside it ("Garam, Hotel Vesk"). What was written for the day goes before the printed address. The address behind
the sender's own name is where the letter comes from, and a telegram's service line names its office ("garam 110
25 12/4"). Dates of the Islamic calendar (``fonds.values.hijri``) close papers of any type.

Limits: the address on an envelope or below the recipient's name says nothing of the place of writing; a letter
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
from fonds.model import Finding, Problem, Where, Who
from fonds.values import dates, hijri, letter_datelines, persons, places, types
from fonds.values.lines import Line, lines

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
_SERVICE = re.compile(
    r"(?:(?:\S+ ){0,2}(?:fr|de|aus|v) |[a-z] )?(?P<town>[a-zà-ÿ]{3,})\s*\d[\d\W]{4,}.{0,30}"
)
"""The line of figures at the head of a telegram: office, number, words, time."""
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)*|(?<![^\W_])(?:[A-Z]\. ?){2}")


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """The place and date of writing of a letter; dates of the Islamic calendar in any paper."""
    yield from _ottoman(found)
    kind = found.best("type")
    if kind not in (None, "letter") or found.is_page:
        return
    body = [line for block in found.body for line in lines(found.reading, block.start, block.end)]
    greeted = next((n for n, line in enumerate(body[:HEAD_LINES]) if head_lines.salutation(line)), None)
    if kind is None and greeted is None:
        return
    head = body[: WITHOUT_SALUTATION if greeted is None else greeted]
    foot = body[max(len(head), len(body) - FOOT_LINES) :]
    context = found.context()
    titled = found.best("heading.origin") is not None
    senders, recipients = (found.values(key) for key in ("heading.from", "heading.to"))
    named = _keys([*senders, *recipients])
    for region in (head, foot):
        for n, line in enumerate(region):
            read = letter_datelines.parse(line.text, context)
            if read is None:
                continue
            place, at = read.place, line.start + read.place_span[0]
            if place and (types.find(place.name, within=1) or persons.key(place.name) in named):
                continue  # "Letter, 3 May 1902"; "Orlo, 3 May 1902"
            if place is None:
                place, at = _beside(region, n, recipients) or (None, -1)
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
    for n, line in enumerate([] if titled else head):
        if _is_address(head, n, recipients):
            continue
        if town := _town(line) or _sender(line, senders, recipients):
            place, at = town
            end = at + len(place.as_written or "")
            yield Finding("heading.origin", place, at, end, "letters/letterhead", 0.75)
            return


def _keys(people: list[Who]) -> frozenset[str]:
    """The names and each of their words, as comparison keys."""
    return frozenset(
        word for who in people for word in (persons.key(who.name), *persons.key(who.name).split())
    )


_Town = tuple[Where, int]
"""A place and its offset in the reading text."""


def _beside(region: list[Line], n: int, recipients: list[Who]) -> _Town | None:
    """The place on a line near the n-th, which gives the date; the printed address of a letterhead last."""
    near = [
        region[i]
        for i in (n + 1, n - 1, n - 2)
        if 0 <= i < len(region) and not _is_address(region, i, recipients)
    ]
    stays = (_house(line) for line in near)
    towns = (_town(line) for line in near if line not in region[: max(0, n - 1)])
    return next((place for place in (*stays, *towns) if place), None)


def _is_address(region: list[Line], n: int, recipients: list[Who]) -> bool:
    """Whether the n-th line goes on with an address: the line above ends with the recipient's name."""
    above = persons.key(region[n - 1].text).split() if n else []
    return bool(above) and above[-1] in _keys(recipients)


def _town(line: Line) -> _Town | None:
    """A line that is a known town, alone or with a district or street; a telegram's service line."""
    if len(line.text) > letter_datelines.LONGEST:
        return None
    match = _TOWN.match(line.text) or _SERVICE.fullmatch(line.text)
    if match is None or not places.is_known(match["town"]):
        return None
    return places.parse(match["town"]), line.start + match.start("town")


def _house(line: Line) -> _Town | None:
    """A line that gives a place with the hotel or villa in it."""
    span = letter_datelines.house(line.text)
    return (places.parse(line.text[slice(*span)]), line.start + span[0]) if span else None


def _sender(line: Line, senders: list[Who], recipients: list[Who]) -> _Town | None:
    """The town behind the sender's name, family name or initials: "Dr. Orlo, Garam IX. Talgasse 3"."""
    if len(line.text) > letter_datelines.LONGEST * 2:
        return None
    families = {persons.key(who.name).split()[-1] for who in senders if who.name}
    initials = {"".join(word[0] for word in persons.key(who.name).split()) for who in senders}
    others = _keys(recipients) - families
    is_sender = False
    for match in _CAPITAL.finditer(line.text):
        word = persons.key(match[0])
        if word in others:
            return None
        if is_sender and places.is_known(match[0]):
            return places.parse(match[0]), line.start + match.start()
        is_sender = is_sender or word in families or word.replace(" ", "") in initials
    return None


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
