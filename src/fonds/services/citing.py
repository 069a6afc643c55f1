"""Citations of one document, in a style and a format."""

from __future__ import annotations

from fonds.services.archive import Archive

STYLES = ("chicago-notes", "chicago-bibliography", "mla", "apa")
FORMATS = ("text", "html", "ris", "bibtex", "csl-json")


def cite(
    archive: Archive,
    id: str,
    *,
    style: str = "chicago-notes",
    format: str = "text",
    address: str | None = None,
) -> str:
    """The citation; ``address`` is the permalink to give, if there is one. UsageError: unknown style or format."""
    raise NotImplementedError
