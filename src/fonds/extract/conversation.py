"""Conversations: who takes part, and who says what.

Turns begin at a speaker's name before a colon, bare or in brackets ("Orlo:", "[Orlo:]", "COMRADE ORLO:");
an interjection in round brackets ("(Venn: This is so.)") is a turn of its own, after which the first
speaker goes on. Participants come from the title, from lists ("Participants:", "Present:") and from the
speakers. A colon after a label ("Subject:", "Note:") speaks for nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fonds.extract.found import Found, People
from fonds.model import Evidence, Finding, Problem, Turn, Where, Who
from fonds.values import persons, places, repositories
from fonds.values.lines import Line

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

_SPEAKER = re.compile(
    r"(?P<open>[\[(]?)(?P<name>(?:[Cc]omrades?\s+|[Cc]de\.?\s+|[Tt]he\s+)?[^\W\d_a-zа-я][\w.’'-]*(?:\s+(?:\[[^\]]{1,30}\]|of|the|von|de|[^\W\d_a-zа-я][\w.’'-]*|\([^)]{1,30}\))){0,5})(?P<close>[\])]?)\s*(?:\[[^\]]{1,40}\]|\([^)]{1,40}\))?\s*:(?P<after>\]?)(?=\s|$|[“\"])\s*"
)
_CJK_SPEAKER = re.compile(
    r"(?P<open>)(?P<name>[\u4e00-\u9fff\uac00-\ud7af]{2,12})(?P<close>)(?P<after>)\s*[：:]\s*"
)
_INTERJECTION = re.compile(
    r"[(\[](?P<name>(?:[Cc]omrade\s+|[Cc]de\.?\s+)?[A-ZА-Я][\w.’'-]*(?:\s+[A-ZА-Я][\w.’'-]*){0,3}):\s+(?P<words>[^()\[\]]{2,900})[)\]]"
)
_LABELS = frozenset(
    [
        "note",
        "notes",
        "subject",
        "source",
        "date",
        "place",
        "copies",
        "copy",
        "to",
        "from",
        "participants",
        "present",
        "re",
        "time",
        "attachment",
        "annex",
        "enclosure",
        "translation",
        "summary",
        "number",
        "received",
        "sent",
        "distribution",
        "comment",
        "comments",
        "conclusion",
        "conclusions",
        "agenda",
        "attended",
        "attendees",
        "location",
        "item",
        "remarks",
        "recommendation",
        "recommendations",
        "background",
        "reference",
        "references",
        "addressee",
        "secret",
        "stamp",
        "footnote",
        "editor",
        "question",
        "answer",
        "opening",
        "closing",
        "appendix",
        "postscript",
        "ps",
        "interpreter",
        "topic",
        "topics",
        "classification",
        "through",
        "signed",
        "example",
        "also",
        "firstly",
        "secondly",
        "thirdly",
        "first",
        "second",
        "third",
        "finally",
        "moreover",
        "however",
        "today",
    ]
)
_LIST = re.compile(
    r"(?:participants?|present|attend(?:ed|ees|ance)(?: by)?|in attendance|(?:taking|took) part|those present|on (?:the|our|their) (?:\w+ )?side|(?:the )?\w+ side|also present|interpreters?)\s*(?:were|:|–|—)\s*:?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)

_HEADED = re.compile(
    r"\W*(?:(?:list of )?participants?|present|those present|in attendance|attendance)\W*$", re.IGNORECASE
)
"""A label that stands alone above its list."""
_OFFICE_SIGN = re.compile(r"\s*[—–]\s*(?=[A-Z])[^—–]*$|\s+\([^()]*\)\s*$")
"""Behind a name in a list: "Mr. Venn—Harbours", "Mr. Venn (Harbours)"."""
_SEVERAL = re.compile(r"(?:Messrs|MM|Mesdames)\b\.?\s")


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
    marks = _marks(found, kind, known)
    listed = any(f.method == "conversation/column" for f in participants)
    if kind == "memorandum of conversation" or kind == "minutes" or len(marks) >= 3 or listed:
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
            if not known.like(who):
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
    fitting = known.like(who)
    if len(fitting) != 1:
        return found.fuller(who)
    fuller = max((fitting[0].name, who.name), key=len)
    return replace(fitting[0], name=fuller, as_written=who.as_written, role=fitting[0].role or who.role)


def _participants(found: Found, kind: str | None) -> Iterator[Finding]:
    here = {places.key(where.name) for where in found.values("places") if isinstance(where, Where)}
    for finding in found.all("heading.participants"):
        if isinstance(finding.value, Who) and places.key(finding.value.name) not in here:
            yield replace(finding, field="participants")
    if kind not in CONVERSATIONS:
        return
    body = found.body[:40]
    for i, line in enumerate(body):
        if len(line.text) < 40 and _HEADED.match(line.text):
            yield from _listed(_column(body[i + 1 : i + 40]), "conversation/column")
            continue
        match = _LIST.match(line.text) if len(line.text) <= 600 else None
        if match is None:
            continue
        rows = list(_lists(match["rest"], line.start + match.start("rest"))) if match["rest"].strip() else []
        if not rows:
            rows = list(_rows(body[i + 1 : i + 25]))
        yield from _listed(rows)


def _listed(rows: Iterable[tuple[str, int]], method: str = "conversation/list") -> Iterator[Finding]:
    """The persons of a list's rows, given with their offsets."""
    for text, at in rows:
        if ";" in text:
            text = re.sub(r",[^;]*", lambda m: " " * len(m.group(0)), text)  # each name's office
        for parsed, start, end in persons.parse_list(
            re.sub(r"^\s*[-–•*\d.)]+\s*", lambda m: " " * len(m.group(0)), text)
        ):
            if parsed.who.kind == "person" and len(parsed.who.name.split()) <= 5:
                yield Finding("participants", parsed.who, at + start, at + end, method, 0.88)


def _column(lines: list[Line]) -> Iterator[tuple[str, int]]:
    """The rows under a label that stands alone, down to the next gap: a name a row, or several after "Messrs."."""
    for n, line in enumerate(lines):
        if (n and line.gap) or len(line.text) > 400:
            return
        text = line.text
        if not _SEVERAL.match(text):
            text = _OFFICE_SIGN.sub("", text.split(",")[0])
        yield text.rstrip(), line.start


def _lists(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The lists of one line: "Venn, Brel. Also present: Tarn.", each without its label."""
    start = 0
    for cut in [*re.finditer(r"\.\s+(?=[^\W\d_a-z][\w ]{2,30}:)", text), None]:
        stop = cut.start() if cut else len(text)
        label = re.match(r"[^:;,]{2,40}:\s+", text[start:stop])
        lead = start + (label.end() if label else 0)
        yield text[lead:stop], at + lead
        start = cut.end() if cut else stop


def _rows(lines: list[Line]) -> Iterator[tuple[str, int]]:
    """The rows of a list under its heading: short lines up to the first sentence or gap after a row."""
    for n, line in enumerate(lines):
        if (
            len(line.text) > 140
            or (n and line.gap > 1)
            or (re.search(r"[.!?]$", line.text) and len(line.text.split()) > 8)
        ):
            return
        if _LIST.match(line.text) or line.text.endswith(":"):
            continue
        # "Garam: Min, Minister of Foreign Affairs; Ok, Ambassador": a side, its people, each with an office.
        side = re.match(r"[^:;,]{2,40}:\s+", line.text)
        at = side.end() if side else 0
        for person in re.finditer(r"[^;]+", line.text[at:]):
            lead = len(person.group(0)) - len(person.group(0).lstrip())
            yield person.group(0).split(",")[0].strip(), line.start + at + person.start() + lead


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


def _may_speak(name: str, opened: str, closed: str) -> bool:
    if bool(opened) != bool(closed):
        return False
    if name.isupper() and repositories.get(name):
        return False  # "[GVA: A 52, 1906/31]": where the paper is kept
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return bool(words) and words[0] not in _LABELS and words[-1] not in _LABELS and len(name) <= 70


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
