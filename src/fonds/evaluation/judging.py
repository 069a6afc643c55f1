"""One paper read and judged, field by field; a fault of the reader is a miss in every field, and is told."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fonds.evaluation import pointing
from fonds.evaluation.baselines import BASELINES
from fonds.evaluation.calibration import Claim
from fonds.evaluation.counts import Counts
from fonds.evaluation.fields import FIELDS, Field, Given
from fonds.evaluation.noise import flipped
from fonds.evaluation.paper import Paper, Pointed, Truth
from fonds.evaluation.run import Fault, Item, Measured
from fonds.extract.reader import read_draft
from fonds.importers import drafts, importer_for, recognition
from fonds.importers.decoding import decode
from fonds.model import Document, Original, Reference
from fonds.model.ids import identify

AGAIN_SECONDS = 0.05
"""Of processor time; a paper that took longer is read again, since the first ones of a process load tables and patterns."""
UNDATED, UNTYPED = "undated", "not stated"


@dataclass(frozen=True, slots=True)
class Judged:
    """What reading one paper gave; ``baselines``: counts by baseline and field."""

    measured: Measured
    items: tuple[Item, ...]
    claims: tuple[Claim, ...]
    baselines: tuple[tuple[str, str, Counts], ...]
    fault: Fault | None = None


def judge(volume: str, paper: Paper, noise_percent: float = 0.0) -> Judged:
    """Reads a paper and compares what was read with its truth."""
    data = noisy(paper.data, paper.name, noise_percent)
    started = time.process_time()
    try:
        document, text = _read(data, paper.name)
        seconds = time.process_time() - started
        if seconds > AGAIN_SECONDS:
            started = time.process_time()
            _read(data, paper.name)
            seconds = min(seconds, time.process_time() - started)
    except Exception as error:  # the reader promises not to raise; where it does, that is measured too
        return failed(volume, paper, f"{type(error).__name__}: {error}")
    measured = _measured(volume, paper, len(text), seconds)
    asked = list(_asked(paper.truth))
    given = {field.name: field.given(document) for field, _ in asked}
    items, claims = [], []
    for field, wanted in asked:
        verdict = field.judge(wanted, given[field.name])
        items.append(_item(volume, paper, field, wanted, given[field.name], verdict.counts))
        if not field.open_ended:
            claims += [
                Claim(field.name, value.method, value.confidence, int(holds), 1)
                for value, holds in zip(given[field.name], verdict.holds, strict=True)
            ]
    return Judged(measured, tuple(items), tuple(claims), tuple(_baselines(text, asked)))


def failed(volume: str, paper: Paper, why: str) -> Judged:
    """A paper that the reader could not read: nothing is found, everything wanted."""
    asked = list(_asked(paper.truth))
    items = (
        _item(volume, paper, field, wanted, (), field.judge(wanted, ()).counts) for field, wanted in asked
    )
    fault = Fault(paper.name, f"the reader failed ({why})")
    return Judged(_measured(volume, paper, 0, 0.0), tuple(items), (), (), fault)


def judge_mentions(
    volume: str, paper: Pointed, references: Sequence[Reference], names: dict[str, str]
) -> Iterator[Item]:
    """The mentions of a paper against those that the edition explains; ``names``: see ``pointing.judge``."""
    for pointer in paper.pointers:
        truth = pointer.target or "not printed"
        for field, counts, read in pointing.judge(pointer, references, names):
            yield Item(
                volume, paper.name, field, truth, read, counts.right, counts.given, counts.wanted, pointer.at
            )


def noisy(data: bytes, name: str, percent: float) -> bytes:
    """The bytes with so many of their characters flipped; those of a format other than text stay."""
    if percent <= 0 or "text/plain" not in importer_for(data, name).media_types:
        return data
    return flipped(decode(data).text or "", percent, name).encode()


def _read(data: bytes, name: str) -> tuple[Document, str]:
    sha256 = hashlib.sha256(data).hexdigest()
    with recognition.using(recognise=True):
        draft = next(drafts(data, Original(name, sha256, importer_for(data, name).media_types[0])))
    return read_draft(draft, id=identify(sha256)), draft.reading


def _measured(volume: str, paper: Paper, characters: int, seconds: float) -> Measured:
    date = paper.truth.date
    return Measured(
        volume,
        paper.name,
        f"{date[:3]}0s" if date else UNDATED,
        paper.truth.type or UNTYPED,
        characters,
        seconds,
    )


def _asked(truth: Truth) -> Iterator[tuple[Field, tuple[str, ...]]]:
    """The fields of which the edition says something."""
    for field in FIELDS:
        if wanted := field.wanted(truth):
            yield field, wanted


def _item(
    volume: str, paper: Paper, field: Field, wanted: Sequence[str], given: Sequence[Given], counts: Counts
) -> Item:
    return Item(
        volume,
        paper.name,
        field.name,
        "; ".join(wanted),
        "; ".join(" / ".join(filter(None, value.forms)) for value in given),
        counts.right,
        counts.given,
        counts.wanted,
    )


def _baselines(
    text: str, asked: Sequence[tuple[Field, tuple[str, ...]]]
) -> Iterator[tuple[str, str, Counts]]:
    for baseline in BASELINES:
        if baseline.is_there():
            values = baseline.read(text)
            for field, wanted in asked:
                given = [Given((value,)) for value in values.get(field.name, ())]
                yield baseline.name, field.name, field.judge(wanted, given).counts
