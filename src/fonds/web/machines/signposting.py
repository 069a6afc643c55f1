"""What a document's address says of itself to programs: Signposting (https://signposting.org), and ARK inflections.

- Level 1: ``Link`` headers on the page (``cite-as``, ``describedby``, ``item``, ``author``, ``type``, ``linkset``), and on
  its files and formats the way back.
- Level 2: all of that for page, files and formats in one set of links (RFC 9264), ``/d/ID/linkset``.
- Ids are NOIDs, so ``ark:NAAN/ID`` names a document too: ``/ark:NAAN/ID`` leads to its page, and ``?info`` at either
  address gives who, what, when, where as an Electronic Resource Citation. The number is that of FONDS_NAAN.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from fonds.errors import NotFound
from fonds.exporters import EXPORTERS
from fonds.exporters.description import authors, line, title
from fonds.model import ids
from fonds.services import documents, showing
from fonds.services.views import RecordView
from fonds.web import addresses
from fonds.web.machines.problems import shared
from fonds.web.pages import absolute
from fonds.web.reading_room import archive

TEST_NAAN = "99999"
"""What the ARK Alliance keeps for names that are not registered."""
MOST_ITEMS = 20
"""Files named in a header, which has to stay short; the set of links names all."""
TYPES = ("https://schema.org/AboutPage", "https://schema.org/ArchiveComponent")
LINKSET = "application/linkset+json"
HTML = "text/html"

Link = tuple[str, str, str | None]
"""Relation, address, media type."""
View = Callable[..., HttpResponse]


def links(request: HttpRequest, record: RecordView) -> Iterator[Link]:
    """Where a document's page points to."""
    here = addresses.record(record.id)
    yield "cite-as", here, None
    for kind in TYPES:
        yield "type", kind, None
    senders = [who.name for message in record.document.messages[:1] for who in message.from_]
    for name in senders:
        if name in record.people:
            yield "author", addresses.person(record.people[name].id), HTML
    for exporter in EXPORTERS:
        if exporter.suits(record.document):
            yield "describedby", addresses.download(record.id, exporter.suffix), exporter.media_type
    for n, file in enumerate(record.files, 1):
        yield "item", addresses.file(record.id, n), file.media_type
    yield "linkset", addresses.linkset(record.id), LINKSET


def header(request: HttpRequest, record: RecordView) -> str:
    """The same as a ``Link`` header."""
    found = list(links(request, record))
    items = [link for link in found if link[0] == "item"][MOST_ITEMS:]
    return ", ".join(_written(request, link) for link in found if link not in items)


def _written(request: HttpRequest, link: Link) -> str:
    relation, address, media_type = link
    kind = f'; type="{media_type}"' if media_type and re.fullmatch(r"[\w.+/-]+", media_type) else ""
    return f'<{absolute(request, address)}>; rel="{relation}"{kind}'


def landing(view: View) -> View:
    """A document's page, and what it says of itself where the address ends in ``?info``."""

    @wraps(view)
    def answer(request: HttpRequest, id: str) -> HttpResponse:
        return info(request, id) if "info" in request.GET else view(request, id)

    return answer


def part(relation: str) -> Callable[[View], View]:
    """A format or file of a document, with the way back to its page."""

    def marked(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, id: str, **values: str) -> HttpResponse:
            made = view(request, id, **values)
            if made.status_code == 200:
                page = addresses.record(id)
                back: list[Link] = [(relation, page, HTML), ("linkset", addresses.linkset(id), LINKSET)]
                if relation == "describes":
                    back.insert(0, ("cite-as", page, None))
                made.headers["Link"] = ", ".join(_written(request, link) for link in back)
                made.headers["Access-Control-Allow-Origin"] = "*"
            return made

        return answer

    return marked


def linkset(request: HttpRequest, id: str) -> HttpResponse:
    """Every link of a document, its files and its formats (RFC 9264)."""
    record = _kept(id)
    found = list(links(request, record))

    def context(anchor: str, given: list[Link]) -> dict[str, object]:
        out: dict[str, object] = {"anchor": absolute(request, anchor)}
        for relation, address, kind in given:
            target = {"href": absolute(request, address)} | ({"type": kind} if kind else {})
            out.setdefault(relation, []).append(target)  # type: ignore[attr-defined]
        return out

    page = addresses.record(id)
    sets = [context(page, [link for link in found if link[0] != "linkset"])]
    back = {"describedby": "describes", "item": "collection"}
    sets += [context(address, [(back[rel], page, HTML)]) for rel, address, _ in found if rel in back]
    made = json.dumps({"linkset": sets}, ensure_ascii=False)
    return shared(HttpResponse(made, content_type=LINKSET))


def ark(request: HttpRequest, naan: str, name: str, rest: str = "") -> HttpResponse:
    """A document by its ARK; hyphens make no difference, and what follows the name is kept."""
    id = name.replace("-", "").lower()
    if naan != (os.environ.get("FONDS_NAAN") or TEST_NAAN) or not ids.is_valid(id):
        raise NotFound("There is no such ARK here.")
    if "info" in request.GET:
        return info(request, id)
    return HttpResponseRedirect(addresses.record(id) + rest)


def info(request: HttpRequest, id: str) -> HttpResponse:
    """Who, what, when, where: an Electronic Resource Citation, of a withdrawn document too."""
    record = showing.record(archive(), id)
    document = record.document
    permalink = absolute(request, addresses.record(id))
    naan = os.environ.get("FONDS_NAAN") or TEST_NAAN
    lines = [
        "erc:",
        f"who: {'; '.join(authors(document)) or '(:unav)'}",
        f"what: {title(document)}",
        f"when: {line(document.date.edtf) if document.date else '(:unav)'}",
        f"where: {permalink} (ark:{naan}/{id})",
        f"how: {line(document.type)}",
        "erc-support:",
        f"who: {line(archive().title)}",
        "what: Documents may be read anew by later versions, which are kept; the id is never given again.",
        f"when: {record.added.date().isoformat()}",
        f"where: {absolute(request, addresses.versions(id))}",
    ]
    if record.withdrawn:
        into = (
            f"; see {absolute(request, addresses.record(record.merged_into))}" if record.merged_into else ""
        )
        lines.append(f"note: withdrawn on {record.withdrawn.date().isoformat()}. {record.reason or ''}{into}")
    made = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    return shared(made)


def _kept(id: str) -> RecordView:
    record = showing.record(archive(), id)
    if record.withdrawn:
        raise documents.unknown(id)
    return record
