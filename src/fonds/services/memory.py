"""Memory of this process that nobody uses, given back to the system."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Has the C library let go of what is free, where it can be asked to (glibc's ``malloc_trim``).

    The index writes with threads, each of which takes memory from a pool of its own; what is free there otherwise
    stays with the process: after 34,000 documents most of what it holds.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
