"""A roster for a terminal: a bar for each shift, what lacks, and who does how much.

A bar has a sign for each person that a shift needs: ``#`` there, ``.`` missing, and ``+`` for
whoever is one too many. Where there would be more than ten it is a share of ten.
"""

from collections.abc import Iterator
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from hallwaytrack.cli import words
from hallwaytrack.cli.programme import ASIDE, GAP, HEADING, TIME, TITLE, WARNING, WIDEST, line
from hallwaytrack.cli.words import Known, material, plain
from hallwaytrack.model.engagements import Entry
from hallwaytrack.model.event import Event
from hallwaytrack.views import wording
from hallwaytrack.views.missed import missed_by
from hallwaytrack.views.roster import Coverage, Roster, ShiftCover, roster

BAR = 10
COUNT = 8
"""The width of "12 of 15"."""
WIDE = 100
"""From here on the names stand beside the bars, and not below the shift."""
GOOD, BAD = "green", "bold red"


def draw_roster(event: Event, width: int) -> Iterator[RenderableType]:
    """The roster of an event."""
    found, known = roster(event), Known(event)
    yield Text(plain(f"Roster: {event.title}"), style=TITLE)
    if not found.shifts:
        yield "No shifts."
        return
    yield from _shifts(found, known, width)
    yield from _coverage(found, width)
    yield from _hours(found, width)
    yield from _clashes(found, known, width)
    yield from _missed(event, known, width)


def bar(there: int, needed: int, missing: int) -> Text:
    """Who is there, who is missing, and who is one too many, as ``[##.+]``.

    >>> bar(2, 3, 1).plain, bar(30, 40, 10).plain, bar(2, 1, 0).plain, bar(2, 2, 1).plain
    ('[##.]', '[#######...]', '[#+]', '[#.+]')
    """
    filled = needed - missing
    signs = [(filled, "#", GOOD), (missing, ".", BAD), (there - filled, "+", WARNING)]
    total = max(BAR, sum(count for count, _, _ in signs))
    told = Text("[")
    for count, sign, style in signs:
        # Whoever is missing among hundreds is still to be seen.
        up = total - 1 if sign == "." else 0
        told.append(sign * ((count * BAR + up) // total), style)
    return told.append("]")


def _heading(text: str) -> Iterator[RenderableType]:
    yield ""
    yield Text(text, style=f"{TITLE} {HEADING}")


def _shifts(found: Roster, known: Known, width: int) -> Iterator[RenderableType]:
    on: date | None = None
    for cover in found.shifts:
        day = cover.shift.start.date()
        if day != on:
            on = day
            yield from _heading(wording.long_day(day))
        yield _shift(cover, known, width)


def _shift(cover: ShiftCover, known: Known, width: int) -> RenderableType:
    shift = cover.shift
    time = wording.stretch(shift.start, shift.end, shift.start.date())
    what = Text(plain(shift.role), style=TITLE)
    if place := known.places.get(shift.place or "", ""):
        what.append(f"\n{place}", style=ASIDE)
    who = Text(known.who_helps(shift) or "nobody yet", style="" if cover.there else WARNING)
    count = Text(f"{cover.there} of {shift.needed}", style=BAD if cover.missing else "")
    time_width = max(TIME, len(time))
    left = width - time_width - (BAR + 2) - COUNT - 3 * GAP
    widths = [time_width, BAR + 2, COUNT]
    cells: list[str | Text] = [time, bar(cover.there, shift.needed, cover.missing), count]
    if width < WIDE:
        return line([*cells, Text("\n").join([what, who])], [*widths, left])
    half = min((left - GAP) // 2, WIDEST)
    return line([*cells, what, who], [*widths, half, left - GAP - half])


def _coverage(found: Roster, width: int) -> Iterator[RenderableType]:
    """How many of how many, from change to change."""
    yield from _heading("Coverage over time")
    day = found.coverage[0].start.date()
    for stretch in found.coverage:
        start = stretch.start
        before = "" if start.date() == day else f"{wording.day(start.date())}, "
        day = start.date()
        time = f"{before}{wording.stretch(start, stretch.end, start.date())}"
        yield line(
            [time, bar(stretch.there, stretch.needed, stretch.missing), _counted(stretch)],
            [max(TIME, len(time)), BAR + 2, width - max(TIME, len(time)) - BAR - 2 - 2 * GAP],
        )


def _counted(stretch: Coverage) -> Text:
    text = Text(f"{stretch.there} of {stretch.needed}")
    if stretch.missing:
        text.append(f", {stretch.missing} missing", style=BAD)
    return text


def _hours(found: Roster, width: int) -> Iterator[RenderableType]:
    """What each volunteer does, and how evenly it lies on them."""
    if found.fairness is None:
        return
    yield from _heading("Hours")
    names = [plain(volunteer.person.name) for volunteer in found.volunteers]
    widest = min(max(map(len, names)), width // 3)
    for name, volunteer in zip(names, found.volunteers, strict=True):
        style = WARNING if volunteer.is_over else ""
        told = Text(words.hours(volunteer), style=style)
        yield line([name, told], [widest, width - widest - GAP])
    fair = found.fairness
    least, most, mean = (wording.length_of_hours(h) for h in (fair.least, fair.most, fair.mean))
    spread = wording.length_of_hours(fair.spread)
    yield Text(f"From {least} to {most} each, {mean} on average: a spread of {spread}", style=ASIDE)


def _clashes(found: Roster, known: Known, width: int) -> Iterator[RenderableType]:
    for i, clash in enumerate(found.clashes):
        if not i:
            yield from _heading("Clashes")
        told = f"{_when(clash.first)} and {_when(clash.second)}"
        text = Text.assemble((known.people[clash.person], TITLE), f": {told}", style=WARNING)
        yield line(["-", text], [1, width - 2], gap=1)


def _when(entry: Entry) -> str:
    start = entry.start
    time = "" if start is None else f" {wording.stretch(start, entry.end, start.date())}"
    return f"{plain(getattr(entry, 'role', '') or getattr(entry, 'title', ''))}{time}"


def _missed(event: Event, known: Known, width: int) -> Iterator[RenderableType]:
    """What volunteers miss of the programme, and what of that is to follow."""
    by_session: dict[str, list[str]] = {}
    for volunteer in event.volunteers:
        for session in missed_by(event, volunteer.person):
            by_session.setdefault(session.id, []).append(known.people[volunteer.person])
    missed = [session for session in event.sessions if session.id in by_session]
    for i, session in enumerate(missed):
        if not i:
            yield from _heading("Missed by volunteers")
        text = Text(f"{plain(session.title)}: {', '.join(by_session[session.id])}")
        if pending := ", ".join(material(m) for m in session.materials if m.is_pending):
            text.append(f"\nTo follow: {pending}", style=WARNING)
        yield line(["-", text], [1, width - 2], gap=1)
