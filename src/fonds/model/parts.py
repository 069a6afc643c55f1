"""The parts of a document: who, when, where, marks, messages, turns, references, sources.

Shapes follow the contract (``document.schema.json``). A name that Python reserves ends in an
underscore here (``from_``) and loses it in JSON. Offsets count Unicode code points of the reading
text, from 0, end exclusive; -1 means that the part was stated elsewhere and has no place in the text.
An empty tuple and ``None`` both mean "not there": values are never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class When:
    """A date or a moment: the normal form (EDTF, ISO 8601-2), the wording, and what was assumed.

    ``edtf`` is a day, month, year, interval, uncertain or approximate date, or a local date-time to
    the minute (``1952-07-18T12:15``). ``earliest`` and ``latest`` are ISO days, both included.
    ``timezone`` is an IANA name or an offset. ``assumed`` tells which reading was taken and why,
    where more than one is possible.
    """

    edtf: str
    as_written: str
    earliest: str | None = None
    latest: str | None = None
    timezone: str | None = None
    assumed: str | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """A person or body: the one meant, as written, and in which office.

    ``name`` has pseudonyms and editors' brackets resolved: ``Stalin`` for "Filippov [Stalin]".
    ``kind`` is ``person``, ``body`` or ``None``; ``copies`` the number on a distribution list.
    """

    name: str
    as_written: str | None = None
    role: str | None = None
    kind: str | None = None
    authority: str | None = None
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A place: today's usual English name (``Beijing``) and the wording (``PEKING``)."""

    name: str
    as_written: str | None = None
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A classification mark; ``level`` is one of ``fonds.values.marks.LEVELS``."""

    as_written: str
    level: str


@dataclass(frozen=True, slots=True)
class CopyNumber:
    """ "Copy 19 of 50"."""

    copy: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One communication: the document itself or one that it forwards.

    ``id`` is unique in its document (``m1`` is the outermost), ``parent`` the message that encloses
    it, ``in_reply_to`` the one it answers. ``start`` and ``end`` bound its own words, head and
    signature left out; inner messages lie within their parent.
    """

    id: str
    kind: str
    from_: tuple[Who, ...] = ()
    to: tuple[Who, ...] = ()
    copies_to: tuple[Who, ...] = ()
    through: tuple[Who, ...] = ()
    parent: str | None = None
    in_reply_to: str | None = None
    sent: When | None = None
    received: When | None = None
    origin: Where | None = None
    destination: Where | None = None
    number: str | None = None
    series: str | None = None
    precedence: str | None = None
    subject: str | None = None
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in a conversation, until the next one speaks."""

    speaker: Who
    text: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another communication, meeting or text.

    ``message`` is the message in which it stands. ``resolves_to`` is the id of a message of the
    same document (``m2``) or of another document; ``state`` is ``resolved``, ``missing`` (known to
    exist, not here), ``ambiguous`` (see ``candidates``) or ``unresolved``. ``address`` is where mark-up says
    that it leads: ``#key`` of another document of the same file, ``file#key`` of one beside it, or an address.
    """

    as_written: str
    start: int
    end: int
    message: str | None = None
    kind: str | None = None
    from_: tuple[Who, ...] = ()
    to: tuple[Who, ...] = ()
    date: When | None = None
    number: str | None = None
    resolves_to: str | None = None
    state: str = "unresolved"
    candidates: tuple[str, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the document is kept (``archival``) or printed (``published``), part by part, as written."""

    as_written: str
    kind: str
    role: str | None = None
    repository: str | None = None
    fond: str | None = None
    opis: str | None = None
    delo: str | None = None
    papka: str | None = None
    listy: str | None = None
    series: str | None = None
    box: str | None = None
    folder: str | None = None
    file: str | None = None
    item: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    title: str | None = None
    translated_title: str | None = None
    volume: str | None = None
    part: str | None = None
    place: str | None = None
    publisher: str | None = None
    year: str | None = None
    pages: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """Who worked on the paper; ``role`` is translator, editor, contributor, transcriber or author."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name that this document itself explains: Filippov = Stalin."""

    alias: str
    name: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Note:
    """A note; ``marker`` as it stands in the text, ``kind`` is ``footnote`` or ``editorial``."""

    text: str
    marker: str | None = None
    kind: str = "footnote"
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Original:
    """The file that was received; ``name`` as it was called there, slashes kept."""

    name: str
    sha256: str
    media_type: str
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A companion of the original; ``role`` is ``scan``, ``text``, or ``page``: a further page image of the paper."""

    name: str
    sha256: str
    media_type: str
    role: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A span of the reading text that belongs to the document's own words.

    ``kind`` is ``paragraph``, ``head`` (telegram head, title, dateline, stamp) or ``close``
    (greeting, signature, date at the foot).
    """

    start: int
    end: int
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class ParallelText:
    """The same document in another language; ``role`` is ``original`` or ``translation``."""

    language: str
    text: str
    role: str = "original"
    label: str | None = None
