"""The forms of a date (``data/date_forms.toml``) as regular expressions over the kinds of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from fonds.data import table
from fonds.values.date_words import KINDS

# "June 25?, 1942": a question mark within a date doubts it.
_DOUBTED = "(?:[?](?=[,fMA]*[NB']))?"
_YEAR = "(?:NB|N|B|'[nc]|y)(?:g[.]?)?"
_PARTS = {
    # A day in brackets alone is the editors' only where a year follows; else it is the sign of a note.
    "day": f"(?:[dn]b?|b(?=[.,fMA]*[NB']))(?:-?o)?{_DOUBTED}",
    "endday": f"[dn]b?(?:-?o)?{_DOUBTED}(?![:p]|[.][nc]p|h)",
    "bareday": "[dn]-?o(?![,&]+[dn])",
    "month": "(?:M|A[.]?)",
    "short": "A[.]?",
    "year": _YEAR,
    "of_year": _YEAR,
    "yy": "(?:NB|N|B|'?[nc])(?:g[.]?)?",
    "letteryear": "(?:NB|N|B|'?[nc]|m)(?:g[.]?|[.])?",
    "asianyear": "(?:(?:G[dnc]|N|[nc])Y|y)",
    "yyyy": "N",
    "dd": "[dn]",
    "mm": "[dn]",
    "roman": "R[.]?",
    "group": "S",
    **{kind: KINDS[kind] for kind in ("season", "day_from_today")},
    "part": f"[{KINDS['part']}{KINDS['early']}]",
    "month_of_letter": KINDS["month_of_letter"] + "[.]?",
}
# What may lead to a part: a comma, "of", or a note's sign as in "7 October [1] 1947".
_LEADS = {"of_year": "[.,-]?b?f*"}
# What a part is to the date; parts not listed are named by themselves.
_ROLES = {
    "endday": "day",
    "bareday": "day",
    "dd": "day",
    "mm": "month",
    "roman": "month",
    "short": "month",
    "of_year": "year",
    "yy": "year",
    "yyyy": "year",
    "letteryear": "year",
    "asianyear": "year",
}
_NAME = re.compile(r"([a-z_]+)([?*]?)$")


@dataclass(frozen=True, slots=True)
class Form:
    """A row of the table: its place there, its shape, the roles of its parts in order, and an expression
    with a group for each part."""

    row: int
    shape: str
    roles: tuple[str, ...]
    either_order: bool
    expression: str


@dataclass(frozen=True, slots=True)
class Match:
    """A form that fits the kinds from ``low`` to ``high``, and the spans of its parts by role.

    A part left out is ``None``; the roles that stand twice are those of the two ends of a range.
    """

    form: Form
    low: int
    high: int
    spans: dict[str, list[tuple[int, int] | None]]


class Forms:
    """All forms: of those that begin at one word, the row that is met first wins."""

    def __init__(self, *, whole: bool) -> None:
        """``whole`` adds the forms that count only where the whole string is a date."""
        self.whole = whole
        # Papers have few patterns: "Md,Nx" is met over and over.
        self.search = lru_cache(maxsize=4096)(self._search)
        """The first form that fits the kinds from a place on, or a longer one that begins within it."""

    def _search(self, kinds: str, at: int) -> Match | None:
        first = self._first(kinds, at)
        if first is None:
            return None
        (low, high), form = first
        if kinds[high : high + 1] not in "x":
            for later in range(low + 1, high):
                other = self._first(kinds, later, there=True)
                if other and other[0][1] - later > high - low:
                    (low, high), form = other
        match = _expression(form.expression).match(kinds, low)
        assert match is not None
        spans: dict[str, list[tuple[int, int] | None]] = {}
        for number, role in enumerate(form.roles, 1):
            span = match.span(number)
            spans.setdefault(role, []).append(span if span[0] >= 0 else None)
        return Match(form, low, high, spans)

    def _first(self, kinds: str, at: int, there: bool = False) -> tuple[tuple[int, int], Form] | None:
        """Span and form of the first that fits from ``at`` on; with ``there``, that begins right there."""
        found = _rows(False).first(kinds, at, there)
        other = _rows(True).first(kinds, at, there) if self.whole else None
        if found is None or other is None:
            return found or other
        return min(found, other, key=lambda one: (one[0][0], one[1].row))


class _Rows:
    """Rows of the table as one expression.

    It runs at every word, so it has no groups but an empty one behind each row, which tells the row that
    fits, and first looks whether there are two kinds at least (a few are enough by themselves) of which
    none is another word: that alone drops nine of ten.
    """

    def __init__(self, forms: list[Form]) -> None:
        self._forms = forms
        rows = "|".join(re.sub(r"\((?!\?)", "(?:", form.expression) + "()" for form in forms)
        self._recognise = re.compile(rf"(?=[^x.,:/?'-](?:[^x,?]|,[^x])|[NBr])(?:{rows})")

    def first(self, kinds: str, at: int, there: bool) -> tuple[tuple[int, int], Form] | None:
        match = self._recognise.match(kinds, at) if there else self._recognise.search(kinds, at)
        if match is None or match.lastindex is None:
            return None
        return match.span(), self._forms[match.lastindex - 1]


@cache
def _forms() -> tuple[list[Form], list[Form]]:
    """The forms that count anywhere, and those that count only where the whole string is a date."""
    anywhere: list[Form] = []
    alone: list[Form] = []
    for number, row in enumerate(table("date_forms")["form"]):
        for between in (True, False) if "~" in row["shape"] else (False,):
            expression, roles = _compile(row["shape"], between)
            form = Form(number, row["shape"], roles, row.get("either_order", False), expression)
            (alone if row.get("whole") else anywhere).append(form)
    return anywhere, alone


@cache
def _rows(whole: bool) -> _Rows:
    return _Rows(_forms()[whole])


# Compiled when first met: all forms with their groups would be 120 M instructions of each start.
_expression = cache(re.compile)


def _compile(shape: str, between: bool) -> tuple[str, tuple[str, ...]]:
    """A shape as an expression with a group for each part, and the roles of these.

    A range is compiled twice: "from 3 to 9 May" may have "and" in the middle, "3 to 9 May" not.
    """
    pieces = [f"{KINDS['between']}{KINDS['of']}*"] if between else []
    roles = []
    for word in shape.split():
        name = _NAME.match(word)
        if word == "~":
            pieces.append("[-T&]" if between else "[-T/]")
        elif name and name[1] in _PARTS:
            pieces.append(f"(?:{_LEADS.get(name[1], '')}({_PARTS[name[1]]})){name[2]}")
            roles.append(_ROLES.get(name[1], name[1]))
        elif name:
            pieces.append(KINDS[name[1]] + name[2])
        else:
            pieces.append(word)
    return "".join(pieces), tuple(roles)
