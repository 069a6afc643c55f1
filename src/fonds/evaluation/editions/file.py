"""A file that may belong to an edition."""

from __future__ import annotations

import gzip
import zlib
from functools import cached_property
from pathlib import Path

from fonds.importers import tei

MAX_BYTES = 64 * 1024 * 1024
"""Of one file of an edition, unpacked; the largest volume of FRUS has 12 MB."""


class File:
    """A file that may belong to an edition; read and parsed when that is first asked for.

    ``volume`` is what its papers are counted under where the file itself is no volume; without it the folder's name.
    """

    def __init__(self, path: Path, volume: str | None = None) -> None:
        self.path = path
        self.volume = volume or path.absolute().parent.name
        self.suffix = "".join(path.suffixes[-2:]) if path.suffix == ".gz" else path.suffix

    @property
    def stem(self) -> str:
        """The name without its suffix, and without ``.gz``."""
        return self.path.name.removesuffix(self.suffix)

    @cached_property
    def data(self) -> bytes:
        """Its bytes, unpacked. OSError; tei.IllFormed: more than MAX_BYTES."""
        try:
            with gzip.open(self.path) if self.path.suffix == ".gz" else self.path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except (EOFError, zlib.error) as error:
            raise tei.IllFormed(f"it cannot be unpacked ({error})") from error
        if len(data) > MAX_BYTES:
            raise tei.IllFormed(f"it has more than {MAX_BYTES} bytes")
        return data

    @cached_property
    def root(self) -> tei.Element:
        """The root of its XML. OSError, tei.IllFormed."""
        return tei.parse(self.data)
