"""What real feeds hold that the specification doesn't, and what is made of it: one table.

Each repair is told as a ``Problem`` with its code, line and component. "info" says that all was
carried over, "warning" that something was guessed, or stands in ``extra`` only, "error" that
something is missing from the models.
"""

from collections import Counter
from typing import Literal, NamedTuple

from hallwaytrack.errors import NOTHING, Problem, Severity
from hallwaytrack.formats.ical.content import Source

MAX_PROBLEMS = 1_000
"""Problems that are told one by one; of the others only how many there were of each code."""

Seen = Literal["made", "specification"]
"""Where a repair was met that no file of the corpus needs."""


class Repair(NamedTuple):
    """A tolerance of the reader.

    Attributes:
        code: A stable name.
        severity: "error", "warning" or "info".
        met: What was met, or the rule that it breaks.
        done: What was made of it.
        seen: The file of the corpus that needs it.
    """

    code: str
    severity: Severity
    met: str
    done: str
    seen: str


def _info(code: str, met: str, done: str, seen: str = "made") -> Repair:
    return Repair(code, "info", met, done, seen)


def _warning(code: str, met: str, done: str, seen: str = "made") -> Repair:
    return Repair(code, "warning", met, done, seen)


def _error(code: str, met: str, done: str, seen: str = "made") -> Repair:
    return Repair(code, "error", met, done, seen)


# Lines and components

NO_PROPERTY = _error("IC101", "the line is no property", "left out")
NOT_UTF8 = _warning("IC102", "the line is no UTF-8", "read as Windows-1252")
STRAY_END = _warning("IC103", "END closes nothing that is open", "left out")
UNCLOSED = _error("IC104", "a component is not closed", "closed where it has to be")
OUTSIDE = _warning("IC105", "the property stands outside of a calendar", "left out")
NO_CALENDAR = _warning("IC106", "the component stands in no VCALENDAR", "read as if it did")
OTHER_COMPONENT = _info(
    "IC107",
    "a calendar holds events only",
    "kept in the calendar's extra",
    "conformance/ical.js/samples/recur_instances.ics",
)
UNREADABLE = _error(
    "IC108", "the component cannot be read as an event", "kept in the calendar's extra"
)
NO_START = _error(
    "IC109", "an event needs a DTSTART", "kept in the calendar's extra",
    "conformance/ical.js/parser/component.ics",
)  # fmt: skip
BROKEN_LINE = _info(
    "IC110", "the line of a component stands alone", "left out", "conf-moca2024/schedule.ics"
)
METHOD = _info("IC111", "METHOD asks for more than publishing", "read as if it were published")
CALENDAR_LEFT = _info(
    "IC113", "the calendar's own properties are no part of an event", "read it as a Calendar"
)
REPEATED = _warning(
    "IC114", "the property may stand only once", "kept in extra",
    "made",
)  # fmt: skip
TORN = _info("IC116", "an empty line tears the property", "read as one")
BAD_VALUE = _warning(
    "IC115",
    "the value cannot be read",
    "kept in extra",
    "conformance/ical.js/samples/google_birthday.ics",
)

# Times and zones

BARE_DATE = _info(
    "IC201", "a date is marked VALUE=DATE", "read as a date",
    "calagator/meetup.ics",
)  # fmt: skip
FLOATING = _info(
    "IC202", "the time names no zone", "read in the calendar's or the caller's",
    "calagator/ical_basic_with_duration.ics",
)  # fmt: skip
NO_ZONE = _warning("IC203", "the time names no zone, and none is known", "read as UTC")
OLSON_PREFIX = _info("IC204", "the zone's name has a prefix", "read without it", "specification")
WINDOWS_ZONE = _info("IC205", "the zone's name is of Windows", "read as its IANA name")
OTHER_ZONE_NAME = _info("IC206", "the zone's name is not as IANA writes it", "read as meant")
CUSTOM_ZONE = _warning(
    "IC207", "the zone is known to this feed alone", "converted by its VTIMEZONE into UTC",
    "conformance/ical.js/samples/timezone_from_file.ics",
)  # fmt: skip
UNKNOWN_ZONE = _error("IC208", "nobody knows the zone", "read as a time without a zone")
BROKEN_VTIMEZONE = _warning("IC209", "a VTIMEZONE has a part that cannot be read", "left out")
SKIPPED = _warning("IC210", "a clock change skips the time", "read by the offset before it")
EMPTY_END = _info(
    "IC211", "an end comes after the start", "read as no end",
    "made",
)  # fmt: skip
MIXED_END = _warning("IC212", "an end is a date or a time as the start is", "read as what it is")
VALUE_TYPE = _info("IC213", "VALUE does not say what the value is", "read as what it is")
ZONE_UNFIT = _warning("IC214", "a time cannot be told in the event's zone", "read in UTC")
ZONED_UTC = _info("IC215", "a time in UTC has no TZID", "read as UTC")

# Who is who

NO_UID = _warning(
    "IC301", "an event needs a UID", "an id was made from start and title", "calagator/ical_z.ics"
)
SAME_UID = _warning(
    "IC302", "the UID stands there twice", "both are kept, under ids made unique by their starts",
    "conf-moca2024/schedule.ics",
)  # fmt: skip
UID_UNFIT = _warning("IC303", "the UID cannot be an id", "an id was made of it")
ORPHANED = _warning(
    "IC304",
    "the meeting's series is not in the file",
    "read as an event of its own",
    "conformance/ical.js/samples/google_birthday.ics",
)
CONFIDENTIAL = _warning(
    "IC305", "a confidential entry without our data is no session", "kept in the event's extra"
)

# What recurs

RULE_UNFIT = _error("IC401", "the rule cannot be kept", "read as one meeting; the line is in extra")
SECOND_RULE = _error(
    "IC402", "a series has one rule", "the line is kept in extra",
    "conformance/ical.js/samples/multiple_rrules.ics",
)  # fmt: skip
EXCEPTION_RULE = _error(
    "IC409", "a rule of exceptions (EXRULE) cannot be kept", "the line is kept in extra"
)
CHANGE_RECURS = _error(
    "IC410", "a change of one meeting recurs itself", "the line is kept in extra"
)
UNTIL_KIND = _info(
    "IC403",
    "UNTIL is a date or a time as the start is",
    "read as what it means",
    "conformance/ical.js/samples/recur_instances_finite.ics",
)
PERIOD = _warning(
    "IC404",
    "an RDATE has a length of its own",
    "read without it",
    "conformance/ical.js/samples/recur_instances.ics",
)
DAY_OR_TIME = _info(
    "IC405",
    "EXDATE and RDATE are dates or times as the start is",
    "converted",
    "conformance/ical.js/samples/rdate_exdate.ics",
)
THIS_AND_FUTURE = _error(
    "IC406", "a change of all later meetings cannot be kept", "read for the one meeting"
)
SAME_MEETING = _warning(
    "IC407", "the meeting is changed twice", "the second is read as an event of its own"
)
NOT_A_MEETING = _warning("IC408", "the time cannot be that of a meeting", "kept in extra")

# Texts, places and people

UNTITLED = _info(
    "IC501", "an event needs a SUMMARY", "the title is (untitled)",
    "calagator/ical_basic_with_duration.ics",
)  # fmt: skip
UNPRINTABLE = _info("IC502", "a text holds control characters", "they were taken out")
LINES_JOINED = _info("IC503", "a text of one line has several", "they were joined")
PLACELESS_POINT = _info("IC504", "a point has no name", "it is named by its degrees")
NAMELESS = _info(
    "IC505",
    "someone has no name but an address",
    "the name is (unnamed)",
    "pypi/machbar_16_feb_2019.ics",
)
THING = _info("IC508", "an attendee is a room or a thing", "kept in extra")
SECRET = _warning("IC509", "the entry is marked as private", "read; the public view leaves it out")
INLINE = _warning("IC506", "what is attached stands in the file itself", "kept in extra")
DROPPED = _warning(
    "IC507", "the model refuses the value", "kept in extra", "pypi/discourse_no_dtend.ics"
)

# The full view

DATA_BROKEN = _error("IC601", "the data of the full view is damaged", "read without it")
DATA_NEWER = _error("IC602", "the data of the full view is of another version", "read without it")
EDIT_UNFIT = _error("IC603", "the rules of the model refuse an edit", "read without that edit")
LOST_REFERENCE = _warning("IC604", "what it refers to is no longer there", "read without that")
NO_EVENT = _warning("IC605", "the entry's event is not in the file", "read as an event of its own")
TORN_OUT = _warning(
    "IC606", "a part lies within the session that it is part of", "read as no part of it"
)

REPAIRS: tuple[Repair, ...] = tuple(v for v in globals().copy().values() if isinstance(v, Repair))


class Problems:
    """The problems of one file, bounded in number."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._found: list[Problem] = []
        self._more: Counter[Repair] = Counter()

    @classmethod
    def none(cls) -> "Problems":
        """For reading what has none: lines that were just written."""
        return cls(Source(b""))

    @property
    def is_full(self) -> bool:
        """Whether what comes now is only counted, and so need not be looked up."""
        return len(self._found) >= MAX_PROBLEMS

    def add(
        self, repair: Repair, at: int | None = None, value: object = NOTHING, uid: str = ""
    ) -> None:
        """Tell of a repair at a content line."""
        if self.is_full:
            self._more[repair] += 1
            return
        line = None if at is None else self.source.number(at)
        self._found.append(
            Problem(
                message=repair.met,
                value=value,
                mend=repair.done,
                code=repair.code,
                severity=repair.severity,
                line=line,
                uid=uid,
            )
        )

    def all(self) -> tuple[Problem, ...]:
        """All of them by line, and how many more there were."""
        found = sorted(self._found, key=lambda problem: problem.line or 0)
        return (*found, *(_rest(repair, n) for repair, n in self._more.items()))


def _rest(repair: Repair, n: int) -> Problem:
    message = f"{n} more like this: {repair.met}"
    return Problem(message=message, mend=repair.done, code=repair.code, severity=repair.severity)
