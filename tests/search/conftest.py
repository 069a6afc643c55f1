"""Small indexes for the tests of search."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fonds.search.entry import Entry
from fonds.search.index import Index


@pytest.fixture
def indexed(tmp_path: Path) -> Callable[..., Index]:
    """Make an index of the entries given."""

    def make(*entries: Entry) -> Index:
        index = Index.create(tmp_path / "index")
        with index.writer() as writer:
            for entry in entries:
                writer.put(entry)
            writer.commit(1)
        return index

    return make
