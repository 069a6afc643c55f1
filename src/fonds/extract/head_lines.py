"""One line of a message's head or foot: what it is and what it says.

Grammar, a line each::

    To Comrade ORLO [Venn]             address        Copies: Venn (2), Brel, Tarn      distribution
    To: the Central Committee          address        Copy to Comrade TARN.             distribution
    From PORTVALE Received 12:15 18.7.1952            origin and time of receipt
    From: Embassy in Portvale          sender         Series “G” T                      series
    No. 2084                           number         Subject: the harbour              subject
    Portvale, 3 May 1957               dateline       Dear Minister,                    salutation
    With greetings! ORLO, 3:00, 15.7.52               greeting, signature, time of sending
    13/5-50. Orlo                      time of sending and signature

Labels and greetings stand in ``data/heads.toml``. Everything is a pure function of the line; what a
line means for a message is for ``fonds.extract.messages`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from fonds.data import table
from fonds.model import When, Where, Who
from fonds.values import dates, letter_datelines, marks, persons, places, types
from fonds.values.lines import Line
from fonds.values.small_letters import in_small

MAX_HEAD_LINE = 300
"""Characters; distribution lists may be longer."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a line says: a key such as to, from, copies_to, sent; its value; its span in the reading text."""

    key: str
    value: Who | When | Where | str
    start: int
    end: int
    confidence: float = 0.95


@cache
def _labels() -> dict[str, re.Pattern[str]]:
    return {
        key: re.compile(rf"(?:{words})\b\.?", re.IGNORECASE)
        for key, words in table("heads")["labels"].items()
    }


@cache
def _greeting() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(table('heads')['greetings'])})\s*[,.!…:;—–-]*\s*", re.IGNORECASE)


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(table('heads')['signed'])})\s*[:,.]?\s*", re.IGNORECASE)


@cache
def _over() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(table('heads')['ends'])})\W*", re.IGNORECASE)


@cache
def _without_date() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?<=[,.;(\[ ])|^)(?:{'|'.join(table('heads')['undated'])})[\s.,;)\]]*(?:\[\d+\])?$",
        re.IGNORECASE,
    )


@cache
def _salutation() -> re.Pattern[str]:
    """In small letters."""
    words, addresses = ("|".join(table("heads")[key]) for key in ("salutations", "addresses"))
    return re.compile(
        rf"(?:(?:{words})\s+(?P<who>[^.!?;:]{{2,90}}?)|(?P<comrade>(?:{addresses})(?:\s+[^\W\d_][\w.’' -]{{1,60}})?))\s*[,!:—–]+\s*"
    )


@lru_cache(maxsize=64)  # a line is asked for again when the line before it is read
def head(line: Line, context: dates.DateContext) -> Sequence[Said] | None:
    """What a line says if it can stand in a head; None for the document's own prose."""
    text = line.text
    if len(text) > MAX_HEAD_LINE and not _labels()["copies"].match(text):
        return None
    for reader in (
        _marking,
        _copies,
        _from_to,
        _dispatch,
        _from,
        _series,
        _to,
        _labelled,
        _number,
        _received,
        _dateline,
        _undated,
        _type_line,
        _stamp,
        _addressee,
    ):
        said = reader(line, context)
        if said is not None:
            return tuple(said)
    return None


def _span(line: Line, start: int, end: int) -> tuple[int, int]:
    return line.start + start, line.start + end


def _marking(line: Line, context: dates.DateContext) -> list[Said] | None:
    markings = marks.parse_line(line.text)
    if not markings:
        return None
    said = []
    for marking in markings:
        if marking.kind == "precedence":
            said.append(Said("precedence", marking.text, *_span(line, marking.start, marking.end)))
        if marking.addressee:
            start, end = marking.addressee
            words = re.sub(r"[.\s]*(?:(?<=[\].,\s])[xх*]{1,3}/?|\[\d+\])?[.\s]*$", "", line.text[start:end])
            lead = re.match(r"\s*(?:to|for)\s+", words, re.IGNORECASE)
            offset = start + (lead.end() if lead else 0)
            ordered = re.search("report|deliver", marking.text, re.IGNORECASE)
            confidence = 0.9 if ordered else 0.85  # "Personal for the Minister": a title knows his name
            said += _people("to", line, line.text[offset : start + len(words)], offset, confidence)
    return said


def _people(key: str, line: Line, text: str, offset: int, confidence: float = 0.95) -> list[Said]:
    # "in person", "for information", "personal for himself" in an address name nobody.
    named = [
        (p, a, b)
        for p, a, b in persons.parse_list(text)
        if (p.who.role or p.who.kind or not text[a : a + 1].islower())
        and not re.match(r"(?:him|her|your|them)sel(?:f|ves)\b", text[a:b], re.IGNORECASE)
    ]
    return [Said(key, parsed.who, *_span(line, offset + a, offset + b), confidence) for parsed, a, b in named]


def _copies(line: Line, context: dates.DateContext) -> list[Said] | None:
    match = _labels()["copies"].match(line.text)
    if not match or marks.parse_line(line.text):
        return None
    rest = re.match(r"\s*:?\s*(?:to:?\s+)?", line.text[match.end() :])
    at = match.end() + (rest.end() if rest else 0)
    labelled = ":" in line.text[match.end() : at] or re.fullmatch(
        r"(?:copy|copies) to", match.group(0).strip(), re.IGNORECASE
    )
    people = line.text[at:]
    if (
        not labelled
        or not re.search(r"[^\W\d_]", people)
        or not re.match(r"(?:the\s+|all\s+)?(?:comrades?|cdes?\.?|\d+\s*[-–.)]\s*)?\s*[^\W\da-zа-я]", people)
    ):
        return None
    return _people("copies_to", line, people, at)


_FROM_TO = re.compile(
    r"\W*(?:FROM|From)\s+(?P<from>[^.:]{2,80}?)\s*,?\s+(?:TO|to)\s+(?P<to>[^.:]{2,80}?)\s*(?:[.:;]\s*(?P<rest>.*))?$"
)


def _from_to(line: Line, context: dates.DateContext) -> list[Said] | None:
    """ "FROM PORTVALE TO FOREIGN DEPARTMENT"; "From the Flag Officer to the Admiralty. 11 July 1957, 4.30 p.m."."""
    match = _FROM_TO.match(line.text)
    if not match or not addressed(match["to"]) or not addressed(match["from"]):
        return None
    said = [Said("from_to", line.text, line.start, line.end)]
    for key, other in (("from", "origin"), ("to", "destination")):
        words = match[key]
        # In capitals, a post is named by its place, unless a body's noun stands in it.
        if places.is_known(words) or (words.isupper() and persons.parse(words).who.kind == "person"):
            said.append(Said(other, places.parse(words), *_span(line, *match.span(key))))
        else:
            said += _people(key, line, words, match.start(key))
    if match["rest"]:
        moment = _moment("sent", line, match.start("rest"), context)
        if not moment:
            return None
        said += moment
    return said


_OWN_NUMBER = re.compile(
    r"\s*(?:\[[^\]\n]{0,60}\]\s*)?(?P<number>(?:[A-Z][A-Za-z]*(?:[-–][A-Z]+)?[ -–])?(?:[A-Z]{1,2}[-–])?\d{1,6}[A-Z]?)(?:\.\s|\n)"
)
NUMBERED = frozenset({"telegram", "airgram", "despatch", "letter"})


def own_number(text: str, at: int, kind: str) -> list[Said]:
    """The sender's own number, with which the words of a telegram begin: "579. Accompanied by the Consul".

    >>> [said.value for said in own_number("579. Accompanied by the Consul I called.", 0, "telegram")]
    ['579']
    >>> [said.value for said in own_number("Tosec 70. For the Secretary.", 0, "telegram")]
    ['Tosec 70']
    >>> own_number("1. The Consul called.\\n\\n2. He said nothing.", 0, "telegram")
    []
    """
    match = _OWN_NUMBER.match(text, at, at + 120)
    if match is None or kind not in NUMBERED:
        return []
    number = match["number"]
    if number == "1" and re.search(r"\n\s*2\.\s", text[at:]):
        return []  # the first of several points
    return [Said("number", number, match.start("number"), match.end("number"), 0.9)]


_DISPATCHED = re.compile(r"(?P<key>[DR])[.:]\s+(?=\d)")


def _dispatch(line: Line, context: dates.DateContext) -> list[Said] | None:
    """The times of a British telegram: "D. 10.15 a.m., 9 July 1957" and "R. 11.40 a.m., 9 July 1957"."""
    match = _DISPATCHED.match(line.text) if len(line.text) <= 60 else None
    if match is None:
        return None
    return _moment("sent" if match["key"] == "D" else "received", line, match.end(), context) or None


def _from(line: Line, context: dates.DateContext) -> list[Said] | None:
    match = _labels()["from"].match(line.text)
    if not match or line.text[: match.end()].islower():
        return None
    colon = re.match(r"\s*:\s*", line.text[match.end() :])
    at = match.end() + (
        colon.end() if colon else len(line.text[match.end() :]) - len(line.text[match.end() :].lstrip())
    )
    rest = line.text[at:]
    received = re.search(r"[,;]?\s*(?:\[?\b(?:received|rec['’]d|sent|dispatched)\b:?)", rest, re.IGNORECASE)
    where = rest[: received.start()] if received else rest
    dated = (
        next((d for d in dates.find(where, context=context) if len(where) - d.end < 3), None)
        if not received
        else None
    )
    if dated and dated.start:
        where = where[: dated.start]
    number = re.search(r",?\s*(?:No\.?|№)\s*(\d[\w/-]*)\s*$", where)
    if number:
        where = where[: number.start()]
    where = where.rstrip(" ,.;")
    if not where or len(where) > 140:
        return None
    said: list[Said] = []
    bare = re.sub(r"[\[\]]", "", where)
    is_place = (
        places.is_known(bare)
        or (not colon and re.fullmatch(r"(?:[A-ZА-ЯÀ-Þ][A-ZА-ЯÀ-Þ'’.-]*\s?){1,4}", bare))
        or (received and len(bare.split()) <= 3 and not persons.parse(bare).who.role)
    )
    if is_place:
        said.append(Said("origin", places.parse(where), *_span(line, at, at + len(where))))
    elif colon or received or re.match(r"(?:the\s+)?(?:comrade|cde)", where, re.IGNORECASE):
        said += _people("from", line, where, at)
    elif re.fullmatch(r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2}", bare) and not line.text.endswith("."):
        said.append(Said("origin", places.parse(where), *_span(line, at, at + len(where)), 0.85))
    else:
        return None
    if number:
        said.append(Said("number", number[1], *_span(line, at + number.start(1), at + number.end(1)), 0.85))
    if dated:
        said.append(Said("sent", dated.when, *_span(line, at + dated.start, at + dated.end)))
    if received:
        key = "received" if received.group(0).lower().strip(" ,;[:").startswith("rec") else "sent"
        said += _moment(key, line, at + received.end(), context)
    return said


def _moment(key: str, line: Line, at: int, context: dates.DateContext) -> list[Said]:
    for date in dates.find(line.text, at, context=context):
        return [Said(key, date.when, *_span(line, date.start, date.end))]
    return []


def _received(line: Line, context: dates.DateContext) -> list[Said] | None:
    text = line.text.strip("[]() ")
    for key in ("received", "sent"):
        if _labels()[key].match(text) and len(line.text) < 90:
            return _moment(key, line, 0, context) or None
    return None


_SERIES = re.compile(
    r"\W*Series\s*:?\s*[“\"«'‘]?\s*(?P<series>[\w-]{1,12})\s*[”\"»'’]?\s*(?P<rest>.{0,60})$", re.IGNORECASE
)


def _series(line: Line, context: dates.DateContext) -> list[Said] | None:
    match = _SERIES.match(line.text)
    if not match:
        return None
    said = [Said("series", match["series"], *_span(line, *match.span("series")))]
    number = re.search(r"(?:No\.?|№)\s*(\d[\w/-]*)", match["rest"])
    if number:
        at = match.start("rest")
        said.append(Said("number", number[1], *_span(line, at + number.start(1), at + number.end(1))))
    return said


_TO = re.compile(r"(?:To|TO|Кому|Für|An)\b\s*:?\s*(?P<who>\S.{1,200}?)\s*[.:!,;]*\s*$")


def _to(line: Line, context: dates.DateContext) -> list[Said] | None:
    match = _TO.match(line.text)
    if not match or not addressed(match["who"]):
        return None
    who, at = _unmarked(match["who"]), match.start("who")
    through = re.search(r",?\s+(?:through|via|by way of)\s+(?:the\s+)?(?=[A-Z])", who)
    if through:
        return _people("to", line, who[: through.start()], at) + _people(
            "through", line, who[through.end() :], at + through.end()
        )
    delivered = re.search(
        r",?\s+for\s+(?:immediate\s+|personal\s+)?(?:delivery|transmission|report|communication)\b.{0,40}?\s+to\s+(?=[A-Z]|comrade)",
        who,
    )
    if delivered:
        return _people("to", line, who[delivered.end() :], at + delivered.end()) + _people(
            "through", line, who[: delivered.start()], at
        )
    copy = re.search(r"[.;,]\s*(?:copy|copies|cc)\s*(?:to)?\s*:?\s+", who, re.IGNORECASE)
    said = _people("to", line, who[: copy.start()] if copy else who, at)
    return said + (_people("copies_to", line, who[copy.end() :], at + copy.end()) if copy else [])


def _unmarked(words: str) -> str:
    """An address without the markings behind it: "THE HARBOUR MASTER MOST SECRET", "... PERSONAL FOR HIMSELF"."""
    if not words.isupper():
        return words
    cuts = (blank.start() for blank in re.finditer(r"\s+", words))
    return next((words[:cut] for cut in cuts if marks.parse_line(words[cut:].strip())), words)


def addressed(words: str) -> bool:
    """Whether the words after "To" name somebody, rather than begin an infinitive or a sentence."""
    bare = re.sub(
        r"^(?:the|all|his|her|my|our|dear|esteemed|respected)\s+",
        "",
        words.strip("[]“”\"' "),
        flags=re.IGNORECASE,
    )
    if re.match(r"(?:comrades?|cdes?|com|tov)\b\.?", bare, re.IGNORECASE):
        return len(words) < 200
    if not bare or not (
        bare[0].isupper() or bare[0] == "[" or (not bare[0].isascii() and not bare[0].islower())
    ):
        return bool(
            re.match(
                r"(?:minister|ambassador|head|chairman|chief|director|deputy|government|embassy)\b", bare
            )
        ) and not re.search(r"[.!?]\s", bare)
    lower = [w for w in re.findall(r"[^\W\d_]+", bare) if w.islower() and w not in _CONNECTING]
    return len(lower) * 2 <= len(bare.split()) and not re.search(
        r"[.!?]\s+[A-Z][a-z]+\s+[a-z]+", re.sub(r"\b(?:[A-Z]|Cde|Mr|Dr|St|Com|No)\.", "", bare)
    )


_CONNECTING = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "to",
        "at",
        "on",
        "de",
        "la",
        "del",
        "du",
        "von",
        "van",
        "der",
        "affairs",
        "a",
        "an",
        "with",
        "by",
        "minister",
        "foreign",
        "comrade",
        "comrades",
        "ambassador",
        "deputy",
    ]
)


_LABEL = re.compile(r"(?P<label>[^\W\d_][\w. ]{0,24}?)\s*:\s*(?P<rest>\S.*)$")


def _labelled(line: Line, context: dates.DateContext) -> list[Said] | None:
    match = _LABEL.match(line.text)
    if not match:
        return None
    label, rest, at = match["label"], match["rest"], match.start("rest")
    for key in ("through", "subject", "sent", "received", "date", "place", "number"):
        if not _labels()[key].fullmatch(label):
            continue
        if key == "through":
            return _people("through", line, rest, at)
        if key in ("sent", "received", "date"):
            return _moment("sent" if key == "date" else key, line, at, context) or None
        if key == "place":
            return [Said("origin", places.parse(rest), *_span(line, at, at + len(rest)))]
        if key == "number" and not re.search(r"\d", rest):
            return None
        return [Said(key, rest.rstrip(" ."), *_span(line, at, at + len(rest.rstrip(" ."))))]
    return None


_NUMBERED = re.compile(
    r"[\[(]?(?:(?:telegram|cable|letter|despatch|ref\.?|outgoing|incoming|ciphered telegram)\s+)?(?:No|Nos|Nr|№|#)s?\.?\s*(?P<number>\d[\w./-]*(?:\s?[-–/]\s?\w+)?)[\])]?\.?",
    re.IGNORECASE,
)


def _number(line: Line, context: dates.DateContext) -> list[Said] | None:
    match = _NUMBERED.fullmatch(line.text)
    return (
        [Said("number", match["number"].rstrip("."), *_span(line, *match.span("number")), 0.9)]
        if match
        else None
    )


# What may follow the date of a dateline: clock times and ranges of them, zones, receipt, a note's sign.
_AFTER_DATE = re.compile(
    r"(?:[\d:.,–—\s/-]|\b[ap]\.?\s?m\b\.?|\b(?:noon|midnight|to|and|hours?|г|year|urgent|local time|est|edt|gmt|z)\b\.?|\d+z|\[\d+\])*"
    r"(?:\[?received.*)?",
    re.IGNORECASE,
)


_DIGIT = re.compile(r"\d")
_NOTE_SIGN = re.compile(r"\s*\[\d{1,3}\]\s*(?=\]?\s*$)")
# "Cablegram UN1048", "Telegram No. 12 (extract)", "Savingram unnumbered"
_TYPE_NUMBER = re.compile(
    r"\s*(?:No\.?|№)?\s*(?:\[?(?P<number>(?:[A-Z]{1,5}\.?[ -]?)?\d[\w./-]*)\]?|unnumbered\b)?\s*(?:\([^)]*\))?\s*(?P<place>.*)$"
)
_OTHER_PAPER = re.compile(
    r"[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2}\s+(?:No\.?\s*)?[A-Z]{0,5}\d[\w/-]*(?:\s\d+)?(?=\s|$)"
)
_REMARK = re.compile(r"(?:extracts?|excerpts?|copy|draft|translation)\b[\s:]*", re.IGNORECASE)


def _dateline(line: Line, context: dates.DateContext) -> list[Said] | None:
    """ "Portvale, 3 May 1957, 4 p.m.", "[WASHINGTON,] 2 January 1951.", "Cablegram 232 CANBERRA, 24 December 1941"."""
    text = line.text
    if len(text) > 120 or _DIGIT.search(text) is None:
        return None
    found = dates.find(text, context=context)
    if not found:
        return None
    date = found[0]
    rest = _NOTE_SIGN.sub("", text[date.end :]).strip(" .,;)]")
    if rest and not _AFTER_DATE.fullmatch(rest):
        return None
    before = text[: date.start].strip(" ,;:([—–-")
    if before and len(date.when.edtf) < 7:
        return None  # "COMMUNIST CHINA IN 1971"
    said = [Said("sent", date.when, *_span(line, date.start, date.end), 0.93)]
    if not before or re.fullmatch(r"(?:date|dated|on|of|the|den|le|am)", before, re.IGNORECASE):
        return said
    placed = _before_date(line, before)
    return None if placed is None else said + placed


def _undated(line: Line, context: dates.DateContext) -> list[Said] | None:
    """ "Portvale, undated": the place, and that no date is to be looked for."""
    match = _without_date().search(line.text) if len(line.text) <= 120 else None
    if match is None:
        return None
    placed = _before_date(line, line.text[: match.start()].strip(" ,;:([—–-"))
    if placed is None:
        return None
    return [Said("undated", match.group(), *_span(line, *match.span()), 0.93), *placed]


def _before_date(line: Line, before: str) -> list[Said] | None:
    """What stands in front of the date: type and number, a remark, the place; None where it is something else."""
    said: list[Said] = []
    base = line.text.find(before)
    kind = types.find(before, within=1)
    if kind:
        number = _TYPE_NUMBER.match(before, kind.end)
        if number is None:
            return None
        if number["number"]:
            span = _span(line, base + number.start("number"), base + number.end("number"))
            said.append(Said("number", number["number"], *span, 0.9))
        before = number["place"].strip(" ,;")
    elif extract := _REMARK.match(before):
        before = before[extract.end() :].strip(" ,;")
    if undated := _without_date().search(before):
        before = before[: undated.start()].strip(" ,;")
    if numbered := _OTHER_PAPER.match(
        before
    ):  # a paper that the table of types does not know: "Minute 10 VESK"
        before = before[numbered.end() :].strip(" ,;")
    bare = re.sub(r"[\[\]]", "", before).strip(" ,.")
    if bare and (
        re.fullmatch(r"[^\W\d_a-zа-я][\w'’. -]{1,40}", bare)
        and not re.search(
            r"\b(?:is|was|has|met|on|at|the|your|my|have|of|dated|received)\b", bare, re.IGNORECASE
        )
        and bare not in letter_datelines.no_place()
    ):
        at = line.text.find(before)
        said.append(Said("origin", places.parse(before), *_span(line, at, at + len(before)), 0.9))
    elif bare:
        return None
    return said


def _type_line(line: Line, context: dates.DateContext) -> list[Said] | None:
    if len(line.text) > 70:
        return None
    kind = types.find(line.text, within=3)
    if not kind:
        return None
    rest = line.text[kind.end :].strip(" .:,")
    number = re.match(r"(?:No\.?|№|Nr\.?)\s*(?P<number>\d[\w./-]*)", rest)
    if number:
        at = line.text.find(number["number"], kind.end)
        return [Said("number", number["number"], *_span(line, at, at + len(number["number"])), 0.9)]
    return [] if not rest or rest.isupper() or len(rest) < 12 else None


_STAMP = re.compile(
    r"\[?\s*(?:stamp|handwritten|in pen|in pencil|resolution|marginal note|declassified)\b", re.IGNORECASE
)


def _stamp(line: Line, context: dates.DateContext) -> list[Said] | None:
    return [] if len(line.text) < 200 and _STAMP.match(line.text) else None


_ADDRESSEE = re.compile(
    r"(?:Comrade|Cde\.|Mr\.?|Mrs\.?|Miss|Sir|Dr\.?|His Excellency|Her Excellency|H\.E\.|The Hon\.?|The Rt\.? Hon\.?|Herrn?|Monsieur|Товарищу)\s+[^\W\d_][\w.’' \[\]-]{1,60}"
)


def _addressee(line: Line, context: dates.DateContext) -> list[Said] | None:
    """The first line of a letter's address block: "Comrade Ivo Brel"."""
    if not _ADDRESSEE.fullmatch(line.text) or not signature(re.sub(r"[\[\]]", "", line.text), sure=True):
        return None
    return _people("to", line, line.text, 0, 0.9)


def salutation(line: Line) -> tuple[list[Said], int] | None:
    """Whom a salutation addresses, and the offset at which the words go on (they may stand on the same line)."""
    text = line.text
    match = _salutation().match(in_small(text))
    if match is None or match.end() == match.start():
        return None
    if (match.end() < len(text) and text[match.end() - 1 : match.end()] not in " !,:—–") or (
        match.end() < len(text) - 0
        and "," in match.group(0)
        and len(text) > match.end()
        and text[match.end()].islower()
    ):
        return None
    group = "who" if match["who"] else "comrade"
    parsed = persons.parse(text[slice(*match.span(group))])
    named = parsed.who.name and parsed.who.name[0].isupper()
    said = [Said("to", parsed.who, *_span(line, *match.span(group)), 0.7)] if named else []
    return said, line.start + match.end()


def is_list_label(line: Line) -> bool:
    """Whether the line is nothing but the label of a distribution list: "DISTRIBUTION", "Copies to:"."""
    return _labels()["copies"].fullmatch(line.text.rstrip(" :.").strip()) is not None and len(line.text) > 2


def recipients(line: Line) -> list[Said]:
    """A row of a distribution list: "Admiralty (3)"; the remark in "Lord Orlo (paraphrase only)" is his role."""
    row = re.match(r"\s*(?:\d{1,2}[.)]\s+)?", line.text)
    at = row.end() if row else 0
    return _people("copies_to", line, line.text[at:], at)


def urgency(line: Line) -> list[Said]:
    """The precedence at the beginning of a sentence: "Most urgent. The Ambassador is to ..."."""
    first = re.match(r"[^.!]{3,25}(?=[.!]\s)", line.text)
    marking = marks.parse_line(first.group(0)) if first else ()
    return [
        Said("precedence", m.text, *_span(line, m.start, m.end)) for m in marking if m.kind == "precedence"
    ]


_LISTED = re.compile(r"(?:copies|copy|cc|distribution|рассылка)\b", re.IGNORECASE)


def closing(line: Line, context: dates.DateContext) -> list[Said] | None:
    """What a line says at the foot: greeting, signature, place and time of sending, number; None for prose."""
    text = line.text
    if len(text) > 220:
        return None
    bare = text.rstrip("”\"»’' ")
    if _LISTED.match(text) and (listed := _copies(line, context)):
        return listed
    if number := _number(line, context):
        return number
    if marks.parse_line(text) or _stamp(line, context) is not None or _over().fullmatch(text):
        return []
    said: list[Said] = []
    at = 0
    greeted = False
    while (match := _greeting().match(bare, at)) and match.end() > at:
        at, greeted = match.end(), True
    if (match := _signed().match(bare, at)) and (match.end() < len(bare) or match.group(0).strip()):
        greeted = greeted or match.end() > at + 1
        at = match.end()
    if at >= len(bare):
        return said
    found = dates.find(bare, at, context=context)
    if found and len(bare) - at < 140:
        date = found[-1]
        said.append(Said("sent", date.when, *_span(line, date.start, date.end), 0.95))
        before, after = (at, date.start), (date.end, len(bare))
    else:
        before, after = (at, len(bare)), (len(bare), len(bare))
    for start, end in (before, after):
        lead, words = _core(bare[start:end])
        if not words.strip("."):
            continue
        if not signature(words, sure=greeted or bool(found)):
            return None
        key = "origin" if places.is_known(words) and found else "from"
        if key == "origin":
            said.append(
                Said("origin", places.parse(words), *_span(line, start + lead, start + lead + len(words)))
            )
        else:
            said += _people("from", line, words, start + lead, 0.92)
    return said


def _core(text: str) -> tuple[int, str]:
    """What is left of a text without signs around it and brackets that have no partner; and its offset there."""
    words = text.lstrip(" \t.,;:—–-/*").rstrip(" \t,;:—–-/*")
    for opening, closing_ in ("[]", "()"):
        whole = words.startswith(opening) and words.find(closing_) == len(words) - 1
        if whole or words.count(opening) != words.count(closing_):
            words = words.strip(opening + closing_ + " ")
    return text.find(words), words


def signature(words: str, sure: bool = False) -> bool:
    """Whether the words may be a signature: one to five capitalised words, an office allowed where ``sure``."""
    bare = words.strip(" .[]()/")
    if not bare or len(bare) > (90 if sure else 45) or any(c.isdigit() for c in bare) or bare[-1:] in ":;?":
        return False
    tokens = re.findall(r"[^\W\d_][\w.’'-]*", bare)
    if not tokens or len(tokens) > (10 if sure else 5):
        return False
    strong = [t for t in tokens if t[0].isupper() or not t[0].islower()]
    return (
        len(strong) == len(tokens)
        or (sure and len(strong) * 2 >= len(tokens))
        or all(t in _CONNECTING for t in tokens if t not in strong)
    )
