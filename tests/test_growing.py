"""Reading takes work in step with the length: twice as much of anything is about twice the work, never four times."""

import pytest
from growing import PAPERS, lines_run, read

MUCH = 200
"""Pieces; so many that comparing each with each outweighs the rest."""
AT_MOST = 2.2
"""Times the work for twice as much; 2 and the words that are met for the first time."""


@pytest.mark.parametrize("much", PAPERS)
def test_twice_as_long_is_twice_the_work(much: str) -> None:
    paper = PAPERS[much]
    once, twice = paper(MUCH), paper(2 * MUCH)
    read(twice)  # tables and patterns are made the first time
    assert lines_run(lambda: read(twice)) <= AT_MOST * lines_run(lambda: read(once))


def test_the_count_sees_what_grows_with_the_square() -> None:
    """The measure itself: what compares the parties of a paper with each other is seen."""
    from fonds.values.persons import sounds_alike

    def compared(count: int) -> None:
        names = [f"Orlo{n:x}" for n in range(count)]
        for one in names:
            for other in names:
                sounds_alike(one, other)

    assert lines_run(lambda: compared(20)) > 3.5 * lines_run(lambda: compared(10))
