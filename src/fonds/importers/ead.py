"""Finding aids in EAD 2002 and EAD3: the frame of an archive's fonds.

The fonds and each component (``c``, ``c01`` to ``c12``) become a document of type *other* without words of its own:
its title, dates, scope as summary, extent and language, and where it lies, part by part: keeper, fonds, series,
container. So the archival tree shows what the finding aid describes, beside the papers that are here, and every
description is found by the search.

Dates are taken from ``@normal`` (2002) or ``unitdatestructured`` (3), with their wording. A component goes by its
``@id``, else by its place ("2.1.3"). Limits: index entries, authority files and the finding aid's own history are
not kept; a digital object's address is kept, not fetched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import quoteattr

from fonds.importers.importer import MAX_BYTES, Member, drafts_of, unpacked
from fonds.model import Draft, Finding, Original, Problem, Source, When
from fonds.model.problems import problem
from fonds.values import dates, edtf, iso_dates, languages

if TYPE_CHECKING:
    from fonds.importers.xml import Element

STATED = 1.0
COMPONENTS = ("c", *(f"c{n:02}" for n in range(1, 13)))
SCOPES = ("scopecontent", "abstract", "bioghist")
"""What says most of what is in it, best first."""
CONTAINERS = {
    "box": "box",
    "folder": "folder",
    "volume": "volume",
    "file": "file",
    "item": "item",
    "reel": "item",
}
"""Type of a container -> part of a shelf mark; any other is a part of the series."""
_ROOT = re.compile(rb"<(?:\w+:)?ead[\s>]")
_WRAP = "<fonds-component repository={keeper} fonds={fonds} title={title} language={language}>{above}"
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)?")


class Ead:
    """See the module."""

    name = "ead"
    title = "Finding aids: EAD 2002 and EAD3"
    media_types = ("application/ead+xml",)
    suffixes = (".xml", ".xml.gz")
    max_bytes = MAX_BYTES

    def sniff(self, head: bytes, name: str) -> float:
        """Sure of EAD's root among the first bytes."""
        return 0.95 if _ROOT.search(head) or head.startswith(b"<fonds-component ") else 0.0

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        """A draft of the component, or of each of a finding aid."""
        from fonds.importers import xml

        try:
            if data.startswith(b"<fonds-component "):
                yield _draft(xml.parse(data), original)
                return
        except xml.IllFormed as error:
            yield Draft("", original, problems=(error.problem(),))
            return
        members = list(self.members(io.BytesIO(data), original.name)) or [problem("no-words")]
        yield from drafts_of(members, lambda member: _draft(xml.parse(member), original), original)

    def members(self, file: BinaryIO, name: str) -> Iterator[Member | Problem]:
        """The fonds and its components, those below before those above."""
        from fonds.importers import xml

        try:
            yield from _components(unpacked(file))
        except xml.IllFormed as error:
            yield error.problem()


# Cutting


def _components(file: BinaryIO) -> Iterator[Member]:
    from fonds.importers import xml

    ended: dict[Element, int] = {}  # components below each element that is still open
    for element in xml.ends(file, *(f"{{*}}{name}" for name in (*COMPONENTS, "archdesc"))):
        parent = element.getparent()
        if parent is None:
            continue
        number = ended.get(parent, 0) + 1
        if xml.local(element) == "archdesc":
            key, where = "fonds", {}
        else:
            key, where = _place(element, ended), {"line": element.sourceline}
        steps = list(_above(element))
        top = steps[0] if steps else element
        title = _words(_did(top, "unittitle"))
        yield Member(key, _member(element, steps), Ead.name, None, title or None, where)
        ended.pop(element, None)
        ended[parent] = number
        xml.drop(element)


def _place(element: Element, ended: dict[Element, int]) -> str:
    """Its id, else the numbers of its ancestors and its own."""
    from fonds.importers import xml

    if id := element.get("id"):
        return id
    numbers: list[str] = []
    at: Element | None = element
    while at is not None and xml.local(at) in COMPONENTS and (parent := at.getparent()) is not None:
        numbers.append(str(ended.get(parent, 0) + 1))
        at = parent
    return ".".join(reversed(numbers))


def _above(element: Element) -> Iterator[Element]:
    """What it is a part of, from the fonds down."""
    from fonds.importers import xml

    for above in reversed(list(element.iterancestors())):
        if xml.local(above) in COMPONENTS or xml.local(above) == "archdesc":
            yield above


def _member(element: Element, steps: list[Element]) -> bytes:
    """A component with what its ancestors say: keeper, fonds, series."""
    from fonds.importers import xml

    top = steps[0] if steps else element
    tongue = next((e.get("langcode") or "" for e in _each(_did(top, "langmaterial"), "language")), "")
    head = _WRAP.format(
        keeper=quoteattr(
            next((w for step in (element, *steps) if (w := _words(_did(step, "repository")))), "")
        ),
        fonds=quoteattr(_words(_did(top, "unitid"))),
        title=quoteattr(_words(_did(top, "unittitle"))),
        language=quoteattr(tongue),
        above="".join(
            f"<above id={quoteattr(_words(_did(s, 'unitid')))} title={quoteattr(_words(_did(s, 'unittitle')))}/>"
            for s in steps[1:]
        ),
    )
    return head.encode() + xml.written(element) + b"</fonds-component>"


# Reading


def _draft(wrapped: Element, original: Original) -> Draft:
    """The draft of a component as it was cut out."""
    from fonds.importers import xml
    from fonds.importers.tei_page import Page

    if not len(wrapped):
        return Draft("", original, problems=(problem("no-words"),))
    element, page = wrapped[-1], Page()
    findings = [Finding("type", "other", -1, -1, "ead/component", 0.9)]
    dated = _did(element, "unitdate", "unitdatestructured", "unitdateset")
    title = _words(_did(element, "unittitle")) or _words(dated) or _words(_did(element, "unitid"))
    if title:
        span = page.write("title", title)
        findings.append(Finding("title", title, *span, "ead/unittitle", STATED))
    if dated is not None and (wording := _words(dated)):
        span = page.write("value", wording, "date")
        if when := _when(dated, wording):
            findings.append(Finding("date", when, *span, "ead/unitdate", STATED))
    scope = next(
        (e for name in SCOPES for e in (_child(element, name), _did(element, name)) if e is not None), None
    )
    for paragraph in [] if scope is None else [p for p in scope if xml.local(p) != "head"] or [scope]:
        if words := _words(paragraph):
            page.write("summary", words)
    for name in ("physdesc", "physdescstructured", "physloc"):
        if words := _words(_did(element, name)):
            page.write("value", words, name)
    source = _source(wrapped, element)
    if source is not None:
        findings.append(
            Finding(
                "sources", source, *page.write("value", source.as_written, "shelf mark"), "ead/did", STATED
            )
        )
    own = [e.get("langcode") or "" for e in _each(_did(element, "langmaterial"), "language")]
    for code in dict.fromkeys(own or [wrapped.get("language") or ""]):
        if tongue := languages.tag(code) or (code if re.fullmatch("[a-z]{2,3}", code) else None):
            findings.append(Finding("original_languages", tongue, -1, -1, "ead/language", STATED))
    for object_ in (e for e in element.iter() if xml.local(e) == "dao"):
        address = object_.get("href") or object_.get("{http://www.w3.org/1999/xlink}href")
        if address:
            findings.append(Finding("addresses", address, -1, -1, "ead/dao", STATED))
    fault = problem("entry-only" if page.reading.strip() else "no-words")
    return Draft(page.reading, original, tuple(page.blocks), tuple(findings), problems=(fault,))


def _source(wrapped: Element, element: Element) -> Source | None:
    """Where the component lies; None where nobody is said to keep it."""
    from fonds.importers import xml

    keeper = wrapped.get("repository") or ""
    fonds = wrapped.get("fonds") or wrapped.get("title") or ""
    series = [step.get("title") or step.get("id") or "" for step in wrapped if xml.local(step) == "above"]
    is_series = element.get("level") in ("series", "subseries", "subfonds", "subgrp", "recordgrp", "class")
    if is_series:
        series.append(_words(_did(element, "unittitle")) or _words(_did(element, "unitid")))
    parts: dict[str, str] = {}
    said = []
    for container in _each(_child(element, "did"), "container"):
        kind, words = (container.get("type") or container.get("localtype") or "").lower(), _words(container)
        if words:
            said.append(f"{kind} {words}".strip())
            parts.setdefault(CONTAINERS.get(kind, ""), words)
    parts.pop("", None)
    mark = _words(_did(element, "unitid"))
    if mark and not is_series and xml.local(element) != "archdesc":
        parts.setdefault("file", mark)
    written = ", ".join(
        filter(None, (keeper, fonds, *series, *said, parts.get("file") if not said else None))
    )
    if not keeper:
        return None
    source = Source(
        written,
        "archival",
        repository=keeper,
        fond=fonds or None,
        series=", ".join(filter(None, series)) or None,
    )
    change: dict[str, Any] = dict(parts)
    return replace(source, **change)


def _when(dated: Element, wording: str) -> When | None:
    """The dates of a component, which may be many years."""
    from fonds.importers import xml

    bounds: list[str] = []
    for part in dated.iter():
        given = part.get("normal") or part.get("standarddate")
        if given and xml.local(part) in ("unitdate", "datesingle", "fromdate", "todate"):
            bounds += given.split("/")
    days = [found[0] for bound in bounds if (found := iso_dates.parse(_COMPACT.sub(_dashed, bound)))]
    if not days:
        return dates.parse(wording) if re.search(r"\d{4}", wording) else None
    value = days[0] if days[0] == days[-1] else f"{min(days)}/{max(days)}"
    return When(value, wording, *edtf.bounds(value)) if edtf.is_valid(value) else None


def _dashed(match: re.Match[str]) -> str:
    return "-".join(filter(None, match.groups()))


def _child(element: Element | None, *names: str) -> Element | None:
    from fonds.importers import xml

    return None if element is None else next((e for e in element if xml.local(e) in names), None)


def _did(element: Element, *names: str) -> Element | None:
    """The first of these in the descriptive identification; a date may stand in the title (2002)."""
    did = _child(element, "did")
    found = _child(did, *names)
    return (
        found
        if found is not None or did is None or names[0] != "unitdate"
        else _child(_child(did, "unittitle"), *names)
    )


def _each(element: Element | None, name: str) -> Iterator[Element]:
    from fonds.importers import xml

    return iter(()) if element is None else (e for e in element.iter() if xml.local(e) == name)


def _words(element: Element | None) -> str:
    return "" if element is None else " ".join(" ".join(map(str, element.itertext())).split())
