"""What the pages and ``fonds show`` show: a document with its surroundings, persons, places, holdings.

Ids and paths come from requests: anything that is not known gives NotFound, never a look at the disk.
"""

from __future__ import annotations

from datetime import date

from fonds.services import views
from fonds.services.archive import Archive


def record(archive: Archive, id: str, *, version: int | None = None) -> views.RecordView:
    """A document with everything its page shows; ``version`` counts from 1, the default is the current one."""
    raise NotImplementedError


def file(archive: Archive, id: str, sha256: str) -> views.FileContent:
    """The bytes of an original or companion that belongs to that document (any version of it)."""
    raise NotImplementedError


def missing(archive: Archive, key: str) -> views.MissingView:
    """Every document that mentions the same communication which is not here."""
    raise NotImplementedError


def person(archive: Archive, id: str) -> views.PersonView:
    """A person or body with names, offices, correspondents and documents."""
    raise NotImplementedError


def people(archive: Archive, *, initial: str | None = None, page: int = 1) -> views.NamePage:
    """Persons and bodies by family name, with counts of documents; 200 a page."""
    raise NotImplementedError


def place(archive: Archive, id: str) -> views.PlaceView:
    """A place with its forms and documents."""
    raise NotImplementedError


def places(archive: Archive, *, initial: str | None = None, page: int = 1) -> views.NamePage:
    """Places by name, with counts of documents; 200 a page."""
    raise NotImplementedError


def holdings(archive: Archive, path: tuple[str, ...] = ()) -> views.HoldingsView:
    """One step of repository -> fonds -> inventory -> file; ``()`` lists the repositories."""
    raise NotImplementedError


def collections(archive: Archive) -> tuple[views.CollectionSummary, ...]:
    """All collections, by name."""
    raise NotImplementedError


def collection(archive: Archive, name: str, *, page: int = 1) -> views.CollectionView:
    """One page (50) of a collection's documents in order of time."""
    raise NotImplementedError


def period(archive: Archive, period: str, *, page: int = 1) -> views.PeriodView:
    """What was written in a year, month or day ("1950", "1950-05", "1950-05-13"); 100 a page."""
    raise NotImplementedError


def home(archive: Archive, today: date) -> views.HomeView:
    """What is here; ``today`` picks "on this day"."""
    raise NotImplementedError
