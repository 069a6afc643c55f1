"""Every address of the API in one table: what it takes, what it answers. The description is made from it.

An endpoint answers with a value whose class is its schema; ``Page`` says where a list goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fonds.errors import NotFound
from fonds.model import Document
from fonds.search.entry import FACETS
from fonds.services import documents, finding, listing, showing, views
from fonds.services.archive import Archive
from fonds.web.machines import tokens
from fonds.web.machines.parameters import Parameter

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: the value, the place where it goes on, how many items there are and can be reached."""

    value: Any
    next: tuple[str | int | None, ...] | None = None
    total: int | None = None
    reachable: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Documents."""

    documents: tuple[views.RecordLink, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A person, body or place, and in how many documents it stands."""

    id: str
    name: str
    documents: int
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class NameList:
    """Persons and bodies, or places, by name; ``initials`` are those that lead anywhere."""

    total: int
    initials: tuple[views.Count, ...]
    names: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class CollectionList:
    """All collections."""

    collections: tuple[views.CollectionSummary, ...]


@dataclass(frozen=True, slots=True)
class SuggestionList:
    """Completions of what is typed."""

    suggestions: tuple[views.Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading text of a document, in which all its spans count Unicode code points."""

    id: str
    reading: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document's page shows around it: mentions and where they lead, the archival tree, files, versions,
    related documents and neighbours in time. ``people`` and ``places`` lead from a name in the document."""

    id: str
    mentions: tuple[views.Mention, ...]
    sources: tuple[views.SourceView, ...]
    related: tuple[views.Related, ...]
    files: tuple[views.FileView, ...]
    versions: tuple[views.VersionView, ...]
    people: Mapping[str, views.PersonLink]
    places: Mapping[str, views.PlaceLink]
    previous: views.RecordLink | None = None
    next: views.RecordLink | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``path`` with its parameters in braces; ``answer`` gives a value of the class ``gives``, or a ``Page`` of it."""

    path: str
    name: str
    gives: type
    answer: Callable[[Archive, Given], Any]
    parameters: tuple[Parameter, ...] = ()

    @property
    def goes_on(self) -> bool:
        """Whether its answers are parts of a list."""
        return CURSOR in self.parameters

    @property
    def may_lack(self) -> bool:
        """Whether what is asked for may not be there."""
        return self.goes_on or any(p.place == "path" for p in self.parameters)


MOST = 100
"""Items in one answer."""
ID = Parameter("id", "an id of nine characters", place="path", longest=40, pattern="[0-9A-Za-z]{1,40}")
KEY = Parameter(
    "key", "the key of a communication that is not here", place="path", pattern="[0-9A-Za-z-]{1,80}"
)
CURSOR = Parameter(
    "cursor", "where to go on: from `next_page` of an answer; it is not to be made by hand", longest=tokens.LONGEST,
    pattern="[A-Za-z0-9_-]+",
)  # fmt: skip
LIMIT = Parameter("limit", "items in one answer", kind="integer", minimum=1, maximum=MOST, default=20)
QUERY = Parameter("q", "words or a query, as in the search box", longest=2000, default="")
INITIAL = Parameter("initial", "the first letter of a name", longest=1, pattern=r"\w")
NAME = Parameter(
    "name", "the name of a collection; its slashes may be written %2F", place="path", longest=500
)
PATH = Parameter(
    "path",
    "steps of the archival tree",
    place="path",
    longest=1000,
    pattern="[0-9a-z~-]+(/[0-9a-z~-]+){0,15}",
)
PERIOD = Parameter(
    "period",
    "a year, month or day: 1957, 1957-07, 1957-07-18",
    place="path",
    pattern="[0-9]{4}(-[0-9]{2}){0,2}",
)
COLLECTION = Parameter("collection", "only documents of this collection", longest=500)
NAMES = Parameter("names", "search other known forms of names too", kind="boolean", default=True)
SORT = Parameter("sort", "the order", choices=tuple(finding.SORTS), default="relevance")
FILTERS = tuple(
    Parameter(
        name,
        f"only documents with one of these: {finding.TITLES[name].lower()}",
        many=20,
        pattern=r"[0-9]{4}(\.\.[0-9]{4})?" if name == "year" else None,
    )
    for name in FACETS
)


def place_in(given: Given, kind: str, *kinds: type) -> tuple[Any, ...] | None:
    """Where the list goes on. NotFound: the cursor is none that was given for this list."""
    if given["cursor"] is None:
        return None
    found = tokens.read(kind, given["cursor"])
    if found is None or tuple(map(type, found)) != kinds:
        raise NotFound("That cursor was not given for this list; begin without one.")
    return found


def _page_number(given: Given, kind: str) -> int:
    found = place_in(given, kind, int)
    if found and not 1 < found[0] < 10**6:
        raise NotFound("That cursor was not given for this list; begin without one.")
    return found[0] if found else 1


def _following(page: int, pages: int) -> tuple[int] | None:
    return (page + 1,) if page < pages else None


def _documents(archive: Archive, given: Given) -> Page:
    """Documents in the order of their ids; the list stays whole while the archive changes."""
    found = place_in(given, "documents", str)
    after = found[0] if found else ""
    links = listing.documents(archive, after=after, collection=given["collection"], limit=given["limit"] + 1)
    more = len(links) > given["limit"]
    shown = links[: given["limit"]]
    return Page(DocumentList(shown), (shown[-1].id,) if more else None)


def _document(archive: Archive, given: Given) -> Document:
    """One document, whole: the contract, with its mentions resolved over the archive."""
    return documents.one(given["id"])


def _reading(archive: Archive, given: Given) -> Reading:
    """The text that a document's spans count in."""
    documents.one(given["id"])
    return Reading(given["id"], showing.reading(archive, given["id"]))


def _surroundings(archive: Archive, given: Given) -> Surroundings:
    """Everything around a document."""
    view = showing.record(archive, given["id"])
    if view.withdrawn:
        raise documents.unknown(view.id)
    return Surroundings(
        view.id, view.mentions, view.sources, view.related, view.files, view.versions,
        view.people, view.places, view.previous, view.next,
    )  # fmt: skip


def _search(archive: Archive, given: Given) -> Page:
    """Hits for a query, with facets and years. The first 10,000 hits can be reached."""
    page = _page_number(given, "search")
    filters = {name: given[name] for name in FACETS if given[name]}
    size = given["limit"]
    found = finding.search(
        archive,
        given["q"],
        filters=filters,
        sort=given["sort"],
        page=page,
        size=size,
        also_names=given["names"],
    )
    return Page(found, _following(page, found.pages), found.total, min(found.total, found.pages * size))


def _suggest(archive: Archive, given: Given) -> SuggestionList:
    """Completions of the last word of what is typed."""
    return SuggestionList(finding.suggest(archive, given["q"]) if given["q"].strip() else ())


def _people(archive: Archive, given: Given) -> Page:
    """Persons and bodies by family name."""
    found = showing.people(archive, initial=given["initial"], page=_page_number(given, "people"))
    names = tuple(Named(link.id, link.name, count, link.kind) for link, count in found.people)
    return Page(
        NameList(found.total, found.initials, names), _following(found.page, found.pages), found.total
    )


def _person(archive: Archive, given: Given) -> views.PersonView:
    """A person or body: names, offices, correspondents, documents by the part taken."""
    return showing.person(archive, given["id"])


def _places(archive: Archive, given: Given) -> Page:
    """Places by name."""
    found = showing.places(archive, initial=given["initial"], page=_page_number(given, "places"))
    names = tuple(Named(link.id, link.name, count) for link, count in found.places)
    return Page(
        NameList(found.total, found.initials, names), _following(found.page, found.pages), found.total
    )


def _place(archive: Archive, given: Given) -> views.PlaceView:
    """A place: its forms, and the documents written there or naming it."""
    return showing.place(archive, given["id"])


def _repositories(archive: Archive, given: Given) -> views.HoldingsView:
    """The archival tree from above: the repositories."""
    return showing.holdings(archive)


def _holdings(archive: Archive, given: Given) -> views.HoldingsView:
    """One step of the archival tree, down to a file and its leaves."""
    return showing.holdings(archive, tuple(given["path"].split("/")))


def _collections(archive: Archive, given: Given) -> CollectionList:
    """All collections."""
    return CollectionList(showing.collections(archive))


def _collection(archive: Archive, given: Given) -> Page:
    """A collection in order of time."""
    found = showing.collection(archive, given["name"], page=_page_number(given, "collection"))
    return Page(found, _following(found.page, found.pages), found.summary.count)


def _period(archive: Archive, given: Given) -> Page:
    """What was written in a year, a month or on a day."""
    found = showing.period(archive, given["period"], page=_page_number(given, "period"))
    return Page(found, _following(found.page, found.pages), found.total)


def _missing(archive: Archive, given: Given) -> views.MissingView:
    """A communication known only from documents that mention it."""
    return showing.missing(archive, given["key"])


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("/documents", "documents", DocumentList, _documents, (COLLECTION, LIMIT, CURSOR)),
    Endpoint("/documents/{id}", "document", Document, _document, (ID,)),
    Endpoint("/documents/{id}/reading", "reading", Reading, _reading, (ID,)),
    Endpoint("/documents/{id}/surroundings", "surroundings", Surroundings, _surroundings, (ID,)),
    Endpoint("/search", "search", views.Results, _search, (QUERY, *FILTERS, SORT, NAMES, LIMIT, CURSOR)),
    Endpoint("/suggest", "suggest", SuggestionList, _suggest, (QUERY,)),
    Endpoint("/people", "people", NameList, _people, (INITIAL, CURSOR)),
    Endpoint("/people/{id}", "person", views.PersonView, _person, (ID,)),
    Endpoint("/places", "places", NameList, _places, (INITIAL, CURSOR)),
    Endpoint("/places/{id}", "place", views.PlaceView, _place, (ID,)),
    Endpoint("/holdings", "repositories", views.HoldingsView, _repositories),
    Endpoint("/holdings/{path}", "holdings", views.HoldingsView, _holdings, (PATH,)),
    Endpoint("/collections", "collections", CollectionList, _collections),
    Endpoint("/collections/{name}", "collection", views.CollectionView, _collection, (NAME, CURSOR)),
    Endpoint("/dates/{period}", "period", views.PeriodView, _period, (PERIOD, CURSOR)),
    Endpoint("/missing/{key}", "missing", views.MissingView, _missing, (KEY,)),
)
