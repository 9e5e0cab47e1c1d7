"""Calls that are wrong: mypy --strict and pyright must each complain of every line marked "wrong"."""

from hallwaytrack import (
    Calendar,
    Contributor,
    Event,
    Person,
    Room,
    Session,
    Venue,
    at,
    from_json,
    to_ical,
)

start = at("America/Toronto")("2008-02-27 09:00")

Session(id="talk")  # wrong: a title is missing
Session(id="talk", title="Talk", kind="tlk")  # wrong: no such kind
Session(id="talk", title="Talk", titel="Talk")  # wrong: no such member
Session(id="talk", title=5)  # wrong: no text
Session(id="talk", title="Talk", start="2008-02-27")  # wrong: no time
Session(id="talk", title="Talk", contributors="ada")  # wrong: a str where several go
Session(id="talk", title="Talk", contributors=[Person(id="ada", name="Ada")])  # wrong: a Person
Session("talk", "Talk")  # wrong: members are named
Contributor(person="ada", role="speeker")  # wrong: no such role
Venue(id="hall", name="Hall", rooms=Room(id="b1", name="B1"))  # wrong: one where several go
Event(id="launch", title="Launch", start=start, status="canceled")  # wrong: no such status
Event(id="launch", title="Launch")  # wrong: a start is missing
Event(id="launch", title="Launch", start=start).title = "Other"  # wrong: a model is immutable
Event(id="launch", title="Launch", start=start).put(Calendar())  # wrong: no part of an event
from_json("{}", Event)  # wrong: a str where bytes go
from_json(b"{}", Session)  # wrong: no document
calendar: Calendar = from_json(b"{}", Event)  # wrong: an event is read
to_ical(Person(id="ada", name="Ada"))  # wrong: no calendar
