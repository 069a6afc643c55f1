"""Puts the printed words back into a document that was read from a mended text (``fonds.values.garbled``).

Names, dates and types stay as they were understood; every wording (``as_written``, a title, a note) is again what
stands in the text at that place. Everything is less sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from fonds.model import Document, Evidence, Finding, Message, When, Who
from fonds.model.codec import Json, decode, encode
from fonds.values import garbled, garbled_dates, garbled_names, persons

WORDINGS = frozenset({"title", "subject", "type_as_written", "precedence", "handling"})
"""Keys whose text is a wording; a name, role or number is what it was understood to be."""
LESS_SURE = 0.8
"""Factor for every confidence."""
FIRM, TOP = 0.8, 700
"""A date less sure than this, or in a line farther from the beginning, may be another line's: its own was unreadable."""
RECEIVED = 0.55
"""Confidence of a date of receipt that stands for that of sending."""


def certain(findings: Iterable[Finding], text: str) -> Iterator[Finding]:
    """The findings without what may rest on a spoilt sign.

    Dates: all where that of the head cannot be read, or where two of them, or the years of the paper, contradict one
    another: of 1935 and 1955 either may be the paper's. Parties: names that may be spoilt.
    """
    names = garbled_names.Names(text, english=garbled.is_english(text))
    heading = "\n".join(line for _, line in garbled.head_lines(text))
    head = _head_date(text)
    for finding in findings:
        if isinstance(finding.value, Message):
            message = finding.value
            if message.sent and not _is_certain(message.sent, head):
                message = replace(message, sent=None)
                finding = _without(finding, "/sent")
            yield _with_sure_parties(finding, message, names, heading)
            continue
        if finding.field == "date" and isinstance(finding.value, When):
            own = finding.confidence >= FIRM or (finding.confidence > RECEIVED and finding.start < TOP)
            if not own or not _is_certain(finding.value, head):
                continue
        yield finding


def _head_date(text: str) -> tuple[int, int, int] | bool:
    """The one day that the head states; False where none can be read, True where there is none or several."""
    if not garbled.is_english(text):
        return True
    days: set[tuple[int, int, int]] = set()
    unreadable = False
    for _, line in garbled.head_lines(text):
        known = garbled_dates.evidence(text, line)
        stated, spoilt = garbled_dates.stated(line, known)
        unreadable = unreadable or spoilt
        days.update(stated)
        if any(garbled_dates.is_doubtful(year, known) for year, _, _ in stated):
            return False
    if unreadable and not days:
        return False
    if len(days) == 1:
        return days.pop()
    one, *rest = days or {(0, 0, 0)}
    return not any(_nearly(one, other) for other in rest)


def _nearly(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Whether two days differ in one of their parts alone: one of the two is spoilt."""
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _is_certain(when: When, head: tuple[int, int, int] | bool) -> bool:
    if isinstance(head, bool):
        return head
    return when.edtf[:10] == "{:04}-{:02}-{:02}".format(*head) or not when.edtf[:4].isdigit()


def _without(finding: Finding, path: str) -> Finding:
    return replace(finding, details=tuple(e for e in finding.details if not e.path.startswith(path)))


def _with_sure_parties(finding: Finding, message: Message, names: garbled_names.Names, head: str) -> Finding:
    details = finding.details
    for key, people in (("from", message.from_), ("to", message.to)):
        sure = {n: who for n, one in enumerate(people) if (who := _sure(one, names, head))}
        moved = {f"/{key}/{n}": f"/{key}/{place}" for place, n in enumerate(sure)}
        details = tuple(
            replace(e, path=moved[found[0]] + e.path[found.end() :]) if found else e
            for e in details
            if not (found := re.match(rf"/{key}/\d+", e.path)) or found[0] in moved
        )
        parties = tuple(sure.values())
        message = replace(message, from_=parties) if key == "from" else replace(message, to=parties)
    return replace(finding, value=message, details=details)


def _sure(who: Who, names: garbled_names.Names, head: str) -> Who | None:
    """The party as far as it is certain: by name, by the office where its name stands in a signature alone, or not."""
    if who.role and (rest := _spoilt_article(who.role)):
        who = replace(who, role=rest)
    if who.role and not _is_whole(who.role):
        if persons.is_office(who.name):
            return None  # "Secretary, 0rton": a name was taken for an office
        who = replace(who, role=None)
    if not who.name[:1].isalnum() or who.name[0].islower() or _BRACKET.search(who.name):
        return None  # the rest of something that could not be read: "in Moscow)"
    if persons.is_office(who.name) or who.kind == "body":
        whole = _is_whole(who.name) and names.are_certain(who.name)
        return who if whole and not _is_followed_by_name(who.name, head) else None
    if _is_part(who.name, head):
        return None
    if not _is_whole(who.name) or (_JOINED.search(who.name) and not garbled.are_words(who.name)):
        return None
    parts = {part: names.certain(part) for part in garbled.WORD.findall(who.name)}
    if None not in parts.values() and (parts or who.role):
        if who.role is None and who.name not in head and _BETWEEN.search(head):
            return (
                None  # the head names the parties, but they could not be read; a signature may be another's
            )
        name = garbled.WORD.sub(lambda match: parts[match[0]] or "", who.name)
        return replace(who, name=name)
    if who.role and who.role in head and who.name not in head:
        return replace(who, name=who.role, role=None)
    return None


def _spoilt_article(role: str) -> str | None:
    """The office behind a word of two to four letters that is none: "Te Consul in Vesk", "Thme Secretary"."""
    first, _, rest = role.partition(" ")
    spoilt = 2 <= len(first) <= 4 and first.casefold() != "the" and set(first.casefold()) & set("the")
    known = garbled.is_word(first.casefold()) or garbled.are_words(first) or first.isupper()
    return rest if spoilt and first.isalpha() and not known and persons.has_office(rest) else None


def _is_followed_by_name(office: str, head: str) -> bool:
    """Whether a bracket stands behind an office before the next party: the name in it could not be read."""
    behind = re.search(rf"{re.escape(office)}((?:(?!\bto\b)[^()\n])*[()])", head)
    return behind is not None


def _is_part(name: str, head: str) -> bool:
    """Whether a spoilt word stands before a name: "Senator 4ik1 Morton"."""
    before = re.search(rf"([^\W_]+)\s+{re.escape(name)}\b", head)
    return before is not None and garbled.is_spoilt(before[1])


_BETWEEN = re.compile(
    r"\bto\b|\b[Ff]rom\b|\b(?:Secretary|Department|Ambassador|Minister|Embassy|President)\b"
)
_BRACKET = re.compile(r"[()\[\]]")
_COUNT = re.compile(r"(?<![^\W_])\d+\s+[A-Z]")
_SMALL = re.compile(r"(?<![^\W_])[a-z]{1,4}(?![^\W_])")
_JOINED = re.compile(r"\s(?:of|on|the|in|for|at)\s")


def _is_whole(office: str) -> bool:
    """Whether the words of an office or a body are words."""
    words = garbled.WORD.findall(office)
    return (
        not any(map(garbled.is_spoilt, words))
        and all(garbled.is_word(word) for word in _SMALL.findall(office))
        and not _COUNT.search(office)
    )


def as_printed(document: Document, printed: str, mended: str) -> Document:
    """The document with the wordings of the printed text, to which all its spans apply as well."""
    content = encode(document)
    for evidence in document.evidence:
        _restore(content, evidence, printed, mended)
    kept = decode(content)
    less = tuple(replace(e, confidence=round(e.confidence * LESS_SURE, 3)) for e in document.evidence)
    return replace(kept, evidence=less)


def _restore(content: Json, evidence: Evidence, printed: str, mended: str) -> None:
    holder: Any = content
    *way, last = evidence.path.strip("/").split("/")
    for step in way:
        holder = holder[int(step)] if isinstance(holder, list) else holder.get(step)
        if holder is None:
            return
    key: Any = int(last) if isinstance(holder, list) else last
    value = holder[key] if isinstance(holder, list) else holder.get(key)
    if isinstance(value, str) and not WORDINGS.isdisjoint((last, way[-1] if way else "")):
        holder[key] = _wording(value, evidence, printed, mended)
    elif isinstance(value, dict):
        for name in ("as_written", "text"):
            if isinstance(value.get(name), str):
                value[name] = _wording(value[name], evidence, printed, mended)


def _wording(words: str, evidence: Evidence, printed: str, mended: str) -> str:
    """What stands in the printed text where the mended one has these words; the words themselves where it has not."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.compile(pattern).search(mended, evidence.start, evidence.end) if pattern else None
    return re.sub(r"\s+", " ", printed[found.start() : found.end()]).strip() if found else words
