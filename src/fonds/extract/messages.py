"""The messages of a document: the outermost one and those that it forwards, nested to any depth.

Heads and feet are found first (``head_lines``), then bracketed like parentheses: a message opens at a
quoted or unquoted address line ("“To Comrade ORLO.") or at a quotation that its lead-in announces
("the text of my telegram ...:"), and closes at its closing quotation mark or, unquoted, at the next
opening. Depth is data: a stack, no recursion. Conversations and minutes hold no messages; other papers
are messages where they have a sender or a recipient.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from fonds.extract import head_lines, mentions, referents
from fonds.extract.found import Found
from fonds.extract.head_lines import Said
from fonds.extract.heading import SERIES
from fonds.model import Alias, Evidence, Finding, Message, Problem, When, Where, Who
from fonds.model.problems import problem
from fonds.values import clock, dates, persons, places
from fonds.values.lines import Line

MESSAGE_TYPES = frozenset({"telegram", "airgram", "letter", "despatch", "note"})
NEVER = frozenset(
    {"memorandum of conversation", "minutes", "treaty", "editorial note", "diary", "speech", "resolution"}
)
HEADING = frozenset(f"heading.{key}" for key in ("from", "to", "through", "number", "origin", "sent"))
"""What a title, or a letter's datelines, state of the outermost message."""
MAX_HEAD = 30
MAX_FOOT = 12
"""Lines that are looked at for a head and for a foot."""
MAX_MESSAGES = 200
FAR = 16
"""Characters from a line's end within which its closing quotation mark stands."""
SIGNED = 0.92
"""Confidence of a sender whom the signature names."""
DOUBTED = 0.8
LONG_NAME = 5
"""Parties that are seldom called rightly: several, of whom one has no office (a list cut at the wrong comma); a
name of more than LONG_NAME words; a signature alone. Of such 70 to 90 of 100 are right, of others more than 99
(half of the volumes of frus-dev, November 2026; the other half says the same)."""
COMPLETE = 0.95
"""Confidence of parties that a title names in full, so that address and signature add nobody."""

_OPEN = re.compile(r"\s*[“\"«„]")
_OPENS = frozenset('“"«„tT')
"""First characters of a quotation and of an address."""
_CLOSE = re.compile(r"\s*[”\"»]\s*[.,;]?\s*$")
_ADDRESS = re.compile(r"\s*(?:to|TO|To)\b\s*:?\s*(?P<who>\S.{1,180}?)\s*[.:!,;]*\s*[”\"»]?$")
_BEGINS = re.compile(r"\W*(?:\w+\s+){0,3}(?:begins?|begin text|text begins?)\W*", re.IGNORECASE)
_ENDS = re.compile(
    r"\W*(?:\w+\s+){0,3}(?:ends?|end text|text ends?|end of (?:text|telegram|message|quotation))\W*",
    re.IGNORECASE,
)
_ENDS_LINE = re.compile(
    r"(?<=[\w.”\"])[\s.]+\(?end (?:of )?(?:text|message|letter|quote)\)?[.\s]*$", re.IGNORECASE
)
"""Behind the last words of what was announced: "Sincerely, Ivo Orlo. End Text."."""
_LEAD_IN = re.compile(
    r"\b(?:telegram|cable|letter|message|note|text|communication|answer|reply|following)s?\b", re.IGNORECASE
)


@dataclass
class _Part:
    """A message while it is taken apart: its lines by index, depth by ``parent``."""

    first: int
    last: int
    parent: int | None
    quoted: bool
    closed: bool = False
    announced: bool = False
    said: list[Said] = field(default_factory=list)
    start: int = -1
    end: int = -1


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """The messages, outermost first, each with evidence for its parts."""
    kind = found.best("type")
    lines = found.body[:]
    if not lines or found.all("messages"):  # a head with a grammar of its own has said it all
        return
    context = found.context()
    if kind in NEVER:
        whole = _Part(0, len(lines) - 1, None, False, True)
        _take_apart(whole, lines, [], context, outermost=True)
        yield from _dated(whole)
        yield from _placed(whole)
        return
    parts, problems = _bracket(lines)
    children = {n: [p for p in parts if p.parent == n] for n in range(len(parts))}
    for n, part in enumerate(parts):
        _take_apart(part, lines, children[n], context, outermost=n == 0)
    outer = parts[0]
    head_of_title = [_said(f, f.field.split(".")[1]) for f in found.findings if f.field in HEADING]
    facts = {said.key for said in [*outer.said, *head_of_title]}
    if kind is None and facts & {"series", "received", "precedence"}:
        kind = "telegram"
        yield Finding("type", kind, outer.said[0].start, outer.said[0].end, "messages/head", 0.75)
    elif kind is None and (numbered := _numbered_by_the_clock(found, outer)):
        kind = "telegram"
        yield Finding("type", kind, numbered.start, numbered.end, "messages/number", 0.7)
    elif kind is None and (
        greeted := next((s for s in outer.said if s.key == "to" and s.confidence < 0.9), None)
    ):
        kind = "letter"
        yield Finding("type", kind, greeted.start, greeted.end, "messages/salutation", 0.7)
    yield from _dated(outer)
    if found.title is None and (subject := next((s for s in outer.said if s.key == "subject"), None)):
        yield Finding("title", subject.value, subject.start, subject.end, "messages/subject", 0.6)
    if kind not in MESSAGE_TYPES and not (facts & {"from"} and facts & {"to"}):
        yield from _placed(outer)
        yield from _numbered(found, kind, outer)
        return
    yield from problems
    messages: list[Message] = []
    for n, part in enumerate(parts):
        message, details = _message(
            found,
            part,
            n,
            kind or "letter",
            head_of_title if n == 0 else [],
            lines,
            messages[part.parent] if part.parent is not None else None,
        )
        if answered := _answered(found, message, messages):
            message = replace(message, in_reply_to=answered)
        messages.append(message)
        span = (message.start, message.end) if message.start >= 0 else (-1, -1)
        yield Finding(
            "messages",
            message,
            *span,
            "messages/outermost" if n == 0 else "messages/enclosed",
            0.95,
            tuple(details),
        )
        for said in part.said:
            if isinstance(said.value, Who) and said.value.as_written and "[" in said.value.as_written:
                for alias in persons.parse(said.value.as_written, found.reading).aliases:
                    yield Finding(
                        "aliases",
                        Alias(alias.alias, alias.name, said.start, said.end),
                        said.start,
                        said.end,
                        "messages/bracket",
                        0.93,
                    )


def _numbered(found: Found, kind: str | None, outer: _Part) -> Iterator[Finding]:
    """A paper that nobody sends and that bears a number in a series: others speak of it by that number."""
    own = next((f for f in found.all("heading.number") if f.method == SERIES), None)
    if own is None:
        return
    message = Message(
        id="m1", kind=kind or "other", number=_text(own.value), start=outer.start, end=outer.end
    )
    span = (outer.start, outer.end) if outer.start >= 0 else (-1, -1)
    shown = Evidence("/number", own.start, own.end, own.method, own.confidence)
    yield Finding("messages", message, *span, "messages/numbered paper", 0.9, (shown,))


def _numbered_by_the_clock(found: Found, outer: _Part) -> Said | None:
    """The number with which the words begin, where the head tells the hour: so telegrams are written."""
    moment = _when_said(outer.said, "sent")
    if (
        outer.start < 0
        or moment is None
        or not isinstance(moment.value, When)
        or "T" not in moment.value.edtf
    ):
        return None
    numbers = head_lines.own_number(found.reading, outer.start, "telegram")
    # One digit is more likely the first of the points that any paper may have.
    return next((s for s in numbers if isinstance(s.value, str) and len(s.value) > 1), None)


def _when_said(said: list[Said], key: str) -> Said | None:
    """The moment that head and foot give: the first to the day, else the first of any precision."""
    whens = [s for s in said if s.key == key and isinstance(s.value, When)]
    return next(
        (s for s in whens if isinstance(s.value, When) and len(s.value.edtf) >= 10),
        whens[0] if whens else None,
    )


def _dated(outer: _Part) -> Iterator[Finding]:
    """The document's date from its head or foot: of sending; failing that, of receipt. Or that it has none."""
    if told := next((said for said in outer.said if said.key == "undated"), None):
        yield Finding("undated", told.value, told.start, told.end, "messages/undated", 0.93)
        return
    for key, confidence in (("sent", 0.86), ("received", 0.55)):
        if said := _when_said(outer.said, key):
            origin = next((s.value for s in outer.said if s.key == "origin"), None)
            value = _zoned(said.value, origin) if key == "sent" else said.value
            yield Finding("date", value, said.start, said.end, f"messages/{key}", confidence)
            return


def _zoned(moment: object, origin: object) -> object:
    """A moment with the zone by which the clocks of its place went that year, where it states none itself."""
    if not (isinstance(moment, When) and isinstance(origin, Where)) or moment.timezone:
        return moment
    day, clock_time, _ = moment.edtf.partition("T")
    names = (origin.name, places.parse(origin.as_written or "").name, origin.as_written or "")
    zone = next((z for name in names if (z := clock.zone(name, day))), None) if clock_time else None
    if zone is None:
        return moment
    assumed = "; ".join(filter(None, (moment.assumed, f"the clock of {origin.name}")))
    return replace(moment, timezone=zone, assumed=assumed)


def _placed(outer: _Part) -> Iterator[Finding]:
    """The place in the dateline of a paper that is no message."""
    for said in outer.said:
        if said.key == "origin":
            yield Finding("places", said.value, said.start, said.end, "messages/dateline", 0.85)
            return


def _said(finding: Finding, key: str) -> Said:
    value = finding.value
    assert isinstance(value, Who | When | Where | str)
    return Said(key, value, finding.start, finding.end, finding.confidence)


# Bracketing


def _bracket(lines: list[Line]) -> tuple[list[_Part], list[Problem]]:
    """The parts of the text: the whole, and what is quoted or forwarded in it."""
    parts = [_Part(0, len(lines) - 1, None, False, True)]
    stack = [0]
    beyond: list[Line] = []  # where messages begin that are too many
    passed = 0  # of those, how many are still open
    for i, line in enumerate(lines):
        text = line.text
        begins = 0 < i < len(lines) - 1 and len(text) < 40 and _BEGINS.fullmatch(text) is not None
        if not begins and len(text) < 40 and len(stack) > 1 and _ENDS.fullmatch(text):
            if passed:
                passed -= 1
                continue
            part = parts[stack.pop()]
            part.last, part.closed = max(part.first, i - 1), True
            continue
        if begins or (i > 0 and parts[-1].first != i and _opens(lines, i)):
            quoted = begins or _OPEN.match(text) is not None
            if len(parts) == MAX_MESSAGES:
                beyond.append(line)
                passed += quoted
            else:
                while not quoted and len(stack) > 1 and not parts[stack[-1]].quoted:
                    parts[stack.pop()].last = i - 1  # an unquoted message ends where its neighbour begins
                parts.append(_Part(i + begins, len(lines) - 1, stack[-1], quoted, announced=begins))
                stack.append(len(parts) - 1)
        if len(stack) > 1 and not passed and parts[stack[-1]].announced and _ENDS_LINE.search(text):
            part = parts[stack.pop()]
            part.last, part.closed = i, True
            continue
        if begins or (len(stack) == 1 and not passed):  # nothing is open that could close
            continue
        for _ in range(_closes(text)):
            if passed:
                passed -= 1
                continue
            while len(stack) > 1 and not parts[stack[-1]].quoted:
                parts[stack.pop()].last = i
            if len(stack) > 1:
                part = parts[stack.pop()]
                part.last, part.closed = i, True
    problems: list[Problem] = []
    if beyond:
        where = {"start": beyond[0].start, "end": beyond[0].end}
        problems.append(problem("too-many-messages", where, read=MAX_MESSAGES, further=len(beyond)))
    for n in stack[1:]:
        if parts[n].quoted:
            # Never closed: paragraphs up to the next message or to the end are its own.
            following = [p.first for p in parts[n + 1 :] if p.parent == parts[n].parent]
            parts[n].last = (following[0] - 1) if following else parts[n].last
            parts[n].last = _last_quoted(lines, parts[n])
            if parts[n].announced and not following and _signed(lines, parts[n]):
                parts[n].last -= 1  # the last name is that of the outer message
            problems.append(
                problem(
                    "unclosed-message",
                    {"start": lines[parts[n].first].start, "end": lines[parts[n].first].end},
                )
            )
    return parts, problems


def _last_quoted(lines: list[Line], part: _Part) -> int:
    """Where every paragraph opens a quotation anew, the last of them; else the part's last line."""
    n = part.first
    while n <= part.last and _OPEN.match(lines[n].text):
        n += 1
    return (
        n - 1
        if n - part.first > 2 and lines[n - 1].text.rstrip(" .").endswith(("”", '"', "»"))
        else part.last
    )


def _signed(lines: list[Line], part: _Part) -> bool:
    """Whether a part's last line, not its only one, is a name alone."""
    said = head_lines.closing(lines[part.last], dates.DateContext()) if part.last > part.first else None
    return bool(said) and all(one.key == "from" for one in said or ())


def _opens(lines: list[Line], i: int) -> bool:
    """Whether a message begins at line ``i``: a quoted address or announced quotation, or an address line after prose."""
    text = lines[i].text
    if text[:1] not in _OPENS and not text[:1].isspace():
        return False
    quote = _OPEN.match(text)
    bare = text[quote.end() :] if quote else text
    address = _ADDRESS.match(bare)
    if address and head_lines.addressed(address["who"]):
        if quote:
            return not text.rstrip().endswith(("”", '"', "»"))
        # Unquoted: only after prose, when heads of the outer message are over.
        return (
            any(len(line.text) > 120 for line in lines[max(0, i - 3) : i])
            and i + 1 < len(lines)
            and len(lines[i + 1].text) > 40
        )
    if quote is None or i == 0:
        return False
    lead = lines[i - 1].text
    if (
        not lead.rstrip().endswith(":")
        or not _LEAD_IN.search(lead[-200:])
        or (_balance(text) <= 0 and not text.rstrip().endswith(("”", '"', "»")))
    ):
        return False
    # Announced: it is a message of its own only if it shows a head, a salutation or a foot.
    end = next(
        (j for j in range(i, min(i + 400, len(lines))) if lines[j].text.rstrip().endswith(("”", '"', "»"))),
        None,
    )
    if end is None:
        return False
    first = Line(bare, lines[i].end - len(bare), lines[i].end, 0)
    foot = lines[end]
    context = dates.DateContext(year=None)
    return (
        head_lines.salutation(first) is not None
        or head_lines.head(first, context) is not None
        or (end > i and bool(head_lines.closing(foot, context)))
    )


def _balance(text: str) -> int:
    """Opening minus closing quotation marks of a line; straight ones open at its beginning and close at its end."""
    count = text.count("“") + text.count("«") + text.count("„") - text.count("”") - text.count("»")
    straight = text.count('"')
    if straight % 2:
        count += 1 if text.lstrip().startswith('"') else -1 if text.rstrip(" .,;").endswith('"') else 0
    return count


def _closes(text: str) -> int:
    """How many open messages end with this line."""
    if _CLOSE.search(text, max(0, len(text) - FAR)) is None:
        return 0
    return max(0, -_balance(text))


# Heads and feet


def _take_apart(
    part: _Part, lines: list[Line], children: list[_Part], context: dates.DateContext, outermost: bool
) -> None:
    """Read the head from the top and the foot from the bottom; what is between are the message's own words."""
    own = _unquoted(lines[part.first : part.last + 1], part)

    def inner(i: int) -> bool:
        return any(child.first <= i <= child.last for child in children)

    at = part.first
    waiting = 0
    first_word = part.first
    while at <= part.last and at - part.first < MAX_HEAD and not inner(at):
        line = own[at - part.first]
        said = head_lines.head(line, context)
        if said is not None and not (at == part.last and at == part.first):
            if (
                {s.key for s in part.said} >= {"from_to"}
                and [s.key for s in said] == ["to"]
                and len(line.text) < 40
            ):
                said = [replace(s, key="from") for s in said]  # below "FROM X TO Y" stands who signs for X
            part.said += [*said, *_place_above(own, at - part.first, said)]
            at += 1
            first_word, waiting = at, 0
            continue
        greeted = head_lines.salutation(line)
        if greeted is not None and at < part.last + (line.end > greeted[1]):
            part.said += greeted[0]
            if greeted[1] < line.end:  # the words go on behind the salutation
                part.start = greeted[1]
                first_word = at
            else:
                first_word = at + 1
            break
        # A sentence may stand in a head, if firm head lines follow ("The Ambassador is to deliver this in person.").
        if outermost and len(line.text) <= 220 and at < part.last and first_word == at:
            following = [
                head_lines.head(later, context)
                for i, later in enumerate(own[at - part.first + 1 : at - part.first + 3], at + 1)
                if not inner(i)
            ]
            if any(
                s.key in ("to", "from", "origin", "series", "received") and s.confidence >= 0.85
                for said in following
                for s in said or ()
            ):
                part.said += head_lines.urgency(line)
                at += 1
                first_word = at
                continue
        # A short line of another kind (an office, a heading) may stand among head lines.
        if (
            outermost
            and len(line.text) <= 110
            and waiting < 3
            and not re.search(r"[.!?][”\"’)]?$", line.text)
            and not re.match(r"[(\[]?\d+[.)]", line.text)
        ):
            waiting += 1
            at += 1
            continue
        break
    last = part.last
    foot: list[Said] = []
    if outermost and (listed := _distribution(own, first_word - part.first)):
        said, rows = listed
        if max((child.last for child in children), default=-1) <= last - rows:
            foot, last = said, last - rows
    while last > first_word and part.last - last < MAX_FOOT and not inner(last):
        said = head_lines.closing(own[last - part.first], context)
        if said is None:
            break
        foot = said + foot
        last -= 1
    part.said += foot
    if first_word <= last:
        if part.start < 0:
            part.start = own[first_word - part.first].start
        part.end = own[last - part.first].end


def _place_above(own: list[Line], n: int, said: Sequence[Said]) -> list[Said]:
    """The place on its own line above a date: "Port Regent," / "28th May, 1957."."""
    if (
        n == 0
        or [s.key for s in said] != ["sent"]
        or not re.fullmatch(r"[^\W\d_a-zа-я][^\d,:;.]{2,45},", own[n - 1].text)
    ):
        return []
    above = own[n - 1]
    return [Said("origin", places.parse(above.text), above.start, above.end - 1, 0.85)]


MAX_DISTRIBUTION = 10_000
"""Rows."""


def _distribution(own: list[Line], start: int) -> tuple[list[Said], int] | None:
    """A distribution list at the end, a row a recipient, below its label; with the number of its lines."""
    for n in range(len(own) - 1, max(start, len(own) - MAX_DISTRIBUTION), -1):
        if head_lines.is_list_label(own[n]):
            rows = own[n + 1 :]
            return (
                ([said for row in rows for said in head_lines.recipients(row)], len(rows) + 1)
                if rows
                else None
            )
        if len(own[n].text) > 90 or (re.search(r"[.!?]$", own[n].text) and len(own[n].text) > 45):
            return None
    return None


def _unquoted(own: list[Line], part: _Part) -> list[Line]:
    """The lines of a message without the quotation marks that bracket it."""
    if part.quoted and (match := _OPEN.match(own[0].text)):
        own[0] = _cut(own[0], match.end(), len(own[0].text))
    if part.announced and part.closed and (match := _ENDS_LINE.search(own[-1].text)):
        own[-1] = _cut(own[-1], 0, match.start())
    if part.quoted and part.closed and (match := _CLOSE.search(own[-1].text)):
        own[-1] = _cut(own[-1], 0, match.start())
    return own


def _cut(line: Line, start: int, end: int) -> Line:
    """A part of a line, white space at its ends cut off."""
    text = line.text[start:end]
    at = line.start + start + len(text) - len(text.lstrip())
    return Line(text.strip(), at, at + len(text.strip()), line.gap)


# From what was said to a message


def _message(
    found: Found,
    part: _Part,
    n: int,
    kind: str,
    stated: list[Said],
    lines: list[Line],
    parent: Message | None,
) -> tuple[Message, list[Evidence]]:
    details: list[Evidence] = []

    def take(key: str) -> object:
        one = next((s for s in part.said if s.key == key), None)
        if one is None:
            return None
        details.append(Evidence(f"/{key}", one.start, one.end, f"messages/{key}", one.confidence))
        return one.value

    def people(key: str, stated_there: list[Said] | None = None) -> tuple[Who, ...]:
        out: list[Who] = []
        known = _Known(whole=key in ("copies_to", "through"))
        own = [s for s in part.said if s.key == key]
        firm = [s for s in own if s.confidence >= 0.85]
        for said in stated_there or firm or own:
            assert isinstance(said.value, Who)
            who = (
                persons.parse(said.value.as_written or said.value.name, found.reading).who
                if said.value.as_written and "[" in said.value.as_written
                else said.value
            )
            who = found.fuller(found.cased(who))
            if who.copies != said.value.copies:
                who = replace(who, copies=said.value.copies)
            if known.has(who):
                continue
            known.add(who)
            joins = key == "from" and said in own and bool(out) and _one_sender(out[-1], who)
            path = f"/{key}/{len(out) - joins}"
            shown = Evidence(path, said.start, said.end, f"messages/{key}", said.confidence)
            if joins:
                both = sorted(
                    [(out.pop(), details.pop()), (who, shown)], key=lambda one: not _is_person(one[0])
                )
                (person, named), (office, placed) = both
                out.append(replace(person, role=person.role or office.name))
                details.append(named)
                if person.role is None:
                    details.append(replace(placed, path=f"{path}/role"))
            else:
                out.append(who)
                details.append(shown)
        if key in ("from", "to"):
            details[:] = [_weighed(shown, key, out) for shown in details]
        return tuple(out)

    heading_from = [s for s in stated if s.key == "from"]
    heading_to = [s for s in stated if s.key == "to"]
    from_ = _parties(people, "from", heading_from, part.said)
    to = _parties(people, "to", heading_to, part.said)
    if n and not from_:
        from_, to = _announced(found, part, lines, from_, to, parent)
    number = next((s for s in stated if s.key == "number"), None)
    if number is None and not any(s.key == "number" for s in part.said) and part.start >= 0:
        part.said += head_lines.own_number(found.reading, part.start, kind)
    number_value = take("number") if number is None else number.value
    if number is not None:
        details.append(Evidence("/number", number.start, number.end, "heading/number", number.confidence))
    moment = _when_said([*part.said, *stated], "sent")
    if moment:
        details.append(Evidence("/sent", moment.start, moment.end, "messages/sent", moment.confidence))
    sent: object = moment.value if moment else None
    origin = next((s for s in [*stated, *part.said] if s.key == "origin"), None)
    if origin:
        details.append(Evidence("/origin", origin.start, origin.end, "messages/origin", origin.confidence))
        sent = _zoned(sent, origin.value)
    precedence = take("precedence")
    message = Message(
        id=f"m{n + 1}",
        kind=kind if n == 0 else _kind_announced(part, lines, kind),
        from_=from_,
        to=to,
        copies_to=people("copies_to"),
        through=people("through"),
        parent=None if part.parent is None else f"m{part.parent + 1}",
        sent=sent if isinstance(sent, When) else None,
        received=_when(take("received")),
        origin=origin.value if origin and isinstance(origin.value, Where) else None,
        destination=_where(take("destination")),
        number=number_value if isinstance(number_value, str) else None,
        series=_text(take("series")),
        precedence=_text(precedence),
        subject=_text(take("subject")),
        start=part.start,
        end=part.end,
    )
    return message, details


def _weighed(shown: Evidence, key: str, parties: Sequence[Who]) -> Evidence:
    """The evidence of a sender or recipient, with less confidence where such parties are often wrong (see DOUBTED)."""
    _, field, at, *rest = shown.path.split("/")
    if field != key or rest or not at.isdigit() or int(at) >= len(parties):
        return shown
    who = parties[int(at)]
    doubted = (
        (len(parties) > 1 and any(other.role is None for other in parties))
        or len(who.name.split()) > LONG_NAME
        or "(" in who.name
        or (who.role is None and who.kind == "person" and shown.confidence == SIGNED)
    )
    return replace(shown, confidence=min(shown.confidence, DOUBTED)) if doubted else shown


def _when(value: object) -> When | None:
    return value if isinstance(value, When) else None


def _where(value: object) -> Where | None:
    return value if isinstance(value, Where) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _one_sender(one: Who, other: Who) -> bool:
    """An office and a name: "From: The Secretary" and the signature; "E. Venn" and "Engineer" below it."""
    return _is_person(one) != _is_person(other)


def _is_person(who: Who) -> bool:
    return who.kind == "person" and not persons.is_office(who.name)


def _same(one: Who, other: Who) -> bool:
    known = _Known()
    known.add(one)
    return known.has(other)


class _Known:
    """The parties named so far. One who is named again, perhaps by one word of the name, is no further party;
    with ``whole``, as in lists, where "Admiralty" and "First Lord of the Admiralty" are two, only by the whole name."""

    def __init__(self, whole: bool = False) -> None:
        self._whole, self._names, self._words = whole, set[str](), set[str]()

    def add(self, who: Who) -> None:
        name = persons.key(who.name)
        self._names.add(name)
        self._words.update(name.split())

    def has(self, who: Who) -> bool:
        name = persons.key(who.name)
        if self._whole:
            return name in self._names
        return name in self._names or name in self._words or any(w in self._names for w in name.split())


def _akin(one: Who, other: Who) -> bool:
    """Whether two wordings may mean one party: a telling word in common, in name or wording."""
    a, b = (set(persons.key(f"{w.name} {w.as_written or ''}").split()) for w in (one, other))
    return any(len(word) > 2 for word in a & b - {"the", "comrade", "and"})


def _parties(
    people: Callable[[str, list[Said] | None], tuple[Who, ...]],
    key: str,
    heading: list[Said],
    said: list[Said],
) -> tuple[Who, ...]:
    """The title's parties and the text's: one and the same under the fuller name, in the text's wording; strangers
    from a salutation or signature do not join a party that the title names as an office or body."""
    own = [s for s in said if s.key == key]
    if not heading:
        return people(key, None)
    if heading[0].confidence >= COMPLETE:
        return people(key, heading)
    firm = [s for s in own if s.confidence >= 0.9] if key == "to" else []
    titled = [s.value for s in heading if isinstance(s.value, Who)]
    if (
        key == "to"
        and firm
        and any(_akin(s.value, t) for s in firm if isinstance(s.value, Who) for t in titled)
    ):
        mine = people(key, None)
        merged = []
        for who in mine:
            holder = next((t for t in titled if _holds(t, who)), None)
            if holder:  # "TO THE HARBOUR MASTER", and the title has his name
                merged.append(replace(holder, as_written=who.as_written, copies=who.copies))
                continue
            twin = next((t for t in titled if _same(t, who)), None)
            fuller = twin is not None and len(twin.name) > len(who.name) and who.kind != "body"
            merged.append(
                replace(who, name=twin.name, role=who.role or twin.role) if fuller and twin else who
            )
        return tuple(merged)
    signed = [s for s in own if isinstance(s.value, Who) and _is_person(s.value)]
    if key == "from" and len(titled) == 1 and len(signed) == 1 and persons.is_office(titled[0].name):
        return people(key, heading + signed)  # the title has the office, the signature its holder
    return people(key, heading)


def _holds(person: Who, office: Who) -> bool:
    """Whether a person is known by the office that the other wording names alone."""
    return (
        persons.is_office(office.name)
        and _is_person(person)
        and f" {persons.key(office.name)} " in f" {persons.key(person.role or '')} "
    )


_ANNOUNCE = re.compile(
    r"\b(?P<whose>my|our|his|her|your|the|this)?\s*(?:\w+\s+){0,2}?(?P<kind>telegram|cable|letter|message|note|answer|reply|communication)s?\b(?P<rest>[^.;:]{0,160})",
    re.IGNORECASE,
)


def _lead_in(part: _Part, lines: list[Line]) -> str:
    return lines[part.first - 1].text[-400:] if part.first else ""


def _kind_announced(part: _Part, lines: list[Line], kind: str) -> str:
    match = re.search(r"\b(telegram|cable|letter|note|memorandum)\b", _lead_in(part, lines), re.IGNORECASE)
    word = match[1].lower() if match else kind
    return {"cable": "telegram"}.get(word, word)


_FROM_NAMED = re.compile(
    r"\bfrom\s+((?:comrade\s+|cde\.?\s+)?[A-Z][\w.’' -]{1,60}?)(?=\s+(?:to|of|dated|at|on)\b|[,.:;]|$)"
)


def _announced(
    found: Found,
    part: _Part,
    lines: list[Line],
    from_: tuple[Who, ...],
    to: tuple[Who, ...],
    parent: Message | None,
) -> tuple[tuple[Who, ...], tuple[Who, ...]]:
    """Sender and recipient of an unsigned inner message, as the line before it announces them."""
    lead = _lead_in(part, lines)
    named = list(_FROM_NAMED.finditer(lead))
    match = named[-1] if named else None
    if match and not from_:
        parsed = persons.parse(match[1])
        at = lines[part.first - 1].end - len(lead) + match.start(1)
        part.said.append(Said("from", parsed.who, at, at + len(match[1]), 0.75))
        from_ = (found.fuller(parsed.who),)
    elif (
        not from_
        and parent
        and re.search(
            r"\b(?:my|our)\b|\b(?:I|we)\s+(?:have\s+|today\s+|also\s+)?(?:sent|send|telegraphed|wrote|dispatched|addressed)\b",
            lead,
        )
    ):
        from_ = parent.from_
    return from_, to


def _answered(found: Found, message: Message, before: list[Message]) -> str | None:
    """The id of the message that this one answers: its opening words speak of "your telegram" and fit one of those before."""
    if message.start < 0 or not before:
        return None
    opening = found.reading[message.start : min(message.end, message.start + 350)]
    for mention in mentions.find(opening, found.context(message.sent)):
        if mention.whose != "your":
            continue
        fitting = [other for other in before if referents.fits(mention, other, message)]
        if len(fitting) == 1:
            return fitting[0].id
    return None
