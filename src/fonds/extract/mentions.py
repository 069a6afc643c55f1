"""Mentions of other papers and meetings in a paper's own words.

A text is searched once for the words and numbers that may tell a mention (``fonds.extract.mention_forms``);
around each the grammar reads what stands before and behind, with real forms::

    your telegram of 18:00 14 July of this year      a noun, with what stands before and behind it
    Comrade NAME's letter in which he ...
    a telegram to comrade NAME; the attached paper (Tab A)
    Embassy's 1847, October 2 and 1800, September 25 a number under somebody's name, and further ones
    Saigon 536; (Cairo's 46)
    Embtel 1015; mytel 567, May 19; JCSM-1041-64     a word coined in the service, and its number
    Yours of December 28th; your April 14th          a day under a pronoun
    He talked with NAME May 3                        a meeting told by its verb

A noun alone is no mention: what more it needs stands with its kind in ``data/mentions.toml``. A further
number in a row is a mention of its own, under the same name. What follows is taken along as far as it tells
which paper is meant, but never over a further mention.

Whose a paper is, is read from the message in which it is mentioned: "my" is its sender, "your" its
recipient, "Embtel" and "the Embassy's 12" that of the two which is a mission, "Deptel" the other. Dates
without a year, and "yesterday", are counted from the day of that message.

States: ``resolved`` and ``ambiguous`` within the same document (``fonds.extract.referents``);
``missing`` where a number, a date or an enclosure is told and no message here fits (linking may find it
in the archive); else ``unresolved``. Limits: "the telegram", "this telegram" and bare nouns are not taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Day

from fonds.extract import mention_words, referents
from fonds.extract.found import Found
from fonds.extract.mention_grammar import find, speaks_of_enclosures
from fonds.extract.mention_words import Hit
from fonds.extract.referents import Mention
from fonds.model import Evidence, Finding, Message, Problem, Reference, When
from fonds.values import dates

__all__ = ["context", "find", "recognise"]


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """A reference for every mention in the document's own words and in its notes."""
    messages: list[Message] = found.values("messages")
    hits = mention_words.hits(found.reading)
    starts = [hit.start for hit in hits]
    encloses = speaks_of_enclosures(found.reading)
    contexts: dict[str, dates.DateContext] = {}
    refers = False
    copies = [finding.start for finding in found.all("copy_number")]
    listed = bool(found.all("references"))  # a cable's REF lines have been read by its own grammar
    for line in (*found.body, *found.notes):
        in_head = bool(messages) and messages[0].start >= 0 and line.end <= messages[0].start
        if in_head:
            refers = _REFERENCES.match(line.text) is not None or (refers and not _LABEL.match(line.text))
            if listed or not refers:
                continue
        low, high = bisect_left(starts, line.start), bisect_left(starts, line.end)
        if low == high:
            continue
        own = referents.innermost(messages, line.start)
        key = own.id if own else ""
        if key not in contexts:
            contexts[key] = context(found, own)
        here = [Hit(start - line.start, end - line.start, form) for start, end, form in hits[low:high]]
        for mention in find(line.text, contexts[key], here, encloses):
            if own and mention.number and _is_own_number(mention, own, line.start):
                continue
            if line.start + mention.start in copies:
                continue  # "Copy 19 of 50"
            if (
                len(mention.as_written) < LABEL
                and mention.kind == "paper"
                and not refers
                and line.text.strip("[]() .:") == mention.as_written
            ):
                continue  # its own label
            yield _reference(mention, own, messages, line.start, line.text, found.reading)


def _is_own_number(mention: Mention, own: Message, at: int) -> bool:
    """Whether a number is that of the message itself, with which its words begin."""
    starts = at + mention.start <= own.start
    return starts and (mention.number == own.number or not (mention.whose or mention.from_ or mention.date))


LABEL = 40
"""A line of fewer characters that is a mention and no more may be the label of what follows it."""
_ENCLOSURE = re.compile(
    r"^\W*(?:Enclosure|Attachment|Annex|Appendix|Tab\s+\w)\b.{0,60}$", re.MULTILINE | re.IGNORECASE
)
_LABEL = re.compile(r"[A-Z][A-Za-z ]{2,24}(?::|$)")
_REFERENCES = re.compile(r"\s*(?:refs?|references?|reftels?)\b", re.IGNORECASE)


def context(found: Found, own: Message | None) -> dates.DateContext:
    """How dates in a message are read: from its own day."""
    sent = own.sent if own and own.sent else None
    plain = found.context(sent)
    day = sent or found.best("date")
    if isinstance(day, When) and day.earliest and day.earliest == day.latest:
        return replace(plain, month=int(day.earliest[5:7]), sent=Day.fromisoformat(day.earliest))
    return plain


_SENT_BY_US = re.compile(r"\b(?:we|I)\s+(?:\w+\s+){0,2}(?:wrote|sent|dispatched|send)\s*$")


def _reference(
    mention: Mention, own: Message | None, messages: list[Message], start: int, line: str, reading: str
) -> Finding:
    sender, recipient = referents.parties(mention, own)
    if not sender and own and _SENT_BY_US.search(line, max(0, mention.start - 40), mention.start):
        sender = own.from_
    state, target = "unresolved", None
    candidates: tuple[str, ...] = ()
    fitting: list[Message] = []
    if len(messages) > 1 and (mention.date or mention.number):
        whole = replace(
            mention, from_=sender[0] if sender else None, to=recipient[0] if recipient else None, whose=""
        )
        fitting = [m for m in messages if m is not own and referents.fits(whole, m, own)]
    if len(fitting) == 1:
        state, target = "resolved", fitting[0].id
    elif fitting:
        state, candidates = "ambiguous", tuple(m.id for m in fitting)
    elif mention.date or mention.number or (mention.enclosed and not _ENCLOSURE.search(reading)):
        state = "missing"
    start += mention.start
    end = start + len(mention.as_written)
    reference = Reference(
        mention.as_written,
        start,
        end,
        own.id if own else None,
        mention.kind,
        sender,
        recipient,
        mention.date,
        mention.number,
        target,
        state,
        candidates,
    )
    details = []
    if mention.date and (at := line.find(mention.date.as_written, mention.start)) >= 0:
        base = start - mention.start
        details.append(
            Evidence("/date", base + at, base + at + len(mention.date.as_written), "mentions/date", 0.9)
        )
    return Finding("references", reference, start, end, "mentions/phrase", 0.85, tuple(details))
