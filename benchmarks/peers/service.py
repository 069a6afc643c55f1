"""Fonds' search service, asked by another process over a pipe: data instead of pages."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.peers.answer import Answer
from benchmarks.vocabulary import Asked

NAME = "Fonds' service"


@contextlib.contextmanager
def running(archive: Path) -> Iterator[Callable[[Asked], Answer]]:
    """The process that has the archive open."""
    command = [sys.executable, "-m", "benchmarks.answering", str(archive)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        questions, answers = process.stdin, process.stdout
        assert questions is not None
        assert answers is not None

        def ask(asked: Asked) -> Answer:
            print(json.dumps([asked.text, dict(asked.filters)]), file=questions, flush=True)
            if not (line := answers.readline()):
                raise RuntimeError("the search service ended")
            results = json.loads(line)
            # What holds nothing is left out of the JSON.
            return Answer(results["total"], len(results.get("hits", ())), len(results["facets"]))

        try:
            yield ask
        finally:
            questions.close()
