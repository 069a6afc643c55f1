"""Measuring the reader: editions whose mark-up tells the truth, and what was read beside it.

An edition gives papers: the words that a reader would see, and apart from them what the editors marked up
(``editions/``, one kind a module). ``fields`` judges what was read field by field, ``pointing`` the mentions
of other papers; ``counts`` makes figures of that, ``calibration`` asks whether the reader knows when it is
right, ``baselines`` say how far twenty lines come. ``run`` holds what one measurement gave.
"""
