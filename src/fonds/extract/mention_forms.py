"""How mentions of other papers are worded: the patterns around the words that tell one (``mention_words``).

Each is tried at one place, beside such a word or a number, and bounded in length. Lists of words stand in
``data/mentions.toml``::

    your | my | this Embassy's | the Prime Minister's | a | the    lead
    recent CIA | attached                                          adjectives
    memorandum                                                     noun
    No. 45 | 1015                                                  tail: number
    of January 27th | dated 5 October 1961 | , May 1               tail: date
    from the President | to me | with Eban | between ...           tail: party
    on our objectives in Laos | which bears on this subject        tail: subject
    (Tab A) | attached herewith | a copy of which I enclose        tail: enclosure
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fonds.data import table
from fonds.extract.mention_words import trie

_TABLE = table("mentions")
_WORDS = _TABLE["words"]


# What stands before a noun

WHOSE = {word: whose for whose, words in _TABLE["whose"].items() for word in words}
"""Words that say whose a paper is."""
ARTICLES = frozenset(_WORDS["articles"])
NO_ADJECTIVE = frozenset(_WORDS["no_adjective"])
"""Words that never stand between an article and its noun."""
VERB_BEHIND = frozenset(_WORDS["verb_behind"])
"""Words behind which a noun of the table is a verb."""
NO_VERBS = frozenset(_WORDS["no_verbs"])
"""Nouns that are none even there."""
NO_PAPER = {noun: frozenset(behind) for noun, behind in _TABLE["no_paper"].items()}
"""Nouns, and the words behind which they speak of no paper: "in response"."""
NEVER = frozenset(_WORDS["never"])
"""What a capital letter and a number may also be."""
MONTHS = frozenset(_WORDS["months"])
NO_NAME = NO_ADJECTIVE | frozenset(_WORDS["telling"]) | frozenset(_WORDS["no_name"])
"""Words that are no names even where a sentence begins with them."""
NO_THING = tuple(_WORDS["no_thing"])
"""What does not go on with a thing that is attached."""
ENCLOSED = frozenset(_WORDS["enclosed"])
TELLING = frozenset(_WORDS["telling"])
"""Adjectives that tell one paper from another; so does a name among them."""
POSTS = frozenset(_WORDS["posts"])
HOMES = frozenset(_WORDS["homes"])
BEFORE_NUMBER = frozenset(_WORDS["number_signs"]) | frozenset(_WORDS["references"]) | WHOSE.keys()
"""Words in small letters behind which a number may be a paper's."""


def _turned(words: Iterable[str]) -> str:
    """One expression for words that are read from right to left."""
    return trie(sorted({form[::-1] for word in words for form in (word, word.capitalize(), word.upper())}))


_BEGINS = r"(?=[\s(“\"\[‘'—/]|$)"
"""To the left of a word."""
LEAD = re.compile(
    rf"(?P<adjectives>\s(?:(?!{_turned(NO_ADJECTIVE)}{_BEGINS})(?:,(?=\d))?[\w\]][\w’'/–.\[-]*\s){{0,4}}?)"
    rf"(?P<word>{_turned([*WHOSE, *ARTICLES])}|(?:s['’]|['’]s)[\w’'.-]+){_BEGINS}"
)
"""Adjectives, and the word that says whose a paper is, to the left of a noun; for text turned round."""
NAMES = re.compile(rf"(?:\s(?:\.[A-Z])*[\w’'-]*[A-ZА-Я]{_BEGINS}){{1,4}}")
"""Names right before a noun; for text turned round."""
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
TELLING_ALONE = frozenset(_WORDS["telling_alone"])
"""Those that do so without an article: "see separate telegram"."""
NAMED = re.compile(r"(?<![\w-])[A-Z][\w’'.-]+")
ENCLOSED_BEFORE = re.compile(
    r"\b(?:(?:attach|enclos|inclos|append|annex)(?:ed?|es|ing(?=\s(?:here|a\b|cop)))?|herewith)[,:]?\s(?:(?![A-Z][a-z]*\s(?:said|asked))[^.;:“”\n]){0,60}$",
    re.IGNORECASE,
)
SENT_BEFORE = frozenset(_WORDS["sent_before"])
"""Verbs right before a mention, as of one who sends or reads a paper."""


# What stands behind a noun or number

NUMBER = r"(?:[A-Z]{1,2}[-–])?\d[\d/–-]*(?:[A-Za-z](?:[-–/]\d[\d–/-]*)?(?!\w))?"
_UNITS = "|".join(_WORDS["units"])
NO_NUMBER = rf"(?![\w%]|[.,:]\d|\s*[-–]?\s*(?:%|(?:{_UNITS})\b|[ap]\.\s?m))"
"""What must not follow a number that stands for a paper: more figures, or what they count."""
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?\b\.?"
NAME = (
    rf"(?:(?:{'|'.join(_WORDS['titles'])})\s+)*"
    r"(?:[A-ZА-Я]\.\s?){0,3}[A-ZА-Я][\w’'-]+(?:\s+(?!Nos?\b|"
    + MONTH
    + r")(?:[A-Z]\.(?=\s)|\[[^\]\d]{1,40}\]|(?:of|for|and)\s+(?:the\s+|Mr\.\s+)?(?!"
    + MONTH
    + r")[A-Z][\w-]+|[A-ZА-Я][\w-]+)){0,6}"
)
PRECEDENCES = frozenset(_WORDS["precedences"])
"""Words that may stand between whose a number is and the number: "your niact 50"."""
PRONOUNS = frozenset(("you", "me", "us", "him", "her", "them"))
_OFFICE = rf"(?:[A-Z][\w’-]+\s){{0,3}}(?:{'|'.join(_WORDS['offices'])})(?:\s(?:officer|on\sdetail))?\s(?:at|in|to)\s(?:the\s)?[A-Z][\w-]+(?:\s[A-Z][\w-]+)?"
_PARTY = rf"(?:the\s+|this\s+|an?\s+|our\s+|his\s+)?(?!{MONTH})(?P<name>{_OFFICE}|{NAME}|(?:you|me|us|him|her|them)(?![\w’'-]))(?:\s\([^()\n]{{1,40}}\)|,\s(?:[A-Z][\w ]{{1,30}}|the\s[\w’' ]{{3,60}})(?=,))?"
"""A party behind a preposition."""
_PREPOSITIONS = {
    "to": rf"\s*,?\s*(?:addressed\s+|sent\s+)?to\s+{_PARTY}",
    "from": rf"\s*,?\s*(?:(?:just\s+)?received\s+)?(?:from|by)\s+{_PARTY}",
    "of": rf"\s+of\s+(?:the\s+)?(?!\d|{MONTH})(?P<name>{_OFFICE}|{NAME})(?![\w’'-])(?:,\s[A-Z][\w ]{{1,30}}(?=,))?",
    "with": rf",?\s+(?:with|between|among)\s+{_PARTY}(?:\s+and\s+(?:the\s+)?(?:{NAME}|you|me|us|him))?",
}
TAIL_PARTY = {preposition: re.compile(form) for preposition, form in _PREPOSITIONS.items()}
TAIL_PARTY |= {"by": TAIL_PARTY["from"], "between": TAIL_PARTY["with"], "among": TAIL_PARTY["with"]}

NEXT_WORD = re.compile(r"\s*([,(–—-]?)\s*([^\W\d_]+|\d|[“‘#№])?")
"""The sign and the word, figure or other sign that follow."""
TAIL_NUMBER = re.compile(
    rf"\s*,?\s*\(?(?:[Nn]os?\.?|NO\.?|[Nn]r\.?|№|#|[Nn]umbers?|[Nn][º°]s?)\s*(?P<number>{NUMBER})(?!\w)\)?"
    rf"|\s*,\s+(?P<row>\d{{2,5}})(?=,\s+(?:dated\s+)?(?:{MONTH}\s\d|\d\d?\s{MONTH}))"
    rf"|\s*,?\s+(?P<file>[A-Z]{{1,2}}[-–]\d[\d/–-]+|[A-Z]{{1,6}}(?:/[A-Z0-9.]+)*/[A-Z.]*\d[\d.]*(?:/\w+)*(?<!\.))(?:,\s\d+/\d+)?"
    rf"|\s+(?P<bare>(?:[A-Z]{{1,2}}[-–.]?)?\d{{1,6}}(?:[.]\d{{1,2}})?(?:[-–/.]\d{{1,4}}[A-Z]?(?!\w))*){NO_NUMBER}(?!\s+[A-Z][a-z]+,?\s+\d{{4}})"
)
NAMED_NUMBER = re.compile(
    rf"\s*,?\s+(?:[Nn]o\.\s)?(?!{MONTH})(?P<name>[A-Z]{{2,8}}|[A-Z][a-z]{{1,7}})\s(?P<number>\d{{3,7}}){NO_NUMBER}"
)
"""A number under a name behind the noun: "telegram Ferry 449"."""
DATE_LEAD = re.compile(
    r"\s*,?\s*\(?\s*(?:(?:of|dated|under date(?: of)?|date|from|on|for|sent(?: on)?|in|held(?: on)?|(?:planned|scheduled) for)\s+)?(?:(?:the|last|my|your)\s+)?"
    rf"(?=\d|(?i:{'|'.join(_WORDS['days'])})\b)"
)
"""What leads to a date, where the next word may be one."""
DATE_LEADS = frozenset(_WORDS["date_leads"])
"""Words with which that begins."""
_VERBS = "|".join(_WORDS["verbs"])
_WORD = r"(?:(?:Mr|Mrs|Dr|Gen|Col|Amb|St|(?:[A-Z]\.)*[A-Z])\.(?:[’']s)?|[ap]\.m\.|\d+[:.]\d\d\b|[^\s.,;:()\[\]—“”\"]+)"
"""A word of what goes on: full stops only in hours and abbreviations."""
_END = r"(?=[.,;:()\[\]\n—“”\"]|\s*$)"
_ON = rf"(?>{_WORD}(?:\s{_WORD}){{0,24}}){_END}"
"""Words to the end of a clause."""
_TO_VERB = rf"(?>{_WORD}(?:\s(?!(?:{_VERBS})\b){_WORD}){{0,24}})(?=[.,;:()\[\]\n—“”\"]|\s*$|\s(?:{_VERBS})\b)"
"""Words to the end of a clause, or to what is said of the paper."""
TAIL_SUBJECT = re.compile(
    r"\s*,?\s+(?:on|re|as\sto|with\s(?:respect|reference|regard)\sto|(?!during|being|having)[a-z]{3,}ing|entitled|relative\sto|about|(?:[a-z]+ly\s)?[a-z]{3,}ed(?:\sand\s[a-z]+ed)?(?=\s(?:by|to|in|on|at|for|from|of|under|with|as|me|him|you|us|here))"
    r"|signed(?=\s[A-Z])|written|drawn|taken|left|sent|given|made|before|during|after|for|at|in|between|among|to(?=\s(?:the|all|his|her|our|your|their|my|[A-Z]))|from|by|with|of|under|along)"
    rf"\s+{_TO_VERB}"
)
REST = re.compile(rf"(?:\s{_ON})?")
TAIL_WORDS = re.compile(
    r"\s+(?:on|re|about|to(?=\s(?:the|[A-Z]))|from|by|regarding|concerning|[a-z]{3,}ed\s(?:by|to|in|on))(?:\s+[\w’'-]+){1,4}(?=\s)"
)
"""The first words of a subject that goes on too long."""
SUBJECT_LEADS = frozenset(_WORDS["subject_leads"])
SUBMITTED = re.compile(rf"\s*,?\s+(?:was\s+)?(?:{'|'.join(_WORDS['submitted'])})\b")
"""What is done with papers: who speaks so of a plan means its text."""
SUBMITTED_LEADS = frozenset(("was", *_WORDS["submitted"]))
TAIL_REPEATED = re.compile(
    r"\s*[,(]?\s*(?:(?:also\s+)?(?:sent|repeated|rptd|info|pouched)\s+(?:to\s+)?[^.;:()\n]{2,60}?(?=[.;:()\n]|$)|\(?[Nn]otal|\(?NOTAL)\)?"
)
"""Where else a telegram went, and under which numbers."""
_ADDRESSEE = r"(?:\d+\s+(?:to\s+)?)?[A-Z]\w+(?:\s\d+)?"
TAIL_ADDRESSED = re.compile(
    rf"\s+to\s+(?:the\s+)?{_ADDRESSEE}(?:,?\s+(?:(?:rptd|repeated|sent|info|to|and)\s+){{0,2}}(?:to\s+)?{_ADDRESSEE})*(?:\s+sent\s+[\d/]+)?"
)
"""Where a telegram went, and under which numbers: "to Dept, rptd 40 to Saigon"."""
FROM_POST = re.compile(rf",?\s+from\s+(?:the\s+)?(?P<name>{_OFFICE}|Secretary\s+on\s+detail\s+at\s+[A-Z]\w+)")
"""Who sent a paper that is told by its number in a row."""
TAIL_ENCLOSURES = re.compile(
    r",?\s+(?:together\s+)?with\s+(?:its\s+|their\s+)?(?:enclosures?|attachments?)\b"
)
GLOSS = re.compile(r"\s\([^()\n]{3,70}\)")
SENT_ON = re.compile(r"\s\((?:[Rr]epeated|[Ss]ent|[Rr]ptd)\s[^()\n]{3,70}\)")
"""A remark in brackets behind a paper, and one that says where it went."""
LIST = re.compile(
    r"(?:,\s(?:the\s)?[A-Z][\w’-]*(?:\s[A-Z][\w’-]+){0,2}){1,4},?\s(?:and|or)\s(?:the\s)?[A-Z][\w’-]*(?:\s[A-Z][\w’-]+){0,2}"
)
"""Further names of a list: ", Belgium and the Netherlands"."""
TAIL_PART = re.compile(
    r",?\s+(?:[Pp]ara(?:graph|s)?\.?|[Ss]ections?|[Rr]ecommendation|[Pp]art|[Pp]hase)\s+(?:[A-Z]|[\dIVX]+)\b|\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\b(?:\s+(?:19)?\d\d)?"
)
"""The part of a paper, and the month of a date-time group."""
TAIL_BARE_PARTY = re.compile(
    rf"\s(?!{MONTH})(?P<name>{NAME})(?=,?\s(?:dated\s|of\s|on\s)?(?:{MONTH}\s\d|\d\d?\s{MONTH}))"
)
"""Whom a paper went to, in the language of telegrams: "message Merrin May 3"."""
NAMES_AND_DAY = re.compile(
    rf"(?P<names>(?:(?!{MONTH})[A-Z][\w.’'-]+\s){{1,3}})(?P<day>{MONTH}\s\d\d?(?:,\s\d{{4}},?)?)\s$"
)
"""Before a noun, in that language: "Orlo May 3 statement"."""
BARE_DAY = re.compile(r"\d\d?(?:st|nd|rd|th)\b")
COPY_OF_WHICH = re.compile(
    r"(?:cop(?:y|ies)|translation|text|paraphrase)\sof\swhich\s(?:[^.,;:()\n]{0,40}\b)?(?:enclose[ds]?|attach(?:ed)?|append(?:ed)?|filed|herewith|transmit\w*|sent|forward\w*)\b[^.,;:()\n]{0,40}"
)
"""What is spoken of before lies with the paper: "a bill, copy of which I enclose"."""
COPY_OF_THIS = re.compile(
    r"(?:cop(?:y|ies)|translation|text|paraphrase)\sof\s(?:this|that|these|those|which|the|his|her|their|its)\s(?:[\w’-]+\s){1,6}?(?:(?:is|are|being|is\sbeing|are\sbeing)\s)?(?:also\s)?(?:enclosed|attached|appended|annexed|transmitted|forwarded|airmailed|pouched|filed)\b(?:\sherewith)?"
)
"""What is spoken of before lies with the paper: "a copy of this statement is enclosed"."""
SEE_BEFORE = re.compile(
    r"(?:(?:[(.;:—]\s?|^)[Ss]ee\s(?:the\s)?|\b[Ss]ee\s(?=(?:separate|following|accompanying|attached|enclosed)\s))"
    r"(?:(?:separate|following|accompanying|attached|enclosed|supplementary)\s)?$"
)
"""The reader is told to look at what lies with the paper."""
TAIL_STATUS = re.compile(
    r"\s*,?\s+(?:is|are|was|were|being)\s+(?:also\s+|now\s+)?(?:being\s+)?(?:attached|enclosed|filed|appended|forwarded|transmitted|sent|submitted|pouched|airmailed|prepared)\b[^.;:()\n]{0,90}(?=[.;:()\n]|$)"
)
"""Where the paper is kept or goes to."""
STATUS_LEADS = frozenset(("is", "are", "was", "were", "being"))
TAIL_HAD = re.compile(
    rf"\s+(?:which\s+)?(?:I|we|he|you|they)(?:\s+and\s+{NAME})?\s+(?:have\s+|had\s+){{1,2}}with\s+{_PARTY}"
)
"""A meeting with whom: "the talk I had had with Orlo"."""
TAIL_WHEN = re.compile(
    r"(?:\s+about\s+\w+)?\s+(?:yesterday|today|tonight|this\s(?:morning|afternoon|evening|[ap]\.m\.(?=\s))|last\s(?:night|week|month|[A-Z]\w+)|(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?!\w)(?:\s(?:morning|afternoon|evening|night))?"
)
TAIL_TIME = re.compile(
    r"\s*,?\s+(?:in\s[A-Z]\w+\s)?(?:yesterday|today|tonight|earlier|later|of\slast\snight|this\s(?:morning|afternoon|evening)|last\s\w+|the\s(?:previous|same|other|following)\s\w+"
    r"|on\sthe\s(?:previous|same|following)\s\w+|on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?:\s(?:morning|afternoon|evening|night|in\sthe\sday|today|in\s[A-Z]\w+))?"
)
TIMES = frozenset(_WORDS["times"])
TAIL_CLAUSE = re.compile(
    rf"\s*,?\s+(?:(?:in|with)\swhich|which|that|wherein|whereby|who|whom|I|we|you|he)\s{_ON}"
)
CLAUSE = re.compile(rf",?\s(?:(?:in|with)\s)?which\s{_ON}")
CLAUSES = frozenset(_WORDS["clauses"])
TAIL_TITLE = re.compile(
    r"\s*,\s*(?:same subject|subject as above)|\s*,?\s*(?:(?:on\s+the\s+)?(?:same\s+)?[Ss]ubject:?|[Ss]ubj:?|entitled|titled|called)?\s*:?\s*(?:“[^”\n]{2,100}”|‘[^’\n]{8,100}’)"
)
SIGNED = re.compile(r"\s+signed(?:\s+(?:at|in)\s+[A-Z][\w-]+)?")
TAIL_PARTNER = re.compile(r"\s+with\s+(?:the\s+|an?\s+)?[^\s,.;:()]+(?:\s+[^\s,.;:()]+)?")
ENCLOSED_BEHIND = re.compile(
    r"""\s*[,(–—-]?\s*(?:(?:which|that)\s+)?(?:is\s+|are\s+)?
    (?:(?:an?\s+)?(?:cop(?:y|ies)|translation|paraphrase|text)\s+of\s+which\b[^.,;:()\n]{0,60}
      |(?:(?:an?\s+)?(?:cop(?:y|ies)|translation|paraphrase|text)\s+(?:of\s+memo[^.,;:()\n]{0,30}?\s+)?(?:is\s+|are\s+)?)?
      (?:also\s+|being\s+|here(?:to|with)\s+)?(?i:attach(?:ed)?|enclosed?|pouched|annexed|appended)\b(?:\s+(?:here(?:to|with)|as|at|hereto)\b)?(?:\s+(?:Tab|Annex|TAB)\s+\w+)?
      |(?:see\s+|at\s+)?(?:Tab|Annex|Enclosure|Attachment|Appendix|TAB)\s+(?:\w{1,3})\b)\)?""",
    re.VERBOSE,
)
ENCLOSED_LEADS = frozenset(_WORDS["enclosed_leads"])
LETTERED = re.compile(
    r"\s+(?:[Nn]o\.?\s+)?[“‘\"(]?(?:[A-Z]|\d{1,2}|[IVX]{1,4})[”’\"]?(?:(?:,|\s(?:and|or|to))\s(?:[A-Z]|\d{1,2})\b)*(?:,\srespectively)?(?![\w’'.-]*\w)"
)
"""Behind "Tab" or "Annex": "A", "“B”", "3"."""
MET = re.compile(
    r"(?:\s+(?:briefly|privately|again|at\s+length|today|yesterday|earlier(?:\s+in\s+the\s+day)?))?"
    rf"(?:(?:\s+[a-z]+){{0,6}}?\s+(?P<with>to|with)|\s+on)?\s+{_PARTY}"
)
_MATTER = r"(?:\s(?!(?:that|which|who|and|but|he|she|they|we|it|is|are|would|will|not|if)\b)[^\s.,;:()“”]+)"
MET_LATER = re.compile(rf"{_MATTER}{{1,8}}?\s(?:to|with)\s+{_PARTY}")
"""Whom one met, behind what was said: "mentioned the mole to Venn"."""
MATTER_AND_DAY = re.compile(rf"{_MATTER}{{0,8}}?(?:\s(?:on|of))?(?=\s(?:{MONTH}\s\d|\d\d?\s{MONTH}))")
"""What was said, before the day of a meeting."""
TOLD_OF = re.compile(r"\b(?:that|would|will|should|said|says|considering|be)\b")
"""In words behind which a day may be that of something else."""
ON_DAY = re.compile(rf"\son(?=\s(?:{MONTH}|\d\d?\s))")


DAY = re.compile(r"\w+\s(?:of\s(?:the\s)?)?(?=\d|[A-Z])")
"""Before the day of "yours of May 3" or "your May 3"."""

# Numbers and whose they are

NO_SIGNS = frozenset(_WORDS["number_signs"])
SERIES = re.compile(
    r"(?<![\w’'–-])(?P<word>[A-Z]{2,8})(?:\s(?:Action|Document|Paper|Memo|Plan|Report|OPLAN|OPlan|Minutes))?\s?(?:[Nn]o\.\s*)?[-–]?$"
)
"""Any abbreviation and a number: "CW-608", "NSC Action No. 2447"."""
SERIES_NOUNS = frozenset(("action", "document", "plan"))
"""Words of such names that may else be anything."""
REFERENCE = frozenset(_WORDS["references"])
UNDER_NAME = re.compile(
    r"""(?<![\w’'-])(?:(?P<whose>[Yy]our|[Mm]y|[Oo]ur|[Uu]r|[Rr]eur|[Rr]emy|YOUR|MY|OUR|REUR)|[Tt]his\s+(?P<own>[A-Z]?\w+)['’]s|(?:[Tt]he\s+)?(?P<owner>(?!(?:Re|Ref|Refs|Reference|See|From|In|To|By|At|On|For)\s)[A-Z][\w-]+(?:\s(?:of\s)?[A-Z][\w-]+){0,3})['’]s?)\s+
    (?:(?:niact|cite|circular|airgram|unnumbered|[A-Z][a-z]+)\s+)?(?P<sign>(?:[Nn]os?\.?|№|\#|[Nn]umbers?)\s*)?\[?$""",
    re.VERBOSE,
)
UNDER_PLACE = re.compile(
    r"(?:^|\b[a-z]+[:.]?\s|\bR[Ee][Ff]?[Ss]?[:.]?\s|\b[A-Z][a-z]+\s(?=[A-Z]{2})|\bReference:?\s|[(;:,—]\s?|\b[A-Za-z1-9][).]\s|\.\s|\b[Pp]ara(?:graph|s)?\.?\s\w{1,3}\s)"
    r"(?:(?:Ref|Re|See|Reference)\s)?(?P<owner>(?!Ref\b|See\b|Repeated\b|Rptd\b|Sent\b|[A-Z]\.\s)[A-Z][\w.–-]+(?:\s(?!Tels?\b)[A-Z][\w-]+)?)(?:\s(?:[Tt]els?|telegrams?|cables?|DTG|msg|message))?\s$"
)
POST_TO_POST = re.compile(
    r"(?<![\w’'-])(?P<owner>[A-Z]\w+(?:\s[A-Z]\w+)?)\sto\s(?P<other>[A-Z]\w+(?:\s[A-Z]\w+)?)(?:,|\s[Nn]o\.)?\s$"
)
"""Before a number: "Cairo to Venn 46"."""
NAMED_BEHIND = re.compile(r"(?:\s*[:—–]\s?|,\s)“[^”\n]{2,100}[”]|\s?[:—–]\s?[A-Z][^.;“”\n]{4,90}(?=\s*$|\n)")
"""The title of a paper behind its number."""
COINED_NUMBER = re.compile(
    rf"\.?(?:\s+(?:[Nn]iact|NIACT|[Ee]yes [Oo]nly|[Cc]ircular))?(?:\s+[Nn]os?\.)?\s*[-–]?\s*(?:\[(?=\d{{3}}))?(?P<number>{NUMBER}){NO_NUMBER}"
)
NEXT = re.compile(
    rf"\s*(?:,\s*and|[,;&]|and|or)\s*(?:[Nn]os?\.?\s*)?(?P<number>{NUMBER}){NO_NUMBER}(?=\s*[,;).]|\s+(?:of|dated|and|re|to|in|rptd|repeated|sent|from)\b|\s+[A-Z][a-z]+\.?\s+\d|\s*$)"
)
"""A further number in a row: "1847, October 2 and 1800, September 25"."""
NEXT_DAY = re.compile(rf"(?:,\s+(?:and\s+)?|\s+(?:and|or)\s+)(?:of\s+)?(?={MONTH}\s+\d|\d\d?\s+{MONTH})")
CORRECTED = re.compile(r"\s\[[\d ]{2,8}\]|\[\d{3,8}\]")
"""The editor's number behind a wrong one."""
