"""Mentions of other papers and meetings in a paper's own words.

Three grammars, with real forms (``fonds.extract.mention_forms`` has their parts)::

    your telegram of 18:00 14 July of this year      a noun, with what stands before and behind it
    Comrade NAME's letter in which he ...
    a telegram to comrade NAME; the attached paper (Tab A)
    Embassy's 1847, October 2 and 1800, September 25 a number under somebody's name, and further ones
    Saigon 536; (Cairo's 46)
    Embtel 1015; mytel 567, May 19; JCSM-1041-64     a word coined in the service, and its number

A noun alone is no mention: what more it needs stands with its kind in ``data/mentions.toml``. A further
number in a row is a mention of its own, under the same name.

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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date as Day
from functools import cache

from fonds.data import table
from fonds.extract import mention_forms as forms
from fonds.extract import referents
from fonds.extract.found import Found
from fonds.extract.referents import Mention
from fonds.model import Evidence, Finding, Message, Problem, Reference, When, Who
from fonds.values import dates, persons

MAX_MENTION = 160
"""Characters."""
MAX_ROW = 12
"""Further numbers that are read in a row."""


def find(text: str, context: dates.DateContext, starts: Iterable[int] | None = None) -> list[Mention]:
    """The mentions of a text, in order, not overlapping; ``starts`` as in ``mention_forms.nouns``.

    >>> m = find("We received your telegram of 18:00 14 July of this year.", dates.DateContext(year=1952))[0]
    >>> m.whose, m.kind, m.date.edtf
    ('your', 'telegram', '1952-07-14T18:00')
    >>> [m.as_written for m in find("This telegram was sent to the harbour.", dates.DateContext(year=1952))]
    []
    >>> [(m.number, m.whose) for m in find("Embtels 1015 and 1017; your 12.", dates.DateContext())]
    [('1015', 'post'), ('1017', 'post'), ('12', 'your')]
    """
    out: list[Mention] = []
    found = [
        *_numbers(text, context),
        *_nouns(text, context, starts),
        *_yours(text, context),
        *_enclosures(text),
        *_meetings(text, context),
    ]
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out


# A number under a name


def _numbers(text: str, context: dates.DateContext) -> Iterator[Mention]:
    """Numbers that stand for papers, each with what stands before it."""
    at = 0
    for digits in forms.DIGITS.finditer(text):
        start = digits.start()
        if (
            start < at
            or text[start - 1 : start] in (".", ",", ":", "$", "£")
            or text[start - 1 : start].isdigit()
        ):
            continue
        if letters := forms.LETTERS_BEFORE.search(text, max(0, start - 3), start):
            start = letters.start()
        if start == 0 or not forms.AFTER_NUMBER.match(text, digits.end()):
            continue
        number = text[start : digits.end()].rstrip("-–/")
        one = _numbered(text, start, number)
        if one is None:
            continue
        one = _dated(text, one, context)
        yield one
        at = one.end
        for further in _further(text, one, context):
            yield further
            at = further.end


def _numbered(text: str, at: int, number: str) -> Mention | None:
    """The mention that ends with the number at ``at``."""
    low, end = max(0, at - 50), at + len(number)
    if match := forms.coined().search(text[max(low, at - 24) : at]):
        by = match.lastgroup or ""
        word, start = match[by], at - len(match.group(0))
        if by == "series":
            return Mention("", start, end, "paper", "", number=f"{word} {number}")
        kind = "despatch" if re.search("des|gram", word, re.IGNORECASE) else "telegram"
        whose = {"me": "my", "you": "your", "nobody": ""}.get(by, by)
        return Mention("", start, end, kind, whose, number=number)
    before = text[low:at]
    match = forms.SERIES.search(before)
    if match and match["word"].lower() not in _never() and len(number) > 1 and _ends_there(text, end):
        alone = match.group(0).endswith(" ") and match["word"] == match.group(0).strip()
        word = re.sub(r"\s*[Nn]o\.\s*$", "", match.group(0)).strip(" -–")
        kind = "telegram" if alone else "paper"
        return Mention("", low + match.start(), end, kind, "", number=f"{word} {number}")
    if forms.REFERENCE.search(before) and number.isdigit() and len(number) > 2:
        return Mention("", at, end, "telegram", "", number=number)
    if re.match(r"[A-Z]{1,2}[-–]", number) and _date_follows(text, end):
        return Mention("", at, end, "despatch", "", number=number)
    if match := forms.UNDER_NAME.search(before):
        named = match["owner"] or ""
        if named.lower() in _never() or (
            not match["sign"] and (len(number) < 2 or not _ends_there(text, end))
        ):
            return None
        whose, owner = _whose(match)
        return Mention("", low + match.start(), end, "telegram", whose, _post(owner), number=number)
    if (
        re.fullmatch(r"(?:[AG][-–])?\d\d+", number)
        and (match := forms.UNDER_PLACE.search(before))
        and _ends_there(text, end)
    ):
        words = match["owner"].lower().split()
        if len(words[-1].strip(".")) < 2:
            return None  # "H. R. 3070"
        if _never() & {word.strip(".") for word in words} or re.fullmatch(r"1[5-9]\d\d", number):
            return None
        if not _is_referred_to(text, low + match.start(), number, end):
            return None
        start = low + match.start("owner")
        whose, owner = _whose(match)
        return Mention("", start, end, "telegram", whose, _post(owner), number=number)
    return None


_MONTH_ALONE = re.compile(r"\s+[A-Z][a-z]{2,8}\.?(?!\s+\d)")


def _is_referred_to(text: str, at: int, number: str, end: int) -> bool:
    """Whether a short number under a name is a paper's: "(Cairo 46)", "Cairo 46, May 5", not "Book 11"."""
    if len(number) > 2:
        return True
    day = int(number) <= 31 and _MONTH_ALONE.match(text, end) is not None if number.isdigit() else False
    return not day and (text[at : at + 1] in "(;" or text[at : at + 1].isupper() or _date_follows(text, end))


def _post(owner: Who | None) -> Who | None:
    """Numbers are counted by posts: "Cairo's 46" is of those who sit there, unless a person is named by office."""
    return replace(owner, kind="body") if owner and not owner.role else owner


_THERE = re.compile(r"\s*(?:[,.;:)(\]—–]|$|\n|(?:and|or|of|dated|to|re|repeated|rptd|sent|from|in|on|as|with|which|that|para|paragraph|concerning|regarding|is|was|have|has|we|I|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b)")  # fmt: skip


def _ends_there(text: str, at: int) -> bool:
    """Whether what stands at ``at`` is not what the number before it counts."""
    return _THERE.match(text, at) is not None


def _date_follows(text: str, at: int) -> bool:
    return re.match(r",?\s+(?:of\s+|dated\s+)?[A-Z][a-z]{2,8}\.?\s\d", text[at : at + 30]) is not None


def _further(text: str, first: Mention, context: dates.DateContext) -> Iterator[Mention]:
    """The numbers that follow in a row."""
    at = first.end
    for _ in range(MAX_ROW):
        match = forms.NEXT.match(text, at)
        if match is None or len(match["number"]) < 2:
            return
        one = replace(
            first, start=match.start("number"), end=match.end("number"), number=match["number"], date=None
        )
        one = _dated(text, one, context)
        yield one
        at = one.end


def _dated(text: str, mention: Mention, context: dates.DateContext) -> Mention:
    """The mention with the date that follows, and its wording."""
    end = mention.end
    date = None
    if found := _date_at(text, end, context, in_row=True):
        date, end = found
    for tail in (forms.TAIL_REPEATED, forms.TAIL_TITLE):
        if match := tail.match(text, end):
            end = match.end()
    if _is_open(text[mention.start : end]):
        end -= 1
    return replace(mention, as_written=text[mention.start : end], end=end, date=date)


def _is_open(words: str) -> bool:
    """Whether the last of the words is a bracket that is not opened in them."""
    return words.endswith(")") and words.count("(") < words.count(")")


@cache
def _never() -> frozenset[str]:
    return frozenset(table("mentions")["never"]["owners"])


_POST = re.compile(
    r"(?:the\s+)?(?:this\s+)?(?:embassy|legation|mission|consulate(?:\s+general)?|delegation)", re.IGNORECASE
)
_HOME = re.compile(r"(?:the\s+)?(?:department|dept|secstate)", re.IGNORECASE)


def _whose(match: re.Match[str]) -> tuple[str, Who | None]:
    """Whose a paper is, as its lead says: a word of its own, or a name."""
    parts = match.groupdict()
    if parts.get("whose"):
        word = parts["whose"].lower()
        return {"our": "my", "ur": "your"}.get(word, word), None
    if parts.get("own"):
        return "my", None
    if owner := parts.get("owner"):
        if _POST.fullmatch(owner):
            return "post", None
        if _HOME.fullmatch(owner):
            return "home", None
        return "", _who(owner)
    return "", None


def _who(name: str) -> Who:
    if name.lower() in forms.PRONOUNS:
        return Who(name.lower())
    return persons.parse(name).who


# Without noun and number


# Letters without which a pattern cannot match: looking for them is far cheaper than the pattern.
_YOURS = ("ours of", "ine of", "your ", "Your ", "my ", "My ", "rtel ")
_MET = ("spoke", "talk", "conferred", " met", "Met ", "conversed", "lunched", "dined", "called", "discussed")
_ENCLOSING = ("ttach", "nclos", "ppend", "nnex", "erewith")


def _yours(text: str, context: dates.DateContext) -> Iterator[Mention]:
    """ "Yours of December 28th", "Answering your April 14th, 7 p. m."."""
    if not any(hint in text for hint in _YOURS):
        return
    for match in forms.YOURS.finditer(text):
        if found := _date_at(text, match.end(), context):
            whose = "my" if (match["yours"] or match["your"]).lower() in ("mine", "my") else "your"
            written = text[match.start() : found[1]]
            yield Mention(written, match.start(), found[1], "message", whose, date=found[0])


def _enclosures(text: str) -> Iterator[Mention]:
    """ "(Tab A)": an enclosure named alone."""
    for match in forms.ENCLOSURE.finditer(text):
        start, end = match.start() + 1, match.end() - 1
        yield Mention(text[start:end], start, end, "paper", "", enclosed=True)


def _meetings(text: str, context: dates.DateContext) -> Iterator[Mention]:
    """ "He talked with Venn May 3": a meeting told by its verb, with its day."""
    if not any(hint in text for hint in _MET):
        return
    for match in forms.MET.finditer(text):
        date, end = _date_at(text, match.end(), context) or (None, match.end())
        if date or (match["firm"] and match["name"] not in forms.PRONOUNS):
            partner = _who(match["name"])
            yield Mention(
                text[match.start() : end], match.start(), end, "conversation", "", None, partner, date
            )


# A noun with a lead and tails


def _nouns(text: str, context: dates.DateContext, starts: Iterable[int] | None) -> Iterator[Mention]:
    at = 0
    for noun in forms.nouns(text, starts):
        if noun.start() < at:
            continue
        mention = _around(text, noun, at, context)
        if mention is not None:
            yield mention
            at = mention.end
            if mention.number:
                for one in _further(text, mention, context):
                    yield one
                    at = one.end


def _date_at(text: str, at: int, context: dates.DateContext, in_row: bool = False) -> tuple[When, int] | None:
    """A date that follows at once, behind "of", "dated" or a comma."""
    lead = forms.TAIL_DATE.match(text, at)
    start = lead.end() if lead else at
    if not _MONTHS.search(text, start, start + 30):
        return None
    end = min(len(text), start + 60)
    found = next(iter(dates.find(text, start, end, context)), None)
    if (
        found
        and in_row
        and (row := _ROW.search(text, found.start, found.end))
        and _is_far(row["year"], context)
    ):
        # "1805, July 25, 1859, August 1": the next number in a row is no year.
        found = next(iter(dates.find(text, start, row.start(), context)), None)
    return (found.when, found.end) if found and found.start <= start + 1 else None


_ROW = re.compile(r",?\s+(?P<year>\d{4})$")
FAR_YEARS = 20


def _is_far(year: str, context: dates.DateContext) -> bool:
    return context.year is not None and abs(int(year) - context.year) > FAR_YEARS


_MONTHS = re.compile(
    r"\d|(?i:yesterday|today|this morning|last night|jan|feb|mar|apr|may|june|july|aug|sep|oct|nov|dec|instant|ultimo)"
)


@dataclass(slots=True)
class _Told:
    """What lead and tails tell of a paper."""

    end: int
    from_: Who | None = None
    to: Who | None = None
    date: When | None = None
    number: str | None = None
    party: bool = False
    partner: bool = False
    subject: bool = False
    enclosed: bool = False


def _around(text: str, noun: re.Match[str], low: int, context: dates.DateContext) -> Mention | None:
    """The mention with this noun; None where too little is told to mean one paper."""
    low = max(low, noun.start() - forms.REACH)
    before = text[low : noun.start()]
    lead = forms.LEAD.search(before)
    bare = None if lead else forms.BARE.search(before)
    phrase = forms.NO_PAPER.search(text, max(0, noun.start() - 24), noun.end())
    if (lead is None and forms.VERB_BEHIND.search(before)) or (phrase and phrase.end() == noun.start()):
        return None
    kind = forms.kind_of(noun.group(0))
    if kind.name == "paper" and _OF_ANOTHER.match(text, noun.end()) and _is_of_paper(text, noun.end()):
        return None  # "a copy of your letter": the letter is meant
    start = low + (lead.start() if lead else bare.start() if bare else len(before))
    told = _tails(text, noun, kind, bool(lead and lead["article"]), context)
    adjectives = lead["adjectives"] if lead else ""
    whose, owner = _whose(lead) if lead else ("", None)
    if owner and (owner.name.lower() in _never()):
        return None
    if bare and (_POST.match(bare["body"]) or _HOME.match(bare["body"])):
        whose = "post" if _POST.match(bare["body"]) else "home"
    elif bare and not told.from_ and bare["body"].strip().lower() not in _never():
        owner = _who(bare["body"].strip())
    if told.date is None:
        told.date = _date_before(text, start, noun.start(), context)
    ahead = text[max(0, start - 80) : start]
    enclosing = any(hint in ahead for hint in _ENCLOSING)
    if forms.ENCLOSED.search(adjectives) or (enclosing and forms.ENCLOSED_BEFORE.search(ahead)):
        told.enclosed = True
    elif forms.SENT_BEFORE.search(ahead):
        told.subject = True
    if not _enough(kind, told, lead, bare, whose, owner, adjectives, noun.group(0)):
        return None
    written = text[start : told.end].rstrip(" ,\n")
    if _is_open(written):
        written = written[:-1]
    if len(written) > MAX_MENTION:
        return None
    return Mention(
        written,
        start,
        start + len(written),
        kind.name,
        whose,
        told.from_ or owner,
        told.to,
        told.date,
        told.number,
        told.enclosed,
    )


_OF_ANOTHER = re.compile(r"\s+(?:\([^()\n]{0,40}\)\s+)?of\s")


def _is_of_paper(text: str, at: int) -> bool:
    clause = re.split(r"[.,;:\n]", text[at : at + 80], maxsplit=1)[0]
    kinds = (forms.kind_of(noun.group(0)) for noun in forms.nouns(clause))
    return any(kind.needs == "a word" or kind.name == "report" for kind in kinds)


def _date_before(text: str, start: int, end: int, context: dates.DateContext) -> When | None:
    """ "your January 27 letter", "the March 6, 1956, meeting"."""
    if not _MONTHS.search(text, start, end):
        return None
    for date in dates.find(text, start, end, context):
        if len(text[date.end : end].strip(" ,")) < 25:
            return date.when
    return None


def _tails(
    text: str, noun: re.Match[str], kind: forms.Kind, article: bool, context: dates.DateContext
) -> _Told:
    told = _Told(noun.end())
    limit = noun.start() + MAX_MENTION - 30
    for _ in range(6):
        end = told.end
        if end >= limit:
            break
        if (
            told.number is None
            and (m := forms.TAIL_NUMBER.match(text, end))
            and (m["number"] or kind.name in ("telegram", "despatch", "letter", "instruction"))
        ):
            told.number, told.end = m["number"] or m["bare"], m.end()
        elif told.date is None and (found := _date_at(text, end, context, told.number is not None)):
            told.date, told.end = found
        elif m := forms.ENCLOSED_BEHIND.match(text, end):
            told.enclosed, told.end = True, m.end()
        elif told.from_ is None and kind.name != "conversation" and (m := forms.TAIL_OF.match(text, end)):
            told.from_, told.end, told.party = _who(m["name"]), m.end(), True
        elif m := forms.TAIL_WITH.match(text, end):
            told.to, told.partner, told.end = told.to or _who(m["name"]), True, m.end()
        elif m := forms.TAIL_TITLE.match(text, end):
            told.subject, told.end = True, m.end()
        elif told.to is None and (m := forms.TAIL_TO.match(text, end)):
            told.to, told.end = _who(m["name"]), m.end()
            told.party = told.party or m["name"] not in forms.PRONOUNS
        elif told.from_ is None and (m := forms.TAIL_FROM.match(text, end)):
            told.from_, told.end = _who(m["name"]), m.end()
            told.party = told.party or m["name"] not in forms.PRONOUNS
        elif kind.name == "interview" and (m := forms.TAIL_WITH_ANY.match(text, end)):
            told.partner, told.end = True, m.end()
        elif kind.name == "treaty" and (m := forms.SIGNED.match(text, end)):
            told.end = m.end()
        elif m := forms.TAIL_TIME.match(text, end):
            told.subject, told.end = True, m.end()
        elif m := forms.SUBMITTED.match(text, end):
            told.party, told.subject, told.end = True, True, m.end()
        elif (m := _matter(text, end, told)) and m.end() - noun.start() < MAX_MENTION - 40:
            told.subject, told.end = True, m.end()
        else:
            break
    return told


def _matter(text: str, at: int, told: _Told) -> re.Match[str] | None:
    """What the paper is about, in words that follow; none where they speak of a further paper by themselves."""
    for pattern in (forms.TAIL_SUBJECT, forms.TAIL_CLAUSE, forms.TAIL_CONTACT):
        if pattern is forms.TAIL_CONTACT and told.number is not None:
            continue
        if (m := pattern.match(text, at)) and not forms.ANOTHER.search(m.group(0)):
            return m
    return forms.TAIL_WORDS.match(text, at)


ENCLOSED = frozenset(("paper", "plan"))
"""Kinds of which one that lies with the paper is told by that."""
TEXTS = frozenset(("report", "paper", "speech", "statement"))
"""Kinds that are texts whatever they are about; a plan for something may never have been written."""


ALONE = frozenset(("septel", "septels", "reftel", "reftels"))
"""Words that mean one telegram by themselves."""


def _enough(
    kind: forms.Kind,
    told: _Told,
    lead: re.Match[str] | None,
    bare: re.Match[str] | None,
    whose: str,
    owner: Who | None,
    adjectives: str,
    noun: str,
) -> bool:
    """Whether lead and tails tell one paper from papers in general."""
    sure = bool(told.number or told.date or told.enclosed)
    if kind.needs == "a date":
        return sure if kind.name in ENCLOSED else bool(told.number or told.date)
    named = forms.NAMED.search(adjectives) is not None
    telling = (
        named
        or forms.TELLING.search(adjectives) is not None
        or (lead is not None and "day" in (lead["article"] or ""))
    )
    article = ((lead and lead["article"]) or "").lower()
    if article in ("this", "that", "these", "those") or forms.ITSELF.search(adjectives):
        return bool(told.number or told.date)  # most often the paper itself, or no article at all
    if kind.needs == "a partner":
        return bool(told.date or told.partner or owner or (telling and whose)) and (
            lead is not None or sure or (told.partner and noun.endswith("s"))
        )
    if sure or noun.lower() in ALONE:
        return True
    if lead is None and noun.lower().startswith("cop"):
        return False
    if lead is None:
        begins = noun[0].isupper() and kind.needs == "a word" and told.subject
        can_be = kind.needs == "a word" or bare is not None or noun[0].isupper()
        return (told.party and can_be) or begins
    if kind.name == "statement" and "joint" in f"{adjectives} {noun}".lower():
        return True
    if owner:
        return True
    if kind.needs == "a word":
        return whose not in ("my", "") or told.party or told.subject or telling
    if kind.needs == "a name":
        tied = (told.party or (whose != "" and told.subject)) and kind.name != "report"
        return tied or named or (told.from_ is not None and told.to is not None)
    if kind.name in TEXTS:
        return told.party or told.subject or telling or whose in ("his", "her", "their", "your")
    return told.party or (told.subject and whose != "") or telling


# Findings


_SUBJECT = re.compile(r"\s*(?:subject|subj|topic)\s*:", re.IGNORECASE)


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """A reference for every mention in the document's own words and in its notes."""
    messages: list[Message] = found.values("messages")
    starts = forms.noun_starts(found.reading)
    contexts: dict[str, dates.DateContext] = {}
    encloses = _ENCLOSURE.search(found.reading) is not None
    listed = bool(found.all("references"))  # a cable's REF lines have been read by its own grammar
    for line in [*found.body, *found.notes]:
        in_head = messages and messages[0].start >= 0 and line.end <= messages[0].start
        if in_head and (listed or not _REFERENCES.match(line.text)):
            continue
        own = referents.innermost(messages, line.start)
        key = own.id if own else ""
        if key not in contexts:
            contexts[key] = context(found, own)
        low, high = bisect_left(starts, line.start), bisect_left(starts, line.end)
        for mention in find(line.text, contexts[key], [at - line.start for at in starts[low:high]]):
            if own and mention.number and _is_own_number(mention, own, line.start):
                continue
            yield _reference(mention, own, messages, line.start, line.text, encloses)


def _is_own_number(mention: Mention, own: Message, at: int) -> bool:
    """Whether a number is that of the message itself, with which its words begin."""
    starts = at + mention.start <= own.start
    return starts and (mention.number == own.number or not (mention.whose or mention.from_ or mention.date))


_ENCLOSURE = re.compile(
    r"^\W*(?:Enclosure|Attachment|Annex|Appendix|Tab\s+\w)\b.{0,60}$", re.MULTILINE | re.IGNORECASE
)
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
    mention: Mention, own: Message | None, messages: list[Message], start: int, line: str, encloses: bool
) -> Finding:
    sender, recipient = referents.parties(mention, own)
    if not sender and own and _SENT_BY_US.search(line[: mention.start]):
        sender = own.from_
    whole = replace(
        mention, from_=sender[0] if sender else None, to=recipient[0] if recipient else None, whose=""
    )
    fitting = [m for m in messages if m is not own and referents.fits(whole, m, own)]
    state, target = "unresolved", None
    candidates: tuple[str, ...] = ()
    if len(fitting) == 1:
        state, target = "resolved", fitting[0].id
    elif fitting:
        state, candidates = "ambiguous", tuple(m.id for m in fitting)
    elif mention.date or mention.number or (mention.enclosed and not encloses):
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
