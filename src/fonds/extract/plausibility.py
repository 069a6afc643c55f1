"""What contradicts itself: a summary that speaks of strangers, dates that can be read in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fonds.extract.found import Found
from fonds.model import Finding, Message, Problem, When
from fonds.model.problems import problem
from fonds.values import persons, places

_CAPITALISED = re.compile(r"[^\W\d_a-zа-я][\w’'-]+")
_ORDINARY = frozenset(
    [
        "the",
        "this",
        "that",
        "these",
        "those",
        "a",
        "an",
        "in",
        "on",
        "at",
        "to",
        "from",
        "of",
        "and",
        "or",
        "but",
        "for",
        "with",
        "by",
        "as",
        "it",
        "its",
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "there",
        "here",
        "when",
        "while",
        "after",
        "before",
        "during",
        "since",
        "until",
        "if",
        "although",
        "because",
        "despite",
        "according",
        "conversation",
        "discussion",
        "telegram",
        "letter",
        "report",
        "memorandum",
        "note",
        "meeting",
        "record",
        "minutes",
        "cable",
        "message",
        "document",
        "summary",
        "excerpt",
        "draft",
        "statement",
        "speech",
        "talks",
        "visit",
        "both",
        "all",
        "some",
        "many",
        "most",
        "several",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "hundred",
        "thousand",
        "first",
        "second",
        "third",
        "part",
        "also",
        "no",
        "not",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "comrade",
        "comrades",
        "president",
        "premier",
        "minister",
        "ambassador",
        "chairman",
        "secretary",
        "general",
        "foreign",
        "prime",
        "deputy",
        "communist",
        "party",
        "central",
        "committee",
        "government",
        "republic",
        "people",
        "people's",
        "peoples",
        "army",
        "union",
        "united",
        "states",
        "nations",
        "soviet",
        "korean",
        "chinese",
        "american",
        "british",
        "french",
        "german",
        "japanese",
        "russian",
        "embassy",
        "ministry",
        "affairs",
        "council",
        "security",
        "war",
        "cold",
        "world",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "north-east",
        "treaty",
        "agreement",
    ]
)


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """Problems only."""
    yield from _strangers(found)
    yield from _ambiguous(found)


def _strangers(found: Found) -> Iterator[Problem]:
    """Who acts in a summary must be named in the text or the title, under some form of the name."""
    told = found.draft.of_kind("summary", "description")
    if not told:
        return
    text = " ".join(line.text for line in found.body)
    if len(text) < 400:
        return
    title = found.title[0] if found.title else ""
    known = {_stem(word) for word in _CAPITALISED.findall(f"{text} {title}")}
    known |= {
        _stem(word) for alias in found.values("aliases") for word in (alias.alias + " " + alias.name).split()
    }
    lower = set(re.findall(r"[^\W\d_]+", text.lower()))
    for block in told:
        names: list[str] = []
        where = {"start": block.start, "end": block.end}
        for actor, start in _actors(found.draft.words(block)):
            telling = [
                word
                for word in _CAPITALISED.findall(actor)
                if word.lower() not in _ORDINARY and len(word) > 2
            ]
            strange = [
                w for w in telling if _stem(w) not in known and w.lower() not in lower and not _near(w, known)
            ]
            if telling and len(strange) == len(telling) and not any(places.is_known(w) for w in telling):
                if not names:
                    where = {"start": block.start + start, "end": block.start + start + len(actor)}
                names.append(actor)
        if names:
            yield problem("summary-names-stranger", where, names=" and ".join(dict.fromkeys(names[:3])))


_ACTOR = re.compile(
    r"(?:(?<=^)|(?<=[.!?] ))(?P<actor>(?:[^\W\d_a-zа-я][\w’'-]*\s+){0,4}[^\W\d_a-zа-я][\w’-]*)"
    r"\s+(?:and\s+[A-Z][\w’'-]+\s+)?(?:[a-z]+ly\s+)?(?:also\s+)?[a-z]+(?:s|ed)\s"
)


def _actors(words: str) -> list[tuple[str, int]]:
    """Names that act: capitalised words at the beginning of a sentence, before a verb in the third person."""
    return [(match["actor"], match.start("actor")) for match in _ACTOR.finditer(words)]


def _stem(word: str) -> str:
    return persons.key(re.sub(r"['’]s?$", "", word))[:5]


def _near(word: str, known: set[str]) -> bool:
    """Another romanisation of a name in the text."""
    key = persons.key(re.sub(r"['’]s?$", "", word))
    return any(
        len(other) >= 4 and persons.sounds_alike(key[:5], other) for other in known if other[:1] == key[:1]
    )


def _ambiguous(found: Found) -> Iterator[Problem]:
    """Dates in the document's facts that are one of a set."""
    whens: list[When] = [
        v
        for field in ("date", "event_date", "declassified", "uploaded")
        for v in found.values(field)
        if isinstance(v, When)
    ]
    for message in found.values("messages"):
        if isinstance(message, Message):
            whens += [when for when in (message.sent, message.received) if when]
    seen: set[str] = set()
    for when in whens:
        if when.edtf.startswith("[") and when.as_written not in seen:
            seen.add(when.as_written)
            yield problem(
                "ambiguous-date",
                None,
                wording=when.as_written,
                readings=when.edtf.strip("[]").replace(",", " or "),
            )
