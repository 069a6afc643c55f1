"""Several readings of one page, made one; and what is done to a page before it is read."""

from __future__ import annotations

import random

from PIL import Image, ImageDraw

from fonds.importers import page_cleaning
from fonds.importers.several_readings import combined, has_columns, sureness
from fonds.importers.tesseract import Word


def line(words: str, confidence: float, row: int, *, left: int = 100, block: int = 1) -> list[Word]:
    """Words of one line, each letter 20 pixels wide."""
    out = []
    for word in words.split():
        out.append(
            Word(word, confidence, left, 50 * row, left + 20 * len(word), 50 * row + 30, (block, 1, row))
        )
        left += 20 * len(word) + 20
    return out


def text(words: tuple[Word, ...]) -> list[str]:
    rows: dict[tuple[int, int, int], list[str]] = {}
    for word in words:
        rows.setdefault(word.line, []).append(word.text)
    return [" ".join(row) for row in rows.values()]


def test_of_each_word_the_surest_form_is_taken() -> None:
    first = (*line("The lamp is lit", 95, 1), *line("and nobady slept", 40, 2))
    second = (*line("Tho lamp is lit", 60, 1), *line("and nobody slept", 85, 2))
    assert text(combined([first, second])) == ["The lamp is lit", "and nobody slept"]
    assert text(combined([second, first])) == ["The lamp is lit", "and nobody slept"]


def test_a_word_somewhere_else_is_another_word() -> None:
    first = (*line("The lamp is lit", 95, 1), *line("nobady", 40, 2))
    second = tuple(line("nobody", 90, 2, left=900))
    assert "nobady" in text(combined([first, second]))


def test_lines_that_only_one_reading_saw_are_put_in_at_their_place() -> None:
    first = (*line("SECRET", 95, 1), *line("The lamp is lit, and nobody slept.", 95, 4))
    second = (*line("SEC RET", 50, 1), *line("TO: MERRIN", 90, 2), *line("xq ,.z", 30, 3))
    assert text(combined([first, second])) == ["SECRET", "TO: MERRIN", "The lamp is lit, and nobody slept."]


def test_columns_are_seen() -> None:
    left = [word for n in range(1, 9) for word in line("the lamp is lit again", 90, n)]
    right = [word for n in range(1, 9) for word in line("and nobody slept a wink", 90, n, left=900, block=2)]
    assert has_columns((*left, *right))
    form = [word for n in range(1, 9) for word in line("DATE", 90, n, left=900, block=2)]
    assert not has_columns((*left, *form))
    assert not has_columns(())


def test_single_signs_do_not_make_a_page_sure() -> None:
    assert sureness((*line("lamp", 40, 1), *line("a b c", 95, 2))) == 40
    assert sureness(()) == 0


def test_a_black_and_white_page_loses_its_specks_and_keeps_its_strokes() -> None:
    page = Image.new("L", (400, 400), 255)
    draw = ImageDraw.Draw(page)
    draw.rectangle((100, 100, 180, 104), fill=0)
    chance = random.Random(1)
    for _ in range(40):
        page.putpixel((chance.randrange(400), chance.randrange(200, 400)), 0)
    assert page_cleaning.is_two_tone(page)
    cleaned = page_cleaning.cleaned(page)
    assert cleaned.size == page.size
    assert cleaned.crop((0, 210, 400, 400)).getextrema() == (255, 255)
    assert cleaned.getpixel((140, 102)) < 100  # type: ignore[operator]


def test_a_grey_page_without_specks_stays_as_it_is() -> None:
    page = Image.linear_gradient("L").resize((400, 400))
    assert not page_cleaning.is_two_tone(page)
    assert page_cleaning.cleaned(page) is page
