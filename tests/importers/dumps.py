"""An invented archive's dump: its rows, and the same as SQLite, as CSV and as saved pages."""

from __future__ import annotations

import csv
import html
import io
import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

COLUMNS = (
    "document_url",
    "original_publication_date",
    "title",
    "credits",
    "text_body",
    "summary",
    "authors",
    "associated_places",
    "subjects_discussed",
    "associated_people_orgs",
    "document_contributors",
    "source",
    "original_upload_date",
    "original_archive_title",
    "language",
    "rights",
    "record_id",
    "original_classification",
    "donors",
)
Row = dict[str, str | None]

LETTER: Row = {
    "document_url": "https://papers.example/document/letter-orlo-venn",
    "original_publication_date": "May 1931",
    "title": "Letter, Emil Orlo to Jana Venn",
    "credits": "This document was made possible with support from Lantern Foundation",
    "text_body": "Secret\nDear Venn,\nThe lamp at the harbour of Merrin has been dark for nine nights, and the pilots say "
    "that no ship will come in before it is lit.\n I send you my letter of 2 May.\nOrlo",
    "summary": "Orlo asks Venn for oil. He fears for the ships.",
    "authors": '["Orlo, Emil"]',
    "associated_places": '["Ismara", "Garam"]',
    "subjects_discussed": '["Ismara--Harbours", "Garam--Trade"]',
    "associated_people_orgs": '["Venn, Jana (Lanna)"]',
    "document_contributors": None,
    "source": "National Archive of Ismara, File 12, box 3. Contributed by Tarn Brel and translated by Asa Min.",
    "original_upload_date": "2021-03-04",
    "original_archive_title": '["National Archive of Ismara"]',
    "language": '["German"]',
    "rights": "The Harbour Programme welcomes reuse of its papers.\nTo enquire about this document's rights write to us.",
    "record_id": "4711",
    "original_classification": "Secret",
    "donors": '["Lantern Foundation"]',
}
TALK: Row = dict.fromkeys(COLUMNS) | {
    "document_url": "https://papers.example/document/talk-orlo-brel",
    "original_publication_date": "June 9, 1931",
    "title": "Orlo's Conversation with President Brel on 7 June 1931, 9.30 hours",
    "text_body": "Min      Merrin, 9 June 1931\n M e m o r a n d u m\nPresident Brel said that the oil had come, and that the "
    "lamp would be lit on the same evening if the weather held.\n(Min)\n  [1] Archive of Ismara, B 7/12, 3-4.",
    "document_contributors": '["Orlo, Emil", "Brel, Tarn"]',
    "source": "Archive of Ismara, B 7/12, 3-4.",
    "record_id": "4712",
}
ROWS = [LETTER, TALK]


def as_sqlite(path: Path, rows: Iterable[Mapping[str, object]], columns: Iterable[str] = COLUMNS) -> Path:
    """The rows as a database, in a table ``documents``, behind one that holds something else."""
    names = list(columns)
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE done (page INTEGER)")
        database.execute(f"CREATE TABLE documents ({', '.join(names)})")
        marks = ", ".join("?" for _ in names)
        database.executemany(
            f"INSERT INTO documents VALUES ({marks})", [[row.get(name) for name in names] for row in rows]
        )
        database.commit()
    return path


def as_csv(
    rows: Iterable[Mapping[str, object]], columns: Iterable[str] = COLUMNS, delimiter: str = ","
) -> str:
    """The rows as CSV."""
    names = list(columns)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(names)
    writer.writerows([[row.get(name) or "" for name in names] for row in rows])
    return out.getvalue()


PILLS = {
    "authors": "Author(s):",
    "associated_places": "Associated Places",
    "associated_people_orgs": "Associated People & Organizations",
    "subjects_discussed": "Subjects Discussed",
    "document_contributors": "Document Contributors",
    "original_archive_title": "Original Archive",
    "language": "Language",
    "donors": "Donors",
}
BLOCKS = {
    "source": "Source",
    "original_upload_date": "Original Uploaded Date",
    "rights": "Rights",
    "record_id": "Record ID",
    "original_classification": "Original Classification",
}


def as_page(row: Mapping[str, str | None]) -> str:
    """The row as the page of the site: what it shows, and much around it."""

    def words(text: str | None) -> str:
        # A browser would make one blank of many.
        lines = [html.escape(line.strip()).replace("  ", "&nbsp;&nbsp;") for line in (text or "").split("\n")]
        return "".join(f"<p>{line}</p>\n" for line in lines)

    pills = "".join(
        f"<section><h2 class='title'>{html.escape(label)}</h2><div class='pills'>"
        + "".join(
            f"<a class='pill'><span class='name'><span>{html.escape(i)}</span></span></a>"
            for i in json.loads(row[key] or "[]")
        )
        + "</div></section>"
        for key, label in PILLS.items()
        if row[key]
    )
    blocks = "".join(
        f"<div class='information-block'><div class='sub-title'>{label}</div><div class='text'>{words(row[key])}</div></div>"
        for key, label in BLOCKS.items()
        if row[key]
    )
    donated = f"<div class='donated'>{html.escape(row['credits'] or '')}</div>" if row["credits"] else ""
    summary = f"<div class='text-block wide'>{words(row['summary'])}</div>" if row["summary"] else ""
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{html.escape(row["title"] or "")} | Papers</title>
<link rel="canonical" href="{html.escape(row["document_url"] or "")}">
<meta property="og:title" content="Papers of the harbour"><script>var date = "1 May 1999";</script></head>
<body><a href="#c">Skip to content</a><nav><a href="/">Home</a><a href="/browse">Browse</a></nav>
<main><p class="date">{html.escape(row["original_publication_date"] or "")}</p>
<h1 class="title main">{html.escape(row["title"] or "")}</h1>{donated}
<ul class="nav"><li><a href="#en" class="nav-link active">English HTML</a><li><a href="#scan">Original Scan</a></ul>
<div class="tab-content"><div class="tab-pane active" id="en">{words(row["text_body"])}</div>
<div class="tab-pane" id="scan"><iframe src="scan.pdf">Your browser does not show PDF</iframe></div></div>
{summary}<aside>{pills}</aside><h2>Document Information</h2>{blocks}</main>
<footer>Papers of the harbour, all rights reserved</footer></body></html>"""
