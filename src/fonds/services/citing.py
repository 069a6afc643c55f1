"""Citations of one document, in a style and a format."""

from __future__ import annotations

from fonds.errors import UsageError
from fonds.exporters import by_name, citation
from fonds.services import documents
from fonds.services.archive import Archive

STYLES = tuple(style.name for style in citation.STYLES)
FORMATS = (*citation.FORMATS, "ris", "bibtex", "csl-json")


def cite(
    archive: Archive,
    id: str,
    *,
    style: str = "chicago-notes",
    format: str = "text",
    address: str | None = None,
) -> str:
    """The citation; ``address`` is the permalink to give, if there is one. UsageError: unknown style or format."""
    if format not in FORMATS:
        raise UsageError(f"There is no citation format {format!r}; choose one of {', '.join(FORMATS)}.")
    document = documents.one(id)
    if format in citation.FORMATS:
        return citation.cite(document, style, format, address, archive.title)
    return by_name(format).encode(document, address, archive.title)
