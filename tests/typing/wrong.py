"""Wrong calls: mypy and pyright must flag each line that says ``# wrong``, and no other.

Nothing here is run.
"""

from datetime import date
from decimal import Decimal

from hallwaytrack import (
    Assignment,
    Calendar,
    Contributor,
    Event,
    Material,
    Person,
    Policy,
    Recurrence,
    Room,
    Session,
    Shift,
    Sponsor,
    Ticket,
    Tour,
    Track,
    Venue,
    at,
    check,
    from_icalendar,
    from_json,
    public_view,
    speakers,
    to_icalendar,
    to_json,
)

start = at("America/Toronto")("2008-03-18 18:00")
ada = Person(id="ada", name="Ada")
talk = Session(id="s", title="S")
launch = Event(id="e", title="E", start=start)
calendar = Calendar(events=[launch])

# What is required
Track(id="t")  # wrong: name is missing
Event(id="e", title="E")  # wrong: start is missing
Shift(id="s", role="R", start=start)  # wrong: end is missing
Recurrence(added=None)  # wrong: a sequence is never None
Session(id="s", title=None)  # wrong: a title is never None

# What there is
Track(id="t", name="T", colour="red")  # wrong: unknown keyword
Event(id="e", titel="E", title="E", start=start)  # wrong: unknown keyword
Track("t", "T")  # wrong: keywords only
launch.sesion("s")  # wrong: unknown look-up
print(talk.titel)  # wrong: unknown member

# Vocabularies
Session(id="s", title="S", kind="tlak")  # wrong: unknown kind
Contributor(person="ada", role="speeker")  # wrong: unknown role
Event(id="e", title="E", start=start, status="canceled")  # wrong: unknown status
Assignment(person="ada", status="maybe")  # wrong: unknown status
Sponsor(id="a", name="A", kinds=["beer"])  # wrong: unknown kind

# Sequences
Session(id="s", title="S", contributors="ada")  # wrong: a str for a sequence of models
Session(id="s", title="S", contributors=["ada"])  # wrong: a str for a model
Session(id="s", title="S", contributors=[ada])  # wrong: a person for a contributor
Session(id="s", title="S", materials=Material(id="m", title="M"))  # wrong: one for several
Session(id="s", title="S", topics=[1])  # wrong: a number for a text
Event(id="e", title="E", start=start, sessions={talk})  # wrong: a set has no order
Venue(id="v", name="V", rooms=[Venue(id="v", name="V")])  # wrong: a venue for a room
Event(id="e", title="E", start=start, venue=[Venue(id="v", name="V")])  # wrong: several for one
launch.sessions.append(talk)  # wrong: sequences cannot change

# Values
Track(id="t", name=3)  # wrong: a number for a text
Room(id="r", name="R", capacity="80")  # wrong: a text for a number
Room(id="r", name="R", capacity=1.5)  # wrong: a fraction for a count
Event(id="e", title="E", start="2008-03-18")  # wrong: a text for a time
Session(id="s", title="S", start=date(2008, 3, 18))  # wrong: a day for a time
Session(id="s", title="S", length=45)  # wrong: a number for a duration
Ticket(price=25.0, currency="CAD")  # wrong: a float for an amount
Ticket(price=Decimal(25), sold_out="no")  # wrong: a text for a bool
Tour(id="t", name="T", extra=["a"])  # wrong: a list for a mapping

# Immutability
talk.title = "T"  # wrong: frozen
launch.sessions[0] = talk  # wrong: a sequence cannot change

# Functions
at(5)  # wrong: a zone is named
speakers(ada)  # wrong: an id, not a person
launch.put("s")  # wrong: a part, not an id
calendar.put(talk)  # wrong: no part of a calendar
launch.amend(talk)  # wrong: an id, not the part
launch.replace({"title": "T"})  # wrong: keywords only
launch.assign("s", ada)  # wrong: an id, not a person
launch.assign("s", "ada", clashes="blok")  # wrong: no policy
launch.assign_all({"s": [ada]})  # wrong: ids, not people
launch.swap("s", "ada", "t")  # wrong: two people change places
to_json(talk)  # wrong: no document
from_json("{}", Event)  # wrong: bytes, not a text
from_json(b"", Recurrence)  # wrong: no document
read: Event = from_json(b"", Tour)  # wrong: the class asked for is the class returned
unknown: Event = from_json(b"")  # wrong: it may be any document
to_icalendar(talk)  # wrong: no document
from_icalendar(b"", Event)  # wrong: a component, not bytes
viewed: Tour = public_view(launch)  # wrong: the view of an event is an event
check(talk)  # wrong: no document
Policy(volunteers="deny")  # wrong: block, warn or allow
Policy(levels={"HT101": "silent"})  # wrong: a severity, or off
