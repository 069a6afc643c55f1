"""The small parts of a TEI document: names, places, dates, sources, descriptions of messages.

Each has a counterpart in ``fonds.importers.tei_own_parts``, which reads it back. Where name and wording differ both are
given (``choice``); a date has its wording as text, EDTF in ``@when-custom`` and, where W3C's forms can say it, in the usual
attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from fonds.exporters.xml import element, leaf, text
from fonds.model import Message, Reference, Source, When, Where, Who

SHELF = ("fond", "opis", "delo", "papka", "listy", "box", "folder", "file", "item")
"""Parts of an archival source that are kept as ``idno`` of that type."""
SCOPES = ("volume", "part", "pages")
MESSAGE_NOTES = ("kind", "number", "series", "precedence", "subject")
NAMES = {"person": "persName", "body": "orgName"}
_PLAIN = re.compile(
    r"(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?)(T\d\d:\d\d)?(:\d\d)?(Z|[+-]\d\d:\d\d)?([?~%]?)"
)
_WORD = re.compile(r"[^\W_][\w.-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
Ids = Callable[[str], str]


def word(value: str | None) -> str | None:
    """The value, if it can be that of an attribute which takes one word."""
    return value if value and _WORD.fullmatch(value) else None


def language(value: str | None) -> str | None:
    """The value, if it has the form of a language tag (BCP 47)."""
    return value if value and _LANGUAGE.fullmatch(value) else None


def _named(name: str, wording: str | None) -> str:
    if wording is None:
        return text(name)
    if wording == name:
        return leaf("orig", name)
    return element("choice", element("orig", text(wording)) + element("reg", text(name)))


def who(person: Who) -> str:
    """A person or body."""
    inner = _named(person.name, person.as_written)
    if person.role:
        inner += ", " + leaf("roleName", person.role)
    if person.copies is not None:
        inner += " " + element("num", str(person.copies), type="copies")
    return element(NAMES.get(person.kind or "", "name"), inner, key=person.authority)


def everybody(people: Iterable[Who]) -> str:
    """Persons and bodies."""
    return "".join(map(who, people))


def where(place: Where | None) -> str:
    """A place."""
    return element("placeName", _named(place.name, place.as_written), key=place.authority) if place else ""


def when(moment: When | None, type: str | None = None) -> str:
    """A date.

    >>> when(When("1950-05-03/1950-05-09", "early May"))
    '<date from="1950-05-03" to="1950-05-09" when-custom="1950-05-03/1950-05-09">early May</date>'
    >>> when(When("1957-07?", "July [?]", assumed="the year"))
    '<date when="1957-07" cert="low" when-custom="1957-07?">July [?]<note type="assumed">the year</note></date>'
    """
    if not moment:
        return ""
    inner = text(moment.as_written) + leaf("note", moment.timezone, type="timezone")
    return element(
        "date",
        inner + leaf("note", moment.assumed, type="assumed"),
        type=type,
        **normal(moment),
        when_custom=moment.edtf.strip(),
        notBefore_custom=moment.earliest,
        notAfter_custom=moment.latest,
    )


def normal(moment: When) -> dict[str, str]:
    """The date in W3C's forms; its bounds where they cannot say it."""
    value = moment.edtf.strip()
    ends = [_PLAIN.fullmatch(end) for end in value.split("/")]
    if len(ends) == 1 and ends[0] and _is_day(ends[0][1]):
        day, clock, seconds, zone, mark = (part or "" for part in ends[0].groups())
        clock = f"{clock}{seconds or ':00'}{zone}" if clock and len(day) == 10 else ""
        return {"when": day + clock} | _doubt(mark)
    if len(ends) == 2:
        known = {
            name: end[1] for name, end in zip(("from_", "to"), ends, strict=True) if end and _is_day(end[1])
        }
        open_ends = value.split("/").count("..") + value.split("/").count("")
        marks = {end[5] or "" for end in ends if end}
        if len(known) + open_ends == 2 and known and len(marks) == 1:
            return known | _doubt(marks.pop())
    bounds = {"notBefore": moment.earliest, "notAfter": moment.latest}
    return {name: bound for name, bound in bounds.items() if bound and _is_day(bound)}


def _doubt(mark: str) -> dict[str, str]:
    return {name: "low" for name, marks in (("cert", "?%"), ("precision", "~%")) if mark and mark in marks}


def _is_day(value: str) -> bool:
    """Whether it is a day, month or year of the calendar."""
    try:
        date.fromisoformat(f"{value}-01-01"[: max(10, len(value))] if len(value) < 10 else value)
    except ValueError:
        return False
    return True


def source(given: Source) -> str:
    """Where the paper is kept (``msDesc``) or printed (``bibl``)."""
    if given.kind == "archival":
        shelf = element("msIdentifier", _shelf(given, given.as_written))
        inside = _printed(given)
        more = element("additional", element("listBibl", element("bibl", inside))) if inside else ""
        return element("msDesc", shelf + more, type=word(given.role))
    shelf = _shelf(given, None)
    inside = leaf("note", given.as_written, type="as_written") + _printed(given)
    return element("bibl", inside + (element("msIdentifier", shelf) if shelf else ""), type=word(given.role))


def _shelf(given: Source, wording: str | None) -> str:
    return "".join(
        (
            leaf("repository", given.repository),
            leaf("collection", given.series),
            leaf("idno", wording, type="call_number"),
            *(leaf("idno", getattr(given, part), type=part) for part in SHELF),
        )
    )


def _printed(given: Source) -> str:
    return "".join(
        (
            *(leaf("author", name) for name in given.authors),
            *(leaf("editor", name) for name in given.editors),
            leaf("title", given.title),
            leaf("title", given.translated_title, type="translated"),
            *(leaf("biblScope", getattr(given, part), unit=part) for part in SCOPES),
            leaf("pubPlace", given.place),
            leaf("publisher", given.publisher),
            leaf("date", given.year),
        )
    )


def message(given: Message, ids: Ids, placed: bool) -> str:
    """A message, its parties, and in which other it stands (``correspDesc``)."""
    sent = everybody(given.from_) + where(given.origin) + when(given.sent)
    received = everybody(given.to) + where(given.destination) + when(given.received)
    context = "".join(
        element("ptr", type=kind, target="#" + ids(other))
        for kind, other in (("in", given.parent), ("replyTo", given.in_reply_to))
        if other
    )
    actions = (
        ("sent", None, sent),
        ("transmitted", None, everybody(given.through)),
        ("received", None, received),
        ("received", "copy", everybody(given.copies_to)),
    )
    inner = (
        *(element("correspAction", of, type=type, subtype=sub) for type, sub, of in actions if of),
        element("correspContext", context) if context else "",
        *(leaf("note", getattr(given, name), type=name) for name in MESSAGE_NOTES),
    )
    return element(
        "correspDesc", "".join(inner) or element("note"), xml_id=ids(given.id), n=given.id if placed else None
    )


def mention(given: Reference, id: str) -> str:
    """A mention of another paper, with what became of it."""
    recipients = "".join(
        element("respStmt", element("resp", "recipient") + who(person)) for person in given.to
    )
    inner = (
        leaf("seg", given.as_written, type="wording"),
        leaf("note", given.kind, type="kind"),
        *(element("author", who(person)) for person in given.from_),
        recipients,
        when(given.date),
        leaf("idno", given.number, type="number"),
        leaf("idno", given.message, type="message"),
        leaf("idno", given.resolves_to, type="resolves_to"),
        *(leaf("idno", candidate, type="candidate") for candidate in given.candidates),
        leaf("idno", given.address, type="address"),
    )
    return element("bibl", "".join(inner), xml_id=id, type=word(given.state))
