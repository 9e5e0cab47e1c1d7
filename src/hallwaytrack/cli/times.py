"""Times on a command line: how they are written, and where now comes from.

No command reads the clock: now is told, by an option or by the environment, so that the same
command on the same files always does the same.
"""

import os
import re
from datetime import UTC, date, datetime, timedelta

import click

from hallwaytrack.cli.telling import refuse
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.times import moment, stamp

EPOCH = "SOURCE_DATE_EPOCH"
"""Seconds since 1970 to take for now where builds are to be reproducible.

Source: https://reproducible-builds.org/docs/source-date-epoch/
"""
UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "w": timedelta(weeks=1)}
LENGTH = re.compile(r"([0-9]{1,5})([dhw])")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def length(_: click.Context, option: click.Parameter, text: str | None) -> timedelta | None:
    """A stretch of time: "30d", "12h" or "4w"."""
    if text is None:
        return None
    found = LENGTH.fullmatch(text)
    if not found:
        message = f"write a number of days, hours or weeks, such as 30d, not {text!r}"
        raise refuse(option.opts[-1], message)
    return int(found[1]) * UNITS[found[2]]


def day_or_time(_: click.Context, option: click.Parameter, text: str | None) -> date | None:
    """A day, or a time with its offset, as ISO 8601 writes them."""
    if text is None:
        return None
    try:
        if DAY.fullmatch(text):
            return moment(date.fromisoformat(text))
        return stamp(datetime.fromisoformat(text))
    except (ValueError, Refused):
        message = f"write 2008-02-27, or 2008-02-27T08:00-05:00 with the offset, not {text!r}"
        raise refuse(option.opts[-1], message) from None


def time(context: click.Context, option: click.Parameter, text: str | None) -> datetime | None:
    """A time with its offset: a day has no instant that all agree on."""
    found = day_or_time(context, option, text)
    if found is None or isinstance(found, datetime):
        return found
    message = f"write the time of day, too, as in {text}T12:00Z, not {text!r}"
    raise refuse(option.opts[-1], message)


def epoch(option: str, otherwise: str) -> datetime:
    """Now as the environment tells it.

    Args:
        option: What needs it.
        otherwise: What to write where the environment tells nothing.
    """
    text = os.environ.get(EPOCH)
    if not text:
        raise refuse(option, f"{otherwise}, or in {EPOCH}")
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        raise refuse(EPOCH, f"it must be a number of seconds since 1970, not {text!r}") from None
