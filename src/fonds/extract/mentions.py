"""Mentions of other communications, and where inside the same document they point.

Grammar, with real forms::

    your telegram of 18:00 14 July of this year      whose + noun + date
    my No. 311; your telegram No. 12                 whose + noun + number
    a telegram to comrade NAME                       noun + recipient
    the previous telegram from comrade NAME          noun + sender
    Comrade NAME's letter in which he ...            NAME's + noun
    my interview with the correspondent              whose + noun + partner
    a joint statement was issued                     joint texts

"your" and "my" are read from the message in which they stand. A mention that gives a date or number and
fits no message of the document has the state ``missing`` here (linking may still find it in the archive);
one that gives neither stays ``unresolved``. Limits: "the telegram", "this telegram" and bare nouns are not
taken; abbreviations such as "Embtel 1015" are read only with their number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from fonds.data import table
from fonds.extract.found import Found
from fonds.model import Evidence, Finding, Message, Problem, Reference, When, Who
from fonds.values import dates, persons
from fonds.values.lines import Line

MAX_MENTION = 160
"""Characters."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention in a text: offsets there; ``whose`` is your, my, a name's or empty."""

    as_written: str
    start: int
    end: int
    kind: str
    whose: str
    from_: Who | None = None
    to: Who | None = None
    date: When | None = None
    number: str | None = None


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["name"], re.compile("|".join(row["nouns"]), re.IGNORECASE)) for row in table("mentions")["kind"]
    )


@cache
def _nouns() -> str:
    return "|".join(noun for row in table("mentions")["kind"] for noun in row["nouns"])


@cache
def _stems() -> tuple[str, ...]:
    return tuple(table("mentions")["stems"])


_NAME = r"(?:(?:[Cc]omrades?|[Cc]de\.?|[Aa]mbassador|[Mm]inister|[Cc]hairman|[Pp]resident|[Pp]remier|Mr\.?|[Gg]eneral|[Mm]arshal)\s+)*(?:[A-ZА-Я]\.\s?){0,3}[A-ZА-Я][\w’'-]+(?:\s+(?:[A-Z]\.\s?|\[[^\]]{1,40}\]|[A-ZА-Я][\w-]+)){0,4}"


@cache
def _mention() -> re.Pattern[str]:
    return re.compile(
        rf"""(?<![\w])(?P<whose>(?i:your|my|our|his|her|their|its)|(?P<owner>{_NAME})['’]s?|(?P<article>(?i:the|an?)))\s+
        (?P<adjectives>(?:(?!(?:and|or|of|to|in|who|which|that|was|is)\b)[\w’'-]+\s+){{0,3}}?)
        (?P<noun>(?i:{_nouns()}))(?!\w)
        """,
        re.VERBOSE,
    )


_NUMBER_ONLY = re.compile(
    rf"(?<!\w)(?:(?P<whose>[Yy]our|[Mm]y|[Oo]ur)|(?P<owner>{_NAME})['’]s?"
    r"|(?P<noun>[Tt]elegrams?|[Cc]ables?|[Mm]inutes|[Dd]espatch|[Dd]ispatch|[Ll]etter|[Nn]ote))"
    r"\s+(?:[Nn]os?\.?|№|#)\s*(?P<number>\d[\w/-]*)"
)
_COINED = re.compile(
    r"(?<!\w)(?P<noun>(?:Emb|Dep|Leg|Con|Mis|Circ)tels?|(?:Emb|Leg|Con)des(?:p|patch)?|JCSM|Todep|Toemb)\.?[\s–-]*(?P<number>\d[\w–-]*)(?:,\s+(?=(?:[A-Z][a-z]{2,8}\.?\s\d)))?"
)
_TAIL_NUMBER = re.compile(
    r"\s*,?\s*(?:[Nn]os?\.?|№|#|[Nn]umber)\s*(?P<number>\d[\w/-]*)|\s+(?P<bare>\d{2,5})(?=[\s,.;)])(?!\s+(?:[A-Z][a-z]+\s+\d{4}|hours))"
)
_TAIL_DATE = re.compile(r"\s*,?\s*(?:of|dated|from|on|sent on|sent)?\s*(?:the\s+)?")
_TAIL_TO = re.compile(
    rf"\s*,?\s*(?:addressed\s+)?to\s+(?:the\s+)?(?P<name>(?:{_NAME})|you|me|us|him|them)(?![\w’'-])"
)
_TAIL_FROM = re.compile(rf"\s*,?\s*(?:from|by)\s+(?:the\s+)?(?P<name>(?:{_NAME})|you|me|us|him)(?![\w’'-])")
_TAIL_OF = re.compile(
    rf"\s+of\s+(?:the\s+)?(?!\d)(?P<name>{_NAME}(?:\s+of\s+(?:the\s+)?[A-Z][\w’'-]+){{0,2}})(?![\w’'-])"
)
_TAIL_PARTNER = re.compile(rf"\s+(?:with|between)\s+(?:the\s+)?(?:you|him|me|us|{_NAME})(?![\w’'-])")
_SIGNED = re.compile(r"\s+signed(?:\s+(?:at|in)\s+[A-Z][\w-]+)?")
_TAIL_WITH = re.compile(r"\s+with\s+(?:the\s+|an?\s+)?[^\s,.;:()]+(?:\s+[^\s,.;:()]+)?")
_TAIL_CLAUSE = re.compile(r"\s+in which\s(?:[^.,;:()]|\b\d+[:.]\d\d\b){5,90}(?=[,.;:()]|$)")
_MONTHS = re.compile(
    r"\d|(?i:yesterday|today|this morning|last night|january|february|march|april|may|june|july|august|september|october|november|december|instant|ultimo)"
)


_SUBJECT = re.compile(r"\s*(?:subject|subj|re|topic)\s*:", re.IGNORECASE)
BEFORE, AFTER = 110, 30
"""Characters around a telling word within which its mention begins and its noun ends."""


def _windows(text: str) -> list[tuple[int, int]]:
    """The stretches around telling words, joined where they meet: only they are given to the grammar."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when made small; then every offset counts
        return [(0, len(text))]
    hits: list[int] = []
    for stem in _stems():
        at = lower.find(stem)
        while at >= 0:
            hits.append(at)
            at = lower.find(stem, at + 1)
    windows: list[tuple[int, int]] = []
    for at in sorted(hits):
        start, end = max(0, at - BEFORE), at + AFTER
        start = text.rfind(" ", 0, start) + 1 if start else 0
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def find(text: str, context: dates.DateContext) -> list[Mention]:
    """The mentions of a text, in order, not overlapping.

    >>> m = find("We received your telegram of 18:00 14 July of this year.", dates.DateContext(year=1952))[0]
    >>> m.whose, m.kind, m.date.edtf
    ('your', 'telegram', '1952-07-14T18:00')
    >>> [m.as_written for m in find("This telegram was sent to the harbour.", dates.DateContext(year=1952))]
    []
    """
    return _find(text, _windows(text), context)


def _find(text: str, windows: list[tuple[int, int]], context: dates.DateContext) -> list[Mention]:
    out: list[Mention] = []
    for start, end in windows:
        for match in _mention().finditer(text, start, end):
            if out and match.start() < out[-1].end:
                continue
            mention = _complete(text, match, context)
            if mention is not None:
                out.append(mention)
    numbered = (p.finditer(text, *window) for window in windows for p in (_NUMBER_ONLY, _COINED))
    for match in chain.from_iterable(numbered):
        if all(match.end() <= m.start or match.start() >= m.end for m in out):
            end, date = match.end(), None
            if found := _date_at(text, end, context):
                date, end = found
            named = match.groupdict()
            whose = named.get("whose") or ""
            owner = _who(named["owner"]) if named.get("owner") else None
            out.append(
                Mention(
                    text[match.start() : end].rstrip(" ,"),
                    match.start(),
                    end,
                    _kind_of(named.get("noun") or "telegram"),
                    "my" if whose.lower() == "our" else whose.lower(),
                    owner,
                    date=date,
                    number=match["number"].rstrip("-–"),
                )
            )
    return sorted(out, key=lambda mention: mention.start)


def _kind_of(noun: str) -> str:
    return next((name for name, pattern in _kinds() if pattern.fullmatch(noun)), "telegram")


def _date_at(text: str, at: int, context: dates.DateContext) -> tuple[When, int] | None:
    """A date that follows at once, behind "of", "dated" or a comma."""
    lead = _TAIL_DATE.match(text, at)
    start = lead.end() if lead else at
    if not _MONTHS.search(text, start, start + 30):
        return None
    for date in dates.find(text, start, min(len(text), start + 60), context):
        if date.start <= start + 1:
            return date.when, date.end
        break
    return None


def _complete(text: str, match: re.Match[str], context: dates.DateContext) -> Mention | None:
    """The mention with what follows its noun; None where it is too vague to mean one communication."""
    noun = match["noun"]
    kind = _kind_of(noun)
    article = match["article"] is not None
    owner = match["owner"]
    end = match.end()
    from_ = to = None
    date = None
    number = None
    told = False
    for _ in range(4):
        if (
            number is None
            and (m := _TAIL_NUMBER.match(text, end))
            and (m["number"] or kind in ("telegram", "despatch", "letter"))
        ):
            number, end, told = m["number"] or m["bare"], m.end(), True
        elif date is None and (found := _date_at(text, end, context)):
            date, end = found
            told = True
        elif article and from_ is None and (m := _TAIL_OF.match(text, end)):
            from_, end, told = _who(m["name"]), m.end(), told or kind != "conversation"
        elif kind == "conversation" and (m := _TAIL_PARTNER.match(text, end)):
            end = m.end()
        elif to is None and (m := _TAIL_TO.match(text, end)):
            to, end, told = _who(m["name"]), m.end(), told or m["name"] not in _PRONOUNS
        elif from_ is None and (m := _TAIL_FROM.match(text, end)):
            from_, end, told = _who(m["name"]), m.end(), told or m["name"] not in _PRONOUNS
        else:
            break
    if kind == "interview" and (m := _TAIL_WITH.match(text, end)):
        end, told = m.end(), True
    if kind in ("letter", "note", "telegram") and (m := _TAIL_CLAUSE.match(text, end)):
        end, told = m.end(), True
    if kind == "treaty" and (m := _SIGNED.match(text, end)):
        end, told = m.end(), True
        if found := _date_at(text, end, context):
            date, end = found
    if kind in ("treaty", "minutes", "conversation", "order") and not (date or number):
        return None  # too often a thing in general
    joint = "joint" in match.group(0).lower() and kind == "statement"
    if article and not told and not joint:
        return None
    if match["whose"].lower() in ("my", "our") and not told:
        return None  # most often the message speaks of itself
    if (
        not article
        and not told
        and kind in ("report", "instruction", "statement", "speech", "note", "answer")
        and owner is None
    ):
        return None
    if (
        article
        and kind in ("report", "instruction", "speech", "statement", "interview", "answer")
        and not (date or number or joint or from_ or (to and kind == "answer"))
    ):
        return None
    if owner is not None:
        if re.fullmatch(r"(?:It|That|What|There|Here|He|She|Let|Today|Yesterday|Who)", owner):
            return None
        from_ = from_ or _who(owner)
    written = text[match.start() : end].rstrip(" ,")
    if len(written) > MAX_MENTION:
        return None
    whose = "" if article or owner else match["whose"].lower()
    return Mention(
        written,
        match.start(),
        match.start() + len(written),
        kind,
        "my" if whose == "our" else whose,
        from_,
        to,
        date,
        number,
    )


_PRONOUNS = frozenset(("you", "me", "us", "him", "them"))


def _who(name: str) -> Who:
    if name.lower() in _PRONOUNS:
        return Who(name.lower())
    return persons.parse(name).who


# Which message is meant


def fits(mention: Mention, other: Message, own: Message | None) -> bool:
    """Whether a mention in the message ``own`` can mean ``other``: number or date must agree, parties must not disagree."""
    agreed = False
    if mention.number and other.number:
        if mention.number != other.number:
            return False
        agreed = True
    if mention.date and other.sent:
        a, b = mention.date.edtf, other.sent.edtf
        if a != b and (a[:10] != b[:10] or ("T" in a and "T" in b)):
            return False
        agreed = True
    if not agreed:
        return False
    sender, recipient = parties(mention, own)
    return _agree(sender, other.from_) and _agree(recipient, other.to)


def _agree(one: tuple[Who, ...], other: tuple[Who, ...]) -> bool:
    """Whether two sets of persons may be the same; nobody named agrees with everybody."""
    if not one or not other:
        return True
    a, b = _names(one), _names(other)
    return any(x <= y or y <= x for x in a for y in b)


def _names(people: tuple[Who, ...]) -> list[set[str]]:
    """The words of each name and of each office: an order to the Admiral may be answered by Roe."""
    return [set(persons.key(name).split()) for who in people for name in (who.name, who.role) if name]


def parties(mention: Mention, own: Message | None) -> tuple[tuple[Who, ...], tuple[Who, ...]]:
    """Sender and recipient of what is mentioned, "you" and "I" read from the message it stands in."""
    me, you = (own.from_, own.to) if own else ((), ())

    def meant(who: Who | None) -> tuple[Who, ...]:
        if who is None:
            return ()
        return {"you": you, "me": me, "us": me, "him": (), "them": ()}.get(who.name, (who,))

    sender, recipient = meant(mention.from_), meant(mention.to)
    if mention.whose == "your":
        sender, recipient = sender or you, recipient or me
    elif mention.whose == "my":
        sender = sender or me
    return sender, recipient


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """A reference for every mention in the document's own words and in its notes."""
    messages: list[Message] = found.values("messages")
    everywhere = _windows(found.reading)
    ends = [end for _, end in everywhere]
    for line in [*found.body, *found.notes]:
        windows = _within(line, everywhere, ends)
        in_head = messages and messages[0].start >= 0 and line.end <= messages[0].start
        if not windows or in_head or _SUBJECT.match(line.text):
            continue
        own = _innermost(messages, line.start)
        for mention in _find(line.text, windows, found.context(own.sent if own else None)):
            yield _reference(mention, own, messages, line.start + mention.start, line.text)


def _within(line: Line, everywhere: list[tuple[int, int]], ends: list[int]) -> list[tuple[int, int]]:
    """The stretches of the reading text that meet a line, as offsets in the line."""
    out = []
    for n in range(bisect_right(ends, line.start), len(everywhere)):
        start, end = everywhere[n]
        if start >= line.end:
            break
        out.append((max(start - line.start, 0), min(end - line.start, len(line.text))))
    return out


def _innermost(messages: list[Message], at: int) -> Message | None:
    around = [m for m in messages if m.start <= at < m.end]
    return min(around, key=lambda m: m.end - m.start) if around else None


def _reference(
    mention: Mention, own: Message | None, messages: list[Message], start: int, line: str
) -> Finding:
    sender, recipient = parties(mention, own)
    if (
        not sender
        and own
        and re.search(
            r"\b(?:we|I)\s+(?:\w+\s+){0,2}(?:wrote|sent|dispatched|send)\s*$", line[: mention.start]
        )
    ):
        sender = own.from_
    whole = replace(
        mention, from_=sender[0] if sender else None, to=recipient[0] if recipient else None, whose=""
    )
    fitting = [m for m in messages if m is not own and fits(whole, m, own)]
    state, target = "unresolved", None
    candidates: tuple[str, ...] = ()
    if len(fitting) == 1:
        state, target = "resolved", fitting[0].id
    elif fitting:
        state, candidates = "ambiguous", tuple(m.id for m in fitting)
    elif mention.date or mention.number:
        state = "missing"
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
