"""What the page itself states: title, date, summary, credit line, source, rights, labelled values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from fonds.extract import sources
from fonds.extract.found import Found
from fonds.model import Alias, Block, Credit, Finding, Mark, Problem, Where
from fonds.model.problems import problem
from fonds.values import dates, languages, marks, persons, places, types

STATED, CITED = 0.99, 0.97
"""Confidence in what stands under its own label or place, and in what the quoted citation says."""


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """All fields that blocks of the page fill."""
    draft = found.draft
    for block in draft.blocks:
        if reader := _READERS.get(block.kind):
            yield from reader(found, block)
    yield from _summary(found)
    yield from _rights(found)
    yield from _credits(found)
    yield from _tabs(found)


def _words(found: Found, block: Block) -> str:
    return re.sub(r"\s+", " ", found.draft.words(block)).strip()


def _title(found: Found, block: Block) -> Iterator[Finding]:
    words, start = found.title or (_words(found, block), block.start)
    if not block.start <= start < block.end:  # another block gave the title
        words, start = _words(found, block), block.start
    words = re.sub(r"\s+", " ", words).strip()
    yield Finding(
        "title", words, start, block.end, f"page/{block.kind}", STATED if block.kind == "title" else CITED
    )


def _date(found: Found, block: Block) -> Iterator[Finding]:
    when = dates.parse(_words(found, block))
    if when is not None:
        yield Finding(
            "date",
            when,
            block.start,
            block.end,
            f"page/{block.kind}",
            0.98 if block.kind == "date" else CITED,
        )


_FILED = re.compile(r":\s*(telegram|airgram|despatch|dispatch|letter|circular telegram)\s*$", re.IGNORECASE)


def _source(found: Found, block: Block) -> Iterator[Finding | Problem]:
    words = found.draft.words(block)
    if filed := _FILED.search(words):  # a decimal file number's "893.51/7717: Telegram"
        yield Finding(
            "type", types.parse(filed[1]), block.start + filed.start(1), block.end, "source/type", 0.9
        )
        words = words[: filed.start()]
    parsed = sources.parse(words)
    for cited in parsed.sources:
        span = (block.start + cited.start, block.start + cited.end)
        yield Finding("sources", cited.source, *span, f"source/{cited.source.kind}", cited.confidence)
        if cited.confidence < 0.5:
            yield problem(
                "source-not-understood", {"start": span[0], "end": span[1]}, wording=cited.source.as_written
            )
    for given in parsed.credits:
        yield Finding(
            "credits",
            given.credit,
            block.start + given.start,
            block.start + given.end,
            "source/credit",
            given.confidence,
        )


def _source_note(found: Found, block: Block) -> Iterator[Finding | Problem]:
    """A note that an edition marks as that of the source; what in it is no citation is left to the note."""
    if block.name == "source":
        mark = _NOTE_SIGN.match(found.draft.words(block))
        cited = Block("source", block.start + (mark.end() if mark else 0), block.end)
        yield from (f for f in _source(found, cited) if isinstance(f, Finding) and f.confidence >= 0.5)


_NOTE_SIGN = re.compile(r"\[\d+\]\s*")


def _support(found: Found, block: Block) -> Iterator[Finding]:
    words = found.draft.words(block)
    match = re.search(r"(?:from|of|by)\s+(?:the\s+)?(?=\S)", words)
    if not match:
        return
    at = block.start + match.end()
    rest = words[match.end() :].rstrip(" .")
    for name, start in _supporters(rest):
        yield Finding("support", name, at + start, at + start + len(name), "page/support", STATED)


_SUPPORTER = re.compile(
    r"foundation|fund|ministry|corporation|institute|university|program|endowment|cent(?:er|re)|council|trust|society|archive|academy|agency|association|bank|family|college|commission|office",
    re.IGNORECASE,
)


def _supporters(text: str) -> list[tuple[str, int]]:
    """The bodies of a credit line: split at commas and "and" only where every part is a body by its head noun."""
    cuts = [m.span() for m in re.finditer(r",?\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?", text)]
    parts, at = [], 0
    for start, end in [*cuts, (len(text), len(text))]:
        parts.append((text[at:start], at))
        at = end
    return parts if len(parts) > 1 and all(_SUPPORTER.search(part) for part, _ in parts) else [(text, 0)]


def _value(found: Found, block: Block) -> Iterator[Finding | Problem]:
    """A value of the information block; ``block.name`` is its field."""
    words, field = _words(found, block), block.name
    span = (block.start, block.end)
    if field == "uploaded" and (when := dates.parse(words)):
        yield Finding("uploaded", when, *span, "label/uploaded", STATED)
    elif field == "type":
        if kind := types.parse(words):
            yield Finding("type", kind, *span, "label/type", STATED)
        yield Finding("type_as_written", words, *span, "label/type", STATED)
    elif field == "language":
        for name, start, end in _items(words, r"\s*[,;/]\s*|\s+and\s+"):
            if code := languages.tag(name):
                yield Finding(
                    "original_languages",
                    code,
                    block.start + start,
                    block.start + end,
                    "label/language",
                    STATED,
                )
    elif field == "record_id":
        yield Finding("record_id", words, *span, "label/record id", STATED)
    elif field == "classification":
        for marking in marks.parse_line(words):
            if marking.level:
                yield Finding(
                    "classification",
                    Mark(marking.text, marking.level),
                    block.start + marking.start,
                    block.start + marking.end,
                    "label/classification",
                    STATED,
                )
    elif field == "donors":
        yield Finding("support", words, *span, "label/donors", STATED)
    elif field == "archive":
        yield Finding("archives", words, *span, "label/original archive", STATED)
    elif field == "collection":
        yield Finding("collection", words, *span, "label/collection", STATED)
    elif field == "places":
        for name, start, end in _items(words, r"\s*;\s*|\s{2,}"):
            place = places.parse(name)
            yield Finding(
                "places",
                Where(place.name, name),
                block.start + start,
                block.start + end,
                "label/places",
                STATED,
            )
    elif field == "subjects":
        yield Finding("subjects", words, *span, "label/subjects", STATED)
    elif field in ("people", "authors", "contributors"):
        for name, start, end in _items(words, r"\s*;\s*|\s{2,}"):
            yield from _person(found, name, block.start + start, block.start + end, field)
    elif field in ("translator", "translation"):
        yield Finding(
            "credits",
            Credit(re.sub(r"^(?:translated )?by\s+", "", words, flags=re.IGNORECASE), "translator"),
            *span,
            "label/translator",
            STATED,
        )


def _person(found: Found, name: str, start: int, end: int, field: str) -> Iterator[Finding]:
    """A person of the page's lists; a second name in round brackets is an alias."""
    other = re.search(r"\s*\(([^()]+)\)\s*$", name)
    listed = name[: other.start()] if other else name
    who = persons.parse(listed).who
    if who.kind != "body":
        who = replace(who, name=persons.in_order(listed, found.reading))
    yield Finding("people", who, start, end, f"label/{field}", STATED)
    if other and not other[1].islower():
        yield Finding(
            "aliases",
            Alias(other[1].strip('"“”'), who.name, start + other.start(1), start + other.end(1)),
            start,
            end,
            f"label/{field}",
            STATED,
        )


def _items(text: str, separator: str) -> list[tuple[str, int, int]]:
    """Parts of a list with their offsets."""
    out, at = [], 0
    for match in [*re.finditer(separator, text), None]:
        stop = match.start() if match else len(text)
        part = text[at:stop]
        if part.strip():
            out.append((part.strip(), at, stop))
        at = match.end() if match else stop
    return out


def _summary(found: Found) -> Iterator[Finding | Problem]:
    """The summary that stands by the text; the page's description where there is none."""
    given = found.draft.of_kind("summary")
    described = found.draft.of_kind("description")
    if given:
        first, last = given[0], given[-1]
        words = "\n\n".join(_words(found, block) for block in given)
        yield Finding(
            "summary", words, first.start, last.end if len(given) > 1 else first.end, "page/summary", 0.97
        )
    if described:
        block = described[0]
        words = _words(found, block)
        yield Finding("summary", words, block.start, block.end, "page/description", 0.8)
        if given and not _alike(words, _words(found, given[-1])):
            yield problem("summaries-differ", {"start": block.start, "end": block.end})


def _alike(one: str, other: str) -> bool:
    a, b = set(re.findall(r"\w{4,}", one.casefold())), set(re.findall(r"\w{4,}", other.casefold()))
    return len(a & b) * 2 > min(len(a), len(b))


def _rights(found: Found) -> Iterator[Finding]:
    blocks = found.draft.of_kind("rights")
    if blocks:
        words = "\n\n".join(_words(found, block) for block in blocks)
        yield Finding("rights", words, blocks[0].start, blocks[-1].end, "page/rights", STATED)


_CREDIT_LINE = re.compile(
    r"\(?(?:translated|transcribed|contributed|obtained|edited|provided)\b.{3,200}", re.IGNORECASE
)


def _credits(found: Found) -> Iterator[Finding]:
    """A line of the text that is nothing but a credit: "Translated for ... by X"."""
    for block in found.draft.of_kind("body", "note"):
        if block.end - block.start < 220 and _CREDIT_LINE.fullmatch(words := found.draft.words(block)):
            for given in sources.parse(words).credits:
                yield Finding(
                    "credits",
                    given.credit,
                    block.start + given.start,
                    block.start + given.end,
                    "line/credit",
                    given.confidence * 0.95,
                )


def _tabs(found: Found) -> Iterator[Finding]:
    """The languages of the tabs: the first English one is this text's, others are the original's."""
    for block in found.draft.of_kind("tab"):
        others = [text for text in found.draft.parallel_texts if text.language == block.name]
        if not others and block.name:
            yield Finding("languages", block.name, block.start, block.end, "page/tab", 0.9)
        for text in others:
            if text.role == "original":
                yield Finding("original_languages", text.language, block.start, block.end, "page/tab", STATED)


_READERS = {
    "title": _title,
    "cited-title": _title,
    "date": _date,
    "cited-date": _date,
    "source": _source,
    "cited-source": _source,
    "note": _source_note,
    "support": _support,
    "value": _value,
}
