"""Invented papers, each hard for a citation in its own way."""

from fonds.model import Credit, Document, Mark, Message, Note, Original, Source, When, Who

ARCHIVE = "Fonds Demonstration Archive"
_ORIGINAL = Original("paper.txt", "0" * 64, "text/plain")


def address(id: str) -> str:
    return f"https://fonds.example/d/{id}"


def when(edtf: str, as_written: str = "as written") -> When:
    return When(edtf, as_written)


def archival(repository: str, location: str, listy: str | None = None) -> Source:
    return Source(f"{repository}, {location}", "archival", repository=repository, listy=listy)


def printed(as_written: str, **parts: object) -> Source:
    return Source(as_written, "published", **parts)  # type: ignore[arg-type]


def sent(
    kind: str,
    from_: str,
    to: str,
    id: str = "m1",
    parent: str | None = None,
    date: str = "",
    number: str = "",
) -> Message:
    """A message; several names are parted by "; "."""
    return Message(
        id,
        kind,
        from_=tuple(Who(name) for name in from_.split("; ") if name),
        to=tuple(Who(name) for name in to.split("; ") if name),
        parent=parent,
        sent=when(date) if date else None,
        number=number or None,
    )


def paper(
    title: str, *, id: str = "b1wfs30st", type: str = "other", date: When | None = None, **more: object
) -> Document:
    return Document(id=id, title=title, date=date, type=type, text="", original=_ORIGINAL, **more)  # type: ignore[arg-type]


TELEGRAM = paper(
    "Ciphered Telegram No. 4417 from Qin Boyuan to Gorelov [Lugov] conveying the exchange with Seon",
    type="telegram",
    date=when("1957-07-17T23:40"),
    summary="Qin forwards an exchange.",
    messages=(sent("telegram", "Qin Boyuan", "Lugov", number="4417"),),
    classification=(Mark("Strictly Secret", "top secret"),),
    sources=(
        archival("APU", "f. 45, op. 1, d. 343, ll. 72-75", "72-75"),
        archival("AVP", "f. 059a, op. 5a, d. 5, p. 11, ll. 90-93", "90-93"),
        archival("RGAU", "f. 558, op. 11, d. 343, ll. 0072-0075.", "0072-0075"),
    ),
    credits=(Credit("Ines Calloway", "translator"),),
    subjects=("Locks", "Telegraphy"),
    languages=("en",),
    notes=(Note("Sent twice.", "x/"),),
)

LETTER = paper(
    "On the price of coal.",
    type="letter",
    date=when("1957-06-05"),
    messages=(sent("letter", "Walter Ashcombe", "Matis Verrin; The Bridge Company"),),
    sources=(archival("Merrin City Library", "Bridge Papers, call no. 611-43, box 9"),),
)

CONVERSATION = paper(
    "Conversation of Qin Boyuan and the Ardelian Ambassador V. Ostashev",
    type="memorandum of conversation",
    date=when("1957-07-11"),
    participants=(Who("Qin Boyuan"), Who("V. Ostashev")),
    sources=(
        printed(
            "Haixia wenxian [Papers of the Strait], 1945-1960 (Yundu, 1991), 83-4.",
            title="Haixia wenxian",
            translated_title="Papers of the Strait",
            place="Yundu",
            year="1991",
            pages="83-4",
        ),
    ),
    credits=(Credit("David Marr", "translator"), Credit("Livia Storm", "translator")),
)

PRINTED_TWICE = paper(
    "Cable, Qin Boyuan to the Central Committee",
    type="telegram",
    date=when("1958-01-03"),
    messages=(sent("telegram", "Qin Boyuan", "Central Committee of the Workers' Party"),),
    sources=(
        printed(
            "Shuochuan dang'anguan, ed., Ardeer weiji, vol. 3, part 1 (Yundu: Changhe chubanshe, 1991), 117-119",
            editors=("Shuochuan dang'anguan",),
            title="Ardeer weiji",
            volume="3",
            part="1",
            place="Yundu",
            publisher="Changhe chubanshe",
            year="1991",
            pages="117-119",
        ),
        printed(
            "translation from Ines Calloway and Tomas Wray, eds., Between Two Doors (Merrin: Halyard Press, 2002), 288-290.",
            title="Between Two Doors",
            pages="288-290",
        ),
    ),
)

UNDATED_REPORT = paper(
    "Report on the Bearing of the Swing Span",
    type="report",
    credits=(Credit("Commission of Inquiry", "author"),),
    sources=(archival("Merrin City Library", "box 3"),),
)

FROM_A_BODY = paper(
    "Protest against the Closing of the Locks",
    type="note",
    date=when("1957-11", "November 1957"),
    messages=(
        Message(
            "m1",
            "note",
            from_=(Who("Ministry of Foreign Affairs", kind="body"), Who("Admiralty", kind="body")),
            to=(Who("Legation at Port Regent", kind="body"),),
        ),
    ),
    sources=(archival("Port Regent Legation", "file 41"),),
)

HOSTILE = paper(
    'A "bad"\n<script>alert(1)</script> & {title} \\ 100% $ # _ ~ ^\u2028“end”?',
    type="report",
    date=when("early in the year", "early <b>1957</b>"),
    summary="TY  - BOOK\nER  - \n}, @book{x, title = {y}",
    credits=(Credit("R. & D. <i>Office</i>", "author"), Credit("{A}\rB", "translator")),
    sources=(archival("<Box> & Co", "no. 3<4"),),
    subjects=("one\r\nTY  - BOOK",),
    notes=(Note("\x1b[31mred\x1b[0m"),),
)

UNTITLED = paper(
    "",
    type="telegram",
    date=when("1957-07-17?/1957-07-19"),
    messages=(sent("telegram", "Ostashev", "Telnov"),),
)

PAPERS = (TELEGRAM, LETTER, CONVERSATION, PRINTED_TWICE, UNDATED_REPORT, FROM_A_BODY, HOSTILE, UNTITLED)
