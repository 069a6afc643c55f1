"""What twenty lines reach: the figures beside which those of the reader stand.

A baseline is a function from the words of a paper to values by field, listed in ``BASELINES``. They know the habits of
printed editions as one would guess them in an afternoon: first date wins, the heading is cut at "to", the first mark
counts.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fonds.evaluation.paper import Pointed
from fonds.model import Reference
from fonds.values.edtf import MONTHS

Values = Mapping[str, tuple[str, ...]]

_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}}),?|(?P<day2>\d{{1,2}})\s+(?P<month2>{_MONTH}),?)\s+(?P<year>\d{{4}})",
    re.IGNORECASE,
)
_TYPE = re.compile(
    r"\b(editorial note|memorandum of conversation|telegram|airgram|despatch|letter|minutes|report|note|memorandum)\b",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\b(top secret|secret|confidential|restricted|limited official use|official use only|unclassified)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^\W*([^\W\d][^\d\n,]{2,30}?)\W*,\W*$")
_DAY = rf"(?:(?:{_MONTH})\s+\d{{1,2}}|\d{{1,2}}\s+(?:{_MONTH}))"
_MENTION = re.compile(
    r"\b(?:(?:[Tt]elegram|[Dd]espatch|[Aa]irgram|[Ll]etter|[Mm]emorandum|[Mm]essage|[Nn]ote|[Rr]eport|[Pp]aper)s?"
    r"|\w*tels?|[A-Z]\w+(?:’s)?(?= \d{2,5}\b))"
    rf"(?:\s+(?:No\.\s*)?(?P<number>\d+)(?:,? (?:of )?{_DAY})?|[^.;\n]{{0,40}}?{_DAY})?"
)
_OWN_NUMBER = re.compile(
    r"^(?:\d+\. )?(?:Telegram|Airgram|Despatch) \D{0,20}(\d+)|\n\n(\d{1,6})\. (?!\w+ From)"
)
HEAD_CHARACTERS = 1500
"""In which dateparser looks for a date; over the whole of a long paper it would take minutes."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """``read`` gives values by field; ``is_there`` whether what it needs is installed."""

    name: str
    about: str
    read: Callable[[str], Values]
    is_there: Callable[[], bool] = lambda: True


def nothing(text: str) -> Values:
    """Never says anything."""
    return {}


def naive(text: str) -> Values:
    """The first date, what stands before it in its line, the first mark and type, the heading cut at "to"."""
    values: dict[str, tuple[str, ...]] = {}
    date = _DATE.search(text)
    if date:
        month = (date["month"] or date["month2"]).capitalize()
        day = int(date["day"] or date["day2"])
        values["date"] = (f"{date['year']}-{MONTHS.index(month) + 1:02}-{day:02}",)
        place = _PLACE.match(text[text.rfind("\n", 0, date.start()) + 1 : date.start()])
        if place:
            values["place"] = (place[1],)
    for name, pattern in (("type", _TYPE), ("mark", _MARK)):
        if found := pattern.search(text):
            values[name] = (found[1].lower(),)
    heading = next((line for line in text.splitlines() if re.search(r"\sto\s", line)), "")
    sender, _, recipient = re.sub(r"\[\d+\]|^\d+\.? ", "", heading).partition(" to ")
    if recipient:
        values["from"] = (_bracketed(re.sub(r"^.*\b[Ff]rom ", "", sender)),)
        values["to"] = (_bracketed(recipient),)
    return values


def _bracketed(party: str) -> str:
    """The name in the parentheses, if any: "The Ambassador in China (Gauss)"."""
    found = re.search(r"\(([^)]+)\)", party)
    return found[1] if found else re.sub(r"^[Tt]he ", "", party)


def with_dateparser(text: str) -> Values:
    """The first date that the package dateparser finds in the head."""
    found = _search_dates()(text[:HEAD_CHARACTERS], languages=["en", "de", "fr"]) or ()
    return {"date": (found[0][1].date().isoformat(),)} if found else {}


@cache
def _search_dates() -> Any:
    return importlib.import_module("dateparser.search").search_dates


BASELINES: tuple[Baseline, ...] = (
    Baseline("nothing", "says nothing", nothing),
    Baseline("naive", "first date, first mark, heading cut at “to”", naive),
    Baseline(
        "dateparser",
        "first date that the package dateparser finds in the head",
        with_dateparser,
        lambda: importlib.util.find_spec("dateparser") is not None,
    ),
)


def by_number_alone(papers: Iterable[Pointed]) -> dict[str, list[Reference]]:
    """The baseline for mentions, over the papers of one volume: each "telegram 1015" points to the one paper that bears
    the number; where none does it is missing. Without a number nothing is known."""
    texts = {paper.name: paper.data.decode("utf-8", "replace") for paper in papers}
    bearers: dict[str, list[str]] = {}
    for name, text in texts.items():
        if own := _OWN_NUMBER.search(text):
            bearers.setdefault(own[1] or own[2], []).append(name)
    mentions: dict[str, list[Reference]] = {}
    for name, text in texts.items():
        mentions[name] = []
        for found in _MENTION.finditer(text):
            number = found["number"]
            meant = bearers.get(number, ()) if number else ()
            target = meant[0] if len(meant) == 1 else None
            state = "resolved" if target else "missing" if number and not meant else "unresolved"
            mentions[name].append(
                Reference(found[0], found.start(), found.end(), resolves_to=target, state=state)
            )
    return mentions
