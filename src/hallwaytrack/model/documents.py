"""Documents: what files and JSON hold, each whole in itself."""

from typing import Any, Final, TypeAlias, get_args

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.fields import Refused, plain
from hallwaytrack.model.groups import Tour, UserGroup
from hallwaytrack.model.series import EventSeries

Document: TypeAlias = Event | EventSeries | UserGroup | Tour | Calendar
DOCUMENTS: Final[tuple[type[Document], ...]] = get_args(Document)


def declared(document: Any) -> Any:
    """A document of a subclass as one of the class itself, as parts are kept; others as they are.

    Raises:
        InvalidValueError: If the subclass has members of its own, which no format could keep.
    """
    if type(document) in DOCUMENTS:
        return document
    for cls in DOCUMENTS:
        if isinstance(document, cls):
            try:
                return plain(document, cls)
            except Refused as no:
                message = f"a document {no.wants}"
                raise InvalidValueError(
                    Problem(message=message, value=type(document).__name__)
                ) from None
    return document
