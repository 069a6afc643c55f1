"""One invented document in which every field of every part is set, and the reading text its places point into.

What a format loses shows when this document goes through it. ``test_every_field_is_set`` keeps it maximal.
"""

from fonds.model import (
    Alias,
    CopyNumber,
    Credit,
    Document,
    Evidence,
    File,
    Mark,
    Message,
    Note,
    Original,
    Paragraph,
    ParallelText,
    Problem,
    Reference,
    Source,
    Turn,
    When,
    Where,
    Who,
)
from fonds.model.ids import identify

TEXT = """\
From YUNDU. To Comrade GORELOV [Lugov].

I forward my telegram to Seon Tae-hyeon and what he said to my envoy.

“To Comrade SEON TAE-HYEON. Your letter of 10 July has not arrived. Close the two southern locks.”

[Seon:] The locks are closed.x/

Qin Boyuan"""
READING = f"Skip to content\n\nTelegram, Qin Boyuan to Gorelov [Lugov]\n\n{TEXT}\n\nx/ Said at noon. [Ed. note: local time.]\n"

DIGEST = "9b1d" * 16


def place(words: str) -> tuple[int, int]:
    """Start and end of the words in ``READING``."""
    start = READING.index(words)
    return start, start + len(words)


def span(first: str, last: str) -> tuple[int, int]:
    """From the start of one wording in ``READING`` to the end of another."""
    return place(first)[0], place(last)[1]


SENT = When(
    edtf="1957-07-17T23:40",
    as_written="23:40 17.7.1957",
    earliest="1957-07-17",
    latest="1957-07-17",
    timezone="Asia/Shanghai",
    assumed="the day comes before the month, as everywhere in this file",
)
RECEIVED = When(
    "1957-07-18T04:10", "04:10 18.7.1957", "1957-07-18", "1957-07-18", "Europe/Moscow", "Moscow time"
)
LETTER = When("1957-07-10?", "10 July", "1957-07-10", "1957-07-10", None, "the year of the telegram")

QIN = Who("Qin Boyuan", "Qin Boyuan", "Chairman", "person", "qin-boyuan", 1)
LUGOV = Who("Lugov", "Comrade GORELOV [Lugov]", "First Secretary", "person", "lugov", 2)
SEON = Who("Seon Tae-hyeon", "Comrade SEON TAE-HYEON", "Marshal", "person", "seon-tae-hyeon", 1)
PRESIDIUM = Who("Presidium of the Union of Ardel", "the Presidium", "distribution", "body", "presidium", 7)
YUNDU = Where("Yundu", "YUNDU", "yundu")
KNIAZHIN = Where("Kniazhin", "Kniazhin", "kniazhin")

_OUTER = span("I forward", "closed.x/")
_INNER = place("Your letter of 10 July has not arrived. Close the two southern locks.")

MAXIMAL = Document(
    id=identify(DIGEST),
    title="Telegram, Qin Boyuan to Gorelov [Lugov]",
    date=SENT,
    type="telegram",
    text=TEXT,
    original=Original(
        "Ardel/1957-07-17 qin to lugov.txt", DIGEST, "text/plain", "https://ardel.example/document/4417"
    ),
    event_date=When(
        "1957-07-17", "noon", "1957-07-17", "1957-07-17", "Asia/Seoul", "the day of the telegram"
    ),
    type_as_written="Ciphered Telegram",
    excerpt=True,
    summary="Qin Boyuan forwards to Lugov what he wrote to Seon Tae-hyeon about the locks, and the answer.",
    languages=("en",),
    original_languages=("zh", "ru"),
    classification=(Mark("Strictly Secret", "top secret"),),
    handling=("Making copies is forbidden", "For immediate report"),
    copy_number=CopyNumber(3, 50),
    declassified=When("1994-02", "February 1994", "1994-02-01", "1994-02-28", "Europe/Moscow", "a stamp"),
    participants=(QIN, SEON),
    messages=(
        Message(
            id="m1",
            kind="telegram",
            from_=(QIN,),
            to=(LUGOV,),
            copies_to=(PRESIDIUM,),
            through=(Who("Ostashev", "through Ostashev", "Ambassador", "person", "ostashev", 1),),
            sent=SENT,
            received=RECEIVED,
            origin=YUNDU,
            destination=KNIAZHIN,
            number="4417",
            series="G",
            precedence="Urgent",
            subject="The locks",
            start=_OUTER[0],
            end=_OUTER[1],
        ),
        Message(
            id="m2",
            kind="telegram",
            from_=(QIN,),
            to=(SEON,),
            parent="m1",
            in_reply_to="m1",
            start=_INNER[0],
            end=_INNER[1],
        ),
    ),
    turns=(Turn(SEON, "The locks are closed.", *place("The locks are closed.")),),
    references=(
        Reference(
            "Your letter of 10 July",
            *place("Your letter of 10 July"),
            message="m2",
            kind="letter",
            from_=(SEON,),
            to=(QIN,),
            date=LETTER,
            number="12",
            resolves_to="m2",
            state="ambiguous",
            candidates=("m1", "m2"),
            address="#d2",
        ),
    ),
    sources=(
        Source(
            as_written="Archive of the Presidium, f. 17, op. 2, d. 308, p. 5, ll. 40-42",
            kind="archival",
            role="copy",
            repository="Archive of the Presidium",
            fond="17",
            opis="2",
            delo="308",
            papka="5",
            listy="40-42",
        ),
        Source(
            as_written="Box 9, Folder 4, File B, Item 2, Bridge Papers, Merrin City Library",
            kind="archival",
            role="copy",
            repository="Merrin City Library",
            series="Bridge Papers",
            box="9",
            folder="4",
            file="B",
            item="2",
        ),
        Source(
            as_written="Wei Sulan, Haixia wenxian [Papers of the Strait], ed. Shuochuan dang'anguan, vol. 3, part 1 "
            "(Yundu: Changhe chubanshe, 1991), 117-119",
            kind="published",
            role="original",
            authors=("Wei Sulan",),
            editors=("Shuochuan dang'anguan",),
            title="Haixia wenxian",
            translated_title="Papers of the Strait",
            volume="3",
            part="1",
            place="Yundu",
            publisher="Changhe chubanshe",
            year="1991",
            pages="117-119",
        ),
    ),
    credits=(
        Credit("Ines Calloway", "translator"),
        Credit("Tomas Wray", "contributor"),
        Credit("Livia Storm", "transcriber"),
        Credit("Pell Ambrose", "editor"),
    ),
    support=("Halyard Foundation",),
    rights="Free to use for research and teaching.",
    record_id="4417",
    uploaded=When("2011-11-20", "20 November 2011", "2011-11-20", "2011-11-20", "UTC", "the page's own date"),
    archives=("Archive of the Presidium", "Merrin City Library"),
    people=(QIN, LUGOV, SEON),
    places=(YUNDU, KNIAZHIN),
    subjects=("Ardel Strait crisis, 1957", "Locks and canals"),
    aliases=(Alias("Gorelov", "Lugov", *place("GORELOV [Lugov]")),),
    notes=(
        Note("Said at noon.", "x/", "footnote", *place("Said at noon.")),
        Note("local time.", None, "editorial", *place("local time.")),
    ),
    paragraphs=tuple(
        Paragraph(*place(words), "head" if not n else "paragraph")
        for n, words in enumerate(TEXT.split("\n\n"))
    ),
    parallel_texts=(
        ParallelText("zh", "云都来电。\n\n两座南闸已经关闭。", "original", "Chinese"),
        ParallelText("ru", "Из Юньду.\n\nШлюзы закрыты.", "translation", "Russian"),
    ),
    files=(File("Ardel/1957-07-17 qin to lugov.pdf", "7c2e" * 16, "application/pdf", "scan", "zh"),),
    collection="Ardel",
    citation="“Telegram, Qin Boyuan to Gorelov [Lugov],” July 17, 1957, Invented Archive.",
    addresses=("/document/orlo-to-venn",),
    evidence=(Evidence("/messages/0/origin", *place("YUNDU"), "telegram-head/from", 0.95),),
    problems=(
        Problem(
            "date-contradiction",
            "warning",
            "the head and the foot give different dates",
            {"start": 60, "end": 65},
        ),
    ),
)
