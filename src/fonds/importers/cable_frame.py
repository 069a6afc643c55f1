"""What is printed around the words of a cable: page heads, stamps of release, the database's attributes.

The National Archives' database renders a cable as "Message Text", the text with its page heads ("PAGE 02
...") and the classification above and below each, and "Message Attributes", a list of labels with their
values. A cable of several sections repeats its head at each. All that is furniture; the attributes become
blocks of kind ``attribute`` named by their label, for ``fonds.extract.cable_head`` to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fonds.model import Block
from fonds.values import cables
from fonds.values.lines import Line

MAX_SECTION_HEAD = 45
"""Lines that the repeated head of a section may take."""
FULL_LINE = 69
"""Characters of a teleprinter's line (ACP 127)."""

_ITEM = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])[.)]\s")
_ALONE = frozenset({"from", "to", "info", "number", "time", "routing", "mark", "caption", "order", "page"})


@dataclass
class Frame:
    """Kind and name of each line that is no word of the cable, blocks inside lines, and lines that begin a paragraph."""

    marks: dict[int, tuple[str, str]] = field(default_factory=dict)
    extra: list[tuple[int, Block]] = field(default_factory=list)
    opens: set[int] = field(default_factory=set)


def read(lines: list[Line]) -> Frame:
    """The frame around a cable's words."""
    frame = Frame()
    end = next((i for i, line in enumerate(lines) if line.text == "Message Attributes"), len(lines))
    kinds = [cables.kind(line.text) for line in lines[:end]]
    _text(frame, lines, kinds)
    if end < len(lines):
        frame.marks[end] = ("furniture", "message attributes")
        _attributes(frame, lines, end + 1)
    return frame


def _text(frame: Frame, lines: list[Line], kinds: list[str | None]) -> None:
    numbered = False
    for i, kind in enumerate(kinds):
        before = kinds[i - 1] if i else None
        if kind or before in _ALONE or _ITEM.match(lines[i].text):
            frame.opens.add(i)
        if i in frame.marks:
            continue
        if kind in ("stamp", "end") or (kind is None and lines[i].text == "Message Text"):
            frame.marks[i] = ("furniture", kind or "message text")
        elif kind == "page":
            frame.marks[i] = ("furniture", "page head")
            if numbered:
                for j in _section_head(kinds, i):
                    frame.marks[j] = ("furniture", "section head")
        numbered = numbered or kind == "number"
    # The classification at the foot of a page and at the head of the next.
    apart = [i for i in range(len(kinds)) if kinds[i] != "stamp"]
    for n, i in enumerate(apart):
        beside = {kinds[j] for j in apart[max(0, n - 2) : n + 3]}
        if kinds[i] == "mark" and n > 3 and (beside & {"page", "end"} or n >= len(apart) - 2):
            frame.marks[i] = ("furniture", "page mark")


def _section_head(kinds: list[str | None], i: int) -> range:
    """The lines of a section's head below its page head: down to its number line and captions."""
    stop = min(len(kinds), i + MAX_SECTION_HEAD)
    if "from" not in kinds[i:stop]:
        return range(0)
    at = kinds.index("from", i, stop)
    if "page" in kinds[i + 1 : at] or "number" not in kinds[at:stop]:
        return range(0)
    last = kinds.index("number", at, stop)
    while last + 1 < len(kinds) and kinds[last + 1] == "caption":
        last += 1
    return range(i + 1, last + 1)


def _attributes(frame: Frame, lines: list[Line], start: int) -> None:
    """Labels with the values behind them; a line without a label goes on with the value above it."""
    open_value: tuple[int, int, str] | None = None
    for i in range(start, len(lines)):
        line = lines[i]
        if match := cables.attribute_labels().match(line.text):
            _close(frame, lines, open_value, i - 1)
            name = match["label"].casefold()
            frame.marks[i] = ("label", name)
            open_value = (i, line.start + match.end(), name) if match.end() < len(line.text) else None
        elif cables.is_stamp(line.text) or open_value is None:
            _close(frame, lines, open_value, i - 1)
            open_value = None
            frame.marks[i] = ("furniture", "stamp")
        else:
            frame.marks[i] = ("label", open_value[2])
    _close(frame, lines, open_value, len(lines) - 1)


def _close(frame: Frame, lines: list[Line], value: tuple[int, int, str] | None, last: int) -> None:
    if value:
        i, start, name = value
        frame.extra.append((i, Block("attribute", start, lines[last].end, name)))
