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
from dataclasses import replace

from fonds.data import table
from fonds.extract.found import Found
from fonds.model import Finding, Problem, Where, Who
from fonds.values import dates, letter_titles, persons, places, types

CONVERSATIONS = frozenset({"memorandum of conversation", "minutes"})
WITHOUT_PARTIES = frozenset({"treaty", "resolution", "diary", "speech", "editorial note"})
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
# Words that end a party: what follows speaks of the matter, the day, or the manner.
_END = re.compile(
    r"""(?=[\s,;:'‘“"(\[.])  # with one of these they all begin, which rules out most places at once
    (?:\s*(?:[,;:]?\s+(?:conveying|forwarding|enclosing|transmitting|containing|regarding|concerning|about|on\s+(?:the|his|a|an|\d|[A-Z])|in\s+(?:reply|response|re\b|connection)|with\s+(?:regard|respect|reference|an?\s)|relaying|reporting|requesting|asking|informing|proposing|discussing|describing|recommending|approving|entitled|titled|for\s+the\s+(?:period|month|year)|re:|following|during|dated|summari[sz]ing|expressing|thanking|announcing|inviting|explaining)\b
    |(?:^|[\s,;])\s*['‘“"](?=\w)|\s*[(\[](?!\w\.?\])(?=[^)\]]*(?:excerpt|extract|draft|\d{4}))|\s*[:;]|\s+[–—-]\s+|(?<!\b[A-Z])(?<!\bCde)(?<!\bMr)(?<!\bDr)(?<!\bLt)(?<!\bSt)(?<!\bCol)(?<!\bGen)(?<!\bMaj)(?<!\bAdm)(?<!\bHon)(?<!\bMrs)(?<!\bCapt)(?<!\bBrig)(?<!\bProf)\.\s+[A-Z]))""",
    re.VERBOSE | re.IGNORECASE,
)


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


class Party:
    """A sender, recipient or participant of a title. ``part`` is from, to or participants."""

    __slots__ = ("aliases", "end", "part", "start", "who")

    def __init__(self, part: str, parsed: persons.Parsed, start: int, end: int) -> None:
        self.part, self.who, self.aliases, self.start, self.end = part, parsed.who, parsed.aliases, start, end


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
        if between["with"] and before and _namelike(before):
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
                out += [one for one in _side("participants", words, a, b) if one.who.kind != "body"]
            continue
        for parsed, a, b in _with_offices(persons.parse_list(words[start:end])):
            if _namelike(title[start + a : start + b]) and not persons.is_body(parsed.who.name):
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
                    return _side("to", title, begin, end)
                return _side("from", title, begin + by.end(), end) + _side(
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
            return _side("from", title, *_until_end(title, start))
        if (
            kind and kind.start > 3 and title[: kind.start].rstrip().endswith(",")
        ):  # "Embassy of Vesk in Garam, Telegram, 3 May"
            return _side("from", title, 0, len(title[: kind.start].rstrip(" ,:")))
        if kind and kind.start == 0 and title[kind.end : kind.end + 1] in ",:":
            return [p for p in _side("from", title, *_until_end(title, start)) if p.who.kind]
        return []
    if _END.search(sender[: to.start()] + " "):
        ended = _END.search(sender[: to.start()])
        if ended and ended.start() > 0:
            return _side("from", title, start, start + ended.start())
    out = _side("from", title, start, start + to.start())
    return out + _side("to", title, *_until_end(title, start + to.end())) if out else []


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


_VIA = re.compile(r"\s*[(\[]?\b(?:via|through)\s+(?P<who>[^)\]]{2,60})[)\]]?\s*$", re.IGNORECASE)


def _side(part: str, title: str, start: int, end: int) -> list[Party]:
    out: list[Party] = []
    if via := _VIA.search(title, start, end):
        out += _side("through", title, *via.span("who"))
        end = via.start()
    for a, b in _held(title, start, end):
        for parsed, c, d in (
            [(persons.parse(title[a:b]), 0, b - a)] if title[b - 1] == ")" else _listed(title[a:b])
        ):
            if _namelike(title[a + c : a + d]):
                out.append(Party(part, parsed, a + c, a + d))
    return out


_HOLDER = re.compile(
    r"[^()]*\(\s*[^\W\d_][\w.’' -]{1,40}\)(?=\s*(?:$|,|and\b)|(?P<seat>\s+(?:in|at)\s[^(),]*)$)"
)


def _held(title: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offices with their holders in brackets, each whole: "the Commander in Chief, Pacific (Venn), and the Consul (Orlo)"."""
    out, at = [], start
    while holder := _HOLDER.match(title, at, end):
        out.append((at, holder.end()))
        if holder["seat"]:
            return out
        between = re.compile(r"\s*,?\s*(?:and\s+)?").match(title, holder.end(), end)
        at = between.end() if between else holder.end()
    if at < end:
        out.append((at, end))
    return out or [(start, end)]


_HIDDEN = "\ue000"  # of the private use area: stands for a comma that parts nothing


def _listed(text: str) -> list[tuple[persons.Parsed, int, int]]:
    """The parties of a list; an office behind a person's comma is his: "Mr I. Orlo, Treasurer, and Mr A. Venn"."""
    if persons.is_titled(text):
        return _titled(text)
    return _plain_list(text)


_BEHIND_NAME = re.compile(r",\s+(?!(?:Jr|Sr)\b)")
_NEXT_PERSON = re.compile(r"(?:,\s+and|,|\s+and)\s+(?=\S)")


def _titled(text: str) -> list[tuple[persons.Parsed, int, int]]:
    """Persons with initials or a form of address, each with the office or body behind the comma."""
    cuts = [m for m in _NEXT_PERSON.finditer(text) if persons.is_titled(text[m.end() :])]
    starts, ends = [0, *(m.end() for m in cuts)], [*(m.start() for m in cuts), len(text)]
    out: list[tuple[persons.Parsed, int, int]] = []
    for start, end in zip(starts, ends, strict=True):
        words = text[start:end]
        behind = _BEHIND_NAME.search(words)
        name, office = (
            (words[: behind.start()], words[behind.end() :].rstrip(" ,")) if behind else (words, "")
        )
        person = persons.parse(name)
        if office and person.who.kind == "person" and _is_his(office):
            out.append((replace(person, who=_holder(person.who, office, words)), start, end))
        else:
            out += [(parsed, start + a, start + b) for parsed, a, b in _plain_list(words)]
    return out


def _is_his(words: str) -> bool:
    """Whether what stands behind a person's comma is his office or house, and names nobody else."""
    if re.search(r",\s+and\b", words):
        return False
    telling = persons.is_body(words) or persons.has_office(words)
    return telling or (" and " not in words and " " not in words.replace("U.K. ", ""))


def _plain_list(text: str) -> list[tuple[persons.Parsed, int, int]]:
    hidden = _whole_offices(text)
    out: list[tuple[persons.Parsed, int, int]] = []
    for parsed, start, end in persons.parse_list(hidden):
        name, comma, office = hidden[start:end].partition(_HIDDEN)
        person = persons.parse(name) if comma else parsed
        if comma and _is_holder(person.who):
            parsed = replace(person, who=_holder(person.who, office.strip(), text[start:end]))
        elif out and persons.is_office(person.who.name) and _is_holder(out[-1][0].who):
            before, at, stop = out[-1]
            between, role = text[stop:start].strip(), before.who.role
            if between == "," and role is None:
                out[-1] = replace(before, who=_holder(before.who, text[start:end], text[at:end])), at, end
                continue
            if between == "and" and role and role in text[at:stop]:
                both = f"{role} and {text[start:end]}"
                out[-1] = replace(before, who=_holder(before.who, both, text[at:end])), at, end
                continue
        elif out and _is_seat(text, out[-1], start, end):
            before, at, _ = out[-1]
            whole = text[at:end]
            name = persons.parse(text[at : out[-1][2]]).who.name + text[out[-1][2] : end]
            out[-1] = replace(before, who=replace(before.who, name=name, as_written=whole)), at, end
            continue
        out.append((_shown(parsed), start, end))
    return out


_STATE = re.compile(r"(?:the\s+)?(?:[\w-]+\s+){0,2}(?:Republic|Kingdom|Union|Federation)\b|United Nations$")


def _is_seat(text: str, body: tuple[persons.Parsed, int, int], start: int, end: int) -> bool:
    """Whether the words say where the body before their comma sits: "Legation, Garam"; "Ministry of Trade, Republic of Vesk"."""
    parsed, first, last = body
    return (
        parsed.who.kind == "body"
        and text[last:start].strip() == ","
        and not re.search(r"\b(?:in|at)\s", text[first:last])
        and (places.is_known(text[start:end]) or _STATE.match(text[start:end]) is not None)
    )


def _is_holder(who: Who) -> bool:
    return who.kind == "person" and not persons.is_office(who.name)


def _holder(who: Who, office: str, written: str) -> Who:
    """A person with the office named behind the name."""
    return replace(who, role=office.replace(_HIDDEN, ","), as_written=written)


def _shown(parsed: persons.Parsed) -> persons.Parsed:
    """With the commas that were hidden."""
    who = parsed.who
    if who.as_written and _HIDDEN not in who.name and _HIDDEN not in who.as_written:
        return parsed
    name, written = who.name.replace(_HIDDEN, ","), (who.as_written or "").replace(_HIDDEN, ",")
    return replace(parsed, who=replace(who, name=name, as_written=written or None))


_BEFORE_OFFICE = re.compile(
    r",(?=\s+(?:the\s+)?(?:[\w-]+\s+){0,3}(?:minister|ambassador|chairman|secretary|chief|head|director|commissioner|president|governor|counsellor)\b)",
    re.IGNORECASE,
)


def _whole_offices(text: str) -> str:
    """Commas before an office belong to the name before them; they are hidden from the splitting of lists."""
    return _BEFORE_OFFICE.sub(_HIDDEN, text)


_TELLING = re.compile(r"[^\W\d_][\w'’.-]*")


def _namelike(text: str) -> bool:
    """Short, and its telling words are capitalised, as names, offices and bodies are."""
    words = _TELLING.findall(text)
    if not words or len(text) > persons.MAX_NAME or len(words) > 22:
        return False
    telling = [w for w in words if len(w) > 3 or w[0].isupper()]
    capitals = sum(w[0].isupper() or not w[0].islower() for w in telling)
    return bool(telling) and capitals * 2 >= len(telling)


__all__ = ["Who", "parties", "recognise"]
