"""Offices and the posts they are held at, so that holders and houses of one post can be brought together.

A message may be signed by the Ambassador, written by the Embassy, or be known by its city; the post is
the same. What an office is of, or at, tells the post; the office by its own words tells it too.

>>> sorted(posts("Venn", "Ambassador in Merrin"))
['ambassador in merrin', 'merrin']
>>> sorted(posts("Embassy in Merrin"))
['embassy in merrin', 'merrin']
>>> posts("Secretary of State") & posts("Roe", "Acting Secretary of State")
frozenset({'state'})
>>> posts("Pavel Orlo"), posts("Merrin", is_body=True)
(frozenset(), frozenset({'merrin'}))

Limits: English only; "the Merrin Ambassador" is a post by its own words alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from fonds.values import persons

_AT = re.compile(r"\b(?:in|at|to)\s+(?:the\s+)?(?P<post>.+)$")
_OF = re.compile(r"\bof\s+(?:the\s+)?(?P<post>.+)$")
_BEYOND = re.compile(r"\s+(?:for|on)\s")


@lru_cache(maxsize=4096)
def posts(name: str, role: str | None = None, *, is_body: bool = False) -> frozenset[str]:
    """Comparison keys of the post that somebody holds or is; a person's plain name tells none."""
    words = [role] if role else []
    if is_body or persons.is_office(name) or _AT.search(name) or _OF.search(name):
        words.append(name)
    keys = {persons.key(part) for word in words for part in (word, _post(word))}
    return frozenset(keys - {""})


def _post(office: str) -> str:
    match = _AT.search(office) or _OF.search(office)
    return _BEYOND.split(match["post"], maxsplit=1)[0] if match else office
