"""Speed, as ratios against peers in one run: ``python -m tests.benchmarks.ratios``.

Nothing here asserts a time, and nothing here runs in the ordinary suite: the tests carry the
marker ``bench``.
"""
