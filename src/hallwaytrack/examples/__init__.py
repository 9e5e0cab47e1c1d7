"""Examples that come with the library: whole documents to learn from and to try things on.

What an example's source does not say is made up, and is labelled in the example itself: the object
says so in a sentence that begins "Illustration:", and names the members in
``extra["illustration"]``. A template says it of its series, too.
"""

from importlib.resources import files

from hallwaytrack.errors import UnknownIdError
from hallwaytrack.formats.json import from_json
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.parts import unknown

EXAMPLES: tuple[str, ...] = ("heroes-happen-here",)
"""The names of all examples."""


def example(name: str = "heroes-happen-here") -> Calendar:
    """The calendar of an example.

    "heroes-happen-here" is a product launch in Toronto on 27 February 2008: the community evening
    before it, the launch with its sessions, its booth and the booth's volunteers, the next stop of
    the tour, and the first meeting of a new user group. The meetings after that one are a series,
    whose monthly rule is an illustration.

    Args:
        name: One of ``EXAMPLES``.

    Raises:
        UnknownIdError: If there is no example of this name.

    >>> [str(event.starts_at) for event in example().events if event.kind == "launch"]
    ['2008-02-27 08:00:00-05:00']
    """
    return from_json(example_json(name), Calendar)


def example_json(name: str = "heroes-happen-here") -> bytes:
    """The same as JSON, in the bytes of the packaged file.

    Args:
        name: One of ``EXAMPLES``.

    Raises:
        UnknownIdError: If there is no example of this name.
    """
    if name not in EXAMPLES:
        raise UnknownIdError(unknown("example", name, EXAMPLES))
    return files(__name__).joinpath(f"{name}.json").read_bytes()
