"""Dublin Core, unqualified, in the container of OAI-PMH (``oai_dc``; DCMI Metadata Element Set 1.1).

- ``creator`` is who sent it; the recipient is a ``contributor``, as DCMI has no element for one, and again, like those
  who take part in a conversation, in ``description``.
- ``identifier`` is the permalink and each place where an archive keeps the paper; ``source`` those and where it
  is printed, as written.
- ``date`` is EDTF, which the W3C profile that OAI-PMH recommends is a part of.
"""

from __future__ import annotations

from collections.abc import Iterator

from fonds.exporters import description, xml
from fonds.exporters.description import line
from fonds.exporters.exporter import Exporter, Schema
from fonds.model import Document

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
ELEMENTS = "http://purl.org/dc/elements/1.1/"
SCHEMA = f"{NAMESPACE[:-1]}.xsd"
_START = (
    f'<oai_dc:dc xmlns:oai_dc="{NAMESPACE}" xmlns:dc="{ELEMENTS}" '
    f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{NAMESPACE} {SCHEMA}">\n'
)


def statements(
    document: Document, address: str | None = None, archive_title: str | None = None
) -> Iterator[tuple[str, str]]:
    """Element and value of all that Dublin Core says of the document, each on one line."""
    yield "title", description.title(document)
    for names in (description.authors(document),):
        for name in names:
            yield "creator", name
    roles = ("translator", "contributor", "transcriber", "editor")
    for name in dict.fromkeys(
        (
            *description.recipients(document),
            *description.credited(document, *roles),
            *description.participants(document),
        )
    ):
        yield "contributor", name
    if document.date:
        yield "date", line(document.date.edtf)
    yield "type", "Text"
    if genre := description.genre(document):
        yield "type", genre
    yield "identifier", line(address)
    for place in description.holdings(document, archival_only=True):
        yield "identifier", str(place)
    for source in document.sources:
        yield "source", line(source.as_written)
    yield from (("language", line(language)) for language in document.languages)
    yield from (("subject", line(subject)) for subject in document.subjects)
    yield from (("coverage", line(place.name)) for place in document.places)
    yield "description", line(document.summary)
    if recipients := description.recipients(document):
        yield "description", f"To {', '.join(recipients)}."
    yield from (
        ("description", remark)
        for remark in description.remarks(document)
        if not remark.startswith("Source ")
    )
    yield "publisher", line(archive_title)
    yield "rights", line(document.rights)


def _record(document: Document, address: str | None, archive_title: str | None) -> str:
    rows = "".join(
        f"  {xml.leaf(f'dc:{name}', value)}\n"
        for name, value in statements(document, address, archive_title)
        if value
    )
    return f"{_START}{rows}</oai_dc:dc>\n"


EXPORTER = Exporter(
    name="oai_dc",
    title="Dublin Core",
    suffix=".dc.xml",
    media_type="application/xml",
    cannot_carry="the text, its notes and messages; who is sender and who recipient, but in words; the parts of sources",
    record=_record,
    prolog=xml.PROLOG,
    opening="<records>\n",
    closing="</records>\n",
    one_is_a_list=False,
    harvested=Schema(NAMESPACE, SCHEMA),
)
