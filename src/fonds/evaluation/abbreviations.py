"""Offices as a catalogue shortens them: "D/LOG" for the Director of Logistics, "COS, PORT ANSELM" for its chief of
station. The paper has them in full, and both are the same party."""

from __future__ import annotations

import re

LONGEST = 4
"""Letters of an abbreviation."""
_SMALL = frozenset(["and", "for", "in", "of", "on", "the", "to"])


def abbreviates(short: str, name: str) -> bool:
    """Whether one is the other's abbreviation: each of its parts is a word of the name, or the beginning of one, or
    the initials of several; nothing of the name is left over.

    >>> [abbreviates(short, "Director of Logistics") for short in ("D/LOG", "D/OL", "DOL", "D", "D/OF")]
    [True, True, True, False, False]
    >>> abbreviates("D/OF", "Director of Finance")
    True
    >>> abbreviates("COS, MERRIN", "Chief of Station, Merrin"), abbreviates("C/NA", "Chief, NA")
    (True, True)
    >>> abbreviates("Director", "Director of Logistics"), abbreviates("MERRIN", "Merrin")
    (False, False)
    """
    if short != short.upper() or plain(short) == plain(name):
        return False
    return _consumes(plain(short), plain(name))


def plain(text: str) -> list[str]:
    """Its words without case and signs."""
    return re.findall(r"[^\W_]+", text.casefold())


def _consumes(parts: list[str], words: list[str]) -> bool:
    if not words or not parts:
        return not parts and all(word in _SMALL for word in words)
    part, word = parts[0], words[0]
    if word in _SMALL and _consumes(parts, words[1:]):
        return True
    is_word = part == word or (1 < len(part) <= LONGEST and word.startswith(part))
    if is_word and _consumes(parts[1:], words[1:]):
        return True
    return len(part) <= LONGEST and any(_consumes(parts[1:], rest) for rest in _after_initials(part, words))


def _after_initials(initials: str, words: list[str]) -> list[list[str]]:
    """What is left of the words when those with these initials are taken away; small ones may have theirs or not."""
    if not initials:
        return [words]
    if not words:
        return []
    left = _after_initials(initials[1:], words[1:]) if words[0].startswith(initials[0]) else []
    return left + (_after_initials(initials, words[1:]) if words[0] in _SMALL else [])
