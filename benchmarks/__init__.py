"""How fast Fonds is, as questions with answers: ``make bench``, or ``python -m benchmarks``.

Each module in ``BENCHMARKS`` asks the question in its docstring and answers it with figures. Nothing here
fails when a goal is missed: the table at the end says so, and a person judges. The machine is measured along
(``measure.Machine``), because a busy one makes every figure worse.

A large archive, larger indexes and what peers make of the same papers are kept between runs in a folder outside the
repository (``cache``); the first run of all makes them, in some ten minutes.
"""
