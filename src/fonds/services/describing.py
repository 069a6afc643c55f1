"""The holdings and the people of the archive as values that exporters write (EAD3, EAC-CPF)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from fonds.errors import NotFound
from fonds.exporters.eac import Agent, Relation
from fonds.exporters.ead import Paper, Unit
from fonds.services import showing
from fonds.services.archive import Archive
from fonds.store import models, queries

Address = Callable[[str], str]
Steps = tuple[str, ...]
PARTS = {
    "written": "written by",
    "received": "received by",
    "copied": "received in copy by",
    "taking_part": "taken part in by",
    "mentioned": "mentions",
}


def holdings(archive: Archive, path: Steps = (), address: Address | None = None) -> Unit:
    """A step of the archival tree with everything below it. NotFound: there is none."""
    here = "/".join(path)
    rows = models.SourceRow.objects.filter(record__withdrawn=None)
    if path:
        rows = rows.filter(path__startswith=here)
    labels: dict[Steps, tuple[str, str]] = {}
    below: dict[Steps, dict[Steps, None]] = defaultdict(dict)
    papers: dict[Steps, list[Paper]] = defaultdict(list)
    columns = ("path", "labels", "listy", "record_id", "record__title", "record__edtf")
    ordered = rows.order_by("path", queries.rising("leaf"), queries.rising("record__moment"), "record_id")
    for full, said, listy, id, title, date in ordered.values_list(*columns):
        steps = tuple(full.split("/"))
        if steps[: len(path)] != path:
            continue
        for depth in range(1, len(steps) + 1):
            labels.setdefault(steps[:depth], tuple(said[depth - 1]))
            below[steps[: depth - 1]][steps[:depth]] = None
        papers[steps].append(Paper(title or id, address and address(id), date, listy))
    if path and path not in labels:
        raise NotFound(
            "This archive holds nothing from that fonds or file; the list of holdings shows what it has."
        )

    def unit(steps: Steps) -> Unit:
        level, label = labels.get(steps, ("", archive.title))
        keeper = labels.get(steps[:1], ("", archive.title))[1]
        children = sorted(below[steps], key=lambda step: showing.natural(labels[step][1]))
        return Unit("/".join(steps), label, level, keeper, tuple(map(unit, children)), tuple(papers[steps]))

    return unit(path)


def person(archive: Archive, id: str, address: Address | None = None, people: Address | None = None) -> Agent:
    """A person or body; ``address`` and ``people`` give the address of a document and of a person. NotFound."""
    view = showing.person(archive, id)
    relations = [
        Relation(
            other.person.name,
            other.person.kind or "person",
            "; ".join(
                f"{way} {count} message{'s' if count > 1 else ''}"
                for way, count in (("sent", other.sent), ("received", other.received))
                if count
            ),
            people and people(other.person.id),
        )
        for other in view.correspondents
    ]
    relations += [
        Relation(link.title or link.id, "document", words, address and address(link.id))
        for name, words in PARTS.items()
        for link in getattr(view, name)
    ]
    dates = sorted(date for form in view.forms for date in (form.first, form.last) if date)
    return Agent(
        view.id,
        view.name,
        view.kind,
        tuple(dict.fromkeys(form.form for form in view.forms if form.form != view.name)),
        tuple((office.role, office.first, office.last) for office in view.offices),
        dates[0] if dates else None,
        dates[-1] if dates else None,
        tuple(relations),
    )


def everybody(archive: Archive, address: Address | None = None) -> Iterator[Agent]:
    """Every person and body, by name."""
    ids = models.Name.objects.order_by("person__form", "person_id").values_list("person_id", flat=True)
    for id in dict.fromkeys(ids):
        yield person(archive, id, address)
