"""A list of letters in the Correspondence Metadata Interchange Format: who wrote to whom, when, from where.

The TEI Correspondence SIG's format for indexes such as correspSearch. Each message is a letter, those inside
others too; all point to the document's address. A list says of itself that it is under CC BY 4.0, as the format
wants; it holds no words of the papers.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from fonds.exporters import description, tei_parts
from fonds.exporters.exporter import Exporter
from fonds.exporters.tei import NAMESPACE
from fonds.exporters.xml import PROLOG, element, leaf, text
from fonds.model import Document, Message, When, Where, Who

SOURCE = "archive"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def _is_letter(message: Message) -> bool:
    return bool(message.from_ or message.to)


def _suits(document: Document) -> bool:
    return any(map(_is_letter, document.messages))


def _who(who: Who) -> str:
    name = "orgName" if who.kind == "body" else "persName"
    return leaf(name, description.line(who.name), ref=_address(who.authority))


def _where(place: Where | None) -> str:
    return leaf("placeName", description.line(place.name), ref=_address(place.authority)) if place else ""


def _address(authority: str | None) -> str | None:
    return authority if authority and authority.startswith(("http://", "https://")) else None


def _when(when: When | None) -> str:
    """The date where the format can say it: a day, month or year, or two bounds."""
    normal = tei_parts.normal(when) if when else {}
    normal = {name: value.partition("T")[0] for name, value in normal.items() if name != "precision"}
    return element("date", "", **normal) if set(normal) - {"cert"} else ""


def _record(document: Document, address: str | None, archive_title: str | None) -> str:
    letters = []
    for message in filter(_is_letter, document.messages):
        unknown = element("persName", "Unknown")
        sent = "".join(map(_who, message.from_)) or unknown
        received = "".join(map(_who, message.to)) or unknown
        when = message.sent or (document.date if not message.parent else None)
        letters.append(
            element(
                "correspDesc",
                element("correspAction", sent + _where(message.origin) + _when(when), type="sent")
                + element(
                    "correspAction",
                    received + _where(message.destination) + _when(message.received),
                    type="received",
                ),
                key=description.line(message.number) or document.id,
                ref=_address(address),
                source=f"#{SOURCE}",
            )
        )
    return "".join(f"{letter}\n" for letter in letters)


def _opening(address: str | None, archive_title: str | None) -> str:
    site = urlsplit(address or "")
    home = f"{site.scheme}://{site.netloc}/" if _address(address) else "urn:fonds:letters"
    title = text(archive_title) or "Letters"
    file = (
        element("titleStmt", element("title", title) + element("editor", title)),
        element(
            "publicationStmt",
            element("publisher", title)
            + element("idno", text(home), type="url")
            + element("date")
            + element(
                "availability",
                element("licence", "This list is under the licence CC BY 4.0.", target=LICENCE),
            ),
        ),
        element("sourceDesc", element("bibl", title, type="online", xml_id=SOURCE)),
    )
    return f'<TEI xmlns="{NAMESPACE}"><teiHeader>{element("fileDesc", "".join(file))}\n<profileDesc>\n'


EXPORTER = Exporter(
    name="cmif",
    title="List of letters (CMIF)",
    suffix=".cmif.xml",
    media_type="application/tei+xml;profile=cmif",
    cannot_carry="all but parties, places and dates of what was sent from one to another",
    record=_record,
    prolog=PROLOG,
    opening=_opening,
    closing="</profileDesc></teiHeader><text><body><p/></body></text></TEI>\n",
    suits=_suits,
)
