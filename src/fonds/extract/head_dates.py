"""Lines of a head that give days and times: datelines, dispatch and receipt.

As ``fonds.extract.head_lines`` asks them: each gives what the line says, or None where it is another kind of line.
"""

from __future__ import annotations

import re
from functools import cache

from fonds.data import table
from fonds.extract.said import Said, labels, moment_of, span_of
from fonds.values import dates, letter_datelines, places, types
from fonds.values.lines import Line


@cache
def _without_date() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?<=[,.;(\[ ])|^)(?:{'|'.join(table('heads')['undated'])})[\s.,;)\]]*(?:\[\d+\])?$",
        re.IGNORECASE,
    )


_DISPATCHED = re.compile(r"(?P<key>[DR])[.:]\s+(?=\d)")


def dispatch_line(line: Line, context: dates.DateContext) -> list[Said] | None:
    """The times of a British telegram: "D. 10.15 a.m., 9 July 1957" and "R. 11.40 a.m., 9 July 1957"."""
    match = _DISPATCHED.match(line.text) if len(line.text) <= 60 else None
    if match is None:
        return None
    return moment_of("sent" if match["key"] == "D" else "received", line, match.end(), context) or None


def receipt_line(line: Line, context: dates.DateContext) -> list[Said] | None:
    """ "Received 12:15 18.7.1952", "[sent 3 May]"."""
    text = line.text.strip("[]() ")
    for key in ("received", "sent"):
        if labels()[key].match(text) and len(line.text) < 90:
            return moment_of(key, line, 0, context) or None
    return None


# What may follow the date of a dateline: clock times and ranges of them, zones, receipt, a note's sign.
_AFTER_DATE = re.compile(
    r"(?:[\d:.,–—\s/-]|\b[ap]\.?\s?m\b\.?|\b(?:noon|midnight|to|and|hours?|г|year|urgent|local time|est|edt|gmt|z)\b\.?|\d+z|\[\d+\])*"
    r"(?:\[?received.*)?",
    re.IGNORECASE,
)


_DIGIT = re.compile(r"\d")
_NOTE_SIGN = re.compile(r"\s*\[\d{1,3}\]\s*(?=\]?\s*$)")
# "Cablegram UN1048", "Telegram No. 12 (extract)", "Savingram unnumbered"
_TYPE_NUMBER = re.compile(
    r"\s*(?:No\.?|№)?\s*(?:\[?(?P<number>(?:[A-Z]{1,5}\.?[ -]?)?\d[\w./-]*)\]?|unnumbered\b)?\s*(?:\([^)]*\))?\s*(?P<place>.*)$"
)
_OTHER_PAPER = re.compile(
    r"[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2}\s+(?:No\.?\s*)?[A-Z]{0,5}\d[\w/-]*(?:\s\d+)?(?=\s|$)"
)
_REMARK = re.compile(r"(?:extracts?|excerpts?|copy|draft|translation)\b[\s:]*", re.IGNORECASE)


def dateline(line: Line, context: dates.DateContext) -> list[Said] | None:
    """ "Portvale, 3 May 1957, 4 p.m.", "[WASHINGTON,] 2 January 1951.", "Cablegram 232 CANBERRA, 24 December 1941"."""
    text = line.text
    if len(text) > 120 or _DIGIT.search(text) is None:
        return None
    found = dates.find(text, context=context)
    if not found:
        return None
    date = found[0]
    rest = _NOTE_SIGN.sub("", text[date.end :]).strip(" .,;)]")
    if rest and not _AFTER_DATE.fullmatch(rest):
        return None
    before = text[: date.start].strip(" ,;:([—–-")
    if before and len(date.when.edtf) < 7:
        return None  # "COMMUNIST CHINA IN 1971"
    said = [Said("sent", date.when, *span_of(line, date.start, date.end), 0.93)]
    if not before or re.fullmatch(r"(?:date|dated|on|of|the|den|le|am)", before, re.IGNORECASE):
        return said
    placed = _before_date(line, before)
    return None if placed is None else said + placed


def undated_line(line: Line, context: dates.DateContext) -> list[Said] | None:
    """ "Portvale, undated": the place, and that no date is to be looked for."""
    match = _without_date().search(line.text) if len(line.text) <= 120 else None
    if match is None:
        return None
    placed = _before_date(line, line.text[: match.start()].strip(" ,;:([—–-"))
    if placed is None:
        return None
    return [Said("undated", match.group(), *span_of(line, *match.span()), 0.93), *placed]


def _before_date(line: Line, before: str) -> list[Said] | None:
    """What stands in front of the date: type and number, a remark, the place; None where it is something else."""
    said: list[Said] = []
    base = line.text.find(before)
    kind = types.find(before, within=1)
    if kind:
        number = _TYPE_NUMBER.match(before, kind.end)
        if number is None:
            return None
        if number["number"]:
            span = span_of(line, base + number.start("number"), base + number.end("number"))
            said.append(Said("number", number["number"], *span, 0.9))
        before = number["place"].strip(" ,;")
    elif extract := _REMARK.match(before):
        before = before[extract.end() :].strip(" ,;")
    if undated := _without_date().search(before):
        before = before[: undated.start()].strip(" ,;")
    if numbered := _OTHER_PAPER.match(
        before
    ):  # a paper that the table of types does not know: "Minute 10 VESK"
        before = before[numbered.end() :].strip(" ,;")
    bare = re.sub(r"[\[\]]", "", before).strip(" ,.")
    if bare and (
        re.fullmatch(r"[^\W\d_a-zа-я][\w'’. -]{1,40}", bare)
        and not re.search(
            r"\b(?:is|was|has|met|on|at|the|your|my|have|of|dated|received)\b", bare, re.IGNORECASE
        )
        and bare not in letter_datelines.no_place()
    ):
        at = line.text.find(before)
        said.append(Said("origin", places.parse(before), *span_of(line, at, at + len(before)), 0.9))
    elif bare:
        return None
    return said
