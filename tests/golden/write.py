"""Writes beside each golden input what is read of it: ``make golden``. Then read the difference.

A case is a folder KIND/CASE with the file ``input`` of any suffix, ``expected.json``, and ``NOTE.md``, which
says why it is kept. Making the first and the last is all that a new case needs.
"""

import json
from pathlib import Path

from fonds.model.codec import encode
from fonds.services.reading import read_bytes

HERE = Path(__file__).parent
CASES = sorted(note.parent for note in HERE.glob("*/*/NOTE.md"))


def read(case: Path) -> str:
    """The documents of a case's input, as ``fonds read --format pretty`` prints them."""
    (file,) = case.glob("input.*")
    documents = [encode(document) for document in read_bytes(file.read_bytes(), file.name)]
    return json.dumps(documents, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for case in CASES:
        (case / "expected.json").write_text(read(case), encoding="utf-8")
