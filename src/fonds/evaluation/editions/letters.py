"""Letters in TEI with ``correspDesc``, any language: one file a letter.

Truth is the action of type sent: its ``date``, place, persons and bodies, and those of the action received.
The words are the title and the body; of a note only its number is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from fonds.evaluation.editions.file import File
from fonds.evaluation.paper import Leaf, Paper, Truth
from fonds.importers import tei

_WORD = re.compile(r"[^\W\d]{3}")


class Letters:
    """The kind of edition."""

    title = "letters in TEI with correspDesc"
    suffixes = (".xml", ".xml.gz")

    def leaves(self, file: File) -> Iterator[Leaf]:
        """The letter, if the file is one; a list of letters (CMIF) has the actions, but no words."""
        actions = {a.get("type"): a for a in reversed(list(tei.every(file.root, "correspAction")))}
        body = next(tei.every(file.root, "body"), None)
        if "sent" in actions and body is not None and tei.words(body):
            paper = partial(_paper, f"{file.stem}.txt", file.root, body, actions)
            yield Leaf(file.volume, paper)


def _paper(name: str, root: tei.Element, body: tei.Element, actions: dict[str | None, tei.Element]) -> Paper:
    sent, received = actions["sent"], actions.get("received")
    dated = next(tei.every(sent, "date"), None)
    place = next((tei.words(e) for e in sent if tei.tag(e) in ("placeName", "settlement")), None)
    truth = Truth(
        date=None if dated is None else tei.date_of(dated),
        place=place or None,
        from_=_people(sent),
        to=() if received is None else _people(received),
        type="letter",
    )
    titles = (tei.words(t) for t in tei.every(root, "title") if t.get("level") in (None, "a"))
    title = next(filter(_WORD.search, titles), "")
    numbers = iter(range(1, 1_000_000))
    text = tei.lines(
        tei.text_of(body, lambda note: "" if note.get("rend") == "inline" else f"[{next(numbers)}]")
    )
    return Paper(name, f"{title}\n\n{text}\n".encode(), truth)


def _people(action: tei.Element) -> tuple[str, ...]:
    return tuple(
        words
        for e in action
        if tei.tag(e) in ("persName", "orgName", "name", "rs") and (words := tei.words(e))
    )
