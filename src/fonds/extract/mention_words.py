"""The words that tell a mention of another paper, and where a text has them (``hits``).

They stand in ``data/mentions.toml`` and are looked for once in a whole text; what is around them is for
``fonds.extract.mention_forms`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from fonds.data import table

_TABLE = table("mentions")
_WORDS = _TABLE["words"]


@dataclass(frozen=True, slots=True)
class Form:
    """What a telling word is.

    ``role``: noun, coined, series, enclosure, attached, met or yours. ``kind`` and ``needs`` are those of the table;
    ``by`` says whose paper a coined word means; ``firm``: the verb tells a meeting without its day,
    always or only where "with" follows.
    """

    role: str
    kind: str = "telegram"
    needs: str = ""
    by: str = ""
    firm: str = ""


class Hit(NamedTuple):
    """A telling word at ``start``, or a number where ``form`` is None."""

    start: int
    end: int
    form: Form | None


@cache
def _forms() -> dict[str, Form]:
    """Each telling word, in small letters."""
    forms: dict[str, Form] = {}
    for row in _TABLE["kind"]:
        for noun in row["nouns"]:
            forms[noun] = Form("noun", row["name"], row["needs"])
    for row in _TABLE["coined"]:
        for word in (first + last for first in row["first"] for last in row["last"]):
            kind = "despatch" if re.search("des|gram", word) else "telegram"
            forms[word] = Form("coined", kind, by=row["by"])
    for word in _TABLE["series"]["words"]:
        forms[word.lower()] = Form("series", "paper")
    for word in _TABLE["enclosure"]["words"]:
        forms[word] = Form("enclosure", "paper", "a tie")
    for word in _WORDS["enclosed"]:
        forms[word] = Form("attached", "paper")
    for word in _TABLE["met"]["words"]:
        firm = (
            "always"
            if word in _TABLE["met"]["firm"]
            else "with"
            if word in _TABLE["met"]["firm_with"]
            else ""
        )
        forms[word] = Form("met", "conversation", firm=firm)
    for word in _TABLE["yours"]["words"]:
        forms[f"{word} of"] = Form("yours", "message")
    for word in _TABLE["yours"]["before_months"]:
        for month in _WORDS["months"]:
            forms[f"{word} {month}"] = Form("yours", "message")
    return forms


def coined_by(word: str) -> str:
    """Whose paper a coined word means: home for "deptel"; empty for any other word, or where it does not say."""
    form = _forms().get(word)
    return form.by if form and form.role == "coined" and form.by != "alone" else ""


def trie(words: Iterable[str]) -> str:
    """The words as one expression in which each letter is tried once."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _alternatives(tree)


def _alternatives(tree: dict[str, Any]) -> str:
    branches = [re.escape(letter) + _alternatives(below) for letter, below in sorted(tree.items()) if letter]
    if not branches:
        return ""
    whole = branches[0] if len(branches) == 1 and "" not in tree else f"(?:{'|'.join(branches)})"
    return f"{whole}?" if "" in tree else whole


@cache
def _telling() -> re.Pattern[str]:
    """A telling word and the sign before it."""
    return re.compile(rf"[ \n(\[“\"/—,]{trie(_forms())}(?![\w’'-])")


# A text in one byte a character, all signs but letters and figures made spaces: to part it into words then is
# ten times as quick as to search it.
_PARTED = bytes(byte if chr(byte).isalnum() or chr(byte) == "_" else 32 for byte in range(256))


def _parted(text: str) -> bytes:
    return text.encode("latin-1", "replace").translate(_PARTED)


@cache
def _first_words() -> frozenset[bytes]:
    """Those with which telling words begin, as ``_parted`` gives them."""
    return frozenset(_parted(word).split()[0] for word in _forms())


# Figures that may be a paper's number: after a space, hyphen or bracket, and where what they count does
# not follow.
_THERE = "|".join(_WORDS["after_number"])
_NO_MONTH = "".join(rf"(?<!{end} [0-9])" for end in _WORDS["month_ends"])
_NUMBER_HIT = re.compile(
    rf"[0-9](?<=[\s\[–#№-][0-9])(?<!\[[0-9](?![0-9][0-9]))(?<!,\s[0-9]){_NO_MONTH}[0-9/–-]*(?:(?:st|nd|rd|th)\b|[A-Za-z](?:[-–/][0-9][0-9/–-]*)?(?!\w))?(?=\s*(?:[;:)(\]\[—–]|,(?!\d)|\.(?!\d)|$|\n|(?:{_THERE})\b))"
)


def hits(text: str) -> list[Hit]:
    """The words of the table and the numbers of a text, in order.

    >>> [(h.start, h.form and h.form.kind) for h in hits("A letter, a memorandum of conversation; Cairo 46.")]
    [(2, 'letter'), (12, 'memorandum'), (46, None)]
    """
    lower = "\n" + text.lower()
    if len(lower) != len(text) + 1:  # a few letters grow when made small; then every offset counts
        lower = "\n" + text
    forms, telling = _forms(), _telling()
    signs = _parted(lower) + b" "
    found: list[Hit] = []
    at = end = 0
    for word in filter(_first_words().__contains__, signs.split()):
        start = signs.index(b" %b " % word, at)
        at = start + len(word) + 1
        if start >= end and (match := telling.match(lower, start)):
            end = match.end()
            if form := forms.get(match.group(0)[1:]):
                found.append(Hit(start, end - 1, form))
    found += [Hit(*match.span(), None) for match in _NUMBER_HIT.finditer(text)]
    found.sort(key=_start)
    return found


_start = itemgetter(0)
