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

Days and times are read in ``head_dates``, the foot in ``foot_lines``; labels and greetings stand in
``data/heads.toml``. Everything is a pure function of the line; what a
line means for a message is for ``fonds.extract.messages`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from fonds.data import table
from fonds.extract import head_dates
from fonds.extract.said import Said, addressed, labels, moment_of, people_of, signature, span_of
from fonds.values import dates, marks, persons, places, types
from fonds.values.lines import Line
from fonds.values.small_letters import in_small

MAX_HEAD_LINE = 300
"""Characters; distribution lists may be longer."""


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
    if len(text) > MAX_HEAD_LINE and not labels()["copies"].match(text):
        return None
    for reader in (
        _marking,
        copies_line,
        _from_to,
        head_dates.dispatch_line,
        _from,
        _series,
        _to,
        _labelled,
        number_line,
        head_dates.receipt_line,
        head_dates.dateline,
        head_dates.undated_line,
        _type_line,
        stamp_line,
        _addressee,
    ):
        said = reader(line, context)
        if said is not None:
            return tuple(said)
    return None


def _marking(line: Line, context: dates.DateContext) -> list[Said] | None:
    markings = marks.parse_line(line.text)
    if not markings:
        return None
    said = []
    for marking in markings:
        if marking.kind == "precedence":
            said.append(Said("precedence", marking.text, *span_of(line, marking.start, marking.end)))
        if marking.addressee:
            start, end = marking.addressee
            words = re.sub(r"[.\s]*(?:(?<=[\].,\s])[xх*]{1,3}/?|\[\d+\])?[.\s]*$", "", line.text[start:end])
            lead = re.match(r"\s*(?:to|for)\s+", words, re.IGNORECASE)
            offset = start + (lead.end() if lead else 0)
            ordered = re.search("report|deliver", marking.text, re.IGNORECASE)
            confidence = 0.9 if ordered else 0.85  # "Personal for the Minister": a title knows his name
            said += people_of("to", line, line.text[offset : start + len(words)], offset, confidence)
    return said


def copies_line(line: Line, context: dates.DateContext) -> list[Said] | None:
    """A distribution: "Copies: Venn (2), Brel, Tarn"."""
    match = labels()["copies"].match(line.text)
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
    return people_of("copies_to", line, people, at)


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
            said.append(Said(other, places.parse(words), *span_of(line, *match.span(key))))
        else:
            said += people_of(key, line, words, match.start(key))
    if match["rest"]:
        moment = moment_of("sent", line, match.start("rest"), context)
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


def _from(line: Line, context: dates.DateContext) -> list[Said] | None:
    match = labels()["from"].match(line.text)
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
        said.append(Said("origin", places.parse(where), *span_of(line, at, at + len(where))))
    elif colon or received or re.match(r"(?:the\s+)?(?:comrade|cde)", where, re.IGNORECASE):
        said += people_of("from", line, where, at)
    elif re.fullmatch(r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2}", bare) and not line.text.endswith("."):
        said.append(Said("origin", places.parse(where), *span_of(line, at, at + len(where)), 0.85))
    else:
        return None
    if number:
        said.append(Said("number", number[1], *span_of(line, at + number.start(1), at + number.end(1)), 0.85))
    if dated:
        said.append(Said("sent", dated.when, *span_of(line, at + dated.start, at + dated.end)))
    if received:
        key = "received" if received.group(0).lower().strip(" ,;[:").startswith("rec") else "sent"
        said += moment_of(key, line, at + received.end(), context)
    return said


_SERIES = re.compile(
    r"\W*Series\s*:?\s*[“\"«'‘]?\s*(?P<series>[\w-]{1,12})\s*[”\"»'’]?\s*(?P<rest>.{0,60})$", re.IGNORECASE
)


def _series(line: Line, context: dates.DateContext) -> list[Said] | None:
    match = _SERIES.match(line.text)
    if not match:
        return None
    said = [Said("series", match["series"], *span_of(line, *match.span("series")))]
    number = re.search(r"(?:No\.?|№)\s*(\d[\w/-]*)", match["rest"])
    if number:
        at = match.start("rest")
        said.append(Said("number", number[1], *span_of(line, at + number.start(1), at + number.end(1))))
    return said


_TO = re.compile(r"(?:To|TO|Кому|Für|An)\b\s*:?\s*(?P<who>\S.{1,200}?)\s*[.:!,;]*\s*$")


def _to(line: Line, context: dates.DateContext) -> list[Said] | None:
    match = _TO.match(line.text)
    if not match or not addressed(match["who"]):
        return None
    who, at = _unmarked(match["who"]), match.start("who")
    through = re.search(r",?\s+(?:through|via|by way of)\s+(?:the\s+)?(?=[A-Z])", who)
    if through:
        return people_of("to", line, who[: through.start()], at) + people_of(
            "through", line, who[through.end() :], at + through.end()
        )
    delivered = re.search(
        r",?\s+for\s+(?:immediate\s+|personal\s+)?(?:delivery|transmission|report|communication)\b.{0,40}?\s+to\s+(?=[A-Z]|comrade)",
        who,
    )
    if delivered:
        return people_of("to", line, who[delivered.end() :], at + delivered.end()) + people_of(
            "through", line, who[: delivered.start()], at
        )
    copy = re.search(r"[.;,]\s*(?:copy|copies|cc)\s*(?:to)?\s*:?\s+", who, re.IGNORECASE)
    said = people_of("to", line, who[: copy.start()] if copy else who, at)
    return said + (people_of("copies_to", line, who[copy.end() :], at + copy.end()) if copy else [])


def _unmarked(words: str) -> str:
    """An address without the markings behind it: "THE HARBOUR MASTER MOST SECRET", "... PERSONAL FOR HIMSELF"."""
    if not words.isupper():
        return words
    cuts = (blank.start() for blank in re.finditer(r"\s+", words))
    return next((words[:cut] for cut in cuts if marks.parse_line(words[cut:].strip())), words)


_LABEL = re.compile(r"(?P<label>[^\W\d_][\w. ]{0,24}?)\s*:\s*(?P<rest>\S.*)$")


def _labelled(line: Line, context: dates.DateContext) -> list[Said] | None:
    match = _LABEL.match(line.text)
    if not match:
        return None
    label, rest, at = match["label"], match["rest"], match.start("rest")
    for key in ("through", "subject", "sent", "received", "date", "place", "number"):
        if not labels()[key].fullmatch(label):
            continue
        if key == "through":
            return people_of("through", line, rest, at)
        if key in ("sent", "received", "date"):
            return moment_of("sent" if key == "date" else key, line, at, context) or None
        if key == "place":
            return [Said("origin", places.parse(rest), *span_of(line, at, at + len(rest)))]
        if key == "number" and not re.search(r"\d", rest):
            return None
        return [Said(key, rest.rstrip(" ."), *span_of(line, at, at + len(rest.rstrip(" ."))))]
    return None


_NUMBERED = re.compile(
    r"[\[(]?(?:(?:telegram|cable|letter|despatch|ref\.?|outgoing|incoming|ciphered telegram)\s+)?(?:No|Nos|Nr|№|#)s?\.?\s*(?P<number>\d[\w./-]*(?:\s?[-–/]\s?\w+)?)[\])]?\.?",
    re.IGNORECASE,
)


def number_line(line: Line, context: dates.DateContext) -> list[Said] | None:
    """A number alone: "No. 2084"."""
    match = _NUMBERED.fullmatch(line.text)
    return (
        [Said("number", match["number"].rstrip("."), *span_of(line, *match.span("number")), 0.9)]
        if match
        else None
    )


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
        return [Said("number", number["number"], *span_of(line, at, at + len(number["number"])), 0.9)]
    return [] if not rest or rest.isupper() or len(rest) < 12 else None


_STAMP = re.compile(
    r"\[?\s*(?:stamp|handwritten|in pen|in pencil|resolution|marginal note|declassified)\b", re.IGNORECASE
)


def stamp_line(line: Line, context: dates.DateContext) -> list[Said] | None:
    """A stamp or a note by hand, which says nothing of the message."""
    return [] if len(line.text) < 200 and _STAMP.match(line.text) else None


_ADDRESSEE = re.compile(
    r"(?:Comrade|Cde\.|Mr\.?|Mrs\.?|Miss|Sir|Dr\.?|His Excellency|Her Excellency|H\.E\.|The Hon\.?|The Rt\.? Hon\.?|Herrn?|Monsieur|Товарищу)\s+[^\W\d_][\w.’' \[\]-]{1,60}"
)


def _addressee(line: Line, context: dates.DateContext) -> list[Said] | None:
    """The first line of a letter's address block: "Comrade Ivo Brel"."""
    if not _ADDRESSEE.fullmatch(line.text) or not signature(re.sub(r"[\[\]]", "", line.text), sure=True):
        return None
    return people_of("to", line, line.text, 0, 0.9)


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
    said = [Said("to", parsed.who, *span_of(line, *match.span(group)), 0.7)] if named else []
    return said, line.start + match.end()


def is_list_label(line: Line) -> bool:
    """Whether the line is nothing but the label of a distribution list: "DISTRIBUTION", "Copies to:"."""
    return labels()["copies"].fullmatch(line.text.rstrip(" :.").strip()) is not None and len(line.text) > 2


def recipients(line: Line) -> list[Said]:
    """A row of a distribution list: "Admiralty (3)"; the remark in "Lord Orlo (paraphrase only)" is his role."""
    row = re.match(r"\s*(?:\d{1,2}[.)]\s+)?", line.text)
    at = row.end() if row else 0
    return people_of("copies_to", line, line.text[at:], at)


def urgency(line: Line) -> list[Said]:
    """The precedence at the beginning of a sentence: "Most urgent. The Ambassador is to ..."."""
    first = re.match(r"[^.!]{3,25}(?=[.!]\s)", line.text)
    marking = marks.parse_line(first.group(0)) if first else ()
    return [
        Said("precedence", m.text, *span_of(line, m.start, m.end)) for m in marking if m.kind == "precedence"
    ]
