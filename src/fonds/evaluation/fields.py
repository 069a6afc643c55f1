"""The measured fields: what the truth wants, what a document gives, and when the two are the same.

Strict where a reader would be misled: a date is right when its EDTF is equal (but for the time of day and a
final ``?``, ``~`` or ``%``), a sender when its ``name`` is the person or body alone, the office belonging in
``role``. A place is right by today's name or as printed; a mark when one of those given is it. Nothing is
scored where the edition says nothing, so precision is that among papers whose truth is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fonds.evaluation.abbreviations import abbreviates
from fonds.evaluation.counts import Counts
from fonds.evaluation.paper import Truth
from fonds.model import Document, Evidence, Message, When, Who

WITH_PARTICIPANTS = ("memorandum of conversation", "minutes")
"""Types that have participants rather than sender and recipient."""
MORE_WORDS = 2
"""That a name may have beyond the truth's, such as given names: "George Gauss" for "Gauss"."""
_TITLES = frozenset(
    [
        "a",
        "ambassador",
        "cde",
        "colonel",
        "comrade",
        "dr",
        "general",
        "lady",
        "lord",
        "m",
        "minister",
        "miss",
        "mme",
        "mr",
        "mrs",
        "ms",
        "president",
        "professor",
        "sir",
        "the",
    ]
)


@dataclass(frozen=True, slots=True)
class Given:
    """A value that was given. ``forms``: its wordings, any of which may be the truth's; for a person or body name
    and role. ``method`` and ``confidence`` are those of its evidence; without evidence ``None``."""

    forms: tuple[str, ...]
    method: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Counts for one field of one paper; ``holds`` tells of each value given whether it is right."""

    counts: Counts
    holds: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``same(wanted, forms)`` decides; ``each``: every value counts, else the paper as a whole counts once.
    ``open_ended``: a paper may hold more values than the edition names, so that only those named count as given and
    recall alone is measured, and no confidence."""

    name: str
    wanted: Callable[[Truth], tuple[str, ...]]
    given: Callable[[Document], list[Given]]
    same: Callable[[str, tuple[str, ...]], bool]
    each: bool = False
    open_ended: bool = False

    def judge(self, wanted: Sequence[str], given: Sequence[Given]) -> Verdict:
        """Counts what is right; ``wanted`` holds at least one value."""
        holds = tuple(any(self.same(value, item.forms) for value in wanted) for item in given)
        if not self.each:
            return Verdict(Counts(int(any(holds)), int(bool(given)), 1), holds)
        right = min(sum(any(self.same(value, item.forms) for item in given) for value in wanted), len(given))
        return Verdict(Counts(right, right if self.open_ended else len(given), len(wanted)), holds)


# --- same -------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """The words without case, accents and punctuation."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"\w+", "".join(c for c in letters if not unicodedata.combining(c))))


def equal(wanted: str, forms: tuple[str, ...]) -> bool:
    """Whether a form is the value, sign by sign."""
    return wanted in forms


def same_words(wanted: str, forms: tuple[str, ...]) -> bool:
    """Whether a form has the same words."""
    return plain(wanted) in map(plain, forms)


def same_mark(wanted: str, forms: tuple[str, ...]) -> bool:
    """Whether a form is the mark, or names it among others: "secret and personal"."""
    return any(plain(wanted) in (form, *form.split(" and ")) for form in map(plain, forms))


def same_party(wanted: str, forms: tuple[str, ...]) -> bool:
    """Whether the name is the person or body alone, but for titles and MORE_WORDS; or name or role is all of it, or
    what a catalogue has shortened.

    >>> same_party("Gauss", ("C. E. Gauss", "Ambassador in China"))
    True
    >>> same_party("Gauss", ("The Consul General at Shanghai (Gauss)", ""))
    False
    >>> same_party("Secretary of State", ("Marshall", "Secretary of State"))
    True
    """
    name, role = plain(forms[0]), plain(forms[1] if len(forms) > 1 else "")
    if plain(wanted) in (name, role) or abbreviates(wanted, forms[0]):
        return True
    words, given = _without_titles(plain(wanted)), _without_titles(name)
    return bool(words) and set(words) <= set(given) and len(given) <= len(words) + MORE_WORDS


def same_participant(wanted: str, forms: tuple[str, ...]) -> bool:
    """Whether name, role and wording are those of somebody on a list; there a rank may belong to the name: the name
    holds nothing that is not wanted, and all that is wanted is said.

    >>> same_participant("Under Secretary Venn", ("Venn", "Under Secretary, Dues", "Under Secretary Venn"))
    True
    >>> same_participant("The Secretary", ("Secretary", "", "The Secretary"))
    True
    >>> same_participant("Ivo Venn", ("Venn", "", "Mr. Venn"))
    False
    """
    if same_party(wanted, forms):
        return True
    words, name = (set(plain(text).split()) - {"the"} for text in (wanted, forms[0]))
    return bool(name) and name <= words <= set(plain(" ".join(forms)).split())


def _without_titles(words: str) -> list[str]:
    return [word for word in words.split() if word not in _TITLES]


# --- given ------------------------------------------------------------------------------------------


def _given(document: Document, path: str, *forms: str | None) -> Given:
    """A value of the document with the evidence at its path, or else with the weakest for its parts."""
    exact = [e for e in document.evidence if e.path == path]
    found: Evidence | None = min(
        exact or [e for e in document.evidence if e.path.startswith(f"{path}/")],
        key=lambda e: e.confidence,
        default=None,
    )
    kept = tuple(form or "" for form in forms)
    return Given(kept, found.method, found.confidence) if found else Given(kept)


def _outermost(document: Document) -> Message | None:
    return document.messages[0] if document.messages else None


def day_of(when: When) -> str:
    """EDTF without the time of day and the final sign of doubt."""
    return "/".join(part.partition("T")[0].rstrip("?~%") for part in when.edtf.split("/"))


def _date(document: Document) -> list[Given]:
    if document.date is not None:
        return [_given(document, "/date", day_of(document.date))]
    message = _outermost(document)
    return [_given(document, "/messages/0/sent", day_of(message.sent))] if message and message.sent else []


def _time(document: Document) -> list[Given]:
    message = _outermost(document)
    sent = message.sent if message else None
    when, path = (sent, "/messages/0/sent") if sent else (document.date, "/date")
    _, t, clock = when.edtf.partition("T") if when else ("", "", "")
    return [_given(document, path, clock[:5])] if t else []


def _place(document: Document) -> list[Given]:
    message = _outermost(document)
    if message and message.origin:
        return [_given(document, "/messages/0/origin", message.origin.as_written, message.origin.name)]
    return [_given(document, f"/places/{n}", p.as_written, p.name) for n, p in enumerate(document.places[:1])]


def _parties(document: Document, key: str, parties: Callable[[Message], tuple[Who, ...]]) -> list[Given]:
    message = _outermost(document)
    people = parties(message) if message else ()
    return [_given(document, f"/messages/0/{key}/{n}", who.name, who.role) for n, who in enumerate(people)]


def _number(document: Document) -> list[Given]:
    message = _outermost(document)
    return [_given(document, "/messages/0/number", message.number)] if message and message.number else []


def _participants(document: Document) -> list[Given]:
    return [
        _given(document, f"/participants/{n}", who.name, who.role, who.as_written)
        for n, who in enumerate(document.participants)
    ]


def _one(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _party_wanted(truth: Truth, names: tuple[str, ...]) -> tuple[str, ...]:
    return () if truth.type in WITH_PARTICIPANTS else names


FIELDS: tuple[Field, ...] = (
    Field("date", lambda t: _one(t.date), _date, equal),
    Field("time", lambda t: _one(t.time), _time, equal),
    Field("place", lambda t: _one(t.place), _place, same_words),
    Field(
        "from",
        lambda t: _party_wanted(t, t.from_),
        lambda d: _parties(d, "from", lambda m: m.from_),
        same_party,
        each=True,
    ),
    Field(
        "to",
        lambda t: _party_wanted(t, t.to),
        lambda d: _parties(d, "to", lambda m: m.to),
        same_party,
        each=True,
    ),
    Field("participants", lambda t: t.participants, _participants, same_participant, each=True),
    Field("type", lambda t: _one(t.type), lambda d: [_given(d, "/type", d.type)] if d.type else [], equal),
    Field(
        "mark",
        lambda t: _one(t.mark),
        lambda d: [
            _given(d, f"/classification/{n}", mark.as_written) for n, mark in enumerate(d.classification)
        ],
        same_mark,
    ),
    Field("number", lambda t: _one(t.number), _number, same_words),
    Field(
        "tags",
        lambda t: t.tags,
        lambda d: [_given(d, f"/subjects/{n}", subject) for n, subject in enumerate(d.subjects)],
        equal,
        each=True,
        open_ended=True,
    ),
)
