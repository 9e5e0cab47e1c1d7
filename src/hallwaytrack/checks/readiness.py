"""Readiness: what is still missing, some of it only as the day nears."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from hallwaytrack.checks.programme import OFF, PAUSES, Programme
from hallwaytrack.checks.registry import Found, rule
from hallwaytrack.model.sessions import Material
from hallwaytrack.model.times import elapsed
from hallwaytrack.model.windows import zone_or_utc


@rule(
    "HT301",
    "warning",
    why="It was promised, and someone waits for it.",
    mend="post it and give its url, or say a new day in expected_on",
)
def overdue_materials(programme: Programme) -> Iterator[Found]:
    """A material is past the day on which it was expected, given the time."""
    if programme.now is None or programme.is_off:
        return
    today = programme.now.astimezone(zone_or_utc(programme.event.timezone)).date()
    yield from _overdue(programme.event.materials, "", "the event", today)
    for i, session in enumerate(programme.event.sessions):
        if session.materials and session.status not in OFF:
            yield from _overdue(
                session.materials, f"/sessions/{i}", f"session {session.id!r}", today
            )


def _overdue(materials: Sequence[Material], place: str, owner: str, today: date) -> Iterator[Found]:
    for i, material in enumerate(materials):
        on = material.expected_on
        if material.is_pending and on is not None and on < today:
            message = f"material {material.id!r} of {owner} was expected by {on} and is not there"
            yield Found(f"{place}/materials/{i}/expected_on", message)


@rule(
    "HT302",
    "warning",
    why="People plan their way there.",
    mend="give it a venue, or a place online",
)
def no_venue(programme: Programme) -> Iterator[Found]:
    """An event is near, given the time, and has no venue and is not online."""
    if _is_near(programme) and programme.event.attendance == "to_be_announced":
        yield Found("/venue", f"event {programme.event.id!r} is near and has no venue")


@rule(
    "HT303",
    "warning",
    why="People plan their way back.",
    mend="give it an end",
)
def no_end(programme: Programme) -> Iterator[Found]:
    """An event is near, given the time, and has no end."""
    if _is_near(programme) and programme.event.end is None:
        yield Found("/end", f"event {programme.event.id!r} is near and has no end")


def _is_near(programme: Programme) -> bool:
    if programme.now is None or programme.starts_at is None or programme.is_off:
        return False
    return timedelta() <= elapsed(programme.now, programme.starts_at) <= programme.policy.soon


@rule(
    "HT304",
    "info",
    why="People choose by it, and other programs ask for it.",
    mend="name the event's languages, or each session's own",
)
def no_language(programme: Programme) -> Iterator[Found]:
    """Nobody says which language is spoken: neither the event nor each of its sessions."""
    event = programme.event
    if len(event.languages) == 1 or programme.is_off:
        return
    silent = [s.id for s in event.sessions if not s.language and s.kind not in PAUSES]
    if silent:
        message = _counted("session", silent, "does not say its language", "do not say theirs")
        several = "has several" if event.languages else "has none"
        yield Found("/sessions", f"{message}, and event {event.id!r} {several}")
    elif not event.languages and not any(session.language for session in event.sessions):
        yield Found("/languages", f"event {event.id!r} has no language")


@rule(
    "HT305",
    "info",
    why="Calendar programs take it for a change of 1970, and so for older than what they have.",
    mend="publish it, which sets updated",
)
def no_updated(programme: Programme) -> Iterator[Found]:
    """An entry of the public feed does not say when it changed last."""
    event = programme.event
    if event.updated is None:
        yield Found("/updated", f"event {event.id!r} has no updated")
    for name in ("sessions", "booths"):
        # What has no start is in no feed.
        entries = [e for e in getattr(event, name) if e.start is not None and e.updated is None]
        if entries:
            noun = name.removesuffix("s")
            counted = _counted(noun, [e.id for e in entries], "has no updated", "have no updated")
            yield Found(f"/{name}", f"{counted} in event {event.id!r}")


def _counted(noun: str, ids: Sequence[str], one: str, many: str) -> str:
    """How many there are, and which of them comes first by its id."""
    if len(ids) == 1:
        return f"{noun} {ids[0]!r} {one}"
    return f"{len(ids)} {noun}s, {min(ids)!r} the first of them, {many}"
