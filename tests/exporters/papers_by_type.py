"""An invented paper of every type, and the message of it that is cited, if it is one within."""

from exporters.papers import archival, paper, printed, sent, when

from fonds.model import Credit, Document, Who

APU = archival("APU", "f. 45, op. 1, d. 343, ll. 72-75", "72-75")
PRINTED = printed(
    "Wei Sulan, Haixia wenxian [Papers of the Strait], vol. 3 (Yundu: Changhe chubanshe, 1991), 117-119",
    authors=("Wei Sulan",),
    title="Haixia wenxian",
    translated_title="Papers of the Strait",
    volume="3",
    place="Yundu",
    publisher="Changhe chubanshe",
    year="1991",
    pages="117-119",
)
JOURNAL = printed(
    "Bridge Studies 4 (1998), 12-19",
    title="Bridge Studies",
    volume="4",
    year="1998",
    pages="12-19",
)

PAPERS_BY_TYPE: dict[str, tuple[Document, str | None]] = {
    "telegram": (
        paper(
            "Telegram, Orlo to Venn",
            type="telegram",
            date=when("1957-07-17T23:40"),
            messages=(sent("telegram", "Orlo", "Venn"),),
            sources=(APU,),
        ),
        None,
    ),
    "airgram": (
        paper(
            "Conditions in the Port",
            type="airgram",
            date=when("1962-03"),
            messages=(sent("airgram", "Consulate Port Regent", "Department of Roads", number="A-14"),),
            sources=(archival("National Record House", "RG 9, box 14"),),
        ),
        None,
    ),
    "letter": (
        paper(
            "On the Ferry",
            type="letter",
            date=when("1952-07-20"),
            messages=(sent("letter", "Ada Venn", "Ivo Orlo; Livia Storm"),),
            sources=(APU,),
            credits=(Credit("Tomas Wray", "translator"),),
        ),
        None,
    ),
    "memorandum of conversation": (
        paper(
            "Conversation of Orlo with the Envoy",
            type="memorandum of conversation",
            date=when("1950-05-03"),
            participants=(Who("Orlo"), Who("Seon")),
            sources=(APU,),
        ),
        None,
    ),
    "memorandum": (
        paper(
            "The Price of Coal",
            type="memorandum",
            date=when("1951-01-02"),
            messages=(sent("memorandum", "Livia Storm", "Cabinet"),),
            sources=(PRINTED,),
        ),
        None,
    ),
    "minutes": (
        paper("Minutes of the Bridge Board", type="minutes", date=when("1949-11-30"), sources=(APU,)),
        None,
    ),
    "report": (
        paper(
            "Report on the Swing Span",
            type="report",
            date=when("1948"),
            credits=(Credit("Commission of Inquiry", "author"),),
            sources=(archival("Merrin City Library", "Bridge Papers, box 3"),),
        ),
        None,
    ),
    "despatch": (
        paper(
            "Affairs of the Strait",
            type="despatch",
            date=when("1957-08-01"),
            messages=(sent("despatch", "Dunstan Roe", "Admiralty", number="88"),),
            sources=(APU, PRINTED),
        ),
        None,
    ),
    "note": (
        paper(
            "Protest against the Closing of the Locks",
            type="note",
            date=when("1957-11-05"),
            messages=(sent("note", "Ministry of Foreign Affairs", "Legation at Port Regent"),),
            sources=(APU,),
        ),
        None,
    ),
    "speech": (
        paper(
            "Speech at the Opening of the Bridge",
            type="speech",
            date=when("1931-05-01"),
            credits=(Credit("Matis Verrin", "author"),),
            sources=(JOURNAL,),
        ),
        None,
    ),
    "statement": (
        paper("Statement on the Locks", type="statement", date=when("1957-07-18"), sources=(APU,)),
        None,
    ),
    "resolution": (
        paper("On Measures at the Strait", type="resolution", date=when("1957-07-19"), sources=(APU,)),
        None,
    ),
    "treaty": (paper("Treaty of Dinglan", type="treaty", date=when("1933-09-09"), sources=(PRINTED,)), None),
    "petition": (
        paper(
            "Petition of the Ferrymen",
            type="petition",
            date=when("1930-02?"),
            messages=(sent("petition", "The Ferrymen", "Board of Bridges"),),
            sources=(APU,),
        ),
        None,
    ),
    "directive": (
        paper(
            "To All Lock-Keepers",
            type="directive",
            date=when("1957-07-16"),
            messages=(sent("directive", "Harbour Office", "Lock-Keepers"),),
            sources=(APU,),
        ),
        None,
    ),
    "diary": (
        paper(
            "Diary of the Harbour Master",
            type="diary",
            date=when("1957-07-03/1957-07-09"),
            credits=(Credit("Pell Ambrose", "author"),),
            sources=(APU,),
        ),
        None,
    ),
    "editorial note": (paper("Editorial Note", type="editorial note", sources=(PRINTED,)), None),
    "other": (
        paper("Log of the Bridge", type="other", type_as_written="Log", date=when("195X"), sources=(APU,)),
        None,
    ),
    "nested": (
        paper(
            "Telegram, Orlo to Venn",
            type="telegram",
            date=when("1957-07-17"),
            messages=(
                sent("telegram", "Orlo", "Venn"),
                sent("letter", "Qin Boyuan", "Seon", "m2", "m1", "1957-07-12", "12"),
            ),
            sources=(APU,),
        ),
        "m2",
    ),
    "nested, nobody known": (
        paper(
            "Telegram, Orlo to Venn",
            type="telegram",
            date=when("1957-07-17"),
            messages=(sent("telegram", "Orlo", "Venn"), sent("telegram", "", "Seon", "m2", "m1")),
            sources=(APU,),
        ),
        "m2",
    ),
}
