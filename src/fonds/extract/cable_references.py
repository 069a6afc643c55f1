"""The papers that the REF lines of a cable name: "(A) STATE 12345, (B) 73 GARAM 77; C) A-23 OF DEC 4, 1973".

Letters, figures, semicolons and AND part them. A reference is ``missing``: another cable that is known to exist;
linking may find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fonds.data import table
from fonds.model import Evidence, Finding, Message, Reference, Who
from fonds.values import cables, dates


@dataclass(frozen=True)
class Item:
    """One paper of a REF line: its words and where they stand."""

    words: str
    start: int
    end: int


_LETTER = re.compile(r"(?:^|(?<=[\s;,:.]))\(?(?P<sign>[A-Z]|\d)(?P<close>[.)L])\)?\s+(?=[A-Z\d])")
_STATION = (
    r"(?:\d\d\s+)?(?!(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\b)[A-Z][A-Z. /-]{1,24}?\s+"
)
_NEXT = re.compile(
    rf"\s*(?:[;:,]\s*(?:AND\s+)?|\s+AND\s+)(?=(?:{_STATION})?A-\d|{_STATION}(?:A-)?\d)(?![^(]*\))"
)
_NUMBER = re.compile(
    r"(?:^|\s|\b)(?:(?P<year>\d\d)\s+)?(?:CABLE\s+)?(?P<station>[A-Z][A-Z. ]{1,24}?)?\s*\b(?P<number>A-\d{1,5}|\d{1,6})(?![\d/])(?!\d*Z)"
)


def _lettered(words: str) -> Iterator[tuple[int, int]]:
    """The spans of (A), B), "C." and 1.: letters in their order, those with a point only one after the other."""
    before = ""
    for match in _LETTER.finditer(words):
        sign = match["sign"]
        after = chr(ord(before) + 1) if before else "1" if sign.isdigit() else "A"
        if sign == after or (sign > before and match["close"] != "."):
            before = sign
            yield match.span()


def items(pieces: list[tuple[str, int]]) -> list[Item]:
    """The papers of one REF section, in their own words."""
    joined, offsets = "", []
    for words, start in pieces:
        if joined:
            joined += " "
            offsets.append(start - 1)
        joined += words
        offsets += range(start, start + len(words))
    cuts = [(0, 0), *_lettered(joined)]
    cuts += [m.span() for m in _NEXT.finditer(joined)]
    cuts = sorted(set(cuts))
    out = []
    for n, (_, begin) in enumerate(cuts):
        stop = cuts[n + 1][0] if n + 1 < len(cuts) else len(joined)
        words = joined[begin:stop]
        lead = len(words) - len(words.lstrip(" ,;:"))
        words = words.strip(" ,;:").rstrip(".")
        words = re.sub(r"\s+AND$", "", words)
        if re.search(r"\w{2}", words):
            start = begin + lead
            out.append(Item(words, offsets[start], offsets[start + len(words) - 1] + 1))
    return out


def reference(item: Item, message: Message, station: str | None) -> Finding:
    """The paper that an item names, as that of this message; ``station`` is what its own number line calls its sender."""
    when = next((date for date in dates.find(item.words, context=_context(message))), None)
    bare = item.words[: when.start] if when else item.words
    numbered = _NUMBER.search(bare)
    sender: tuple[Who, ...] = ()
    number = None
    if numbered:
        number = numbered["number"]
        named = (numbered["station"] or "").strip()
        if named:
            number = f"{named} {number}"
            sender = (_meant(named, message, station),)
    kind = _kind(item.words, numbered["number"] if numbered else None)
    details = []
    if when:
        at = item.start + when.start
        details.append(Evidence("/date", at, at + when.end - when.start, "cable/reference", 0.9))
    to = (
        re.match(
            r"\s*TO\s+(?P<post>[A-Z][A-Z ]+?)(?:\s+(?:REPEATED|RPTD|INFO)\b|\s*$)",
            item.words[numbered.end() :],
        )
        if numbered
        else None
    )
    mentioned = Reference(
        item.words,
        item.start,
        item.end,
        message.id,
        kind,
        sender,
        (_meant(to["post"], message, station),) if to else (),
        when.when if when else None,
        number,
        None,
        "missing",
    )
    return Finding("references", mentioned, item.start, item.end, "cable/reference", 0.95, tuple(details))


def _kind(words: str, number: str | None) -> str | None:
    if number:
        return "airgram" if number.startswith("A-") else "telegram"
    if re.search(r"\b(?:TEL[EC]?CON|FONECON|TELECOM|CONVERSATION)S?\b", words):
        return "memorandum of conversation"
    if re.search(r"\bMEMO(?:RANDUM)?\b", words):
        return "memorandum"
    if re.search(r"\bLETTERS?\b", words):
        return "letter"
    return "telegram" if re.search(r"\d{6}Z\b", words) else None


def _context(message: Message) -> dates.DateContext:
    year = message.sent.edtf[:4] if message.sent else ""
    return dates.DateContext(year=int(year) if year.isdigit() else None)


def _meant(named: str, message: Message, station: str | None) -> Who:
    """The post that a reference's short name means: a party of this message, or the Department; else its own words."""
    if named == station and message.from_:
        return message.from_[0]
    for who in (*message.from_, *message.to, *message.copies_to):
        if who.name == named or cables.place(who.name) == named:
            return who
    return Who(table("cables")["short"].get(named, named), named, None, "body")
