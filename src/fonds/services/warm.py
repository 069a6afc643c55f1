"""Loads the reader with its tables and patterns, for a process that workers are forked from (``fonds.services.forking``).

Importing this module reads one invented paper. The first paper takes a process 40 times as long as a later one,
because of what is loaded and compiled then; a fork has it already.
"""

from __future__ import annotations

from fonds.services import prepared, reading, workers
from fonds.store.facts import facts_of

PAPER = """\
December 3, 1951
Telegram No. 17 from the Embassy in Merrin to the Ministry of Foreign Affairs

TOP SECRET

To: Comrade Arvid Solem
From: J. Tarn, Ambassador

In answer to your telegram No. 12 of November 28, 1951, I report on the talk with Mr. Oskar Lind, Minister of
Foreign Affairs of Ismara.

LIND: The harbour at Merrin must be open by 5 January 1952.
TARN: I shall inform the Government in my letter of tomorrow.

Signed: J. Tarn

Source: State Archive of Ismara, fond 3, opis 2, delo 41, list 7. Translated by E. Holm.
"""

for _document in reading.read_bytes(PAPER.encode(), "paper.txt"):
    prepared.pack(_document)
    facts_of(_document)

__all__ = ["workers"]
