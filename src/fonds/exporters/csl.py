"""CSL-JSON, the input format of citation processors and reference managers (CSL 1.0.2, ``csl-data.json``).

- ``issued`` is the date of the document, also where it was printed later; the year of the print is in ``note``.
- Names are ``literal`` (the reason is in ``description``).
- ``archive`` is the first repository, ``archive_location`` the location there and all further holdings.
- The first publication whose title is known is the container, its editors are the ``editor``; further ones are
  in ``note``.
- ``source`` is the digital archive, ``URL`` the document's permalink.
"""

from __future__ import annotations

import json
from typing import Any

from fonds.exporters import dates, description
from fonds.exporters.description import line
from fonds.exporters.exporter import Exporter
from fonds.model import Document, Source, When

Item = dict[str, Any]


def date(when: When) -> Item:
    """A CSL date: parts, with season and circa; what parts cannot say (open, one of several) is ``literal``.

    >>> date(When("1950-05-03/1950-05-09~", "early May 1950"))
    {'date-parts': [[1950, 5, 3], [1950, 5, 9]], 'circa': True}
    """
    value = dates.read(when)
    point = value.members[0][0] if value and value.kind == "date" else None
    parts = dates.parts(when)
    found: Item = {"date-parts": parts}
    if point and point.month and point.season:
        found = {"date-parts": [[point.year]], "season": point.month - 20}
    elif not parts:
        return {"literal": line(dates.words(when))}
    return found | {"circa": True} if dates.is_doubtful(when) else found


def names(people: list[str]) -> list[Item]:
    """Names as CSL has them."""
    return [{"literal": name} for name in people]


def item(document: Document, address: str | None = None, archive_title: str | None = None) -> Item:
    """The document as one CSL item; variables that would be empty are left out."""
    book = description.printed(document)
    archive, location = description.archive_and_location(description.holdings(document, archival_only=True))
    values: Item = {
        "id": document.id,
        "type": description.form(document, "csl"),
        "title": description.title(document),
        "author": names(description.authors(document)),
        "recipient": names(description.recipients(document)),
        "translator": names(description.credited(document, "translator")),
        "contributor": names(description.credited(document, "contributor", "transcriber")),
        "editor": [] if book else names(description.credited(document, "editor")),
        "issued": date(document.date) if document.date else None,
        "event-date": date(document.event_date) if document.event_date else None,
        "genre": description.genre(document),
        "number": description.number(document),
        "archive": archive,
        "archive_location": location,
        **(_container(book) if book else {}),
        "source": line(archive_title),
        "URL": line(address),
        "language": document.languages[0] if document.languages else "",
        "abstract": line(document.summary),
        "keyword": ", ".join(map(line, document.subjects)),
        "note": " ".join(description.remarks(document)),
    }
    return {key: value for key, value in values.items() if value}


def _container(book: Source) -> Item:
    title, translated = line(book.title), line(book.translated_title)
    return {
        "container-title": f"{title} [{translated}]" if translated else title,
        "container-author": names([line(name) for name in book.authors]),
        "editor": names([line(name) for name in book.editors]),
        "volume": line(book.volume),
        "part": line(book.part),
        "page": line(book.pages),
        "publisher": line(book.publisher),
        "publisher-place": line(book.place),
    }


def _record(document: Document, address: str | None, archive_title: str | None) -> str:
    return json.dumps(item(document, address, archive_title), ensure_ascii=False, indent=2)


EXPORTER = Exporter(
    name="csl-json",
    title="CSL-JSON",
    suffix=".csl.json",
    media_type="application/vnd.citationstyles.csl+json",
    cannot_carry="the text, its notes and messages; the year of a print and what else has no field is in the note",
    record=_record,
    opening="[\n",
    between=",\n",
    closing="\n]\n",
)
