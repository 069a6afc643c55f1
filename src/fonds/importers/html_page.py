"""Saved HTML pages: of archives whose lay-out is known, of any article, and of anything else that a browser shows.

Known lay-outs stand in ``data/html_pages.toml`` as selectors; each part of such a page is taken for what it is.
Elsewhere the words are those of the ``article`` or ``main`` element, with what the page's head states of it (Highwire,
Dublin Core, OpenGraph, schema.org as JSON-LD). Of a page with neither, what a browser shows is read as page text.
The canonical address becomes that of the document, if none is known yet.

The encoding is that of the byte-order mark, of the server (``charset`` in the media type), of the page's own
``meta`` element, or the one that fits.

Limits: nothing is fetched and no script runs, so that what a script fills in is missing; a publication date of the
page is not taken for the date of the document.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from urllib.parse import urljoin

from fonds.data import table
from fonds.importers import html_text
from fonds.importers.composing import compose
from fonds.importers.decoding import decode
from fonds.importers.importer import MAX_BYTES
from fonds.importers.page_text import PageText, draft_of_text, is_framed
from fonds.model import Draft, Original, ParallelText, Problem
from fonds.model.problems import problem
from fonds.values import languages

MAX_JSON_LD = 1024 * 1024
"""Characters of one script with data; longer ones are passed over."""
MAX_VALUES = 2000
"""Values of one field that the head of a page may state."""
HEAD_BYTES = 4096
"""Within which a page says in which encoding it is; the standard asks for 1024."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE)
_SERVED = re.compile(r";\s*charset\s*=\s*\"?([\w:.-]{1,40})", re.IGNORECASE)

Values = dict[str, list[str]]


class HtmlPage:
    """See the module."""

    name = "html"
    title = "A saved HTML page"
    media_types = ("text/html", "application/xhtml+xml")
    suffixes = (".html", ".htm", ".xhtml")
    max_bytes = MAX_BYTES

    def sniff(self, head: bytes, name: str) -> float:
        """By the beginning of the page; HTML under the name of a text is left to the reader of texts."""
        if name.lower().endswith(PageText.suffixes):
            return 0.0
        text = head.decode(
            "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "latin-1", "replace"
        )
        begins = html_text.begins_as_page(text.removeprefix("\xef\xbb\xbf"))
        named = name.lower().endswith(self.suffixes)
        return 0.9 if begins else 0.6 if named and b"<" in head else 0.0

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        """One draft; without text where the bytes are none."""
        text, problems = _decoded(data, original.media_type)
        root = html_text.parsed(text) if text else None
        if root is None:
            yield Draft("", original, problems=problems or (problem("empty-file"),))
            return
        yield _Page(root).draft(original, problems)


def _decoded(data: bytes, media_type: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text, in the encoding that server or page name where it fits."""
    served, said = _SERVED.search(media_type), _CHARSET.search(data[:HEAD_BYTES])
    name = served[1] if served else said[1].decode("ascii", "replace") if said else ""
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if name and not marked:
        try:
            # Browsers take the one for the other: windows-1252 has letters where ISO 8859-1 has nothing.
            known = codecs.lookup(name).name
            known = "cp1252" if known in ("iso8859-1", "ascii") else known
            text = data.decode(known, "strict" if known.startswith("utf") else "replace")
            if not text.startswith("\x00"):
                return text.replace("\x00", "\ufffd"), ()
        except (LookupError, ValueError):
            pass
    decoded = decode(data)
    if name and not marked and decoded.text is not None:
        wrong = problem("unknown-charset", charset=name[:40], encoding=decoded.encoding)
        return decoded.text, (*decoded.problems, wrong)
    return decoded.text, decoded.problems


@cache
def _path(selector: str) -> Callable[[Any], list[Any]]:
    """A function that finds the elements which a selector means, in their order."""
    from lxml import etree

    steps = []
    for part in selector.split():
        match = re.fullmatch(r"(\w+)?(?:#([\w-]+))?((?:\.[\w-]+)*)", part)
        if match is None:
            raise ValueError(f"{selector!r} in html_pages.toml is no selector")
        tests = "".join(
            f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
            for name in match[3].split(".")
            if name
        )
        tests += f"[@id='{match[2]}']" if match[2] else ""
        steps.append(f"descendant::{match[1] or '*'}{tests}")
    path = etree.XPath("/".join(steps))
    return lambda element: list(path(element))  # type: ignore[arg-type]


@dataclass
class _Page:
    """The root element of a page, and what it states."""

    root: Any
    values: Values = field(default_factory=dict)

    def draft(self, original: Original, problems: tuple[Problem, ...]) -> Draft:
        """By a known lay-out, as an article, or as what is shown."""
        canonical = self._canonical(original.uri)
        if canonical:
            self._add("address", canonical)
        for layout in table("html_pages")["layout"]:
            if self._has(layout):
                texts = self._laid_out(layout)
                if original.uri is None and not canonical:
                    self._add("address", *self._stated().get("address", ())[:1])
                return compose(self.values, original, problems=problems, parallel_texts=texts)
        stated = self._stated()
        element = self._article()
        words = html_text.shown(self.root if element is None else element, self._without(element))
        if element is None or is_framed(words) or not words.strip():
            words = words if words.strip() else html_text.shown(self.root)
            uri = original.uri or next(
                iter([*self.values.get("address", ()), *stated.get("address", ())]), None
            )
            draft = draft_of_text(words, replace(original, uri=uri), problems)
            return (
                draft if words.strip() else replace(draft, problems=(*problems, problem("no-words-on-page")))
            )
        for name, given in stated.items():
            if name != "address" or not canonical:
                self._add(name, *given)
        heading = next((self._words(h) for h in _path("h1")(self.root)), "")
        if heading and ("title" not in self.values or self.values["title"][0].startswith(heading)):
            self.values["title"] = [heading]  # without the site's name behind it
        if "title" not in self.values and (
            title := next(map(self._text, _path("head title")(self.root)), "")
        ):
            self._add("title", title)
        if self.values.get("title"):
            first, _, rest = words.partition("\n")
            words = rest if first.strip() == self.values["title"][0] else words
        self.values["text"] = [words]
        return compose(self.values, original, problems=problems)

    def _add(self, name: str, *values: str) -> None:
        kept = [value.strip() for value in values if value and value.strip()]
        if kept:
            self.values.setdefault(name, []).extend(kept)

    @staticmethod
    def _words(element: Any) -> str:
        """What is shown of an element, on one line."""
        return " ".join(html_text.shown(element).split())

    @staticmethod
    def _text(element: Any) -> str:
        """All words in an element, shown or not."""
        return " ".join("".join(element.itertext()).split())

    # A page of a known lay-out

    def _has(self, layout: dict[str, Any]) -> bool:
        keys = [key for key in ("text", "block") if key in layout]
        return bool(_path(layout["title"])(self.root)) and any(_path(layout[key])(self.root) for key in keys)

    def _laid_out(self, layout: dict[str, Any]) -> list[ParallelText]:
        """Takes the parts of the page; the texts in other languages."""
        fields: dict[str, str] = table("page_labels")["labels"]
        inner: set[Any] = set()
        for key in ("text", "block"):
            for element in _path(layout[key])(self.root):
                inner.update(element.iterdescendants())
        for name in ("title", "date", "support", "summary"):
            found = [element for element in _path(layout[name])(self.root) if element not in inner]
            if name == "summary":
                self._add(name, *(html_text.shown(element) for element in found))
            else:
                self._add(name, *(self._words(element) for element in found[:1]))
        texts = self._tabs(_path(layout["text"])(self.root))
        heads, items = (_path(layout[key])(self.root) for key in ("labels", "items"))
        known, wanted, label = set(heads), set(items), ""
        for element in self.root.iter():
            if element in known:
                label = self._words(element)
            elif element in wanted and label and (value := self._words(element)):
                self._add(self._field(fields, label), value)
        for block in _path(layout["block"])(self.root):
            label = next((self._words(e) for e in _path(layout["label"])(block)), "")
            shown = [html_text.shown(e) for e in _path(layout["value"])(block)]
            self._add(self._field(fields, label), *shown)
        for address in layout["addresses"]:
            names = re.findall(r"\{(\w+)\}", address)
            if all(self.values.get(name) for name in names):
                self._add("addresses", address.format(**{name: self.values[name][0] for name in names}))
        return texts

    @staticmethod
    def _field(fields: dict[str, str], label: str) -> str:
        """The field of a label; "Language" on such a page is that of the original."""
        name = fields.get(label.casefold().rstrip(" :"), "other")
        return {"language": "original_language", "translation": "translator"}.get(
            name, name if name in _fields() else "other"
        )

    def _tabs(self, panes: list[Any]) -> list[ParallelText]:
        """The words of the tab that is read, and of the others what is in another language."""
        outer = [pane for pane in panes if not any(other in panes for other in pane.iterancestors())]
        found = [(self._tab_language(pane), html_text.shown(pane)) for pane in outer]
        found = [(language, words) for language, words in found if words.strip()]
        if not found:
            return []
        main = next((n for n, (language, _) in enumerate(found) if language == "en"), 0)
        self._add("text", found[main][1])
        own = found[main][0]
        role = "original" if own == "en" else "translation"
        return [
            ParallelText(language, words.strip(), role)
            for n, (language, words) in enumerate(found)
            if n != main and language and language != own
        ]

    def _tab_language(self, pane: Any) -> str | None:
        """The language that the tab's own name says: "English HTML"; else that of its mark-up."""
        id = pane.get("id") or ""
        for key in ("href", "data-target", "data-bs-target", "aria-controls"):
            for named in self.root.iter("a", "button"):
                if id and (named.get(key) or "").lstrip("#") == id:
                    first = (self._words(named).split() or [""])[0]
                    if known := languages.tag(first):
                        return known
        return str(pane.get("lang") or "") or None

    # What any page states

    def _canonical(self, base: str | None) -> str | None:
        for link in self.root.iter("link"):
            address = str(link.get("href") or "").strip()
            if address and "canonical" in str(link.get("rel") or "").lower().split():
                try:
                    return urljoin(base or "", address)
                except ValueError:
                    return None
        return None

    def _stated(self) -> Values:
        """What meta elements and JSON-LD say, by field."""
        fields: dict[str, str] = table("html_pages")["meta"]
        found: dict[str, dict[str, list[str]]] = {}
        for meta in self.root.iter("meta"):
            name = (meta.get("name") or meta.get("property") or "").strip().lower()
            if name in fields and (content := (meta.get("content") or "").strip()):
                found.setdefault(fields[name], {}).setdefault(name, []).append(content)
        for name, value in self._json_ld():
            found.setdefault(table("html_pages")["json_ld"][name], {}).setdefault(
                f"json-ld {name}", []
            ).append(value)
        order = {name: n for n, name in enumerate(fields)}
        out: Values = {}
        for name, by_source in found.items():
            first = min(by_source, key=lambda source: order.get(source, len(order)))
            many = table("row_fields").get(name, {}).get("list") or name == "subjects"
            out[name] = list(dict.fromkeys(by_source[first]))[: MAX_VALUES if many else 1]
        return out

    def _json_ld(self) -> Iterator[tuple[str, str]]:
        """Key and value of the works that scripts of linked data describe."""
        fields = table("html_pages")["json_ld"]
        for script in self.root.iter("script"):
            text = script.text or ""
            if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
                continue
            if len(text) > MAX_JSON_LD:
                continue
            try:
                data = json.loads(text)
            except (ValueError, RecursionError):
                continue
            items = data if isinstance(data, list) else [data]
            graph = [item.get("@graph", ()) for item in items if isinstance(item, dict)]
            for item in [*items, *(i for g in graph if isinstance(g, list) for i in g)][:MAX_VALUES]:
                if not isinstance(item, dict) or not (
                    {"headline", "dateCreated", "datePublished"} & item.keys()
                ):
                    continue
                for name in fields:
                    if name == "name" and "headline" in item:
                        continue
                    yield from ((name, value) for value in _texts(item.get(name)))

    def _article(self) -> Any:
        """The element that holds the words, if the page says so."""
        for selector in table("html_pages")["article"]["text"]:
            for element in _path(selector)(self.root):
                if html_text.shown(element, self._without(element)).strip():
                    return element
        return None

    def _without(self, element: Any) -> set[Any]:
        if element is None:
            return set()
        return {
            found
            for selector in table("html_pages")["article"]["without"]
            for found in _path(selector)(element)
        }


@cache
def _fields() -> frozenset[str]:
    return frozenset(table("row_fields"))


def _texts(value: object) -> list[str]:
    """The texts of a value of JSON-LD: itself, the names of things, those of a list."""
    if isinstance(value, list):
        return [text for item in value[:MAX_VALUES] if not isinstance(item, list) for text in _texts(item)]
    if isinstance(value, dict):
        return _texts(value.get("name") if not isinstance(value.get("name"), list | dict) else None)
    return [value] if isinstance(value, str) and value.strip() else []
