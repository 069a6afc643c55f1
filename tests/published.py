"""A crawler over the files of a published copy: what a reader could follow, without a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action") and value:
                self.links.append(value)
            elif name == "srcset" and value:
                self.links += [part.split()[0] for part in value.split(",")]
            elif name == "id" and value:
                self.ids.add(value)


def broken_links(folder: Path) -> Iterator[str]:
    """A sentence for each link of a page or style sheet that leads to no file, or to no place on its page."""
    pages: dict[Path, _Links] = {}
    for page in sorted(folder.rglob("*.html")):
        pages[page] = parser = _Links()
        parser.feed(page.read_text(encoding="utf-8"))
    for page, found in pages.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            goal = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if link.startswith("/") or not goal.is_file():
                yield f"{page.relative_to(folder)}: {link}"
            elif parts.fragment and goal in pages and unquote(parts.fragment) not in pages[goal].ids:
                yield f"{page.relative_to(folder)}: no such place {link}"
    for sheet in folder.rglob("*.css"):
        for link in re.findall(r'url\("([^"]+)"\)', sheet.read_text(encoding="utf-8")):
            if not (sheet.parent / link).is_file():
                yield f"{sheet.relative_to(folder)}: {link}"
