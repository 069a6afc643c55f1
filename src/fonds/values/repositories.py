"""Keepers of papers: which archive, library or office a name means, in whatever spelling or script.

The names stand in ``data/repositories.toml``, the words by which an unlisted keeper is known in
``data/shelfmarks.toml``. Spaces, points, dashes, accents and case do not matter, but an acronym has its capitals.

>>> get("АВП РФ").name
'Foreign Policy Archive of the Russian Federation'
>>> find("see A.N.I.C., fond 5", 4)[1]
12
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from fonds.data import table
from fonds.values.phrases import pattern


@dataclass(frozen=True, slots=True)
class Repository:
    """A keeper of papers; ``key`` is its stable short name, ``habit`` how its shelfmarks are built."""

    key: str
    name: str
    short: str
    town: str | None
    habit: str


@lru_cache(maxsize=4096)  # few words make up most source lines
def fold(text: str) -> str:
    """Letters and digits alone, in lower case, without accents: how names are compared."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


@dataclass(frozen=True, slots=True)
class _Names:
    """All names of all repositories, folded: with their repository and, for an acronym, the number of its
    capitals (0 for other names); and all beginnings of names, word by word."""

    whole: dict[str, tuple[Repository, int]]
    begun: frozenset[str]


@cache
def _names() -> _Names:
    whole: dict[str, tuple[Repository, int]] = {}
    begun: set[str] = set()
    for key_, row in table("repositories").items():
        keeper = Repository(key_, row["name"], row["short"], row.get("town"), row.get("habit", "fond"))
        for form in (row["short"], row["name"], *row["forms"]):
            whole.setdefault(fold(form), (keeper, _capitals(form)))
            words = [fold(word[0]) for word in _WORD.finditer(form)]
            begun.update("".join(words[:count]) for count in range(1, len(words) + 1))
    return _Names(whole, frozenset(begun))


_WORD = re.compile(r"[^\s,;:()\[\]/“”\"]+")
_BETWEEN = re.compile(r",?\s+|/|:\s?(?=PRO)")


def get(text: str) -> Repository | None:
    """The listed repository of that name."""
    found = _names().whole.get(fold(text))
    return found[0] if found else None


def find(text: str, at: int = 0) -> tuple[Repository, int] | None:
    """The listed repository whose name begins at an offset, and where the name ends; the longest name wins."""
    names, best, joined = _names(), None, ""
    word = _WORD.match(text, at)
    while word:
        joined += fold(word[0])
        if joined not in names.begun:
            break
        found = names.whole.get(joined)
        if found and _capitals(text[at : word.end()]) >= found[1]:
            best = found[0], word.end() - (word[0].endswith(".") and "." not in word[0][:-1])
        gap = _BETWEEN.match(text, word.end())
        word = _WORD.match(text, gap.end()) if gap else None
    return best


def _capitals(name: str) -> int:
    """The number of capitals of an acronym, 0 for other names: "Bl." for leaves is not "BL"."""
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return capitals if len(letters) < 9 and capitals * 2 >= len(letters) else 0


@cache
def _keepers(kind: str) -> re.Pattern[str]:
    words = table("shelfmarks")["archives"][kind]
    unspaced = [
        word for word in words if word[0] > "\u2e7f"
    ]  # Chinese, Japanese, Korean: no blanks between words
    spaced = rf"(?<!\w){pattern(word for word in words if word not in unspaced)}(?!\w)"
    return re.compile(f"{spaced}|{pattern(unspaced)}" if unspaced else spaced, re.IGNORECASE)


def speaks_of_archive(text: str) -> bool:
    """Whether the text has a word for a keeper: "archive", "library", "архив"."""
    return bool(_keepers("words").search(text))


def speaks_of_papers(text: str) -> bool:
    """Whether the text has a word for what a keeper holds: "papers", "collection"."""
    return bool(_keepers("collections").search(text))


@cache
def _towns() -> frozenset[str]:
    towns = [row["town"] for row in table("repositories").values() if "town" in row]
    return frozenset(fold(town) for town in (*towns, *table("shelfmarks")["archives"]["towns"]))


def is_town(text: str) -> bool:
    """Whether the text names a town in which archives lie."""
    return fold(text) in _towns()
