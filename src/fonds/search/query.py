"""The user's query as a tree, and in words.

What can be typed (the words AND, OR, NOT in capitals; a field name may be in any case):

    air force                both words, in any form ("forces" too)
    "air force"              exactly these words in this order
    soviet OR russian        either; ``|`` says the same
    soviet -army             without; ``NOT army`` says the same
    (a OR b) c               AND binds closer than OR, so parentheses part them
    telegr*                  words that begin so
    title: text: source: person: from: to: place: archive: collection:   in that part only
    id: type: lang: class:   exactly that value
    1950..1953   1952-07..   dates from .. to, either end may be open
    after:1952-07  before:1953  since:1952-07  until:1953  on:1952-07-18  date:1950-1953  year:1952

``after`` and ``before`` leave the named period out, ``since`` and ``until`` take it in. A date range
finds every document whose own date may lie in it.

``parse`` never raises: what cannot be understood is taken as words or left out, and a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from fonds.search import periods
from fonds.search.text import is_unspaced, terms
from fonds.search.tree import (
    EXACT_FIELDS,
    FIELDS,
    And,
    DateRange,
    Everything,
    Field,
    Leaf,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    conjunction,
)
from fonds.search.wording import in_words

__all__ = [
    "EXACT_FIELDS",
    "FIELDS",
    "And",
    "DateRange",
    "Everything",
    "Field",
    "Leaf",
    "Not",
    "Or",
    "Parsed",
    "Phrase",
    "Prefix",
    "Query",
    "Term",
    "in_words",
    "parse",
]

MAX_CHARACTERS = 1000
MAX_CLAUSES = 64
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query understood: ``tree``, and ``notes`` on what was not and how it was taken (sentences)."""

    tree: Query = field(default_factory=Everything)
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The query in plain English."""
        return in_words(self.tree)


def parse(text: str) -> Parsed:
    """Understands what a person typed; never raises. Past the bounds the rest is left out, with a note.

    >>> parse('type:telegram from:Roshchin 1950..1953 "air force" -navy').words
    'telegrams from “Roshchin”, dated 1950 to 1953, with “air force”, without “navy”'
    """
    notes: list[str] = []
    text = _UNPRINTABLE.sub(" ", text[: MAX_CHARACTERS + 1])
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS]
        notes.append(f"Only the first {MAX_CHARACTERS:,} characters were searched.")
    tree = _Reader(list(_bounded(_symbols(text, notes), notes)), notes).alternatives()
    if tree is None and text.strip():
        notes.append("The query holds no word that could be searched.")
    return Parsed(tree or Everything(), tuple(dict.fromkeys(notes)))


# --- from characters to symbols ----------------------------------------------------------------------

_DOUBLE = '"“”„‟'
QUOTES = {**dict.fromkeys(_DOUBLE, _DOUBLE), "«": "»", "「": "」", "『": "』"}
"""An opening quotation mark -> the marks that may close it."""

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACE = re.compile(r"\s*")
_LEAD = re.compile(r"(?P<minus>-*)(?:(?P<name>[A-Za-z]+):)?")
_PLAIN = re.compile(rf"[^\s()|{''.join(QUOTES)}]+")
_OPERATORS = {"AND": "and", "&&": "and", "OR": "or", "NOT": "not"}


@dataclass(frozen=True, slots=True)
class _Symbol:
    """``kind``: ``and``, ``or``, ``not``, ``(``, ``)``, ``field`` (of what follows) or ``leaf``."""

    kind: str
    said: str
    leaf: Query | None = None


def _symbols(text: str, notes: list[str]) -> Iterator[_Symbol]:
    at = _skip(text, 0)
    while at < len(text):
        lead = _LEAD.match(text, at)
        assert lead is not None  # it may match nothing
        name = (lead["name"] or "").lower()
        if name not in FIELDS and name not in periods.FIELDS:
            name = ""
        begin = lead.end() if name else lead.end("minus")
        if lead["minus"] and begin < len(text) and not text[begin].isspace():
            yield _Symbol("not", "-")
        if name in FIELDS:
            yield _Symbol("field", f"{name}:")
        at = _skip(text, begin)
        if at >= len(text):
            said = ""
        elif text[at] in "()|":
            said = text[at]
            at = len(text) - len(text[at:].lstrip("|")) if said == "|" else at + 1
            if said == "|":
                yield _Symbol("or", said)
            elif name in periods.FIELDS:
                notes.append(_no_date(name, said))
                yield _Symbol(said, said)
            else:
                yield _Symbol(said, said)
            at = _skip(text, at)
            continue
        elif text[at] in QUOTES:
            ends = [end for end in (text.find(mark, at + 1) for mark in QUOTES[text[at]]) if end >= 0]
            if not ends:
                notes.append("A quotation mark is not closed; all that follows was taken as one phrase.")
            end = min(ends, default=len(text))
            said, at = text[at + 1 : end].strip(), end + 1
            if name not in periods.FIELDS:
                yield _Symbol("leaf", said, Phrase(said))
        elif plain := _PLAIN.match(text, at):
            said, at = plain[0], plain.end()
            if not name and said in _OPERATORS:
                yield _Symbol(_OPERATORS[said], said)
            elif name not in periods.FIELDS:
                yield from (_Symbol("leaf", said, leaf) for leaf in _words(said, notes))
        else:  # a closing quotation mark that opens nothing
            said, at = "", at + 1
        if name in periods.FIELDS:
            if period := periods.by_field(name, said):
                yield _Symbol("leaf", said, DateRange(*period))
            else:
                notes.append(_no_date(name, said))
        at = _skip(text, at)


def _words(said: str, notes: list[str]) -> Iterator[Query]:
    """What a run of characters without space means: most often one word."""
    if periods.looks_like_range(said):
        if period := periods.parse(said):
            yield DateRange(*period)
        else:
            notes.append(f"“{said}” is no range of dates that exist, and was left out.")
        return
    if weight := re.search(r"[~^][\d.]*$", said):
        notes.append(f"“{weight[0]}” has no meaning here, and was left out.")
        said = said[: weight.start()]
    if other := re.match(r"([^\W\d_]{2,}):(?=\w)", said):
        notes.append(f"There is no field “{other[1]}:”; its words were searched everywhere.")
        said = said.replace(":", " ", 1)
    if "*" in said.rstrip("*"):
        notes.append("“*” stands for the rest of a word at its end only; elsewhere it parts words.")
    if said.endswith("*") and len(said.rstrip("*")) == 1 and not is_unspaced(said):
        notes.append(f"“{said}” is too short: before “*” stand two letters at least. It was taken as a word.")
        said = said.rstrip("*")
    pieces = re.split(r"[\s*]+", said.rstrip("*"))
    yield from map(Term, pieces[:-1])
    yield Prefix(pieces[-1]) if said.endswith("*") else Term(pieces[-1])


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _no_date(name: str, said: str) -> str:
    what = (
        f"“{said}” is no day, month or year (write 1952, 1952-07 or 1952-07-18)"
        if said
        else "no date follows"
    )
    return f"After “{name}:” {what}; it was left out."


def _bounded(symbols: Iterator[_Symbol], notes: list[str]) -> Iterator[_Symbol]:
    """The symbols without words that hold no letter or digit, within the bounds, parentheses in pairs."""
    depth = passed_over = clauses = 0
    for symbol in symbols:
        if symbol.kind == "leaf":
            if isinstance(symbol.leaf, Leaf) and not terms(symbol.leaf.text):
                continue
            clauses += 1
            if clauses > MAX_CLAUSES:
                notes.append(f"Only the first {MAX_CLAUSES} words and conditions were searched.")
                break
        elif symbol.kind == "(" and depth == MAX_DEPTH:
            notes.append(f"Parentheses more than {MAX_DEPTH} deep were passed over.")
            passed_over += 1
            continue
        elif symbol.kind == ")" and passed_over:
            passed_over -= 1
            continue
        elif symbol.kind == ")" and not depth:
            notes.append("A parenthesis is closed that was not opened; it was passed over.")
            continue
        depth += {"(": 1, ")": -1}.get(symbol.kind, 0)
        yield symbol
    if depth:
        notes.append("A parenthesis is not closed; it was taken to go on to the end.")
        yield from [_Symbol(")", ")")] * depth


# --- from symbols to a tree --------------------------------------------------------------------------


class _Reader:
    """Reads symbols by descent, no deeper than their parentheses; what joins nothing is left out."""

    def __init__(self, symbols: list[_Symbol], notes: list[str]) -> None:
        self._symbols = symbols
        self._at = 0
        self._notes = notes

    def alternatives(self) -> Query | None:
        """Parts joined by OR, up to the closing parenthesis."""
        parts = [self._conjunction()]
        while self._kind == "or":
            symbol = self._take()
            parts.append(self._conjunction())
            if parts[-2] is None or parts[-1] is None:
                self._idle(symbol)
        found = tuple(part for part in parts if part is not None)
        return None if not found else found[0] if len(found) == 1 else Or(found)

    def _conjunction(self) -> Query | None:
        """Parts joined by AND or by nothing."""
        parts: list[Query] = []
        while self._kind not in ("or", ")", ""):
            if self._kind == "and":
                symbol = self._take()
                if not parts or self._kind in ("and", "or", ")", ""):
                    self._idle(symbol)
            elif part := self._part():
                parts.append(part)
        return conjunction(parts) if parts else None

    def _part(self) -> Query | None:
        """A word, phrase, date or group with the NOT and the field before it."""
        excluded, name = False, None
        before: _Symbol | None = None
        while self._kind in ("not", "field"):
            before = self._take()
            if before.kind == "field":
                name = before.said.rstrip(":")
            else:
                excluded = not excluded
        found: Query | None = None
        if self._kind == "leaf":
            found = self._take().leaf
        elif self._kind == "(":
            self._take()
            found = self.alternatives()
            self._take()
        elif before:
            self._idle(before)
        if found is None:
            return None
        if name and not isinstance(found, DateRange):
            found = Field(name, found)
        return Not(found) if excluded else found

    @property
    def _kind(self) -> str:
        return self._symbols[self._at].kind if self._at < len(self._symbols) else ""

    def _take(self) -> _Symbol:
        self._at += 1
        return self._symbols[self._at - 1]

    def _idle(self, symbol: _Symbol) -> None:
        self._notes.append(f"“{symbol.said}” stands beside nothing that it could join; it was left out.")
