"""Papers that can be made as long as one likes, and a count of the work that reading them takes.

Time says little on a busy machine; the number of lines of Fonds that run is the same every time. Where it
grows with the square of the length somebody compares everything with everything.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import fonds
from fonds.extract.reader import read_draft
from fonds.importers import drafts
from fonds.model import Document, Original

PACKAGE = str(Path(fonds.__file__).parent)
ORIGINAL = Original("page.txt", "0" * 64, "text/plain")


def read(data: bytes | str) -> Document:
    """The first document of some bytes."""
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return read_draft(next(drafts(data, ORIGINAL)), id="b1wfs30st")


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Fonds run, each as often as it does."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Callable[..., Any] | None:
        nonlocal count
        if event == "call":
            return trace if frame.f_code.co_filename.startswith(PACKAGE) else None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def name(n: int) -> str:
    """The n-th of many names that are not alike."""
    out = ""
    for _ in range(3):
        n, rest = divmod(n, 19)
        out += "bdfgklmnprstvzhjxcq"[rest] + "aeiou"[rest % 5]
    return out.capitalize()


def names(count: int) -> Iterator[str]:
    return (name(n) for n in range(count))


LETTER = "Telegram, Orlo to Venn\n\nTo Comrade VENN\n\n"
RECORD = "Conversation of Orlo and Venn\n\n3 May 1957\n\n"
PAGE = "Skip to content\n\nMay 3, 1957\n\nTelegram, Orlo to Venn\n\n"


def nested(depth: int) -> str:
    """Each message forwards the next one in quotation marks."""
    opened = "\n\n".join(
        f"I send you the text of telegram {n}:\n\n“To Comrade {name(n)}." for n in range(depth)
    )
    closed = "\n\n".join(f"{name(n)}, 3:00, 15.7.52”" for n in reversed(range(depth)))
    return f"{LETTER}{opened}\n\nThe harbour is closed.\n\n{closed}\n\nORLO"


def bracketed(depth: int) -> str:
    """Each message forwards the next one between [Begins] and [Ends]."""
    head = "From Flag Officer to Admiralty. 11 July 1957, 4.30 p.m."
    return (
        LETTER + f"[Begins]\n\n{head}\n\nThe harbour is closed.\n\n" * depth + "[Ends]\n\n" * depth + "ORLO"
    )


def one_after_another(count: int) -> str:
    """One telegram forwards many, none of which lies in another."""
    return LETTER + "".join(f"And this:\n\n“To Comrade {n}.\n\nClosed.\n\nTARN”\n\n" for n in names(count))


PAPERS: dict[str, Callable[[int], str]] = {
    "nested": nested,
    "bracketed": bracketed,
    "one after another": one_after_another,
    "distribution in a line": lambda n: (
        f"{LETTER}Copies: {', '.join(f'{x} (2)' for x in names(n))}\n\nClosed."
    ),
    "distribution in rows": lambda n: LETTER + "Closed.\n\nDISTRIBUTION\n\n" + "\n".join(names(n)),
    "recipients": lambda n: f"Telegram, Orlo to {', '.join(names(n))}\n\nClosed.",
    "turns": lambda n: RECORD + "\n\n".join(f"{'Orlo' if i % 2 else 'Venn'}: Word {i}." for i in range(n)),
    "interjections": lambda n: f"{RECORD}Orlo: Yes. " + "(Venn: No.) Yes. " * n,
    "speakers": lambda n: RECORD + "\n\n".join(f"{x}: Yes.\n\n{x}: No." for x in names(n)),
    "participants": lambda n: (
        f"{RECORD}Participants: {', '.join(f'Ivo {x}' for x in names(n))}\n\nOrlo: Yes."
    ),
    "notes": lambda n: (
        LETTER
        + " ".join(f"{x.lower()}{i + 1}" for i, x in enumerate(names(n)))
        + "\n\n"
        + "\n\n".join(f"{i + 1} A note." for i in range(n))
    ),
    "remarks": lambda n: LETTER + "Closed [Ed. note: so it stands]. " * n,
    "pseudonyms": lambda n: LETTER + "\n\n".join(f"Comrade {x} [Tarn{x.lower()}] came." for x in names(n)),
    "mentions": lambda n: LETTER + "\n\n".join(f"I have your telegram No. {i} of 3 May." for i in range(n)),
    "mentions in a line": lambda n: (
        LETTER + " ".join(f"I have your telegram No. {i} of 3 May." for i in range(n))
    ),
    "dates in a line": lambda n: LETTER + "3 May 1957, 4 p.m.; " * n,
    "short lines": lambda n: "\n".join(map(str, range(n))),
    "labels": lambda n: f"{PAGE}Closed.\n\nDocument Information\n\n" + "Source\n\nBox 3\n\n" * n,
    "labels of one kind": lambda n: f"{PAGE}Closed.\n\n" + "Source\n\n" * n,
    "inline labels": lambda n: f"{LETTER}Closed.\n\n" + "Source: Box 3.\n" * n,
    "tabs": lambda n: PAGE + "English HTML\n\nClosed.\n\nRussian HTML\n\nЗакрыто.\n\n" * n,
    "summaries": lambda n: (
        "Search in\n\nMay 3, 1957\n\nCitation\n\n" + "Orlo reports.\n\n" * n + "share document\n\nClosed."
    ),
    "rules": lambda n: LETTER + "Closed.\n\n————\n\nx/ A note.\n\n" * n,
    "sources": lambda n: (
        f"{PAGE}Closed.\n\nDocument Information\n\nSource\n\n" + "APRF, f. 5, op. 3, d. 2; " * n
    ),
    "furniture": lambda n: "Skip to content\n\nshare document\n\n" * n,
}
"""By what there is much of: a function from how much to the text."""
