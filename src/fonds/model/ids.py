"""Short, stable ids that spell no words, with a check character.

Alphabet and check character follow NOID (the "Nice Opaque Identifier" scheme of the California
Digital Library): digits and consonants without ``l``, ``y`` and vowels, so that no words arise and
no two characters look alike; 29 is prime, so one wrong character or two swapped neighbours are noticed.

>>> identify("5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9")
'b1wfs30st'
>>> is_valid("b1wfs30st"), is_valid("b1wfs30s0"), is_valid("../etc")
(True, False, False)
"""

from __future__ import annotations

import hashlib
from itertools import count
from operator import mul

ALPHABET = "0123456789bcdfghjkmnpqrstvwxz"
LENGTH = 8
"""Characters before the check character: 29**8 is about 5e11 ids."""


def check_character(body: str) -> str:
    """The NOID check character: sum of value times position (from 1), modulo 29."""
    return ALPHABET[sum(map(mul, map(ALPHABET.index, body), count(1))) % len(ALPHABET)]


def identify(seed: str, attempt: int = 0) -> str:
    """An id derived from a seed such as a digest; ``attempt`` steps on where that id is taken."""
    digest = hashlib.sha256(f"{seed}\n{attempt}".encode()).digest()
    number, body = int.from_bytes(digest[:16]), ""
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        body += ALPHABET[rest]
    return body + check_character(body)


def is_valid(text: str) -> bool:
    """Whether the text has the form of an id and its check character is right."""
    return (
        len(text) == LENGTH + 1
        and all(c in ALPHABET for c in text)
        and check_character(text[:-1]) == text[-1]
    )
