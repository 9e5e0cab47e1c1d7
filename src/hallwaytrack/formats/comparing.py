"""What a format loses of a document, found by reading back what was written.

So nothing is lost untold, whichever rule of the format it is lost by.
"""

from collections.abc import Iterator

from hallwaytrack.errors import Problem, pointer
from hallwaytrack.formats.losses import LEFT_OUT, loss
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import fields_of
from hallwaytrack.model.times import instant_key


def differing(was: Model, comes: Model, place: str = "") -> Iterator[Problem]:
    """A warning for each member that does not come back as it was.

    Args:
        was: What was written.
        comes: What came back, of the same class.
        place: Where it stands in its document.
    """
    for field in fields_of(type(was)):
        old, new = getattr(was, field.name), getattr(comes, field.name)
        where = place + pointer(field.name)
        if isinstance(old, Model) and isinstance(new, Model):
            yield from differing(old, new, where)
        elif instant_key(old) != instant_key(new):
            how = LEFT_OUT if new == field.default else "comes back otherwise"
            yield loss(f"{field.name} {how}", where)
