"""Documents whose every private text is marked."""

from typing import Any

from hallwaytrack import Event, public_view

SECRET = "5ecret"
"""Stands in every private text of a marked event, and comes from nowhere else."""
PHONE = "+99 999 (5) 5.77"


def marked(whole: Event) -> Event:
    """An event whose private members all hold the mark, and so do the names that stay behind."""
    whole = _with_marked_notes(whole)
    named = {person.id for person in public_view(whole).people}
    changes: dict[str, Any] = {
        "people": [_marked_person(p, hidden=p.id not in named) for p in whole.people],
        "groups": [
            group.replace(people=[_marked_person(p) for p in group.people])
            for group in whole.groups
        ],
        "volunteers": [
            v.replace(note=SECRET, emergency_contact=SECRET, roles=[SECRET], skills=[SECRET])
            for v in whole.volunteers
        ],
        "shifts": [
            shift.replace(
                id=f"{SECRET}-{n}",
                uid=None,
                role=SECRET,
                briefing=SECRET,
                skills=[SECRET],
                extra={"note": SECRET, "ical": [SECRET]},
                assignments=[a.replace(note=SECRET) for a in shift.assignments],
            )
            for n, shift in enumerate(whole.shifts)
        ],
    }
    return whole.replace(**changes)


def _with_marked_notes(whole: Event) -> Event:
    sessions = [
        each.replace(notes=[_marked_note(note) for note in each.notes]) for each in whole.sessions
    ]
    return whole.replace(notes=[_marked_note(note) for note in whole.notes], sessions=sessions)


def _marked_person(person: Any, *, hidden: bool = False) -> Any:
    contact = person.replace(email=f"{SECRET}@example.org", phone=PHONE)
    return contact.replace(name=SECRET, bio=SECRET) if hidden else contact


def _marked_note(note: Any) -> Any:
    return note.replace(private=True, text=SECRET, shared_with=[SECRET])
