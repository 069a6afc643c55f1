"""Words of heads as an engine reads them off a poor image: which label, which word of an office, is meant.

A word is taken for another only where that one alone is near enough: one sign of five, two of seven. Everything
else is as it stands, or not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from fonds.data import table
from fonds.values import places

SHORTEST, LONG = 5, 7
"""Letters of a word in which one sign may be wrong, and two."""


def letters(word: str) -> str:
    """The letters and figures alone, without case."""
    return "".join(filter(str.isalnum, word)).casefold()


@cache
def distance(one: str, other: str) -> int:
    """Signs to change, leave out or put in, to make one of the other.

    >>> distance("orector", "director"), distance("from", "from"), distance("", "to")
    (2, 0, 2)
    """
    before = list(range(len(other) + 1))
    for n, sign in enumerate(one, 1):
        now = [n]
        for m, wanted in enumerate(other, 1):
            now.append(min(before[m] + 1, now[-1] + 1, before[m - 1] + (sign != wanted)))
        before = now
    return before[-1]


def nearest(word: str, among: Iterable[str]) -> str | None:
    """The one word that was meant.

    >>> nearest("Tratning", ["training", "treasury"]), nearest("Orector", ["director", "doctor"])
    ('training', 'director')
    >>> nearest("plun", ["plan"]), nearest("Yerees", ["bureau"])
    (None, None)
    """
    bare = letters(word)
    most = 2 if len(bare) >= LONG else 1 if len(bare) >= SHORTEST else 0
    near = [(distance(bare, other), other) for other in among if abs(len(other) - len(bare)) <= most]
    best = min((cost for cost, _ in near), default=most + 1)
    found = [other for cost, other in near if cost == best]
    return found[0] if best <= most and len(found) == 1 else None


def office(word: str) -> str | None:
    """A word of an office, or a place, as it was typed; None for others.

    >>> office("OFRECTOR"), office("Inspector"), office("of"), office("Paris."), office("Kessaoe")
    ('DIRECTOR', 'Inspector', 'of', 'Paris', None)
    """
    bare, listed = word.strip(" .,:;*'‘’\"“”`~|_-•"), table("scan_heads")["words"]
    if not bare or not bare.replace("'", "").replace("’", "").isalpha():
        return None
    low = bare.casefold()
    if low in listed["offices"] or low in listed["small"] or (len(low) > 3 and places.is_known(bare)):
        return bare
    if (meant := nearest(low, listed["offices"])) is None:
        return None
    return meant.upper() if sum(map(str.isupper, bare)) > len(bare) / 2 else meant.capitalize()


def label(word: str) -> str | None:
    """The label that a word is, read without fault: "FROM" is "from".

    >>> label("FROM:"), label("Fm."), label("PROM"), label("ACTION:")
    ('from', 'from', None, 'other')
    """
    bare, listed = letters(word), table("scan_heads")
    return listed["labels"].get(bare) or ("other" if bare in listed["beside"]["labels"] else None)


def spoilt_label(word: str) -> str | None:
    """The label that a word probably is; to be believed only where it stands among others.

    >>> spoilt_label("PROM,"), spoilt_label("ROM:"), spoilt_label("T0"), spoilt_label("Te"), spoilt_label("form")
    ('from', 'from', 'to', 'to', None)
    """
    bare, listed = letters(word), table("scan_heads")["spoilt"]
    return next((part for part, forms in listed.items() if bare in forms), None)


def is_memorandum(word: str) -> bool:
    """Whether it is that word, however its middle was read.

    >>> [is_memorandum(word) for word in ("MEMORANDUM", "MAMOPANDUM", "HMFHORANDUM", "Memo", "REFERENDUM", "MEMORIAL")]
    [True, True, True, True, False, False]
    """
    bare = letters(word)
    return bare == "memo" or (9 <= len(bare) <= 12 and distance(bare, "memorandum") <= 3)


def is_for(word: str) -> bool:
    """Whether the word behind "memorandum" is "for" or "to".

    >>> [is_for(word) for word in ("FOR:", "YOR", "PCR", "to", "of")]
    [True, True, False, True, False]
    """
    bare = letters(word)
    return bare in ("to", "f0r") or (len(bare) == 3 and distance(bare, "for") <= 1)


def is_record(word: str) -> bool:
    """Whether "for the" goes on with "record": half of its letters are enough, as nothing else is written there but
    "files".

    >>> is_record("RADURD"), is_record("Record."), is_record("Files"), is_record("report")
    (True, True, False, False)
    """
    bare = letters(word)
    return len(bare) == 6 and bare[0] == "r" and sum(map(str.__eq__, bare, "record")) >= 3 and bare[-1] == "d"
