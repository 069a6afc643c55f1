"""Conversations: who takes part, and who says what.

Turns begin at a speaker's name before a colon, bare or in brackets ("Orlo:", "[Orlo:]", "COMRADE ORLO:");
an interjection in round brackets ("(Venn: This is so.)") is a turn of its own, after which the first
speaker goes on. Participants come from the title, from lists ("Participants:", "Present:") and from the
speakers. A colon after a label ("Subject:", "Note:") speaks for nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from fonds.data import table
from fonds.extract import attendance
from fonds.extract.found import Found, People
from fonds.model import Evidence, Finding, Problem, Turn, Who
from fonds.values import persons, repositories

CONVERSATIONS = frozenset(
    {
        "memorandum of conversation",
        "minutes",
        "speech",
        "other",
        "report",
        "note",
        "diary",
        "memorandum",
        None,
    }
)

MIN_WORDS, MAX_TOLD = 80, 400
"""Characters of a line that tells of the meeting, and within which it says who called on whom."""

_SPEAKER = re.compile(
    r"(?P<open>[\[(]?)(?P<name>(?:[Cc]omrades?\s+|[Cc]de\.?\s+|[Tt]he\s+)?[^\W\d_a-zа-я][\w.’'-]*(?:\s+(?:\[[^\]]{1,30}\]|of|the|von|de|[^\W\d_a-zа-я][\w.’'-]*|\([^)]{1,30}\))){0,5})(?P<close>[\])]?)\s*(?:\[[^\]]{1,40}\]|\([^)]{1,40}\))?\s*:(?P<after>\]?)(?=\s|$|[“\"])\s*"
)
_CJK_SPEAKER = re.compile(
    r"(?P<open>)(?P<name>[\u4e00-\u9fff\uac00-\ud7af]{2,12})(?P<close>)(?P<after>)\s*[：:]\s*"
)
_INTERJECTION = re.compile(
    r"[(\[](?P<name>(?:[Cc]omrade\s+|[Cc]de\.?\s+)?[A-ZА-Я][\w.’'-]*(?:\s+[A-ZА-Я][\w.’'-]*){0,3}):\s+(?P<words>[^()\[\]]{2,900})[)\]]"
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a speaker begins: the span of the name, and where the words begin; an interjection also ends."""

    name: str
    name_start: int
    name_end: int
    start: int
    end: int | None = None


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """Participants and turns."""
    kind = found.best("type")
    participants = [
        replace(finding, value=found.fuller(finding.value)) if isinstance(finding.value, Who) else finding
        for finding in _participants(found, kind)
    ]
    if not participants and kind == "memorandum of conversation":
        # Archives list those who met as contributors of the record.
        participants = [
            replace(finding, field="participants", confidence=0.8)
            for finding in found.all("people")
            if finding.method == "label/contributors"
        ]
    known = People(f.value for f in participants if isinstance(f.value, Who))
    listed = [finding.end for finding in participants if finding.method == "conversation/list"]
    below = max(listed, default=0)  # no side of the list ("Dept. of Dues:") speaks
    marks = [mark for mark in _marks(found, kind, known) if mark.name_start >= below]
    if kind == "memorandum of conversation" or kind == "minutes" or len(marks) >= 3 or len(listed) >= 2:
        yield from participants
    if not marks or (kind is None and len({mark.name for mark in marks}) < 2):
        return  # nobody talks alone: "Verso:" twice makes no conversation
    speakers: dict[str, Who] = {}
    for mark in marks:
        if mark.name not in speakers:
            speakers[mark.name] = _known(
                persons.parse(mark.name.strip("[]"), found.reading).who, known, found
            )
            who = speakers[mark.name]
            if not known.like(who) and len(who.name) > 1:
                known.add(who)
                yield Finding(
                    "participants", who, mark.name_start, mark.name_end, "conversation/speaker", 0.85
                )
    yield from _turns(found, marks, speakers)
    if kind is None:
        first = marks[0]
        yield Finding(
            "type", "memorandum of conversation", first.name_start, first.name_end, "conversation/turns", 0.6
        )


def _known(who: Who, known: People, found: Found) -> Who:
    """The participant that a speaker's short name means, if only one fits."""
    fitting = known.like(who) or (known.initialled(who.name) if len(who.name) == 1 else [])
    if len(fitting) != 1:
        return found.fuller(who)
    fuller = max((fitting[0].name, who.name), key=len)
    return replace(fitting[0], name=fuller, as_written=who.as_written, role=fitting[0].role or who.role)


def _participants(found: Found, kind: str | None) -> Iterator[Finding]:
    """Those on the list of the present; without one, those whom the title names."""
    present = attendance.read(found.body) if kind in CONVERSATIONS else []
    titled = found.all("heading.participants")
    listed = People(one.who for one in present)
    known = People()
    for finding in titled:
        if isinstance(finding.value, Who) and (not present or listed.like(finding.value)):
            known.add(finding.value)
            yield replace(finding, field="participants")
    for one in present:
        if not known.like(one.who):
            yield Finding("participants", one.who, one.start, one.end, "conversation/list", 0.9)
    if not present and kind == "memorandum of conversation":
        for line in [line for line in found.body if len(line.text) > MIN_WORDS][:1]:
            for one in attendance.told(line.text[:MAX_TOLD]):
                if not known.like(one.who):
                    known.add(one.who)
                    start, end = line.start + one.start, line.start + one.end
                    yield Finding("participants", one.who, start, end, "conversation/told", 0.8)


def _marks(found: Found, kind: str | None, participants: People) -> list[_Mark]:
    """Where speakers begin. A name that is nobody's yet must speak twice, or head a conversation's first words."""
    candidates: list[_Mark] = []
    for line in found.body:
        text = line.text
        if ":" not in text and "：" not in text:
            continue
        if ":" in text[:90] or "：" in text[:20]:
            match = _SPEAKER.match(text) or _CJK_SPEAKER.match(text)
            if match and _may_speak(match["name"], match["open"], match["close"] or match["after"]):
                candidates.append(
                    _Mark(
                        match["name"].strip(),
                        line.start + match.start("name"),
                        line.start + match.end("name"),
                        line.start + match.end(),
                    )
                )
        if ":" in text and ("(" in text or "[" in text):
            for inner in _INTERJECTION.finditer(text):
                if _may_speak(inner["name"], "", ""):
                    candidates.append(
                        _Mark(
                            inner["name"],
                            line.start + inner.start("name"),
                            line.start + inner.end("name"),
                            line.start + inner.start("words"),
                            line.start + inner.end("words"),
                        )
                    )
    often: dict[str, int] = {}
    for mark in candidates:
        often[mark.name] = often.get(mark.name, 0) + 1
    out = []
    for n, mark in enumerate(candidates):
        who = persons.parse(mark.name.strip("[]")).who
        is_known = bool(participants.like(who))
        named = 1 < len(mark.name.split()) <= 4 or mark.name.isupper()
        if (
            is_known
            or often[mark.name] > 1
            or (kind == "memorandum of conversation" and named and (n == 0 or len(often) > 1))
        ):
            out.append(mark)
    if kind not in CONVERSATIONS and len(out) < 4:
        return []
    return out


@cache
def _nobody() -> frozenset[str]:
    """What stands before a colon and does not speak."""
    return frozenset(table("conversations")["nobody"]["words"])


def _may_speak(name: str, opened: str, closed: str) -> bool:
    if bool(opened) != bool(closed):
        return False
    if name.isupper() and repositories.get(name):
        return False  # "[GVA: A 52, 1906/31]": where the paper is kept
    words, nobody = re.findall(r"[^\W\d_]+", name.casefold()), _nobody()
    return bool(words) and words[0] not in nobody and words[-1] not in nobody and len(name) <= 70


def _turns(found: Found, marks: list[_Mark], speakers: dict[str, Who]) -> Iterator[Finding]:
    """Each turn from its mark to the next; after an interjection the speaker before it goes on."""
    ends = [line.end for line in found.body]
    speaking: _Mark | None = None
    for n, mark in enumerate(marks):
        stop = marks[n + 1].name_start if n + 1 < len(marks) else ends[-1]
        if mark.end is not None:
            yield from _turn(found, ends, mark, speakers[mark.name], mark.start, mark.end)
            if speaking is not None:
                goes_on = mark.end + 1
                yield from _turn(found, ends, None, speakers[speaking.name], goes_on, stop)
        else:
            speaking = mark
            yield from _turn(found, ends, mark, speakers[mark.name], mark.start, stop)


def _turn(
    found: Found, ends: list[int], mark: _Mark | None, who: Who, start: int, end: int
) -> Iterator[Finding]:
    """The words between two offsets; ``ends`` are those of the body's lines."""
    spans: list[tuple[int, int]] = []
    for n in range(bisect_right(ends, start), len(ends)):
        line = found.body[n]
        if line.start >= end:
            break
        span = (max(line.start, start), min(line.end, end))
        if found.reading[slice(*span)].strip(" [()]\t\r\n"):
            spans.append(span)
    if not spans:
        return
    a, b = spans[0][0], spans[-1][1]
    words = "\n\n".join(
        re.sub(r"\s*\n\s*", " ", found.reading[x:y]).strip().rstrip("([").strip() for x, y in spans
    )
    if not re.search(r"\w", words):
        return
    while found.reading[a] in " \t\r\n)]":
        a += 1
    while b > a and found.reading[b - 1] in " \t\r\n([":
        b -= 1
    details = (
        (Evidence("/speaker", mark.name_start, mark.name_end, "conversation/speaker", 0.95),) if mark else ()
    )
    yield Finding("turns", Turn(who, words, a, b), a, b, "conversation/turn", 0.93 if mark else 0.8, details)
