"""What one line of a page is by its manner alone: a date, a dateline, a sentence, a summary, the value of a lost label.

Pure functions of the line's words; where the line stands is for ``page_text`` to weigh.
"""

from __future__ import annotations

import re

from fonds.values import dates, languages, marks, types

_FIRST_PERSON = re.compile(r"\b(?:I|we|our|ours|my|me|us|you|your)\b")
_QUOTED = re.compile(r"[“\"][^“”\"]{1,400}[”\"]")


def is_date(text: str) -> bool:
    """Whether a short line is nothing but a date."""
    return len(text) <= 45 and any(c.isdigit() for c in text) and dates.parse(text) is not None


def is_dateline(text: str) -> bool:
    """Whether a line is a place and a date and nothing else."""
    found = dates.find(text) if len(text) < 90 and any(c.isdigit() for c in text) else []
    return (
        bool(found)
        and len(text) - found[-1].end < 4
        and not re.search(r"[a-z]{4,} .* [a-z]{4,} ", text[: found[0].start])
    )


def is_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, not as a heading."""
    return (
        bool(re.search(r"[.!?][”\"’')\]]?$", text))
        and len(text.split()) > 6
        and not re.search(r"\b(?:[A-Z]|No|Jr|Sr|St|vol)\.$", text)
    )


def is_summary_like(text: str) -> bool:
    """Told in the third person, in whole sentences, as nobody's words: the manner of a summary."""
    if not 45 <= len(text) <= 1800 or not re.search(r"[.!?][”\"’')\]]?$", text):
        return False
    if re.match(
        r"[\[(“\"‘'«]|\d+[.)]|[a-z][.)]\s|[IVX]+\.|(?:[A-ZА-Я][\w.’'-]*\s?){1,5}:|(?:note|copies|copy|source|signed|cc|to|p\.?s)\b\.?\s*:?",
        text,
    ) and not re.match(r"To \w+ ", text):
        return False
    if dates.find(text[-45:]) and re.search(r"\d{4}\W*$|\d\d[-./]\d\d\W*$", text) and len(text) < 80:
        return False
    return not _FIRST_PERSON.search(_QUOTED.sub("", text))


def squashed(text: str) -> str:
    """The words alone, in small letters: equal where two wordings are the same."""
    return " ".join(re.findall(r"\w+", text.casefold()))


_ORGANISATION = re.compile(
    r"\b(?:foundation|fund|endowment|corporation|institute|institution|university|council|ministry|program(?:me)?|trust|society|college|center|centre)\b",
    re.IGNORECASE,
)


def field_of(text: str, label: str | None, supporters: list[str]) -> str:
    """The field that a value fills: its label's, where it can be one; else, its label lost, told by what it is."""
    able = {
        "uploaded": lambda: is_date(text),
        "type": lambda: types.parse(text) is not None and len(text) < 60,
        "language": lambda: all(
            languages.tag(part) for part in re.split(r"\s*[,;/]\s*|\s+and\s+", text) if part
        ),
        "record_id": lambda: re.fullmatch(r"[\w./-]{0,12}\d[\w./-]{0,12}", text) is not None,
        "classification": lambda: bool(marks.parse_line(text)),
    }
    if label in able and able[label]():
        return label
    if label in ("related", "rights"):
        return label
    for field in ("language", "classification", "uploaded", "type"):
        if (
            label != field
            and able[field]()
            and label in (None, "", *able, "donors", "archive", "source")
            and not (field == "uploaded" and label == "source")
        ):
            return field
    if label in (*able, "") or label is None:
        if any(text.casefold() in supporter.casefold() for supporter in supporters):
            return "donors"
        if label == "":
            return "record_id" if text.isdigit() else "source"
        if text.isdigit() and 4 <= len(text) <= 8:
            return "record_id"
        return (
            "donors"
            if label in ("record_id", "classification", "language") and _ORGANISATION.search(text)
            else "unknown"
        )
    return label
