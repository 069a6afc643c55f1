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
    text = " ".join(line.text for line in found.body)
    if not told or len(text) < 400:
        return
    title = found.title[0] if found.title else ""
    known = {_stem(word) for word in _CAPITALISED.findall(f"{text} {title}")}
    known |= {
        _stem(word) for alias in found.values("aliases") for word in (alias.alias + " " + alias.name).split()
    }
    lower = set(re.findall(r"[^\W\d_]+", text.lower()))
    for block in told:
        words = found.draft.words(block)
        strangers = [
            m
            for m in _actors(words)
            if _stem(m.group(0)) not in known
            and m.group(0).lower() not in lower
            and not _near(m.group(0), known)
        ]
        names = list(dict.fromkeys(re.sub(r"['’]s?$", "", m.group(0)) for m in strangers))
        if names:
            first = strangers[0]
            yield problem(
                "summary-names-stranger",
                {"start": block.start + first.start(), "end": block.start + first.end()},
                names=" and ".join(names[:3]),
            )


def _actors(words: str) -> list[re.Match[str]]:
    """Names that act: a capitalised word that is no ordinary one, before a verb in the third person, twice named or first."""
    out = []
    for match in _CAPITALISED.finditer(words):
        word = re.sub(r"['’]s?$", "", match.group(0))
        if word.lower() in _ORDINARY or places.is_known(word) or len(word) < 4:
            continue
        after = words[match.end() : match.end() + 40]
        acts = re.match(r"\s+(?:and\s+[A-Z][\w’'-]+\s+)?(?:[a-z]+ly\s+)?(?:also\s+)?[a-z]+(?:s|ed)\s", after)
        first = match.start() == 0 or words[: match.start()].rstrip().endswith((".", "!", "?"))
        before = words[: match.start()].rstrip()
        compound = bool(re.search(r"[A-Z][\w’'-]*$", before)) or (
            bool(re.match(r"\s+[A-Z]", after)) and not first
        )
        if acts and (first or words.count(word) > 1) and not compound:
            out.append(match)
    return out


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
