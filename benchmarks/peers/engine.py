"""An engine that is asked, with what came of it so far."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.peers.answer import Answer
from benchmarks.vocabulary import Asked

PATIENCE_SECONDS = 600
"""An engine that has taken so long in all is asked no more."""


@dataclass(slots=True)
class Engine:
    """``times``: of each kind, milliseconds of its queries, a list a round. ``gone``: why it is asked no more."""

    name: str
    ask: Callable[[Asked], Answer]
    times: dict[str, list[list[float]]] = field(default_factory=dict)
    seconds: float = 0.0
    gone: str = ""

    def warm(self, queries: Sequence[Asked]) -> list[Answer]:
        """What it answers to each the first time; these times are not counted. Fewer, if it leaves."""
        answers = []
        for query in queries:
            answer, _ = self._asked(query)
            if answer is None:
                break
            answers.append(answer)
        return answers

    def time(self, query: Asked) -> float | None:
        """Milliseconds; ``None`` if it has left."""
        answer, seconds = self._asked(query)
        return seconds * 1000 if answer else None

    def _asked(self, query: Asked) -> tuple[Answer | None, float]:
        if not self.gone and self.seconds > PATIENCE_SECONDS:
            self.gone = f"its answers had taken {PATIENCE_SECONDS} seconds"
        if self.gone:
            return None, 0.0
        began = time.perf_counter()
        try:
            answer = self.ask(query)
        except (OSError, RuntimeError) as error:
            self.gone = f"{query.text} failed with {error!r:.200}"
            answer = None
        seconds = time.perf_counter() - began
        self.seconds += seconds
        return answer, seconds


def take_turns(engines: Sequence[Engine], kinds: dict[str, list[Asked]]) -> None:
    """One round: each query is asked of every engine before the next one is. A kind counts where an engine
    has answered all its queries."""
    for kind, queries in kinds.items():
        times: dict[str, list[float]] = {engine.name: [] for engine in engines}
        for query in queries:
            for engine in engines:
                if (taken := engine.time(query)) is not None:
                    times[engine.name].append(taken)
        for engine in engines:
            if len(times[engine.name]) == len(queries):
                engine.times.setdefault(kind, []).append(times[engine.name])
