"""Documents in other formats. Adding a format is one module and one name in ``EXPORTERS``.

Command line, download menu, addresses and the reference page all read that tuple.
"""

from __future__ import annotations

from fonds.errors import UsageError
from fonds.exporters import (
    bibtex,
    cmif,
    csl,
    document_json,
    dublin_core,
    eac,
    ead,
    json_ld,
    plain_text,
    ris,
    tei,
)
from fonds.exporters.exporter import Exporter, Format

EXPORTERS: tuple[Exporter, ...] = (
    document_json.JSON,
    document_json.JSON_LINES,
    plain_text.EXPORTER,
    ris.EXPORTER,
    bibtex.EXPORTER,
    bibtex.BIBLATEX,
    csl.EXPORTER,
    dublin_core.EXPORTER,
    json_ld.EXPORTER,
    tei.EXPORTER,
    cmif.EXPORTER,
)

HOLDINGS: tuple[Format[ead.Unit], ...] = (ead.EXPORTER,)
"""What a step of the archival tree is written as."""
AGENTS: tuple[Format[eac.Agent], ...] = (eac.EXPORTER,)
"""What a person or body is written as."""

__all__ = ["AGENTS", "EXPORTERS", "HOLDINGS", "Exporter", "Format", "by_name", "by_suffix"]


def by_name(name: str) -> Exporter:
    """The exporter of that name. UsageError: there is none."""
    for exporter in EXPORTERS:
        if exporter.name == name:
            return exporter
    known = ", ".join(exporter.name for exporter in EXPORTERS)
    raise UsageError(f"There is no export format {name!r}; choose one of {known}.")


def by_suffix(suffix: str) -> Exporter:
    """The exporter whose files end in that suffix, dot included. UsageError: there is none.

    >>> by_suffix(".bib").name
    'bibtex'
    """
    for exporter in EXPORTERS:
        if exporter.suffix == suffix:
            return exporter
    known = ", ".join(exporter.suffix for exporter in EXPORTERS)
    raise UsageError(f"No export format has the suffix {suffix!r}; there are {known}.")
