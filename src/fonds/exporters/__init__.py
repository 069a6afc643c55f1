"""Documents in other formats. Adding a format is one module and one name in ``EXPORTERS``.

Command line, download menu, addresses and the reference page all read that tuple.
"""

from __future__ import annotations

from fonds.errors import UsageError
from fonds.exporters import bibtex, csl, document_json, dublin_core, json_ld, plain_text, ris, tei
from fonds.exporters.exporter import Exporter

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
)

__all__ = ["EXPORTERS", "Exporter", "by_name", "by_suffix"]


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
