"""The shelfmarks of an archive, to be looked up by whatever a footnote says of them.

A footnote is read in two ways. By the grammar of source lines (``extract.sources``): the key it gives is that of every
spelling the grammar knows. And from the other side: each path of the archive is looked for in the footnote, level by
level, so that order, words and what was left out do not matter. A level with a figure must be there; a figure that
neither path, leaves nor date explain speaks against it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import orjson
from django.db.models import F

from fonds.store import models
from fonds.values import repositories, shelfmarks
from fonds.values.archival import latin

_TOKEN = re.compile(r"[^\W_]+")
_LEAVES = re.compile(
    r"(?<!\w)(?:ll?|list[yi]?|leaf|leaves|folios?|fols?|ff|pp?|pages?|л{1,2}|лист(?:ы|ов)?|с(?:тр)?|frames?|fr)\b\.?\s*"
    r"(?P<value>\d+(?:\s*(?:об|verso|v|r)\b\.?)?(?:\s*[-–—−,]\s*\d+(?:\s*об\b\.?)?)*)",
    re.IGNORECASE,
)
_FOLDER = re.compile(r"[pп]\b(?!p)", re.IGNORECASE)
_LAST = re.compile(r"\)\s*[,:]\s*(?P<value>\d{1,4}(?:\s*[-–—−]\s*\d{1,4})?)\s*\.?\s*$")  # behind an imprint
_RANGE = re.compile(r"(\d+)(?:\D{1,6}?[-–—−]\s*(\d+)|\s*[-–—−]\s*(\d+))?")
_PIECE = re.compile(r"\s*[,;:()\[\]]\s*|\.\s+")
LONGEST_RUN = 12
"""Words that may make up the value of one level."""
LONGEST = 1500
"""Characters of one citation that are looked at."""
LABELLED = ("fond", "opis", "delo", "papka", "box", "volume", "part")
"""Levels whose label leaves no doubt; "file" may stand behind a name as well."""
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_ROMAN = re.compile(r"[IVXLC]{1,6}|[ivxlc]{1,6}")
MOST_CANDIDATES = 5000
"""Files that one citation is compared with; those of its rarest words come first."""
MISSING, MISSING_WORDS = 0.75, 0.34
"""Share of a file's words that a citation may leave out, where it gives a figure of it and where not; tried on 250
sources of FRUS in November 2026."""
ALONE = 6
"""Letters and figures that a value must have to be known without its keeper."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A file of the archive: its path, the keeper's key, and the levels below it, each as (level, whole value
    compact, words of the value compact)."""

    path: str
    keeper: str
    levels: tuple[tuple[str, str, tuple[str, ...]], ...]
    papers: tuple[tuple[str, str | None], ...]
    """(record, leaves) of the documents in it."""

    @property
    def signature(self) -> str:
        """Equal where two spellings part the same figures and words otherwise."""
        return compact(self.keeper) + "".join(value for _, value, _ in self.levels)

    @property
    def words(self) -> frozenset[str]:
        """By which it is looked up: words with a figure; where there are none, all of some length."""
        own = {word for _, _, words in self.levels for word in words}
        return frozenset({word for word in own if _has_figure(word)} or {w for w in own if len(w) > 3})


def _level(name: str, value: str) -> tuple[str, str, tuple[str, ...]]:
    # "Central Files 1967-69" has become "central-files1967-69".
    apart = re.sub(r"(?<=[^\W\d_]{4})(?=(?:1[89]|20)\d\d(?!\d))", " ", value)
    words = (compact(word) for word in re.split(r"[\s-]+", apart))
    return name, compact(value), tuple(word for word in words if word)


def _has_figure(text: str) -> bool:
    return any(c.isdigit() for c in text)


@dataclass(frozen=True, slots=True)
class Hit:
    """A file that a citation names; ``whole`` where it names every level."""

    shelf: Shelf
    whole: bool


def compact(text: str) -> str:
    """Letters and figures alone, in Latin script and lower case.

    >>> compact("ГАВС"), compact("POL 27–14 ARAB-ISR")
    ('gavs', 'pol2714arabisr')
    """
    plain = unicodedata.normalize("NFKD", latin(text))
    bare = "".join(c for c in plain.casefold() if c.isalnum())
    # Я and Ю are ya and yu in one table, ia and iu in another.
    return bare.replace("ya", "ia").replace("yu", "iu")


class Shelves:
    """All files of an archive."""

    def __init__(self) -> None:
        papers: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
        labels: dict[str, str] = {}
        rows = models.SourceRow.objects.filter(record__withdrawn=None).order_by("record", "n")
        for path, record, listy, steps in rows.values_list("path", "record_id", "listy", "labels"):
            papers[path].append((record, listy))
            if steps:
                labels[path.partition("/")[0]] = steps[0][1]
        self.by_path: dict[str, Shelf] = {}
        self.by_word: dict[str, list[Shelf]] = defaultdict(list)
        self.alike: dict[str, list[Shelf]] = defaultdict(list)
        for path, own in papers.items():
            keeper, *below = path.split("/")
            levels = tuple(_level(name, value) for name, _, value in (b.partition("-") for b in below))
            shelf = self.by_path[path] = Shelf(path, keeper, levels, tuple(own))
        every = (*self.by_path.values(), *_unplaced())
        for shelf in every:
            self.alike[shelf.signature].append(shelf)
            for word in shelf.words:
                self.by_word[word].append(shelf)
        self.keepers = frozenset(shelf.keeper for shelf in every if shelf.keeper)
        # One keeper may have several keys: ВИАЯ and VIAYa, where no table lists it.
        self.names: dict[str, set[str]] = defaultdict(set)
        for key in self.keepers:
            if sum(c.isalpha() for c in key) < 2:
                continue  # what a badly printed line left of a mark
            self.names[compact(key)].add(key)
            self.names[compact(labels.get(key, key))].add(key)

    @cached_property
    def longest_name(self) -> int:
        """Words of the longest name of a keeper."""
        return 8

    def named(self, words: Words) -> Iterator[tuple[set[str], int, int]]:
        """The keepers that a citation names: (their keys, first word, last word + 1), longest names first."""
        taken = -1
        for at, token in enumerate(words.tokens):
            if at < taken:
                continue
            listed = repositories.find(words.text, token.start)
            for stop in range(min(at + self.longest_name, len(words.tokens)), at, -1):
                found = self.names.get(words.run(at, stop))
                if (
                    found is None
                    and listed
                    and words.tokens[stop - 1].end
                    <= listed[1]
                    < (words.tokens[stop].start + 1 if stop < len(words.tokens) else len(words.text) + 1)
                ):
                    found = {listed[0].key} & self.keepers
                if found:
                    yield found, at, stop
                    taken = stop
                    break

    def find(self, text: str) -> list[Hit]:
        """The files that a citation may mean, the best explained ones; nothing where no file explains it."""
        words = Words(text[:LONGEST])
        keepers = list(self.named(words))
        keys = {key for found, _, _ in keepers for key in found}
        used = {n for _, a, b in keepers for n in range(a, b)}
        scored: list[tuple[tuple[int, int, int], Hit]] = []
        asked = {
            value
            for a in range(len(words.tokens))
            for b in range(a + 1, min(a + LONGEST_RUN, len(words.tokens)) + 1)
            for value in (words.run(a, b), words.tokens[a].number)
        }
        lists = sorted((self.by_word[value] for value in asked if value in self.by_word), key=len)
        candidates: dict[int, Shelf] = {}
        for own in lists:
            if len(candidates) + len(own) > MOST_CANDIDATES and candidates:
                break
            for shelf in own:
                if not keys or not shelf.keeper or shelf.keeper in keys:
                    candidates[id(shelf)] = shelf
        for shelf in candidates.values():
            if found := _explained(shelf, words, used if shelf.keeper else (), bool(keys and shelf.keeper)):
                scored.append(found)
        best = max((score for score, _ in scored), default=None)
        return self.with_alike([hit for score, hit in scored if score == best])

    def with_alike(self, hits: Sequence[Hit]) -> list[Hit]:
        """The hits, and the same files under other spellings."""
        found = {id(hit.shelf): hit for hit in hits}
        for hit in hits:
            for shelf in self.alike[hit.shelf.signature]:
                found.setdefault(id(shelf), Hit(shelf, hit.whole))
        return list(found.values())


def _unplaced() -> Iterator[Shelf]:
    """Sources that have no place in the archival tree: printed ones, and shelfmarks without a keeper that is known.

    A printed work is told by its title and volume, its pages are its leaves; any other by what its commas part.
    """
    rows = models.Version.objects.filter(record__withdrawn=None, number=F("record__version"))
    placed = set(models.SourceRow.objects.values_list("record_id", "n"))
    found: dict[tuple[str, tuple[tuple[str, str, tuple[str, ...]], ...]], list[tuple[str, str | None]]]
    found = defaultdict(list)
    for record, document in rows.order_by("record_id").values_list("record_id", "document").iterator(500):
        for n, source in enumerate(orjson.loads(document).get("sources", ())):
            if (record, n) in placed:
                continue
            title, volume, pages = source.get("title"), source.get("volume"), source.get("pages")
            keeper = ""
            if source["kind"] == "published" and title and (volume or pages or source.get("year")):
                parts = [("title", title), ("number", volume or "")]
            else:
                pieces = [
                    piece for text in _PIECE.split(source["as_written"]) if (piece := text.strip(" _[]"))
                ]
                # A keeper that the reader did not know then may be known now.
                if pieces and (known := repositories.get(pieces[0])):
                    keeper, pieces = known.key, pieces[1:]
                parts = [("piece", piece) for piece in pieces]
                pages = source.get("listy") or pages
            levels = tuple(_level(level, text) for level, text in parts if compact(text))
            if keeper or sum(len(value) for _, value, _ in levels) >= ALONE:
                found[keeper, levels].append((record, pages))
    for (keeper, levels), papers in found.items():
        yield Shelf("", keeper, levels, tuple(papers))


def _explained(
    shelf: Shelf, words: Words, used: Iterable[int], keeper: bool
) -> tuple[tuple[int, int, int], Hit] | None:
    """How well a file explains a citation: (figures not explained, words not named, words named) as a score."""
    taken, missing, named, alone = set(used), 0, 0, list[str]()
    for level, value, own in shelf.levels:
        if not words.allows(level, value):
            return None
        whole = words.place(value, taken)
        if whole:
            taken.update(range(*whole))
            named += len(own)
            alone.append(value)
            continue
        for word in own:
            place = words.place(word, taken)
            if place:
                taken.update(range(*place))
                named += 1
                alone.append(word)
            elif _has_figure(word) or (len(own) == 1 and words.labels.get(level)):
                return None
            elif not words.initials_of(own, word):
                missing += 1
    figures = any(_has_figure(word) for word in alone)
    if not named or (not keeper and not _known_alone(alone, shelf)):
        return None
    if missing > (MISSING if figures else MISSING_WORDS) * (named + missing):
        return None
    left = sum(
        1
        for n, token in enumerate(words.tokens)
        if n not in taken and token.figure and n not in words.explained
    )
    return (-left, -missing, named), Hit(shelf, missing == 0)


def _roman(text: str) -> str:
    if not _ROMAN.fullmatch(text):
        return ""
    digits = ["ivxlc".index(c) for c in text.lower()]
    values = [(1, 5, 10, 50, 100)[d] for d in digits]
    return str(sum(-d if d < max(values[k + 1 :], default=0) else d for k, d in enumerate(values)))


def _known_alone(values: Sequence[str], shelf: Shelf) -> bool:
    """Whether values tell a file without its keeper: "784A.56/2-1556" does, "f. 12, op. 4, d. 118" does not."""
    if any(len(v) >= ALONE and any(c.isdigit() for c in v) for v in values):
        return True
    return not shelf.keeper and sum(map(len, values)) >= ALONE


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a citation."""

    start: int
    end: int
    value: str
    figure: bool
    number: str = ""
    """What a Roman numeral stands for."""


class Words:
    """A citation as words, with what its labels say."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [
            Token(m.start(), m.end(), compact(m[0]), _has_figure(m[0]), _roman(m[0]))
            for m in _TOKEN.finditer(text)
        ]
        self.acronyms = [
            t.value
            for t in self.tokens
            if 2 <= len(t.value) <= 5 and self.text[t.start : t.end].isupper() and t.value.isalpha()
        ]
        self.labels: Mapping[str, set[str]] = self._labelled()
        # Beside fonds and inventory a single "p." is a folder (papka), not a page.
        folder = {"fond", "opis"} & self.labels.keys()
        told = [m for m in _LEAVES.finditer(text) if not (folder and _FOLDER.match(m[0]))]
        if not told and (last := _LAST.search(text)):
            told = [last]
        self.leaves = tuple(
            (int(m[1]), int(m[2] or m[3] or m[1])) for found in told for m in _RANGE.finditer(found["value"])
        )
        spans = [m.span("value") for m in told]
        # A year alone speaks neither for a file nor against it.
        self.explained = {
            n
            for n, t in enumerate(self.tokens)
            if _YEAR.fullmatch(t.value) or any(a <= t.start < b for a, b in spans)
        }

    def _labelled(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for habit in ("fond", "american"):
            for part in shelfmarks.parts(self.text, habit):
                found[part.level].add(_roman(part.value) or compact(part.value))
        return found

    def run(self, start: int, end: int) -> str:
        """Some words as one."""
        return "".join(token.value for token in self.tokens[start:end])

    def allows(self, level: str, value: str) -> bool:
        """Whether no label gives the level another value."""
        told = self.labels.get(level) if level in LABELLED else None
        return not told or any(value.endswith(t) or t.endswith(value) or t in value for t in told)

    def initials_of(self, own: Sequence[str], word: str) -> bool:
        """Whether a word of a name is meant by initials: "NSF" for "National Security File"."""
        at = own.index(word)
        for acronym in self.acronyms:
            for start in range(max(0, at - len(acronym) + 1), at + 1):
                run = own[start : start + len(acronym)]
                if len(run) == len(acronym) and all(w[0] == c for w, c in zip(run, acronym, strict=True)):
                    return True
        return False

    def place(self, value: str, taken: set[int]) -> tuple[int, int] | None:
        """Where a value stands in words that explain nothing else yet: (first, last + 1)."""
        for at, token in enumerate(self.tokens):
            if at not in taken and token.number == value:
                return at, at + 1
            made = ""
            for stop in range(at, min(at + LONGEST_RUN, len(self.tokens))):
                if stop in taken:
                    break
                made += self.tokens[stop].value
                if made == value:
                    return at, stop + 1
                if not value.startswith(made):
                    break
        # "RG 59" may be written "Record Group 59", "Lot 61 D 417" "Lot File 61 D 417": the figures tell.
        figures = re.sub(r"^[^\W\d_]{1,4}(?=\d)", "", value)
        return self.place(figures, taken) if figures != value and len(figures) > 1 else None


def overlap(leaves: Iterable[tuple[int, int]], written: str | None) -> bool:
    """Whether any of the leaves is among those written: "ll. 21-22", "frames 0007-0008"."""
    own = [(int(m[1]), int(m[2] or m[3] or m[1])) for m in _RANGE.finditer(written or "")]
    return any(a <= _last(c, d) and c <= _last(a, b) for a, b in leaves for c, d in own)


def _last(first: int, last: int) -> int:
    """The last leaf of a range whose end may be cut: 211-2 is 211 to 212.

    >>> _last(211, 2), _last(46, 48), _last(5, 5)
    (212, 48, 5)
    """
    if last >= first:
        return last
    head = str(first)[: -len(str(last))]
    return int(f"{head}{last}") if head else first
