"""A paper of an edition: the words for the reader, and apart from them the truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Truth:
    """What the edition's mark-up says of a paper; ``None`` and an empty tuple: it says nothing, and nothing is scored.

    ``date`` is EDTF without a time of day: a day, month, year or interval. ``time`` is ``HH:MM``. ``place`` is
    the place of writing as printed; ``from_`` and ``to`` are names as the editors tagged them; ``type`` is one
    of ``fonds.model.document.TYPES``; ``mark`` a classification mark as printed, in lower case; ``participants``
    are the persons of a list of those present, by name as tagged, else by the words before the first comma.
    """

    date: str | None = None
    time: str | None = None
    place: str | None = None
    from_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    type: str | None = None
    mark: str | None = None
    number: str | None = None
    tags: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as the reader gets it: bytes under a name, as if it were a file; its truth is not among them."""

    name: str
    data: bytes
    truth: Truth


@dataclass(frozen=True, slots=True)
class Pointer:
    """Another paper is mentioned just before ``at``, an offset in code points; ``target`` is its name, or
    ``None`` where the edition says that it is not printed: known to exist, and known to be missing here."""

    at: int
    target: str | None


@dataclass(frozen=True, slots=True)
class Pointed:
    """A paper without whatever explains its mentions, and where these stand."""

    name: str
    data: bytes
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paper of an edition that is made when it is asked for, so that a sample costs no more than its papers.

    ``pointed`` is ``None`` for an edition that explains no mentions.
    """

    volume: str
    paper: Callable[[], Paper]
    pointed: Callable[[], Pointed] | None = None
