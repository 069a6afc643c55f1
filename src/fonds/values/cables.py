"""The physical lines of a United States cable: what each is.

A cable is told by its address lines, "FM" and "TO", which no other paper has in this form (ACP 127), or by
the frame of the National Archives' database: "Message Text" above, "Message Attributes" below. Words and
labels stand in ``data/cables.toml``.

>>> kind("PAGE 02 PORTVA 00123 012345Z"), kind("FM AMEMBASSY PORTVALE"), kind("NNN")
('page', 'from', 'end')
>>> kind("SUBJ: HARBOUR DUES"), kind("E.O. 11652: GDS"), kind("REFS: (A) STATE 123")
('subject', 'order', 'reference')
>>> kind("C O N F I D E N T I A L SECTION 1 OF 2 PORTVALE 0123"), kind("CONFIDENTIAL")
('number', 'mark')
>>> kind("CONFIDENTIAL TALKS WENT ON"), kind("FROM THE HARBOUR")
(None, None)
>>> is_cable("R 012345Z MAY 74\\nFM AMEMBASSY PORTVALE\\nTO SECSTATE WASHDC 12\\n"), is_cable("FM radio")
(True, False)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fonds.data import table

_ADDRESSES = re.compile(r"^[ \t\"“]*FM[ \t]+[A-Z].*\n(?:.*\n){0,3}?[ \t]*TO[ \t]+[A-Z]", re.MULTILINE)
_STAMP = re.compile(r"Declassified/Released\s+US Department of State\s+EO Systematic Review", re.IGNORECASE)
_PAGE = re.compile(r"PAGE 0*(?P<page>\d{1,3}) +(?:OF \d+ +)?[A-Z][A-Z .]*\d{2,6}(?!\w).*")
_ROUTING = re.compile(r"(?:ACTION|INFO|ORIGIN)\s+[A-Z]{1,6}-\d\d\b.*|-{6,}\s*\d{4,6}.*")
_END = re.compile(r"N{4}|NNN|BT|#\d{0,5}")
_TIME = re.compile(
    r"[\"“]?(?P<prosigns>(?:[A-Z] ){1,3})?(?P<when>\d{6} ?[A-Z]? (?:[A-Z]{3,9})\.? ?(?P<year>\d\d(?:\d\d)?)?)(?P<rest>(?: +(?:ZFF|ZDK|ZEX|ZDS|ZZK)-?\d?)*)"
)
_FROM = re.compile(r"[\"“]?FM +(?P<who>[A-Z].*)")
_TO = re.compile(r"TO +(?P<who>[A-Z].*)")
_INFO = re.compile(r"(?:INFO|ZEN/?) +(?P<who>[A-Z].*)")


@dataclass(frozen=True, slots=True)
class NumberLine:
    """ "CONFIDENTIAL SECTION 1 OF 2 PORTVALE 0123": mark as written and its level, station, number, section."""

    mark: str
    level: str
    station: str | None
    number: str
    section: int
    start: int
    end: int


def is_cable(text: str) -> bool:
    """Whether a text holds a cable; quick for those that do not."""
    if "Message Attributes" in text and "Document Number:" in text:
        return True
    return "FM " in text and _ADDRESSES.search(text) is not None


def begins_with_mark(line: str) -> bool:
    """Whether a line begins with a classification, as no address does."""
    return _mark().match(line) is not None


def is_stamp(line: str) -> bool:
    """Whether the line is the stamp of release that the database prints at the head of each page."""
    return _STAMP.search(line) is not None


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE))
        for name, words in table("cables")["labels"].items()
    )


@cache
def _levels() -> dict[str, str]:
    return {
        form.replace(" ", ""): level
        for level, forms in table("cables")["classification"].items()
        for form in forms
    }


@cache
def _mark() -> re.Pattern[str]:
    forms = sorted(
        (form for forms in table("cables")["classification"].values() for form in forms),
        key=len,
        reverse=True,
    )
    spaced = (" ?".join(re.escape(c) for c in form.replace(" ", "")) for form in forms)
    return re.compile(rf"(?P<mark>{'|'.join(spaced)})(?!\w)")


def level(words: str) -> str | None:
    """The level of a classification, spaced or not.

    >>> level("C O N F I D E N T I A L"), level("LIMITED OFFICIAL USE"), level("HARBOUR")
    ('confidential', 'restricted', None)
    """
    return _levels().get(words.strip().upper().replace(" ", ""))


@cache
def _captions() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(table('cables')['captions']['words'])})[ /]*")


_SECTION = re.compile(
    r"\s*(?:(?:FINAL )?SECTION (?P<n>\d{1,2}|ONE|TWO|THREE|FOUR|FIVE) OF (?:\d{1,2}|\w+))\s*"
)
_STATION = re.compile(r"\s*(?:(?P<station>[A-Z][A-Z .'-]{1,30}?) )? *(?P<number>\d{2,6})(?P<part>/\d{1,2})?")


def number_line(line: str) -> NumberLine | None:
    """The line that gives classification, station and number.

    >>> number_line("LIMITED OFFICIAL USE PORTVALE 0123").number
    '0123'
    >>> number_line("LIMITED OFFICIAL USE 0123").station is None
    True
    >>> number_line("UNCLAS PORT REGENT 77 SECTION 2 OF 2").section
    2
    >>> number_line("C O N F I D E N T I A L SECTION 1 OF 3 PORTVALE 0123/1").station
    'PORTVALE'
    """
    mark = _mark().match(line)
    if mark is None:
        return None
    at = mark.end()
    section = _SECTION.match(line, at)
    at = section.end() if section else at
    if not (numbered := _STATION.match(line, at)):
        return None
    end = numbered.end()
    after = _SECTION.match(line, end)
    end = after.end() if after else end
    if len(line[end:].strip()) > 12:
        return None  # prose: "SECRET TALKS IN 1974 WERE HELD"
    part = section or after
    words = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5}
    n = 1 if part is None else words.get(part["n"]) or int(part["n"])
    return NumberLine(
        mark["mark"],
        _levels()[mark["mark"].replace(" ", "")],
        numbered["station"].strip() if numbered["station"] else None,
        numbered["number"],
        n,
        numbered.start("station") if numbered["station"] else numbered.start("number"),
        numbered.end("number"),
    )


def label(line: str) -> tuple[str, int] | None:
    """The label below the number line, and where its value begins; one letter wrong or two exchanged are forgiven.

    >>> label("TAGS: PFOR, XX"), label("USBJ: HARBOUR"), label("E.O. 12065 N/A"), label("TAGSALE")
    (('tags', 6), ('subject', 6), ('order', 5), None)
    """
    for name, words in _labels():
        match = words.match(line)
        after = r"\s*[:;]+\s*|\s+(?=\d)" if name == "order" else r"\s*[:;]+\s*"
        if match and (colon := re.match(after, line[match.end() :])):
            return name, match.end() + colon.end()
    word = re.match(r"([A-Z]{4,7})\s*:+;?\s*", line)
    if word:
        for name, right in (
            ("tags", "TAGS"),
            ("subject", "SUBJ"),
            ("subject", "SUBJECT"),
            ("reference", "REFS"),
        ):
            if _nearly(word[1], right):
                return name, word.end()
    return None


def _nearly(word: str, right: str) -> bool:
    """Whether a word is the right one but for one wrong letter, or two neighbours exchanged."""
    if len(word) != len(right):
        return False
    wrong = [n for n in range(len(word)) if word[n] != right[n]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return word[wrong[0]] + word[wrong[1]] == right[wrong[1]] + right[wrong[0]]
    return len(wrong) == 1 and wrong != [0]


def kind(line: str) -> str | None:
    """What a line is: stamp, page, routing, time, from, to, info, number, mark, caption, a label, end; or None."""
    line = line.strip()
    if not line:
        return None
    for name, pattern in (("page", _PAGE), ("routing", _ROUTING), ("end", _END), ("time", _TIME)):
        if pattern.fullmatch(line):
            return name
    if is_stamp(line):
        return "stamp"
    for name, pattern in (("from", _FROM), ("to", _TO), ("info", _INFO)):
        if pattern.fullmatch(line):
            return name
    if (mark := _mark().match(line)) and not re.search(r"\w", line[mark.end() :].replace("POSS DUPE", "")):
        return "mark"
    if number_line(line):
        return "number"
    if _captions().fullmatch(line):
        return "caption"
    labelled = label(line)
    return labelled[0] if labelled else None


def time_group(line: str) -> tuple[str, int, int, tuple[str, ...]] | None:
    """The date-time group of a line in its usual spacing, its span, and the prosigns before it.

    >>> time_group("P R 012345 Z MAY 74")
    ('012345Z MAY 74', 4, 19, ('P', 'R'))
    """
    match = _TIME.fullmatch(line.strip())
    if match is None:
        return None
    lead = len(line) - len(line.lstrip())
    usual = re.sub(r"^(\d{6}) ?([A-Z])? (?=[A-Z]{3})", r"\1\2 ", match["when"])
    signs = tuple((match["prosigns"] or "").split())
    return usual, lead + match.start("when"), lead + match.end("when"), signs


def address(line: str) -> tuple[str, int] | None:
    """What stands behind FM, TO or INFO, with its offset."""
    for pattern in (_FROM, _TO, _INFO):
        match = pattern.fullmatch(line.strip())
        if match:
            return match["who"], len(line) - len(line.lstrip()) + match.start("who")
    return None


@dataclass(frozen=True, slots=True)
class Addressee:
    """ "AMEMBASSY PORTVALE NIACT IMMEDIATE 123": post and precedence; offsets of the post and of the precedence."""

    post: str
    precedence: str | None
    number: str | None
    start: int
    end: int


@cache
def _behind() -> re.Pattern[str]:
    words = "|".join(table("cables")["precedence"]["words"])
    return re.compile(rf"(?P<precedence>(?:\s+(?:{words}))*)(?:\s+(?P<number>\d{{1,5}}))?\s*[.,;]?\s*$")


def addressee(words: str) -> Addressee:
    """An address without routing indicator, office symbols, precedence and the number of its series.

    >>> addressee("AMEMBASSY PORT REGENT NIACT IMMEDIATE 123").post
    'AMEMBASSY PORT REGENT'
    >>> addressee("RUEHC/SECSTATE WASHDC PRIORITY").precedence
    'PRIORITY'
    >>> addressee("USCINCSO QUARRY HTS CZ//SC-FC//").post
    'USCINCSO QUARRY HTS CZ'
    """
    routed = re.match(r"\s*(?:[RZ][A-Z]{4,6}\s*/\s*)?", words)
    start = routed.end() if routed else 0
    symbols = words.find("//", start)
    body = words[: symbols if symbols > 0 else len(words)]
    behind = _behind().search(body, start + 1)
    end = behind.start() if behind else len(body)
    precedence = re.sub(r"\s+", " ", behind["precedence"]).strip() if behind else ""
    return Addressee(
        re.sub(r"\s+", " ", body[start:end]).strip(" ,.;"),
        precedence or None,
        behind["number"] if behind else None,
        start,
        end,
    )


@cache
def _post() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(table('cables')['posts']['kinds'])})\s+(?P<place>[A-Z].+)")


@cache
def _capital() -> re.Pattern[str]:
    return re.compile(rf".*\b(?P<place>{table('cables')['posts']['capital']})$")


def place(post: str) -> str | None:
    """The place in which a post is, as its address gives it.

    >>> place("AMEMBASSY PORT REGENT"), place("SECSTATE WASHDC"), place("USCINCSO")
    ('PORT REGENT', 'WASHDC', None)
    """
    if match := _post().fullmatch(post):
        return match["place"]
    capital = _capital().fullmatch(post)
    return capital["place"] if capital else None


def is_capital(words: str) -> bool:
    """Whether the words of a place mean Washington: "WASHDC"."""
    return _capital().fullmatch(words) is not None


def tags(words: str) -> list[tuple[str, int]]:
    """The items between the commas of a TAGS line, as typed, with offsets; and each code of an item of several.

    >>> [tag for tag, _ in tags("PFOR, OVIP (ORLO, IVO), XX")]
    ['PFOR', 'OVIP (ORLO, IVO)', 'OVIP', 'XX']
    >>> [tag for tag, _ in tags("PINT XX")]
    ['PINT XX', 'PINT', 'XX']
    """
    out: list[tuple[str, int]] = []
    for match in re.finditer(r"(?:\([^)]*\)?|[^,;(])+", words):
        item = re.sub(r"\s+", " ", match.group(0)).strip(" .")
        at = match.start() + len(match.group(0)) - len(re.sub(r"^[\s.]+", "", match.group(0)))
        if not re.search(r"\w", item) or item.casefold() in ("n/a", "na", "none"):
            continue
        out.append((item, at))
        bare = re.sub(r"\([^)]*\)?", lambda m: " " * len(m.group(0)), match.group(0))
        codes = [(m.group(0), match.start() + m.start()) for m in re.finditer(r"\S+", bare)]
        if all(re.fullmatch(r"[A-Z]{4}|[A-Z]{2}", code) for code, _ in codes) and codes != out[-1:]:
            out += codes
    return out


@cache
def attribute_labels() -> re.Pattern[str]:
    """A label of the database's list of attributes, at the beginning of a line."""
    labels = sorted(table("cables")["attributes"]["labels"], key=len, reverse=True)
    return re.compile(rf"\s*(?P<label>{'|'.join(re.escape(label) for label in labels)}):\s*")
