"""The grammar of mentions: from one telling word or number of a text to the next.

Beside a noun stand its lead and its tails (``mention_leads``, ``mention_tails``); a number is told by the word
before it (``mention_numbers``); a meeting may be told by its verb (``mention_meetings``). Whether that is enough to
mean one paper, ``mention_weight`` says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fonds.extract import mention_forms as forms
from fonds.extract import mention_words
from fonds.extract.mention_enclosures import attached, lettered
from fonds.extract.mention_leads import is_enclosed, lead_of
from fonds.extract.mention_line import Line, bracketed, speaks_of_enclosures
from fonds.extract.mention_meetings import met
from fonds.extract.mention_numbers import FILES, coined, further, numbered, yours
from fonds.extract.mention_owners import who, whose_is
from fonds.extract.mention_tails import MAX_MENTION, tails
from fonds.extract.mention_weight import THIS, Lead, Told, is_enough
from fonds.extract.mention_words import Form, Hit
from fonds.extract.referents import Mention
from fonds.values import dates

__all__ = ["find", "speaks_of_enclosures"]

MAX_ROW = 12
"""Further numbers that are read in a row."""


def find(
    text: str, context: dates.DateContext, hits: Sequence[Hit] | None = None, encloses: bool = True
) -> list[Mention]:
    """The mentions of a text, in order, not overlapping. ``hits`` where they are known already; ``encloses``:
    whether the text may speak of what lies with it.

    >>> m = find("We received your telegram of 18:00 14 July of this year.", dates.DateContext(year=1952))[0]
    >>> m.whose, m.kind, m.date.edtf
    ('your', 'telegram', '1952-07-14T18:00')
    >>> [m.as_written for m in find("This telegram was sent to the harbour.", dates.DateContext(year=1952))]
    []
    >>> [(m.number, m.whose) for m in find("Embtels 1015 and 1017; your 12.", dates.DateContext())]
    [('1015', 'post'), ('1017', 'post'), ('12', 'your')]
    """
    hits = mention_words.hits(text) if hits is None else hits
    return _mentions(Line(text, context, hits, encloses and speaks_of_enclosures(text)))


def _read(line: Line, n: int, hit: Hit) -> Mention | None:
    form = hit.form
    if form is None:
        return numbered(line, hit)
    if form.role == "noun":
        return _noun(line, n, hit, form)
    if form.role in ("coined", "series"):
        return coined(line, hit, form)
    if form.role == "enclosure":
        return lettered(line, hit) or _noun(line, n, hit, form)
    if form.role == "attached":
        return attached(line, n, hit)
    if form.role == "yours":
        return yours(line, hit)
    return met(line, hit, form)


def _noun(line: Line, n: int, hit: Hit, form: Form) -> Mention | None:
    """The mention with this noun; None where too little is told to mean one paper."""
    text, at, end = line.text, hit.start, hit.end
    following = line.hits[n + 1] if n + 1 < len(line.hits) else None
    if following and following.start == end + 1 and following.form and following.form.role == "noun":
        return None  # "reply telegram", "draft note": the further noun is meant
    if form.kind == "paper" and (which := forms.COPY_OF_WHICH.match(text, at)):
        return Mention(which.group(0), at, which.end(), "paper", "", enclosed=True)
    if form.kind == "paper" and (which := forms.COPY_OF_THIS.match(text, at)):
        return Mention(which.group(0), at, which.end(), "paper", "", enclosed=True)
    if form.kind in ("paper", "note") and text[end : end + 2].strip().isdigit():
        return None  # "Document 172" and "note 2" are the edition's own
    small = text[at].islower()
    seen = form.kind == "paper" and forms.SEE_BEFORE.search(text, max(0, at - 24), at) is not None
    if form.needs == "a date" and small and not seen and not line.is_dated(max(0, at - 45), end + 45):
        return None
    lead = lead_of(line, at)
    if lead.is_there:
        if lead.article in THIS and not line.is_dated(end, end + 30):
            return None
    elif (
        not lead.names
        and small
        and form.needs != "a word"
        and not (seen or lead.adjectives)
        and not line.is_dated(at, end + 60)
    ):
        return None
    noun = text[at:end].lower()
    last, before = line.behind(lead.start)
    if _is_no_paper(line, n, hit, form, lead, noun, last):
        return None
    told = tails(line, n, hit, form)
    if told.date is None and lead.adjectives and not (lead.names and noun.endswith("s")):
        told.date = line.days.before(lead.start, at)
    if told.date is None and told.subject and told.end > end:
        told.date = line.days.within(end, told.end)
    adjectives = lead.adjectives.lower().split()
    lies_here = seen or (form.role == "enclosure" and lead.article == "the" and noun[-1] != "s")
    if lies_here or (
        line.encloses and (not forms.ENCLOSED.isdisjoint(adjectives) or is_enclosed(line, lead.start))
    ):
        told.enclosed = True
    elif last in forms.SENT_BEFORE or (last in _RECEIVERS and before in forms.SENT_BEFORE):
        told.subject = told.sent = True
    if not is_enough(form, told, lead, text[at:end], adjectives):
        return None
    _go_on(line, n, lead.start, told)
    return _mention(line, form, lead, told, several=noun[-1] in "sa" and told.date is not None)


def _go_on(line: Line, n: int, start: int, told: Told) -> None:
    """Takes along what is said of the paper in a clause of its own: "which outlines the plan"."""
    clause = forms.CLAUSE.match(line.text, told.end)
    if clause and clause.end() - start <= MAX_MENTION and not line.speaks_of_another(n, clause.end()):
        told.end = clause.end()


def _mention(line: Line, form: Form, lead: Lead, told: Told, several: bool) -> Mention | None:
    start, end = lead.start, bracketed(line.text, lead.start, told.end)
    written = _DANGLING.sub("", line.text[start:end].rstrip(" ,\n"))
    if len(written) > MAX_MENTION:
        return None
    whose, owner = whose_is(lead.whose, lead.owner)
    if lead.names and not told.from_ and lead.names.lower() not in forms.NEVER:
        whose, owner = whose_is("", lead.names)
    sender = who(told.from_) if told.from_ else owner
    recipient = who(told.to) if told.to else None
    return Mention(
        written,
        start,
        start + len(written),
        form.kind,
        whose,
        sender,
        recipient,
        told.date,
        told.number,
        told.enclosed,
        several,
    )


def _is_no_paper(line: Line, n: int, hit: Hit, form: Form, lead: Lead, noun: str, last: str) -> bool:
    """Whether the noun is a verb here, a part of a name, or in a phrase that speaks of no paper."""
    text, at, end = line.text, hit.start, hit.end
    if not lead.is_there:
        if (
            not lead.names
            and last in forms.VERB_BEHIND
            and noun not in forms.NO_VERBS
            and _NUMBER_SIGN.match(text, end) is None
        ):
            return True
        if last in forms.NO_PAPER.get(noun, ()):
            return True
        if lead.names and FILES.search(text, max(0, lead.start - 40), lead.start):
            return True
    elif lead.owner and lead.owner.lower() in forms.NEVER:
        return True
    elif noun == "note" and lead.article == "a" and last in _ON:
        return True  # "on a personal note"
    says = text[end : end + 6] == " that " and (lead.names != "" or noun.endswith("s"))
    if says and not lead.whose and not lead.owner:
        return True  # "the Commander reports that"
    if text[at].isupper() and _OF_A_NAME.match(text, end):
        return True  # "the Economic Survey Mission"
    if form.kind == "despatch":
        return not lead.whose and _OF.match(text, end) is not None  # "the despatch of troops"
    # "a copy of your letter": the letter is meant
    return form.kind == "paper" and _OF.match(text, end) is not None and _is_of_paper(line, n, end)


def _is_of_paper(line: Line, n: int, at: int) -> bool:
    """Whether a further paper is spoken of before the clause ends."""
    stop = _CLAUSE_END.search(line.text, at, at + 80)
    end = stop.start() if stop else at + 80
    for hit in line.hits[n + 1 : n + 8]:
        if hit.start >= end:
            return False
        if hit.form and (
            hit.form.needs == "a word" or hit.form.kind == "report" or hit.form.role == "coined"
        ):
            return True
    return False


def _mentions(line: Line) -> list[Mention]:
    out: list[Mention] = []
    for n, hit in enumerate(line.hits):
        if hit.start < line.at:
            continue
        mention = _read(line, n, hit)
        for _ in range(MAX_ROW):
            if mention is None or mention.start < line.at:
                break
            out.append(mention)
            line.at = mention.end
            mention = further(line, mention) if mention.number or mention.several else None
    return out


_NUMBER_SIGN = re.compile(r"\s+(?:[Nn]os?\b|№|#|\d)")
_ON = frozenset(("on", "as", "with", "in"))
_OF_A_NAME = re.compile(rf"\s(?!{forms.MONTH}|No|Subj|CA)[A-Z][a-z]+(?<!['’]s)\b")
_DANGLING = re.compile(
    r"(?:\s(?:the|an?|of|to|and|or|that|which|by|in|on|with|from|for|at|as|his|her|their|our|your|my|be|it))+$"
)
"""Words that end no wording."""
_OF = re.compile(r"\s+(?:\([^()\n]{0,40}\)\s+)?of\s")
_CLAUSE_END = re.compile(r"(?<!\bMr)(?<!\bDr)(?<!\bMrs)(?<!\b[A-Z])\.|[,;:\n]")
_RECEIVERS = frozenset(("you", "him", "me", "us", "her", "them", "herewith", "also", "separately"))
