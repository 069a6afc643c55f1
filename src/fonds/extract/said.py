"""What one line of a message's head or foot says, and whether words of it name somebody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fonds.data import table
from fonds.model import When, Where, Who
from fonds.values import dates, persons
from fonds.values.lines import Line


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a line says: a key such as to, from, copies_to, sent; its value; its span in the reading text."""

    key: str
    value: Who | When | Where | str
    start: int
    end: int
    confidence: float = 0.95


@cache
def labels() -> dict[str, re.Pattern[str]]:
    """The words of each label, by what they announce."""
    return {
        key: re.compile(rf"(?:{words})\b\.?", re.IGNORECASE)
        for key, words in table("heads")["labels"].items()
    }


def span_of(line: Line, start: int, end: int) -> tuple[int, int]:
    """Where offsets of a line stand in the reading text."""
    return line.start + start, line.start + end


def people_of(key: str, line: Line, text: str, offset: int, confidence: float = 0.95) -> list[Said]:
    """The persons and bodies of a list that stands at ``offset`` of the line."""
    # "in person", "for information", "personal for himself" in an address name nobody.
    named = [
        (p, a, b)
        for p, a, b in persons.parse_list(text)
        if (p.who.role or p.who.kind or not text[a : a + 1].islower())
        and not re.match(r"(?:him|her|your|them)sel(?:f|ves)\b", text[a:b], re.IGNORECASE)
    ]
    return [
        Said(key, parsed.who, *span_of(line, offset + a, offset + b), confidence) for parsed, a, b in named
    ]


def moment_of(key: str, line: Line, at: int, context: dates.DateContext) -> list[Said]:
    """The first date of the line behind ``at``."""
    for date in dates.find(line.text, at, context=context):
        return [Said(key, date.when, *span_of(line, date.start, date.end))]
    return []


def addressed(words: str) -> bool:
    """Whether the words after "To" name somebody, rather than begin an infinitive or a sentence."""
    bare = re.sub(
        r"^(?:the|all|his|her|my|our|dear|esteemed|respected)\s+",
        "",
        words.strip("[]“”\"' "),
        flags=re.IGNORECASE,
    )
    if re.match(r"(?:comrades?|cdes?|com|tov)\b\.?", bare, re.IGNORECASE):
        return len(words) < 200
    if not bare or not (
        bare[0].isupper() or bare[0] == "[" or (not bare[0].isascii() and not bare[0].islower())
    ):
        return bool(
            re.match(
                r"(?:minister|ambassador|head|chairman|chief|director|deputy|government|embassy)\b", bare
            )
        ) and not re.search(r"[.!?]\s", bare)
    lower = [w for w in re.findall(r"[^\W\d_]+", bare) if w.islower() and w not in _CONNECTING]
    return len(lower) * 2 <= len(bare.split()) and not re.search(
        r"[.!?]\s+[A-Z][a-z]+\s+[a-z]+", re.sub(r"\b(?:[A-Z]|Cde|Mr|Dr|St|Com|No)\.", "", bare)
    )


_CONNECTING = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "to",
        "at",
        "on",
        "de",
        "la",
        "del",
        "du",
        "von",
        "van",
        "der",
        "affairs",
        "a",
        "an",
        "with",
        "by",
        "minister",
        "foreign",
        "comrade",
        "comrades",
        "ambassador",
        "deputy",
    ]
)


def signature(words: str, sure: bool = False) -> bool:
    """Whether the words may be a signature: one to five capitalised words, an office allowed where ``sure``."""
    bare = words.strip(" .[]()/")
    if not bare or len(bare) > (90 if sure else 45) or any(c.isdigit() for c in bare) or bare[-1:] in ":;?":
        return False
    tokens = re.findall(r"[^\W\d_][\w.’'-]*", bare)
    if not tokens or len(tokens) > (10 if sure else 5):
        return False
    strong = [t for t in tokens if t[0].isupper() or not t[0].islower()]
    return (
        len(strong) == len(tokens)
        or (sure and len(strong) * 2 >= len(tokens))
        or all(t in _CONNECTING for t in tokens if t not in strong)
    )
