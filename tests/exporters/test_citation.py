"""Citations as a historian reads them, whole and literal."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files

import citeproc
import pytest
from exporters.papers import (
    ARCHIVE,
    CONVERSATION,
    FROM_A_BODY,
    HOSTILE,
    LETTER,
    PAPERS,
    PRINTED_TWICE,
    TELEGRAM,
    UNDATED_REPORT,
    UNTITLED,
    address,
    archival,
    paper,
    when,
)
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from maximal import MAXIMAL

from fonds.errors import UsageError
from fonds.exporters.citation import STYLES, cite, cite_many
from fonds.model import Credit, Document, Message, Source, Who

STYLE_NAMES = [style.name for style in STYLES]
URL = address("b1wfs30st")


def check(document: Document, style: str, expected: str) -> None:
    assert cite(document, style, "text", URL, ARCHIVE) == expected.replace("URL", URL).replace(
        "ARCHIVE", ARCHIVE
    )


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "chicago-notes",
            "“Ciphered Telegram No. 4417 from Qin Boyuan to Gorelov [Lugov] conveying the exchange with Seon,” "
            "17 July 1957, trans. Ines Calloway, ARCHIVE, APU, f. 45, op. 1, d. 343, ll. 72–75; AVP, f. 059a, op. 5a, "
            "d. 5, p. 11, ll. 90–93; RGAU, f. 558, op. 11, d. 343, ll. 0072–0075, URL.",
        ),
        (
            "chicago-bibliography",
            "Qin Boyuan. “Ciphered Telegram No. 4417 from Qin Boyuan to Gorelov [Lugov] conveying the exchange with "
            "Seon.” 17 July 1957. Translated by Ines Calloway. ARCHIVE. APU, f. 45, op. 1, d. 343, ll. 72–75; AVP, "
            "f. 059a, op. 5a, d. 5, p. 11, ll. 90–93; RGAU, f. 558, op. 11, d. 343, ll. 0072–0075. URL.",
        ),
        (
            "mla",
            "Qin Boyuan. “Ciphered Telegram No. 4417 from Qin Boyuan to Gorelov [Lugov] conveying the exchange with "
            "Seon.” Translated by Ines Calloway, 17 July 1957. APU, f. 45, op. 1, d. 343, ll. 72–75; AVP, f. 059a, "
            "op. 5a, d. 5, p. 11, ll. 90–93; RGAU, f. 558, op. 11, d. 343, ll. 0072–0075. ARCHIVE, URL.",
        ),
        (
            "apa",
            "Qin Boyuan. (1957, July 17). Ciphered Telegram No. 4417 from Qin Boyuan to Gorelov [Lugov] conveying the "
            "exchange with Seon (Ines Calloway, Trans.) [Telegram]. APU, f. 45, op. 1, d. 343, ll. 72–75; AVP, "
            "f. 059a, op. 5a, d. 5, p. 11, ll. 90–93; RGAU, f. 558, op. 11, d. 343, ll. 0072–0075. ARCHIVE. URL",
        ),
    ],
)
def test_telegram_in_three_archives(style: str, expected: str) -> None:
    check(TELEGRAM, style, expected)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "chicago-notes",
            "Walter Ashcombe, “On the price of coal,” to Matis Verrin and The Bridge Company, 5 June 1957, ARCHIVE, "
            "Merrin City Library, Bridge Papers, call no. 611-43, box 9, URL.",
        ),
        (
            "chicago-bibliography",
            "Walter Ashcombe. “On the price of coal.” To Matis Verrin and The Bridge Company. 5 June 1957. ARCHIVE. "
            "Merrin City Library, Bridge Papers, call no. 611-43, box 9. URL.",
        ),
        (
            "mla",
            "Walter Ashcombe. “On the price of coal.” To Matis Verrin and The Bridge Company. 5 June 1957. "
            "Merrin City Library, Bridge Papers, call no. 611-43, box 9. ARCHIVE, URL.",
        ),
        (
            "apa",
            "Walter Ashcombe. (1957, June 5). On the price of coal [Letter to Matis Verrin & The Bridge Company]. "
            "Merrin City Library, Bridge Papers, call no. 611-43, box 9. ARCHIVE. URL",
        ),
    ],
)
def test_letter_whose_title_names_nobody(style: str, expected: str) -> None:
    check(LETTER, style, expected)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "chicago-notes",
            "“Conversation of Qin Boyuan and the Ardelian Ambassador V. Ostashev,” 11 July 1957, trans. David Marr and "
            "Livia Storm, in Haixia wenxian [Papers of the Strait] (Yundu, 1991), 83–84, ARCHIVE, URL.",
        ),
        (
            "chicago-bibliography",
            "“Conversation of Qin Boyuan and the Ardelian Ambassador V. Ostashev.” 11 July 1957. Translated by David "
            "Marr and Livia Storm. In Haixia wenxian [Papers of the Strait], 83–84. Yundu, 1991. ARCHIVE. URL.",
        ),
        (
            "mla",
            "“Conversation of Qin Boyuan and the Ardelian Ambassador V. Ostashev.” Translated by David Marr and Livia "
            "Storm, 11 July 1957. Haixia wenxian [Papers of the Strait], Yundu, 1991, pp. 83–84. ARCHIVE, URL.",
        ),
        (
            "apa",
            "Conversation of Qin Boyuan and the Ardelian Ambassador V. Ostashev (David Marr & Livia Storm, Trans.) "
            "[Memorandum of conversation]. (1957, July 11). In Haixia wenxian [Papers of the Strait] (pp. 83–84). "
            "Yundu, 1991. ARCHIVE. URL",
        ),
    ],
)
def test_conversation_in_print_has_no_author(style: str, expected: str) -> None:
    check(CONVERSATION, style, expected)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "chicago-notes",
            "“Cable, Qin Boyuan to the Central Committee,” 3 January 1958, in Ardeer weiji, ed. Shuochuan dang'anguan, "
            "vol. 3, pt. 1 (Yundu: Changhe chubanshe, 1991), 117–19, ARCHIVE, translation from Ines Calloway and Tomas "
            "Wray, eds., Between Two Doors (Merrin: Halyard Press, 2002), 288–290, URL.",
        ),
        (
            "chicago-bibliography",
            "Qin Boyuan. “Cable, Qin Boyuan to the Central Committee.” 3 January 1958. In Ardeer weiji, edited by "
            "Shuochuan dang'anguan, vol. 3, pt. 1, 117–19. Yundu: Changhe chubanshe, 1991. ARCHIVE. Translation from "
            "Ines Calloway and Tomas Wray, eds., Between Two Doors (Merrin: Halyard Press, 2002), 288–290. URL.",
        ),
        (
            "mla",
            "Qin Boyuan. “Cable, Qin Boyuan to the Central Committee.” 3 Jan. 1958. Ardeer weiji, edited by Shuochuan "
            "dang'anguan, vol. 3, pt. 1, Changhe chubanshe, 1991, pp. 117–19. Translation from Ines Calloway and Tomas "
            "Wray, eds., Between Two Doors (Merrin: Halyard Press, 2002), 288–290. ARCHIVE, URL.",
        ),
        (
            "apa",
            "Qin Boyuan. (1958, January 3). Cable, Qin Boyuan to the Central Committee [Telegram]. In Shuochuan "
            "dang'anguan (Ed.), Ardeer weiji (Vol. 3, pt. 1, pp. 117–119). Changhe chubanshe, 1991. Translation from "
            "Ines Calloway and Tomas Wray, eds., Between Two Doors (Merrin: Halyard Press, 2002), 288–290. ARCHIVE. URL",
        ),
    ],
)
def test_printed_twice(style: str, expected: str) -> None:
    check(PRINTED_TWICE, style, expected)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "chicago-notes",
            "Commission of Inquiry, “Report on the Bearing of the Swing Span,” n.d., ARCHIVE, Merrin City Library, "
            "box 3, URL.",
        ),
        (
            "chicago-bibliography",
            "Commission of Inquiry. “Report on the Bearing of the Swing Span.” n.d. ARCHIVE. Merrin City Library, "
            "box 3. URL.",
        ),
        (
            "mla",
            "Commission of Inquiry. “Report on the Bearing of the Swing Span.” Merrin City Library, box 3. ARCHIVE, URL.",
        ),
        (
            "apa",
            "Commission of Inquiry. (n.d.). Report on the Bearing of the Swing Span [Report]. Merrin City Library, "
            "box 3. ARCHIVE. URL",
        ),
    ],
)
def test_report_without_a_date(style: str, expected: str) -> None:
    check(UNDATED_REPORT, style, expected)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "chicago-notes",
            "Ministry of Foreign Affairs and Admiralty, “Protest against the Closing of the Locks,” to Legation at "
            "Port Regent, November 1957, ARCHIVE, Port Regent Legation, file 41, URL.",
        ),
        (
            "apa",
            "Ministry of Foreign Affairs, & Admiralty. (1957, November). Protest against the Closing of the Locks "
            "[Note to Legation at Port Regent]. Port Regent Legation, file 41. ARCHIVE. URL",
        ),
    ],
)
def test_from_a_body_in_a_month(style: str, expected: str) -> None:
    check(FROM_A_BODY, style, expected)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("chicago-notes", "“[Telegram, Ostashev to Telnov],” [17–19 July 1957?], ARCHIVE, URL."),
        ("apa", "Ostashev. (1957, July 17–19?). [Telegram, Ostashev to Telnov]. ARCHIVE. URL"),
    ],
)
def test_untitled_in_an_uncertain_interval(style: str, expected: str) -> None:
    check(UNTITLED, style, expected)


@pytest.mark.parametrize(
    ("edtf", "note", "reference"),
    [
        ("1957~", "“Memorandum,” ca. 1957.", "Memorandum [Memorandum]. (ca. 1957)."),
        ("1957-07?", "“Memorandum,” [July 1957?].", "Memorandum [Memorandum]. (1957, July?)."),
        ("195X", "“Memorandum,” 1950s.", "Memorandum [Memorandum]. (1950s)."),
        (
            "1957-12-28/1958-01-03",
            "“Memorandum,” 28 December 1957–3 January 1958.",
            "Memorandum [Memorandum]. (1957, December 28–1958, January 3).",
        ),
    ],
)
def test_dates(edtf: str, note: str, reference: str) -> None:
    document = paper("Memorandum", type="memorandum", date=when(edtf))
    assert cite(document) == note
    assert cite(document, "apa") == reference


def test_html_of_a_print_sets_titles_and_link() -> None:
    assert cite(MAXIMAL, "chicago-notes", "html", "https://fonds.example/d/x?a=1&b=2", ARCHIVE) == (
        "“Telegram, Qin Boyuan to Gorelov [Lugov],” 17 July 1957, trans. Ines Calloway, in Wei Sulan, <i>Haixia "
        "wenxian</i> [Papers of the Strait], ed. Shuochuan dang'anguan, vol. 3, pt. 1 (Yundu: Changhe chubanshe, "
        "1991), 117–19, Fonds Demonstration Archive, Archive of the Presidium, f. 17, op. 2, d. 308, p. 5, ll. 40–42; "
        "Merrin City Library, Box 9, Folder 4, File B, Item 2, Bridge Papers, "
        '<a href="https://fonds.example/d/x?a=1&amp;b=2">https://fonds.example/d/x?a=1&amp;b=2</a>.'
    )


def test_html_of_a_hostile_document() -> None:
    assert cite(HOSTILE, "chicago-notes", "html", 'javascript:alert("1")', "<A>") == (
        "R. &amp; D. &lt;i&gt;Office&lt;/i&gt;, “A ‘bad’ &lt;script&gt;alert(1)&lt;/script&gt; &amp; {title} \\ 100% $ "
        "# _ ~ ^ ‘end’?,” early &lt;b&gt;1957&lt;/b&gt;, trans. {A} B, &lt;A&gt;, &lt;Box&gt; &amp; Co, no. 3&lt;4, "
        'javascript:alert("1").'
    )


@pytest.mark.parametrize("style", STYLE_NAMES)
@pytest.mark.parametrize(
    "document", [*PAPERS, MAXIMAL], ids=lambda document: document.title[:20] or "untitled"
)
def test_every_style_gives_what_is_known(style: str, document: Document) -> None:
    text = cite(document, style, "text", URL, ARCHIVE)
    wanted = [URL, ARCHIVE, *(credit.name for credit in document.credits if credit.role == "translator")]
    for source in document.sources:
        wanted.append(source.repository if source.kind == "archival" else source.title)  # type: ignore[arg-type]
    squeezed = [" ".join(words.split()) for words in wanted]
    assert [words for words in squeezed if words not in text] == []


def test_alone_it_is_title_and_date() -> None:
    assert cite(paper("A Note", date=when("1957"))) == "“A Note,” 1957."


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Letter, Qin Boyuan to Lugov", "“Letter, Qin Boyuan to Lugov,” n.d."),
        ("Letter from QIN BOYUAN", "“Letter from QIN BOYUAN,” to Lugov, n.d."),
        ("Letter, Qin Boyuan to his friend Gorelov", "“Letter, Qin Boyuan to his friend Gorelov,” n.d."),
        ("Letter, Boyuan to Lugov", "Qin Boyuan, “Letter, Boyuan to Lugov,” n.d."),
        ("Letter to Lugov", "Qin Boyuan, “Letter to Lugov,” n.d."),
        ("Letter of Qin Boyuanson", "Qin Boyuan, “Letter of Qin Boyuanson,” to Lugov, n.d."),
    ],
)
def test_whom_the_title_names_is_not_repeated_in_a_note(title: str, expected: str) -> None:
    message = Message("m1", "letter", from_=(Who("Qin Boyuan"),), to=(Who("Lugov"),))
    assert cite(paper(title, messages=(message,))) == expected


def test_initials_need_not_be_in_the_title() -> None:
    message = Message("m1", "telegram", from_=(Who("L. S. Verigina"),), to=(Who("Telnov"),))
    assert (
        cite(paper("Telegram No. 329, Verigina to T.", messages=(message,)))
        == "“Telegram No. 329, Verigina to T.,” n.d."
    )


@pytest.mark.parametrize(
    ("pages", "chicago", "mla", "apa"),
    [
        ("117-119", "117–19", "117–19", "117–119"),
        ("140-1", "140–41", "140–41", "140–141"),
        ("83-4", "83–84", "83–84", "83–84"),
        ("100-104", "100–104", "100–04", "100–104"),
        ("103-104", "103–4", "103–04", "103–104"),
        ("395-401", "395–401", "395–401", "395–401"),
        ("1496-1500", "1496–500", "1496–500", "1496–1500"),
        ("99-101", "99–101", "99–101", "99–101"),
        ("149-2", "149–2", "149–2", "149–2"),
        ("117-117", "117–17", "117–17", "117–117"),
        ("5, 12-14 & 20", "5, 12–14 & 20", "5, 12–14 & 20", "5, 12–14 & 20"),
        ("3", "3", "3", "3"),
        ("140-", "140–", "140–", "140–"),
    ],
)
def test_pages(pages: str, chicago: str, mla: str, apa: str) -> None:
    document = paper("X", sources=(Source(f"Book, {pages}", "published", title="Book", pages=pages),))
    assert cite(document) == f"“X,” n.d., in Book, {chicago}."
    assert cite(document, "mla").split(", p")[1].lstrip("p. ") == f"{mla}."
    assert cite(document, "apa").split("(p")[1].lstrip("p. ") == f"{apa})."


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Was it wise?", "“Was it wise?”"),
        ("The “old” locks", "“The ‘old’ locks.”"),
        ('"Old" locks ("new")', "“‘Old’ locks (‘new’).”"),
        ("Order of the A.P.U.", "“Order of the A.P.U.”"),
        ("A note...", "“A note...”"),
    ],
)
def test_punctuation_at_quotation_marks(title: str, expected: str) -> None:
    assert cite(paper(title), "mla") == expected


def test_punctuation_at_italics() -> None:
    assert cite(paper("Order of the A.P.U."), "apa") == "Order of the A.P.U. (n.d.)."
    assert cite(paper("Order of the A.P.U."), "apa", "html") == "<i>Order of the A.P.U.</i> (n.d.)."


def test_only_leaves_and_pages_get_a_dash() -> None:
    source = archival("NA", "RG 59, 611-43, 7-1552, l. 5-7a", "5-7a")
    assert cite(paper("X", sources=(source,))) == "“X,” n.d., NA, RG 59, 611-43, 7-1552, l. 5–7a."


def test_location_is_put_together_where_the_wording_has_no_repository() -> None:
    source = Source(
        "из фонда 17", "archival", repository="RGAU", fond="17", opis="2", delo="308", listy="40-42"
    )
    assert cite(paper("X", sources=(source,))) == "“X,” n.d., RGAU, f. 17, op. 2, d. 308, ll. 40–42."


def test_many_names_are_shortened() -> None:
    credits = tuple(Credit(name, "author") for name in "ABCDEFGH")
    document = paper("X", credits=credits)
    assert cite(document) == "A et al., “X,” n.d."
    assert cite(document, "chicago-bibliography") == "A, B, C, et al. “X.” n.d."
    assert cite(document, "mla") == "A et al. “X.”"


def test_cite_many_keeps_the_order() -> None:
    documents = [replace(LETTER, id="two"), replace(TELEGRAM, id="one")]
    found = list(cite_many(documents, "mla", "text", address, ARCHIVE))
    assert [text.rsplit(" ", 1)[1] for text in found] == [
        "https://fonds.example/d/two.",
        "https://fonds.example/d/one.",
    ]


def test_unknown_style_and_format_are_named() -> None:
    with pytest.raises(
        UsageError, match=r"'turabian'.*chicago-notes, chicago-bibliography, turabian-notes, .*mla, apa"
    ):
        cite(LETTER, "turabian")
    with pytest.raises(UsageError, match=r"'rtf'.*text, html"):
        cite(LETTER, "mla", "rtf")


def test_threads_do_not_mix_styles_and_formats() -> None:
    wanted = [
        (paper, style, format) for paper in PAPERS for style in STYLE_NAMES for format in ("text", "html")
    ] * 3
    alone = [cite(*each, URL, ARCHIVE) for each in wanted]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda each: cite(*each, URL, ARCHIVE), wanted)) == alone


@pytest.mark.parametrize("name", sorted({style.csl for style in STYLES}))
def test_styles_are_valid_csl(name: str) -> None:
    schema = etree.RelaxNG(etree.parse(citeproc.SCHEMA_PATH))
    with files("fonds.data").joinpath("csl", f"{name}.csl").open("rb") as file:
        schema.assertValid(etree.parse(file))


class Reader(HTMLParser):
    """What a browser makes of a fragment: its text, and the tags in it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", set[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


WORDS = st.text(max_size=20) | st.sampled_from(
    ["<b>", "&amp;", "</i>", "“", '"', "?", ".", "“a”,", "a, b & c", "<!--"]
)


@given(title=WORDS, name=WORDS, wording=WORDS, book=WORDS, style=st.sampled_from(STYLE_NAMES))
def test_html_says_what_the_text_says(title: str, name: str, wording: str, book: str, style: str) -> None:
    document = paper(
        title,
        date=when("?", wording),
        messages=(Message("m1", "letter", from_=(Who(name),), to=(Who(wording),)),),
        credits=(Credit(wording, "translator"),),
        sources=(
            Source(wording, "archival", repository=name, listy=name),
            Source(
                wording, "published", title=book, translated_title=name, editors=(wording,), pages=wording
            ),
        ),
    )
    html = Reader(cite(document, style, "html", URL, name))
    assert html.tags <= {"i", "a"}
    assert html.text == cite(document, style, "text", URL, name)
