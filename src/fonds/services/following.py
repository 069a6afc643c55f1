"""Links and index, brought up to the change log.

Writers keep records first. Two followers come after: linking (names to persons, mentions to documents)
and the index. Each notes how far it has come in the same breath as its work, so that a death between
any two steps only means that the next start does the rest, and doing a step twice changes nothing.

Links are in the database, and the writer alone makes them. An index is a folder of one machine; any number of
machines follow the log with their own, never further than the links have come.
"""

from __future__ import annotations

import heapq
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import NoReturn, TypeVar

import orjson
from django.db import close_old_connections, transaction
from django.db.models import Q

from fonds.errors import ArchiveBusy, FondsError
from fonds.linking import mentions
from fonds.search.entry import entry_of
from fonds.search.index import Index
from fonds.search.schema import Prepared, prepare
from fonds.services import documents, naming
from fonds.services.archive import Archive, sentences
from fonds.services.prepared import HandedOver
from fonds.store import lock, models, queries, records
from fonds.store.facts import AT, telling_words

T = TypeVar("T")
V = TypeVar("V", str, int)

LINKS = "links"
"""The follower that makes links."""
NOBODY: frozenset[str] = frozenset()
PIECE = 500
"""Ids in one question to the database."""
DECIDED = 2000
"""Mentions that are decided at once, with all messages near them in memory."""


def follow(archive: Archive, handed_over: HandedOver | None = None) -> None:
    """Brings links, then the index up to date. For the holder of the writer lock, who may have entries at hand of
    what it has kept; they are let go of."""
    link()
    index(archive, handed_over)
    if handed_over:
        handed_over.clear()


def catch_up(archive: Archive) -> None:
    """Does what a writer that was killed left undone, and brings this machine's index up to the links.

    ArchiveBusy: another process writes or indexes, and will do it. ArchiveError: it cannot be done.
    """
    with sentences(archive.root):
        busy = None
        if links_at() < records.last_change():
            try:
                with lock.writer(archive.root):
                    link()
            except ArchiveBusy as error:
                busy = error
        if _lacks(archive):
            with lock.indexer(archive.index_folder, wait=False) as free:
                if free:
                    _index(archive)
        if busy:
            raise busy


def keep_up(archive: Archive, *, every_seconds: float, tell: Callable[[str], None]) -> NoReturn:
    """Catches up again and again, over whatever goes wrong meanwhile: another process that writes, a
    database that is away. ``tell`` is given what went wrong, once."""
    told = ""
    while True:
        try:
            catch_up(archive)
            told = ""
        except ArchiveBusy:
            pass
        except FondsError as error:
            if str(error) != told:
                tell(str(error))
            told = str(error)
        # A connection that was lost is left, so that the next round opens another.
        close_old_connections()
        time.sleep(every_seconds)


# --- links -------------------------------------------------------------------------------------------


def link() -> None:
    """Decides anew which persons the names mean and which documents the mentions mean, as far as changes reach."""
    last = records.last_change()
    since = links_at()
    if since >= last:
        return
    with transaction.atomic():
        rows = models.Change.objects.filter(seq__gt=since).exclude(kind="relinked")
        changed = set(rows.values_list("record", flat=True))
        moved = _bearers(sorted(naming.settle())) - changed
        known = _Names()
        _resolve(changed | moved, known)
        _tie(changed | moved, known)
        records.log(dict.fromkeys(sorted(moved), "relinked"))
        models.Follower.objects.update_or_create(name=LINKS, defaults={"seq": records.last_change()})


def start_again() -> None:
    """Has the next ``link`` decide everything anew."""
    models.Follower.objects.filter(name=LINKS).delete()
    naming.unsettle()


def links_at() -> int:
    """The number of the last change that linking has seen."""
    return models.Follower.objects.filter(name=LINKS).values_list("seq", flat=True).first() or 0


def _bearers(name_ids: Sequence[str]) -> set[str]:
    """The records in which these names stand."""
    found: set[str] = set()
    for piece in pieces(name_ids):
        found.update(models.NameForm.objects.filter(name__in=piece).values_list("record_id", flat=True))
    return found


class _Names:
    """The persons and keys of the names that mentions and messages speak of, asked for as they come."""

    def __init__(self) -> None:
        self.persons: dict[str, str] = {}
        self.keys: dict[str, str] = {}

    def learn(self, rows: Iterable[queries.MentionRow | queries.MessageRow]) -> None:
        """Asks for those of the rows' parties that are not known yet, and for the persons they mean."""
        said = {parties for row in rows for parties in (row.senders, row.recipients)} - {"[]"}
        ids = {id for parties in said for id in orjson.loads(parties) if not id.startswith(AT)}
        for _ in range(2):
            for piece in pieces(sorted(ids - self.persons.keys())):
                for id, person, key in queries.among(models.Name, ("id", "person_id", "key"), piece):
                    self.persons[id], self.keys[id] = person, key
            ids = {self.persons[id] for id in ids if id in self.persons}


def _resolve(touched: set[str], known: _Names) -> None:
    """Decides the mentions in these records, and those elsewhere that may mean one of them.

    Many documents may have come since links were made last, and all that meets them is more than memory should hold:
    mentions are found first, and decided DECIDED at a time.
    """
    found = sorted(_reached(sorted(touched)))
    for piece in pieces(found, DECIDED):
        rows = _in_pieces(queries.open_mentions, "id", piece)
        queries.decide(list(_decisions(rows, known)))


def _reached(records: Sequence[str]) -> set[int]:
    """The mentions that these records may change: their own, and those that share a number or a day with them."""
    numbers, days = set(), set()
    for piece in pieces(records):
        for message in queries.messages("record_id", piece, withdrawn=True):
            if message.number:
                numbers.add(message.number)
            if message.earliest:
                days.add(message.earliest)
            days.update(mentions.near_days(message.earliest, message.latest))
    called = [
        name for piece in pieces(records) for _, name in queries.among(models.Record, ("id", "name"), piece)
    ]
    return {
        id
        for column, values in (
            ("record_id", records),
            ("target_id", records),
            ("number", sorted(numbers)),
            ("earliest", sorted(days)),
            ("leads_to", called),
        )
        for id in _in_pieces(queries.open_mention_ids, column, values)
    }


Decision = tuple[str, str | None, str, str | None, bool, int]


def _decisions(rows: Sequence[queries.MentionRow], known: _Names) -> Iterator[Decision]:
    """What is to be written of those mentions that now mean something else."""
    pointed = _pointed(rows)
    known.learn(rows)
    by_number, by_day, by_place = _messages(rows, known)
    words = {record: message.words for (record, _), message in by_place.items()}
    for row in rows:
        own = by_place.get((row.record, row.message))
        fact = _mention(row, known.persons, known.keys, own, words.get(row.record, frozenset()))
        near = list(
            {
                (m.record, m.message): m
                for m in (
                    *by_number.get(row.number, ()),
                    *(m for day in mentions.near_days(row.earliest, row.latest) for m in by_day.get(day, ())),
                )
            }.values()
        )
        answer = mentions.resolve(fact, near)
        if row.leads_to in pointed:
            answer = mentions.Answer("resolved", target=pointed[row.leads_to])
        answers = own is not None and any(
            mentions.answers(message, own) for message in near if message.record == answer.target
        )
        decision = (answer.state, answer.target, json.dumps(answer.candidates), answer.missing, answers)
        if decision != (row.state, row.target, row.candidates, row.missing, row.answers):
            yield (*decision, row.id)


def _pointed(rows: Iterable[queries.MentionRow]) -> dict[str | None, str]:
    """The records that mark-up points to: name -> id."""
    found: dict[str | None, str] = {}
    for piece in pieces(sorted({row.leads_to for row in rows if row.leads_to})):
        kept = models.Record.objects.filter(name__in=piece, part=0, withdrawn=None)
        found |= dict(kept.values_list("name", "id"))
    return found


def _tie(touched: set[str], known: _Names) -> None:
    """Notes which records hold a message that one of these holds too."""
    ties: set[tuple[str, str]] = set()
    for piece in pieces(sorted(touched)):
        models.SameMessage.objects.filter(Q(record__in=piece) | Q(other__in=piece)).delete()
        ties |= _tied(piece, known)
    models.SameMessage.objects.bulk_create(
        models.SameMessage(record_id=a, other_id=b) for a, b in sorted(ties)
    )


def _tied(records: Sequence[str], known: _Names) -> set[tuple[str, str]]:
    """Pairs of records with a message in common, one of each pair among these, in both orders."""
    own = [
        message
        for message in _facts(queries.messages("record_id", records, withdrawn=True), known)
        if message.message and mentions.is_day(message.earliest, message.latest)
    ]
    by_day: dict[str | None, list[mentions.MessageFact]] = defaultdict(list)
    days = sorted({message.earliest for message in own if message.earliest})
    for message in _facts(_in_pieces(queries.messages, "earliest", days, withdrawn=True), known):
        if message.message:
            by_day[message.earliest].append(message)
    return {
        pair
        for message in own
        for other in by_day[message.earliest]
        if mentions.same_message(message, other)
        for pair in ((message.record, other.record), (other.record, message.record))
    }


Grouped = Mapping[str | None, list[mentions.MessageFact]]


def _messages(
    rows: Sequence[queries.MentionRow], known: _Names
) -> tuple[Grouped, Grouped, dict[tuple[str, str | None], mentions.MessageFact]]:
    """Messages that these mentions may mean, by number and by day; and those they stand in, by their place."""
    by_number: dict[str | None, list[mentions.MessageFact]] = defaultdict(list)
    by_day: dict[str | None, list[mentions.MessageFact]] = defaultdict(list)
    numbers = sorted({row.number for row in rows if row.number})
    for message in _facts(_in_pieces(queries.messages, "number", numbers, withdrawn=False), known):
        by_number[message.number].append(message)
    days = sorted({day for row in rows for day in mentions.near_days(row.earliest, row.latest)})
    for message in _facts(_in_pieces(queries.messages, "earliest", days, withdrawn=False), known):
        by_day[message.earliest].append(message)
    records = sorted({row.record for row in rows})
    places: dict[tuple[str, str | None], mentions.MessageFact] = {
        (message.record, message.message): message
        for message in _facts(_in_pieces(queries.messages, "record_id", records, withdrawn=True), known)
    }
    return by_number, by_day, places


def _facts(rows: Sequence[queries.MessageRow], known: _Names) -> list[mentions.MessageFact]:
    known.learn(rows)
    return [message_fact(row, known.persons) for row in rows]


def message_fact(row: queries.MessageRow, persons: Mapping[str, str]) -> mentions.MessageFact:
    """The row in linking's terms."""
    return mentions.MessageFact(
        row.record,
        row.message,
        row.kind,
        row.sent,
        row.earliest,
        row.latest,
        row.number,
        _persons(row.senders, persons),
        _persons(row.recipients, persons),
        bool(row.outer),
        _set_of(row.words),
    )


def _mention(
    row: queries.MentionRow,
    persons: Mapping[str, str],
    keys: Mapping[str, str],
    own: mentions.MessageFact | None,
    own_words: frozenset[str],
) -> mentions.MentionFact:
    senders, recipients = _persons(row.senders, persons), _persons(row.recipients, persons)
    names = [_words_of(keys.get(id, "")) for id in senders | recipients]
    return mentions.MentionFact(
        row.record,
        row.kind,
        row.dated,
        row.earliest,
        row.latest,
        row.number,
        senders,
        recipients,
        row.written,
        row.found,
        own.senders | own.recipients if own else frozenset(),
        frozenset().union(*names),
        frozenset(telling_words(row.as_written)),
        own_words,
    )


def _persons(parties: str, persons: Mapping[str, str]) -> frozenset[str]:
    return frozenset([persons.get(id, id) for id in _set_of(parties)]) if parties != "[]" else NOBODY


@lru_cache(maxsize=1 << 14)  # the same parties write to one another, and the same messages are compared often
def _set_of(strings: str) -> frozenset[str]:
    """What a JSON list of strings holds."""
    return frozenset(orjson.loads(strings))


@lru_cache(maxsize=1 << 14)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(telling_words(name))


def _in_pieces(ask: Callable[..., list[T]], column: str, values: Sequence[V], **how: bool) -> list[T]:
    """The answers to one question of ``queries``, PIECE values at a time."""
    return [row for piece in pieces(values) for row in ask(column, piece, **how)]


def pieces(items: Sequence[T], most: int = PIECE) -> Iterator[Sequence[T]]:
    """The items, ``most`` at a time."""
    for start in range(0, len(items), most):
        yield items[start : start + most]


# --- index -------------------------------------------------------------------------------------------


def index(archive: Archive, handed_over: HandedOver | None = None) -> None:
    """Puts changed records into the index. One that is lost, or of another make, is built from the records."""
    with lock.indexer(archive.index_folder, wait=True):
        _index(archive, handed_over)


def reindex(archive: Archive) -> None:
    """Makes the index anew; searches see the old one until the new one is whole."""
    with lock.indexer(archive.index_folder, wait=True):
        found = archive.usable_index() or archive.new_index()
        ids = list(models.Record.objects.order_by("id").values_list("id", flat=True))
        fill(found, entries(ids), links_at(), anew=True)
        _gather(found)


def gather(archive: Archive) -> None:
    """Makes the index one piece again, after much has come in."""
    with lock.indexer(archive.index_folder, wait=True):
        if found := archive.usable_index():
            _gather(found)


def _gather(found: Index) -> None:
    with found.writer() as writer:
        writer.gather()


def _lacks(archive: Archive) -> bool:
    """Whether the index has not come as far as the links."""
    found = archive.usable_index()
    return found is None or found.sequence() < links_at()


def _index(archive: Archive, handed_over: HandedOver | None = None) -> None:
    found = archive.usable_index() or archive.new_index()
    # What is not yet linked would be indexed under names that linking changes without another entry in the log.
    since, last = found.sequence(), links_at()
    if since >= last:
        return
    changes = models.Change.objects.filter(seq__gt=since, seq__lte=last)
    ids = sorted(set(changes.values_list("record", flat=True)))
    fill(found, entries(ids, handed_over), last, gone=ids)


def fill(
    found: Index, present: Iterable[Prepared], last: int, *, gone: Iterable[str] = (), anew: bool = False
) -> None:
    """Puts entries into the index, and takes out those of ``gone`` that are not among them; ``anew`` takes out
    all else.

    One commit, so that searches see either the old state or the new.
    """
    with found.writer() as writer:
        if anew:
            writer.clear()
        gone = set(gone)
        for entry in present:
            gone.discard(entry.id)
            writer.put(entry)
        for id in gone:
            writer.remove(id)
        writer.commit(last)


def entries(ids: Sequence[str], handed_over: HandedOver | None = None) -> Iterator[Prepared]:
    """What the index needs of these records. Persons to narrow by go by their heading; other forms of
    names are added to the query, not here, so that a reader can leave them out."""
    at_hand = handed_over or HandedOver()
    for piece in pieces(ids):
        kept = models.Record.objects.filter(id__in=piece, withdrawn=None)
        added = dict(kept.values_list("id", "added"))
        written = models.NameForm.objects.filter(record__in=piece, kind="name").values_list(
            "form", "name__person__form"
        )
        headings = dict(written.distinct())
        present = sorted(added)
        others = documents.several(id for id in present if id not in at_hand)
        made = (prepare(entry_of(document)) for document in others)
        # One order, wherever they come from: documents that are equally good hits stand as they went in.
        for entry in heapq.merge(at_hand.of(present), made, key=attrgetter("id")):
            people = dict.fromkeys(headings.get(name, name) for name in entry.people)
            moment = added[entry.id].isoformat(timespec="seconds")
            yield replace(entry, people=tuple(people), added=moment)
