"""The command line: the only place that opens files, prints and exits.

One command a file. What they share: ``files`` reads and writes whole files, ``targets`` knows what
is written where, ``telling`` says what is wrong in one line a problem, ``words`` puts an event into
words, ``drawing``, ``programme``, ``rosters`` and ``listing`` lay them out, ``terminal`` prints
that, and ``progress`` tells how far a command is. Of the checks, ``asked`` reads what is asked of
them, and ``findings`` writes what they found.

Exit codes: 0 good, 1 problems found, 2 cannot be read or used; 130 interrupted, 141 when whoever
reads our output has gone.
"""
