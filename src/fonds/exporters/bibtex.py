"""BibTeX that biblatex reads too, one ``@misc`` a document, and BibLaTeX; both in UTF-8.

``year`` and ``month`` serve BibTeX, ``date`` biblatex, which understands EDTF. ``howpublished`` and ``note``
are what every style prints: the archives, the recipient, the translator. Names and titles stand in double
braces, so that they are neither inverted nor set in small letters.

BibLaTeX says what BibTeX has no field for: a ``@letter`` or ``@report`` is one, ``library`` is the shelf mark,
``origlanguage`` the language that was translated, ``eventdate`` the day that the paper is about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from fonds.exporters import dates, description
from fonds.exporters.description import line
from fonds.exporters.exporter import Exporter
from fonds.model import Document, When

# Braces as commands: BibTeX counts braces, also those after a backslash.
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "%": r"\%",
    }
)
# In an address, which is set as it stands, what would break the field is written as percent code.
_IN_ADDRESS = str.maketrans({character: f"%{ord(character):02X}" for character in ' {}\\^"<>|`'})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(r"T[^/?~%]*")


def escape(text: str) -> str:
    """The text for a BibTeX field: LaTeX's special characters written as commands.

    >>> escape("R&D {secret} 50%")
    'R\\\\&D \\\\textbraceleft{}secret\\\\textbraceright{} 50\\\\%'
    """
    return text.translate(_SPECIAL)


def key(document: Document) -> str:
    """A key that stays: first word of the author or title, year, id.

    >>> from fonds.model import Original
    >>> key(Document("b1wfs30st", "Über Zölle", When("1952-07", "July 1952"), "other", "", Original("a", "", "")))
    'uber1952-b1wfs30st'
    """
    names = description.authors(document)
    plain = unicodedata.normalize("NFKD", names[0] if names else document.title)
    word = re.search(r"[A-Za-z]+", plain.encode("ascii", "ignore").decode())
    year = _year(document.date) if document.date else ""
    return f"{word.group().lower() if word else 'document'}{year if year.isdigit() else ''}-{document.id}"


def _year(when: When) -> str:
    """The year of the date or of both ends of an interval; else the date in words."""
    years = {part[0] for part in dates.parts(when) or []}
    return str(years.pop()) if len(years) == 1 else line(dates.words(when))


def _month(when: When) -> str:
    parts = dates.parts(when)
    return _MONTHS[parts[0][1] - 1] if parts and len(parts) == 1 and len(parts[0]) > 1 else ""


def _date(when: When) -> str:
    """The EDTF without time of day; nothing where it is beyond what biblatex reads (level 1)."""
    value = dates.read(when)
    return _TIME.sub("", when.edtf.strip()) if value and value.kind != "set" else ""


def _record(document: Document, address: str | None, archive_title: str | None) -> str:
    when = document.date
    addressees, translators = description.recipients(document), description.credited(document, "translator")
    kept = "; ".join(map(str, description.holdings(document)))
    archive, location = description.archive_and_location(description.holdings(document, archival_only=True))
    noted = [
        f"To {', '.join(addressees)}" if addressees else "",
        f"translated by {', '.join(translators)}" if translators else "",
    ]
    note = "; ".join(part for part in noted if part)
    fields = {
        "author": _people(description.authors(document)),
        "title": f"{{{escape(description.title(document))}}}",
        "year": escape(_year(when)) if when else "",
        "month": _month(when) if when else "",
        "date": _date(when) if when else "",
        "type": escape(description.genre(document)),
        "number": escape(description.number(document)),
        "howpublished": escape(", ".join(part for part in (line(archive_title), kept) if part)),
        "note": escape(note[:1].upper() + note[1:]),
        "translator": _people(translators),
        "archive": escape(archive),
        "archivelocation": escape(location),
        "url": line(address).translate(_IN_ADDRESS),
        "language": escape(", ".join(document.languages)),
        "keywords": escape(", ".join(map(line, document.subjects))),
        "abstract": escape(line(document.summary)),
        "annote": escape(" ".join(description.remarks(document))),
    }
    return _entry("misc", document, fields)


def _entry(kind: str, document: Document, fields: Mapping[str, str]) -> str:
    # A month is one of BibTeX's own abbreviations, which stand without braces.
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in fields.items()
        if value
    ]
    return f"@{kind}{{{key(document)},\n{''.join(lines)}}}\n"


_ENTRIES = {"PCOMM": "letter", "RPRT": "report"}


def _biblatex(document: Document, address: str | None, archive_title: str | None) -> str:
    when, event = document.date, document.event_date
    addressees, places = description.recipients(document), description.holdings(document)
    message = description.outermost(document)
    fields = {
        "author": _people(description.authors(document)),
        "title": f"{{{escape(description.title(document))}}}",
        "titleaddon": escape(f"to {', '.join(addressees)}" if addressees else ""),
        "date": _date(when) if when else "",
        "year": escape(line(dates.words(when))) if when and not _date(when) else "",
        "eventdate": _date(event) if event else "",
        "type": escape(description.genre(document)),
        "number": escape(description.number(document)),
        "location": escape(line(message.origin.name)) if message and message.origin else "",
        "library": escape("; ".join(map(str, places))),
        "howpublished": escape(line(archive_title)),
        "translator": _people(description.credited(document, "translator")),
        "editor": _people(description.credited(document, "editor")),
        "url": line(address).translate(_IN_ADDRESS),
        "language": escape(", ".join(document.languages)),
        "origlanguage": escape(", ".join(document.original_languages)),
        "keywords": escape(", ".join(map(line, document.subjects))),
        "abstract": escape(line(document.summary)),
        "annotation": escape(" ".join(description.remarks(document))),
    }
    return _entry(_ENTRIES.get(description.form(document, "ris"), "misc"), document, fields)


def _people(names: list[str]) -> str:
    return " and ".join(f"{{{escape(name)}}}" for name in names)


EXPORTER = Exporter(
    name="bibtex",
    title="BibTeX",
    suffix=".bib",
    media_type="application/x-bibtex",
    cannot_carry="the text, its notes and messages; the parts of sources; dates that are one of several",
    record=_record,
    between="\n",
)

BIBLATEX = Exporter(
    name="biblatex",
    title="BibLaTeX",
    suffix=".biblatex.bib",
    media_type="application/x-biblatex",
    cannot_carry="the text, its notes and messages; the parts of sources",
    record=_biblatex,
    between="\n",
)
