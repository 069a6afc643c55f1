"""Faults of files and folders that could not be read, or not be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fonds.model.problems import problem


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A fault of one file of a batch, kept or not; ``code`` is listed in ``data/problems.toml``."""

    name: str
    code: str
    severity: str
    message: str


def fault(name: str, code: str, where: Mapping[str, object] | None = None, **details: object) -> FileProblem:
    """A coded problem of a file or folder."""
    found = problem(code, where, **details)
    return FileProblem(name, found.code, found.severity, found.message)


def reason(error: OSError) -> str:
    """What the system says is wrong, as part of a sentence."""
    return (error.strerror or str(error)).lower()
