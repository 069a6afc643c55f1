"""What the services answer with: frozen values, ready to be printed or laid out on a page.

No view reads the database or the clock after it was made. Dates are EDTF strings (``None`` where the
document has none); wording them is the skin's business. Addresses are not made here either: a link is
an id, a name or a holdings path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fonds.model import Document, Message, Reference, Source
from fonds.services.faults import FileProblem

# --- links -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A document in a list. ``date`` is EDTF, ``earliest`` the ISO day it is sorted by."""

    id: str
    title: str
    type: str
    date: str | None = None
    earliest: str | None = None


@dataclass(frozen=True, slots=True)
class PersonLink:
    """A person or body; ``kind`` is ``person``, ``body`` or ``None`` (not known)."""

    id: str
    name: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place under today's usual English name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class HoldingLink:
    """One step of the archival tree. ``path`` is what ``showing.holdings`` takes, each part one
    address segment of lower-case letters, digits, hyphens and tildes; ``label`` is as archivists write it
    ("f. 45"); ``level`` names the step (one of ``fonds.values.archival.LEVELS``)."""

    path: tuple[str, ...]
    label: str
    level: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """A value and in how many documents it stands."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class YearCount:
    """Documents of one year; years without any between the first and the last are given with 0."""

    year: int
    count: int


# --- one document ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadingParagraph:
    """A paragraph of the document's own words.

    ``n`` counts from 1 and is the anchor (``#p7``). ``text`` is ``reading[start:end]``, line breaks
    kept; ``kind`` is ``paragraph``, ``head`` or ``close``. ``message`` is the innermost message it lies
    in (or whose head it belongs to), ``turn`` the index in ``document.turns`` it lies in.
    """

    n: int
    start: int
    end: int
    kind: str
    text: str
    message: str | None = None
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class VersionView:
    """One reading of one original. ``sha256`` names the original; numbers count from 1."""

    number: int
    sha256: str
    name: str
    added: datetime
    reader_version: str
    current: bool


@dataclass(frozen=True, slots=True)
class FileView:
    """An original or companion that can be downloaded (``showing.file``) and, if ``pages`` is not
    ``None``, looked at page by page (``scans.page_image``). ``role`` is ``original``, ``scan`` or
    ``text``; ``size`` counts bytes; ``name`` is the last part of the source name, fit for a download."""

    sha256: str
    name: str
    media_type: str
    role: str
    size: int
    language: str | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document is related: ``kind`` is one of ``fonds.linking.related.KINDS``; ``words`` says it in
    a phrase that can stand alone ("same file: APRF, f. 45, op. 1, d. 343")."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Related:
    """A related document and every reason for it, the strongest first."""

    record: RecordLink
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of another communication and where it leads.

    ``n`` is its index in ``document.references``. ``state`` is ``resolved``, ``missing``,
    ``ambiguous`` or ``unresolved``. Resolved: ``message`` is a message of the same document or
    ``record`` another document; ``answers`` tells that it looks back along the same line of
    correspondence. Missing: ``missing_key`` leads to ``showing.missing`` and ``others``
    counts the other documents that mention it too. Ambiguous: ``candidates``.
    """

    n: int
    reference: Reference
    state: str
    message: str | None = None
    record: RecordLink | None = None
    answers: bool = False
    candidates: tuple[RecordLink, ...] = ()
    missing_key: str | None = None
    others: int = 0


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source and the steps of the archival tree that lead to its file; none for a published one."""

    source: Source
    holdings: tuple[HoldingLink, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageNode:
    """A message and those it encloses, in reading order; ``depth`` counts from 0."""

    message: Message
    depth: int
    children: tuple[MessageNode, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordView:
    """Everything the page of one document shows.

    ``reading`` is the whole reading text that all spans count in; ``paragraphs`` the document's own
    words in it. ``messages`` is the tree of ``document.messages``. ``people`` and ``places`` lead from
    a ``Who.name`` or ``Where.name`` as it stands in the document to the person or place meant.
    ``previous`` and ``next`` are neighbours in time. ``version`` is the one shown. ``withdrawn`` is set
    where the document was taken back; its text is then not to be shown; ``reason`` says why, ``merged_into``
    is the document that stands for it. ``changed`` is when it was last added, changed or withdrawn.
    """

    id: str
    document: Document
    reading: str
    paragraphs: tuple[ReadingParagraph, ...]
    messages: tuple[MessageNode, ...]
    mentions: tuple[Mention, ...]
    sources: tuple[SourceView, ...]
    related: tuple[Related, ...]
    files: tuple[FileView, ...]
    versions: tuple[VersionView, ...]
    version: VersionView
    people: Mapping[str, PersonLink]
    places: Mapping[str, PlaceLink]
    previous: RecordLink | None
    next: RecordLink | None
    added: datetime
    withdrawn: datetime | None = None
    reason: str | None = None
    merged_into: str | None = None
    changed: datetime | None = None

    @property
    def link(self) -> RecordLink:
        """This document as others link to it."""
        when = self.document.date
        return RecordLink(
            self.id,
            self.document.title,
            self.document.type,
            when.edtf if when else None,
            when.earliest if when else None,
        )


@dataclass(frozen=True, slots=True)
class FileContent:
    """The bytes of an original, exactly as received."""

    data: bytes
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class PageImage:
    """A rendered page. ``sha256`` is the file's, ``page`` counts from 1; fit for an ETag with ``dpi``."""

    data: bytes
    media_type: str
    sha256: str
    page: int
    dpi: int


@dataclass(frozen=True, slots=True)
class MissingView:
    """A communication known only from mentions: who, when, number as far as they say, and by whom mentioned."""

    key: str
    as_written: tuple[str, ...]
    kind: str | None
    from_: tuple[PersonLink, ...]
    to: tuple[PersonLink, ...]
    date: str | None
    number: str | None
    records: tuple[RecordLink, ...]


# --- finding ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the document with the found words: ``marks`` are (start, end) pairs in ``text``;
    ``start`` is where it begins in ``document.text`` (-1 where it is not from the text)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    start: int = -1


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit. ``from_``, ``to``: names as shown; ``archive`` the first repository; ``places`` of origin.
    ``is_scanned``: its words can be marked on page images."""

    record: RecordLink
    passages: tuple[Passage, ...] = ()
    from_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    place: str | None = None
    archive: str | None = None
    collection: str | None = None
    classification: str | None = None
    is_scanned: bool = False


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value to narrow by: ``value`` goes into the filter, ``label`` is shown."""

    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """``name`` is the filter's name: type, year, classification, language, person, place, archive, collection."""

    name: str
    title: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class AlsoSearched:
    """Other names that were searched with a name of the query ("Filippov" -> Stalin, Сталин)."""

    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion or a wider query: ``text`` is shown, ``query`` goes into the search box; where
    ``person``, ``place`` or ``record`` is an id, it leads straight there."""

    text: str
    query: str
    kind: str
    count: int | None = None
    person: str | None = None
    place: str | None = None
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits.

    ``understood`` says in words what was searched; ``notes`` what of the query could not be used.
    ``page`` counts from 1; ``pages`` is the last one that can be shown. ``filters`` are those in force,
    name -> values. ``sort`` is ``relevance``, ``date``, ``-date`` or ``-added``. ``wider`` holds nearest
    spellings and wider queries where nothing or little was found.
    """

    query: str
    understood: str
    notes: tuple[str, ...]
    also: tuple[AlsoSearched, ...]
    filters: Mapping[str, tuple[str, ...]]
    sort: str
    total: int
    page: int
    pages: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    years: tuple[YearCount, ...]
    wider: tuple[Suggestion, ...] = ()


# --- browsing --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NameForm:
    """A form of a name; ``kind`` is ``name`` (the usual one), ``written`` (as documents write it) or
    ``alias`` (a pseudonym some document explains). ``records``: up to five documents where it stands;
    ``count``: in how many; ``first`` and ``last``: EDTF dates of the earliest and latest of them."""

    form: str
    kind: str
    count: int
    records: tuple[RecordLink, ...] = ()
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office in which documents name the person."""

    role: str
    count: int
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Correspondent:
    """With whom: ``sent`` counts messages to that person, ``received`` messages from that person."""

    person: PersonLink
    sent: int
    received: int


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person or body with the documents, split by the part taken, each list in order of time and not
    longer than ``showing.LONGEST``. ``totals`` counts each list in full, by the field's name."""

    id: str
    name: str
    kind: str | None
    forms: tuple[NameForm, ...]
    offices: tuple[Office, ...]
    correspondents: tuple[Correspondent, ...]
    written: tuple[RecordLink, ...]
    received: tuple[RecordLink, ...]
    copied: tuple[RecordLink, ...]
    taking_part: tuple[RecordLink, ...]
    mentioned: tuple[RecordLink, ...]
    years: tuple[YearCount, ...]
    totals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place: its forms, the documents written there and those that otherwise name it; lists and
    ``totals`` as with persons."""

    id: str
    name: str
    forms: tuple[NameForm, ...]
    written: tuple[RecordLink, ...]
    mentioned: tuple[RecordLink, ...]
    years: tuple[YearCount, ...]
    totals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class NamePage:
    """One page of a list of people or places; ``initials`` are those that lead anywhere."""

    initial: str | None
    initials: tuple[Count, ...]
    people: tuple[tuple[PersonLink, int], ...]
    places: tuple[tuple[PlaceLink, int], ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """A document within a file: ``leaves`` as written; ``gap_before`` says leaves between this and the
    one before are not here ("ll. 76-89")."""

    record: RecordLink
    leaves: str | None
    gap_before: str | None = None


@dataclass(frozen=True, slots=True)
class HoldingsView:
    """One step of the archival tree: the way to it, the steps below with counts, and, at a file, its
    documents in order of their leaves."""

    path: tuple[HoldingLink, ...]
    children: tuple[HoldingLink, ...]
    leaves: tuple[Leaf, ...]
    count: int


@dataclass(frozen=True, slots=True)
class CollectionSummary:
    """A collection and the EDTF dates it spans."""

    name: str
    count: int
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class CollectionView:
    """One page of a collection, in order of time."""

    summary: CollectionSummary
    years: tuple[YearCount, ...]
    types: tuple[Count, ...]
    records: tuple[RecordLink, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class PeriodView:
    """What was written in a year (``1950``), a month (``1950-05``) or on a day (``1950-05-13``), in
    order of time; a year also counts its months (``months``: twelve numbers)."""

    period: str
    records: tuple[RecordLink, ...]
    months: tuple[int, ...]
    previous: str | None
    next: str | None
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Addition:
    """A document lately added."""

    record: RecordLink
    added: datetime


@dataclass(frozen=True, slots=True)
class HomeView:
    """What is here. ``description`` is the two sentences of ``archive.toml``; ``day`` is the day that
    ``on_this_day`` was made for."""

    title: str
    description: str
    total: int
    people: int
    places: int
    undated: int
    years: tuple[YearCount, ...]
    collections: tuple[CollectionSummary, ...]
    types: tuple[Count, ...]
    latest: tuple[Addition, ...]
    day: date
    on_this_day: tuple[RecordLink, ...]


# --- keeping ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ``add`` is: documents' files done of those found so far; ``seconds`` since it began."""

    done: int
    total: int
    seconds: float


@dataclass(frozen=True, slots=True)
class KnownForm:
    """A file, or document of a file, that is another form of the document ``id``."""

    name: str
    id: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """What an ``add`` did. ``failed`` files were not kept (each has a line in ``failures``, among what else there
    is to say of files: of severity ``warning`` and ``info``);
    ``problems`` counts the documents of this batch by problem code, failures included. ``forms`` were not
    kept because the archive has the same documents in another form."""

    added: int
    unchanged: int
    changed: int
    failed: int
    problems: Mapping[str, int]
    failures: tuple[FileProblem, ...]
    seconds: float
    forms: tuple[KnownForm, ...] = ()


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """``records`` re-projected and indexed; ``reread`` of them gave another document under the
    present reader and have a new version."""

    records: int
    reread: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Finding:
    """Something ``check`` found wrong: ``what`` is ``original``, ``database``, ``index`` or
    ``projection``; ``message`` says what, where and what next."""

    what: str
    message: str


@dataclass(frozen=True, slots=True)
class MoveReport:
    """What moving has moved: (table, rows, digest of all of them) of each table; ``kind`` says where to."""

    kind: str
    tables: tuple[tuple[str, int, str], ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Sound when ``findings`` is empty. ``behind`` counts changes that links and index have yet to follow,
    as after a writer was killed: no fault, the next writer does it."""

    originals: int
    records: int
    indexed: int
    behind: int
    findings: tuple[Finding, ...]
    seconds: float

    @property
    def sound(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.findings
