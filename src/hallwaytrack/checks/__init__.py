"""Checks: what a valid document may still get wrong, told and never raised.

A rule is one function in the module of its family, entered in the table of ``registry`` with its
code. A code is for good: it is never given to another rule. HT1 is about times and rooms, HT2 about
volunteers, HT3 about what is still missing, HT4 about what documents say of each other.
"""
