"""PDF with a text layer, by pypdfium2 (PDFium). A page ends with a form feed in the reading text.

Limits: no layout beyond the order that PDFium gives; scans without text give a draft with the problem
``no-text-layer``; text recognition is not done here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fonds.importers.page_text import draft_of_text
from fonds.model import Draft, Original
from fonds.model.problems import problem

if TYPE_CHECKING:
    import pypdfium2 as pdfium

MAX_PAGES = 2000
MAX_CHARACTERS = 20_000_000


class Pdf:
    """See the module."""

    name = "pdf"
    title = "PDF with a text layer"
    media_types = ("application/pdf",)
    suffixes = (".pdf",)

    def sniff(self, head: bytes, name: str) -> float:
        """1 where the PDF header stands within the first kilobyte (ISO 32000-1, annex H)."""
        return 1.0 if b"%PDF-" in head[:1024] else 0.0

    def read(self, data: bytes, original: Original) -> Iterator[Draft]:
        """One draft."""
        import pypdfium2 as pdfium  # a slow import, for which most batches have no use

        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            yield Draft("", original, problems=(problem("broken-pdf", reason=str(error).strip(".")),))
            return
        try:
            yield self._draft(document, original)
        finally:
            document.close()

    def _draft(self, document: pdfium.PdfDocument, original: Original) -> Draft:
        import pypdfium2 as pdfium

        pages, problems, size = [], [], 0
        broken: dict[int, str] = {}  # page number, from 1, and reason
        count = len(document)
        if count > MAX_PAGES:
            problems.append(problem("too-many-pages", pages=count, read=MAX_PAGES))
        for number in range(min(count, MAX_PAGES)):
            try:
                page = document[number]
                text = page.get_textpage().get_text_bounded()
                page.close()
            except pdfium.PdfiumError as error:
                broken[number + 1] = str(error).strip(".")
                continue
            text = (
                text.replace("\r\n", "\n")
                .replace("\x00", "\ufffd")
                .replace("\ufffe", "-")
                .replace("\x02", "-")
            )
            pages.append(text.strip("\n"))
            size += len(text)
            if size > MAX_CHARACTERS:
                break
        if broken:
            first, reason = next(iter(broken.items()))
            problems.append(problem("broken-pdf-pages", {"page": first}, count=len(broken), reason=reason))
        reading = "\n\f\n".join(pages)
        if not any(page.strip() for page in pages):
            return Draft("", original, problems=(*problems, problem("no-text-layer")))
        return draft_of_text(reading, original, tuple(problems))
