"""Places: the wording and today's usual English name.

The table ``data/places.toml`` holds historical and foreign names; a place that it does not list
keeps its own name, in usual capitals. Limits: no coordinates, one modern name a form.

>>> parse("PEKING")
Where(name='Beijing', as_written='PEKING', authority=None)
>>> parse("La Paz").name, parse("[Washington,]").name, is_known("Qubbaville")
('La Paz', 'Washington', False)
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from fonds.data import table
from fonds.model import Where

_SMALL = {
    "of",
    "the",
    "de",
    "la",
    "le",
    "del",
    "and",
    "am",
    "an",
    "der",
    "on",
    "upon",
    "in",
    "da",
    "do",
    "dos",
    "das",
    "des",
    "du",
}


def key(name: str) -> str:
    """Comparison key: no case, accents, points or brackets."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain))


@cache
def _today() -> dict[str, str]:
    names = table("places")["today"]
    return {key(form): name for name, forms in names.items() for form in (name, *forms)}


def is_known(name: str) -> bool:
    """Whether the table lists the name."""
    return key(name) in _today()


@cache
def _words() -> frozenset[str]:
    return frozenset(word for name in table("garbled")["places"] for word in key(name).split()) - {
        "the",
        "of",
    }


def names_place(words: str) -> bool:
    """Whether the words are those of states and of towns in which missions are, and no others.

    >>> names_place("New York"), names_place("Republic of Korea"), names_place("Mr. York")
    (True, True, False)
    """
    plain = [word for word in key(words).split() if word not in ("the", "of", "and", "republic")]
    return bool(plain) and all(word in _words() for word in plain)


def usual_capitals(text: str) -> str:
    """ "LA PAZ" as "La Paz"; text that is not all capitals is left as it is."""
    if not text.isupper():
        return text
    words = re.split(r"([\s-]+)", text.lower())
    return "".join(
        word
        if i and word in _SMALL
        else "'".join(
            part.capitalize() if j == 0 or len(part) > 1 else part for j, part in enumerate(word.split("'"))
        )
        for i, word in enumerate(words)
    )


def parse(text: str) -> Where:
    """A place from its wording; editors' brackets and final points are no part of the name."""
    # "Port Regent [Ismara]": the bracket says what the place is called now; "[Washington,]" only supplies it.
    today = re.fullmatch(r"\W*[^\W\d_][^\[\]]*\[(?P<now>[^\W\d_a-z][^\[\]?]{2,40})\]\W*", text)
    bare = today["now"] if today else re.sub(r"[\[\]]", "", text)
    bare = bare.strip(" \t\r\n,.;:–—")
    if bare.count("(") != bare.count(")") or (bare.startswith("(") and bare.endswith(")")):
        bare = bare.strip("() ")
    name = _today().get(key(bare)) or usual_capitals(bare)
    return Where(name=name, as_written=text.strip())
