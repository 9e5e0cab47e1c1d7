"""Python's search for garbage, while nothing that is made can be any."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without collections of garbage: there is none while all that is made is kept or let go of.

    The objects of a document refer to each other one way, so that none of them needs the search. It
    would walk the growing tree again and again: a tenth of the time of reading or writing, a sixth
    of that of publishing 10,000 sessions. What is made only on the way should be gone by the end,
    as the search then comes.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
