"""Archival citations: which keeper's which fonds, inventory, file and leaves.

Grammars and names are data: ``data/repositories.toml`` lists keepers with all their names and the
habit that each follows, ``data/shelfmarks.toml`` the words for the levels and the habits. The levels
follow ISAD(G) of the International Council on Archives; Russian practice (fond, opis, delo, list)
follows the rules of the Federal Archival Agency. Parts are kept as written.

>>> source = parse("AVP RF, f. 059a, op. 5a, d. 5, p. 11, ll. 90-93")
>>> source.repository, source.fond, source.opis, source.delo, source.papka, source.listy
('AVP RF', '059a', '5a', '5', '11', '90-93')
>>> key(source) == key(parse("АВПРФ. Ф. 059а. Оп. 5а. П. 11. Д. 5. Л. 92")) == "avprf/fond-059a/opis-5a/delo-5"
True
>>> hierarchy(parse("TNA, FO 371/12345"))
(('repository', 'TNA'), ('series', 'FO 371'), ('item', '12345'))

What a level is called decides its field: a fond, zespół, Bestand or record group is ``fond``; a group
known only by its letters and number (FO 371, B 136, A1838) is ``series``. Leading zeros are kept, for
the secret part of a Russian fond differs from the open one by nothing else (f. 059a and f. 59a). A papka is
the box in which numbered dela lie and is cited or not; where the delo is known it does not count.
Not supported: shelfmarks of books and manuscripts without a keeper; ranges of files as several files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from fonds.model import Source
from fonds.values import repositories
from fonds.values.repositories import Repository, fold
from fonds.values.shelfmarks import Habit, Part, habit, mark, parts

LEVELS = (
    "repository",
    "fond",
    "series",
    "opis",
    "box",
    "papka",
    "delo",
    "folder",
    "file",
    "item",
    "volume",
    "part",
)
"""From the widest to the narrowest; leaves and pages lie below all of them."""

_SHELF = frozenset(("fond", "opis", "delo", "listy"))
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia i i ie g u".replace(
            "_", ""
        ).split(" "),
        strict=True,
    )
)


def latin(text: str) -> str:
    """Cyrillic letters in Latin script, one way only: for comparing, not for reading."""
    return "".join(_CYRILLIC.get(c, c) for c in text.casefold())


_SEPARATORS = " \t\n\r,;:.–—-/"
_ASIDE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_EQUALS = re.compile(r"\s*[/–—=-]\s*|[,.]\s+")
_TOWN = re.compile(r"[,\s(]\s*([^\W\d_][^,;:.\d()]*(?:,\s?[A-Z][\w.]*)?)(?=[,;.:)]|$)")
_DOCUMENT_TITLE = re.compile(r"^(?P<title>.*\S)\s*//\s*(?=\S)", re.DOTALL)
_SEGMENT_END = re.compile(r"[,;:]\s|(?<=\w\w)\.\s|\s(?=\()")
_BELOW_SERIES = frozenset(("box", "folder", "file", "item", "volume"))
_HOLDING = frozenset(("box", "folder", "file", "item", "fond", "opis", "delo"))
_HELD = re.compile(r"\b(?:at|in|to|from)\s(?:the\s)?")
_ARTICLE = re.compile(r"(?:[Ff]rom\s)?[Tt]he\s")
_FROM = re.compile(r"\S,?\s+from\s+(?:the\s)?$")
_HELD_BY = re.compile(r"(?:[\s,;:.]|\b(?:at|in|to|from|the))+$", re.IGNORECASE)
_DIGIT = re.compile(r"\s\w*\d")
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?:\s?[-–—/]\s?(?:(?:1[89]|20)\d\d|\d\d))?$")
_RANGE = re.compile(r"\d+[a-z]?(?:\s?[-–—]\s?\d+[a-z]?)?(?:,\s?\d+(?:\s?[-–—]\s?\d+)?)*$")
_CODE_LIKE = re.compile(
    r"(?:[A-Z]+[\s-])*[A-Z]*\d[\w./–—-]*(?:\s[A-Z]+(?:[-/][A-Z]+)*)*$|[\w.-]*\d[\w.½]*[/–-][\w.½/–-]+$|[a-z]{1,3}\d{5,}$"
)


def parse(text: str, start: int = 0) -> Source:
    """The citation as parts; ``start`` is where it begins behind words such as "also in".

    What is not understood stays ``None``; ``as_written`` is the text.
    """
    values: dict[str, str] = {}
    written, text, at = text, text[start:], 0
    if title := _DOCUMENT_TITLE.match(text):
        values["title"], at = title["title"].strip(), title.end()
    keeper, span = _keeper(text, at)
    rest = at
    if span:
        values["repository"] = text[span[0] : span[1]]
        rest, town = _after_name(text, span[1], keeper)
        if town:
            values["place"] = town
        if span[0] > at:  # the keeper is named last, or behind a title: "Report on rivers, from RGANI, f. 5"
            first = text[: span[0]]
            if _FROM.search(first):
                values["title"] = _HELD_BY.sub("", first)
            else:
                _read(_HELD_BY.sub("", first), at, keeper, values)
    _read(text, rest, keeper, values)
    return Source(written, "archival", **values)  # type: ignore[arg-type]


_BRACKETED = re.compile(
    r"\s*[_*]*\s*\[\s*(?P<words>[^\[\]\n]{4,160}(?:\[[^\[\]\n]{1,12}\]\s*)?)\][\s.]*[_*]*\s*"
)


def in_brackets(line: str) -> tuple[int, int] | None:
    """The citation that a line is as a whole, in brackets as editions print it below a document: its span.

    Nothing else is on the line but signs of emphasis; a listed repository begins it, and a part of a shelf mark follows.

    >>> in_brackets("_[AA : A1068, ER47/1/29]_"), in_brackets("[NAA and others left.]")
    ((2, 23), None)
    """
    match = _BRACKETED.fullmatch(line) if "[" in line else None
    keeper = repositories.find(match["words"]) if match else None
    if match is None or keeper is None:
        return None
    source = parse(match["words"])
    is_held = source.repository is not None and any(getattr(source, level) for level in LEVELS[1:])
    return match.span("words") if is_held and any(c.isdigit() for c in match["words"]) else None


def _keeper(text: str, at: int) -> tuple[Repository | None, tuple[int, int] | None]:
    """The repository and the span of its name: a listed one first, else the words that look like one."""
    for begin in _beginnings(text, at):
        if found := repositories.find(text, begin):
            return found[0], (begin, found[1])
    for m in _HELD.finditer(text, at):
        if found := repositories.find(text, m.end()):
            return found[0], (m.end(), found[1])
    named = [part for part in parts(text) if part.start >= at]
    first = named[0].start if named else len(text)
    for begin in _beginnings(text, at):
        if article := _ARTICLE.match(text, begin):
            begin = article.end()
        name = _segment(text, begin, first)
        if repositories.speaks_of_archive(name):
            return None, (begin, begin + len(name))
    if acronym := unlisted(text, at):
        return None, (at, acronym)
    name = _segment(text, at, first)
    if name and (
        (named and named[0].level in _SHELF) or (named and repositories.speaks_of_papers(text[at:]))
    ):
        return None, (at, at + len(name))
    return None, None


_ACRONYM = re.compile(r"(?=[^\W\d_]{2,8},\s)[^\W\d_a-zа-я]+[^\W\d_]*")


def unlisted(text: str, at: int = 0) -> int | None:
    """Where the acronym of a keeper that no table lists ends: capitals, a comma, and boxes, files or items behind.

    >>> unlisted("RAS, FD 9/1140, item 22"), unlisted("Report on the RAS, item 22"), unlisted("FRUS, vol. 2")
    (3, None, None)
    """
    found = _ACRONYM.match(text, at)
    if found is None or sum(c.isupper() for c in found[0]) * 2 < max(4, len(found[0])):
        return None
    stop = text.find(";", found.end())
    behind = text[found.end() : stop if stop >= 0 else len(text)]
    return found.end() if any(part.level in _HOLDING for part in parts(behind)) else None


def _segment(text: str, begin: int, limit: int) -> str:
    """The words from an offset up to a separator, a number or, where it lies behind, the limit."""
    ends = [m.start() for m in (_SEGMENT_END.search(text, begin), _DIGIT.search(text, begin)) if m]
    stop = min([*ends, limit if limit >= begin else len(text), len(text)])
    return text[begin:stop].rstrip(_SEPARATORS)


def _beginnings(text: str, at: int) -> Iterator[int]:
    """Offsets at which a name may begin: the start, behind each separator, and behind an article there."""
    for begin in (at, *(m.end() for m in _SEGMENT_END.finditer(text, at))):
        if begin < len(text):
            yield begin
            if article := _ARTICLE.match(text, begin):
                yield article.end()


def _after_name(text: str, at: int, keeper: Repository | None) -> tuple[int, str | None]:
    """Past the abbreviation or second script and the town behind a repository's name; and the town."""
    town = None
    while True:
        if aside := _ASIDE.match(text, at):
            inner = aside[1].strip()
            if inner and any(c.isdigit() for c in inner) and not repositories.get(inner):
                break
            at = aside.end()
        elif (
            (second := _EQUALS.match(text, at))
            and (found := repositories.find(text, second.end()))
            and found[0] == keeper
        ):
            at = found[1]
        elif (place := _TOWN.match(text, at)) and repositories.is_town(place[1]):
            town, at = place[1].rstrip("."), place.end(1)
        else:
            break
    return at, town


def _read(text: str, at: int, keeper: Repository | None, values: dict[str, str]) -> None:
    """Reads the parts from an offset on into ``values``: shapes first, then words, then the rest."""
    rules = habit(of := keeper.habit if keeper else "fond")
    at = _skip(text, at)
    loose: list[tuple[int, int]] = []
    named = [part for part in parts(text, of) if part.start >= at]
    position = at
    if at == 0 and (known := mark(text)):
        named = [
            Part("file", known, 0, 0, len(known)),
            *(part for part in named if part.start >= len(known)),
        ]
    while position < len(text):
        part = next((p for p in named if p.end > position), None)
        stop = part.start if part else len(text)
        if part and part.start <= position:
            values.setdefault(part.level, part.value)
            position = _skip(text, part.end)
            continue
        shape = next(
            (m for s in rules.shapes if (m := s.match(text, position)) and not _overlaps(m, values)), None
        )
        if shape and shape.end() > position:
            for name, value in shape.groupdict().items():
                if value:
                    values.setdefault(name.rstrip("0123456789"), value.strip())
            position = _skip(text, shape.end())
            continue
        end = _SEGMENT_END.search(text, position, stop)
        close = end.start() if end else stop
        if text[position:close].strip(_SEPARATORS + "()[]"):
            loose.append((position, close))
        position = _skip(text, max(end.end() if end else stop, position + 1))
    _place(text, loose, named, rules, values)


def _overlaps(shape: re.Match[str], values: dict[str, str]) -> bool:
    return all(name.rstrip("0123456789") in values for name, value in shape.groupdict().items() if value)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SEPARATORS:
        at += 1
    return at


def _place(
    text: str, loose: list[tuple[int, int]], named: list[Part], rules: Habit, values: dict[str, str]
) -> None:
    """Gives segments without a word to the fields that the habit names: pages, then the mark, then the group."""
    pieces = [(a, a + len(text[a:b].rstrip(_SEPARATORS))) for a, b in loose if text[a] not in "(["]
    pieces = [(a, b) for a, b in pieces if fold(text[a:b]) not in rules.levels]  # a word that lost its value
    years = [piece for piece in pieces if _YEAR.match(text[slice(*piece)])]
    if years:
        values.setdefault("year", text[slice(*years[-1])])
        pieces = [piece for piece in pieces if piece not in years]
    if pieces and "pages" not in values and "listy" not in values and _is_range(text[slice(*pieces[-1])]):
        values["pages"] = text[slice(*pieces.pop())]
    if "file" in rules.unnamed and not values.keys() & {"file", "item", "delo"}:
        for number in reversed(range(len(pieces))):
            if _CODE_LIKE.match(text[slice(*pieces[number])]):
                values["file"] = text[slice(*pieces.pop(number))]
                del pieces[number:]
                break
    below = min((part.start for part in named if part.level in _BELOW_SERIES), default=len(text))
    targets = [name for name in rules.unnamed if name not in values and name != "file"]
    while pieces and targets:
        # Neighbours make one group: "Whitman File, DDE Diaries".
        start, end = pieces.pop(0)
        while pieces and not text[end : pieces[0][0]].strip(" ,"):
            end = pieces.pop(0)[1]
        if start > below and "series" in targets:
            targets.remove("series")
        if targets:
            values[targets.pop(0)] = text[start:end].strip(' ()[]“”"')


def _is_range(text: str) -> bool:
    """Whether the text counts pages: "54-59", "211-2", "12, 15"; "3124-0145" is the number of a file."""
    ends = re.findall(r"\d+", text)
    return bool(_RANGE.match(text)) and not (
        len(ends) == 2 and len(ends[0]) == len(ends[1]) and ends[1] < ends[0]
    )


def evidence(source: Source) -> float:
    """How much speaks for a shelfmark: 0 is nothing, 3 and more beyond doubt."""
    found = 0.0
    if source.repository and repositories.get(source.repository):
        found += 3
    elif source.repository and (
        repositories.speaks_of_archive(source.repository) or unlisted(source.as_written)
    ):
        found += 2
    found += 1.5 * sum(1 for level in ("fond", "opis", "delo", "papka") if getattr(source, level))
    # Files and items need no word, so without a keeper they may be anything.
    counted = ("listy", "box", "folder", "file", "item") if source.repository else ("listy", "box", "folder")
    found += sum(1 for level in counted if getattr(source, level))
    found += 1.5 * (source.repository is None and source.file is not None and mark(source.file) is not None)
    return found


# What citations have in common --------------------------------------------------------------------


def inherit(source: Source, before: Source) -> Source:
    """A citation that leaves out what the one before it said: "Ibid. L. 102", "and d. 5, l. 4"."""
    given = [level for level in LEVELS if getattr(source, level)]
    widest = LEVELS.index(given[0]) if given else len(LEVELS)
    return replace(
        source, **{level: getattr(before, level) for level in LEVELS[:widest] if getattr(before, level)}
    )


def format(source: Source) -> str:
    """The citation in one usual form: repository and parts with their words, leaves last.

    >>> format(parse("РГАНИ / RGANI. F. 3. Op. 66. D. 471. L. 46–48"))
    'РГАНИ, f. 3, op. 66, d. 471, ll. 46–48'
    """
    words = {
        "fond": "f.",
        "opis": "op.",
        "delo": "d.",
        "papka": "p.",
        "box": "box",
        "folder": "folder",
        "file": "file",
        "volume": "vol.",
        "part": "part",
    }
    russian = source.fond and (source.opis or source.delo)
    out = []
    for level in LEVELS:
        value = getattr(source, level)
        if value:
            word = words.get(level, "") if russian or level not in ("fond", "file") else ""
            out.append(f"{word} {value}".strip())
    if source.listy:
        out.append(f"{'l.' if source.listy.isalnum() else 'll.'} {source.listy}")
    if source.pages:
        out.append(f"{'p.' if source.pages.isalnum() else 'pp.'} {source.pages}")
    return ", ".join(out)


def is_valid(source: Source) -> bool:
    """Whether the citation leads to a file: a keeper and at least one part below it."""
    return key(source) is not None


def key(source: Source) -> str | None:
    """The same for all spellings of one file; ``None`` where keeper or file is not known.

    Leaves and pages do not count. The key reads as a path, so that what one level holds is what
    begins with its key and a stroke.

    >>> key(parse("BArch, B 136/59748, 403-410"))
    'barch/series-b136/file-59748'
    """
    if not source.repository or not (below := _below(source)):
        return None
    keeper = repositories.get(source.repository)
    return "/".join(
        (keeper.key if keeper else fold(latin(source.repository)), *(_step(*level) for level in below))
    )


def hierarchy(source: Source) -> tuple[tuple[str, str], ...]:
    """(level, label) from the repository down to the file, for browsing; a listed repository by its short name."""
    if not source.repository:
        return ()
    keeper = repositories.get(source.repository)
    return (("repository", keeper.short if keeper else source.repository), *_below(source))


def _below(source: Source) -> list[tuple[str, str]]:
    """The levels below the repository that are known, with their values."""
    levels = [level for level in LEVELS[1:] if level != "papka" or not source.delo]
    return [(level, value) for level in levels if (value := getattr(source, level))]


def _step(level: str, value: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", latin(value)) if not unicodedata.combining(c))
    if level in ("volume", "part") and _IS_ROMAN.fullmatch(plain):
        plain = str(_number(plain))
    plain = re.sub(r"[–—−]", "-", plain)
    plain = re.sub(r"\s*([/-])\s*", r"\1", plain)
    plain = re.sub(
        r"(?<=[^\W\d_])[\s.-]+(?=\d)|(?<=\d)[\s.-]+(?=[^\W\d_])", "", plain
    )  # R-4459 = R 4459, 1-B = 1B
    plain = re.sub(r"[^\w~-]+", "-", plain.replace("/", "~")).strip("-")
    return f"{level}-{plain}"


_IS_ROMAN = re.compile(r"[ivxlc]+")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def _number(roman: str) -> int:
    """The number a Roman numeral stands for: "part iii" of one citation is "part 3" of another."""
    digits = [_ROMAN_DIGITS[c] for c in roman]
    return sum(-d if d < max(digits[k + 1 :], default=0) else d for k, d in enumerate(digits))
