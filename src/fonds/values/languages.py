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
_LETTERS = bytes(ord(chr(b).lower()) if b < 128 and chr(b).isalpha() else ord(" ") for b in range(256))
_SCRIPTS = {
    "ko": r"[\uac00-\ud7af]",
    "ja": r"[\u3040-\u30ff]",
    "zh": r"[\u4e00-\u9fff]",
    "uk": r"[іїєґІЇЄҐ]",
    "ru": r"[а-яА-ЯёЁ]",
    "el": r"[α-ωΑ-Ω]",
    "he": r"[\u0590-\u05ff]",
    "ar": r"[\u0600-\u06ff]",
    "th": r"[\u0e00-\u0e7f]",
}
# More than those scripts; but such ranges compile sooner than the many thousand signs of Han and Hangul.
_OTHER_SCRIPT = re.compile(r"[\u0370-\u0e7f]|[^\u0000-\u303f]")
# Whatever is neither ASCII nor a sign that English texts are printed with.
_FURTHER_LETTER = re.compile(r"[^\x00-\x7f\xa0§°–—‘’“”…]")


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
    if not sample.isascii() and _OTHER_SCRIPT.search(sample):
        letters = sum(map(str.isalpha, sample)) or 1
        for code, signs in _SCRIPTS.items():
            # Hangul or kana mark their language even among Han; other scripts must carry the text.
            share = len(re.findall(signs, sample)) / letters
            if share > (0.1 if code in ("ko", "ja") else 0.02 if code == "uk" else 0.4):
                return code
    if sample.isascii() or _FURTHER_LETTER.search(sample) is None:  # parted at other signs at once
        found = sample.encode("ascii", "replace").translate(_LETTERS).decode().split()
    else:
        found = _WORD.findall(sample.lower())
    english = _small_words()["en"]
    if len(found) > 40 and sum(map(english.__contains__, found)) > 0.18 * len(found):
        return "en"  # no other language comes near this share of English small words
    words = Counter(found)
    counts = {code: sum(words[word] for word in small) for code, small in _small_words().items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= 2 and counts[best] >= 0.06 * words.total() else None
