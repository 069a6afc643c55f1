"""What has been found so far in one draft: recognisers look things up here and yield more.

A recogniser is a function ``recognise(found) -> Iterator[Finding | Problem]``. It reads the draft and the
findings of those before it in ``fonds.extract.reader``; it never changes them and never fails for odd text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from fonds.model import Draft, Finding, Message, Problem, When, Who
from fonds.values import dates, persons
from fonds.values.lines import Line

_EDITION_NUMBER = re.compile(r"\[?\d{1,4}[a-z]?\]?\.?\s+(?=[^\W\d_])")
_NOTE_SIGN = re.compile(r"\s*\[\d{1,3}\]$")
# Amid a title too, and a bracket that lost its words; "[3] May" is an editor's date.
_SIGN_WITHIN = re.compile(r"(?<=[^\W\d]|\))\s?\[(?:\d{1,2}| )\](?!\s*(?:[^\W\d_]+\.?,?\s+)?[\[.,/]?\s?\d)")


@dataclass
class Found:
    """The draft, and findings by field in the order in which they came."""

    draft: Draft
    findings: list[Finding]
    problems: list[Problem]
    _people: People = field(default_factory=lambda: People())
    _counted: int = 0
    _by_field: dict[str, list[Finding]] = field(default_factory=dict)
    _sorted: int = 0
    _context: tuple[int, dates.DateContext] = (-1, dates.DateContext())

    @property
    def reading(self) -> str:
        return self.draft.reading

    def all(self, field: str) -> list[Finding]:
        """The findings for a field."""
        return list(self._of(field))

    def _of(self, field: str) -> Sequence[Finding]:
        if self._sorted < len(self.findings):
            for finding in self.findings[self._sorted :]:
                self._by_field.setdefault(finding.field, []).append(finding)
            self._sorted = len(self.findings)
        return self._by_field.get(field, ())

    def best(self, field: str) -> Any:
        """The value of the most confident finding for a field, the earlier of equals; None without one."""
        best: Finding | None = None
        for finding in self._of(field):
            if best is None or finding.confidence > best.confidence:
                best = finding
        return best and best.value

    def values(self, field: str) -> list[Any]:
        """The values of all findings for a field."""
        return [finding.value for finding in self._of(field)]

    @cached_property
    def body(self) -> list[Line]:
        """The document's own paragraphs."""
        out: list[Line] = []
        reading = self.reading
        previous = 0
        for block in self.draft.blocks:
            if block.kind == "body":
                start, end = block.start, block.end
                breaks = reading.count("\n", previous, start)
                out.append(Line(reading[start:end], start, end, breaks - 1 if breaks else 0))
            previous = block.end
        return out

    @cached_property
    def notes(self) -> list[Line]:
        """The notes below the text."""
        return [Line(self.draft.words(b), b.start, b.end, 0) for b in self.draft.of_kind("note")]

    @cached_property
    def title(self) -> tuple[str, int] | None:
        """The title and its offset, without the number and note sign that an edition gives it."""
        for kind in ("title", "cited-title"):
            for block in self.draft.of_kind(kind):
                words, start = self.draft.words(block), block.start
                number = _EDITION_NUMBER.match(words)
                if number and not self.is_page and not dates.find(words[: number.end() + 12]):
                    words, start = words[number.end() :], start + number.end()
                words = _NOTE_SIGN.sub("", words)
                if "[" in words:  # each sign makes room for blanks, so that offsets stay
                    words = _SIGN_WITHIN.sub(lambda sign: " " * len(sign[0]), words)
                return words, start
        return None

    @cached_property
    def is_page(self) -> bool:
        """Whether the text has an archive page's frame around it."""
        return any(
            block.kind in ("date", "citation", "tab") or (block.kind == "furniture" and block.name is None)
            for block in self.draft.blocks
        )

    def context(self, sent: When | None = None) -> dates.DateContext:
        """How dates without a year are to be read in this document."""
        if sent is None and self._context[0] == len(self.findings):
            return self._context[1]
        when = sent or self.best("date")
        year = int(when.edtf[:4]) if isinstance(when, When) and when.edtf[:4].isdigit() else None
        context = dates.DateContext(year=year)
        if sent is None:
            self._context = len(self.findings), context
        return context

    def people_known(self) -> list[Who]:
        """Everybody found so far as party or participant."""
        return [who for finding in self.findings for who in _people_of(finding)]

    def cased(self, who: Who) -> Who:
        """A name printed in capitals, in the capitals that the page uses elsewhere: Seon Tae-hyeon for SEON TAE-HYEON."""
        if (
            who.as_written
            and "-" in who.name
            and any(part.isupper() and len(part) > 2 for part in who.as_written.split())
        ):
            for match in re.finditer(re.escape(who.name), self.reading, re.IGNORECASE):
                if not match.group(0).isupper():
                    return replace(who, name=match.group(0))
        return who

    def fuller(self, who: Who) -> Who:
        """The same person under the fuller name that another part of the page gives, if only one fits."""
        if len(who.name.split()) > 1 or who.kind == "body":
            return who
        for finding in self.findings[self._counted :]:
            for known in _people_of(finding):
                self._people.add(known)
        self._counted = len(self.findings)
        longer = self._people.like(who)
        full = {p.name for p in longer if len(p.name.split()) > 1 and p.kind != "body"}
        if len(full) != 1:
            return who
        return Who(full.pop(), who.as_written, who.role, "person", who.authority, who.copies)


def _people_of(finding: Finding) -> list[Who]:
    value = finding.value
    if isinstance(value, Message):
        return [*value.from_, *value.to, *value.copies_to]
    return [value] if isinstance(value, Who) and finding.field in ("participants", "people") else []


class People:
    """Persons by the words of their names, so that nobody need be compared with everybody."""

    def __init__(self, people: Iterable[Who] = ()) -> None:
        self._by_word: dict[str, list[tuple[frozenset[str], Who]]] = {}
        for who in people:
            self.add(who)

    def add(self, who: Who) -> None:
        words = frozenset(persons.key(who.name).split())
        for word in words:
            self._by_word.setdefault(word, []).append((words, who))

    def like(self, who: Who) -> list[Who]:
        """Those of whose name this one is a part, or who are named with a part of it."""
        words = frozenset(persons.key(who.name).split())
        near = [item for word in words for item in self._by_word.get(word, ())]
        return list({id(other): other for own, other in near if own <= words or words <= own}.values())

    def initialled(self, letter: str) -> list[Who]:
        """Those whose family name begins with a letter."""
        everybody = {id(who): who for items in self._by_word.values() for _, who in items}.values()
        return [who for who in everybody if persons.family_name(who.name).startswith(letter)]


Recogniser = Callable[[Found], Iterator[Finding | Problem]]
