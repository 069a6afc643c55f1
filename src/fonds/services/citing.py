"""Citations of one document, in a style and a format."""

from __future__ import annotations

from fonds.errors import UsageError
from fonds.exporters import by_name, citation
from fonds.services import documents, passages, showing
from fonds.services.archive import Archive

TITLES = {style.name: style.title for style in citation.STYLES}
STYLES = tuple(TITLES)
FORMATS = (*citation.FORMATS, "ris", "bibtex", "biblatex", "csl-json")


def cite(
    archive: Archive,
    id: str,
    *,
    style: str = "chicago-notes",
    format: str = "text",
    address: str | None = None,
    paragraph: int | None = None,
    message: str | None = None,
) -> str:
    """The citation; ``address`` is the permalink to give, if there is one, ``paragraph`` the one that is quoted: then the
    address leads there and holds a digest of its words; ``message`` the id of one inside the document. UsageError: unknown style or format. NotFound: no such document
    or paragraph."""
    if format not in FORMATS:
        raise UsageError(f"There is no citation format {format!r}; choose one of {', '.join(FORMATS)}.")
    document = documents.one(id)
    if paragraph is not None:
        address = passages.address(address or "", showing.record(archive, id), paragraph)
    if format in citation.FORMATS:
        return citation.cite(document, style, format, address, archive.title, message)
    return by_name(format).encode(document, address, archive.title)


def every_style(
    archive: Archive, id: str, *, address: str | None = None, message: str | None = None
) -> list[tuple[str, str, str]]:
    """(style, its title, the citation as text) for all styles. NotFound: no such document or message."""
    document = documents.one(id)
    return [
        (style, title, citation.cite(document, style, "text", address, archive.title, message))
        for style, title in TITLES.items()
    ]
