"""Letters as editions print them: titles, datelines, dates; and two editions in ../shared with floors."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

import fonds
from fonds.extract.reader import read_draft
from fonds.importers.page_text import draft_of_text
from fonds.model import Document, Original
from fonds.model.codec import to_json
from fonds.values import dates, hijri, letter_datelines, letter_titles, supplied_dates

FLOORS = {"date": 0.93, "place": 0.66, "from": 0.93, "to": 0.915, "type": 0.93}
"""F1 of score.py on the two editions; dev material, so a floor and no claim."""


def letter(title: str, text: str) -> Document:
    """The document of an invented letter."""
    reading = f"{title}\n\n{text}\n"
    original = Original(name="letter.txt", sha256="0" * 64, media_type="text/plain")
    return read_draft(draft_of_text(reading, original), id="x")


def names(parties: tuple[letter_titles.Party, ...]) -> list[str]:
    return [party.parsed.who.name for party in parties]


@pytest.mark.parametrize(
    ("title", "senders", "recipients", "day"),
    [
        ("Ivo Orlo an Mira von Tarn, 3. 5. 1902", ["Ivo Orlo"], ["Mira von Tarn"], "1902-05-03"),
        (
            "Ivo und Ada Orlo an Mira Tarn, [3.? 5. 1902]",
            ["Ivo Orlo", "Ada Orlo"],
            ["Mira Tarn"],
            "1902-05-03?",
        ),
        ("Ivo Orlo u. a. an Mira Tarn, [Mai 1902]", ["Ivo Orlo"], ["Mira Tarn"], "1902-05"),
        ("Lettre de Mira Tarn à Ivo Orlo, Garam, 3 mai 1902", ["Mira Tarn"], ["Ivo Orlo"], "1902-05-03"),
        (
            "Letter of Ivo Orlo to Mira Tarn, Garam, May 3, 1902 (copy)",
            ["Ivo Orlo"],
            ["Mira Tarn"],
            "1902-05-03",
        ),
        ("Brief von Ivo Orlo an den Hafenrat, Garam, 3. Mai 1902", ["Ivo Orlo"], ["Hafenrat"], "1902-05-03"),
        (
            "Ivo Orlo: Widmungsexemplar Das Tal für Mira Tarn, Mai 1902",
            ["Ivo Orlo"],
            ["Mira Tarn"],
            "1902-05",
        ),
        ("Ivo Orlo an Unbekannt, 3. Mai 1902", ["Ivo Orlo"], [], "1902-05-03"),
    ],
)
def test_a_title_says_who_wrote_to_whom_and_when(
    title: str, senders: list[str], recipients: list[str], day: str
) -> None:
    read = letter_titles.parse(title)
    assert read is not None
    assert (names(read.from_), names(read.to)) == (senders, recipients)
    assert read.date is not None
    assert read.date.edtf == day


@pytest.mark.parametrize(
    "title",
    [
        "Bericht an das Hafenamt",
        "Notes by the Assistant to the Minister (Orlo) on the Harbour, May 3, 1902",
        "The Road to Garam",
        "Orlo to Tarn",
        "Eine Reise an die See",
    ],
)
def test_other_titles_are_no_letters(title: str) -> None:
    assert not letter_titles.is_valid(title)


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("Garam, den 3. Mai 1902.", "Garam", "1902-05-03"),
        ("Garam3. 5. 02", "Garam", "1902-05-03"),
        ("Garam, Hotel Vesk, 3/5 902", "Garam", "1902-05-03"),
        ("d. 3/V 02", None, "1902-05-03"),
        ("Montag, 3. V.", None, "1902-05-03"),
        ("Garam, am 3. October[1]", "Garam", "1902-10-03"),
        ("Gruss aus Garam!", "Garam", None),
    ],
)
def test_a_dateline_gives_place_and_day(line: str, place: str | None, day: str | None) -> None:
    read = letter_datelines.parse(line, dates.DateContext(1902))
    assert read is not None
    assert (read.place and read.place.as_written) == place
    assert (read.date and read.date.edtf) == day


@pytest.mark.parametrize(
    "line", ["Telephon Nr. 641", "Nr. 3. 5. 1902", "Garam 1906", "Ich war am 3. Mai 1902 in Garam."]
)
def test_other_lines_are_no_datelines(line: str) -> None:
    read = letter_datelines.parse(line, dates.DateContext(1902))
    assert read is None or read.place is None


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("1[3]. 5. 1902", "1902-05-13"),
        ("[3. 5.?] 1902", "1902-05-03?"),
        ("[zwischen 3. und 9.? 5. 1902]", "1902-05-03/1902-05-09?"),
        ("[vor dem 3. 5. 1902]", "../1902-05-03"),
        ("[um 1902]", "1902~"),
    ],
)
def test_what_editors_supply_or_doubt_is_kept(written: str, edtf: str) -> None:
    when = supplied_dates.parse(written)
    assert when is not None
    assert (when.edtf, when.as_written) == (edtf, written)


def test_days_of_the_islamic_calendar() -> None:
    # Known pairs: the fall of Constantinople (Julian), the first day of the fifteenth century.
    for written, edtf in [
        ("20 Cemaziyelevvel 857", "1453-05-29~"),
        ("1 Muharram 1400", "1979-11-21~"),
        ("first decade of Ramazan 1000", "1592-06-11~/1592-06-20~"),
    ]:
        when = hijri.find(written)
        assert when is not None
        assert when.edtf == edtf
    assert hijri.find("32 Ramazan 1000") is None


def test_a_letter_as_a_document() -> None:
    document = letter(
        "Ivo Orlo an Mira von Tarn, 3. 5. 1902",
        "Garam, 3/5 902\nVerehrte, liebe Frau Mira,\nder Hafen ist offen, und die Boote sind da.\n"
        "Herzlichst Ihr\nIvo",
    )
    message = document.messages[0]
    assert document.type == "letter"
    assert document.date is not None
    assert document.date.edtf == "1902-05-03"
    assert [who.name for who in message.from_] == ["Ivo Orlo"]
    assert [who.name for who in message.to] == ["Mira von Tarn"]
    assert message.origin is not None
    assert message.origin.name == "Garam"


def test_the_address_on_the_envelope_is_not_where_it_was_written() -> None:
    document = letter(
        "Ivo Orlo an Mira Tarn, [3. 5. 1902]",
        "Frau Mira Tarn Wien IX. Hafengasse 7\nLiebe Mira,\ndie Boote sind da.\nDein\nIvo",
    )
    assert document.messages[0].origin is None


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("Frau Mira Tarn Garam\nGrand Hôtel, Orlenau, 900 m\n3. 5. 902", "Orlenau"),
        ("Dr. Ivo Orlo\nOrlenau, Orlenauer Hof\nWien IX. Hafengasse 7\n3. 5. 902", "Orlenau"),
        ("Dr. Ivo Orlo\nWien IX. Hafengasse 7\n3. 5. 902", "Wien"),
        ("Dr. Ivo OrloWien IX. Hafengasse 7Frau Mira TarnPrag\n3. 5. 902", "Wien"),
        ("I. O.[1]Wien, IX.Hafengasse 7Frau Mira TarnPrag\n3. 5. 902", "Wien"),
        ("Frau Mira Tarn,\nWien.\n3. 5. 902", None),
        ("mira tarn prag hafengasse\nprag fr wien 110 12 13", "wien"),
    ],
)
def test_the_place_beside_the_date(head: str, place: str | None) -> None:
    document = letter(
        "Ivo Orlo an Mira Tarn, [3. 5. 1902]", f"{head}\nLiebe Mira,\ndie Boote sind da.\nDein\nIvo"
    )
    origin = document.messages[0].origin
    assert (origin and origin.as_written) == place


def test_the_address_below_the_recipients_name_is_not_where_it_was_written() -> None:
    document = letter(
        "Ivo Orlo an Mira Tarn, 3. 5. 1902",
        "3. 5. 1902.\nLiebe Mira,\ndie Boote sind da.\nDein ergebener\nFrau Hafenrätin Mira Tarn,\nParis.",
    )
    assert document.messages[0].origin is None


def test_one_label_alone_makes_no_conversation() -> None:
    document = letter(
        "Urkunde 7",
        "Die Boote sollen den Hafen nicht verlassen, bis der Rat entschieden hat.\n"
        "Verso: An den König.\nDie Boote bleiben im Hafen, wie der Rat befohlen hat.\nVerso: An den König.",
    )
    assert document.type != "memorandum of conversation"


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # the programs leave closing to Python
def test_two_editions(shared: Path, tmp_path: Path) -> None:
    gold, score = _module(shared / "eval" / "make_gold.py"), _module(shared / "eval" / "score.py")
    text = tmp_path / "text"
    text.mkdir()
    rows = []
    for edition in ("tei-schnitzler-dev", "tei-qhod"):
        for path in sorted((shared / "corpora" / edition).rglob("*.xml")):
            for row, words in gold.letters(path):
                rows.append(json.dumps(row))
                (text / row["file"]).write_text(words, encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text("\n".join(rows), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    out.write_text("\n".join(map(to_json, fonds.read(text))), encoding="utf-8")
    tally = score.fields(tmp_path / "gold.jsonl", out)
    reached = {field: 2 * right / (given + wanted) for field, (right, given, wanted) in tally.items()}
    assert {f: round(v, 3) for f, v in reached.items() if v < FLOORS[f]} == {}
