"""Documents: what files and JSON hold, each whole in itself."""

from typing import Final, TypeAlias, get_args

from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import Tour, UserGroup
from hallwaytrack.model.series import EventSeries

Document: TypeAlias = Event | EventSeries | UserGroup | Tour | Calendar
DOCUMENTS: Final[tuple[type[Document], ...]] = get_args(Document)
