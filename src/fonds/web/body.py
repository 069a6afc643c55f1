"""The document's own words as mark-up.

Everything that stands on the words is a span of the reading text: mentions, note markers, speakers,
editors' additions, evidence. Spans may nest and cross; ``inline`` cuts them at their boundaries. All
text is escaped here; the only mark-up that gets through is made in this module.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from fonds.model import Message, Note
from fonds.services.views import Mention, MessageNode, ReadingParagraph, RecordView
from fonds.web import addresses, wording

MAX_SPEAKER_LABEL = 90
"""Characters before a turn's first word in which its speaker's name is looked for."""
STOPS = ".,;:!?”’\"')]»"
WRAPPED_LINE = 50
"""Characters a line on average: longer lines were broken to fit a page, shorter ones are meant."""


@dataclass(frozen=True, slots=True)
class Span:
    """An element over part of the reading text. ``again`` opens what is left of it after a cut: the
    same tag without an id. Links are kept whole and outside; they must not overlap one another."""

    start: int
    end: int
    open: str
    close: str
    again: str = ""
    link: bool = False


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot; ``n`` counts from 1. ``linked`` tells whether its marker stands in the text."""

    n: int
    note: Note
    linked: bool


@dataclass(frozen=True, slots=True)
class Body:
    """The words, and the notes that go below them. ``paragraphs`` are the same words one by one; empty
    where some of them stand in cards."""

    markup: Markup
    footnotes: tuple[Footnote, ...]
    paragraphs: tuple[Markup, ...] = ()


def inline(text: str, offset: int, spans: Sequence[Span]) -> str:
    """The text, which begins at ``offset`` of the reading text, with the spans that touch it.

    >>> inline("a < b", 10, [Span(10, 13, "<b>", "</b>"), Span(12, 15, "<i>", "</i>", "<i>")])
    '<b>a <i>&lt;</i></b><i> b</i>'
    """
    if not spans:
        return str(escape(text))
    end = offset + len(text)
    cuts = {offset, end}
    for span in spans:
        cuts.add(min(max(span.start, offset), end))
        cuts.add(min(max(span.end, offset), end))
    points = sorted(cuts)
    out: list[str] = []
    stack: list[Span] = []
    opened: set[int] = set()
    order = sorted(spans, key=lambda s: (not s.link, s.start, -s.end))
    for here, following in zip(points, [*points[1:], end], strict=True):
        wanted = [s for s in order if s.start <= here < s.end and here < end]
        keep = 0
        while keep < min(len(stack), len(wanted)) and stack[keep] is wanted[keep]:
            keep += 1
        out.extend(s.close for s in reversed(stack[keep:]))
        out.extend(s.open + s.close for s in order if s.start == s.end == here)
        for span in wanted[keep:]:
            seen = id(span) in opened or span.start < offset
            out.append((span.again or span.open) if seen else span.open)
            opened.add(id(span))
        stack = wanted
        out.append(str(escape(text[here - offset : following - offset])))
    return "".join(out)


def words(record: RecordView, evidence: Iterable[Span] = ()) -> Body:
    """The reading paragraphs of a document, its messages as nested cards, its turns with their speakers."""
    notes, footnotes = _notes(record)
    placed = _by_paragraph(
        record.paragraphs,
        [*_apart(record, _mentions(record), notes), *notes, *_speakers(record), *_anchors(record), *evidence],
    )
    parents = {m.id: m.parent for m in record.document.messages}
    nodes = {node.message.id: node for node in _all(record.messages)}
    # The outermost message of a paper is the paper itself and needs no card.
    outermost = record.messages[0].message.id if len(record.messages) == 1 else None
    cards = _Cards(nodes, parents, outermost, record.document.messages)
    out: list[str] = []
    turn: int | None = None
    for paragraph in record.paragraphs:
        cards.go_to(paragraph.message, out)
        begins = paragraph.turn is not None and paragraph.turn != turn
        out.append(_paragraph(record, paragraph, placed.get(paragraph.n, ()), begins))
        turn = paragraph.turn
    cards.go_to(None, out)
    flat = len(out) == len(record.paragraphs)
    return Body(Markup("".join(out)), footnotes, tuple(map(Markup, out)) if flat else ())


def plain(text: str, prefix: str) -> list[Markup]:
    """A parallel text: paragraphs parted by empty lines, each with an anchor ``prefix`` + number."""
    parts = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    return [
        Markup(
            f'<p id="{prefix}{n}" class="paragraph{_lines(part)}">{_number(prefix, n)}{escape(part.strip())}</p>\n'
        )
        for n, part in enumerate(parts, 1)
    ]


def message_title(message: Message) -> str:
    """From whom to whom: "Venn to Orlo", or what it is where neither is known."""
    if message.from_ and message.to:
        return f"{wording.names(message.from_)} to {wording.names(message.to)}"
    if message.from_ or message.to:
        return f"From {wording.names(message.from_)}" if message.from_ else f"To {wording.names(message.to)}"
    return wording.sentence_case(message.kind)


# Blocks


def _paragraph(record: RecordView, p: ReadingParagraph, spans: Sequence[Span], begins: bool) -> str:
    kinds = p.kind if p.kind in ("paragraph", "head", "close") else "paragraph"
    supplied = ""
    if p.turn is not None:
        kinds += " turn" if begins else " turn on"
        speaker = record.document.turns[p.turn].speaker
        if begins and not any('class="speaker"' in span.open for span in spans):
            supplied = f'<span class="speaker supplied">[{escape(speaker.name)}]</span> '
    return (
        f'<p id="p{p.n}" class="{kinds}{_lines(p.text)}">{_number("p", p.n)}'
        f"{supplied}{inline(p.text, p.start, spans)}</p>\n"
    )


def _number(prefix: str, n: int) -> str:
    return f'<a class="pn" href="#{prefix}{n}" aria-label="Paragraph {n}">{n}</a>'


def _lines(text: str) -> str:
    """The class that keeps line breaks, where they are meant and not the width of a page."""
    breaks = text.count("\n")
    return " lines" if breaks and len(text) / (breaks + 1) < WRAPPED_LINE else ""


class _Cards:
    """Opens and closes the nested sections while the paragraphs go by."""

    def __init__(
        self,
        nodes: Mapping[str, MessageNode],
        parents: Mapping[str, str | None],
        outermost: str | None,
        messages: Sequence[Message],
    ) -> None:
        self.nodes, self.parents, self.outermost = nodes, parents, outermost
        self.by_id = {message.id: message for message in messages}
        self.open: list[str] = []
        self.seen: set[str] = set()

    def go_to(self, message: str | None, out: list[str]) -> None:
        chain: list[str] = []
        while message and message != self.outermost and message in self.nodes and message not in chain:
            chain.insert(0, message)
            message = self.parents.get(message)
        keep = 0
        while keep < min(len(chain), len(self.open)) and chain[keep] == self.open[keep]:
            keep += 1
        out.extend("</article>\n" for _ in self.open[keep:])
        for depth, id in enumerate(chain[keep:], keep):
            out.append(self._head(id, depth))
            self.seen.add(id)
        self.open = chain

    def _head(self, id: str, depth: int) -> str:
        message = self.nodes[id].message
        again = id in self.seen
        level = min(3 + depth, 6)
        name = f"{escape(id)}-again-{len(self.seen)}" if again else escape(id)
        facts = [str(escape(wording.sentence_case(message.kind)))]
        if message.sent:
            facts.append(str(escape(wording.when(message.sent))))
        answered = self.by_id.get(message.in_reply_to or "")
        if answered:
            answers = escape(message_title(answered))
            facts.append(f'answers <a href="#{escape(answered.id)}">{answers}</a>')
        if again:
            facts.append("continued")
        return (
            f'<article class="message" id="{name}" aria-labelledby="{name}-title"><header>'
            f'<h{level} id="{name}-title">{escape(message_title(message))}</h{level}>'
            f"<span>{' · '.join(facts)}</span></header>\n"
        )


def _all(nodes: Iterable[MessageNode]) -> Iterable[MessageNode]:
    for node in nodes:
        yield node
        yield from _all(node.children)


# Spans


def _by_paragraph(paragraphs: Sequence[ReadingParagraph], spans: Iterable[Span]) -> dict[int, list[Span]]:
    """The spans that touch each paragraph, by its number; of links that overlap the first one stays."""
    starts = [p.start for p in paragraphs]
    placed: dict[int, list[Span]] = {}
    taken: dict[int, int] = {}
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        at = max(bisect_right(starts, span.start) - 1, 0)
        while at < len(paragraphs) and paragraphs[at].start <= max(span.end - 1, span.start):
            p = paragraphs[at]
            at += 1
            if p.end <= span.start and not (span.start == span.end == p.end):
                continue
            if span.link:
                if span.start < taken.get(p.n, 0):
                    continue
                taken[p.n] = span.end
            placed.setdefault(p.n, []).append(span)
    return placed


def _mentions(record: RecordView) -> list[Span]:
    return [span for mention in record.mentions if (span := _mention(record, mention))]


def _mention(record: RecordView, mention: Mention) -> Span | None:
    start, end = mention.reference.start, mention.reference.end
    if start < 0 or end <= start:
        return None
    if mention.message:
        target, title, kind = f"#{mention.message}", "In this document", "mention"
    elif mention.record:
        target = addresses.record(mention.record.id)
        title = f"{mention.record.title} ({wording.edtf_words(mention.record.date)})"
        kind = "mention"
    elif mention.missing_key:
        target, title, kind = addresses.missing(mention.missing_key), "Not in this archive", "mention missing"
    elif mention.candidates:
        target, title, kind = (
            f"#mention{mention.n + 1}",
            "More than one document may be meant",
            "mention missing",
        )
    else:
        return None
    tag = f'<a class="{kind}" href="{escape(target)}" title="{escape(title)}">'
    return Span(start, end, tag, "</a>", link=True)


def _apart(record: RecordView, mentions: Iterable[Span], notes: Iterable[Span]) -> Iterator[Span]:
    """The links of mentions in pieces, where the marker of a note stands among their words: it is a link itself."""
    markers = sorted((span.start, span.end) for span in notes if span.link)
    for mention in mentions:
        start = mention.start
        inside = [(first, last) for first, last in markers if first < mention.end and start < last]
        for first, last in [*inside, (mention.end, mention.end)]:
            if record.reading[start:first].strip():
                yield replace(mention, start=start, end=first)
            start = max(start, last)


def _anchors(record: RecordView) -> list[Span]:
    """A place to go to for each message that begins within a paragraph and so has no card of its own."""
    carded = {p.message for p in record.paragraphs}
    parents = {m.id: m.parent for m in record.document.messages}
    for id in list(carded):
        while id and (id := parents.get(id)):
            carded.add(id)
    alone = record.messages[0].message.id if len(record.messages) == 1 else None
    first = record.paragraphs[0].start if record.paragraphs else 0
    spans = []
    for message in record.document.messages:
        if message.id == alone:
            spans.append(Span(first, first, f'<span id="{escape(message.id)}">', "</span>"))
        elif message.id not in carded and message.start >= 0:
            tag = f'<span id="{escape(message.id)}">'
            spans.append(Span(message.start, message.start, tag, "</span>"))
    return spans


def _speakers(record: RecordView) -> list[Span]:
    """The words in which the text itself names who speaks next: "[Mao:]", "VENN:"."""
    spans: list[Span] = []
    past = 0
    for turn in record.document.turns:
        if turn.start < 0:
            continue
        floor = max(past, turn.start - MAX_SPEAKER_LABEL)
        at = bisect_right(record.paragraphs, turn.start, key=lambda p: p.start) - 1
        if at < 0:
            continue
        floor = max(floor, record.paragraphs[at].start)
        window = record.reading[floor : turn.start + MAX_SPEAKER_LABEL]
        for name in dict.fromkeys((turn.speaker.as_written, turn.speaker.name)):
            if not name:
                continue
            label = re.search(
                rf"[\[(]?{re.escape(name)}(?:[^\S\n]*\([^()\n]*\))?[\])]?\s?[:.—–-]?[\])]?", window
            )
            if label and floor + label.start() <= turn.start:
                start, end = floor + label.start(), floor + label.end()
                spans.append(Span(start, end, '<span class="speaker">', "</span>"))
                break
        past = max(turn.start, turn.end)
    return spans


def _notes(record: RecordView) -> tuple[list[Span], tuple[Footnote, ...]]:
    """Markers in the text linked to their notes; editors' additions within the text set off."""
    spans: list[Span] = []
    footnotes: list[Footnote] = []
    taken: set[tuple[int, int]] = set()
    marked = {
        int(e.path.split("/")[2]): (e.start, e.end)
        for e in record.document.evidence
        if re.fullmatch(r"/notes/\d+/marker", e.path)
    }
    for index, note in enumerate(record.document.notes):
        if _within(record.paragraphs, note.start, note.end):
            if note.kind == "editorial":
                spans.append(Span(note.start, note.end, '<span class="editorial">', "</span>"))
            continue
        n = len(footnotes) + 1
        place = marked.get(index)
        if place is None or place in taken or not _within(record.paragraphs, *place):
            place = (
                _marker(record.paragraphs, note.marker, taken.union(marked.values())) if note.marker else None
            )
        footnotes.append(Footnote(n, note, place is not None))
        if place:
            taken.add(place)
            tag = f'<a class="noteref" href="#n{n}" role="doc-noteref"'
            spans.append(Span(*place, f'{tag} id="nr{n}">', "</a>", f"{tag}>", link=True))
    return spans, tuple(footnotes)


def _within(paragraphs: Sequence[ReadingParagraph], start: int, end: int) -> bool:
    if start < 0 or end <= start:
        return False
    at = bisect_right(paragraphs, start, key=lambda p: p.start) - 1
    return at >= 0 and end <= paragraphs[at].end


def _marker(
    paragraphs: Sequence[ReadingParagraph], marker: str, taken: Container[tuple[int, int]]
) -> tuple[int, int] | None:
    """Where a note's marker first stands that is no other's: anywhere for "[1]" or "x/", behind a word or stop for "1"."""
    bare = marker.isalnum()
    for p in paragraphs:
        at = p.text.find(marker)
        while at >= 0:
            before, after = p.text[at - 1 : at], p.text[at + len(marker) : at + len(marker) + 1]
            place = p.start + at, p.start + at + len(marker)
            alone = not bare or ((before.isalpha() or before in STOPS) and before and not after.isalnum())
            if alone and place not in taken:
                return place
            at = p.text.find(marker, at + 1)
    return None
