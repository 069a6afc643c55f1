"""Plain text, as it is printed."""

from exporters.papers import ARCHIVE, HOSTILE, address
from maximal import MAXIMAL

from fonds.exporters import by_name
from fonds.model import Document

TXT = by_name("txt")


def test_maximal() -> None:
    assert (
        TXT.encode(MAXIMAL, address("x"), ARCHIVE)
        == """\
Telegram, Qin Boyuan to Gorelov [Lugov]
=======================================

Type:           Ciphered Telegram
Date:           17 July 1957, 23:40 (Asia/Shanghai); assumed: the day comes before the month, as everywhere in this file
Of the event:   17 July 1957; assumed: the day of the telegram
From:           Qin Boyuan, Chairman
To:             Lugov, First Secretary (2)
Copies to:      Presidium of the Union of Ardel, distribution (7)
Through:        Ostashev, Ambassador
Place:          Yundu
Destination:    Kniazhin
Received:       18 July 1957, 04:10 (Europe/Moscow); assumed: Moscow time
Number:         4417
Series:         G
Precedence:     Urgent
Subject:        The locks
Participants:   Qin Boyuan, Chairman; Seon Tae-hyeon, Marshal
Encloses:       telegram, Qin Boyuan, Chairman to Seon Tae-hyeon, Marshal
Language:       en
Original:       zh, ru
Classification: Strictly Secret
Handling:       Making copies is forbidden; For immediate report
Copy:           3 of 50
Declassified:   February 1994; assumed: a stamp
Excerpt:        yes

Summary
-------

Qin Boyuan forwards to Lugov what he wrote to Seon Tae-hyeon about the locks, and the answer.

Text
----

From YUNDU. To Comrade GORELOV [Lugov].

I forward my telegram to Seon Tae-hyeon and what he said to my envoy.

“To Comrade SEON TAE-HYEON. Your letter of 10 July has not arrived. Close the two southern locks.”

[Seon:] The locks are closed.x/

Qin Boyuan

Text (zh)
---------

云都来电。

两座南闸已经关闭。

Text (ru)
---------

Из Юньду.

Шлюзы закрыты.

Notes
-----

x/ Said at noon.
* local time.

Source
------

Source:         Archive of the Presidium, f. 17, op. 2, d. 308, p. 5, ll. 40-42
Source:         Box 9, Folder 4, File B, Item 2, Bridge Papers, Merrin City Library
Source:         Wei Sulan, Haixia wenxian [Papers of the Strait], ed. Shuochuan dang'anguan, vol. 3, part 1 (Yundu: Changhe chubanshe, 1991), 117-119
Translator:     Ines Calloway
Contributor:    Tomas Wray
Transcriber:    Livia Storm
Editor:         Pell Ambrose
Support:        Halyard Foundation
Rights:         Free to use for research and teaching.
Record:         4417
Added there:    20 November 2011; assumed: the page's own date
Collection:     Ardel
Archive:        Fonds Demonstration Archive
Address:        https://fonds.example/d/x
"""
    )


def test_what_is_not_there_leaves_no_label() -> None:
    bare = Document(
        id="x", title="A Note", date=None, type="note", text="Come at once.\n", original=MAXIMAL.original
    )
    assert TXT.encode(bare) == "A Note\n======\n\nType:           note\n\nText\n----\n\nCome at once.\n"


def test_escape_sequences_do_not_reach_a_terminal() -> None:
    assert "* [31mred [0m" in TXT.encode(HOSTILE)


def test_documents_are_parted() -> None:
    written = "".join(TXT.encode_many([MAXIMAL, HOSTILE]))
    assert written.split(f"\n{'=' * 72}\n\n") == [TXT.encode(MAXIMAL), TXT.encode(HOSTILE)]
