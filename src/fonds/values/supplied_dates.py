"""Dates as editors of letters give them: parts supplied in brackets, parts doubted, bounds on one side.

An editor marks each part that the letter itself lacks: "31. 7. [1899]", "2. [5.?] 1902", "190[3?]",
"[zwischen 8. und 28.? 2. 1892]", "[nach dem 16. 11. 1912]". The brackets and question marks are taken
off, what remains is read as any date (``fonds.values.dates``), and put back as EDTF's qualifiers and in
``assumed``. Words for "after" and "before" stand in ``data/letters.toml``.

Limits: EDTF level 1 doubts a date as a whole; which part is doubted is told by ``as_written`` alone.

>>> parse("31. 7. [1899]").edtf, parse("2. [5.?] 1902").edtf, parse("[März 1904]").edtf
('1899-07-31', '1902-05-02?', '1904-03')
>>> parse("[zwischen 8. und 28.? 2. 1892]").edtf, parse("14. 5. 190[3?]").edtf
('1892-02-08/1892-02-28?', '1903-05-14?')
>>> parse("[nach dem 16. 11. 1912]").edtf, parse("[31. 3. 1892]").assumed
('1912-11-16/..', '31. 3. 1892 supplied in brackets')
>>> parse("[um 1900]").edtf, parse("1. oder 2. 3. 1892").edtf
('1900~', '[1892-03-01,1892-03-02]')
>>> parse("Garam") is None
True
"""

from __future__ import annotations

import re
from functools import cache

from fonds.data import table
from fonds.model import When
from fonds.values import dates, edtf

LONGEST = 80
"""Characters; a longer string is no date."""

_SUPPLIED = re.compile(r"\[([^\[\]]*)\]")
_SIGNS = re.compile(r"[\[\]?]|\(\?\)")


@cache
def _bound() -> re.Pattern[str]:
    words = table("letters")["dates"]
    return re.compile(
        "|".join(rf"(?P<{key}>{'|'.join(words[key])})" for key in ("after", "before", "about")).join(
            ("(?:", r")\s+(?=\S)")
        ),
        re.IGNORECASE,
    )


@cache
def _or() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(table('letters')['dates']['or'])})\s+")


def parse(text: str, context: dates.DateContext | None = None) -> When | None:
    """The date that the whole string gives, or None; without editors' signs, as ``dates.parse`` reads it."""
    written = text.strip()
    if len(written) > LONGEST or not any(c.isdigit() for c in written):
        return None
    plain = " ".join(_SIGNS.sub("", written).split()).rstrip(".;,: ")
    bound = _bound().match(plain)
    bare, choices = _or().subn("–", plain[bound.end() :] if bound else plain)
    when = dates.parse(bare, context)
    if when is None:
        return None
    value = when.edtf
    if choices and "/" in value:
        value = f"[{value.replace('/', ',')}]"
    elif bound and "/" not in value and value[0] != "[":
        forms = {"after": f"{value}/..", "before": f"../{value}", "about": f"{value.rstrip('~')}~"}
        value = forms[str(bound.lastgroup)]
    if "?" in written:
        value = _doubted(value, written)
    supplied = [part.strip(" ?.") for part in _SUPPLIED.findall(written)]
    notes = [note for note in (when.assumed, *(f"{part} supplied in brackets" for part in supplied)) if note]
    bounds = edtf.bounds(value)
    return When(value, written, *bounds, when.timezone, "; ".join(notes) or None)


def _doubted(value: str, written: str) -> str:
    """The value with ``?``; of an interval only at the end that the question mark stands in, if it stands in one."""
    first, slash, last = value.partition("/")
    if value.endswith("~"):  # both about and doubted
        return f"{value[:-1]}%"
    if not slash:
        return value if value[-1] in "?~%]" else f"{value}?"
    sign = written.index("?")
    middle = written.find(" ", len(written) // 2)
    whole = written.endswith(("?]", "?"))
    if (whole or sign <= middle) and first != "..":
        first += "?"
    if (whole or sign > middle) and last != "..":
        last += "?"
    return f"{first}/{last}"


def is_valid(text: str) -> bool:
    """Whether the whole string is such a date."""
    return parse(text) is not None
