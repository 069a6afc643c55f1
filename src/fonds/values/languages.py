"""Languages: names to BCP 47 tags, and the language of a text by its script and small words.

Limits: script decides for Han, Hangul, kana, Cyrillic (Russian assumed, Ukrainian and Bulgarian by
their own letters), Greek, Arabic, Hebrew, Thai; Latin text by the small words in
``data/languages.toml``. A text too short to tell gives None.

>>> tag("Russian"), tag("Klingon")
('ru', None)
>>> guess("The talks of the two ministers, and what was said in them, is known to us.")
'en'
>>> guess("Сообщаю, что переговоры завершены."), guess("会谈今天结束。"), guess("회담은 오늘 끝났다.")
('ru', 'zh', 'ko')
>>> guess("ok") is None
True
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from fonds.data import table

SAMPLE = 1000
"""Characters looked at."""
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[а-яА-ЯёЁ]")),
    ("el", re.compile(r"[α-ωΑ-Ω]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_ANY_SCRIPT = re.compile("|".join(pattern.pattern for _, pattern in _SCRIPTS))


def tag(name: str) -> str | None:
    """The tag of a language's English name, or None."""
    tags: dict[str, str] = table("languages")["tags"]
    return tags.get(name.strip().casefold())


def name(code: str) -> str:
    """The English name of a tag; the tag itself where unknown."""
    return _names().get(code.split("-")[0], code)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for word, code in table("languages")["tags"].items():
        names.setdefault(code, word.title())
    return names


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in table("languages")["small-words"].items()}


def guess(text: str) -> str | None:
    """The language of a text, or None where nothing tells."""
    sample = text[:SAMPLE]
    if _ANY_SCRIPT.search(sample):
        letters = sum(map(str.isalpha, sample)) or 1
        for code, pattern in _SCRIPTS:
            # Hangul or kana mark their language even among Han; other scripts must carry the text.
            share = len(pattern.findall(sample)) / letters
            if share > (0.1 if code in ("ko", "ja") else 0.02 if code == "uk" else 0.4):
                return code
    found = _WORD.findall(sample.lower())
    english = _small_words()["en"]
    if len(found) > 40 and sum(map(english.__contains__, found)) > 0.18 * len(found):
        return "en"  # no other language comes near this share of English small words
    words = Counter(found)
    counts = {code: sum(words[word] for word in small) for code, small in _small_words().items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= 2 and counts[best] >= 0.06 * words.total() else None
