"""One line of a message's foot: greeting, signature, place and time of sending, copies.

The grammar stands in ``fonds.extract.head_lines``, greetings in ``data/heads.toml``.
"""

from __future__ import annotations

import re
from functools import cache

from fonds.data import table
from fonds.extract.head_lines import copies_line, number_line, stamp_line
from fonds.extract.said import Said, people_of, signature, span_of
from fonds.values import dates, marks, places
from fonds.values.lines import Line


@cache
def _greeting() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(table('heads')['greetings'])})\s*[,.!…:;—–-]*\s*", re.IGNORECASE)


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(table('heads')['signed'])})\s*[:,.]?\s*", re.IGNORECASE)


@cache
def _over() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(table('heads')['ends'])})\W*", re.IGNORECASE)


_LISTED = re.compile(r"(?:copies|copy|cc|distribution|рассылка)\b", re.IGNORECASE)


def closing(line: Line, context: dates.DateContext) -> list[Said] | None:
    """What a line says at the foot: greeting, signature, place and time of sending, number; None for prose."""
    text = line.text
    if len(text) > 220:
        return None
    bare = text.rstrip("”\"»’' ")
    if _LISTED.match(text) and (listed := copies_line(line, context)):
        return listed
    if number := number_line(line, context):
        return number
    if marks.parse_line(text) or stamp_line(line, context) is not None or _over().fullmatch(text):
        return []
    said: list[Said] = []
    at = 0
    greeted = False
    while (match := _greeting().match(bare, at)) and match.end() > at:
        at, greeted = match.end(), True
    if (match := _signed().match(bare, at)) and (match.end() < len(bare) or match.group(0).strip()):
        greeted = greeted or match.end() > at + 1
        at = match.end()
    if at >= len(bare):
        return said
    found = dates.find(bare, at, context=context)
    if found and len(bare) - at < 140:
        date = found[-1]
        said.append(Said("sent", date.when, *span_of(line, date.start, date.end), 0.95))
        before, after = (at, date.start), (date.end, len(bare))
    else:
        before, after = (at, len(bare)), (len(bare), len(bare))
    for start, end in (before, after):
        lead, words = _core(bare[start:end])
        if not words.strip("."):
            continue
        if not signature(words, sure=greeted or bool(found)):
            return None
        key = "origin" if places.is_known(words) and found else "from"
        if key == "origin":
            said.append(
                Said("origin", places.parse(words), *span_of(line, start + lead, start + lead + len(words)))
            )
        else:
            said += people_of("from", line, words, start + lead, 0.92)
    return said


def _core(text: str) -> tuple[int, str]:
    """What is left of a text without signs around it and brackets that have no partner; and its offset there."""
    words = text.lstrip(" \t.,;:—–-/*").rstrip(" \t,;:—–-/*")
    for opening, closing_ in ("[]", "()"):
        whole = words.startswith(opening) and words.find(closing_) == len(words) - 1
        if whole or words.count(opening) != words.count(closing_):
            words = words.strip(opening + closing_ + " ")
    return text.find(words), words
