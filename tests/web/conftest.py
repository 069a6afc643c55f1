"""Hand-made records for the parts of a page, and an archive of a few papers for whole pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from databases import Databases
from django.test import Client
from visiting import pages_of

from fonds.model import Document, Message, Original
from fonds.services import adding
from fonds.services import archive as archives
from fonds.services.views import Mention, MessageNode, ReadingParagraph, RecordView, VersionView
from fonds.web import reading_room

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


HOSTILE = '<script>alert("x")</script>"><img src=x onerror=alert(1)>'
TELEGRAM = """Ciphered Telegram No. 12, Venn to Orlo

CIPHERED TELEGRAM

Strictly Secret

No. 12

From MERRIN Received 12:15 18.7.1952

To Comrade ORLO

Copies: Orlo (2), Sarn

In your telegram of 18:00 14 July of this year you ask about the ferry. It has sunk.

The captain, a careful man, had gone to dinner.

VENN

9:40, 18 July 1952

Source: NAT, f. 45, op. 1, d. 343, ll. 72-75.
"""
LETTER = f"""Letter {HOSTILE}, Orlo to Venn

20 July 1952

Dear Venn,

I am sorry about the ferry {HOSTILE} and about the dinner.

Orlo
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, root: Path, databases: Databases) -> Path:
    """The folder of an archive with a telegram of two versions, a letter full of mark-up and a scanned paper."""
    base = tmp_path_factory.mktemp("web")
    with databases.of(base / "archive"):
        return _build(base, root)


def _build(base: Path, root: Path) -> Path:
    papers = base / "papers" / "The Ferry"
    papers.mkdir(parents=True)
    archive = archives.new(
        base / "archive", title="Ferry <papers>", description="Invented papers about a ferry."
    )
    for text in (TELEGRAM.replace("sunk", "sunken"), TELEGRAM):
        (papers / "telegram.txt").write_text(text, encoding="utf-8")
        adding.add(archive, [papers.parent], jobs=0)
    (papers / "letter.txt").write_text(LETTER, encoding="utf-8")
    (papers / "letter.ru.txt").write_text("Письмо <b>жирное</b>.\n\nО пароме.", encoding="utf-8")
    for scanned in (root / "demo" / "Port Regent Legation").glob("1957-07-18-roe-to-admiralty.*"):
        shutil.copy(scanned, papers / scanned.name)
    adding.add(archive, [papers.parent], jobs=0)
    return archive.root


@pytest.fixture
def client(built: Path, monkeypatch: pytest.MonkeyPatch, databases: Databases) -> Iterator[Client]:
    """Asks the pages of that archive, without a server between."""
    with pages_of(built, monkeypatch) as client, databases.of(built):
        yield client


@pytest.fixture
def ids(client: Client) -> dict[str, str]:
    """Id of each paper by the name of its file."""
    return {
        document.original.name.rsplit("/", 1)[-1].split(".")[0]: document.id
        for document in reading_room.archive()
    }
