"""A reading text out of parts that are known by name, such as the cells of a row or the blocks of a saved page.

The parts are set one below the other, as a page of an archive shows them: title, date, summary, words, labelled
values; ``data/row_fields.toml`` has their order and headings. Every part becomes a block, so that the recognisers
of pages read rows too. What a row states as data (a sender, a date in a known order) becomes a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from fonds.data import table
from fonds.importers.page_text import words_of
from fonds.model import Block, Draft, Finding, Original, ParallelText, Problem, Where
from fonds.model.problems import problem
from fonds.values import dates, garbled, languages, persons, places, types
from fonds.values.dates import DateContext

Values = Mapping[str, Sequence[str]]
"""Field -> what it holds; fields are those of ``data/row_fields.toml``, with ``address`` and ``node``."""
UNPRINTED = frozenset({"address", "addresses", "node"})
"""Fields that have no place in the reading text."""
PARAGRAPH_LINE = 110
"""A text with a line of more characters is not broken to a fixed width: each of its lines is a paragraph."""
DATES = ("date", "event_date", "uploaded")


def fields() -> frozenset[str]:
    """The names of all fields."""
    return frozenset(table("row_fields")) | UNPRINTED


def compose(
    values: Values,
    original: Original,
    *,
    problems: Iterable[Problem] = (),
    parallel_texts: Iterable[ParallelText] = (),
    day_first: bool | None = None,
) -> Draft:
    """The draft of a document of which these values are known.

    ``day_first``: how dates of three numbers are meant; without it, as the words themselves say.
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    findings: list[Finding] = []
    found = [*problems, *date_problems(values)]
    at = 0

    def put(words: str, gap: int) -> int:
        nonlocal at
        if pieces:
            pieces.append("\n" * gap)
            at += gap
        start = at
        pieces.append(words)
        at += len(words)
        return start

    for field, form in table("row_fields").items():
        given = [text for value in values.get(field, ()) if (text := _tidy(value, field))]
        if not given:
            continue
        kind, gap = form.get("kind", "value"), 2
        if heading := form.get("heading"):
            start = put(heading, gap)
            blocks.append(Block("label", start, at, heading.casefold()))
            gap = 1
        if kind == "body":
            for text in given:
                blocks += words_of(text, put(text, gap))
            continue
        for text in given:
            start = put(text, gap)
            gap = 2 if kind == "summary" else 1
            stated = list(_stated(field, text, start, at, day_first))
            findings += stated
            as_value = kind == "date" and bool(stated)
            blocks.append(
                Block(
                    "value" if as_value else kind,
                    start,
                    at,
                    form.get("value", field) if kind == "value" else None,
                )
            )
    uri, others = addresses_of(values, original.uri)
    findings += (Finding("addresses", address, -1, -1, "column/address", 1.0) for address in others)
    reading = "".join(pieces)
    mended = garbled.mended(reading) if garbled.is_garbled(reading) else None
    if mended:
        found.append(problem("garbled-text"))
    if not reading:
        found.append(problem("empty-record"))
    return Draft(
        reading + "\n" if reading else "",
        replace(original, uri=uri),
        tuple(blocks),
        tuple(findings),
        tuple(parallel_texts),
        tuple(found),
        mended=mended and mended + "\n",
    )


def date_problems(values: Values) -> list[Problem]:
    """A problem for each date that cannot be understood."""
    return [
        problem("malformed-date", field=field, wording=words[:80])
        for field in DATES
        for words in values.get(field, ())
        if words.strip() and dates.parse(words.strip()) is None
    ]


def addresses_of(values: Values, uri: str | None) -> tuple[str | None, list[str]]:
    """The address under which the document was published, and others; whole where the host is known."""
    own, others = ([a.strip() for a in values.get(key, ()) if a.strip()] for key in ("address", "addresses"))
    first = uri or next(iter(own), None)
    try:
        whole = [urljoin(first or "", address) for address in (*own, *others)]
        known = [address for address in whole if urlsplit(address).path]
    except ValueError:  # brackets where a host should be
        return first, []
    return first, [address for address in dict.fromkeys(known) if address != first]


def _tidy(value: str, field: str) -> str:
    """The value without white space around it, in lines parted by \\n.

    Where each line is a paragraph, empty lines part them, as on the page: so that a text reads the same
    whether it comes from a page or from the cell of a table.
    """
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd").strip()
    if "\n" not in text or field not in ("text", "summary", "rights"):
        return text if field == "text" else " ".join(text.split())
    lines = [line.strip() for line in text.split("\n")]
    if "" not in lines and (field != "text" or max(map(len, lines)) > PARAGRAPH_LINE):
        return "\n\n".join(lines)
    return "\n".join(lines)


Stated = Callable[[str], object]
_STATED: dict[str, tuple[str, Stated]] = {
    "from": ("stated.from", lambda text: persons.parse(text).who),
    "to": ("stated.to", lambda text: persons.parse(text).who),
    "number": ("stated.number", lambda text: text),
    "language": ("languages", languages.tag),
}


def _stated(field: str, text: str, start: int, end: int, day_first: bool | None) -> Iterable[Finding]:
    """What the value states as data, with the words that it stands in."""
    method = f"column/{field}"
    if field in _STATED:
        name, reader = _STATED[field]
        value = reader(text)
        if value:
            yield Finding(name, value, start, end, method, 1.0)
    elif field == "place":
        place = places.parse(text)
        yield Finding("stated.origin", Where(place.name, text), start, end, method, 1.0)
    elif field == "event_date" or (field in DATES and day_first is not None):
        when = dates.parse(text, DateContext(day_first=day_first))
        if when is not None:
            yield Finding(field, when, start, end, method, 1.0)
    elif field == "type" and (kind := types.parse(text)):
        yield Finding("type", kind, start, end, method, 1.0)
