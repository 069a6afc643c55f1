"""Footnote in, document out: which documents of the archive a citation means, and by what that was seen.

Tried in this order, the surest first: an address or id of ours; an address the document had before; volume and number
in *Foreign Relations of the United States*; the shelfmark, with its leaves; title and date. A wrong document is worse
than none: where several fit, all are named, and where the file is known but not this item, that is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from fonds.errors import UsageError
from fonds.extract import sources
from fonds.model import ids
from fonds.services import moved
from fonds.services.archive import Archive
from fonds.services.shelves import Hit, Shelves, Words, overlap
from fonds.services.views import RecordLink
from fonds.store import models, queries
from fonds.values import archival, dates, footnotes, foreign_relations

MOST_CHARACTERS = 200_000
"""Of one text; a longer one is refused."""
MOST_RECORDS = 20
"""Candidates that are listed."""
ENOUGH = 0.6
"""Share of the telling words of a title that a citation must have, tried on the demo archive in November 2026: of
0.5, 0.6 and 0.75 the one with no wrong document and the fewest missed."""
FOUND, SEVERAL, FILE, UNKNOWN = STATES = ("found", "several", "file", "unknown")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:)\]]|(?<![\w/])/d/[0-9a-z]{9}\b")
_OWN = re.compile(r"/d/([0-9A-Za-z]{9})(?=[/?#.]|$)")
_BARE = re.compile(r"(?<!\w)[0-9a-z]{9}(?!\w)")
_IBID = re.compile(r"\s*(?:ibid(?:em)?|там же|op\. cit|loc\. cit)\b\.?,?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "from",
        "in",
        "on",
        "for",
        "by",
        "at",
        "with",
        "an",
        "its",
        "his",
        "telegram",
        "letter",
        "memorandum",
        "conversation",
        "between",
        "note",
        "no",
        "report",
        "minutes",
        "о",
        "об",
        "из",
        "от",
        "на",
        "по",
        "при",
        "телеграмма",
        "письмо",
        "записка",
        "беседа",
    ]
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A citation and what it leads to.

    ``state``: found (one document), several (one of these), file (the file is known, but no such item in it), unknown.
    ``on`` says by what: "shelfmark", "leaves", "title and date" and the like. ``total`` counts the documents, of which
    ``records`` lists no more than MOST_RECORDS. ``file`` is the path of the file in the archival tree.
    """

    start: int
    end: int
    text: str
    state: str
    on: tuple[str, ...] = ()
    records: tuple[RecordLink, ...] = ()
    total: int = 0
    file: tuple[str, ...] = ()


_shelves: dict[object, Shelves] = {}


def resolve(archive: Archive, text: str) -> tuple[Resolved, ...]:
    """Every citation of a text in its order. UsageError: the text is too long."""
    if len(text) > MOST_CHARACTERS:
        raise UsageError(
            f"The text has {len(text)} characters; no more than {MOST_CHARACTERS} are taken at once. Give it in parts."
        )
    state = archive.state()
    if state not in _shelves:
        _shelves.clear()
        _shelves[state] = Shelves()
    shelves, found, before = _shelves[state], list[Resolved](), ""
    for start, end in footnotes.citations(text):
        words = text[start:end]
        if ibid := _IBID.match(words):
            # What it leaves out is that of the note before, but for the leaves, if it has its own.
            rest = words[ibid.end() :]
            words = _without_leaves(before) + ", " + rest if rest.strip(" .,") else before
        else:
            before = words
        found.append(_one(archive, shelves, start, end, text[start:end], words))
    return tuple(found)


def _without_leaves(text: str) -> str:
    from fonds.services.shelves import _LEAVES

    return _LEAVES.sub("", text).rstrip(" ,.;")


def _one(archive: Archive, shelves: Shelves, start: int, end: int, written: str, text: str) -> Resolved:
    def answer(
        state: str, on: Sequence[str], records: Sequence[str] = (), file: Sequence[str] = ()
    ) -> Resolved:
        links = queries.links(list(records)[:MOST_RECORDS])
        shown = tuple(RecordLink(*links[id]) for id in list(records)[:MOST_RECORDS] if id in links)
        return Resolved(start, end, written, state, tuple(on), shown, len(records), tuple(file))

    if by := _by_address(archive, text):
        return answer(FOUND, by[0], [by[1]])
    if volume := foreign_relations.parse(text):
        state, on, records = _in_volume(volume)
        if state != UNKNOWN:
            return answer(state, on, records)
    words = Words(text)
    told = dates.find(text)
    days = {d.when.earliest for d in told if d.when.earliest and d.when.earliest == d.when.latest}
    hits, on = _shelf(shelves, text)
    if hits:
        records, on = _papers(hits, words, on)
        if not records:
            return answer(FILE, on, (), hits[0].shelf.path.split("/"))
        if len(records) > 1:
            narrower, by_title = _narrow(records, text, days)
            if narrower:
                records, on = narrower, [*on, by_title]
        state = FOUND if len(records) == 1 else SEVERAL
        return answer(state, on, records, hits[0].shelf.path.split("/") if len(hits) == 1 else ())
    if days:
        dated = models.Record.objects.filter(withdrawn=None, earliest__in=days).values_list("id", flat=True)
        narrower, by_title = _narrow(list(dated[:2000]), text, days, titled=True)
        if narrower:
            return answer(FOUND if len(narrower) == 1 else SEVERAL, [by_title], narrower)
    return answer(UNKNOWN, ())


def _by_address(archive: Archive, text: str) -> tuple[list[str], str] | None:
    """(by what, id) where the citation gives an address, or an id by itself."""
    for found in _ADDRESS.finditer(text):
        if own := _OWN.search(found[0]):
            id = own[1].lower()
            if ids.is_valid(id) and queries.links([id]):
                return ["permanent address"], id
        parts = urlsplit(found[0])
        if cited := foreign_relations.parse(unquote(parts.path)):
            _, _, records = _in_volume(cited)
            if len(records) == 1:
                return ["volume and document"], records[0]
        if id_ := moved.record_at(archive, unquote(parts.path), parts.query):
            return ["earlier address"], id_
    for found in _BARE.finditer(text):
        if ids.is_valid(found[0]) and queries.links([found[0]]):
            return ["id"], found[0]
    return None


def _in_volume(cited: foreign_relations.Cited) -> tuple[str, list[str], list[str]]:
    """The document of that number in a volume, whose file or folder bears its id."""
    name = re.escape(cited.volume_id)
    volume = models.Record.objects.filter(withdrawn=None, name__iregex=rf"(^|/){name}(\.[a-z.]+)?([#/]|$)")
    if not volume.exists():
        return UNKNOWN, [], []
    if cited.document:
        found = list(volume.filter(key__iexact=f"d{int(cited.document)}").values_list("id", flat=True))
        if found:
            return (FOUND if len(found) == 1 else SEVERAL), ["volume and document"], found
    return FILE, ["volume"], []


def _shelf(shelves: Shelves, text: str) -> tuple[list[Hit], list[str]]:
    """The files that the shelfmark means: by its key, else by what of it there is."""
    for found in sources.parse(text).sources:
        source = found.source
        key = archival.key(source) if source.kind == "archival" else None
        if key and key in shelves.by_path:
            shelf = shelves.by_path[key]
            # A key is cut where the grammar understood no more; then more of the citation may tell another file.
            deeper = [hit.shelf.signature for hit in shelves.find(text) if hit.whole]
            if not any(other.startswith(shelf.signature) and other != shelf.signature for other in deeper):
                return shelves.with_alike([Hit(shelf, True)]), ["shelfmark"]
    hits = shelves.find(text)
    return hits, ["shelfmark" if all(hit.whole for hit in hits) else "part of the shelfmark"]


def _papers(hits: Sequence[Hit], words: Words, on: list[str]) -> tuple[list[str], list[str]]:
    """The documents in these files that lie on the leaves of the citation; all where it names none."""
    papers = [paper for hit in hits for paper in hit.shelf.papers]
    every = list(dict.fromkeys(record for record, _ in papers))
    if not words.leaves or not any(listy for _, listy in papers):
        return every, on
    there = list(dict.fromkeys(record for record, listy in papers if listy and overlap(words.leaves, listy)))
    # A document whose leaves are not known may lie there as well.
    unknown = [record for record, listy in papers if not listy]
    return (there or unknown), [*on, "leaves"]


def _narrow(
    records: Sequence[str], text: str, days: set[str], *, titled: bool = False
) -> tuple[list[str], str]:
    """Those whose date the citation gives and whose title it words best; nothing where none does."""
    rows = [
        row
        for start in range(0, len(records), 500)
        for row in models.Record.objects.filter(id__in=records[start : start + 500]).values_list(
            "id", "title", "earliest"
        )
    ]
    dated = [row for row in rows if row[2] in days]
    given = _telling(text)
    scored = [(_share(_telling(title), given), id) for id, title, _ in (dated or rows)]
    best = max((score for score, _ in scored), default=0.0)
    # Words alone are little: a book has the words of papers in its own title.
    if best >= ENOUGH and (dated or titled):
        found = [id for score, id in scored if score >= best - 0.05]
        return found, "title and date"
    if dated and not titled and len(dated) < len(rows):
        return [id for id, _, _ in dated], "date"
    return [], ""


def _telling(text: str) -> frozenset[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return frozenset(_WORD.findall(plain.casefold())) - _COMMON


def _share(title: frozenset[str], given: frozenset[str]) -> float:
    return len(title & given) / len(title) if len(title) > 1 else 0.0


def sentence(answer: Resolved) -> str:
    """What was found, in words: "One document, by shelfmark and leaves"."""
    by = f", by {' and '.join(answer.on)}" if answer.on else ""
    if answer.state == FOUND:
        return f"One document{by}"
    if answer.state == SEVERAL:
        return f"One of {answer.total} documents{by}"
    if answer.state == FILE:
        known = "The volume is here" if answer.on == ("volume",) else "The file is known here"
        return f"{known}{by}, but not this item"
    return "Not found here"


def told(answer: Resolved) -> dict[str, object]:
    """The answer as plain JSON values."""
    return {
        "text": answer.text,
        "start": answer.start,
        "end": answer.end,
        "state": answer.state,
        "on": list(answer.on),
        "total": answer.total,
        "records": [{"id": r.id, "title": r.title, "type": r.type, "date": r.date} for r in answer.records],
        "file": list(answer.file),
    }
