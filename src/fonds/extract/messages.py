"""The messages of a document: the outermost one and those that it forwards, nested to any depth.

Their lines are parted by ``bracketing``, head and foot of each taken off by ``message_heads``, sender and recipient
weighed by ``message_parties``; here a message is made of what was said. Conversations and minutes hold no messages;
other papers are messages where they have a sender or a recipient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from fonds.extract import head_lines, mentions, referents
from fonds.extract.bracketing import Part, bracket
from fonds.extract.found import Found
from fonds.extract.heading import SERIES
from fonds.extract.message_heads import take_apart
from fonds.extract.message_parties import Known, is_person, one_sender, parties, weighed
from fonds.extract.said import Said
from fonds.model import Alias, Evidence, Finding, Message, Problem, When, Where, Who
from fonds.values import clock, persons, places
from fonds.values.lines import Line

MESSAGE_TYPES = frozenset({"telegram", "airgram", "letter", "despatch", "note"})
NEVER = frozenset(
    {"memorandum of conversation", "minutes", "treaty", "editorial note", "diary", "speech", "resolution"}
)
HEADING = frozenset(f"heading.{key}" for key in ("from", "to", "through", "number", "origin", "sent"))
"""What a title, or a letter's datelines, state of the outermost message."""


def recognise(found: Found) -> Iterator[Finding | Problem]:
    """The messages, outermost first, each with evidence for its parts."""
    kind = found.best("type")
    lines = found.body[:]
    if not lines or found.all("messages"):  # a head with a grammar of its own has said it all
        return
    context = found.context()
    if kind in NEVER:
        whole = Part(0, len(lines) - 1, None, False, True)
        take_apart(whole, lines, [], context, outermost=True)
        yield from _dated(whole)
        yield from _placed(whole)
        return
    parts, problems = bracket(lines)
    children = {n: [p for p in parts if p.parent == n] for n in range(len(parts))}
    for n, part in enumerate(parts):
        take_apart(part, lines, children[n], context, outermost=n == 0)
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


def _numbered(found: Found, kind: str | None, outer: Part) -> Iterator[Finding]:
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


def _numbered_by_the_clock(found: Found, outer: Part) -> Said | None:
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


def _dated(outer: Part) -> Iterator[Finding]:
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


def _placed(outer: Part) -> Iterator[Finding]:
    """The place in the dateline of a paper that is no message."""
    for said in outer.said:
        if said.key == "origin":
            yield Finding("places", said.value, said.start, said.end, "messages/dateline", 0.85)
            return


def _said(finding: Finding, key: str) -> Said:
    value = finding.value
    assert isinstance(value, Who | When | Where | str)
    return Said(key, value, finding.start, finding.end, finding.confidence)


# From what was said to a message


def _message(
    found: Found,
    part: Part,
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
        known = Known(whole=key in ("copies_to", "through"))
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
            joins = key == "from" and said in own and bool(out) and one_sender(out[-1], who)
            path = f"/{key}/{len(out) - joins}"
            shown = Evidence(path, said.start, said.end, f"messages/{key}", said.confidence)
            if joins:
                both = sorted(
                    [(out.pop(), details.pop()), (who, shown)], key=lambda one: not is_person(one[0])
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
            details[:] = [weighed(shown, key, out) for shown in details]
        return tuple(out)

    heading_from = [s for s in stated if s.key == "from"]
    heading_to = [s for s in stated if s.key == "to"]
    from_ = parties(people, "from", heading_from, part.said)
    to = parties(people, "to", heading_to, part.said)
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


def _when(value: object) -> When | None:
    return value if isinstance(value, When) else None


def _where(value: object) -> Where | None:
    return value if isinstance(value, Where) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


_ANNOUNCE = re.compile(
    r"\b(?P<whose>my|our|his|her|your|the|this)?\s*(?:\w+\s+){0,2}?(?P<kind>telegram|cable|letter|message|note|answer|reply|communication)s?\b(?P<rest>[^.;:]{0,160})",
    re.IGNORECASE,
)


def _lead_in(part: Part, lines: list[Line]) -> str:
    return lines[part.first - 1].text[-400:] if part.first else ""


def _kind_announced(part: Part, lines: list[Line], kind: str) -> str:
    match = re.search(r"\b(telegram|cable|letter|note|memorandum)\b", _lead_in(part, lines), re.IGNORECASE)
    word = match[1].lower() if match else kind
    return {"cable": "telegram"}.get(word, word)


_FROM_NAMED = re.compile(
    r"\bfrom\s+((?:comrade\s+|cde\.?\s+)?[A-Z][\w.’' -]{1,60}?)(?=\s+(?:to|of|dated|at|on)\b|[,.:;]|$)"
)


def _announced(
    found: Found,
    part: Part,
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
