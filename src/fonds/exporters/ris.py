"""RIS, which every reference manager reads (Research Information Systems' format, tags of 2011).

Correspondence is ``PCOMM``: there, and only there, readers take A2 for the recipient; elsewhere recipients
are a remark. DB is the archive, AN the location there, DP the digital archive, L1 a PDF that readers attach. CR is not
in the list of tags, but Zotero takes it for the rights. Lines end in CR LF, a value
is one line; names stand as they are, because a comma would part them.
"""

from __future__ import annotations

from itertools import takewhile

from fonds.exporters import dates, description
from fonds.exporters.description import line
from fonds.exporters.exporter import Exporter
from fonds.model import Document, When


def date(when: When) -> str:
    """``YYYY/MM/DD/``, parts that are not known left empty, and any other wording behind; "" without a year.

    An interval has the parts that both ends share, but always the first year, by which readers sort.

    >>> date(When("1967-11", "November 1967")), date(When("1952-07-18?", "18 July 1952?"))
    ('1967/11//', '1952/07/18/[18 July 1952?]')
    >>> date(When("1957-07-28/1957-08-03", ""))
    '1957///28 July–3 August 1957'
    """
    parts = dates.parts(when)
    if not parts:
        return ""
    pairs = zip(parts[0], parts[-1], strict=False)
    shared = [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]
    year, month, day = ([f"{part:02d}" for part in shared or parts[0][:1]] + ["", ""])[:3]
    exact = len(parts) == 1 and not dates.is_doubtful(when)
    return f"{year:0>4}/{month}/{day}/{'' if exact else line(dates.words(when))}"


def _pdfs(document: Document, address: str) -> list[str]:
    """Addresses of the PDFs: the site counts the original and its companions from 1."""
    types = (document.original.media_type, *(file.media_type for file in document.files))
    return [f"{address}/file/{n}" for n, kind in enumerate(types, 1) if address and kind == "application/pdf"]


def _record(document: Document, address: str | None, archive_title: str | None) -> str:
    kind = description.form(document, "ris")
    # What no archive keeps is found where it was printed: readers' citations then still say where.
    places = description.holdings(document, archival_only=True) or description.holdings(document)
    archive, location = description.archive_and_location(places)
    day = date(document.date) if document.date else ""
    addressees = description.recipients(document)
    remarks = description.remarks(document)
    if document.date and not day:
        remarks.insert(0, f"Dated {line(dates.words(document.date))}.")
    if addressees and kind != "PCOMM":
        remarks.insert(0, f"To {', '.join(addressees)}.")
    tags: list[tuple[str, list[str]]] = [
        ("ID", [document.id]),
        ("TI", [description.title(document)]),
        ("AU", description.authors(document)),
        ("A2", addressees if kind == "PCOMM" else []),
        ("A4", description.credited(document, "translator")),
        ("DA", [day]),
        ("PY", [day[:4]]),
        ("M3", [description.genre(document)]),
        ("M1", [description.number(document)]),
        ("DB", [archive]),
        ("AN", [location]),
        ("DP", [line(archive_title)]),
        ("UR", [line(address)]),
        ("L1", _pdfs(document, line(address))),
        ("CR", [line(document.rights)]),
        ("LA", [", ".join(document.languages)]),
        ("AB", [line(document.summary)]),
        ("KW", [line(subject) for subject in document.subjects]),
        ("N1", remarks),
    ]
    lines = [f"{tag}  - {value}" for tag, values in [("TY", [kind]), *tags] for value in values if value]
    return "\r\n".join([*lines, "ER  - ", ""])


EXPORTER = Exporter(
    name="ris",
    title="RIS",
    suffix=".ris",
    media_type="application/x-research-info-systems",
    cannot_carry="the text, its notes and messages; the parts of a printed source; a name that holds a comma "
    "is parted by readers",
    record=_record,
    between="\r\n",
)
