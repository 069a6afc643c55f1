"""``/oai``: the archive for harvesters, by the Open Archives Initiative's protocol (OAI-PMH 2.0, 2002, 2015).

- An item is a document; its identifier is ``oai:HOST:ID``. Its datestamp is when it was last added, changed or withdrawn.
- Formats are the exporters that say which schema they follow; the prefix is the exporter's name.
- Sets are collections: a slash in the name of one is a colon here, other characters that the protocol has no place
  for are written ``~XX``.
- Withdrawn documents are told for ever (``deletedRecord`` is ``persistent``).
- A resumption token does not expire, and holds a place in the order of changes, no count: see ``services.harvesting``.

https://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse, QueryDict

from fonds.exporters import EXPORTERS, Exporter
from fonds.exporters.xml import element, leaf
from fonds.model.ids import is_valid
from fonds.services import harvesting
from fonds.services.harvesting import Change, Span
from fonds.web import addresses
from fonds.web.machines import tokens
from fonds.web.machines.oai_answers import (
    BadRequest,
    envelope,
    fault,
    moment_of,
    name_of_set,
    set_of_name,
    written,
)
from fonds.web.pages import absolute
from fonds.web.reading_room import archive

PAGE = 100
"""Records, headers or sets in one answer."""
LARGEST = 4_000_000
"""Characters of one answer, beyond which it ends with the record that it has come to."""
LONGEST_BODY = 16_000
"""Bytes of a POST: its arguments are those of an address."""
SAMPLE = "b1wfs30st"
_DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+")
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_PREFIX = re.compile(r"[A-Za-z0-9_.!~*'()-]+")

Arguments = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Request:
    """What a harvester asks: the address it came to, the host's name, its arguments without the verb."""

    base: str
    host: str
    arguments: Arguments


def answer(request: HttpRequest) -> HttpResponse:
    """Whatever is asked by GET or POST; mistakes are answered within the protocol, with the status 200."""
    base = absolute(request, addresses.OAI)
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    verb: str | None = None
    arguments: dict[str, str] = {}
    try:
        verb, arguments = _arguments(request)
        content, told = VERBS[verb].answer(Request(base, host, arguments)), {"verb": verb, **arguments}
    except BadRequest as mistake:
        content = fault(mistake)
        # The protocol: no arguments are repeated where they themselves were wrong.
        told = {} if mistake.code in ("badVerb", "badArgument") else {"verb": verb or "", **arguments}
    made = HttpResponse(envelope(base, told, content), content_type="text/xml; charset=utf-8")
    made.headers["Cache-Control"] = "no-cache"
    return made


def _arguments(request: HttpRequest) -> tuple[str, dict[str, str]]:
    """The verb and its arguments, each given once and allowed with that verb."""
    given = dict(request.GET.lists())
    if request.method == "POST":
        given |= dict(_posted(request).lists())
    verbs = given.pop("verb", [])
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise BadRequest("badVerb", f"Give one verb: {', '.join(VERBS)}.")
    verb = VERBS[verbs[0]]
    for name, values in given.items():
        if name not in (*verb.required, *verb.optional, *verb.exclusive):
            raise BadRequest("badArgument", f"{verbs[0]} takes no argument {name[:40]!r}.")
        if len(values) != 1:
            raise BadRequest("badArgument", f"The argument {name} is given {len(values)} times.")
    arguments = {name: values[0] for name, values in given.items()}
    if verb.exclusive and verb.exclusive[0] in arguments:
        if len(arguments) > 1:
            raise BadRequest("badArgument", "A resumptionToken stands alone.")
    elif missing := [name for name in verb.required if name not in arguments]:
        raise BadRequest("badArgument", f"{verbs[0]} needs {' and '.join(missing)}.")
    return verbs[0], arguments


def _posted(request: HttpRequest) -> QueryDict:
    """Arguments in the body. Forms of other kinds are not read: they could hold files."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isascii() or not size.isdigit() or int(size) > LONGEST_BODY:
        raise BadRequest("badArgument", f"A request holds {LONGEST_BODY} bytes at most.")
    if int(size) and request.content_type != "application/x-www-form-urlencoded":
        raise BadRequest("badArgument", "A POST is application/x-www-form-urlencoded.")
    return request.POST


# --- formats, sets, spans ------------------------------------------------------------------------


def formats() -> dict[str, Exporter]:
    """Prefix -> exporter."""
    return {exporter.name: exporter for exporter in EXPORTERS if exporter.harvested}


def _format(prefix: str) -> Exporter:
    if not _PREFIX.fullmatch(prefix):
        raise BadRequest("badArgument", "That is no metadataPrefix.")
    found = formats().get(prefix)
    if found is None:
        known = ", ".join(formats())
        raise BadRequest("cannotDisseminateFormat", f"There is no format {prefix[:40]!r}; there are {known}.")
    return found


def _span(arguments: Arguments) -> Span:
    """From, until and set as bounds."""
    since, until = arguments.get("from"), arguments.get("until")
    if since and until and len(since) != len(until):
        raise BadRequest("badArgument", "From and until are of different granularity.")
    start, end = moment_of(since), moment_of(until)
    if start and end and start > end:
        raise BadRequest("badArgument", "From is later than until.")
    if end and until:
        try:
            end += timedelta(days=1) if len(until) == len("1950-05-13") else timedelta(seconds=1)
        except OverflowError:
            end = None
    return Span(start, end, _collections(arguments.get("set")))


def _collections(spec: str | None) -> tuple[str, ...] | None:
    if spec is None:
        return None
    name = name_of_set(spec)
    if name is None:
        raise BadRequest("badArgument", "That is no setSpec.")
    known = harvesting.collections(archive())
    if not known:
        raise BadRequest(
            "noSetHierarchy", "No document of this archive is in a collection, so there are no sets."
        )
    return harvesting.inside(known, name)


# --- verbs -----------------------------------------------------------------------------------------


def _identify(asked: Request) -> str:
    named = _DOMAIN.fullmatch(asked.host)
    earliest = harvesting.earliest(archive()) or datetime.now(UTC)
    domain = asked.host if named else f"{asked.host.replace(':', '-')}.invalid"
    about = ""
    if named:
        space = "http://www.openarchives.org/OAI/2.0/oai-identifier"
        about = (
            f'<description><oai-identifier xmlns="{space}" xsi:schemaLocation="{space} {space}.xsd">'
            + leaf("scheme", "oai")
            + leaf("repositoryIdentifier", asked.host)
            + leaf("delimiter", ":")
            + leaf("sampleIdentifier", f"oai:{asked.host}:{SAMPLE}")
            + "</oai-identifier></description>"
        )
    content = (
        leaf("repositoryName", archive().title or "Fonds")
        + leaf("baseURL", asked.base)
        + leaf("protocolVersion", "2.0")
        + leaf("adminEmail", os.environ.get("FONDS_CONTACT") or f"webmaster@{domain}")
        + leaf("earliestDatestamp", written(earliest))
        + leaf("deletedRecord", "persistent")
        + leaf("granularity", "YYYY-MM-DDThh:mm:ssZ")
        + about
    )
    return element("Identify", content)


def _list_formats(asked: Request) -> str:
    identifier = asked.arguments.get("identifier")
    found = formats()
    if (identifier is not None and _item(asked, identifier).withdrawn) or not found:
        raise BadRequest("noMetadataFormats", "There is nothing to be had of that item any more.")
    rows = (
        element(
            "metadataFormat",
            leaf("metadataPrefix", prefix)
            + leaf("schema", exporter.harvested.schema)
            + leaf("metadataNamespace", exporter.harvested.namespace),
        )
        for prefix, exporter in found.items()
        if exporter.harvested
    )
    return element("ListMetadataFormats", "".join(rows))


def _list_sets(asked: Request) -> str:
    after = ""
    if (token := asked.arguments.get("resumptionToken")) is not None:
        found = tokens.read("sets", token)
        if found is None or len(found) != 1 or not isinstance(found[0], str):
            raise BadRequest("badResumptionToken", "That token was not given here.")
        after = found[0]
    names = harvesting.collections(archive())
    if not names:
        raise BadRequest(
            "noSetHierarchy", "No document of this archive is in a collection, so there are no sets."
        )
    rest = [name for name in names if name > after]
    if not rest:
        raise BadRequest("badResumptionToken", "There are no sets behind that one any more.")
    rows = (
        element("set", leaf("setSpec", set_of_name(name)) + leaf("setName", name)) for name in rest[:PAGE]
    )
    more = len(rest) > PAGE
    next_page = tokens.make("sets", rest[PAGE - 1]) if more else ""
    ending = _resumption(next_page, len(names), len(names) - len(rest)) if more or after else ""
    return element("ListSets", "".join(rows) + ending)


def _get_record(asked: Request) -> str:
    exporter = _format(asked.arguments["metadataPrefix"])
    item = _item(asked, asked.arguments["identifier"])
    return element("GetRecord", "".join(_records(asked, [item], exporter)))


def _item(asked: Request, identifier: str) -> Change:
    """The item of that identifier. BadRequest: there is none."""
    if not _IDENTIFIER.fullmatch(identifier):
        raise BadRequest("badArgument", "That identifier is no URI.")
    before, _, id = identifier.rpartition(":")
    found = harvesting.change(archive(), id) if before == f"oai:{asked.host}" else None
    if found is None:
        raise BadRequest(
            "idDoesNotExist", f"There is no such item; identifiers look like oai:{asked.host}:{SAMPLE}."
        )
    return found


def _list_identifiers(asked: Request) -> str:
    return element("ListIdentifiers", _list(asked, lambda items, _: (_header(asked, item) for item in items)))


def _list_records(asked: Request) -> str:
    return element("ListRecords", _list(asked, lambda items, exporter: _records(asked, items, exporter)))


def _list(asked: Request, rows: Callable[[Sequence[Change], Exporter], Iterator[str]]) -> str:
    """A page of a list with what leads to the next one."""
    arguments, after, given, total = asked.arguments, None, 0, None
    if (token := arguments.get("resumptionToken")) is not None:
        arguments, after, given, total = _read(token)
    try:
        exporter, span = _format(arguments["metadataPrefix"]), _span(arguments)
    except BadRequest as mistake:
        if token is None:
            raise
        raise BadRequest(
            "badResumptionToken", "What that token goes on with is not to be had any more."
        ) from mistake
    if total is None:
        total = harvesting.count(archive(), span)
    items = harvesting.changes(archive(), span, after=after, limit=PAGE + 1)
    if not items:
        if after:
            raise BadRequest(
                "badResumptionToken", "There is nothing behind that place any more; the list is whole."
            )
        raise BadRequest("noRecordsMatch", "There is no such record.")
    total = max(total, given + len(items))
    made: list[str] = []
    for row in rows(items[:PAGE], exporter):
        made.append(row)
        if sum(map(len, made)) > LARGEST:
            break
    done = len(made)
    more = len(items) > done
    next_page = _made(arguments, items[done - 1], given + done, total) if more else ""
    ending = _resumption(next_page, total, given) if more or after else ""
    return "".join(made) + ending


def _resumption(token: str, total: int, given: int) -> str:
    """The element, empty in the last part of a list."""
    content = leaf("resumptionToken", token, completeListSize=str(total), cursor=str(given))
    return content or element("resumptionToken", completeListSize=str(total), cursor=str(given))


_KEPT = ("metadataPrefix", "from", "until", "set")


def _made(arguments: Arguments, last: Change, given: int, total: int) -> str:
    kept = (arguments.get(name) for name in _KEPT)
    return tokens.make("list", *kept, last.changed.isoformat(), last.id, given, total)


def _read(token: str) -> tuple[Arguments, tuple[datetime, str], int, int]:
    """Arguments, place, records given and records in all that a token holds."""
    match tokens.read("list", token):
        case (str(prefix), since, until, spec, str(at), str(id), int(given), int(total)) if is_valid(id):
            kept = {"metadataPrefix": prefix, "from": since, "until": until, "set": spec}
            if all(value is None or isinstance(value, str) for value in kept.values()):
                try:
                    moment = datetime.fromisoformat(at)
                except ValueError:
                    moment = None
                if moment and moment.tzinfo and 0 < given < 10**9 and 0 < total < 10**9:
                    return (
                        {name: str(value) for name, value in kept.items() if value is not None},
                        (moment, id),
                        given,
                        total,
                    )
    raise BadRequest("badResumptionToken", "That token was not given here.")


def _header(asked: Request, item: Change) -> str:
    return element(
        "header",
        leaf("identifier", f"oai:{asked.host}:{item.id}")
        + leaf("datestamp", written(item.changed))
        + leaf("setSpec", set_of_name(item.collection) if item.collection else None),
        status="deleted" if item.withdrawn else None,
    )


def _records(asked: Request, items: Sequence[Change], exporter: Exporter) -> Iterator[str]:
    """Header and, of what is not withdrawn, metadata."""
    found = harvesting.contents(archive(), [item.id for item in items if not item.withdrawn])
    root = asked.base.removesuffix(addresses.OAI)
    for item in items:
        document = found.get(item.id)
        if document is None:  # withdrawn, perhaps between two questions to the database
            yield element("record", _header(asked, replace(item, withdrawn=True)))
            continue
        made = exporter.record(document, root + addresses.record(item.id), archive().title)
        yield element("record", _header(asked, item) + element("metadata", made))


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb and its arguments; the exclusive one stands alone."""

    answer: Callable[[Request], str]
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    exclusive: tuple[str, ...] = ()


_SELECTIVE = ("from", "until", "set")
VERBS: Mapping[str, Verb] = {
    "Identify": Verb(_identify),
    "ListMetadataFormats": Verb(_list_formats, optional=("identifier",)),
    "ListSets": Verb(_list_sets, exclusive=("resumptionToken",)),
    "ListIdentifiers": Verb(_list_identifiers, ("metadataPrefix",), _SELECTIVE, ("resumptionToken",)),
    "ListRecords": Verb(_list_records, ("metadataPrefix",), _SELECTIVE, ("resumptionToken",)),
    "GetRecord": Verb(_get_record, ("identifier", "metadataPrefix")),
}
