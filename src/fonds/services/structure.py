"""How a document's text and messages lie in one another: paragraphs, and the tree of messages. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fonds.model import Document, Message
from fonds.services.views import MessageNode, ReadingParagraph

SHORT_HEAD = 240
"""Characters; a longer paragraph that names a forwarded message's parties is the enclosing one's own text."""


def paragraphs(document: Document, reading: str) -> Iterator[ReadingParagraph]:
    """The document's own paragraphs, each with the innermost message and the turn it belongs to."""
    owner, kinds = _owners(document)
    turns = document.turns
    for n, span in enumerate(document.paragraphs):
        yield ReadingParagraph(
            n=n + 1,
            start=span.start,
            end=span.end,
            kind=kinds.get(n, span.kind),
            text=reading[span.start : span.end],
            message=owner.get(n),
            turn=next(
                (i for i, turn in enumerate(turns) if turn.start < span.end and span.start < turn.end), None
            ),
        )


def _owners(document: Document) -> tuple[dict[int, str], dict[int, str]]:
    """For paragraphs by index: the message it belongs to; and "head" or "close" for those of a forwarded one.

    A message's span leaves out its head and signature. Those of a forwarded message are the short
    paragraphs next to its span that hold evidence for its facts: to whom, from where, when.
    """
    spans, facts = document.paragraphs, _evidence(document)
    owner: dict[int, str] = {}
    kinds: dict[int, str] = {}
    for level, i in sorted((level, i) for i, level in enumerate(_levels(document.messages))):
        message = document.messages[i]
        own = [n for n, span in enumerate(spans) if span.start < message.end and message.start < span.end]
        if not own:
            continue
        if level == 0:
            # All that is no other message's: its head and close are told by the reader.
            own = [n for n in range(len(spans)) if n not in owner]
        owner.update((n, message.id) for n in own)
        if level:
            for start, step, kind in ((own[0], -1, "head"), (own[-1], 1, "close")):
                n = start + step
                while 0 <= n < len(spans) and owner.get(n) == message.parent:
                    first, last = spans[n].start, spans[n].end
                    if last - first > SHORT_HEAD or not any(
                        first <= a and b <= last for a, b in facts.get(i, ())
                    ):
                        break
                    owner[n], kinds[n] = message.id, kind
                    n += step
    return owner, kinds


def _evidence(document: Document) -> dict[int, list[tuple[int, int]]]:
    """For messages by index: the spans that its facts rest on."""
    found: dict[int, list[tuple[int, int]]] = {}
    for evidence in document.evidence:
        steps = evidence.path.split("/")
        if len(steps) > 3 and steps[1] == "messages" and steps[2].isdigit():
            found.setdefault(int(steps[2]), []).append((evidence.start, evidence.end))
    return found


def _levels(messages: Sequence[Message]) -> list[int]:
    """How deep each message lies; a circle of parents counts as deep as it was followed."""
    by_id = {message.id: message for message in messages}
    levels = []
    for message in messages:
        seen, parent = {message.id}, message.parent
        while parent in by_id and parent not in seen:
            seen.add(parent)
            parent = by_id[parent].parent
        levels.append(len(seen) - 1)
    return levels


def tree(messages: Sequence[Message]) -> tuple[MessageNode, ...]:
    """The messages with those they enclose inside them."""
    known = {message.id for message in messages}
    below: dict[str | None, list[Message]] = {}
    for message in messages:
        below.setdefault(message.parent if message.parent in known else None, []).append(message)

    def nodes(parent: str | None, depth: int) -> tuple[MessageNode, ...]:
        return tuple(MessageNode(m, depth, nodes(m.id, depth + 1)) for m in below.pop(parent, ()))

    return nodes(None, 0)
