"""TEI: editions with many documents in a file, single documents, and lists of letters without words (CMIF).

What ``fonds export`` wrote is taken back whole (``fonds.importers.tei_own``).

A file is cut where it says that a document begins, whichever comes first of these:

- a division of type ``document`` with an ``xml:id``, as in *Foreign Relations of the United States*, encodings of
  2016 and of today; one within another is a paper of its own. The title of the volume is the collection;
- a ``TEI`` in a ``teiCorpus``;
- a ``correspDesc`` where the header has several and the body no words, or there is no body: the Correspondence
  Metadata Interchange Format. Such a document has parties, date, place and the printed edition, but no words.

Any other file is one document. Facts that the mark-up states are taken over (dates, parties, places, persons,
languages, keywords, licence, shelf marks); the words are read like those of any paper besides.

Limits: terms of a glossary are not kept; pictures of pages that the file names are not fetched, nor is
what it includes from other files.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from fonds.importers.importer import MAX_BYTES, Member, drafts_of, unpacked
from fonds.model import Draft, Finding, Original, ParallelText, Problem
from fonds.model.problems import problem

if TYPE_CHECKING:
    from fonds.importers.tei_page import Page
    from fonds.importers.xml import Element

NAMESPACE = b"http://www.tei-c.org/ns/1.0"
LONGEST_TITLE = 400
"""Characters of a heading; what is longer is a first paragraph."""


class Tei:
    """See the module."""

    name = "tei"
    title = "TEI: editions, letters, lists of letters (CMIF)"
    media_types = ("application/tei+xml",)
    suffixes = (".xml", ".xml.gz")
    max_bytes = MAX_BYTES

    def sniff(self, head: bytes, name: str) -> float:
        """Sure of TEI's namespace or root in the first bytes."""
        if NAMESPACE in head or b"<teiCorpus" in head:
            return 1.0
        return 0.9 if b"<TEI>" in head or b"<TEI " in head else 0.0

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        """One draft, or one for each document of the file."""
        from fonds.importers import tei, tei_own, xml

        try:
            root = xml.parse(data)
        except xml.IllFormed as error:
            yield Draft("", original, problems=(error.problem(),))
            return
        divisions = [div for div in tei.every(root, "div") if _is_document(div)]
        several = len(divisions) > 1 or (not divisions and _is_list(root))
        if tei.tag(root) == "teiCorpus" or (several and not tei_own.is_own(root)):
            members = self.members(io.BytesIO(data), original.name)
            yield from drafts_of(members, lambda member: _whole(xml.parse(member), original), original)
        else:
            yield _whole(root, original)

    def members(self, file: BinaryIO, name: str) -> Iterator[Member | Problem]:
        """The documents of a file; the file itself where it is one."""
        from fonds.importers import xml

        stream = unpacked(file)
        try:
            for member in _members(stream):
                if not member.key and stream is not file:  # packed, it is no file that a reader takes
                    file.seek(0)
                    yield Member("document", unpacked(file).read(MAX_BYTES + 1), self.name)
                else:
                    yield member
        except xml.IllFormed as error:
            yield error.problem()


def _is_document(division: Element) -> bool:
    return (
        division.get("type") == "document"
        and division.get("{http://www.w3.org/XML/1998/namespace}id") is not None
    )


def _is_list(root: Element) -> bool:
    """Whether a file holds descriptions of letters and no words; a single one that says where it is printed is a list."""
    from fonds.importers import tei

    described = list(tei.every(root, "correspDesc"))
    listed = len(described) > 1 or any(letter.get("ref") or letter.get("source") for letter in described)
    return listed and not any(tei.words(text) for text in tei.every(root, "text"))


# Cutting


def _members(file: BinaryIO) -> Iterator[Member]:
    from fonds.importers import tei, tei_facts, tei_own, xml

    names = ("teiHeader", "item", "person", "div", "TEI")
    found, header, collection, head, n = 0, None, "", "", 0
    register: dict[str, str] = {}
    root: Element | None = None
    for root in xml.ends(file, *(f"{{{tei.NAMESPACE}}}{name}" for name in names)):
        name = tei.tag(root)
        if name == "teiHeader":
            header = root
            collection = tei_facts.collection_of(header)
            head = _head(collection, header.getparent())
        elif name in ("item", "person"):
            register |= _registered(root)
        elif name == "div" and _is_document(root):
            key = root.get(tei.XML_ID) or ""
            head = head or _head("", root.getroottree().getroot())
            data = _division(head, register, root)
            yield Member(key, data, Tei.name, None, collection or None, {"document": key})
            xml.drop(root)
            found += 1
        elif name == "TEI" and root.getparent() is not None and not found:
            n += 1
            if tei_own.is_own(root):
                key, kept = tei_own.key_of(root) or str(n), tei_own.collection_of(root)
                yield Member(
                    key,
                    xml.written(root),
                    Tei.name,
                    None,
                    kept,
                    states_collection=True,
                    where={"document": key},
                )
                xml.drop(root)
                continue
            key = root.get(tei.XML_ID) or str(n)
            yield Member(key, xml.written(root), Tei.name, None, collection or None, {"document": key})
            xml.drop(root)
    if found or n or root is None:
        return
    is_list = header is not None and not tei_own.is_own(root) and _is_list(root)
    letters = list(tei.every(header, "correspDesc")) if header is not None and is_list else []
    if letters and header is not None:
        yield from _letters(header, letters, collection)
    else:
        yield Member("", b"")


def _registered(entry: Element) -> dict[str, str]:
    """The id and full name of a person in a list of persons; nothing for any other item."""
    from fonds.importers import tei, tei_facts

    name = next(tei.every(entry, "persName"), None)
    id = entry.get(tei.XML_ID) if tei.tag(entry) == "person" else name is not None and name.get(tei.XML_ID)
    return {id: tei_facts.full_name(name).rstrip(",; ")} if id and name is not None else {}


_HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"{id}><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>'
    "{source}</fileDesc>{profile}</teiHeader>"
)


def _head(title: str, edition: Element | None) -> str:
    """The beginning of a document that was cut out: of what edition it is."""
    from fonds.importers import tei, tei_facts

    given = {"xml:id": tei.XML_ID, "xml:base": tei_facts.XML_BASE}
    values = ((name, edition.get(key)) for name, key in given.items() if edition is not None)
    ids = "".join(f" {name}={quoteattr(value)}" for name, value in values if value)
    return _HEAD.format(id=ids, title=escape(title), source="", profile="")


_POINTS = re.compile(rb"""(?:corresp|ref|key)=["']#([^"']+)["']""")


def _division(head: str, register: dict[str, str], division: Element) -> bytes:
    """A document by itself, with those entries of the register that it points to."""
    from fonds.importers import xml

    data = xml.written(division)
    ids = dict.fromkeys(id.decode("utf-8", "replace") for id in _POINTS.findall(data)) if register else ()
    people = "".join(
        f"<person xml:id={quoteattr(id)}><persName>{escape(register[id])}</persName></person>"
        for id in ids
        if id in register
    )
    listed = f"<standOff><listPerson>{people}</listPerson></standOff>" if people else ""
    return b"".join((f"{head}{listed}<text><body>".encode(), data, b"</body></text></TEI>"))


def _letters(header: Element, letters: list[Element], collection: str) -> Iterator[Member]:
    """Each letter of a list, by its address or number, else by day and parties."""
    from fonds.importers import tei, tei_facts, xml

    printed = {b.get(tei.XML_ID): xml.written(b).decode() for b in tei.every(header, "bibl", "biblStruct")}
    used: Counter[str] = Counter()
    for n, letter in enumerate(letters, 1):
        source, address = (letter.get("source") or "").lstrip("#"), letter.get("ref") or ""
        key = address or letter.get(tei.XML_ID) or tei_facts.key_of(letter)
        used[key] += 1
        bibl = f"<sourceDesc>{printed[source]}</sourceDesc>" if source in printed else ""
        profile = f"<profileDesc>{xml.written(letter).decode()}</profileDesc>"
        data = _HEAD.format(id="", title=escape(collection), source=bibl, profile=profile) + "</TEI>"
        yield Member(
            key if used[key] == 1 else f"{key} ({used[key]})",
            data.encode(),
            Tei.name,
            address if address.startswith("http") else None,
            collection or None,
            {"record": n},
        )


# Reading


def _whole(root: Element, original: Original) -> Draft:
    """The draft of one document, of ours or of an edition."""
    from fonds.importers import tei_own

    return tei_own.draft(root, original) if tei_own.is_own(root) else _draft(root, original)


def _draft(root: Element, original: Original) -> Draft:
    """The draft of one document."""
    from fonds.importers import tei, tei_facts
    from fonds.importers.tei_page import Page

    page, register, parallel = Page(), tei_facts.register_of(root), _translations(root)
    division = next((div for div in tei.every(root, "div") if _is_document(div)), None)
    findings: list[Finding] = []
    problems: list[Problem] = []
    if division is not None:
        _edited(page, division)
    else:
        _text(page, root)
    page.foot()
    if division is None:
        findings += tei_facts.described(root, register, page)
    reading = page.reading
    marks = page.marks(reading)
    if division is not None:
        head = next((b.end for b in page.blocks if b.kind == "title"), 0)
        findings += tei_facts.dated(division, marks, reading)
        findings += tei_facts.origin(marks, reading, register)
        findings += tei_facts.parties(marks, reading, register, head)
        notes = enumerate((b for b in page.blocks if b.kind == "note"), 1)
        spans = {n: (block.start, block.end) for n, block in notes}
        findings += tei_facts.pointers(marks, reading, spans, page.signs)
    findings += tei_facts.named(marks, reading, register)
    if not reading.strip():
        problems.append(problem("no-words"))
    elif not any(block.kind == "body" for block in page.blocks):
        problems.append(problem("entry-only"))
    return Draft(reading, original, tuple(page.blocks), tuple(findings), parallel, tuple(problems))


def _edited(page: Page, division: Element) -> None:
    """A document of an edition: source line, heading, text."""
    from fonds.importers import tei

    inline = {note for note in tei.every(division, "note") if note.get("rend") == "inline"}
    page.number_notes(note for note in tei.every(division, "note") if note not in inline)
    parts = list(division)
    for part in [part for part in parts if part in inline and part.get("type") == "source"]:
        page.write("source", tei.words(part))
        parts.remove(part)
    head = next((part for part in parts if tei.tag(part) == "head"), None)
    if head is not None:
        at = parts.index(head)
        page.division(parts[:at])
        page.heading(head)
        parts = parts[at + 1 :]
    page.division(parts)


def _text(page: Page, root: Element) -> None:
    """A single document: title, abstract, text."""
    from fonds.importers import tei, tei_facts

    text = tei.child(root, "text")
    if text is not None and (title := tei_facts.title_of(root)):
        page.write("title", title[:LONGEST_TITLE])
    header = tei.child(root, "teiHeader")
    for abstract in () if header is None else tei.every(header, "abstract"):
        if words := tei.words(abstract)[: tei_facts.LONGEST]:
            page.write("summary", words)
    if text is not None:
        page.number_notes(tei.every(text, "note"))
        page.division(part for part in text if tei.tag(part) != "back")


def _translations(root: Element) -> tuple[ParallelText, ...]:
    """Divisions that translate the text, taken out of it; none where nothing else would be left."""
    from fonds.importers import tei, tei_facts, xml
    from fonds.importers.tei_page import Page

    divisions = list(tei.every(root, "div"))
    translated = [
        div for div in divisions if div.get("type") == "translation" and div.get(tei_facts.XML_LANG)
    ]
    if not any(div.get("type") == "transcription" for div in divisions):
        return ()
    out = []
    for division in translated:
        page = Page()
        page.division([division])
        page.foot()
        xml.drop(division)
        if words := page.reading:
            out.append(ParallelText(division.get(tei_facts.XML_LANG) or "", words, "translation"))
    return tuple(out)
