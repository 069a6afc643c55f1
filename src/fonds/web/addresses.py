"""Where everything is: the one place that writes addresses.

>>> record("b1wfs30st"), paragraph("b1wfs30st", 12)
('/d/b1wfs30st', '/d/b1wfs30st#p12')
>>> search("air force", type=["telegram"])
'/search?q=air+force&type=telegram'
>>> collection("Papers of the Bridge/Letters")
'/collections/Papers%20of%20the%20Bridge/Letters'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote, urlencode

from django.http import QueryDict

HOME = "/"
ABOUT = "/about"
PEOPLE = "/people/"
PLACES = "/places/"
HOLDINGS = "/holdings/"
COLLECTIONS = "/collections/"
OAI = "/oai"
API = "/api/v1"
IIIF = "/iiif"
SITEMAP = "/sitemap.xml"
FOR_PROGRAMS = ("/api/", f"{IIIF}/")


def with_query(path: str, **values: object) -> str:
    """The path with those values that are neither ``None`` nor empty; a list gives its key again and again."""
    pairs = [
        (key, item)
        for key, value in values.items()
        for item in (value if isinstance(value, list | tuple) else (value,))
        if item is not None and item != ""
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def record(id: str, **values: object) -> str:
    """A document's page; ``values``: view, evidence, version."""
    return with_query(f"/d/{id}", **values) if values else f"/d/{id}"


def paragraph(id: str, n: int) -> str:
    """A paragraph of a document."""
    return f"/d/{id}#p{n}"


def download(id: str, suffix: str) -> str:
    """A document in another format, ``suffix`` with its dot."""
    return f"/d/{id}{suffix}"


def found(suffix: str, asked: QueryDict) -> str:
    """What a search finds as a file, for what the address of its page asks."""
    kept = [(key, value) for key, values in asked.lists() if key not in ("page", "size") for value in values]
    return f"/search{suffix}?{urlencode(kept)}" if kept else f"/search{suffix}"


def basket(ids: Sequence[str], suffix: str = "", style: str | None = None) -> str:
    """Documents that were gathered, or a file of them."""
    return with_query(f"/basket{suffix}", id=list(ids), style=style)


def linkset(id: str) -> str:
    """Where a document's page, files and formats point to, for programs."""
    return f"/d/{id}/linkset"


def manifest(id: str) -> str:
    """A document's page images for viewers."""
    return f"{IIIF}/{id}/manifest"


def image(id: str, page: int) -> str:
    """A page image, to be zoomed into."""
    return f"{IIIF}/image/{id}/{page}"


def image_collection(name: str | None = None, after: str | None = None) -> str:
    """All page images of a collection, or of all, for viewers."""
    path = f"{IIIF}/collection" if name is None else f"{IIIF}/collection/{quote(name)}"
    return with_query(path, after=after)


def cite(id: str) -> str:
    """How to cite a document."""
    return f"/d/{id}/cite"


def versions(id: str) -> str:
    """Every reading of a document."""
    return f"/d/{id}/versions"


def scan(id: str, page: int, dpi: int | None = None) -> str:
    """A page image; ``page`` counts from 1 through all scans of the document."""
    return with_query(f"/d/{id}/scan/{page}", dpi=dpi)


def file(id: str, n: int) -> str:
    """The n-th original or companion, from 1."""
    return f"/d/{id}/file/{n}"


def missing(key: str) -> str:
    """A communication known only from mentions."""
    return f"/missing/{key}"


def person(id: str) -> str:
    """A person or body."""
    return f"{PEOPLE}{id}"


def place(id: str) -> str:
    """A place."""
    return f"{PLACES}{id}"


@lru_cache(maxsize=4096)
def holding(path: tuple[str, ...]) -> str:
    """A step of the archival tree."""
    return HOLDINGS + "/".join(quote(step, safe="") for step in path)


def finding_aid(path: tuple[str, ...]) -> str:
    """A step of the archival tree as EAD3."""
    return f"{holding(path).rstrip('/')}.ead.xml"


def collection(name: str, page: int = 1) -> str:
    """A collection."""
    return with_query(COLLECTIONS + quote(name), page=page if page > 1 else None)


def period(edtf: str, page: int = 1) -> str:
    """A year, month or day."""
    return with_query(f"/dates/{edtf}", page=page if page > 1 else None)


@lru_cache(maxsize=4096)
def narrowed(facet: str, value: str) -> str:
    """Everything under one value of one facet."""
    return with_query("/search", **{facet: value})


def feed(suffix: str, query: str = "", filters: Mapping[str, Sequence[str]] | None = None) -> str:
    """A saved search as a feed; ``suffix`` is ``.atom`` or ``.json``."""
    return "/feed" + suffix + search(query, filters).removeprefix("/search")


def sitemap(kind: str, start: str = "") -> str:
    """A part of the sitemap: the pages of documents, people or places whose ids begin so."""
    return f"/sitemap/{kind}{'-' + start if start else ''}.xml"


def search(query: str = "", filters: Mapping[str, Sequence[str]] | None = None, **values: object) -> str:
    """Results of a query; ``filters`` and ``values`` as the results page takes them."""
    lists: dict[str, object] = {name: list(given) for name, given in (filters or {}).items()}
    return with_query("/search", q=query, **lists, **values)
