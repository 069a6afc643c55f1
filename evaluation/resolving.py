"""``python -m evaluation.resolving ARCHIVE [--sample N] [--of PREFIX]``: how well citations find their documents.

Every source of every document (or N of them, always the same) is given to ``fonds resolve`` as it is written, and
again as five other habits would write it. An answer is right if the document is among those answered, and, where one
document alone is answered, if it is this one or one with the very same source. Precision: right of those answered
(that the file holds no such item counts as an answer too); recall: right of all.
"""

from __future__ import annotations

import argparse
import os
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

SEED = 1957
SHORT = (
    ("National Archives and Records Administration", "NARA"),
    ("National Archives", "NA"),
    ("Department of State", "DOS"),
    ("Johnson Library", "LBJL"),
    ("Kennedy Library", "JFKL"),
    ("Eisenhower Library", "DDEL"),
    ("Library of Congress", "LOC"),
    ("National Security File", "NSF"),
    ("Central Files", "CF"),
    ("Record Group ", "RG "),
    ("Washington National Records Center", "WNRC"),
    ("Manuscript Division", "MS Div."),
    ("Whitman File", "AWF"),
    ("Country File", "CO"),
)
WORDS = (
    (r"(?<!\w)f\. ", "Fond "),
    (r"(?<!\w)op\. ", "opis "),
    (r"(?<!\w)d\. ", "delo "),
    (r"(?<!\w)ll?\. ", "list "),
    (r"(?<!\w)[Bb]ox ", "B. "),
    (r"(?<!\w)[Ff]older ", "fldr. "),
    (r"(?<!\w)[Ii]tem ", "no. "),
    (r"(?<!\w)[Vv]ol\. ", "volume "),
    (r"(?<!\w)pp\. ", "pages "),
)
RUSSIAN = {"f": "Ф", "op": "Оп", "d": "Д", "p": "П", "l": "Л", "ll": "Л"}
LETTERS = dict(zip("ABVGDEZIJKLMNOPRSTUFY", "АБВГДЕЗИЙКЛМНОПРСТУФЫ", strict=True)) | {"Ya": "Я", "Kh": "Х"}


def abbreviated(text: str) -> str | None:
    """Long names short, short words long."""
    made = text
    for long, short in SHORT:
        made = made.replace(long, short)
    for pattern, word in WORDS:
        made = re.sub(pattern, word, made)
    return made if made != text else None


def reordered(text: str) -> str | None:
    """A shelfmark from the smallest part to the keeper; nobody turns a book round."""
    if "(" in text:
        return None
    parts = text.strip("_[]. ").split(", ")
    return ", ".join(reversed(parts)) if len(parts) > 1 else None


def shortened(text: str) -> str | None:
    """Without its last part where that is a leaf, else without a middle one that has no figure; a book without
    its imprint."""
    if imprint := re.search(r"\s*\([^()]*:[^()]*\d{4}\)", text):
        return text[: imprint.start()] + text[imprint.end() :]
    parts = text.strip("_[]. ").split(", ")
    if len(parts) > 2 and re.match(r"(?:ll?|pp?|frames?|л|с)\.? ?\d", parts[-1]):
        return ", ".join(parts[:-1])
    for n, part in enumerate(parts[1:-1], 1):
        if not any(c.isdigit() for c in part):
            return ", ".join(parts[:n] + parts[n + 1 :])
    return None


def typographic(text: str) -> str | None:
    """Dashes of another kind, spaces that do not break, curly quotes, capitals and full stops as in GOST."""
    swap = str.maketrans({"-": "–", "–": "-", "—": "-", "'": "’", '"': "”"})
    made = text.translate(swap)
    made = re.sub(r"(?<=\.) (?=\d)", "\u00a0", made)
    return made if made != text else text.replace(", ", ",\u2009")


def cyrillic(text: str) -> str | None:
    """As a Russian footnote has it, where the shelfmark is of that kind."""
    parts = text.strip("_[]. ").split(", ")
    if not any(re.match(r"f\. ", part) for part in parts):
        return None
    out = []
    for n, part in enumerate(parts):
        labelled = re.match(r"(f|op|d|p|ll|l)\. (.*)", part)
        if labelled:
            out.append(f"{RUSSIAN[labelled[1]]}. {labelled[2]}")
        elif n == 0:
            for latin, sign in sorted(LETTERS.items(), key=lambda pair: -len(pair[0])):
                part = part.replace(latin, sign)
            out.append(part)
        else:
            out.append(part)
    return ". ".join(out) + "."


HABITS: dict[str, Callable[[str], str | None]] = {
    "unchanged": lambda text: text,
    "abbreviations": abbreviated,
    "order": reordered,
    "missing parts": shortened,
    "typographic dashes": typographic,
    "Cyrillic": cyrillic,
}


def items(archive: object, prefix: str) -> Iterator[tuple[str, str]]:
    """(record, source as written) of every document whose name begins so."""
    for document in archive:  # type: ignore[attr-defined]
        if document.original.name.startswith(prefix):
            for source in document.sources:
                # "Ibid." means nothing alone.
                if source.as_written.casefold().startswith("ibid"):
                    continue
                yield document.id, source.as_written


def main() -> None:
    """Does it."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.resolving", description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="so many sources instead of all")
    parser.add_argument("--of", default="", metavar="PREFIX", help="only documents whose name begins so")
    parser.add_argument("--wrong", type=int, default=0, help="show so many that went wrong")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fonds.store.settings")
    from fonds.services import resolving
    from fonds.services.archive import open_archive

    archive = open_archive(options.archive)
    resolving.MOST_RECORDS = 100_000
    whole = list(items(archive, options.of))
    same: dict[str, set[str]] = {}
    for record, written in whole:
        same.setdefault(" ".join(written.split()).casefold(), set()).add(record)
    chosen = random.Random(SEED).sample(whole, options.sample) if options.sample else whole
    print(f"{len(chosen)} of {len(whole)} sources of {len(archive)} documents")
    print("habit                   n  answered  right  precision  recall  one document")
    totals = [0, 0, 0]
    for habit, rewrite in HABITS.items():
        n = answered = right = single = shown = 0
        for record, written in chosen:
            text = rewrite(written)
            if text is None:
                continue
            n += 1
            answers = resolving.resolve(archive, text)
            found = [link.id for answer in answers for link in answer.records]
            claimed = any(answer.state != resolving.UNKNOWN for answer in answers)
            twins = same[" ".join(written.split()).casefold()]
            good = record in found or (len(found) == 1 and found[0] in twins)
            answered += claimed
            right += good
            single += good and len(found) == 1
            if not good and claimed and shown < options.wrong:
                shown += 1
                states = [(a.state, a.on, a.total) for a in answers]
                print(f"  {'WRONG' if claimed else 'missed'} {written!r} as {text!r}: {states}")
        if habit != "unchanged":
            totals = [a + b for a, b in zip(totals, (n, answered, right), strict=True)]
        print(_row(habit, n, answered, right) + f"{single / max(right, 1):14.1%}")
    print(_row("all five", *totals))


def _row(name: str, n: int, answered: int, right: int) -> str:
    return f"{name:20}{n:5}{answered:10}{right:7}{right / max(answered, 1):11.3f}{right / max(n, 1):8.3f}"


if __name__ == "__main__":
    main()
