"""Headings in spoilt texts: the row of known words that a line most likely was.

>>> mended("TelegraW From the DeGartmentoof State toAthe EmbKssy in Laok")
'Telegram From the Department of State to the Embassy in Laos'
>>> mended("Memorandum From Harold OrtonPofpthe Office to the Under Secretary (Unger)")
'Memorandum From Harold Orton of the Office to the Under Secretary (Unger)'

The cheapest way through the line is looked for, from its first sign to its last: words of ``data/garbled.toml``
(alone and in the phrases in which heads use them), each spoilt sign at a price, a spoilt sign between two words at
a price, and words that are not known. A name costs little more than a known word with one sign spoilt, so that short
names are left alone. What is in brackets is a name, and is mended only where it shows that it is spoilt.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from fonds.data import table
from fonds.values.garbled_words import Shelf

KNOWN, SIGN, SHORT_SIGN, PARTING, CLOSING, UNKNOWN = 0.2, 0.7, 0.8, 0.9, 0.6, 1.0
"""Prices: a known word; a spoilt sign in it, in a short word; between words; before a bracket; a word not known."""
REAL = 0.55
"""Price of a word that is in order, but stands rarely in heads."""
SMALL = 0.6
"""Price of a small letter at the beginning of a word that is not known: names have capitals."""
SHORT, LONG = 5, 8
"""Letters of a short word; those beyond which a word that is not known costs more."""
MARK, LETTER, TINY = 1.1, 0.2, 0.2
"""Prices of a sign that does not fit into a word, of each letter too many, of a word of three letters."""

_RUN = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*\.?")
_ODD = re.compile(
    r"(?<=[a-z])[A-Z0-9]|^[0-9](?=[A-Za-z])|[A-Z](?=[A-Z][a-z])|(?<=[A-Z]{2})[a-z]|^[a-z](?=[A-Z])"
)
_PROPER = re.compile(r"(?:Mc|Mac|O[’']|D[’']|(?:De|La|Le)(?=[A-Z][a-z]{2,5}$))(?=[A-Z])")

LEADS = ("in", "at", "to", "of", "Embassy in", "Ambassador in", "Chargé in", "Legation in", "Consulate at")
"""Words before the name of a place, which make it known by fewer signs."""

_LIKE_NAMES = frozenset(["May", "March", "Dear", "North", "West", "York", "Shah", "King", "Pope"])
"""Known words that many names resemble: they are not put in."""

_ENDS = frozenset(".,;:)]")
_REPLACED = frozenset(
    ["tie", "tho", "toe", "or", "an", "add", "ten", "form", "re", "far", "end", "do", "du", "le", "la"]
)
"""Words that are in order, but in heads most likely others with a sign spoilt."""

_Reach = Callable[[int, float, int, str], None]
"""Notes a way to a place: its price, the place before it, and what stands between the two."""
_Step = tuple[float, int, str]
"""The price up to a place, the place before it, and what stands between the two."""


def mended(line: str) -> str:
    """The line with its known words whole; as long as before."""
    shelf = _shelf()
    end = len(line)
    best: list[_Step | None] = [None] * (end + 1)
    best[0] = (0.0, 0, "")

    def reach(place: int, price: float, before: int, words: str) -> None:
        old = best[place]
        if old is None or price < old[0] - 1e-9:
            best[place] = (price, before, words)

    for at in range(end):
        step = best[at]
        if step is None:
            continue
        price = step[0]
        sign = line[at]
        if not sign.isalnum():
            reach(at + 1, price, at, sign)
            if sign in _ENDS and line[at + 1 : at + 2].isalnum():  # "44.xTelegram", "(Orton)xto"
                reach(at + 2, price + PARTING, at, sign + " ")
        if line[at - 1 : at] == "[" and line[at + 1 : at + 2] == "]":
            reach(at + 1, price, at, sign)  # the sign of a note
            continue
        named = line.rfind("(", 0, at) > line.rfind(")", 0, at) and line.find(")", at) > 0
        if run := _RUN.match(line, at):
            _unknown(line, run, price, reach)
        nice = run is not None and _looks(run[0]) == UNKNOWN
        for word, spoilt in shelf.at(line, at):
            if spoilt and (
                (named and (nice or len(word) < LONG))
                or word in _LIKE_NAMES
                or _is_plural(word, line[at : at + len(word)])
            ):
                continue
            cost = price + KNOWN + spoilt * (SIGN if len(word) >= SHORT else SHORT_SIGN)
            _close(line, at, word, cost, reach)
    out: list[str] = []
    place = end
    while place:
        found = best[place]
        if found is None:
            return line
        out.append(found[2])
        place = found[1]
    return "".join(reversed(out))


def _close(line: str, at: int, word: str, price: float, reach: _Reach) -> None:
    """A word ends at a blank, at a sign, or at a sign that is spoilt."""
    stop = at + len(word)
    if stop == len(line) or not line[stop].isalnum():
        reach(stop, price, at, word)
    elif stop + 1 < len(line) and not (line[stop] == "s" and not line[stop + 1].isalnum()):  # "Presidents"
        reach(stop + 1, price + (PARTING if line[stop + 1].isalnum() else CLOSING), at, word + " ")


def _unknown(line: str, run: re.Match[str], price: float, reach: _Reach) -> None:
    """A word that is not known, whole or up to a spoilt sign behind it."""
    start, stop = run.span()
    reach(stop, price + _looks(run[0]), start, run[0])
    for end in range(start + 3, stop - 2):
        if line[start].isupper():
            reach(end + 1, price + _looks(line[start:end]) + PARTING, start, line[start:end] + " ")


def _looks(word: str) -> float:
    """The price of a word that is not known, by how much it looks like a word."""
    if word.isdigit():
        return KNOWN
    if word in _real() and word.casefold() not in _REPLACED:
        return REAL
    bare = _PROPER.sub("", word)
    odd = len(_ODD.findall(bare)) if not bare.isupper() else 0
    return (
        UNKNOWN
        + MARK * odd
        + LETTER * max(0, len(word) - LONG) * (1 if odd else 0.25)
        + (SMALL if word[0].islower() else 0)
        + (TINY if len(word) < 4 and not word.istitle() else 0)
    )


def _is_plural(known: str, printed: str) -> bool:
    return known[-1] == "s" and known[:-1] == printed[:-1] and not printed[-1].isalpha()


@cache
def _real() -> frozenset[str]:
    words = table("garbled")
    return frozenset([*words["small"]["real"], *words["plain"], *words["names"]])


@cache
def _shelf() -> Shelf:
    words = table("garbled")
    places = words["places"]
    return Shelf(
        [
            *words["proper"],
            *places,
            *words["heads"],
            *words["phrases"],
            *(f"{lead} {place}" for place in places for lead in LEADS),
        ]
    )
