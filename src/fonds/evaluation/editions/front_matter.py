"""Markdown with front matter, as *Documents on Australian Foreign Policy* is kept: one file a paper.

Truth is ``doc_date`` and the heading in ``title`` ("Eggleston to Evatt", "Cablegram from Mr Casey to Lord
Halifax"). The words are number, title and what follows the front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from fonds.evaluation.editions.file import File
from fonds.evaluation.headings import mark_in, type_of
from fonds.evaluation.paper import Leaf, Paper, Truth

_FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
_ENTRY = re.compile(r"(\w+): *(.*)")
_PARTIES = re.compile(
    r"(?:(?:Letter|Cablegram) from |Memorandum (?:from|by) )?(?:(?:Mr|Sir|Dr|Lord|Senator) )?"
    r"(?P<sender>.+?) to (?:(?:Mr|Sir|Dr|Lord) )?(?P<recipient>.+)"
)
_UNKNOWN_PARTS = re.compile(r"(?:-00)+$")
HEAD_CHARACTERS = 600
"""In which a mark of the paper itself stands."""
NAME_CHARACTERS = 180


class FrontMatter:
    """The kind of edition."""

    title = "Markdown with front matter"
    suffixes = (".md",)

    def leaves(self, file: File) -> Iterator[Leaf]:
        """The paper, if its front matter has a title and a date."""
        match = _FRONT.match(file.data.decode("utf-8", "replace"))
        entries = dict(map(_entry, match[1].splitlines())) if match else {}
        if match and {"doc_date", "title"} <= entries.keys():
            name = f"{file.path.absolute().parent.name}-{file.stem}.txt"[-NAME_CHARACTERS:]
            yield Leaf(file.volume, partial(_paper, name, entries, match[2]))


def _entry(line: str) -> tuple[str, str]:
    match = _ENTRY.fullmatch(line)
    if not match:
        return "", ""
    value = match[2].strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return match[1], value[1:-1].replace("''", "'") if quoted else value


def _paper(name: str, entries: dict[str, str], words: str) -> Paper:
    title, date = entries["title"], entries["doc_date"]
    parties = _PARTIES.match(title)
    truth = Truth(
        date=_UNKNOWN_PARTS.sub("", date) if re.match(r"\d{4}", date) else None,
        from_=(parties["sender"],) if parties else (),
        to=(parties["recipient"],) if parties else (),
        type=type_of(title),
        mark=mark_in(words[:HEAD_CHARACTERS]),
    )
    return Paper(name, f"{entries.get('doc_num', '')} {title}\n\n{words.strip()}\n".encode(), truth)
