"""Entries for the index, prepared where the documents are read and handed to the one process that writes.

To cut texts into words takes longer than all else that is done for a document after reading. What is handed
over saves that time and is nothing to rely on: an entry that is not here, because its writer died or because
there were too many, is made from the record.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fonds.model import Document
from fonds.search.entry import entry_of
from fonds.search.schema import Prepared, prepare
from fonds.store.batch import Batch

MOST_BYTES = 64 * 1024 * 1024
"""Bytes of entries that are held before links and index follow: about 5,000 documents of two pages."""
LONGEST = 1_000_000
"""Characters of a document whose entry is handed over; the words of a longer one would fill the memory."""


def pack(document: Document) -> bytes:
    """The entry of a document; empty for one that is too long."""
    if len(document.text) > LONGEST:
        return b""
    return pickle.dumps(prepare(entry_of(document)), pickle.HIGHEST_PROTOCOL)


@dataclass(slots=True)
class HandedOver:
    """Entries of what was kept, until the index has taken them."""

    _packed: dict[str, bytes] = field(default_factory=dict)
    _bytes: int = 0

    def take(self, batches: Iterable[Batch]) -> None:
        """Takes over what came with these batches, which are kept now."""
        for batch in batches:
            for reading in batch.readings:
                self._bytes += len(reading.entry) - len(self._packed.pop(reading.id, b""))
                if reading.entry:
                    self._packed[reading.id] = reading.entry

    def __contains__(self, id: str) -> bool:
        return id in self._packed

    def of(self, ids: Iterable[str]) -> Iterator[Prepared]:
        """The entries of the current versions of these records, as far as they are here."""
        for id in ids:
            if id in self._packed:
                yield pickle.loads(self._packed[id])

    @property
    def is_full(self) -> bool:
        """Whether the index should take them now."""
        return self._bytes >= MOST_BYTES

    def clear(self) -> None:
        """Lets go of them."""
        self._packed.clear()
        self._bytes = 0
