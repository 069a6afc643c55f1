"""The same document in two forms, such as a row of a site's dump and the saved page of it: kept once.

Two are the same document if they were published under the same address, host included where both give one, and
have the same title. The number of a record is an address too, where a dump or the label of a page gives it, so that
the same number on the same site counts. A document that states its id (JSON Lines) is the one that has this id and title.

The first form stays; a later one is reported and not kept. Documents of one file are never taken for each other,
nor is a later edition of a file, whose documents become new versions under their names. Without the title, sites
that give all their pages one canonical address would come down to one page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F

from fonds.model import codec
from fonds.model.ids import identify
from fonds.services.opening import BETWEEN
from fonds.store import models
from fonds.store.batch import Batch
from fonds.store.facts import published


@dataclass(frozen=True, slots=True)
class _Kept:
    """A document that is kept: id, the file it came in, its title's words, where it was published."""

    id: str
    file: str
    title: str
    addresses: frozenset[str]

    def is_also(self, other: _Kept) -> bool:
        """Whether the two are one document in two files."""
        if self.file == other.file or self.title != other.title:
            return False
        return self.id == other.id or any(
            _agree(one, another) for one in self.addresses for another in other.addresses
        )


def _agree(one: str, other: str) -> bool:
    """Whether two addresses are the same; one without a host is of whichever site the other is."""
    if one.startswith("/") or other.startswith("/"):
        return one[one.find("/") :] == other[other.find("/") :]
    return one == other


class Forms:
    """What is kept already of the documents of some batches, by address and id."""

    def __init__(self, batches: Iterable[Batch]) -> None:
        self._by_path: dict[str, list[_Kept]] = {}
        self._by_id: dict[str, _Kept] = {}
        single = [batch for batch in batches if len(batch.readings) == 1]
        paths = {path for batch in single for path in batch.readings[0].facts.addresses}
        ids = {batch.readings[0].id for batch in single if _states_id(batch)}
        found = set(ids)
        if paths:
            hits = models.Address.objects.filter(path__in=list(paths))
            found.update(hits.values_list("record_id", flat=True))
        if found:
            rows = models.Version.objects.filter(record__in=list(found), number=F("record__version"))
            columns = ("record_id", "record__name", "record__key", "record__title", "document")
            for id, name, key, title, document in rows.values_list(*columns):
                addresses = published(codec.from_json(document))
                self._note(_Kept(id, _file(name, key), _words(title), frozenset(addresses)))

    def known(self, batch: Batch) -> str | None:
        """The id of the document that this is another form of; without one, the batch counts as kept from now on."""
        if len(batch.readings) != 1:
            return None
        reading = batch.readings[0]
        own = _Kept(
            reading.id,
            _file(batch.name, batch.key),
            _words(str(reading.facts.heading["title"])),
            frozenset(reading.facts.published),
        )
        near = [kept for path in reading.facts.addresses for kept in self._by_path.get(path, ())]
        if _states_id(batch) and reading.id in self._by_id:
            near.append(self._by_id[reading.id])
        same = next((kept.id for kept in near if own.is_also(kept)), None)
        if same is None:
            self._note(own, reading.facts.addresses)
        return same

    def _note(self, kept: _Kept, paths: Sequence[str] = ()) -> None:
        self._by_id.setdefault(kept.id, kept)
        for path in paths or (address[address.find("/") :].split("#")[0] for address in kept.addresses):
            self._by_path.setdefault(path, []).append(kept)


def _states_id(batch: Batch) -> bool:
    """Whether the id was given to the document elsewhere, not derived from its bytes."""
    return batch.readings[0].id != identify(batch.seed)


def _file(name: str, key: str) -> str:
    return name.removesuffix(BETWEEN + key) if key else name


def _words(title: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in title.casefold()).split())
