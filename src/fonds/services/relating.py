"""Which other documents belong beside one, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from fonds.errors import ArchiveError, NotFound
from fonds.linking.related import Tie, gather
from fonds.model import Document
from fonds.services.archive import Archive
from fonds.services.views import Mention, Reason, RecordLink, Related, SourceView
from fonds.store import queries

SHOWN = 12
"""Related documents at most."""
ENOUGH = 4
"""With fewer than that, some with much the same words are added."""
DAYS = 7
"""Documents of the same persons belong together within so many days before and after."""
ALIKE_KEPT = 8192
"""Documents of which a process remembers what they are like."""


def related(
    archive: Archive,
    document: Document,
    moment: str | None,
    mentions: Sequence[Mention],
    sources: Sequence[SourceView],
) -> tuple[Related, ...]:
    """Related documents, each with every reason, the strongest first. ``moment`` is the document's place in time."""
    links: dict[str, RecordLink] = {}
    ties = []
    for kind, words, link in (
        *_by_mention(document, mentions),
        *_same_message(document),
        *_same_file(document, sources),
        *_same_persons(document, moment),
    ):
        links[link.id] = link
        ties.append(Tie(link.id, kind, words))
    if len(links) < ENOUGH:
        for words, link in _similar(archive, document):
            links[link.id] = link
            ties.append(Tie(link.id, "similar", words))
    return tuple(
        Related(links[id], tuple(Reason(tie.kind, tie.words) for tie in reasons))
        for id, reasons in gather(ties, SHOWN)
    )


Found = Iterator[tuple[str, str, RecordLink]]


def _by_mention(document: Document, mentions: Sequence[Mention]) -> Found:
    for mention in mentions:
        if mention.record:
            kind = "answers" if mention.answers else "mentions"
            yield kind, f"{kind} “{mention.reference.as_written}”", mention.record
    for answers, wording, *link in queries.mentioned_by(document.id, SHOWN):
        kind = "answered by" if answers else "mentioned by"
        yield kind, f"{'answers' if answers else 'mentions'} this one as “{wording}”", RecordLink(*link)


def _same_message(document: Document) -> Found:
    for link in queries.same_message(document.id) if document.messages else ():
        yield "same message", "holds the same message", RecordLink(*link)


def _same_file(document: Document, sources: Sequence[SourceView]) -> Found:
    files = {
        "/".join(source.holdings[-1].path): source.holdings for source in sources if len(source.holdings) > 1
    }
    for path, leaves, *link in queries.same_file(document.id, sorted(files), SHOWN):
        words = ", ".join([step.label for step in files[path]] + ([leaves] if leaves else []))
        yield "same file", f"same file: {words}", RecordLink(*link)


def _same_persons(document: Document, moment: str | None) -> Found:
    try:
        day = date.fromisoformat((moment or "")[:10])
        first, last = day - timedelta(DAYS), day + timedelta(DAYS + 1)
    except (ValueError, OverflowError):
        return
    shared: dict[tuple[Any, ...], list[str]] = {}
    for name, *link in queries.same_persons(document.id, first.isoformat(), last.isoformat(), 40 * SHOWN):
        shared.setdefault(tuple(link), []).append(name)

    def nearest(item: tuple[tuple[Any, ...], list[str]]) -> tuple[int, int]:
        return -len(item[1]), abs((date.fromisoformat(item[0][5][:10]) - day).days)

    for row, names in sorted(shared.items(), key=nearest)[:SHOWN]:
        if len(names) > 1:
            yield "same persons", f"{', '.join(sorted(names)[:3])}, within {DAYS} days", RecordLink(*row[:5])


def _similar(archive: Archive, document: Document) -> Iterator[tuple[str, RecordLink]]:
    try:
        found = _much_alike(archive, document.id, archive.index().commit())
    except (NotFound, ArchiveError):
        return
    links = queries.links([id for id, _ in found])
    for id, words in found:
        if id in links:
            yield f"similar words: {', '.join(words)}", RecordLink(*links[id])


@lru_cache(maxsize=ALIKE_KEPT)
def _much_alike(archive: Archive, id: str, commit: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Documents with much the same words, and some of these. Comparing takes the index a millisecond, as
    long as the rest of the page takes, so answers are kept until the index changes (``commit``)."""
    return tuple((like.id, like.words) for like in archive.index().more_like(id, limit=ENOUGH))
