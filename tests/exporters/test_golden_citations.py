"""Citations of every type of document, whole and literal, checked by hand against the manuals' own patterns.

Chicago Manual of Style 14.219-14.231 (manuscript collections), Turabian 17.7, MLA Handbook (works in an archive), APA
Publication Manual 10 (archival documents). The papers are invented.
"""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from exporters.papers import ARCHIVE, address
from exporters.papers_by_type import PAPERS_BY_TYPE

from fonds.errors import NotFound
from fonds.exporters import dates
from fonds.exporters.citation import STYLES, cite
from fonds.model.document import TYPES
from fonds.services.reading import read
from fonds.values import edtf

URL = address("b1wfs30st")

GOLDEN = tomllib.loads((Path(__file__).parent / "golden_citations.toml").read_text(encoding="utf-8"))
CASES = [(name, style) for name, styles in GOLDEN.items() for style in styles]


def test_every_type_has_its_citations() -> None:
    assert set(TYPES) <= set(GOLDEN) == set(PAPERS_BY_TYPE)
    assert len(CASES) == 100


@pytest.mark.parametrize(("name", "style"), CASES)
def test_citation(name: str, style: str) -> None:
    document, message = PAPERS_BY_TYPE[name]
    expected = GOLDEN[name][style].replace("ARCHIVE", ARCHIVE).replace("URL", URL)
    assert cite(document, style, "text", URL, ARCHIVE, message) == expected


def test_an_unknown_message_is_told() -> None:
    with pytest.raises(NotFound, match="'m9'"):
        cite(PAPERS_BY_TYPE["nested"][0], message="m9")
    outer = PAPERS_BY_TYPE["nested"][0]
    assert cite(outer, message="m1") == cite(outer)


@pytest.mark.parametrize("style", [style.name for style in STYLES])
def test_the_five_pages(shared: Path, style: str) -> None:
    """Their words are not ours to repeat: what must stand in a citation is put together from the truth beside them."""
    pages = sorted((shared / "seeds").glob("*.txt"))
    assert len(pages) == 5
    for page, document in zip(pages, read(pages), strict=True):
        truth = json.loads((shared / "gold/seeds" / f"{page.stem}.json").read_text(encoding="utf-8"))
        text = cite(document, style, "text", URL, ARCHIVE)
        day = date.fromisoformat(truth["date"][:10])
        month = (dates.SHORT_MONTHS if style == "mla" else edtf.MONTHS)[day.month - 1]
        words = {
            "apa": f"({day.year}, {month} {day.day})",
            "turabian-notes": f"{month} {day.day}, {day.year}",
            "turabian-bibliography": f"{month} {day.day}, {day.year}",
        }.get(style, f"{day.day} {month} {day.year}")
        title = squeezed(truth["title"]).rstrip(".")
        wanted = [
            title,
            words,
            ARCHIVE,
            URL,
            *(c["name"] for c in truth["credits"] if c["role"] == "translator"),
        ]
        assert [part for part in wanted if squeezed(part) not in squeezed(text)] == [], page.name
        for source in truth["sources"]:
            parts = [source.get(key) for key in ("repository", "fond", "opis", "delo", "papka")]
            if source["kind"] == "archival":
                assert [part for part in parts if part and part not in text] == [], page.name
        assert squeezed(text).count(title) == 1
        assert text.endswith(URL if style == "apa" else f"{URL}.")
        assert not re.search(r"None|,,|\.\.(?!\.)|  | [,.;]|\(\)|\[\]", text), text
        if document.type == "memorandum of conversation":
            assert squeezed(text).startswith(title)


def squeezed(text: str) -> str:
    """Without quotation marks, which styles set in their own way."""
    return " ".join(re.sub(r"[“”‘’\"'«»]", "", text).split())
