"""Citations of printed works, in the forms historians write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.values import published

FIELDS = (
    "authors",
    "editors",
    "title",
    "translated_title",
    "series",
    "volume",
    "part",
    "item",
    "place",
    "publisher",
    "year",
    "pages",
)


def read(text: str) -> dict[str, object]:
    source = published.parse(text)
    return {field: value for field in FIELDS if (value := getattr(source, field))}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Shan he shilu, vol. 3, part 1, p. 522", {"title": "Shan he shilu", "volume": "3", "part": "1", "pages": "522"}),
        ("He yu shan wenxian xuanbian [A Selection of Papers on Rivers], 1945-1989 (Beijing, 1997), 83-4.",
         {"title": "He yu shan wenxian xuanbian", "translated_title": "A Selection of Papers on Rivers", "place": "Beijing", "year": "1997", "pages": "83-4"}),
        ("Shan he yanjiushi, ed., He liu wengao (Manuscripts on Rivers), vol. 1 (Beijing: Shan he chubanshe, 1987), 211-212",
         {"editors": ("Shan he yanjiushi",), "title": "He liu wengao", "translated_title": "Manuscripts on Rivers", "volume": "1",
          "place": "Beijing", "publisher": "Shan he chubanshe", "year": "1987", "pages": "211-212"}),
        ("Ann Roe and Bo Doe, eds., Rivers and Borders: New Evidence, 1944-1950 (Oslo: North and Sons, 1996), 131-132.",
         {"editors": ("Ann Roe", "Bo Doe"), "title": "Rivers and Borders: New Evidence, 1944-1950", "place": "Oslo",
          "publisher": "North and Sons", "year": "1996", "pages": "131-132"}),
        ("Ann Roe, Rivers, ed. Bo Doe (Oslo: North, 1996), 5", {"authors": ("Ann Roe",), "editors": ("Bo Doe",), "title": "Rivers",
          "place": "Oslo", "publisher": "North", "year": "1996", "pages": "5"}),
        ("A. M. Roe, R. A. Doe and V. S. Poe, Rechnye otnosheniia, Vol. 5, Book 2, 1946-February 1950 (Moscow: Nauka, 2005), pp. 95-101.",
         {"authors": ("A. M. Roe", "R. A. Doe", "V. S. Poe"), "title": "Rechnye otnosheniia", "volume": "5", "part": "2",
          "place": "Moscow", "publisher": "Nauka", "year": "2005", "pages": "95-101"}),
        ("Foreign Relations of the United States, 1952-1954, Volume XV, Korea, Part 1 (Washington, D.C.: GPO, 1984), pp. 1-5, document 2",
         {"title": "Foreign Relations of the United States, 1952-1954", "volume": "XV", "part": "1", "item": "2",
          "place": "Washington, D.C.", "publisher": "GPO", "year": "1984", "pages": "1-5"}),
        ("“Rivers at War,” CWIHP Bulletin, Nos. 6-7 (Winter 1995/1996), pp. 94-95",
         {"title": "Rivers at War", "series": "CWIHP Bulletin", "part": "6-7", "year": "1995/1996", "pages": "94-95"}),
        ("Ann Roe, “Rivers at War,” Cold War International History Project Bulletin 6-7 (Winter 1995/1996), 30-84",
         {"authors": ("Ann Roe",), "title": "Rivers at War", "series": "Cold War International History Project Bulletin", "part": "6-7",
          "year": "1995/1996", "pages": "30-84"}),
        ("Journal of Cold War Studies 8, no. 2 (Spring 2006), 5-9",
         {"title": "Journal of Cold War Studies", "volume": "8", "part": "2", "year": "2006", "pages": "5-9"}),
        ("Peking Review, vol. 6, no. 25 (June 21, 1963), pp. 6-22", {"title": "Peking Review", "volume": "6", "part": "25", "year": "1963", "pages": "6-22"}),
        ("Renmin Ribao, 3 May 1957", {"title": "Renmin Ribao", "year": "1957"}),
        ("Renmin ribao (People's Daily), May 3, 1957, p. 1", {"title": "Renmin ribao", "translated_title": "People's Daily", "year": "1957", "pages": "1"}),
        ("Pravda. 1963. November 29. No. 333.", {"title": "Pravda", "part": "333", "year": "1963"}),
        ("Иванов А.М. Реки и горы. М., 1999. С. 233–234", {"authors": ("Иванов А.М.",), "title": "Реки и горы", "place": "М.", "year": "1999", "pages": "233–234"}),
        ("Реки в XX веке. Т. 5. Кн. 2. М.: Наука, 2005. С. 100-105.",
         {"title": "Реки в XX веке", "volume": "5", "part": "2", "place": "М.", "publisher": "Наука", "year": "2005", "pages": "100-105"}),
        ("Roe, Ann. Reki i gory. Moscow: Nauka, 1989. Vol. 2, p. 5",
         {"authors": ("Roe, Ann",), "title": "Reki i gory", "volume": "2", "place": "Moscow", "publisher": "Nauka", "year": "1989", "pages": "5"}),
        ("https://www.example.org/rivers.htm", {}),
    ],
)  # fmt: skip
def test_each_form(text, wanted):
    assert read(text) == wanted


def test_words_before_the_citation_stay_in_what_was_written():
    text = "translation from Ann Roe, Rivers (Oslo: North, 1996), 5"
    source = published.parse(text, len("translation from "))
    assert (source.as_written, source.authors, source.title) == (text, ("Ann Roe",), "Rivers")


def test_evidence_weighs_an_imprint_more_than_pages():
    imprint, pages, nothing = map(
        published.evidence, ("Rivers (Oslo: North, 1996)", "Rivers, p. 5", "Rivers")
    )
    assert imprint > pages > nothing == 0


def test_a_ministry_is_no_newspaper():
    assert not published.is_periodical("Pravdas of the World")
    assert published.is_periodical("Pravda, 3 May 1957")


@given(st.text())
def test_any_text_is_survived(text):
    source = published.parse(text)
    assert source.as_written == text
    published.format(source)
    assert published.evidence(text) >= 0


def test_what_is_written_out_reads_back():
    text = "Ann Roe, Rivers and Borders, vol. 2 (Oslo: North, 1996), 5-9"
    assert published.format(published.parse(text)) == text
