"""``/d/ID``: a document and everything at hand around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_vary_headers
from markupsafe import Markup

from fonds.exporters import citation
from fonds.model import ParallelText
from fonds.model.ids import is_valid
from fonds.model.layout import Sheet
from fonds.services import finding, passages, showing
from fonds.services import scans as scanning
from fonds.services.views import RecordView
from fonds.web import addresses, body, downloads, facts, meta, wording
from fonds.web.errors import TITLES, check_id, merged
from fonds.web.keeping import keep
from fonds.web.machines import signposting
from fonds.web.pages import absolute, number_in, page, query_of
from fonds.web.reading_room import archive
from fonds.web.sheets import Overlay, Span, overlays
from fonds.web.tabs import tabs

MENTION_WORDS = {
    "resolved": "found here",
    "missing": "not in this archive",
    "ambiguous": "may be one of several",
    "unresolved": "not identified",
}
MAX_QUOTE = 90


def show(request: HttpRequest, id: str) -> HttpResponse:
    """The page of a document, or the document in the format that the client wants rather (``Accept``); ``?view=`` is
    text, a language, scan or side; ``?evidence=1`` shows evidence, ``?q=`` marks words on page images, ``?words=`` tells
    whether a paragraph that was quoted has still the same words."""
    suffix = downloads.negotiated(request) if is_valid(id) else None
    response = downloads.document(request, id, suffix) if suffix else _page(request, id)
    patch_vary_headers(response, ("Accept",))
    return response


@keep
def _page(request: HttpRequest, id: str) -> HttpResponse:
    if id != id.lower() and is_valid(id.lower()):
        return HttpResponsePermanentRedirect(addresses.record(id.lower()))
    check_id(id)
    number = number_in(request, "version")
    record = showing.record(archive(), id, version=number)
    if record.merged_into:
        return merged(request, id, record.merged_into)
    if record.withdrawn:
        return page(
            request,
            "withdrawn.html",
            410,
            title=TITLES[410],
            record=record,
            citation=citation.cite(
                record.document,
                address=absolute(request, addresses.record(id)),
                archive_title=archive().title,
            ),
            index=False,
        )
    parallel = {text.language: text for text in record.document.parallel_texts}
    scans = downloads.scan_pages(record)
    views = ["text", *parallel, *(["scan"] if scans else []), *(["side"] if parallel or scans else [])]
    asked = request.GET.get("view", "text")
    view = asked if asked in views else "text"
    sheets = scanning.sheets(id, record.version.number) if scans and view in ("scan", "side") else ()
    with_evidence = request.GET.get("evidence") == "1" and (
        view == "text" or (view == "scan" and bool(sheets))
    )
    sought = query_of(request) if sheets else ""

    permalink = absolute(request, addresses.record(id))
    groups = facts.groups(record, with_title=with_evidence)
    names = facts.names(record)
    evidence = (
        facts.evidence(record, [*facts.all_facts(groups), *facts.all_facts(names)]) if with_evidence else None
    )
    words = body.words(record, evidence.marks if evidence else ()) if view in ("text", "side") else None
    beside = request.GET.get("with", "")
    other = beside if beside in parallel or (beside == "scan" and scans) else next(iter(parallel), "scan")
    return page(
        request,
        "document.html",
        record=record,
        signposts=signposting.header(request, record),
        d=record.document,
        view=view,
        tabs=tabs(record, views, view, number),
        body=words,
        parallel=parallel,
        other=other,
        others=[*parallel, *(["scan"] if scans else [])],
        plain=_plain,
        pairs=_pairs(words, parallel.get(other)) if words and view == "side" else [],
        scans=scans,
        sheets=sheets,
        sought=sought,
        overlays=_overlays(record, sheets, sought, evidence.marks if evidence else ()),
        files=list(enumerate(record.files, 1)),
        file_numbers={file.sha256: n for n, file in enumerate(record.files, 1)},
        groups=groups,
        names=names,
        evidence=evidence,
        has_evidence=bool(record.document.evidence),
        version=number,
        origin=record.messages[0].message.origin if record.messages else None,
        speakers=_speakers(record),
        doubts=_doubts(record),
        related=[(r.record, "; ".join(reason.words for reason in r.reasons)) for r in record.related],
        mentions_in_words=_mentions_in_words(record),
        here=addresses.record(id),
        # The text stands on this page in two of its views; from the others links lead to the one that has it.
        text_at="" if words else addresses.record(id, version=number),
        permalink=permalink,
        mail=_mail(record, permalink),
        carries=downloads.carries(record.document),
        meta=meta.of(record.document, permalink, archive().title),
        quoted=passages.quoted(archive(), record, request.GET.get("words", "")),
        message_title=body.message_title,
    )


def _overlays(
    record: RecordView, layout: Sequence[Sheet], sought: str, evidence: Sequence[body.Span]
) -> Mapping[int, Overlay]:
    """What is marked on the page images: the words sought, or those that facts rest on."""
    spans = [Span(start, end) for start, end in finding.marks(record.reading, sought)] if layout else []
    spans += [Span(mark.start, mark.end, f"e{n}") for n, mark in enumerate(evidence, 1)] if layout else []
    return overlays(layout, spans)


def _plain(text: ParallelText) -> Markup:
    return Markup("").join(body.plain(text.text, f"{text.language}-p"))


def _pairs(made: body.Body, text: ParallelText | None) -> list[tuple[Markup, Markup]]:
    """Paragraph beside paragraph, where both texts have as many and no message stands in a card."""
    if text is None or not made.paragraphs:
        return []
    right = body.plain(text.text, f"{text.language}-p")
    return list(zip(made.paragraphs, right, strict=True)) if len(right) == len(made.paragraphs) else []


def _speakers(record: RecordView) -> list[tuple[str, int, int]]:
    """Who speaks: (name, number of the first paragraph, number of turns), in order of appearance."""
    first: dict[int, int] = {}
    for paragraph in record.paragraphs:
        if paragraph.turn is not None:
            first.setdefault(paragraph.turn, paragraph.n)
    found: dict[str, tuple[int, int]] = {}
    for index, turn in enumerate(record.document.turns):
        if index in first:
            n, times = found.get(turn.speaker.name, (first[index], 0))
            found[turn.speaker.name] = n, times + 1
    return [(name, n, times) for name, (n, times) in found.items()]


def _doubts(record: RecordView) -> list[str]:
    """What is wrong or odd about the page, a sentence each."""
    found = []
    for problem in record.document.problems:
        where = problem.where or {}
        start, end = where.get("start"), where.get("end")
        sentence = wording.sentence_case(problem.message.rstrip("."))
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
            words = " ".join(record.reading[start:end].split())
            if words and words not in sentence:
                shown = words if len(words) <= MAX_QUOTE else words[:MAX_QUOTE].rsplit(" ", 1)[0] + " …"
                sentence += f": “{shown}”"
        found.append(sentence + ".")
    return found


def _mentions_in_words(record: RecordView) -> str:
    """ "2 found here, 1 not in this archive"."""
    counts = {state: sum(m.state == state for m in record.mentions) for state in MENTION_WORDS}
    return ", ".join(f"{n} {MENTION_WORDS[state]}" for state, n in counts.items() if n)


def _mail(record: RecordView, permalink: str) -> str:
    """A link that begins an e-mail."""
    text = f"{record.document.title}, {wording.when(record.document.date)}\n{permalink}\n"
    return f"mailto:?subject={quote(record.document.title)}&body={quote(text)}"
