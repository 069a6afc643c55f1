"""Citations of printed works: books, collections of documents, journals, newspapers, pages of the web.

The forms are those that historians write: notes after the Chicago Manual of Style ("Editor, ed., Title
(Translated title), vol. 1 (Place: Publisher, Year), 211-212"), bare ones ("Title, vol. 3, part 1, p. 522")
and Russian ones (GOST R 7.0.5: "Автор. Название. М., 1999. С. 5"). Words are in ``data/citations.toml``.
Parts are kept as written; what is not understood stays ``None``.

>>> source = parse("Mao Zedong, Mao Zedong wenji [Collected Works], vol. 7 (Beijing: Renmin chubanshe, 1999), 64-71.")
>>> source.authors, source.title, source.translated_title, source.volume, source.pages
(('Mao Zedong',), 'Mao Zedong wenji', 'Collected Works', '7', '64-71')
>>> source.place, source.publisher, source.year
('Beijing', 'Renmin chubanshe', '1999')
>>> article = parse("“New Evidence on the War,” CWIHP Bulletin, Nos. 6-7 (Winter 1995/1996), pp. 94-95")
>>> article.title, article.series, article.part, article.year, article.pages
('New Evidence on the War', 'CWIHP Bulletin', '6-7', '1995/1996', '94-95')

``series`` is the journal, newspaper or book that an article stands in; ``part`` also the issue of a
journal; ``item`` the number of the document in a collection. Not supported: subtitles set apart, translators,
editions, several imprints.
"""

from __future__ import annotations

import re
from functools import cache

from fonds.data import table
from fonds.model import Source
from fonds.values.phrases import pattern

_WORDS = table("citations")["published"]


_YEAR = r"(?:ca?\.?\s?)?(?:1[5-9]|20)\d\d(?:\s?[-–/]\s?\d{2,4})?"
_SEASON = (
    rf"(?:\d{{1,2}}[.,]?\s)?{pattern(_WORDS['seasons'])}\b\.?(?:\s?[-–/]\s?\w+)?(?:\s\d{{1,2}}(?!\d))?,?"
)
_DATE = re.compile(
    rf"(?<!\w)(?:{_SEASON}\s(?P<year>{_YEAR})|(?P<iso>(?:1[89]|20)\d\d)-\d\d-\d\d|\d{{1,2}}\.\d{{1,2}}\.(?P<short>(?:1[89]|20)\d\d)"
    rf"|(?P<russian>(?:1[89]|20)\d\d)\.\s{_SEASON})",
    re.IGNORECASE,
)
_LAST_SEASON = re.compile(rf"{_SEASON}\s*$", re.IGNORECASE)
_BRACKETED_IMPRINT = re.compile(rf"\((?P<inside>[^()]*?(?P<year>{_YEAR}|n\.d\.|forthcoming))\)")
_PLACE = r"[^\W\d_][^\d,:;.()]{0,30}?\.?(?:;\s?[^\W\d_]\w*\.?)?"
_OPEN_IMPRINT = re.compile(  # ", Moscow: Nauka, 1986", ". М., 1999"
    rf"(?:[.,]\s+(?P<place>{_PLACE})\s?:\s|\.\s+(?P<town>{_PLACE}),\s)(?:(?P<publisher>[^:;,()]+?),\s)?(?P<year>{_YEAR})(?=\s*(?:[.,;]|$))"
)
_PUBLISHER = re.compile(rf"\b{pattern(_WORDS['publisher'])}", re.IGNORECASE)
_LABEL = re.compile(
    r"(?<!\w)(?:"
    + "|".join(rf"(?P<{field}>{pattern(_WORDS[field])})" for field in ("item", "volume", "part", "pages"))
    + r")(?:\.\s?|\s)(?:(?:No|Nos|no|nos|№|\#)\.?\s?)?(?P<value>[IVXLCDM]+\b|[ivxlc]+\b|\d[\w/–-]*(?:\s?[-–—]\s?\d+\w*)?(?:(?:,|\sand|\s&)\s\d+(?:\s?[-–]\s?\d+)?(?![\w./–-]))*|(?:One|Two|Three|Four|Five)\b)",
    re.IGNORECASE,
)
_EDITED = re.compile(
    rf"^(?P<names>[^()\[\]“”\"«»\d]{{2,200}}?)(?:,\s*|\s+|\s*[(\[]){pattern(_WORDS['editor'])}(?:\.?[)\]][.,:]?|\.?[,:])\s+(?=\S)",
    re.IGNORECASE,
)
_EDITED_BY = re.compile(
    r"[.,;]\s(?:ed\.|eds\.|edited\sby|comp\.|compiled\sby|ред\.|сост\.)\s(?P<names>[^(),:\d]+(?:,\s[^(),:\d]+)*)",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"(?P<open>[“\"«„‘])(?P<title>.+?)[,.]?(?:[”\"»“]|(?<=[\w.,!?])’(?=[\s,]|$))(?P<comma>,?)", re.DOTALL
)
_TRANSLATED = re.compile(r"\s*(?:\[(?P<square>[^\[\]]+)\]|\((?P<round>[^()]+)\))")
_NUMBERS = re.compile(
    r"^[\s,.:;]*(?P<pages>\d+[a-z]?(?:\s?[-–—]\s?\d+[a-z]?)?(?:,\s?\d+(?:\s?[-–—]\s?\d+)?)*)(?=\s*[.,;)]*\s*$)"
)
_LAST_NUMBERS = re.compile(r",\s(?P<pages>\d{1,3}[a-z]?(?:\s?[-–—]\s?\d{1,3})?)[.,\s]*$")
_ADDRESS = re.compile(r"https?://[^\s,;<>]+[^\s,;<>.)]|\bwww\.[^\s,;<>]+[^\s,;<>.)]", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:(?:[^\W\d_a-zа-я]\.\s?-?){1,3}\s?[^\W\d_a-zа-я][\w’'-]+$)|(?:(?:[^\W\d_a-zа-я]\.\s?-?){1,3}\s?)?(?:[^\W\d_a-zа-я][\w’'-]*)(?:\s(?:(?:de|da|van|von|der|al|el|bin|di|du|la|le)\s)?(?:[^\W\d_a-zа-я][\w’'-]*|(?:[^\W\d_a-zа-я]\.\s?)+)){1,3}$"
)
_FIRST_PERSON = re.compile(r"^(?P<person>[^,“\"«(\[]+?),\s(?P<next>\S+)")
_INVERTED_PERSON = re.compile(  # "Ледовский А.М. Название", "Roe, Ann. Title"
    r"^(?:(?P<initials>[А-ЯЁІЇ][а-яёії-]+\s(?:[А-ЯЁІЇ]\.\s?){1,2})\s?(?=[А-ЯЁІЇ«])"
    r"|(?P<given>[^\W\d_a-z][\w’'-]+,\s(?:[^\W\d_a-z]\w+(?:\s[A-Z])?|[A-Z](?:\.\s?[A-Z])*))\.\s+(?=[^\W\d_a-z“\"«]))"
)
_ISSUE = re.compile(r"(?P<name>.*\w),?\s(?P<number>\d+(?:\s?[-–/]\s?\d+)?)$")
_AND = re.compile(r"\s*,?\s+(?:and|und|et|и)\s+|\s*&\s*|\s*[,;]\s*")
_EDGES = " \t\r\n,.:;"


@cache
def _periodicals() -> re.Pattern[str]:
    """A name that fills a segment of its own: "Foreign Affairs" is none in "Ministry of Foreign Affairs"."""
    return re.compile(
        rf"(?:the\s)?{pattern(_WORDS['periodicals'])}(?=\s?[,.:;(\[]|\s(?:\d|[Nn]os?\b|[Vv]ol)|$)",
        re.IGNORECASE,
    )


_SEGMENT = re.compile(r"(?:^|[,.:;“”\"()]\s*|\bin\s)(?=\w)")


def names(text: str) -> tuple[str, ...]:
    """The names of a list; initials set behind a comma stay with their name, "et al." is left out.

    >>> names("Shuguang Zhang and Jian Chen")
    ('Shuguang Zhang', 'Jian Chen')
    """
    out: list[str] = []
    for name in _AND.split(text.strip(_EDGES)):
        name = name.strip(" ,;:[]()")
        if not name or name.casefold().rstrip(".") in ("et al", "others", "и др", "eds", "ed"):
            continue
        if out and re.fullmatch(r"(?:[^\W\d_]\.\s?)+|[^\W\d_]", name):
            out[-1] = f"{out[-1]}, {name}"
        else:
            out.append(name)
    return tuple(out)


def parse(text: str, start: int = 0) -> Source:
    """The citation as parts; ``start`` is where it begins behind words such as "translation from"."""
    values: dict[str, object] = {}
    body = text[start:]
    body = _ADDRESS.sub(lambda m: " " * len(m[0]), body)
    imprint = _imprint(body, values)
    head_end = imprint[0] if imprint else len(body)
    head, tail = body[:head_end], body[imprint[1] :] if imprint else ""
    cut = _labelled(head, values)
    _labelled(tail, values)
    if imprint and "pages" not in values and (found := _NUMBERS.match(tail)):
        values["pages"] = found["pages"]
    if "year" not in values and (date := _DATE.search(body)):
        values["year"] = next(group for group in date.group("year", "iso", "short", "russian") if group)
        cut = min(cut, date.start())
    if (
        not imprint
        and "pages" not in values
        and (found := _LAST_NUMBERS.search(head))
        and found.start() <= cut
    ):
        values["pages"], cut = found["pages"], found.start()
    _head(head[:cut], values)
    _issue(values)
    return Source(text, "published", **values)  # type: ignore[arg-type]


def _imprint(text: str, values: dict[str, object]) -> tuple[int, int] | None:
    """Reads place, publisher and year; gives the bounds of the imprint."""
    best: re.Match[str] | None = None
    for m in _BRACKETED_IMPRINT.finditer(text):
        inside = m["inside"]
        # A translated title may end in years too: an imprint has little before its year, or a place and a colon.
        if (
            len(inside) < 160
            and (best is None or ":" in inside or len(inside) < len(best["inside"]))
            and not _QUOTED.match(inside)
        ):
            best = m
            if ":" in inside:
                break
    if best is not None:
        values["year"] = best["year"]
        if re.match(_SEASON, best["inside"], re.IGNORECASE):
            if years := re.search(_YEAR, best["inside"]):
                values["year"] = best["inside"][years.start() :]
            return best.span()
        before = _LAST_SEASON.sub("", best["inside"][: -len(best["year"])]).strip(_EDGES)
        place, colon, publisher = before.partition(":")
        if colon:
            values |= {"place": place.strip(), "publisher": publisher.strip(_EDGES)}
        elif before:
            first, comma, rest = before.partition(", ")
            if comma and (_PUBLISHER.search(rest) or rest[0].islower()):
                values |= {"place": first, "publisher": rest}
            elif _PUBLISHER.search(before):
                values["publisher"] = before
            else:
                values["place"] = before
        return best.span()
    if found := _OPEN_IMPRINT.search(text):
        place = found["place"] or found["town"]
        if re.fullmatch(_SEASON, place, re.IGNORECASE) or _LABEL.search(place):
            return None
        values |= {"place": place.strip(), "year": found["year"]}
        if found["publisher"]:
            values["publisher"] = found["publisher"].strip()
        return found.span()
    return None


def _labelled(text: str, values: dict[str, object]) -> int:
    """Reads volume, part, document and pages; gives the offset of the first word."""
    first = len(text)
    for m in _LABEL.finditer(text):
        before = text[: m.start()].rstrip()
        if (
            before
            and before[-1] not in ',.;:()[]”"»'
            and not before[-1].isdigit()
            and m.group("pages") is None
            and m["value"].isalpha()
        ):
            continue
        field = next(name for name in ("item", "volume", "part", "pages") if m[name])
        if field not in values:
            values[field] = m["value"].strip()
            first = min(first, m.start())
    return first


def _head(text: str, values: dict[str, object]) -> None:
    """Reads authors, editors, title and translated title from what precedes volume and imprint."""
    text = text.strip(" ,;:")
    if edited := _EDITED.match(text):
        values["editors"] = names(edited["names"])
        text = text[edited.end() :]
    leading = bool(edited)
    if by := _EDITED_BY.search(text):
        values["editors"] = names(by["names"])
        text = text[: by.start()] + text[by.end() :]
    quoted = _QUOTED.search(text)
    if quoted and (
        quoted.start() == 0
        or text[: quoted.start()].rstrip().endswith((",", ".", ":"))
        or "editors" in values
    ):
        before, after = text[: quoted.start()], text[quoted.end() :]
        if _periodicals().match(before):
            values["series"] = before.strip(_EDGES)
        elif before.strip(_EDGES):
            values["authors"] = names(before)
        text = quoted["title"]
        container = re.sub(r"^[\s,.;]*(?:in:?\s)?", "", after, flags=re.IGNORECASE)
        translated = _TRANSLATED.match(after)
        if translated and container.startswith(("[", "(")):
            values["translated_title"] = (translated["square"] or translated["round"]).strip(' “”"')
            container = re.sub(r"^[\s,.;]*(?:in:?\s)?", "", after[translated.end() :], flags=re.IGNORECASE)
        if "editors" not in values and (edited := _EDITED.match(container)):
            values["editors"] = names(edited["names"])
            container = container[edited.end() :]
        if container.strip(_EDGES + "()[]"):
            values["series"] = re.split(r",\s(?=\d|\()|\s[(\[]", container)[0].strip(_EDGES + "()[]")
        values["title"] = text.strip(_EDGES)
        return
    if not leading:
        text = _authors(text, values)
    _title(text, values)


def _authors(text: str, values: dict[str, object]) -> str:
    """Takes authors off the front, where words of a name are followed by words of a title; gives the rest."""
    if inverted := _INVERTED_PERSON.match(text):
        values["authors"] = ((inverted["initials"] or inverted["given"]).strip(),)
        return text[inverted.end() :]
    found, rest = [], text
    while (first := _FIRST_PERSON.match(rest)) and not _periodicals().match(rest):
        people = re.split(r"\s(?:and|&)\s", first["person"].strip())
        following = first["next"]
        if not all(_PERSON.match(person) for person in people) or not (
            following[0].isalpha() or following[0] in "“\"«[’'"
        ):
            break
        if following[0].islower() and following != "and":
            break
        found += people
        rest = re.sub(r"^and\s", "", rest[first.start("next") :])
        if len(people) > 1:
            break
    if found:
        values["authors"] = tuple(found)
    return rest


def _title(text: str, values: dict[str, object]) -> None:
    translated = next(
        (m for m in _TRANSLATED.finditer(text) if m.start() and _is_title(m["square"] or m["round"])), None
    )
    if translated:
        values["translated_title"] = (translated["square"] or translated["round"]).strip(' “”"’‘')
        text = text[: translated.start()]
    title = re.sub(r"^(?:in:?\s)|^[_*]+|[_*]+$", "", text.strip(_EDGES), flags=re.IGNORECASE).strip(
        _EDGES + '“”"«»[]( '
    )
    if title:
        values["title"] = title


def _issue(values: dict[str, object]) -> None:
    """Takes the number of the volume or issue off the name of a journal: "CWIHP Bulletin 6-7"."""
    for field in ("series", "title"):
        if (found := _ISSUE.match(str(values.get(field) or ""))) and _periodicals().fullmatch(found["name"]):
            values[field] = found["name"]
            values.setdefault("volume" if "part" in values else "part", found["number"])


def _is_title(text: str) -> bool:
    return (text.lstrip('“"‘')[:1].isupper() and " " in text.strip()) or (
        text[:1].isupper() and len(text) > 5 and text.isalpha()
    )


def is_periodical(text: str, at: int = 0) -> bool:
    """Whether the name of a listed newspaper or journal begins at an offset."""
    return bool(_periodicals().match(text, at))


def evidence(text: str) -> float:
    """How much speaks for the citation of a printed work: 0 is nothing, 3 and more beyond doubt."""
    found = 0.0
    if _BRACKETED_IMPRINT.search(text):
        found += 3 if re.search(r"\([^()]*[^\W\d_]{2}[^()]*,\s?\d{4}\)|\([^()]*:[^()]*\d{4}", text) else 1
    elif _OPEN_IMPRINT.search(text):
        found += 2
    if _EDITED.match(text) or _EDITED_BY.search(text):
        found += 2
    if any(_periodicals().match(text, segment.end()) for segment in _SEGMENT.finditer(text)):
        found += 2.5
    if _ADDRESS.search(text):
        found += 1
    if (quoted := _QUOTED.search(text)) and quoted.start() < len(text) / 2:
        found += 1
    fields = {name for m in _LABEL.finditer(text) for name in ("item", "volume", "part", "pages") if m[name]}
    found += 0.5 * ("pages" in fields) + 1.0 * ("volume" in fields) + 0.5 * ("part" in fields)
    return found


def format(source: Source) -> str:
    """The citation as a note after the Chicago Manual: authors, title, editors, volume, imprint, pages."""
    out = [
        ", ".join(source.authors),
        f"“{source.title}”" if source.series and source.title else source.title or "",
    ]
    if source.translated_title:
        out[-1] = f"{out[-1]} [{source.translated_title}]".strip()
    out += [source.series or "", f"ed. {', '.join(source.editors)}" if source.editors else ""]
    out += [
        f"vol. {source.volume}" if source.volume else "",
        f"{'no.' if source.series else 'part'} {source.part}" if source.part else "",
    ]
    head = ", ".join(part for part in out if part)
    house = ": ".join(part for part in (source.place, source.publisher) if part)
    imprint = ", ".join(part for part in (house, source.year) if part)
    return f"{head}{f' ({imprint})' if imprint else ''}{f', {source.pages}' if source.pages else ''}"


def is_valid(source: Source) -> bool:
    """Whether a reader could find the work: it has a title."""
    return source.title is not None
