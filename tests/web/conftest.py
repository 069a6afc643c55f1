"""Hand-made records for the parts of a page, and an archive of a few papers for whole pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from fonds.model import Document, Message, Original
from fonds.services.views import Mention, MessageNode, ReadingParagraph, RecordView, VersionView

SHA256 = "a" * 64
MOMENT = datetime(2024, 3, 8, tzinfo=UTC)

MakeRecord = Callable[..., RecordView]


@pytest.fixture
def make_record() -> MakeRecord:
    """A record from the texts of its paragraphs, each one text or (text, kind, message, turn)."""
    return _record


def _record(
    *texts: str | tuple[str, str, str | None, int | None],
    mentions: tuple[Mention, ...] = (),
    **values: object,
) -> RecordView:
    paragraphs, reading = [], ""
    for n, item in enumerate(texts, 1):
        text, kind, message, turn = item if isinstance(item, tuple) else (item, "paragraph", None, None)
        paragraphs.append(
            ReadingParagraph(n, len(reading), len(reading) + len(text), kind, text, message, turn)
        )
        reading += text + "\n\n"
    reading += str(values.pop("page", ""))
    given = {"title": "A paper", "date": None, "type": "other", "text": reading} | values
    document = Document(
        id="b1wfs30st",
        original=Original("paper.txt", SHA256, "text/plain"),
        **given,  # type: ignore[arg-type]
    )
    version = VersionView(1, SHA256, "paper.txt", MOMENT, "1", True)
    return RecordView(
        id=document.id,
        document=document,
        reading=reading,
        paragraphs=tuple(paragraphs),
        messages=_nodes(document.messages, None, 0),
        mentions=mentions,
        sources=(),
        related=(),
        files=(),
        versions=(version,),
        version=version,
        people={},
        places={},
        previous=None,
        next=None,
        added=MOMENT,
    )


def _nodes(messages: tuple[Message, ...], parent: str | None, depth: int) -> tuple[MessageNode, ...]:
    return tuple(
        MessageNode(m, depth, _nodes(messages, m.id, depth + 1)) for m in messages if m.parent == parent
    )
