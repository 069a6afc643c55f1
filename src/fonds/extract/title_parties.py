"""The parties of a title: who wrote to whom, who spoke with whom.

The grammar stands in ``fonds.extract.heading``. Parties are taken only where the words around them are names, offices
or bodies.
"""

from __future__ import annotations

import re
from dataclasses import replace

from fonds.extract.title_sides import Party, namelike, side
from fonds.values import dates, persons, places, types

CONVERSATIONS = frozenset({"memorandum of conversation", "minutes"})
WITHOUT_PARTIES = frozenset({"treaty", "resolution", "diary", "speech", "editorial note"})
# Words that end a party: what follows speaks of the matter, the day, or the manner.
_END = re.compile(
    r"""(?=[\s,;:'‘“"(\[.])  # with one of these they all begin, which rules out most places at once
    (?:\s*(?:[,;:]?\s+(?:conveying|forwarding|enclosing|transmitting|containing|regarding|concerning|about|on\s+(?:the|his|a|an|\d|[A-Z])|in\s+(?:reply|response|re\b|connection)|with\s+(?:regard|respect|reference|an?\s)|relaying|reporting|requesting|asking|informing|proposing|discussing|describing|recommending|approving|entitled|titled|for\s+the\s+(?:period|month|year)|re:|following|during|dated|summari[sz]ing|expressing|thanking|announcing|inviting|explaining)\b
    |(?:^|[\s,;])\s*['‘“"](?=\w)|\s*[(\[](?!\w\.?\])(?=[^)\]]*(?:excerpt|extract|draft|\d{4}))|\s*[:;]|\s+[–—-]\s+|(?<!\b[A-Z])(?<!\bCde)(?<!\bMr)(?<!\bDr)(?<!\bLt)(?<!\bSt)(?<!\bCol)(?<!\bGen)(?<!\bMaj)(?<!\bAdm)(?<!\bHon)(?<!\bMrs)(?<!\bCapt)(?<!\bBrig)(?<!\bProf)\.\s+[A-Z]))""",
    re.VERBOSE | re.IGNORECASE,
)


def parties(title: str) -> list[Party]:
    """The parties of a title.

    >>> [(p.part, p.who.name) for p in parties("Cable, Ivo Brel to the Central Committee of the VDP")]
    [('from', 'Ivo Brel'), ('to', 'Central Committee of the VDP')]
    >>> [(p.part, p.who.name) for p in parties("Orlo's Conversation with Vesk Official Ta Min-ho (Excerpt), 1 May 1957")]
    [('participants', 'Orlo'), ('participants', 'Ta Min-ho')]
    >>> parties("The Harbour in Winter")
    []
    """
    lowered = _small_words(title)
    if lowered != title:
        return [_as_written(party, title) for party in parties(lowered)]
    kind = types.find(title)
    if kind and kind.name in CONVERSATIONS and not re.search(r"\bfrom\b.*\bto\b", title[: kind.start + 60]):
        return _participants(title, kind)
    if kind and kind.name in WITHOUT_PARTIES:
        return []
    return _correspondents(title, kind)


_SMALL = re.compile(
    r"(?<=\s)(?:To|By|From|And|Of|The|For|In|On|At|With|Between|A|An|Concerning|About|Through|Via)(?=\s)"
)


def _small_words(title: str) -> str:
    """A title that begins with its type and has capitals at every word ("Letter, Orlo To Venn"), with small ones as usual."""
    if types.find(title, within=1) is None or re.search(
        r"(?<!\w)[^\W\d_A-Z]", re.sub(r"\([^)]*\)", "", title)
    ):
        return title
    return _SMALL.sub(lambda word: word[0].lower(), title)


def _as_written(party: Party, title: str) -> Party:
    """The party with its words as the title has them."""
    party.who = replace(party.who, as_written=title[party.start : party.end])
    return party


_BETWEEN = re.compile(
    r"(?:\s*of|.*?\b(?:[Bb]etween|by|(?P<with>with)))\s+(?=(?:the\s+)?(?:[A-Z\[]|comrade))", re.DOTALL
)
"""Before the participants; "of" only at once: "Conversation of Orlo and Venn", not "with the Secretary of State"."""


def _participants(title: str, kind: types.FoundType) -> list[Party]:
    possessive = re.match(
        r"(?P<one>.{2,80}?(?:\[[^\]]*\])?)(?:(?<!\])['’]s?|(?<=\]))\s+(?:\w+\s+){0,2}(?:conversation|talk|meeting)s?\s+with\s+",
        title,
        re.IGNORECASE,
    )
    if possessive:
        spans = [possessive.span("one"), _until_end(title, possessive.end())]
    elif between := _BETWEEN.match(title[_preposition(kind) :].split(",")[0]):
        start = _preposition(kind) + between.end()
        spans = [_until_end(title, start)]
        before = title[: kind.start].strip(" ,:")
        if between["with"] and before and namelike(before):
            spans.insert(0, (0, len(title[: kind.start].rstrip(" ,:"))))
    elif rest := re.match(r"\s*[,:]\s*(?:(?:prepared\s+)?by\s+|between\s+|with\s+)?", title[kind.end :]):
        spans = [_until_end(title, kind.end + rest.end())]
    else:
        return []
    out: list[Party] = []
    for start, end in spans:
        end = start + _set_in(title, start, end)
        end = start + len(title[start:end].rstrip("'’”\" "))
        words = re.sub(r"\bwith\b", " and", title[:end])
        author = _author(words, start, end)
        if author is not None:
            out.append(author)
            continue
        if "(" in words[start:end]:
            for a, b in _apart(words, start, end):
                out += [one for one in side("participants", words, a, b) if one.who.kind != "body"]
            continue
        for parsed, a, b in _with_offices(persons.parse_list(words[start:end])):
            if namelike(title[start + a : start + b]) and not persons.is_body(parsed.who.name):
                out.append(Party("participants", parsed, start + a, start + b))
    return out


def _apart(title: str, start: int, end: int) -> list[tuple[int, int]]:
    """Both of "President Orlo and the Consul (Venn)", where the bracket is not the first one's too; else the whole."""
    both = re.compile(r"[^()]*?(\s+and\s+)(?=the\s)").match(title, start, end)
    return [(start, both.start(1)), (both.end(1), end)] if both else [(start, end)]


def _author(title: str, start: int, end: int) -> Party | None:
    """One person by name, with the office behind the comma: "by Mr. Ivo Orlo, Assistant to the Adviser (Venn)"."""
    name, comma, office = title[start:end].partition(", ")
    if office.startswith(("Jr.", "Sr.")):
        more, comma, office = office.partition(", ")
        name = f"{name}, {more}"
    if not comma or not persons.is_titled(name) or not persons.has_office(office) or " and " in office:
        return None
    parsed = persons.parse(name)
    who = replace(parsed.who, role=parsed.who.role or office.rstrip(" ,"))
    return Party("participants", replace(parsed, who=who), start, end)


def _set_in(title: str, start: int, end: int) -> int:
    """How many characters of what a title says of participants are they; behind them stand the body and the place
    in which the conversation was held: "Orlo and Venn, Department of Dues, Vesk, May 4". These begin with the first
    part between commas that names a body or a place, or, behind "and", nobody's office."""
    at, together = 0, False
    parts = title[start:end].split(",")
    for n, part in enumerate(parts):
        words = part.strip()
        before = parts[n - 1].rsplit(" and ", 1)[-1].strip() if n else ""
        # "the Consul, Embassy of Vesk"
        of_office = persons.is_office(before) and not words.startswith("The ")
        if (
            not of_office
            and not persons.has_office(words)
            and " and " not in f" {words} "
            and (
                (persons.is_body(words) and not persons.is_titled(words))
                or places.names_place(words)
                or (together and not persons.is_titled(words))
            )
        ):
            return max(0, at - 1)
        together = together or " and " in part
        at += len(part) + 1
    return at - 1


_TO = re.compile(r"\s+to\s+(?=(?:the\s+|all\s+|his\s+|a\s+)?(?:[\"“‘']?[A-ZА-Я\[]|comrade|cde|c[cd]e?s?\.))")
_OWN_TO = re.compile(
    r"\b(?:ambassador|minister|delegation|representative|envoy|adviser|advisor|assistant|mission|delegate|consul|aide|secretary|deputy)$",
    re.IGNORECASE,
)


def _with_offices(listed: list[tuple[persons.Parsed, int, int]]) -> list[tuple[persons.Parsed, int, int]]:
    """ "the Ambassador of Vesk, Ivo Brel": the office and its holder are one participant."""
    out: list[tuple[persons.Parsed, int, int]] = []
    for parsed, start, end in listed:
        who = parsed.who
        if (
            out
            and persons.is_office(out[-1][0].who.name)
            and who.role is None
            and not persons.is_office(who.name)
        ):
            office = out.pop()
            whole = replace(who, role=office[0].who.name)
            out.append((replace(parsed, who=whole), office[1], end))
        else:
            out.append((parsed, start, end))
    return out


def _preposition(kind: types.FoundType) -> int:
    """Where the preposition before the participants may begin: the type's own words may end with it."""
    own = re.search(r"\b(?:between|of|by|with|from|to)$", kind.as_written, re.IGNORECASE)
    return kind.start + own.start() if own else kind.end


_UNTYPED = re.compile(r"(?:[^\W\d_a-z][\w-]*\s+){1,3}[Ff]rom\s+(?:the\s+)?(?=[^\W\d_a-z])")
"""A word for the paper that the table of types does not know: "Minute from Orlo to Venn"."""


def _correspondents(title: str, kind: types.FoundType | None) -> list[Party]:
    untyped = _UNTYPED.match(title) if kind is None else None
    start = untyped.end() if untyped else 0
    if kind and kind.start < 40:
        named = _preposition(kind)
        head = title[named:]
        lead = re.match(
            r"(?:\s+(?:No\.?|Nr\.?|№|#)\s*[\w./-]+|\s+\d[\w./-]*)?(?:\s*[(\[][^)\]]*[)\]])?\s*(?:[,:;]?\s*\bfrom(?:\s+the)?\s+|\s+of\s+(?:a\s+|the\s+)?[A-Z][^,]{3,60},\s+by\s+(?:the\s+)?|\s+of\s+(?:the\s+)?(?=[A-Z].*\sto\s)|[,:]\s*(?:by\s+)?|\s+(?:to\s+be\s+\w+\s+)?by\s+|\s*$)",
            head,
            re.IGNORECASE,
        )
        if lead:
            start = named + lead.end()
        elif not re.search(r"\bfrom\b", head):
            to_only = re.match(r"\s+(?:No\.?\s*[\w./-]+\s+)?to\s+", head)
            if to_only:
                begin, end = _until_end(title, named + to_only.end())
                by = re.search(r",?\s+by\s+(?=(?:the\s+)?[A-Z])", title[begin:end])
                if by is None:
                    return side("to", title, begin, end)
                return side("from", title, begin + by.end(), end) + side(
                    "to", title, begin, begin + by.start()
                )
            if kind.start == 0:
                return []
    sender = title[start:]
    tos = list(_TO.finditer(sender))
    if len(tos) > 1 and (set_off := [m for m in tos if sender[: m.start()].endswith(",")]):
        tos = set_off  # "Mr. West, Deputy to the Secretary, to the Director"
    # In "Ambassador to Vesk to the Minister" the office's own "to" parts nobody.
    parting = [m for m in tos if not _OWN_TO.search(sender[: m.start()])] or tos
    to = parting[0] if parting else None
    if to is None:
        explicit = kind is not None and re.search(
            r"\b(?:from|to\s+be\s+\w+\s+by)\b", title[kind.start : start]
        )
        if explicit:
            return side("from", title, *_until_end(title, start))
        if (
            kind and kind.start > 3 and title[: kind.start].rstrip().endswith(",")
        ):  # "Embassy of Vesk in Garam, Telegram, 3 May"
            return side("from", title, 0, len(title[: kind.start].rstrip(" ,:")))
        if kind and kind.start == 0 and title[kind.end : kind.end + 1] in ",:":
            return [p for p in side("from", title, *_until_end(title, start)) if p.who.kind]
        return []
    if _END.search(sender[: to.start()] + " "):
        ended = _END.search(sender[: to.start()])
        if ended and ended.start() > 0:
            return side("from", title, start, start + ended.start())
    out = side("from", title, start, start + to.start())
    return out + side("to", title, *_until_end(title, start + to.end())) if out else []


_DANGLING = re.compile(r"\s+(?:on|at|in|of|dated|for|received)\s*$", re.IGNORECASE)
_COMMA = re.compile(r",\s+")
_PARTY_AGAIN = re.compile(r"(?:the\s+|and\s+)?(?:[A-ZА-Я\[]|deputy|minister|chairman|head|member)")
# Behind the parties: "Orlo to Venn Cablegram 346", "Orlo to Venn [Vesk], 4 May".
_PAPER_AGAIN = re.compile(
    r"\s+(?:(?:cablegram|telegram|despatch|dispatch|teleprinter message|letter|savingram)\s+(?:no\.?\s*)?(?:[A-Z]+[ -]?)?\d"
    r"|\[[A-Z][\w ]{2,30},?\],?\s*$)",
    re.IGNORECASE,
)
# A heading that was cut off amid a list, or amid an office.
_CUT_OFF = re.compile(
    r"(?:,?\s+and|,\s+(?:and\s+)?(?:the\s+)?(?:High|Acting|Vice|Under|Far|First|Second|Third))$"
)
_WHERE_OR_WHEN = re.compile(r"(?:at|in|on)\b", re.IGNORECASE)


def _until_end(title: str, start: int) -> tuple[int, int]:
    """From ``start`` to where the party's words end: at a word of the matter, a date, or the title's end."""
    stop = len(title)
    if match := _END.search(title, start):
        stop = match.start()
    for date in dates.find(title[start:stop]):
        if date.start > 0:
            stop = start + date.start
            break
    on = _DANGLING.search(title[start:stop])
    if on:
        stop = start + on.start()
    if paper := _PAPER_AGAIN.search(title, start, stop):
        stop = paper.start()
    # A comma after which no name, office or body comes ends the party too.
    for comma in _COMMA.finditer(title, start, stop):
        rest = title[comma.end() : stop]
        if not _PARTY_AGAIN.match(rest) or _WHERE_OR_WHEN.match(rest):
            stop = comma.start()
            break
    text = title[start:stop].rstrip(" ,.;:([")
    text = _CUT_OFF.sub("", text)
    return start, start + len(text)
