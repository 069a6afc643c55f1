"""Credits: who translated, transcribed, edited, obtained or gave a paper, out of a source line.

An archive prints them as sentences behind the citation. A sentence is one or more deeds, perhaps
the project and the language, "by", and names; several deeds share their names, several names their
deeds. The words for the deeds, and the role each stands for, are in ``data/citations.toml``.

>>> for found in parse("Obtained by Sergey Radchenko and translated for NKIDP by Gary Goldberg and J. R. Roe."):
...     print(found.credit.role, "-", found.credit.name)
contributor - Sergey Radchenko
translator - Gary Goldberg
translator - J. R. Roe

Not a credit: "edited by" and "trans." inside the citation of a book, which name the book's makers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fonds.data import table
from fonds.model import Credit
from fonds.values.phrases import pattern

_TABLE = table("citations")
_ROLES = {word: role for role, words in _TABLE["credits"].items() for word in words}
_DEED = pattern(_ROLES)
_CLAUSE = re.compile(
    rf"""(?<![\w’'-])
    (?:(?:this|the)\s)?(?:(?:documents?|texts?|paper|copy|scans?)\s(?:was\s|were\s)?)?
    (?:(?:also|kindly|originally|generously|jointly|and)\s)*
    (?P<deeds>{_DEED}\b(?:\s*(?:,\s*and\b|,|/|&|\band\b)\s*{_DEED}\b)*)
    (?:
        \.?(?:\s+(?:for|from|into|to|in|with|of)\s(?:(?!\bby\b)[^.;:()\d]){{1,80}}?)?,?\s+(?:by\s+)+
      | :\s+
      | (?<=trans)\.\s+(?=(?-i:[^\W\d_a-z]))
      | (?<=transl)\.\s+(?=(?-i:[^\W\d_a-z]))
      | (?<=courtesy)\s+of\s+
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_HINT = re.compile(rf"\b{_DEED}\b", re.IGNORECASE)
_IMPRINT = re.compile(r"\([^()]*\d{4}|,[^,.]+\([^()]*\d{4}")
_PART = r"(?:(?:(?-i:[^\W\d_a-z])[^\W\d_]?\.\s?-?)+(?=[^\W\d_])|(?:al-|el-|d[’'])?(?-i:[^\W\d_a-z])[\w'’`-]*|(?<=\s)(?-i:[A-Z])\.)"
_PARTICLE = r"(?:(?:d[aeiou]s?|del|della|den|der|van|von|zu|la|le|al|el|bin|ibn|ben|te[nr]|of|of\sthe)\s)"
_NAME = re.compile(
    rf"(?:the\s)?(?:(?:Dr|Prof|Mrs?|Ms)\.?\s)?(?P<name>{_PARTICLE}?{_PART}(?:\s?{_PARTICLE}*{_PART}|,?\s[JS]r)*)"
)
_ASIDE = re.compile(r"\.?\s?(?:\([^()\d]*\)|\[[^\[\]\d]*\])")
_FURTHER = re.compile(r"\s*(?:,\s*(?:and\b|&)?|/|&|\band\b|\bund\b|\bwith\b)\s*(?P<next>\S)")
# "... for the Archive", "... in 1999": words that follow the last name within the sentence.
_REST = re.compile(r"(?:,?\s+(?:for|from|to|of|at|in|with|on|as|under)\s[^.;()]*)?")
_FIRM = re.compile(r"Press|Publish|chubanshe|Verlag|House\b|Izdat|Office\b", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:University|Institute|Institut|Project|Center|Centre|Program|Programme|Academy|College|School"
    r"|Archives?|Society|Association|Department|Library|Museum|Foundation|Ministry|Fellow|Professor)\b"
)


@dataclass(frozen=True, slots=True)
class FoundCredit:
    """A credit, where its name stands, and the bounds of the clause that gives it."""

    credit: Credit
    start: int
    end: int
    clause: tuple[int, int]


def parse(text: str) -> tuple[FoundCredit, ...]:
    """All credits of a source line, in its order; each deed with each of its names."""
    return tuple(_found(text)) if _HINT.search(text) else ()


def _found(text: str) -> Iterator[FoundCredit]:
    at = last = 0
    while clause := _CLAUSE.search(text, at):
        names, end = _names(text, clause.end())
        at = max(end, clause.end())
        follows = last > 0 and not text[last : clause.start()].strip(" ,")
        if not names or not _stands_alone(text, clause, end, follows):
            continue
        if "published" in clause["deeds"].casefold() and _FIRM.search(
            text[clause.end() :].partition(". ")[0]
        ):
            continue
        last = end
        roles = dict.fromkeys(_ROLES[m[0].casefold()] for m in _HINT.finditer(clause["deeds"]))
        for role in roles:
            for start, stop in names:
                yield FoundCredit(Credit(text[start:stop], role), start, stop, (clause.start(), end))


def _stands_alone(text: str, clause: re.Match[str], end: int, follows: bool) -> bool:
    """Whether the clause is a statement of its own and no part of the citation of a book.

    It is one at the head of a sentence or after another credit, unless an imprint comes behind it;
    elsewhere only where a sentence ends with it and it speaks of no editor.
    """
    before, after = text[: clause.start()].rstrip(), text[end:].lstrip()
    if follows or not before or before[-1] in '.;:)]”"':
        return not _IMPRINT.match(after)
    ends = not after or after[0] in ".;)]" or bool(_CLAUSE.match(after.lstrip(", ")))
    if before[-1] in ",(":
        return ends and _ROLES[_HINT.search(clause["deeds"])[0].casefold()] != "editor"  # type: ignore[index]
    return ends and before[-1].isdigit() and clause["deeds"][0].isupper()


def _names(text: str, at: int) -> tuple[list[tuple[int, int]], int]:
    """The spans of the names that begin at an offset, and where the clause ends."""
    names: list[tuple[int, int]] = []
    while name := _NAME.match(text, at):
        start, at = name.span("name")
        if not (names and _BODY.search(name["name"])):  # a body after a person is where that person works
            names.append((start, at))
        if aside := _ASIDE.match(text, at):
            at = aside.end()
        further = _FURTHER.match(text, at)
        if further is None or _CLAUSE.match(text, further.start("next")):
            break
        at = further.start("next")
    if names and (rest := _REST.match(text, at)):
        at = rest.end()
    return names, at
