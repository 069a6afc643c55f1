"""What a title says: type, number, parties, participants, excerpt, place, date of the event.

Grammar, with examples of every habit known::

    TYPE [No. N] from A to B [conveying ...]        Ciphered Telegram No. 12 from Orlo to Venn conveying ...
    TYPE[,:] A to B[, subject | 'subject' | date]   Cable, Orlo to the Central Committee
    A to B                                          The Ambassador in Vesk (Orlo) to the Secretary of State
    TYPE from A[, 'subject']                        Telegram from the Embassy in Vesk, 'On the Harbour'
    A, TYPE                                         Embassy of Vesk in Garam, Telegram, 3 May 1957
    TYPE of conversation between A and B            Record of Conversation between Orlo and Venn
    A's conversation with B                         Orlo's Conversation with the Envoy Venn (Excerpt), 1 May 1957

Limits: parties are taken only where the words around them are names, offices or bodies; a title in
other words gives no parties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fonds.data import table
from fonds.extract.found import Found
from fonds.extract.title_parties import CONVERSATIONS, parties
from fonds.model import Finding, Problem, Where
from fonds.values import dates, letter_titles, persons, places, types

CONFIDENCE = 0.93
"""Of a party read from a title by this grammar; measured on titles of the development material."""
OF_LETTER = 0.97
"""The same, and place and date, of a letter's title in an edition; measured on letters of two editions."""
WIRED = frozenset({"telegram"})
"""Types that the text of a letter's title may have instead."""
TITLE_WORDS = 3
"""Words in capitals behind the type that make a line of the text its title: "REPORT ON THE HARBOUR"."""
SERIES = "heading/series"
"""How a paper's number in its body's series was found."""
EXCERPT_LINES = 4
"""Lines at the beginning of a text within which it is called an excerpt."""

_EXCERPT = re.compile(r"[(\[]\s*excerpts?\s*[)\]]|\bexcerpts? (?:from|of)\b|\(extracts?\)", re.IGNORECASE)
_EXCERPT_LINE = re.compile(r"[\[(]?(?:excerpts?|extracts?)\b[^.:]{0,50}$", re.IGNORECASE)
_NUMBER = re.compile(r"\b(?:No\.?|Nr\.?|Number|№|#)\s*(?P<number>\d[\w./-]*\w|\d)")


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """Findings from the title; the type also from the first lines of the text where the title names none."""
    yield from _excerpt_of_text(found)
    if found.title is None:
        yield from _type_of_text(found)
        return
    title, at = found.title
    if letter := letter_titles.parse(title):
        yield from _letter(found, letter, at)
        return
    yield from _series(found, title, at)
    kind = types.find(title)
    if kind:
        conf = 0.95 if kind.start < 3 else 0.85
        yield Finding("type", kind.name, at + kind.start, at + kind.end, "heading/type", conf)
        yield Finding("type_as_written", kind.as_written, at + kind.start, at + kind.end, "heading/type", 0.9)
    else:
        yield from _type_of_text(found)
    if match := _EXCERPT.search(title):
        yield Finding("excerpt", True, at + match.start(), at + match.end(), "heading/excerpt", 0.98)
    for party in parties(title):
        yield Finding(
            f"heading.{party.part}",
            party.who,
            at + party.start,
            at + party.end,
            f"heading/{party.part}",
            CONFIDENCE,
        )
        for alias in party.aliases:
            yield Finding("aliases", alias, at + party.start, at + party.end, "heading/bracket", 0.9)
    if match := _NUMBER.search(title):
        yield Finding(
            "heading.number",
            match["number"],
            at + match.start("number"),
            at + match.end("number"),
            "heading/number",
            0.97,
        )
    yield from _when_and_where(found, title, at)


def _letter(found: Found, letter: letter_titles.LetterTitle, at: int) -> Iterator[Finding]:
    """The title that an edition gives a letter says all: its words are the editors' own findings."""
    for part, parties_ in (("from", letter.from_), ("to", letter.to)):
        for party in parties_:
            yield Finding(
                f"heading.{part}",
                party.parsed.who,
                at + party.start,
                at + party.end,
                f"heading/{part}",
                OF_LETTER,
            )
    if letter.date:
        span = (at + letter.date_span[0], at + letter.date_span[1])
        for field in ("date", "heading.date", "heading.sent"):
            yield Finding(field, letter.date, *span, "heading/date", OF_LETTER)
    if letter.place:
        span = (at + letter.place_span[0], at + letter.place_span[1])
        yield Finding("heading.origin", letter.place, *span, "heading/place", OF_LETTER)
    by_text = None if letter.type else next(_type_of_text(found), None)
    if by_text and by_text.value in WIRED and found.reading[by_text.end : by_text.end + 1] != "-":
        yield by_text
    else:
        named = min((p.start for p in letter.from_), default=0) if letter.type else -1
        span = (at, at + named) if named > 0 else (-1, -1)
        yield Finding("type", letter.type or "letter", *span, "heading/type", 0.9)


def _type_of_text(found: Found) -> Iterator[Finding]:
    """The type as the document's own first lines call it: "TELEGRAM", "Ciphered Telegram"."""
    for line in found.body[:8]:
        if len(line.text) > 90:
            continue
        kind = types.find(line.text, within=4)
        rest = line.text[kind.end :] if kind else ""
        alone = not rest.strip() or line.text.isupper() or re.match(r"\s*(?:No\b|Nr\b|№|[:.(])", rest)
        if kind and (alone or len(kind.as_written) * 2 >= min(len(line.text), 40)):
            yield Finding("type", kind.name, line.start + kind.start, line.start + kind.end, "text/type", 0.8)
            if line.text.isupper() and len(rest.split()) >= TITLE_WORDS:
                yield Finding("title", line.text, line.start, line.end, "text/title", 0.7)
            return


def _excerpt_of_text(found: Found) -> Iterator[Finding]:
    """A line of its own under the heading: "(Excerpt)", "Extract, kept by the harbour master"."""
    for line in found.body[:EXCERPT_LINES]:
        if match := _EXCERPT_LINE.match(line.text):
            yield Finding("excerpt", True, line.start, line.start + match.end(), "text/excerpt", 0.9)
            return


_PLACE = re.compile(
    r"(?:,\s+at|,\s+in|\s+in|\s+at)\s+(?P<place>(?:the\s+)?(?:[A-Z][\w'’-]+\s?){1,4})\s*[.)\]]?$"
)
_SERIES = re.compile(
    r"(?P<number>(?P<series>[A-Z]{2,8}(?:[/-][A-Z]+)*)(?: ?[–-] ?| )(?:[A-Z]{1,3}[ –-]?)?\d[\d./–-]*(?:/[A-Za-z]+)?)\.?(?:\s?\[\d{1,2}\])?"
)
_NUMBERED_PAPER = re.compile(
    r"(?:Draft\s+)?(?P<series>(?:[A-Z][a-z]+\s+){2,4}(?P<kind>[A-Z][a-z]+))\s+(?:No\.?\s*)?(?P<number>\d[\d/.–-]*)(?:\s|$)"
)
SERIES_LINES = 5
"""Lines at the head among which a paper's number in its series stands alone."""


def _series(found: Found, title: str, at: int) -> Iterator[Finding]:
    """The number of a paper in a series that its body keeps, alone on a line or in the title by its full name."""
    for line in found.body[:SERIES_LINES]:
        match = _SERIES.fullmatch(line.text) if len(line.text) <= 40 else None
        if match and not _is_no_series(match["series"]):
            span = (line.start + match.start("number"), line.start + match.end("number"))
            yield Finding("heading.number", match["number"].rstrip("."), *span, SERIES, 0.9)
            return
    match = _NUMBERED_PAPER.match(title)
    if match and match["kind"].lower() in table("heads")["numbered_papers"]:
        initials = "".join(word[0] for word in match["series"].split())
        span = (at + match.start("series"), at + match.end("number"))
        yield Finding("heading.number", f"{initials} {match['number']}", *span, SERIES, 0.9)


def _is_no_series(word: str) -> bool:
    return word.lower() in table("heads")["no_series"] or bool(dates.find(f"3 {word} 1950"))


def _when_and_where(found: Found, title: str, at: int) -> Iterator[Finding]:
    """A date in the title dates the event of a conversation, and the document where the page gives no date."""
    for date in dates.find(title, context=found.context()):
        span = (at + date.start, at + date.end)
        yield Finding("heading.date", date.when, *span, "heading/date", 0.85)
        if found.best("date") is None:
            yield Finding("date", date.when, *span, "heading/date", 0.85)
        kind = types.find(title)
        if kind and kind.name in CONVERSATIONS:
            yield Finding("event_date", date.when, *span, "heading/event date", 0.85)
        break
    if match := _PLACE.search(title):
        words = match["place"].strip()
        if not persons.parse(words).who.role and (
            ", at" in match[0] or ", in" in match[0] or places.is_known(words)
        ):
            place = places.parse(re.sub(r"^the\s+", "", words))
            yield Finding(
                "places",
                Where(place.name, words),
                at + match.start("place"),
                at + match.start("place") + len(words),
                "heading/place",
                0.85,
            )
