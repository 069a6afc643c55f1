"""The line of a letter that says where and when: at its head or at its end, in any of six languages.

Grammar; the words stand in ``data/letters.toml``::

    PLACE[, HOUSE ...][,] [on] DATE        Garam, den 3. Mai 1902; Garam, Hotel Vesk, 3/5 902; Garam3. 5. 02
    PLACE, on                              Garam, am (a printed form in which the day was left blank)
    PLACE, MONTH                           Wien, Mai 1902 (a place that the table knows)
    DATE                                   24/2 92.; 13. X. 911; d. 2/I 30
    [Written] at PLACE[,] [on] DATE        Geschrieben zu Garam am 3. Mai 1902
    Greetings from PLACE                   Gruss aus Garam (printed on a picture postcard)

The date's own forms are those of ``fonds.values.dates`` where the whole string is a date; an editor's note
sign is passed over, and a lost blank between place and day does no harm.

>>> line = parse("Garam, Hotel Vesk, 3/5 902.")
>>> line.place.as_written, line.date.edtf
('Garam', '1902-05-03')
>>> parse("Garam, den 3. Mai", dates.DateContext(1902)).date.edtf, parse("Gruss aus Garam !").place.name
('1902-05-03', 'Garam')
>>> parse("Wir sahen Garam am 3. Mai 1902 zum ersten Mal") is None
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fonds.data import table
from fonds.model import When, Where
from fonds.values import dates, places, supplied_dates

LONGEST = 90
"""Characters; a longer line is prose."""
MAX_HOUSE = 5
"""Words between place and day: "Garam, Hotel Vesk, 3/5 902"."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and date, each None where the line does not give it, with their spans in the line."""

    place: Where | None
    place_span: tuple[int, int]
    date: When | None
    date_span: tuple[int, int]


@cache
def _on() -> re.Pattern[str]:
    words = "|".join(table("letters")["datelines"]["on"])
    return re.compile(rf"(?:^|(?<=[\s,.]))(?:{words})\s*$", re.IGNORECASE)


@cache
def _written() -> re.Pattern[str]:
    words = table("letters")["datelines"]
    return re.compile(
        rf"(?:(?:{'|'.join(words['written'])})\s+)?(?:(?:{'|'.join(words['at'])})\s+)?", re.IGNORECASE
    )


@cache
def _greetings() -> re.Pattern[str]:
    return re.compile(
        rf"(?i:{'|'.join(table('letters')['datelines']['greetings'])})\s+"
        r"(?P<place>[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*){0,2})\s*[!.]*"
    )


@cache
def no_place() -> frozenset[str]:
    """Words that stand with a capital before a day and are no place."""
    return frozenset(table("letters")["datelines"]["no_place"])


_NOTE = re.compile(r"(?<=\S)\[\d{1,2}\]")
_FIGURE = re.compile(r"(?<!\d)(?=[\d\[?])|(?<!\w)(?=[^\W\d_]{3,}\.? (?:\d{4}|\d{2})$)")
"""Where a date may begin: at a figure, or at the word before the year."""
_PLACE = re.compile(
    r"(?P<place>[^\W\d_a-z][\w’'-]+(?:(?:[ -]|(?<=St)\. ?)(?:(?:am|an|der|im|in|bei|del|de|la|le|sur|upon|on|the|a\.|d\.|i\.)\s?)*[^\W\d_a-z][\w’'-]*\.?){0,3})"
)


def parse(text: str, context: dates.DateContext | None = None) -> Dateline | None:
    """What a line says if it is a dateline, else None."""
    if len(text) > LONGEST:
        return None
    greeted = _greetings().fullmatch(text.strip())
    if greeted:
        span = greeted.span("place")
        return Dateline(Where(*_names(greeted["place"])), span, None, (-1, -1))
    if not any(c.isdigit() for c in text):
        bare = _without_weekday(text.rstrip(" .!_"))
        if (on := _on().search(bare)) and bare[: on.start()].rstrip().endswith(","):
            bare = bare[: on.start()]
        place = _PLACE.fullmatch(bare.rstrip(" ,"))
        if len(bare) == len(text.rstrip(" .!")) or place is None:
            return None
        return Dateline(Where(*_names(place[0])), place.span(), None, (-1, -1))
    text = _NOTE.sub(lambda note: " " * len(note[0]), text).rstrip(" .!")
    for figure in _FIGURE.finditer(text):
        at = figure.start()
        when = supplied_dates.parse(text[at:], context)
        if when is None or len(when.edtf) < len("1902-05"):
            continue
        # A month alone makes a dateline only with a known place.
        is_month = len(when.edtf) < len("1902-05-03") or text[at].isalpha()
        before = _without_weekday(text[:at])
        on = _on().search(before.rstrip())
        before = (before[: on.start()] if on else before).rstrip(" ,;:–—-")
        lead = _written().match(before)
        start = lead.end() if lead else 0
        if not before[start:].strip():
            return None if is_month else Dateline(None, (-1, -1), when, (at, len(text)))
        place = _PLACE.match(before, start)
        rest = before[place.end() :] if place else ""
        if place is None or place[0] in no_place() or not re.fullmatch(r"\.?|\.?,\s*.*", rest):
            return None
        if len(rest.split()) > MAX_HOUSE or (is_month and not places.is_known(place[0])):
            return None
        span = place.start(), _without_district(text, *place.span())
        if text[at].isalpha() and not text[at:][-4:].isdigit():
            when, at = None, -1  # "Juli 28": the year or the day
        return Dateline(Where(*_names(text[slice(*span)])), span, when, (at, len(text)) if when else (-1, -1))
    return None


def _without_district(text: str, start: int, end: int) -> int:
    """The end of a known town's name, without the district joined to it: "Wien-Döbling"."""
    joined = text.find("-", start, end)
    is_district = joined > 0 and places.is_known(text[start:joined]) and not places.is_known(text[start:end])
    return joined if is_district else end


@cache
def _houses() -> tuple[re.Pattern[str], ...]:
    words = table("letters")["datelines"]
    house = rf"\w*-?(?i:{'|'.join(words['houses'])})\b"
    around = r"(?:[\w.’'-]+ ){0,3}"
    before = "|".join([*words["at"], *words["beside"]])
    place = _PLACE.pattern
    return (
        re.compile(rf"{place},\s+{around}{house}(?: [\w.’'-]+){{0,3}}[.,]?"),
        re.compile(rf"{around}{house}(?: [\w.’'-]+){{0,2}}(?:,| (?:{before}))\s+{place}(?:[.,].*)?"),
        re.compile(
            rf"(?P<place>[^\W\d_a-z][\w’'-]+ (?:{'|'.join(words['beside'])}) [^\W\d_a-z][\w’'-]+)[,.]?"
        ),
    )


def house(text: str) -> tuple[int, int] | None:
    """The span of a place that a line names with a house in it or with what it lies by, and without a date.

    >>> [line[slice(*house(line))] for line in ("Garam, Hotel Vesk", "Grand Hôtel, Garam, 900 m", "Garam am Vesk,")]
    ['Garam', 'Garam', 'Garam am Vesk']
    """
    if len(text) > LONGEST:
        return None
    match = next((match for form in _houses() if (match := form.fullmatch(text))), None)
    if match is None:
        return None
    # "Garam N.Oe.": the land's initial is no part of the name.
    return match.start("place"), match.start("place") + len(re.sub(r"(?: [A-Z]\.?)+$", "", match["place"]))


def _without_weekday(text: str) -> str:
    """What stands before a date, without the day of the week."""
    last = re.search(r"(?P<day>[^\W\d_]+)[\s,.]*$", text)
    if last and last["day"] in _weekdays():
        return text[: last.start()]
    return text


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(word for forms in table("months")["values"]["weekday"].values() for word in forms)


def _names(words: str) -> tuple[str, str]:
    return places.parse(words).name, words


def is_valid(text: str) -> bool:
    """Whether the line is a dateline with its own year."""
    return parse(text) is not None
