"""The archival tree as a finding aid: EAD3 (Encoded Archival Description, ead3.archivists.org).

One step of the tree with all below it; documents are items with their leaves and address. What an archive holds
besides is not told: only what documents here were found to come from.
"""

from __future__ import annotations

from dataclasses import dataclass

from fonds.exporters.archival_xml import archival_format, written
from fonds.exporters.xml import element, leaf, text

NAMESPACE = "http://ead3.archivists.org/schema/"
LEVELS = {"fond": "fonds", "series": "series", "opis": "subseries", "delo": "file", "file": "file"}
"""EAD's words for ours; other steps are "otherlevel" and keep their name."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in a file: what it is called, where it is shown, its date (EDTF) and leaves."""

    title: str
    address: str | None = None
    date: str | None = None
    leaves: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A step of the tree: "f. 45" of level "fond", with the steps and documents directly below it."""

    id: str
    label: str
    level: str
    keeper: str = ""
    units: tuple[Unit, ...] = ()
    papers: tuple[Paper, ...] = ()


def _level(unit: Unit) -> dict[str, str]:
    known = LEVELS.get(unit.level)
    return {"level": known} if known else {"level": "otherlevel", "otherlevel": unit.level or "archive"}


def _paper(paper: Paper) -> str:
    inner = leaf("unittitle", paper.title) or leaf("unittitle", "Untitled")
    inner += leaf("unitid", paper.leaves) + leaf("unitdate", paper.date)
    if paper.address:
        inner += element("dao", daotype="derived", href=paper.address)
    return element("c", element("did", inner), level="item")


def _below(unit: Unit) -> str:
    return "".join(
        (
            *(
                element(
                    "c",
                    element("did", leaf("unitid", step.label) + leaf("unittitle", step.label)) + _below(step),
                    **_level(step),
                )
                for step in unit.units
            ),
            *map(_paper, unit.papers),
        )
    )


def _record(unit: Unit, address: str | None, archive_title: str | None) -> str:
    agency = text(archive_title) or "Fonds"
    event = element("eventtype", value="derived") + leaf("eventdatetime", "unknown")
    event += element("agenttype", value="machine") + leaf("agent", "Fonds")
    control = (
        element("recordid", text(unit.id or "holdings"), instanceurl=address),
        element("filedesc", element("titlestmt", element("titleproper", text(unit.label) or agency))),
        element("maintenancestatus", value="derived"),
        element("maintenanceagency", element("agencyname", agency)),
        element("maintenancehistory", element("maintenanceevent", event)),
    )
    keeper = text(unit.keeper or unit.label) or agency
    did = leaf("unittitle", unit.label) or element("unittitle", agency)
    did += element("repository", element("corpname", element("part", keeper)))
    below = _below(unit)
    described = element("did", did) + (element("dsc", below) if below else "")
    return written("ead", NAMESPACE, control, element("archdesc", described, **_level(unit)))


EXPORTER = archival_format(
    _record,
    name="ead3",
    title="Finding aid (EAD3)",
    suffix=".ead.xml",
    cannot_carry="all of the documents but title, date, leaves and address",
    several="findingaids",
)
