"""A person or body as an authority record: EAC-CPF 2.0 (Encoded Archival Context, archivists.org/ns/eac/v2).

Names, offices, the years in which documents name it, with whom it wrote, and the documents. All of it is what the
documents here say; nothing comes from elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from fonds.exporters.archival_xml import archival_format, written
from fonds.exporters.xml import element, leaf, text

NAMESPACE = "https://archivists.org/ns/eac/v2"


@dataclass(frozen=True, slots=True)
class Relation:
    """Somebody else, or a document: name, address, and in what it consists ("wrote to 3 times")."""

    name: str
    kind: str
    """``person``, ``body`` or ``document``."""
    words: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """A person or body; ``forms`` are further names, ``offices`` role, first and last date (EDTF)."""

    id: str
    name: str
    kind: str | None
    forms: tuple[str, ...] = ()
    offices: tuple[tuple[str, str | None, str | None], ...] = ()
    first: str | None = None
    last: str | None = None
    relations: tuple[Relation, ...] = ()


_KINDS = {"person": "person", "body": "corporateBody", "document": "resource"}


def _dates(first: str | None, last: str | None) -> str:
    if first and last and first != last:
        return element("dateRange", leaf("fromDate", first) + leaf("toDate", last))
    return leaf("date", first or last)


def _record(agent: Agent, address: str | None, archive_title: str | None) -> str:
    event = element("agent", "Fonds", agentType="machine") + leaf("eventDateTime", "unknown")
    control = (
        element("recordId", text(agent.id)),
        element("maintenanceAgency", element("agencyName", text(archive_title) or "Fonds")),
        element("maintenanceHistory", element("maintenanceEvent", event, maintenanceEventType="derived")),
    )
    names = [element("nameEntry", element("part", text(agent.name)), preferredForm="true")]
    names += [element("nameEntry", element("part", text(form))) for form in agent.forms if form]
    identity = element("entityType", value=_KINDS.get(agent.kind or "", "person"))
    identity += "".join(names) + leaf("identityId", address)
    one, several = ("function", "functions") if agent.kind == "body" else ("occupation", "occupations")
    offices = "".join(
        element(one, leaf("term", role) + _dates(first, last)) for role, first, last in agent.offices if role
    )
    # Not existDates: that documents of these years name somebody does not say when they lived.
    years = " to ".join(dict.fromkeys(filter(None, (agent.first, agent.last))))
    history = leaf("p", f"Named in documents of {years}." if years else "")
    description = (element(several, offices) if offices else "") + (
        element("biogHist", history) if history else ""
    )
    relations = "".join(
        element(
            "relation",
            element(
                "targetEntity",
                element("part", text(relation.name)),
                targetType=_KINDS[relation.kind],
                valueURI=relation.address,
            )
            + leaf("relationType", relation.words),
        )
        for relation in agent.relations
        if relation.name
    )
    described = element("identity", identity)
    described += element("description", description) if description else ""
    described += element("relations", relations) if relations else ""
    return written("eac", NAMESPACE, control, element("cpfDescription", described), status="derived")


EXPORTER = archival_format(
    _record,
    name="eac-cpf",
    title="Authority record (EAC-CPF)",
    suffix=".eac.xml",
    cannot_carry="all of the documents but title and address",
    several="authorities",
)
