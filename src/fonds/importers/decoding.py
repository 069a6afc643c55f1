"""Bytes to text: the encoding found out, what is wrong with it told as problems.

Order: byte-order mark, UTF-8, UTF-16 by its zero bytes, then the legacy encodings in which such pages
circulate (windows-1251, GB18030, EUC-KR, Shift-JIS, windows-1252), judged by which letters come out.
Nothing is moved: apart from the byte-order mark, every character of the result stands for bytes of
the input, and line ends stay as they are. NUL becomes U+FFFD, because no store keeps it.

>>> decode("Шифротелеграмма из столицы, секретно".encode("cp1251")).encoding
'cp1251'
>>> decode(b"\\x7fELF\\x00\\x01\\x02\\x03\\xff\\xfe\\x80" * 9).text is None
True
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from fonds.model import Problem
from fonds.model.problems import problem

SAMPLE_BYTES = 65_536
"""How much of a long file is looked at to tell its encoding."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ("gb18030", "euc_kr", "shift_jis", "cp1251", "cp1252")
_NUL = re.compile("\x00")
_CONTROL = bytes([*range(1, 9), 11, *range(14, 32), 127])
# What UTF-8 looks like when it was read as a one-byte encoding.
_MOJIBAKE = re.compile(
    "â€[\u0090-\u00ff™œ\u009d˜”“¦]|Ã[\u0080-\u00bf©¨¤¶¼]|(?:Ð[\u0080-\u00bf]|Ñ[\u0080-\u00bf]){3}|(?:Р[\u00a0-\u00bf°±µ»ѕЅ]|С[\u0080-\u00bf‚ѓЃ‹Њ]){4}"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """``text`` is None where the bytes are no text; ``problems`` say what a person should know."""

    text: str | None
    encoding: str | None
    problems: tuple[Problem, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of the bytes. Never raises."""
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        return Decoded(None, None, (problem("empty-file"),))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _finish(data[len(mark) :].decode(encoding, "replace"), encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)
    if _control_share(data) > 0.1:
        return _wide(data) or Decoded(None, None, (problem("binary-junk"),))
    return _finish(text, "utf-8")


_CONTROL_BYTES = bytes(byte for byte in range(32) if byte < 9 or byte > 13)


def _control_share(data: bytes) -> float:
    """Which part of the bytes no text has."""
    sample = data[:SAMPLE_BYTES]
    return 1 - len(sample.translate(None, _CONTROL_BYTES)) / len(sample)


def _guess(data: bytes) -> Decoded:
    """Bytes that are no UTF-8."""
    if wide := _wide(data):
        return wide
    sample = data[:SAMPLE_BYTES]
    if _control_share(data) > 0.05:
        return Decoded(None, None, (problem("binary-junk"),))
    broken = data.decode("utf-8", "replace")
    if broken.count("�") * 200 < len(broken):  # UTF-8 with a few damaged bytes
        return _finish(broken, "utf-8", problem("damaged-encoding", count=broken.count("�")))
    scored = [(s, name) for name in _LEGACY if (s := _plausibility(sample, name)) is not None]
    if not scored or max(scored)[0] < 0.3:
        return Decoded(None, None, (problem("binary-junk"),))
    best = max(scored, key=lambda pair: pair[0])[1]
    return _finish(data.decode(best, "replace"), best, problem("legacy-encoding", encoding=best))


_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_PLAIN = "[\t\r\n\x20-\u058f\u2000-\u206f\u3000-\u30ff\uac00-\ud7a3\uff00-\uffef]"


def _wide(data: bytes) -> Decoded | None:
    """UTF-32 or UTF-16 without a mark. Its spaces, line ends and ASCII letters have zero bytes, which no other
    text has; and letters of some script come out, where the wrong order of bytes gives rare signs."""
    sample = data[:SAMPLE_BYTES]
    if 0 not in sample:
        return None
    scored = []
    for encoding in _WIDE:
        text = sample[: len(sample) // 4 * 4].decode(encoding, "replace")
        usual = len(re.findall(_PLAIN, text)) + len(re.findall(_COMMON["gb18030"], text))
        if "\x00" not in text and not _controls(text) and usual > 0.5 * len(text):
            scored.append((usual / len(text), encoding))
    if not scored:
        return None
    encoding = max(scored)[1]
    return _finish(
        data.decode(encoding, "replace"),
        encoding,
        problem("legacy-encoding", encoding=f"{encoding} without a mark"),
    )


# Letters that make up much of a text in the language, and little of other bytes read in its encoding.
_COMMON = {
    # Words in usual capitals: other bytes read as windows-1251 change from small to great within a word.
    "cp1251": r"(?<![^\W\d_])(?:[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+)(?![^\W\d_])",
    "gb18030": "[的是一不了在人有我他这中大来上国个到说们为和地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联权往展该领传近留红治决周保达办]",
    "euc_kr": "[이다는을의에를가고하은지로인한도사기대어리나해시자그아수보서일과전정것주있제여부들만게안라면니습까했었였우장동조선국상무위원교미성말않없되된할합요구소중오세방]",
    "shift_jis": "[ぁ-んァ-ヶ]",
    "cp1252": "[a-zA-Z]",
}


def _plausibility(sample: bytes, encoding: str) -> float | None:
    """Share of letters that are common in the encoding's language; None where bytes do not fit."""
    text = sample.decode(encoding, "ignore")
    if len(sample) < SAMPLE_BYTES:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            return None
    if re.search("[\x80-\x9f]", text):
        return None
    beyond = [c for c in text if c >= "\x80" and c.isalpha()]
    if encoding == "cp1252":  # Western text is mostly ASCII letters with a few accented ones among them.
        letters = sum(c.isalpha() for c in text) or 1
        return 0.75 if len(beyond) * 4 < letters else 0.2
    if not beyond:
        return 0.0
    return sum(map(len, re.findall(_COMMON[encoding], text))) / len(beyond)


def _controls(text: str) -> int:
    """How many characters no text has. UTF-8 has each as one byte, and bytes are counted at once."""
    data = text.encode("utf-8", "replace")
    return len(data) - len(data.translate(None, _CONTROL))


def _finish(text: str, encoding: str, *problems: Problem) -> Decoded:
    found = list(problems)
    if nuls := text.count("\x00"):
        text = _NUL.sub("�", text)
        found.append(problem("nul-bytes", count=nuls))
    sample = text[:SAMPLE_BYTES]
    if _controls(sample) * 20 > len(sample):
        return Decoded(None, None, (problem("binary-junk"),))
    if any(sign in sample for sign in "âÃÐРС") and len(_MOJIBAKE.findall(sample)) >= 2:
        found.append(problem("mojibake"))
    if not text.strip("� \t\r\n\ufeff"):
        return Decoded(None, None, (problem("empty-file"),))
    return Decoded(text, encoding, tuple(found))
