"""What mark-up or a catalogue states of the outermost message, laid over what was read of it.

Mark-up names a sender "Orlo" where the heading has "The Ambassador in Ismara (Orlo)": what was read says more
and agrees, so it stays. Where the two differ the mark-up counts, and a problem keeps what was read.
Fields: see ``Draft.findings``. Limits: a mark-up that tags one of two senders is taken to name all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from fonds.model import Evidence, Finding, Message, Problem, Reference, When, Where, Who
from fonds.model.problems import problem
from fonds.values import persons

PARTIES = {"stated.from": "from_", "stated.to": "to"}
SINGLE = {f"stated.{key}": key for key in ("sent", "received", "origin", "destination", "number", "subject")}
NO_MESSAGE = frozenset(
    {"memorandum of conversation", "minutes", "treaty", "editorial note", "diary", "speech", "resolution"}
)


def lay_over(
    values: dict[str, Any], evidence: list[Evidence], findings: Iterable[Finding]
) -> tuple[list[Evidence], list[Problem]]:
    """Changes ``values["messages"]`` where something is stated; the evidence that then holds, and differences."""
    given: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.field in PARTIES or finding.field in SINGLE:
            given.setdefault(finding.field, []).append(finding)
    messages: tuple[Message, ...] = values.get("messages", ())
    if not given or (
        not messages and (values.get("type") in NO_MESSAGE or not given.keys() & PARTIES.keys())
    ):
        return evidence, []
    kind = values.get("type") or "letter"
    outer = messages[0] if messages else Message("m1", kind, sent=values.get("date"))
    problems: list[Problem] = []
    for field, found in given.items():
        name = PARTIES.get(field) or SINGLE[field]
        read = getattr(outer, name)
        path = f"/messages/0/{name.rstrip('_')}"
        if field in PARTIES:
            value, changed = _parties([_who(f) for f in found], read)
            wording = ", ".join(who.name for who in read)
        else:
            value, changed = _one(found[0].value, read)
            wording = _words(read)
        if changed:
            evidence = [e for e in evidence if not f"{e.path}/".startswith(f"{path}/")]
            evidence += [
                Evidence(f"{path}/{n}" if field in PARTIES else path, f.start, f.end, f.method, f.confidence)
                for n, f in enumerate(found if field in PARTIES else found[:1])
                if 0 <= f.start < f.end and (field not in PARTIES or n < len(value))
            ]
            if wording:
                stated = ", ".join(_words(f.value) for f in found)
                problems.append(problem("mark-up-differs", field=path, stated=stated, read=wording))
        change: dict[str, Any] = {name: value}
        outer = replace(outer, **change)
    values["messages"] = (outer, *messages[1:])
    return evidence, problems


NEAR = 15
"""Characters between a mention and the sign of the note that explains it."""


def lead(values: dict[str, Any], findings: Iterable[Finding]) -> list[Evidence]:
    """Adds to ``values["references"]`` where mark-up says that words lead; the evidence for what is new.

    The words themselves are a reference, such as "Document 12" in a note. Where the note says nothing else, the
    mention before its sign leads there too.
    """
    references: list[Reference] = list(values.get("references", ()))
    evidence: list[Evidence] = []
    for finding in findings:
        if finding.field != "stated.reference" or not isinstance(finding.value, Reference):
            continue
        address = finding.value.address
        for sign in finding.details[:1]:
            near = [
                n
                for n, r in enumerate(references)
                if r.end <= sign.end and sign.start - r.end <= NEAR and r.start >= 0 and r.address is None
            ]
            if near:
                last = max(near, key=lambda n: references[n].end)
                references[last] = replace(references[last], address=address)
        evidence.append(
            Evidence(
                f"/references/{len(references)}",
                finding.start,
                finding.end,
                finding.method,
                finding.confidence,
            )
        )
        references.append(finding.value)
    if evidence:
        values["references"] = tuple(references)
    return evidence


def _who(finding: Finding) -> Who:
    assert isinstance(finding.value, Who)
    return finding.value


def _parties(stated: list[Who], read: tuple[Who, ...]) -> tuple[tuple[Who, ...], bool]:
    """Those stated, each as it was read where that is the same; and whether that is another list than was read."""
    out: list[Who] = []
    words: list[str | None] = []
    for who in stated:
        same = next((other for other in read if _same(who, other)), None)
        party = who if same is None else _both(who, same)
        if party not in out:
            out.append(party)
            words.append(who.as_written)
    if {who.name for who in out} == {who.name for who in read}:
        return tuple(out), False
    # The evidence is then that of the mark-up, and so is the wording.
    return tuple(
        replace(who, as_written=w or who.as_written) for who, w in zip(out, words, strict=True)
    ), True


GIVEN_NAMES = 2
"""As many words more than the stated name a fuller one has; more are no name."""


def _both(stated: Who, read: Who) -> Who:
    """What was read of a party, with the authority that the mark-up gives, and its name where more was taken for it."""
    words, name = (persons.key(text).split() for text in (stated.name, read.name))
    if stated.kind == "person" and set(words) <= set(name) and len(name) > len(words) + GIVEN_NAMES:
        before, _, behind = read.name.partition(stated.name)
        office = before.strip(" ,") if not behind and " and " not in before else ""
        read = replace(read, name=stated.name, role=read.role or office or None)
    return replace(read, kind=read.kind or stated.kind, authority=stated.authority or read.authority)


def _same(stated: Who, read: Who) -> bool:
    """Whether the stated name is the one read, a part of it, or the office in which that one acts."""
    words, name, office = (
        set(persons.key(text or "").split()) for text in (stated.name, read.name, read.role)
    )
    return bool(words) and (words <= name or words == office)


def _one(stated: Any, read: Any) -> tuple[Any, bool]:
    """The stated value, or what was read where it agrees and says more; and whether it is another one."""
    if isinstance(stated, When) and isinstance(read, When):
        agrees = read.edtf == stated.edtf or read.edtf.startswith(f"{stated.edtf}T")
    elif isinstance(stated, Where) and isinstance(read, Where):
        agrees = stated.as_written == read.as_written or stated.name == read.name
        read = replace(read, authority=stated.authority or read.authority)
    else:
        agrees = stated == read
    return (read, False) if agrees else (stated, True)


def _words(value: Any) -> str:
    if isinstance(value, When):
        return value.edtf
    return value.name if isinstance(value, Who | Where) else str(value or "")
