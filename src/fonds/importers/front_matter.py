"""Text or Markdown with YAML front matter: between two lines of three hyphens stands what the catalogue says.

Title, day, number, parties, source and so on are taken as stated; which key says what stands in
``data/front_matter.toml``. The reading text is the title and what follows the front matter; it is read like any
plain text. A day "1951-01-00" is known to the month.

Of YAML 1.2 this much is read: strings, plain, quoted, folded or literal, on one line or several; lists in both
styles; maps in lists. Limits: no anchors, tags or nested lists; Markdown's own marks stay in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from fonds.data import table
from fonds.importers.decoding import decode
from fonds.importers.importer import MAX_BYTES
from fonds.importers.page_text import draft_of_text
from fonds.model import Block, Draft, Finding, Original, Where, Who
from fonds.values import archival, dates, iso_dates, languages, persons, places, types

STATED = 1.0
MAX_CHARACTERS = 200_000
"""Of front matter; a longer one is text."""

_FRONT = re.compile(r"\ufeff?---[ \t]*\n(?P<front>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"(?P<indent> *(?:- +)?)(?P<key>[A-Za-z][\w -]{0,60}?|'[^']*'|\"[^\"]*\"): *(?P<value>.*)")
_ITEM = re.compile(r" *- +(?P<value>.*)")
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n\s*[A-Za-z\"'][\w \"'-]{0,60}:")


class FrontMatter:
    """See the module."""

    name = "front-matter"
    title = "Text or Markdown with YAML front matter"
    media_types = ("text/markdown",)
    suffixes = (".md", ".markdown", ".txt")
    max_bytes = MAX_BYTES

    def sniff(self, head: bytes, name: str) -> float:
        """By the opening line and a first key; more sure than plain text, less than a format with a mark."""
        return 0.8 if _HEAD.match(head) else 0.0

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        """One draft."""
        decoded = decode(data)
        if decoded.text is None:
            yield Draft("", original, problems=decoded.problems)
            return
        text = decoded.text.replace("\r\n", "\n")
        front = _FRONT.match(text)
        if front is None or front.end() > MAX_CHARACTERS:
            yield draft_of_text(text, original, decoded.problems)
            return
        entries = parse(front["front"])
        title = " ".join(" ".join(values) for key, values in entries if field_of(key) == "title")
        body = text[front.end() :].strip("\n")
        reading = f"{title}\n\n{body}\n" if title else f"{body}\n"
        draft = draft_of_text(reading, original, decoded.problems)
        yield _with(draft, title, entries)


def parse(text: str) -> list[tuple[str, list[str]]]:
    """Keys with their values, in order; those of maps in lists each by itself.

    >>> parse("title: 'It''s late'\\ntags: [harbour, lamp]\\nrefs:\\n- mark: B 1\\n  box: 2\\n- mark: B 2")
    [('title', ["It's late"]), ('tags', ['harbour', 'lamp']), ('mark', ['B 1']), ('box', ['2']), ('mark', ['B 2'])]
    >>> parse("title: Orlo to\\n  Venn\\nnote: >\\n  Two\\n  lines")
    [('title', ['Orlo to Venn']), ('note', ['Two lines'])]
    """
    entries: list[tuple[str, list[str]]] = []
    pieces: list[str] = []
    for line in text.split("\n"):
        key, item = _KEY.fullmatch(line), _ITEM.fullmatch(line)
        is_open = bool(pieces) and pieces[0][:1] in ("'", '"') and not _is_closed(" ".join(pieces))
        if is_open or not (key or item):
            if entries and line.strip() and not line.lstrip().startswith("#"):
                pieces.append(line.strip())
            continue
        _finish(entries, pieces)
        if key:
            entries.append((key["key"].strip("'\""), []))
            pieces = [key["value"].strip()] if key["value"].strip() else []
        elif item and entries:
            pieces = [item["value"].strip()]
    _finish(entries, pieces)
    return [(key, values) for key, values in entries if values]


def _is_closed(value: str) -> bool:
    mark = value[0]
    return len(value) > 1 and value.endswith(mark) and (mark == '"' or value.count("'") % 2 == 0)


def _finish(entries: list[tuple[str, list[str]]], pieces: list[str]) -> None:
    if not entries or not pieces:
        return
    if pieces[0] in ("|", ">", "|-", ">-", "|+", ">+"):
        pieces = pieces[1:]
    value = " ".join(pieces)
    if value[:1] == "[" and value[-1:] == "]":
        entries[-1][1].extend(filter(None, (_bare(part) for part in value[1:-1].split(","))))
    elif bare := _bare(value):
        entries[-1][1].append(bare)


def _bare(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'").strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1]).strip()
    return "" if value in ("null", "~", "[]", "{}") else value


def field_of(key: str) -> str | None:
    """What a key, or a label of another catalogue, states; None where that is not known."""
    found: str | None = table("front_matter")["keys"].get(re.sub(r"[ -]", "_", key.casefold()))
    return found


def _with(draft: Draft, title: str, entries: list[tuple[str, list[str]]]) -> Draft:
    """The draft with what the front matter states."""
    findings: list[Finding] = []
    blocks = draft.blocks
    if title:
        findings.append(Finding("title", title, 0, len(title), "front-matter/title", STATED))
        if blocks and blocks[0].start == 0 and blocks[0].kind != "title":
            blocks = (Block("title", 0, len(title)), *(b for b in blocks if b.start >= len(title)))
    for key, values in entries:
        for value in values:
            findings += stated(field_of(key) or "", value, draft.reading)
    return Draft(
        draft.reading,
        draft.original,
        blocks,
        tuple(findings),
        draft.parallel_texts,
        draft.problems,
        mended=draft.mended,
    )


def stated(field: str, value: str, reading: str = "") -> Iterator[Finding]:
    """The facts that a value of such a field states; nothing for one that is not known."""
    read = _READERS.get(field)
    return read(reading, value) if read else iter(())


def _finding(field: str, value: object, method: str | None = None, confidence: float = STATED) -> Finding:
    return Finding(field, value, -1, -1, f"front-matter/{method or field}", confidence)


def _date(reading: str, value: str) -> Iterator[Finding]:
    """The day; in the words of the text where these say the time of day, or the same day, at its head."""
    when = iso_dates.when(value) or dates.parse(value)
    if when is not None:
        yield _finding("date", when)
        yield _finding("stated.sent", when)


def _party(field: str, reading: str, value: str) -> Iterator[Finding]:
    who = persons.parse(persons.in_order(value, reading) if value.count(",") == 1 else value).who
    yield _finding(f"stated.{field}", Who(who.name, value, who.role, who.kind))


def _place(reading: str, value: str) -> Iterator[Finding]:
    yield _finding("stated.origin", Where(places.parse(value).name, value))


def _source(reading: str, value: str) -> Iterator[Finding]:
    """A shelf mark that the text does not give itself."""
    bare = value.strip("[] ")
    source = archival.parse(bare)
    if "".join(bare.split()) not in "".join(reading.split()) and archival.evidence(source):
        yield _finding("sources", source)


def _type(reading: str, value: str) -> Iterator[Finding]:
    if kind := types.parse(value):
        yield _finding("type", kind)
    yield _finding("type_as_written", value)


def _language(reading: str, value: str) -> Iterator[Finding]:
    tag = languages.tag(value) or (value if re.fullmatch(r"[a-z]{2,3}(?:-\w{2,8})*", value) else None)
    if tag:
        yield _finding("languages", tag)


def _plain(field: str, reading: str, value: str) -> Iterator[Finding]:
    yield _finding(field, value)


_READERS: dict[str, Callable[[str, str], Iterator[Finding]]] = {
    "date": _date,
    "from": partial(_party, "from"),
    "to": partial(_party, "to"),
    "place": _place,
    "number": partial(_plain, "record_id"),
    "type": _type,
    "source": _source,
    "summary": partial(_plain, "summary"),
    "subjects": partial(_plain, "subjects"),
    "language": _language,
    "rights": partial(_plain, "rights"),
    "address": partial(_plain, "addresses"),
}
