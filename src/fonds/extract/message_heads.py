"""Head and foot of a message: what its first and last lines say of it, and where its own words lie between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from fonds.extract import foot_lines, head_lines
from fonds.extract.bracketing import CLOSE, ENDS_LINE, OPEN, Part
from fonds.extract.said import Said
from fonds.values import dates, places
from fonds.values.lines import Line

MAX_HEAD = 30
MAX_FOOT = 12
"""Lines that are looked at for a head and for a foot."""


def take_apart(
    part: Part, lines: list[Line], children: list[Part], context: dates.DateContext, outermost: bool
) -> None:
    """Read the head from the top and the foot from the bottom; what is between are the message's own words."""
    own = _unquoted(lines[part.first : part.last + 1], part)

    def inner(i: int) -> bool:
        return any(child.first <= i <= child.last for child in children)

    at = part.first
    waiting = 0
    first_word = part.first
    while at <= part.last and at - part.first < MAX_HEAD and not inner(at):
        line = own[at - part.first]
        said = head_lines.head(line, context)
        if said is not None and not (at == part.last and at == part.first):
            if (
                {s.key for s in part.said} >= {"from_to"}
                and [s.key for s in said] == ["to"]
                and len(line.text) < 40
            ):
                said = [replace(s, key="from") for s in said]  # below "FROM X TO Y" stands who signs for X
            part.said += [*said, *_place_above(own, at - part.first, said)]
            at += 1
            first_word, waiting = at, 0
            continue
        greeted = head_lines.salutation(line)
        if greeted is not None and at < part.last + (line.end > greeted[1]):
            part.said += greeted[0]
            if greeted[1] < line.end:  # the words go on behind the salutation
                part.start = greeted[1]
                first_word = at
            else:
                first_word = at + 1
            break
        # A sentence may stand in a head, if firm head lines follow ("The Ambassador is to deliver this in person.").
        if outermost and len(line.text) <= 220 and at < part.last and first_word == at:
            following = [
                head_lines.head(later, context)
                for i, later in enumerate(own[at - part.first + 1 : at - part.first + 3], at + 1)
                if not inner(i)
            ]
            if any(
                s.key in ("to", "from", "origin", "series", "received") and s.confidence >= 0.85
                for said in following
                for s in said or ()
            ):
                part.said += head_lines.urgency(line)
                at += 1
                first_word = at
                continue
        # A short line of another kind (an office, a heading) may stand among head lines.
        if (
            outermost
            and len(line.text) <= 110
            and waiting < 3
            and not re.search(r"[.!?][”\"’)]?$", line.text)
            and not re.match(r"[(\[]?\d+[.)]", line.text)
        ):
            waiting += 1
            at += 1
            continue
        break
    last = part.last
    foot: list[Said] = []
    if outermost and (listed := _distribution(own, first_word - part.first)):
        said, rows = listed
        if max((child.last for child in children), default=-1) <= last - rows:
            foot, last = said, last - rows
    while last > first_word and part.last - last < MAX_FOOT and not inner(last):
        said = foot_lines.closing(own[last - part.first], context)
        if said is None:
            break
        foot = said + foot
        last -= 1
    part.said += foot
    if first_word <= last:
        if part.start < 0:
            part.start = own[first_word - part.first].start
        part.end = own[last - part.first].end


def _place_above(own: list[Line], n: int, said: Sequence[Said]) -> list[Said]:
    """The place on its own line above a date: "Port Regent," / "28th May, 1957."."""
    if (
        n == 0
        or [s.key for s in said] != ["sent"]
        or not re.fullmatch(r"[^\W\d_a-zа-я][^\d,:;.]{2,45},", own[n - 1].text)
    ):
        return []
    above = own[n - 1]
    return [Said("origin", places.parse(above.text), above.start, above.end - 1, 0.85)]


MAX_DISTRIBUTION = 10_000
"""Rows."""


def _distribution(own: list[Line], start: int) -> tuple[list[Said], int] | None:
    """A distribution list at the end, a row a recipient, below its label; with the number of its lines."""
    for n in range(len(own) - 1, max(start, len(own) - MAX_DISTRIBUTION), -1):
        if head_lines.is_list_label(own[n]):
            rows = own[n + 1 :]
            return (
                ([said for row in rows for said in head_lines.recipients(row)], len(rows) + 1)
                if rows
                else None
            )
        if len(own[n].text) > 90 or (re.search(r"[.!?]$", own[n].text) and len(own[n].text) > 45):
            return None
    return None


def _unquoted(own: list[Line], part: Part) -> list[Line]:
    """The lines of a message without the quotation marks that bracket it."""
    if part.quoted and (match := OPEN.match(own[0].text)):
        own[0] = _cut(own[0], match.end(), len(own[0].text))
    if part.announced and part.closed and (match := ENDS_LINE.search(own[-1].text)):
        own[-1] = _cut(own[-1], 0, match.start())
    if part.quoted and part.closed and (match := CLOSE.search(own[-1].text)):
        own[-1] = _cut(own[-1], 0, match.start())
    return own


def _cut(line: Line, start: int, end: int) -> Line:
    """A part of a line, white space at its ends cut off."""
    text = line.text[start:end]
    at = line.start + start + len(text) - len(text.lstrip())
    return Line(text.strip(), at, at + len(text.strip()), line.gap)
