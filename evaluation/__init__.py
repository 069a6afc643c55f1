"""How right is the reader, and has it become worse? ``make evaluate`` measures and writes the page of figures.

``corpora`` names the editions beside the repository, ``floors`` holds what may not be fallen below (``floors.toml``,
kept by ``tests/test_floors.py``), ``page`` writes ``docs/reference/accuracy.md``. What measures is the product's own
command, ``fonds evaluate``.
"""
