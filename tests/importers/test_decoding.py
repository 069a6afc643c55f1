"""Bytes to text: the encodings in which such papers circulate, and what is no text at all."""

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.importers.decoding import decode

RUSSIAN = """ШИФРОТЕЛЕГРАММА № 311
Совершенно секретно. Снятие копий воспрещается.
Из Исмары. Сегодня в два часа десять минут ночи разводной пролёт Ардельского моста остановился на полпути.
Ни поезда, ни суда пройти не могут. Прошу указаний. Веригина
"""
CHINESE = """绝密 特急
致丁岚中央：
今天下午五时，我同亚罗维亚大使谈话，他问我们的两个师要到哪里去。我说，他们是铁道兵，带的是铁锹。
请把这个情况报告主席，并请于今晚答复。
"""
KOREAN = """극비
친애하는 주석 동지에게
어제 저녁 여섯 시에 보낸 전보를 받으셨을 것입니다. 다리는 아직 닫혀 있고 우리 군대는 해안에 서 있습니다.
회답을 기다립니다.
"""
JAPANESE = """極秘 至急
外務大臣殿
本日午後三時、当地の大使と会談しました。橋はまだ開いたままで、船も汽車も通ることができません。
ご指示をお願いします。
"""
ENGLISH = (
    "Café owners on the Pier were told: “Nothing moves – not even Señor Ruiz’s cart.” Façade, naïve, Düne.\n"
    * 3
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (CHINESE, "gb18030"),
        (KOREAN, "euc_kr"),
        (JAPANESE, "shift_jis"),
        (ENGLISH, "cp1252"),
    ],
)
@pytest.mark.parametrize("times", [1, 40], ids=["short", "long"])
def test_legacy_encodings(text: str, encoding: str, times: int) -> None:
    found = decode((text * times).encode(encoding))
    assert found.text == text * times
    assert [problem.code for problem in found.problems] == ["legacy-encoding"]
    assert encoding in found.problems[0].message


@pytest.mark.parametrize("text", [RUSSIAN, CHINESE, KOREAN, JAPANESE, ENGLISH])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode(text: str, mark: bytes, encoding: str) -> None:
    found = decode(mark + text.encode(encoding))
    assert found.text == text
    assert found.problems == ()


@pytest.mark.parametrize(
    "text", [ENGLISH, RUSSIAN, "Top Secret\n\nFrom Vesk to Orlo\n\nThe harbour is closed.\n"]
)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_unicode_without_a_mark(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found.text == text
    assert [problem.code for problem in found.problems] == ["legacy-encoding"]


def test_line_ends_and_offsets_stay() -> None:
    text = "Один\r\nдва\rтри\n\n\tчетыре \n"
    assert decode(text.encode("cp1251") * 20).text == text * 20


@pytest.mark.parametrize(
    "garbled",
    [
        RUSSIAN.encode().decode("cp1252", "replace"),
        RUSSIAN.encode().decode("latin-1"),
        RUSSIAN.encode().decode("cp1251", "replace"),
        "The Ambassadorâ€™s car and the Ministerâ€™s car stood on the quay.",
        "CafÃ© owners and SeÃ±or Ruiz, FaÃ§ade and DÃ¼ne.",
    ],
)
def test_mojibake_is_told(garbled: str) -> None:
    found = decode(garbled.encode())
    assert found.text == garbled
    assert "mojibake" in [problem.code for problem in found.problems]


@pytest.mark.parametrize(
    "text", [RUSSIAN, CHINESE, KOREAN, JAPANESE, ENGLISH, "Ñandú. Ålesund. Łódź. São Tomé."]
)
def test_good_text_is_no_mojibake(text: str) -> None:
    assert decode(text.encode()).problems == ()


def test_damaged_bytes_are_counted() -> None:
    data = bytearray(RUSSIAN.encode() * 10)
    data[100] = data[900] = 0xFF
    found = decode(bytes(data))
    assert found.text is not None
    assert found.text.count("\ufffd") >= 2
    assert [problem.code for problem in found.problems] == ["damaged-encoding"]


def test_nul_is_replaced_one_for_one() -> None:
    found = decode(b"Telegram\x00 from Vesk\x00, closed since noon on the third of May.")
    assert found.text == "Telegram\ufffd from Vesk\ufffd, closed since noon on the third of May."
    assert [problem.message for problem in found.problems] == ["2 NUL characters were replaced by \ufffd"]


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", b"\x00\x00\x00", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b"\n\x00"]
)
def test_empty(data: bytes) -> None:
    found = decode(data)
    assert found.text is None
    assert [problem.code for problem in found.problems] == ["empty-file"]


@pytest.mark.parametrize(
    "data",
    [
        random.Random(1957).randbytes(4096),
        b"\x89PNG\r\n\x1a\n" + random.Random(3).randbytes(2000),
        b"PK\x03\x04" + random.Random(5).randbytes(2000),
        b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20,
        bytes(range(1, 32)) * 50,
    ],
    ids=["random", "png", "zip", "elf", "control characters"],
)
def test_junk(data: bytes) -> None:
    found = decode(data)
    assert found.text is None
    assert [problem.code for problem in found.problems] == ["binary-junk"]


@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    found = decode(data)
    assert found.text or found.problems
    if found.text is not None:
        assert "\x00" not in found.text
        found.text.encode("utf-8")


PRINTED = st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t")


@given(st.text(PRINTED, min_size=1, max_size=300))
def test_utf8_is_never_mistaken(text: str) -> None:
    found = decode(text.encode())
    assert found.text in (text.removeprefix("\ufeff"), None)
    assert found.text is not None or found.problems[0].code == "empty-file"
