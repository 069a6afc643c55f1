"""Weighs competing findings and makes the Document: one winner a field, every list in reading order.

Order of trust: stated by mark-up or by the page's own labels, then by structure, then by grammar, then
inferred; it is expressed in the findings' confidence. Losers that contradict become problems.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from fonds.model import Alias, Document, Evidence, Finding, Mark, Problem, Turn, When
from fonds.model.problems import problem

_LISTS = frozenset(f.name for f in fields(Document) if str(f.type).startswith("tuple"))
_FIELDS = frozenset(f.name for f in fields(Document))
_STATED_ELSEWHERE = frozenset({"evidence", "problems", "paragraphs", "parallel_texts", "files"})


def judge(findings: Iterable[Finding]) -> tuple[dict[str, Any], list[Evidence], list[Problem]]:
    """Values by field, the evidence for each, and contradictions."""
    by_field: dict[str, list[Finding]] = {}
    for finding in findings:
        by_field.setdefault(finding.field, []).append(finding)
    values: dict[str, Any] = {}
    evidence: list[Evidence] = []
    problems: list[Problem] = []
    for field, found in by_field.items():
        if field not in _FIELDS or field in _STATED_ELSEWHERE:
            continue  # a fact for other recognisers, such as "heading.from"
        if field in _LISTS:
            kept = _distinct(found)
            values[field] = tuple(finding.value for finding in kept)
            for n, finding in enumerate(kept):
                evidence += _evidence(finding, f"/{field}/{n}")
        else:
            winner = max(found, key=attrgetter("confidence"))
            values[field] = winner.value
            evidence += _evidence(winner, f"/{field}")
            problems += _contradictions(field, winner, found)
    return values, evidence, problems


def _distinct(found: list[Finding]) -> list[Finding]:
    """List items in the order found; of equal values the more confident one stands for both."""
    kept: dict[Any, Finding] = {}
    for finding in found:
        identity = _identity(finding.value)
        if identity not in kept or finding.confidence > kept[identity].confidence:
            kept[identity] = finding
    return list(kept.values())


def _identity(value: Any) -> Any:
    """What makes two list items one: the name of a person or place, the wording of a mark; else the whole."""
    if isinstance(value, Alias):
        return value.alias, value.name
    if isinstance(value, Mark | Turn):
        return value
    if hasattr(value, "name") and hasattr(value, "as_written"):
        return value.name
    return value.casefold() if isinstance(value, str) else value


def _evidence(finding: Finding, path: str) -> list[Evidence]:
    out = []
    if finding.end > finding.start >= 0:
        out.append(Evidence(path, finding.start, finding.end, finding.method, finding.confidence))
    out += [Evidence(path + e.path, e.start, e.end, e.method, e.confidence) for e in finding.details]
    return out


def _contradictions(field: str, winner: Finding, found: list[Finding]) -> list[Problem]:
    """Dates that cannot both be true. Other fields' losers are variants, not contradictions."""
    if field != "date" or not isinstance(winner.value, When):
        return []
    out: list[Problem] = []
    for finding in found:
        other = finding.value
        if not isinstance(other, When) or other == winner.value or finding.confidence < 0.6:
            continue
        if disjoint(winner.value, other):
            where = {"start": finding.start, "end": finding.end} if finding.start >= 0 else None
            out.append(
                problem("date-contradiction", where, one=winner.value.as_written, other=other.as_written)
            )
    return out[:1]


def disjoint(one: When, other: When) -> bool:
    """Whether two dates share no day."""
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.latest < other.earliest or other.latest < one.earliest
