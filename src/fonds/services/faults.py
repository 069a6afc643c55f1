"""Faults of files and folders that could not be read, or not be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fonds.model import Problem
from fonds.model.problems import problem


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A fault of one file of a batch, kept or not; ``code`` is listed in ``data/problems.toml``, ``place`` is
    where in the file ("row 7001")."""

    name: str
    code: str
    severity: str
    message: str
    place: str = ""


def fault(name: str, code: str, where: Mapping[str, object] | None = None, **details: object) -> FileProblem:
    """A coded problem of a file or folder."""
    return fault_of(name, problem(code, where, **details))


def fault_of(name: str, found: Problem) -> FileProblem:
    """A problem as a fault of the file in which it was found."""
    return FileProblem(name, found.code, found.severity, found.message, place(found.where))


def place(where: Mapping[str, object] | None) -> str:
    """Where in a file, in words: "row 7001", "record 3, page 2"."""
    return ", ".join(f"{name} {value}" for name, value in (where or {}).items())


def reason(error: OSError) -> str:
    """What the system says is wrong, as part of a sentence."""
    return (error.strerror or str(error)).lower()
