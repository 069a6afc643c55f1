"""The reader against the truth of the demo archive, value by value.

``demo/expected.json`` says under "about" what its keys mean. Every value in it is one check; checks are
counted by group, and each group has a floor a little below what is reached: a change that loses more fails.
The table is printed; ``pytest -s tests/test_demo_truth.py`` shows it, with every value that is wrong.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from claims import broken, words_of

from fonds.model import Document
from fonds.model.codec import Json, encode
from fonds.services.reading import documents, load
from fonds.services.sources import Source, find

FLOORS = {
    "title": 0.96,
    "date": 0.97,
    "type": 0.97,
    "summary": 0.98,
    "text": 0.99,
    "languages": 0.98,
    "marks": 0.98,
    "parties": 0.97,
    "numbers": 0.96,
    "times": 0.97,
    "places": 0.96,
    "nesting": 0.98,
    "turns": 0.98,
    "references": 0.91,
    "sources": 0.98,
    "credits": 0.98,
    "notes": 0.95,
    "page": 0.98,
    "problems": 0.98,
}
"""Share of right values that each group has to reach."""
OVERALL = 0.98
SLACK_WORDS = 20
"""How far from the expected first and last words a text or message may begin and end: a marking, a salutation,
a copyist's remark."""


@dataclass(frozen=True)
class Check:
    """One value of the truth: its group, what it is, whether the reader gives it, and what it gives."""

    group: str
    what: str
    right: bool
    got: object


def one_of(truth: Json, key: str) -> list[Any]:
    """The values that are right for a key: the given one, and those of KEY_any."""
    return [truth[key], *truth.get(f"{key}_any", ())]


def squashed(text: str | None) -> str:
    return " ".join(words_of(text or ""))


def begins(words: str, start: str) -> bool:
    """Whether a text begins so, but for a few words."""
    return squashed(start) in " ".join(words.split()[: SLACK_WORDS + len(words_of(start))])


def ends(words: str, end: str) -> bool:
    return squashed(end) in " ".join(words.split()[-SLACK_WORDS - len(words_of(end)) :])


def meets(name: str, who: Json) -> bool:
    """Whether one name holds all words of the other, under the name or the wording."""
    wanted = set(words_of(name))
    for form in (who["name"], who.get("as_written") or ""):
        given = set(words_of(form))
        if given and (wanted <= given or given <= wanted):
            return True
    return False


def same_people(wanted: list[str], people: list[Json]) -> bool:
    return len(wanted) == len(people) and all(any(meets(name, who) for who in people) for name in wanted)


def names(people: Iterable[Json]) -> list[str]:
    return [who["name"] for who in people]


def edtf(when: Json | None) -> str | None:
    return when["edtf"] if when else None


def checks(truth: Json, paper: Json, reading: str) -> Iterator[Check]:
    """All checks of one paper."""
    for group in (page, markings, messages, conversation, sources, notes, references, problems):
        yield from group(truth, paper, reading)


def page(truth: Json, paper: Json, reading: str) -> Iterator[Check]:
    """What the page says of the paper, and where its words begin and end."""
    title = paper["title"]
    if truth["title"] is None:
        right = set(words_of(" ".join(truth["title_words"]))) <= set(words_of(title))
    else:
        right = squashed(title) in map(squashed, one_of(truth, "title"))
    yield Check("title", "title", right, title)
    date = (edtf(paper["date"]) or "").split("T")[0]
    yield Check("date", truth["date"], date in one_of(truth, "date"), date)
    yield Check("type", truth["type"], paper["type"] in one_of(truth, "type"), paper["type"])
    right = squashed(paper.get("summary")) == squashed(truth["summary"])
    yield Check("summary", "summary", right, paper.get("summary"))
    words = squashed(paper["text"])
    right = any(begins(words, start) for start in one_of(truth, "text_starts"))
    yield Check("text", "begin", right, words[:80])
    yield Check("text", "end", ends(words, truth["text_ends"]), words[-80:])
    for other in truth["text_excludes"]:
        yield Check("text", f"without {other}", squashed(other) not in words, "found")
    yield Check("languages", "language", paper.get("languages") == truth["languages"], paper.get("languages"))
    parallel = {text["language"] for text in paper.get("parallel_texts") or ()}
    originals = set(paper.get("original_languages") or ()) | parallel
    yield Check("languages", "original", originals == set(truth["original_languages"]), originals)
    for name in truth["support"]:
        yield Check("credits", name, name in (paper.get("support") or ()), paper.get("support"))
    for credit in truth["credits"]:
        yield Check("credits", credit["name"], credit in (paper.get("credits") or ()), paper.get("credits"))
    yield Check(
        "credits", "count", len(paper.get("credits") or ()) == len(truth["credits"]), paper.get("credits")
    )
    if truth["rights_starts"]:
        right = (paper.get("rights") or "").startswith(truth["rights_starts"])
        yield Check("page", "rights", right, paper.get("rights"))
    if "record_id" in truth:
        right = paper.get("record_id") == truth["record_id"]
        yield Check("page", "record id", right, paper.get("record_id"))
    for key in ("uploaded", "event_date", "declassified"):
        if key in truth:
            right = edtf(paper.get(key)) in one_of(truth, key)
            yield Check("date", f"{key} {truth[key]}", right, edtf(paper.get(key)))
    for key in ("archives", "subjects"):
        if key in truth:
            yield Check("page", key, paper.get(key) == truth[key], paper.get(key))
    for name in truth.get("places", ()):
        found = names(paper.get("places") or ())
        yield Check("page", name, name in found, found)
    yield Check("page", "excerpt", paper.get("excerpt") == truth.get("excerpt"), paper.get("excerpt"))


def markings(truth: Json, paper: Json, reading: str) -> Iterator[Check]:
    """Classification, handling, number of the copy."""
    written = [mark["as_written"] for mark in paper.get("classification") or ()]
    yield Check("marks", f"{truth['classification']}", written == truth["classification"], written)
    handling = squashed(" | ".join(paper.get("handling") or ()))
    for words in truth["handling"]:
        yield Check("marks", words, squashed(words) in handling, paper.get("handling"))
    right = paper.get("copy_number") == truth.get("copy_number")
    yield Check("marks", "copy number", right, paper.get("copy_number"))


def messages(truth: Json, paper: Json, reading: str) -> Iterator[Check]:
    """The messages one by one: parties, times, numbers, places, and how they lie in each other."""
    found = paper.get("messages") or []
    optional = any(message.get("optional") for message in truth["messages"])
    if found or not optional:
        kinds = [message["kind"] for message in found]
        yield Check("nesting", "count", len(found) == len(truth["messages"]), kinds)
    ids: dict[str | None, str | None] = {None: None}
    for n, wanted in enumerate(truth["messages"]):
        message = found[n] if n < len(found) else {}
        if optional and not message:
            continue
        ids[wanted["id"]] = message.get("id", "absent")
        yield from _message(wanted, message, reading)
        for key in ("parent", "in_reply_to"):
            right = message.get(key) == ids.get(wanted.get(key), "unknown")
            yield Check("nesting", f"{wanted['id']} {key}", right, message.get(key))


def _message(wanted: Json, message: Json, reading: str) -> Iterator[Check]:
    which = wanted["id"]
    for key in ("from", "to"):
        people = message.get(key) or []
        if any_of := wanted.get(f"{key}_any"):
            right = any(meets(name, who) for name in any_of for who in people)
        else:
            right = same_people(wanted[key], people)
        yield Check("parties", f"{which} {key} {wanted[key]}", right, names(people))
    for key in ("through",):
        if key in wanted:
            right = same_people(wanted[key], message.get(key) or [])
            yield Check("parties", f"{which} {key} {wanted[key]}", right, message.get(key))
    listed = message.get("copies_to") or []
    for name, copies in wanted.get("copies", ()):
        right = any(meets(name, who) and (who.get("copies") or 1) == copies for who in listed)
        yield Check("parties", f"{which} copy {name} {copies}", right, names(listed))
    for key in ("sent", "received"):
        if key in wanted:
            got = edtf(message.get(key))
            yield Check("times", f"{which} {key} {wanted[key]}", (got or "")[:16] == wanted[key], got)
    for key in ("number", "series", "precedence", "subject"):
        if key in wanted:
            right = squashed(message.get(key)) == squashed(wanted[key])
            yield Check("numbers", f"{which} {key} {wanted[key]}", right, message.get(key))
    for key in ("origin", "destination"):
        if key in wanted:
            got = (message.get(key) or {}).get("name")
            right = got in (wanted[key], wanted.get(f"{key}_today"))
            yield Check("places", f"{which} {key} {wanted[key]}", right, got)
    if message:
        own = squashed(reading[message.get("start", 0) : message.get("end", 0)])
        yield Check("nesting", f"{which} begins", begins(own, wanted["starts"]), own[:60])
        yield Check("nesting", f"{which} ends", ends(own, wanted["ends"]), own[-60:])


def conversation(truth: Json, paper: Json, reading: str) -> Iterator[Check]:
    """Who takes part, and who says what."""
    people = paper.get("participants") or []
    for name in truth["participants"]:
        yield Check("turns", f"participant {name}", any(meets(name, w) for w in people), names(people))
    turns = paper.get("turns") or []
    yield Check("turns", f"count {truth['turns_count']}", len(turns) == truth["turns_count"], len(turns))
    for wanted in truth["turns"]:
        right = any(
            meets(wanted["speaker"], turn["speaker"])
            and squashed(turn["text"]).startswith(squashed(wanted["starts"]))
            for turn in turns
        )
        yield Check("turns", f"{wanted['speaker']}: {wanted['starts']}", right, None)


def sources(truth: Json, paper: Json, reading: str) -> Iterator[Check]:
    """Where the paper is kept and printed, part by part."""
    found = paper.get("sources") or []
    written = [source["as_written"] for source in found]
    yield Check("sources", "count", len(found) == len(truth["sources"]), written)
    for wanted in truth["sources"]:
        nearest = max(
            found,
            key=lambda source: sum(
                squashed(str(source.get(k))) == squashed(str(v)) for k, v in wanted.items()
            ),
            default={},
        )
        for key, value in wanted.items():
            right = squashed(str(nearest.get(key))) == squashed(str(value))
            yield Check("sources", f"{key} {value}", right, nearest.get(key))


def notes(truth: Json, paper: Json, reading: str) -> Iterator[Check]:
    """Notes, and the names that the paper explains."""
    found = paper.get("notes") or []
    for wanted in truth.get("notes", ()):
        right = any(
            (note.get("marker") or "").strip("[]") == (wanted["marker"] or "")
            and squashed(note["text"]).startswith(squashed(wanted["starts"]))
            for note in found
        )
        yield Check("notes", f"{wanted['marker']} {wanted['starts']}", right, found)
    for alias, name in truth.get("aliases", ()):
        aliases = paper.get("aliases") or []
        right = any(alias == known["alias"] and meets(name, known) for known in aliases)
        yield Check("notes", f"{alias} is {name}", right, aliases)


def references(truth: Json, paper: Json, reading: str) -> Iterator[Check]:
    """Mentions of other communications; where they point outside the paper is for linking to say."""
    found = paper.get("references") or []
    own = {message["id"] for message in truth["messages"]}
    for wanted in truth["references"]:
        if wanted.get("optional"):
            continue
        words = squashed(wanted["as_written"])
        hits = [r for r in found if words in squashed(r["as_written"]) or squashed(r["as_written"]) in words]
        written = [reference["as_written"] for reference in found]
        yield Check("references", wanted["as_written"], bool(hits), written)
        if not hits:
            continue
        if "date" in wanted:
            got = [edtf(hit.get("date")) or "" for hit in hits]
            right = any(date[:16].startswith(wanted["date"]) for date in got)
            yield Check("references", f"{wanted['as_written']}: {wanted['date']}", right, got)
        if "number" in wanted:
            numbers = [hit.get("number") for hit in hits]
            yield Check("references", f"{wanted['as_written']}: No.", wanted["number"] in numbers, numbers)
        if wanted["resolves_to"] in own:
            targets = [hit.get("resolves_to") for hit in hits]
            yield Check(
                "references", f"{wanted['as_written']}: target", wanted["resolves_to"] in targets, targets
            )


def problems(truth: Json, paper: Json, reading: str) -> Iterator[Check]:
    """The codes that must be raised, and no other warning."""
    raised = {found["code"] for found in paper.get("problems") or ()}
    warned = {found["code"] for found in paper.get("problems") or () if found["severity"] != "info"}
    expected = set(truth.get("problems", ()))
    yield Check("problems", f"{sorted(expected)}", expected <= raised and warned <= expected, sorted(raised))


@pytest.fixture(scope="module")
def truth(root: Path) -> dict[str, Json]:
    """The truth by the paper's path."""
    expected = json.loads((root / "demo" / "expected.json").read_text(encoding="utf-8"))["documents"]
    assert isinstance(expected, dict)
    return expected


@pytest.fixture(scope="module")
def papers(root: Path) -> dict[str, tuple[Document, str]]:
    """Each paper's document and reading text, by its path."""
    out = {}
    for source in find(folder for folder in sorted((root / "demo").iterdir()) if folder.is_dir()):
        assert isinstance(source, Source), f"{source.name}: {source.code}"
        for made in documents(load(source), source.name):
            out[source.name] = (made.document, made.reading)
    return out


@pytest.fixture(scope="module")
def results(
    truth: dict[str, Json], papers: dict[str, tuple[Document, str]]
) -> dict[str, list[tuple[str, Check]]]:
    """All checks by group, each with the paper's path."""
    by_group: dict[str, list[tuple[str, Check]]] = defaultdict(list)
    for path, expected in truth.items():
        document, reading = papers[path]
        for check in checks(expected, encode(document), reading):
            by_group[check.group].append((path, check))
    return by_group


def test_every_paper_is_in_the_truth(truth: dict[str, Json], papers: dict[str, tuple[Document, str]]) -> None:
    assert papers.keys() == truth.keys()


def test_table(results: dict[str, list[tuple[str, Check]]]) -> None:
    """Prints the table, and asks of the whole what OVERALL says."""
    for group, found in results.items():
        right = sum(check.right for _, check in found)
        print(f"{group:<12}{right:>5} of {len(found):>4}  {right / len(found):6.1%}")
        for path, check in found:
            if not check.right:
                print(f"    {path}: {check.what} :: {str(check.got)[:160]}")
    every = [check.right for found in results.values() for _, check in found]
    print(f"{'all':<12}{sum(every):>5} of {len(every):>4}  {sum(every) / len(every):6.1%}")
    assert sum(every) >= OVERALL * len(every)


@pytest.mark.parametrize("group", FLOORS)
def test_floor(group: str, results: dict[str, list[tuple[str, Check]]]) -> None:
    found = results[group]
    wrong = [f"{path}: {check.what} :: {check.got}" for path, check in found if not check.right]
    assert len(found) - len(wrong) >= FLOORS[group] * len(found), "\n".join(wrong)


def test_every_group_has_a_floor(results: dict[str, list[tuple[str, Check]]]) -> None:
    assert results.keys() == FLOORS.keys()


def test_claims_hold(papers: dict[str, tuple[Document, str]]) -> None:
    for path, (document, reading) in papers.items():
        assert broken(document, reading) == [], path
