"""What is read from invented telegrams of which three signs in a hundred are spoilt: little wrong, much right."""

import random
import string
from collections import Counter
from collections.abc import Iterator

from fonds.extract.reader import read_draft
from fonds.importers.page_text import draft_of_text
from fonds.model import Original

SEEDS, TELEGRAMS = (1, 2, 3, 4, 5), 60
"""Seeds, and telegrams for each: few enough that a share of one seed alone says little."""
NOISE = 0.03
WRONG, RIGHT = 0.03, 0.75
"""The largest share of wrong answers, and the smallest of right ones, of all that a clean reading gives."""

SIGNS = string.ascii_letters + string.digits
PEOPLE = ["Brantwell", "Castleton", "Dunmore", "Elderby", "Farrow", "Hadley", "Kingsford", "Lattimer", "Marlowe", "Penrose", "Ridley", "Tolbrook", "Wexford"]  # fmt: skip
TOWNS = {"Laos": "Vientiane", "Norway": "Oslo", "Peru": "Lima", "Kenya": "Nairobi", "Nepal": "Kathmandu"}
MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November"]  # fmt: skip
SENTENCES = [
    "The harbour master told us that the ferry would not sail before the end of the week.",
    "We have asked the Ministry for a list of the lamps that were lost in the storm.",
    "The Embassy believes that the price of tea is of no importance for the talks.",
    "No answer has come to the question that was put to the committee in the spring.",
    "It was agreed that the bridge should be opened by the mayor and not by the guests.",
    "The Department will want to know who paid for the music at the fair.",
]


def telegram(letters: random.Random) -> str:
    """An invented telegram; the name of its sender stands once more, or twice, in most of them."""
    country, town = letters.choice(sorted(TOWNS.items()))
    sender = letters.choice(PEOPLE)
    year, month, day = letters.randrange(1946, 1966), letters.choice(MONTHS), letters.randrange(1, 29)
    body = letters.sample(SENTENCES, 5)
    for _ in range(letters.randrange(3)):
        body.insert(letters.randrange(5), f"In {year} Ambassador {sender} was shown the same letter.")
    number = letters.randrange(1, 400)
    head = f"{number}. Telegram From the Ambassador in {country} ({sender}) to the Department of State"
    paragraphs = [head, f"{town}, {month} {day}, {year}, 4 p.m.", " ".join(body[:3]), " ".join(body[3:])]
    return "\n\n".join([*paragraphs, sender]) + "\n"


def spoilt(text: str, letters: random.Random) -> str:
    """The text with some signs replaced by any letter or figure."""
    return "".join(letters.choice(SIGNS) if c != "\n" and letters.random() < NOISE else c for c in text)


def facts(text: str) -> dict[str, tuple[str, ...]]:
    """Date and parties, as far as the text was understood."""
    read = read_draft(draft_of_text(text, Original("t.txt", "0" * 64, "text/plain")), id="x")
    message = read.messages[0] if read.messages else None
    found = {
        "date": (read.date.edtf[:10],) if read.date else (),
        "from": tuple(who.name for who in message.from_) if message else (),
        "to": tuple(who.name for who in message.to) if message else (),
    }
    return {field: values for field, values in found.items() if values}


def answers(seed: int) -> Iterator[tuple[str, str]]:
    """Each field of each telegram, and whether it was read rightly, wrongly or not."""
    letters = random.Random(seed)
    for _ in range(TELEGRAMS):
        clean = telegram(letters)
        meant, got = facts(clean), facts(spoilt(clean, letters))
        assert set(meant) == {"date", "from", "to"}
        for field, values in meant.items():
            yield field, "none" if field not in got else "right" if got[field] == values else "wrong"


def test_little_is_wrong_and_much_is_right() -> None:
    counts = Counter(answer for seed in SEEDS for answer in answers(seed))
    shares = {key: n / (len(SEEDS) * TELEGRAMS) for key, n in counts.items()}
    assert {key: share for key, share in shares.items() if key[1] == "wrong" and share > WRONG} == {}
    assert {key: share for key, share in shares.items() if key[1] == "right" and share < RIGHT} == {}
