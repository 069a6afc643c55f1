"""Characters flipped on purpose, as bad OCR does it, the same ones each time."""

from __future__ import annotations

import string
from random import Random

SIGNS = string.ascii_letters + string.digits
"""What a character may become; of letters and digits, so that a date can be hit and look like another."""


def flipped(text: str, percent: float, seed: str) -> str:
    """The text with that share of its characters replaced by a letter or digit drawn at random.

    Line ends stay: OCR loses letters rather than lines. ``seed`` is the paper's name, so that each paper is
    flipped in its own way, and always in the same.

    >>> flipped("Moscow, 4 October", 20, "d1") == flipped("Moscow, 4 October", 20, "d1")
    True
    >>> flipped("Moscow, 4 October", 0, "d1")
    'Moscow, 4 October'
    """
    if percent <= 0:
        return text
    random = Random(seed)
    rate = percent / 100
    return "".join(random.choice(SIGNS) if c not in "\r\n" and random.random() < rate else c for c in text)
