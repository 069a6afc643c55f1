"""Who worked on a paper, as source lines tell it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.values import credits


def read(text: str) -> list[tuple[str, str]]:
    return [(found.credit.role, found.credit.name) for found in credits.parse(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Translated by Ann Roe.", [("translator", "Ann Roe")]),
        ("Rivers, 83-4. Translated by by Ann Roe.", [("translator", "Ann Roe")]),
        ("Translated for NKIDP from Russian by J. F. Doe", [("translator", "J. F. Doe")]),
        ("Translated from the original Chinese by Ann Roe (Bai He).", [("translator", "Ann Roe")]),
        ("Translation from Russian by Ann Roe.", [("translator", "Ann Roe")]),
        ("Translator: Ann Roe", [("translator", "Ann Roe")]),
        ("File 5. Trans. Ann Roe.", [("translator", "Ann Roe")]),
        ("Contributed by Ann Roe and translated by Bo Doe.", [("contributor", "Ann Roe"), ("translator", "Bo Doe")]),
        ("Contributed, transcribed, and translated by Ann Roe.", [("contributor", "Ann Roe"), ("transcriber", "Ann Roe"), ("translator", "Ann Roe")]),
        ("Obtained for NKIDP by Ann Roe and translated for NKIDP by Bo van der Doe", [("contributor", "Ann Roe"), ("translator", "Bo van der Doe")]),
        ("Document obtained by Ann Roe, Bo Doe, and J.D. O'Neil; translated by Cy Poe.",
         [("contributor", "Ann Roe"), ("contributor", "Bo Doe"), ("contributor", "J.D. O'Neil"), ("translator", "Cy Poe")]),
        ("Obtained by Ann Roe for the National Security Archive. Edited by Bo Doe.", [("contributor", "Ann Roe"), ("editor", "Bo Doe")]),
        ("Provided by the National Security Archive.", [("contributor", "National Security Archive")]),
        ("Translated by Dr. Ann Roe, University of the North, and Bo Doe.", [("translator", "Ann Roe"), ("translator", "Bo Doe")]),
        ("Courtesy of Ann Roe. Introduction by Bo Doe.", [("contributor", "Ann Roe"), ("contributor", "Bo Doe")]),
        ("RGANI, f. 5, l. 3, translated by Ann Roe", [("translator", "Ann Roe")]),
        # no credits
        ("Rivers, trans. Ann Roe (Oslo: North, 1996), 5.", []),
        ("Rivers, edited by Ann Roe and Bo Doe (Oslo: North, 1996), 5.", []),
        ("published in Izvestia, 3 May 1957", []),
        ("translation from Ann Roe and Bo Doe, eds., Rivers", []),
        ("Translated from English.", []),
        ("Published by Shan he chubanshe, 1987", []),
    ],
)  # fmt: skip
def test_deeds_and_names(text, wanted):
    assert read(text) == wanted


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                "Translated",
                "by",
                "for",
                "and",
                ",",
                ".",
                ";",
                "(",
                ")",
                "Ann",
                "Roe",
                "J.",
                "F.",
                "the",
                "obtained",
                "trans.",
                "edited",
                "of",
                "1997",
            ]
        ),
        max_size=25,
    ).map(" ".join)
)
def test_any_text_is_survived_and_spans_are_true(text):
    for found in credits.parse(text):
        assert text[found.start : found.end] == found.credit.name
        assert found.clause[0] <= found.start < found.end <= found.clause[1] <= len(text)
