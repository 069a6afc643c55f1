"""``/iiif/ID/manifest``: documents with page images for viewers, by IIIF's Presentation API 3.0; collections of them;
their words and translations as annotations; and a search within one, by the Content Search API 2.0.

Where the words of a page image are known by their place, annotations lie on them, paragraph by paragraph; otherwise the
whole text belongs to the first page. https://iiif.io/api/presentation/3.0/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse

from fonds.errors import NotFound
from fonds.exporters import EXPORTERS
from fonds.exporters.description import authors, holdings, line, recipients, title
from fonds.model.layout import Sheet
from fonds.services import documents, finding, listing, scans, showing
from fonds.services.views import RecordLink, RecordView
from fonds.values import languages
from fonds.web import addresses, wording
from fonds.web.machines import images
from fonds.web.machines.problems import other_method, shared
from fonds.web.pages import absolute, query_of
from fonds.web.reading_room import archive
from fonds.web.sheets import Span, overlays

PRESENTATION = "http://iiif.io/api/presentation/3/context.json"
SEARCH = "http://iiif.io/api/search/2/context.json"
MOST_MANIFESTS = 1000
"""Documents in one part of a collection."""
MOST_MARKS = 500
THUMBNAIL = 8
"""A thumbnail is so many times smaller."""
_RIGHTS = re.compile(r"https?://(?:creativecommons\.org|rightsstatements\.org)/[\w./-]+", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Json = dict[str, object]


class _Pages:
    """The page images of a document, and where they are for viewers."""

    def __init__(self, request: HttpRequest, id: str) -> None:
        self.request = request
        self.record: RecordView = showing.record(archive(), id)
        if self.record.withdrawn:
            raise documents.unknown(id)
        self.sizes = images.sizes(self.record)
        if not any(all(size) for size in self.sizes):
            raise NotFound(f"The document {id} has no page images.")
        self.sheets = {sheet.number: sheet for sheet in scans.sheets(id, self.record.version.number)}

    def address(self, *steps: object) -> str:
        """An address below the document's own."""
        return absolute(self.request, "/".join([addresses.IIIF, self.record.id, *map(str, steps)]))

    def numbers(self) -> list[int]:
        """Those that can be shown, from 1 through all files."""
        return [n for n, size in enumerate(self.sizes, 1) if all(size)]

    def boxes(self, sheet: Sheet, spans: Sequence[Span]) -> list[str]:
        """Where words stand on the canvas: x,y,w,h each."""
        found = overlays([sheet], spans).get(sheet.number)
        if found is None:
            return []
        width, height = self.sizes[sheet.number - 1]
        across, down = width / found.width, height / found.height
        return [
            f"{round(b.x * across)},{round(b.y * down)},{max(1, round(b.width * across))},{max(1, round(b.height * down))}"
            for b in found.boxes
        ]


def manifest(request: HttpRequest, id: str) -> HttpResponse:
    """A document's page images, for viewers."""
    if refused := other_method(request):
        return refused
    pages = _Pages(request, id)
    record, document = pages.record, pages.record.document
    page = absolute(request, addresses.record(id))
    told: Json = {
        "@context": PRESENTATION,
        "id": pages.address("manifest"),
        "type": "Manifest",
        "label": _words(title(document)),
        "metadata": [_pair(name, value) for name, value in _facts(record) if value],
        "homepage": [{"id": page, "type": "Text", "label": _words(title(document)), "format": "text/html"}],
        "provider": [_provider(request)],
        "seeAlso": [
            {
                "id": absolute(request, addresses.download(id, exporter.suffix)),
                "type": "Dataset",
                "label": _words(exporter.title),
                "format": exporter.media_type.partition(";")[0],
            }
            for exporter in EXPORTERS
            if exporter.suits(document)
        ],
        "rendering": [
            {
                "id": absolute(request, addresses.file(id, n)),
                "type": "Text" if file.media_type == "application/pdf" else "Image",
                "label": _words(file.name),
                "format": file.media_type.partition(";")[0],
            }
            for n, file in enumerate(record.files, 1)
            if file.pages
        ],
        "behavior": ["paged" if len(pages.sizes) > 2 else "individuals"],
        "service": [{"id": pages.address("search"), "type": "SearchService2", "profile": "level0"}],
        "items": [_canvas(pages, n) for n in pages.numbers()],
    }
    if summary := line(document.summary):
        told["summary"] = _words(summary)
    if rights := line(document.rights):
        told["requiredStatement"] = _pair("Rights", rights)
        if uri := _RIGHTS.search(rights):
            told["rights"] = uri[0].rstrip(".").replace("https:", "http:", 1)
    if when := _moment(document.date.earliest if document.date else None):
        told["navDate"] = when
    told["thumbnail"] = [_thumbnail(pages, pages.numbers()[0])]
    if record.document.collection:
        within = absolute(request, addresses.image_collection(record.document.collection))
        told["partOf"] = [{"id": within, "type": "Collection"}]
    return _json(told)


def _facts(record: RecordView) -> Iterator[tuple[str, str]]:
    document = record.document
    yield "Date", wording.when(document.date) if document.date else ""
    yield "Type", wording.kind(document.type)
    yield "From", ", ".join(authors(document))
    yield "To", ", ".join(recipients(document))
    for place in holdings(document):
        yield "Source", str(place)


def _canvas(pages: _Pages, number: int) -> Json:
    width, height = pages.sizes[number - 1]
    canvas = pages.address("canvas", number)
    image = images.service(pages.request, pages.record.id, number, (width, height))
    body: Json = {
        "id": f"{image['id']}/full/max/0/default.jpg",
        "type": "Image",
        "format": "image/jpeg",
        "width": width,
        "height": height,
        "service": [image],
    }
    painting: Json = {
        "id": pages.address("painting", number),
        "type": "Annotation",
        "motivation": "painting",
        "body": body,
        "target": canvas,
    }
    told: Json = {
        "id": canvas,
        "type": "Canvas",
        "label": _words(f"{number}"),
        "width": width,
        "height": height,
        "thumbnail": [_thumbnail(pages, number)],
        "items": [{"id": pages.address("page", number), "type": "AnnotationPage", "items": [painting]}],
    }
    if notes := [
        {"id": pages.address(*steps), "type": "AnnotationPage", "label": _words(label)}
        for steps, label in _annotation_pages(pages, number)
    ]:
        told["annotations"] = notes
    return told


def _annotation_pages(pages: _Pages, number: int) -> Iterator[tuple[tuple[object, ...], str]]:
    """The text on this page, and on the first one the translations: the end of the address, and a label."""
    first = number == pages.numbers()[0]
    if number in pages.sheets or (first and not pages.sheets and pages.record.document.text):
        yield ("text", number), "Text"
    for text in pages.record.document.parallel_texts if first else ():
        yield ("translation", text.language), text.label or languages.name(text.language)


def text(request: HttpRequest, id: str, number: str) -> HttpResponse:
    """The words on a page image as annotations, paragraph by paragraph."""
    if refused := other_method(request):
        return refused
    pages, n = _Pages(request, id), int(number)
    if n not in pages.numbers():
        raise NotFound(f"The document {id} has no such page image.")
    own, items = pages.address("text", n), []
    for nth, (words, target) in enumerate(_words_on(pages, n), 1):
        items.append(_supplement(f"{own}#{nth}", words, _language(pages.record.document.languages), target))
    if not items:
        raise NotFound("No words are known of that page image.")
    return _json({"@context": PRESENTATION, "id": own, "type": "AnnotationPage", "items": items})


def _words_on(pages: _Pages, number: int) -> Iterator[tuple[str, str]]:
    canvas = pages.address("canvas", number)
    sheet = pages.sheets.get(number)
    if sheet is None:
        if number == pages.numbers()[0] and not pages.sheets and pages.record.document.text:
            yield pages.record.document.text, canvas
        return
    for paragraph in pages.record.paragraphs:
        placed = sheet.within(paragraph.start, paragraph.end)
        if placed:
            words = pages.record.reading[placed[0].start : placed[-1].end]
            boxes = pages.boxes(sheet, [Span(placed[0].start, placed[-1].end)])
            if boxes:
                yield words, f"{canvas}#xywh={_around(boxes)}"


def _around(boxes: Sequence[str]) -> str:
    corners = [tuple(map(int, box.split(","))) for box in boxes]
    left, top = min(c[0] for c in corners), min(c[1] for c in corners)
    right, bottom = max(c[0] + c[2] for c in corners), max(c[1] + c[3] for c in corners)
    return f"{left},{top},{right - left},{bottom - top}"


def translation(request: HttpRequest, id: str, language: str) -> HttpResponse:
    """The document in another language, as an annotation on its first page."""
    if refused := other_method(request):
        return refused
    pages = _Pages(request, id)
    found = next((t for t in pages.record.document.parallel_texts if t.language == language), None)
    if found is None:
        raise NotFound(f"The document {id} is not here in that language.")
    own = pages.address("translation", language)
    target = pages.address("canvas", pages.numbers()[0])
    items = [_supplement(f"{own}#1", found.text, language, target)]
    return _json({"@context": PRESENTATION, "id": own, "type": "AnnotationPage", "items": items})


def _supplement(
    id: str, words: str, language: str | None, target: str, motivation: str = "supplementing"
) -> Json:
    body: Json = {"type": "TextualBody", "value": words, "format": "text/plain"}
    if language:
        body["language"] = language
    return {"id": id, "type": "Annotation", "motivation": motivation, "body": body, "target": target}


def search(request: HttpRequest, id: str) -> HttpResponse:
    """Where the words of ``?q=`` stand on a document's page images."""
    if refused := other_method(request):
        return refused
    pages, sought = _Pages(request, id), query_of(request)
    own = absolute(request, request.get_full_path())
    marks = finding.marks(pages.record.reading, sought)[:MOST_MARKS]
    items: list[Json] = []
    language = _language(pages.record.document.languages)
    for start, end in marks:
        for target in _targets(pages, start, end):
            words = pages.record.reading[start:end]
            mark = f"{pages.address('search')}#{len(items) + 1}"
            items.append(_supplement(mark, words, language, target, "highlighting"))
    return _json({"@context": SEARCH, "id": own, "type": "AnnotationPage", "items": items})


def _targets(pages: _Pages, start: int, end: int) -> Iterator[str]:
    if not pages.sheets:
        yield pages.address("canvas", pages.numbers()[0])
    for number, sheet in pages.sheets.items():
        if number in pages.numbers():
            for box in pages.boxes(sheet, [Span(start, end)]):
                yield f"{pages.address('canvas', number)}#xywh={box}"


def collections(request: HttpRequest) -> HttpResponse:
    """The collections in which documents have page images."""
    if refused := other_method(request):
        return refused
    own = absolute(request, addresses.image_collection())
    items = [
        {
            "id": absolute(request, addresses.image_collection(name or "-")),
            "type": "Collection",
            "label": _words(name or "In no collection"),
        }
        for name in listing.collections_with_images(archive())
    ]
    told: Json = {"@context": PRESENTATION, "id": own, "type": "Collection", "label": _words(archive().title)}
    return _json(told | {"provider": [_provider(request)], "items": items})


def collection(request: HttpRequest, name: str) -> HttpResponse:
    """The documents of a collection that have page images; a long one goes on in a collection within it."""
    if refused := other_method(request):
        return refused
    after = request.GET.get("after", "")[:40]
    wanted = "" if name == "-" else name
    if wanted not in listing.collections_with_images(archive()):
        raise NotFound("There is no such collection, or none of its documents has page images.")
    links, rest = listing.with_images(archive(), wanted, after=after, limit=MOST_MANIFESTS)
    items = [_reference(request, link) for link in links]
    if rest:
        more = absolute(request, addresses.image_collection(name, rest))
        items.append({"id": more, "type": "Collection", "label": _words("More")})
    own = absolute(request, addresses.image_collection(name, after or None))
    told: Json = {"@context": PRESENTATION, "id": own, "type": "Collection"}
    return _json(told | {"label": _words(wanted or "In no collection"), "items": items})


def _reference(request: HttpRequest, link: RecordLink) -> Json:
    found: Json = {
        "id": absolute(request, addresses.manifest(link.id)),
        "type": "Manifest",
        "label": _words(link.title or link.id),
    }
    if when := _moment(link.earliest):
        found["navDate"] = when
    return found


def unknown(request: HttpRequest) -> HttpResponse:
    """Any other address below; a problem, not a page."""
    if refused := other_method(request):
        return refused
    raise NotFound("There is nothing for viewers at this address.")


def _thumbnail(pages: _Pages, number: int) -> Json:
    width, height = (-(-side // THUMBNAIL) for side in pages.sizes[number - 1])
    image = absolute(pages.request, addresses.image(pages.record.id, number))
    return {
        "id": f"{image}/full/{width},{height}/0/default.jpg",
        "type": "Image",
        "format": "image/jpeg",
        "width": width,
        "height": height,
        "service": [{"id": image, "type": "ImageService3", "profile": "level2"}],
    }


def _provider(request: HttpRequest) -> Json:
    site = absolute(request, addresses.HOME)
    label = _words(archive().title or "Fonds")
    return {
        "id": site,
        "type": "Agent",
        "label": label,
        "homepage": [{"id": site, "type": "Text", "label": label, "format": "text/html"}],
    }


def _words(text: str) -> Json:
    """Words of no stated language. The API takes for mark-up what begins and ends like it."""
    plain = line(text)
    return {"none": [f" {plain}" if plain.startswith("<") else plain]}


def _pair(name: str, value: str) -> Json:
    return {"label": {"en": [name]}, "value": _words(value)}


def _language(found: Sequence[str]) -> str | None:
    return found[0] if found else None


def _moment(day: str | None) -> str | None:
    return f"{day}T00:00:00Z" if day and _DAY.fullmatch(day) else None


def _json(told: Json) -> HttpResponse:
    made = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    kind = SEARCH if told["@context"] == SEARCH else PRESENTATION
    return shared(HttpResponse(made, content_type=f'application/ld+json;profile="{kind}"'))
