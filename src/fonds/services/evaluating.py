"""Evaluating: an edition with truth in its mark-up, read as if it were plain pages, and what was read judged.

Each paper is read and judged by itself, in worker processes if wanted. For mentions, the papers are added to an
archive that is thrown away afterwards, so that what is measured is what an archive does.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from fonds.errors import Unreadable
from fonds.evaluation import calibration
from fonds.evaluation.baselines import BASELINES, by_number_alone
from fonds.evaluation.counts import Counts, total
from fonds.evaluation.editions import EDITIONS, leaves_of
from fonds.evaluation.editions.file import File
from fonds.evaluation.judging import Judged, failed, judge, judge_mentions, noisy
from fonds.evaluation.paper import Paper, Pointed
from fonds.evaluation.run import BaselineFigure, Fault, Item, Run
from fonds.extract.reader import READER_VERSION
from fonds.importers import tei
from fonds.model import Reference
from fonds.services import adding
from fonds.services import archive as archives
from fonds.services.views import Progress
from fonds.services.workers import begin

CHUNK = 32
"""Papers that a worker process reads at once."""

Placed = tuple[str, Paper]
"""A paper with its volume."""


def evaluate(
    paths: Sequence[Path],
    *,
    limit: int | None = None,
    noise_percent: float = 0.0,
    mentions: bool = False,
    jobs: int = 1,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Run:
    """Measures the reader on the editions under the paths.

    ``limit``: about so many papers, the same ones each time, spread evenly over the files and within each.
    ``noise_percent`` of the characters of a text are flipped (``fonds.evaluation.noise``); a PDF stays as it is.
    ``mentions`` are measured too, for the papers chosen, in an archive of all of them: what is missing can be told
    only where all is there. ``jobs``: worker processes. A file that is ill-formed is told in the run's faults, and the
    others are read. Unreadable: a path that is not there, or nothing that holds truth.
    """
    gathered = _gather(paths, limit, mentions=mentions)
    if not gathered.papers:
        raise Unreadable(_nothing_found(paths, gathered.faults))
    judged: list[Judged] = []
    started = time.monotonic()
    for one in _judge_all(gathered.papers, noise_percent, jobs):
        judged.append(one)
        progress(Progress(len(judged), len(gathered.papers), time.monotonic() - started))
    items = [item for one in judged for item in one.items]
    baselines = _baselines(judged)
    if gathered.pointed:
        pointed = [
            replace(p, paper=replace(p.paper, data=noisy(p.paper.data, p.paper.name, noise_percent)))
            for p in gathered.pointed
        ]
        items += _mentions(pointed, jobs)
        baselines += _naive_mentions(pointed)
    return Run(
        reader=READER_VERSION,
        editions=tuple(path.resolve().name for path in paths),
        limit=limit,
        noise_percent=noise_percent,
        papers=tuple(one.measured for one in judged),
        items=tuple(items),
        claims=tuple(calibration.gathered(claim for one in judged for claim in one.claims)),
        baselines=tuple(baselines),
        faults=(*gathered.faults, *(one.fault for one in judged if one.fault)),
    )


# --- the papers -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Placed:
    """A paper with mentions, its volume, and whether it is one of those to be judged."""

    volume: str
    paper: Pointed
    is_chosen: bool


@dataclass(slots=True)
class _Gathered:
    papers: list[Placed] = field(default_factory=list)
    pointed: list[_Placed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def _gather(paths: Sequence[Path], limit: int | None, *, mentions: bool) -> _Gathered:
    """The papers of all files, as bytes; a file's mark-up is let go before the next is opened."""
    out = _Gathered()
    files = list(_files(paths))
    for (path, volume), quota in zip(files, _quotas(len(files), limit), strict=True):
        if quota == 0 and not mentions:
            continue
        try:
            leaves = leaves_of(File(path, volume))
            chosen = set(_spread(len(leaves), quota))
            out.papers += [(leaves[n].volume, leaves[n].paper()) for n in sorted(chosen)]
            if mentions:
                out.pointed += [
                    _Placed(leaf.volume, leaf.pointed(), n in chosen)
                    for n, leaf in enumerate(leaves)
                    if leaf.pointed is not None
                ]
        except (OSError, tei.IllFormed) as error:
            out.faults.append(Fault(path.name, str(error)))
    return out


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, str | None]]:
    """Files under the paths that may belong to an edition, in order of their names, each with its volume: the
    folder it lies in, below the path, or the path itself. Hidden ones are passed over."""
    suffixes = tuple(suffix for edition in EDITIONS for suffix in edition.suffixes)
    for path in paths:
        if not path.exists():
            raise Unreadable(f"There is no file or folder {path}; check the path.")
        if path.is_file():
            yield path, None
            continue
        for below in sorted(path.rglob("*")):
            parts = below.relative_to(path).parts
            hidden = any(part.startswith(".") for part in parts)
            if below.name.endswith(suffixes) and not hidden and below.is_file():
                yield below, parts[0] if len(parts) > 1 else path.resolve().name


def _quotas(files: int, limit: int | None) -> list[int | None]:
    """How many papers to take of each file; ``None``: all."""
    if limit is None:
        return [None] * files
    return [limit * (n + 1) // files - limit * n // files for n in range(files)]


def _spread(count: int, quota: int | None) -> range | list[int]:
    """So many numbers below ``count``, evenly spread."""
    if quota is None or quota >= count:
        return range(count)
    return [(2 * n + 1) * count // (2 * quota) for n in range(quota)]


def _nothing_found(paths: Sequence[Path], faults: Sequence[Fault]) -> str:
    kinds = "; ".join(edition.title for edition in EDITIONS)
    where = ", ".join(map(str, paths))
    why = f" {faults[0].name}: {faults[0].message}." if faults else ""
    return f"No edition with truth in it was found in {where}.{why} What is understood: {kinds}."


# --- reading ----------------------------------------------------------------------------------------


def _judge_all(papers: Sequence[Placed], noise_percent: float, jobs: int) -> Iterator[Judged]:
    work = partial(_judge_chunk, noise_percent)
    chunks = [papers[start : start + CHUNK] for start in range(0, len(papers), CHUNK)]
    if jobs <= 1 or len(chunks) == 1:
        for chunk in chunks:
            yield from work(chunk)
        return
    while chunks:
        with _processes(jobs) as pool:
            waiting = [pool.submit(work, chunk) for chunk in chunks]
            try:
                for future in waiting:
                    found = future.result()
                    del chunks[0]
                    yield from found
            except BrokenProcessPool:
                # The others of the pool go with the process that died; the next round takes them up again.
                broken = chunks.pop(0)
                yield from [_judge_alone(work, placed) for placed in broken]


def _judge_chunk(noise_percent: float, papers: Sequence[Placed]) -> list[Judged]:
    return [judge(volume, paper, noise_percent) for volume, paper in papers]


def _judge_alone(work: Callable[[Sequence[Placed]], list[Judged]], placed: Placed) -> Judged:
    """In a process of its own: one of its chunk killed the last one."""
    with _processes(1) as pool:
        try:
            return pool.submit(work, [placed]).result()[0]
        except BrokenProcessPool:
            return failed(*placed, "its process died")


def _processes(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("forkserver"), initializer=begin)


def _baselines(judged: Sequence[Judged]) -> list[BaselineFigure]:
    sums: dict[tuple[str, str], list[Counts]] = defaultdict(list)
    for one in judged:
        for baseline, name, counts in one.baselines:
            sums[baseline, name].append(counts)
    figures = [BaselineFigure(*key, total(counts)) for key, counts in sums.items()]
    return figures + [BaselineFigure(b.name, "date", None) for b in BASELINES if not b.is_there()]


# --- mentions ---------------------------------------------------------------------------------------


def _mentions(pointed: Sequence[_Placed], jobs: int) -> list[Item]:
    """Adds all papers to an archive of their own and judges what it makes of the mentions in those chosen."""
    with tempfile.TemporaryDirectory(prefix="fonds-evaluate-") as made:
        papers = Path(made) / "papers"
        for placed in pointed:
            path = papers / placed.volume / placed.paper.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(placed.paper.data)
        archive = archives.new(Path(made) / "archive", title="Evaluation")
        adding.add(archive, [papers], jobs=jobs)
        references: dict[tuple[str, ...], tuple[Reference, ...]] = {}
        names: dict[str, str] = {}
        own: dict[tuple[str, ...], list[str]] = {}
        for document in archive:
            key = tuple(document.original.name.split("/")[-2:])
            names[document.id] = key[-1]
            references[key] = document.references
            own[key] = [message.id for message in document.messages]
    items: list[Item] = []
    for volume, paper in ((p.volume, p.paper) for p in pointed if p.is_chosen):
        key = (volume, paper.name)
        known = names | dict.fromkeys(own.get(key, ()), paper.name)
        items += judge_mentions(volume, paper, references.get(key, ()), known)
    return items


def _naive_mentions(pointed: Sequence[_Placed]) -> list[BaselineFigure]:
    volumes: dict[str, list[_Placed]] = defaultdict(list)
    for placed in pointed:
        volumes[placed.volume].append(placed)
    sums: dict[str, Counts] = defaultdict(Counts)
    for volume, inside in volumes.items():
        found = by_number_alone(placed.paper for placed in inside)
        for paper in (placed.paper for placed in inside if placed.is_chosen):
            for item in judge_mentions(volume, paper, found[paper.name], {}):
                sums[item.field] += item.counts
    return [BaselineFigure("naive", name, counts) for name, counts in sums.items()]
