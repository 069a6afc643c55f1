"""How mentions of other papers are worded: the patterns of ``fonds.extract.mentions``.

The nouns, what each needs, and the words coined in the service stand in ``data/mentions.toml``. A mention
is a noun with a lead before it and tails behind it, or a number under a name::

    your | my | this Embassy's | the Prime Minister's | a | the    lead
    recent CIA | attached                                          adjectives
    memorandum                                                     noun
    No. 45 | 1015                                                  tail: number
    of January 27th | dated 5 October 1961 | , May 1               tail: date
    from the President | to me | with Eban | between ...           tail: party
    on our objectives in Laos | which bears on this subject        tail: subject
    (Tab A) | attached herewith | a copy of which I enclose        tail: enclosure

Everything here is a pattern to be matched at a place, bounded in length; nothing looks further than
``REACH`` characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from fonds.data import table

REACH = 80
"""Characters before a noun within which its mention begins."""

NUMBER = r"(?:[A-Z]{1,2}[-–])?\d[\d/–-]*(?:[A-Za-z](?![\w]))?"
_UNITS = (
    r"(?:percent|per\s+cent|pct|%|million|billion|thousand|hundred|dollars?|tons?|men|officers|troops|persons?"
    r"|people|years?|months?|weeks?|days?|hours?|minutes|miles|km|aircraft|planes|hrs?|a\.?m\b|p\.?m\b|[ap]\.\s?m|members"
    r"|yards|feet|votes|countries|divisions|battalions|tanks|points?|items?|pages?)"
)
NO_NUMBER = rf"(?![\w%]|[.,:]\d|\s*[-–]?\s*{_UNITS}\b)"
"""What must not follow a number that stands for a paper: more figures, or what they count."""

_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?\b\.?"
NAME = (
    r"(?:(?:[Cc]omrades?|[Cc]de\.?|[Aa]mbassador|[Mm]inister|[Cc]hairman|[Pp]resident|[Pp]remier|Mr\.?|Mrs\.?|[Gg]eneral|[Mm]arshal|Sir|Lord|Dr\.?)\s+)*"
    r"(?:[A-ZА-Я]\.\s?){0,3}[A-ZА-Я][\w’'-]+(?:\s+(?!"
    + _MONTHS
    + r")(?:[A-Z]\.\s?|\[[^\]]{1,40}\]|(?:of|for|and)\s+(?:the\s+)?(?!"
    + _MONTHS
    + r")[A-Z][\w-]+|[A-ZА-Я][\w-]+)){0,6}"
)
PRONOUNS = frozenset(("you", "me", "us", "him", "her", "them"))
_PARTY = rf"(?:the\s+|an?\s+|our\s+|his\s+)?(?!{_MONTHS})(?P<name>{NAME}|(?:you|me|us|him|her|them)(?![\w’'-]))(?:\s\([^()\n]{{1,40}}\)|,\s[A-Z][\w ]{{1,30}}(?=,\s))?"
"""A party behind a preposition."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: its name, and what its nouns need to be a mention of one."""

    name: str
    needs: str
    nouns: re.Pattern[str]


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of the table."""
    return tuple(
        Kind(row["name"], row["needs"], re.compile("|".join(row["nouns"]), re.IGNORECASE))
        for row in table("mentions")["kind"]
    )


@cache
def kind_of(noun: str) -> Kind:
    """The kind of a noun that ``nouns`` found."""
    return next(kind for kind in kinds() if kind.nouns.fullmatch(noun))


@cache
def _noun() -> re.Pattern[str]:
    nouns = "|".join(noun for row in table("mentions")["kind"] for noun in row["nouns"])
    return re.compile(rf"(?:{nouns})(?![\w’'-])", re.IGNORECASE)


@cache
def _stems() -> tuple[str, ...]:
    """The letters with which nouns begin, as few as tell them all."""
    begun = {
        re.match(r"[a-z ]+?(?=[a-z]?\?|[^a-z ?]|$)", noun)[0]  # type: ignore[index]
        for row in table("mentions")["kind"]
        for noun in row["nouns"]
    }
    return tuple(sorted(s for s in begun if not any(s != t and s.startswith(t) for t in begun)))


def noun_starts(text: str) -> list[int]:
    """The places in a text, in order, where the letters of a noun begin a word."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when made small; then every offset counts
        lower = text
    starts = []
    for stem in _stems():
        at = lower.find(stem)
        while at >= 0:
            if at == 0 or not (lower[at - 1].isalnum() or lower[at - 1] in "-’'"):
                starts.append(at)
            at = lower.find(stem, at + 1)
    return sorted(starts)


def nouns(text: str, starts: Iterable[int] | None = None) -> Iterator[re.Match[str]]:
    """The nouns of the table in a text, in order; ``starts`` where they may begin, if that is known.

    >>> [m.group(0) for m in nouns("A letter, and a memorandum of conversation; letterheads")]
    ['letter', 'memorandum of conversation']
    """
    pattern, end = _noun(), 0
    for start in noun_starts(text) if starts is None else starts:
        if start >= end and (match := pattern.match(text, start)):
            end = match.end()
            yield match


_NO_ADJECTIVE = (
    r"(?:and|or|of|to|in|who|which|that|was|is|are|were|the|an?|my|your|our|his|her|their|its|this|these|with|from|by"
    r"|as|at|on|for|has|have|had|will|would|could|should|may|might|not|if|when|but|I|we|he|they|it)\b"
)
LEAD = re.compile(
    rf"""(?<![\w’'-])
    (?:(?P<whose>[Yy]our|[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Uu]r)
      |[Tt]his\s+(?P<own>[A-Z]\w+(?:\s[A-Z]\w+)?|office|mission|embassy|legation)['’]s
      |(?:[Tt]he\s+)?(?P<owner>{NAME})['’]s?
      |(?P<article>[Tt]he|[Aa]n?|[Tt]h(?:is|at|[eo]se)|[Aa]nother|[Tt]wo|[Tt]hree|[Bb]oth|[Yy]esterday['’]s|[Tt]oday['’]s))\s+
    (?P<adjectives>(?:(?!{_NO_ADJECTIVE})(?:(?:[A-Z]\.)+|\[?[\w’'/–-]+\]?,?)\s+){{0,4}})$""",
    re.VERBOSE,
)
"""What stands before a noun, to be searched in the characters before it."""
BARE = re.compile(r"(?P<body>(?:(?:(?:[A-Z]\.)+|[A-Z][\w’'-]*)\s+){1,4})$")
"""Names right before a noun: "Embassy telegram 1794", "Acting Secretary Smith memorandum of"."""

TAIL_NUMBER = re.compile(
    rf"\s*,?\s*\(?(?:[Nn]os?\.?|№|#|[Nn]umbers?|[Nn]ºs?)\s*(?P<number>{NUMBER})(?!\w)\)?"
    rf"|\s+(?P<bare>(?:[A-Z][-–])?\d{{1,6}}){NO_NUMBER}(?!\s+[A-Z][a-z]+,?\s+\d{{4}})"
)
TAIL_DATE = re.compile(
    r"\s*,?\s*\(?\s*(?:of|dated|under date(?: of)?|date|from|on|for|sent(?: on)?|in)?\s*(?:the\s+)?"
)
TAIL_TO = re.compile(rf"\s*,?\s*(?:addressed\s+|sent\s+)?to\s+{_PARTY}")
TAIL_FROM = re.compile(rf"\s*,?\s*(?:received\s+)?(?:from|by)\s+{_PARTY}")
TAIL_OF = re.compile(rf"\s+of\s+(?:the\s+)?(?!\d)(?P<name>{NAME})(?![\w’'-])")
TAIL_WITH = re.compile(
    rf"\s+(?:(?:which\s+)?(?:I|we|he|you)\s+(?:have\s+|had\s+){{1,2}})?(?:with|between|among)\s+{_PARTY}(?:\s+and\s+(?:the\s+)?(?:{NAME}|you|me|us|him))?"
)
_STOP = r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bGen)(?<!\b[A-Z])(?=[.,;:()\[\]\n—“”\"]|\s(?:is|was|were|are|be|been|has|have|had|will|would|shall|should|can|could|may|might|must|do|does|did|but|and\s(?:I|we|he|that|to|has|is|was|will))\b|$)"
_WORDS = r"(?:[^.,;:()\[\]\n—“”\"]|\b\d+[:.]\d\d\b|\b(?:Mr|Mrs|Dr|Gen|Col|Amb|St|[A-Z])\.)"
"""A letter of words that go on: full stops only in hours and abbreviations."""
TAIL_SUBJECT = re.compile(
    r"\s*,?\s+(?:on|re|as\sto|with\s(?:respect|reference|regard)\sto|(?!during|being|having)[a-z]{3,}ing|entitled|relative\sto|about|(?:[a-z]+ly\s)?[a-z]{3,}ed(?:\sand\s[a-z]+ed)?(?=\s(?:by|to|in|on|at|for|from|of|under|with|as|me|him|you|us|here))"
    r"|sent|drawn|given|made|before|during|after|for|at|in|between|among|to|from|by|with|of|under)"
    rf"\s+{_WORDS}{{2,90}}?{_STOP}"
)
SUBMITTED = re.compile(
    r"\s*,?\s+(?:was\s+)?(?:forwarded|submitted|prepared|presented|sent|handed|approved|circulated|transmitted|delivered|drafted|adopted|sponsored)\b"
)
"""What is done with papers: who speaks so of a plan means its text."""
TAIL_REPEATED = re.compile(
    r"\s*[,(]?\s*(?:(?:also\s+)?(?:sent|repeated|rptd|info|pouched)\s+(?:to\s+)?[^.;:()\n]{2,60}?(?=[.;:()\n]|$)|\(?[Nn]otal|\(?NOTAL)\)?"
)
"""Where else a telegram went, and under which numbers."""
TAIL_WORDS = re.compile(
    r"\s+(?:on|re|about|to|from|by|regarding|concerning|[a-z]{3,}ed\s(?:by|to|in|on))(?:\s+[\w’'-]+){1,4}(?=\s)"
)
"""The first words of a subject that goes on too long."""
TAIL_TIME = re.compile(
    r"\s*,?\s+(?:yesterday|today|tonight|earlier|later|this\s(?:morning|afternoon|evening)|last\s\w+|the\s(?:previous|same|other|following)\s\w+"
    r"|on\sthe\s(?:previous|same|following)\s\w+|on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?:\s(?:morning|afternoon|evening|night|in\sthe\sday|today|in\s[A-Z]\w+))?"
)
TAIL_CLAUSE = re.compile(
    r"\s*,?\s+(?:in\swhich|which|that|wherein|whereby|who|whom)\s(?:[^.,;:()\n—]|\b\d+[:.]\d\d\b){2,90}(?=[.,;:()\n—]|$)"
)
TAIL_CONTACT = re.compile(r"\s+(?:I|we|you|he)\s[^.,;:()\n—]{2,80}(?=[.,;:()\n—]|$)")
"""A clause without its pronoun: "the message we showed you"."""
ANOTHER = re.compile(
    r"\b(?:[Yy]our|[Mm]y|[Oo]ur)\s+(?:\w+\s+){0,2}?(?:telegram|letter|cable|message|note|despatch|memorandum)"
)
"""A further paper in the words behind a noun: it is a mention of its own."""
TAIL_WITH_ANY = re.compile(r"\s+with\s+(?:the\s+|an?\s+)?[^\s,.;:()]+(?:\s+[^\s,.;:()]+)?")
TAIL_TITLE = re.compile(
    r"\s*,\s*(?:same subject|subject as above)|\s*,?\s*(?:(?:on\s+the\s+)?(?:same\s+)?[Ss]ubject:?|[Ss]ubj:?|entitled|titled|called)?\s*:?\s*“[^”\n]{2,100}”"
)
SIGNED = re.compile(r"\s+signed(?:\s+(?:at|in)\s+[A-Z][\w-]+)?")
ENCLOSED_BEHIND = re.compile(
    r"""\s*[,(–—-]?\s*(?:(?:which|that)\s+)?(?:is\s+|are\s+)?
    (?:(?:an?\s+)?(?:cop(?:y|ies)|translation|paraphrase|text)\s+of\s+which\b[^.,;:()\n]{0,60}
      |(?:(?:an?\s+)?(?:cop(?:y|ies)|translation|paraphrase|text)\s+(?:of\s+memo[^.,;:()\n]{0,30}?\s+)?(?:is\s+|are\s+)?)?
      (?:also\s+|being\s+|here(?:to|with)\s+)?(?:attach(?:ed)?|enclosed?|pouched|annexed|appended)\b(?:\s+(?:here(?:to|with)|as|at|hereto)\b)?(?:\s+(?:Tab|Annex|TAB)\s+\w+)?
      |(?:see\s+|at\s+)?(?:Tab|Annex|Enclosure|Attachment|Appendix|TAB)\s+(?:\w{1,3})\b)\)?""",
    re.VERBOSE,
)
ENCLOSED_BEFORE = re.compile(
    r"\b(?:attach|enclos|inclos|append|annex|herewith)\w*[,:]?\s(?:(?![A-Z][a-z]*\s(?:said|asked))[^.;:“”\n]){0,60}$",
    re.IGNORECASE,
)
SENT_BEFORE = re.compile(
    r"\b(?:sen[dt]|sending|forward\w*|submit\w*|transmit\w*|furnish\w*|receiv\w*|handed|gave|deliver\w*|wrote|written|prepar\w*|show\w*|see|read|enclos\w*)\s+(?:(?:you|him|me|us|her|them|herewith|to\s+\w+|also|separately)\s+){0,3}$",
    re.IGNORECASE,
)
ITSELF = re.compile(r"\bpresent\b", re.IGNORECASE)
"""An adjective by which a paper speaks of itself, as it does with "this"."""
TELLING = re.compile(
    r"\b(?:separate|previous|earlier|last|accompanying|underlying|above-?mentioned|aforementioned|proposed|final|revised|recent|first|second|further|subsequent|latest)\b"
)
NAMED = re.compile(r"(?<![\w-])[A-Z][\w’'.-]+")
"""Adjectives that tell one paper from another; so does a name among them."""
VERB_BEHIND = re.compile(
    rf"(?<![\w’'-])(?:{'|'.join(table('mentions')['verbs']['behind'])})\s+$", re.IGNORECASE
)
"""Before a noun that is a verb there."""
NO_PAPER = re.compile(rf"(?<![\w’'-])(?:{'|'.join(table('mentions')['verbs']['phrases'])})", re.IGNORECASE)
"""Right before a noun in a phrase that speaks of no paper."""
ENCLOSED = re.compile(r"\b(?:attached|enclosed|annexed|accompanying|appended)\b", re.IGNORECASE)

# A number and whose it is: "Embassy's 1847", "Your 1662", "this Mission's 12", "your number 7", "Embtel 1015",
# "Saigon 536". The number is found first, then what stands before it.
DIGITS = re.compile(r"\d[\d/–-]*(?:[A-Za-z](?!\w))?")
REFERENCE = re.compile(r"(?:^|\s)(?:Ref|REF|Reference|Reftel)[:.]?\s$")
LETTERS_BEFORE = re.compile(r"(?<![\w–-])[A-Z]{1,2}[-–]$")
AFTER_NUMBER = re.compile(NO_NUMBER)
UNDER_NAME = re.compile(
    r"""(?<![\w’'-])(?:(?P<whose>[Yy]our|[Mm]y|[Oo]ur|[Uu]r)|[Tt]his\s+(?P<own>[A-Z]?\w+)['’]s|(?:[Tt]he\s+)?(?P<owner>[A-Z][\w-]+(?:\s(?:of\s)?[A-Z][\w-]+){0,3})['’]s?)\s+
    (?P<sign>(?:[Nn]os?\.?|№|\#|[Nn]umbers?)\s*)?\[?$""",
    re.VERBOSE,
)
UNDER_PLACE = re.compile(
    r"(?:^|\b[a-z]+[:.]?\s|\bR[Ee][Ff]?[Ss]?[:.]?\s|\b[A-Z][a-z]+\s(?=[A-Z]{2})|\bReference:?\s|[(;:,—]\s?|\b[A-Za-z1-9][).]\s|\.\s)"
    r"(?:(?:Ref|Re|See|Reference)\s)?(?P<owner>(?!Ref\b|See\b)[A-Z][\w.–-]+(?:\s(?!Tels?\b)[A-Z][\w-]+)?)(?:\s(?:[Tt]els?|telegrams?|cables?|DTG|msg|message))?\s$"
)
# "Yours of December 28th", "Answering your April 14th, 7 p. m."
YOURS = re.compile(
    r"(?<![\w’'-])(?:(?P<yours>[Yy]ours|[Mm]ine)\s+of\s+(?:the\s+)?|(?P<your>[Yy]our|[Mm]y|[Uu]rtel)\s+(?=[A-Z][a-z]+\.?\s\d|\d\d?[/-]\d))"
)
# "(Tab A)", "(Annexure X)": an enclosure named alone
ENCLOSURE = re.compile(
    r"\(\s*(?:[Ss]ee\s+|[Aa]t\s+|cop(?:y|ies)\s+)*(?:Tab|TAB|Annex(?:ure)?|Enclosure|Attachment|Appendix|[Cc]op(?:y|ies)|[Ee]nclosed|[Aa]ttached|Incl|[Nn]ot\s+(?:enclosed|attached|printed))\b[^()\n]{0,40}\)"
)
# "He talked with Pareau May 3", "when I called on him yesterday"
MET = re.compile(
    rf"(?<![\w’'-])(?<!not )(?<!never )(?<!be )(?:(?:(?P<firm>spoken?|talked|conferred|met(?=\s+with)|conversed|discussed(?:\s+[a-z]+){{0,4}}(?=\s+with))"
    rf"|talk|lunched|dined|called|discuss(?:\s+[a-z]+){{0,4}})\s+(?:briefly\s+|privately\s+|again\s+|at\s+length\s+)?(?:to|with|on)"
    rf"|met|meet(?:ing)?(?:\s+with)?|saw|informed|notified|advised|told)\s+{_PARTY}"
)
SIGN_BEFORE = re.compile(r"\s*[-–]?\s*\[?(?:[Nn]os?\.?\s*)?$")


@cache
def coined() -> re.Pattern[str]:
    """The words coined in the service, right before a number; the group that matches is named for whose they are."""
    words = "|".join(
        f"(?P<{row['by'] or 'nobody'}>{row['forms']})"
        if row["by"] == "series"
        else f"(?P<{row['by'] or 'nobody'}>(?i:{row['forms']}))"
        for row in table("mentions")["coined"]
    )
    return re.compile(rf"(?<![\w’'-])(?:{words})\.?(?:\s+[Nn]os?\.)?\s*(?:[-–]\s*)?\[?$")


SERIES = re.compile(
    r"(?<![\w’'–-])(?P<word>[A-Z]{2,7})(?:\s(?:Action|Document|Paper|Memo|Plan|Report))?\s?(?:[Nn]o\.\s*)?[-–]?$"
)
"""Any abbreviation and a number: "CW-608", "NSC Action No. 2447"."""
NEXT = re.compile(
    rf"\s*(?:,\s*and|[,;&]|and|or)\s*(?:[Nn]os?\.?\s*)?(?P<number>{NUMBER}){NO_NUMBER}(?=\s*[,;).]|\s+(?:of|dated|and|re|to|in|rptd|repeated|sent|from)\b|\s+[A-Z][a-z]+\.?\s+\d|\s*$)"
)
"""A further number in a row: "1847, October 2 and 1800, September 25"."""
