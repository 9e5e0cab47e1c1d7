"""When a series meets, and builders of the rules that groups go by.

"The third Tuesday, except in July" is
``Recurrence.monthly(nth=3, weekday="tue", except_months=[7])``.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, TypeAlias, get_args

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.base import Model, frozen
from hallwaytrack.model.fields import Refused, Rule, did_you_mean
from hallwaytrack.model.occurrences import never_meets
from hallwaytrack.model.rrule import WEEKDAYS, rule_text
from hallwaytrack.model.types import When

Weekday: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS = get_args(Weekday)


def _rule(value: Any) -> str:
    text = rule_text(value)
    if never_meets(text):
        raise Refused("must fit a day that exists", "no calendar has such a day")
    return text


RuleText: TypeAlias = Annotated[str, Rule(_rule, {"type": "string", "pattern": "FREQ="})]


@frozen(kw_only=True)
class Recurrence(Model):
    """When a series meets: a rule, meetings added to it, and meetings skipped.

    The builders make the rule. All take ``count``, how many meetings there are, the first included,
    or ``until``, the last moment at which one can start: an aware time, or a date for days.

    Args:
        rule: The text of an RRULE without DTSTART (:rfc:`5545`, section 3.3.10), kept in its
            canonical form.
        added: Meetings that the rule does not give.
        skipped: Meetings that the rule gives and that never were.

    Raises:
        InvalidValueError: If the rule is none, or fits no day that exists.
    """

    rule: RuleText | None = None
    added: Sequence[When] = ()
    skipped: Sequence[When] = ()

    def broken(self) -> Iterator[Problem]:
        """Something must recur."""
        if self.rule is None and not self.added:
            yield Problem(message="a recurrence needs a rule or added meetings", place="/rule")

    @classmethod
    def from_rule(cls, text: str) -> "Recurrence":
        """By the text of an RRULE such as "FREQ=MONTHLY;BYDAY=3TU"."""
        return cls(rule=text)

    @classmethod
    def on_dates(cls, *whens: date) -> "Recurrence":
        """Without a rule: at these times, or on these days, and at the template's start."""
        return cls(added=whens)

    @classmethod
    def weekly(
        cls, *weekdays: Weekday, count: int | None = None, until: date | None = None
    ) -> "Recurrence":
        """Every week on these days, else on the weekday of the template's start."""
        return cls.every_n_weeks(1, *weekdays, count=count, until=until)

    @classmethod
    def every_n_weeks(
        cls, n: int, *weekdays: Weekday, count: int | None = None, until: date | None = None
    ) -> "Recurrence":
        """Every n weeks, counted from the template's start, on these days or on its weekday."""
        return cls(rule=_text("WEEKLY", n, count, until, BYDAY=_weekdays(weekdays, (None,))))

    @classmethod
    def monthly(
        cls,
        *,
        nth: int | Sequence[int] | None = None,
        weekday: Weekday | None = None,
        on_day: int | None = None,
        except_months: Iterable[int] = (),
        every: int = 1,
        count: int | None = None,
        until: date | None = None,
    ) -> "Recurrence":
        """Every month, else on the day of the month of the template's start.

        Args:
            nth: Which of the weekdays: 3 the third, -1 the last, [1, 3] the first and the third.
            weekday: "mon" to "sun"; with ``nth``.
            on_day: The day of the month instead, -1 the last.
            except_months: 1 to 12: months without a meeting.
            every: 2 for every other month, counted from the template's start.
            count: How many meetings there are.
            until: When the last one can start.

        >>> Recurrence.monthly(nth=3, weekday="tue", except_months=[7]).rule
        'FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,8,9,10,11,12;BYDAY=3TU'
        """
        months = _months_without(except_months)
        parts = _day_of_month(nth, weekday, on_day)
        return cls(rule=_text("MONTHLY", every, count, until, BYMONTH=months, **parts))

    @classmethod
    def yearly(
        cls,
        *,
        month: int | None = None,
        nth: int | Sequence[int] | None = None,
        weekday: Weekday | None = None,
        on_day: int | None = None,
        every: int = 1,
        count: int | None = None,
        until: date | None = None,
    ) -> "Recurrence":
        """Every year, else on the day of the template's start; the arguments are ``monthly``'s.

        A day needs its ``month``.
        """
        parts = _day_of_month(nth, weekday, on_day)
        if month is None and parts:
            raise _no("month", "a day of the year needs its month", month, "write month=10")
        months = "" if month is None else str(_month("month", month))
        return cls(rule=_text("YEARLY", every, count, until, BYMONTH=months, **parts))


def _no(argument: str, message: str, value: object, mend: str) -> InvalidValueError:
    return InvalidValueError(Problem(message=message, value=value, place=f"/{argument}", mend=mend))


def _text(frequency: str, every: int, count: int | None, until: date | None, **by: str) -> str:
    parts = {"FREQ": frequency, "INTERVAL": every, "COUNT": count, "UNTIL": _until(until), **by}
    return ";".join(f"{name}={value}" for name, value in parts.items() if value not in (None, ""))


def _until(until: date | None) -> str:
    if isinstance(until, datetime):
        if until.tzinfo is None:
            mend = 'make it with at("Area/City")'
            raise _no("until", "until needs a time zone", until, mend)
        return f"{until.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if isinstance(until, date):
        return f"{until:%Y%m%d}"
    if until is None:
        return ""
    raise _no(
        "until", "until must be an aware datetime or a date", until, "write date(2008, 12, 31)"
    )


def _weekdays(weekdays: Iterable[Any], nths: Iterable[int | None]) -> str:
    return ",".join(f"{nth or ''}{_weekday(day)}" for nth in nths for day in weekdays)


def _weekday(day: Any) -> str:
    if day in DAYS:
        return WEEKDAYS[DAYS.index(day)]
    mend = did_you_mean(day.lower() if isinstance(day, str) else day, DAYS)
    raise _no("weekday", f"a weekday must be one of {', '.join(DAYS)}", day, mend)


def _day_of_month(
    nth: int | Sequence[int] | None, weekday: Any, on_day: int | None
) -> dict[str, str]:
    if on_day is not None and (nth is not None or weekday is not None):
        raise _no("on_day", "on_day and weekday exclude each other", on_day, "leave one out")
    if (nth is None) is not (weekday is None):
        message = "nth and weekday go together"
        raise _no(
            "nth" if weekday is None else "weekday",
            message,
            weekday or nth,
            'write nth=3, weekday="tue"',
        )
    if on_day is not None:
        return {"BYMONTHDAY": str(_place("on_day", on_day, 31))}
    if nth is None:
        return {}
    nths = nth if isinstance(nth, Sequence) and nth else (nth,)
    return {"BYDAY": _weekdays((weekday,), [_place("nth", n, 5) for n in nths])}


def _place(argument: str, n: Any, most: int) -> int:
    if isinstance(n, int) and not isinstance(n, bool) and 1 <= abs(n) <= most:
        return n
    message = f"{argument} must be a whole number from 1 to {most}, or negative, from the end"
    raise _no(argument, message, n, f"write {argument}=-1 for the last")


def _month(argument: str, n: Any) -> int:
    if isinstance(n, int) and not isinstance(n, bool) and 1 <= n <= 12:
        return n
    raise _no(argument, "a month must be a whole number from 1 to 12", n, "write 7 for July")


def _months_without(months: Any) -> str:
    if not isinstance(months, Iterable) or isinstance(months, str):
        raise _no("except_months", "except_months must be a list of months", months, "write [7]")
    gone = {_month("except_months", n) for n in months}
    if len(gone) == 12:
        raise _no("except_months", "some month must be left", months, "leave one out")
    return ",".join(str(n) for n in range(1, 13) if n not in gone) if gone else ""
