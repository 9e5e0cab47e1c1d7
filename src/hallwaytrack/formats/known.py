"""The formats of the library, each an entry."""

from hallwaytrack.formats.format import Format
from hallwaytrack.formats.sniffing import (
    is_confs_tech,
    is_ical,
    is_jcal,
    is_jscalendar,
    is_json,
    is_jsonld,
    is_roster_csv,
    is_schedule_json,
    is_schedule_xml,
    is_sessionize,
)
from hallwaytrack.model.calendar import Calendar
from hallwaytrack.model.event import Event
from hallwaytrack.model.groups import UserGroup
from hallwaytrack.model.series import EventSeries

ICAL_CANNOT_CARRY = (
    "Sessions and booths without a start are left out: a calendar has no place for them.",
    "Volunteers, shifts, tickets, calls for speakers and notes are left out.",
    "An event's kind, subtitle, languages, products, audience and previous starts are left out.",
    "An event's links, code of conduct, sources and extra are left out.",
    "A session's kind, subtitle, track, level, language, length and capacity are left out.",
    "A session's recording, links and extra, and what it is part of, are left out.",
    "Of people, groups and sponsors only name, role and url are written.",
    "Of venues only name, address and point are written; of materials only title and url.",
)
"""What the public view leaves out; the full view carries everything."""

ROSTER_CSV_CANNOT_CARRY = (
    "Of an event only its shifts and the people assigned to them are written.",
    "A shift's skills, briefing, uid, sequence, created, updated and extra are left out.",
    "An assignment's note is left out, as are the emails and phones of people.",
)

FRAB_CANNOT_CARRY = (
    "Breaks, booths, volunteers and shifts are left out.",
    "So is a session without a start, and one that is cancelled or postponed.",
    "All rooms come back in one venue, which has the name of the event.",
    "Ids that are not UUIDs come back only where the format has a place for them.",
    "Of a session its level, topics, status, capacity, notes and times of change are left out.",
    "So are its places online, what it is part of, and that it is for all rooms.",
    "Roles of people are left out: who does something in a session comes back as a speaker.",
    "Of an event its venues, organizers, sponsors, tickets, materials and links are left out.",
    "So are groups, and people whom no session names.",
)

CONFS_TECH_CANNOT_CARRY = (
    "Of events that recur, and of events without a URL, nothing is written.",
    "Times of day are left out: a conference has a first and a last day, and no zone.",
    "Ids are made anew from URL and year, and every event comes back as a conference.",
    "Of a venue only the city and the country are written, and the venue is named after them.",
    "Of where to join online only that it is possible is written.",
    "Of links only accounts on Twitter, Mastodon and Bluesky are written, one of each.",
    "Topics are left out: there, the name of the file says them.",
    "So are sessions, people, groups, sponsors, tickets, materials, notes and descriptions.",
)
SESSIONIZE_CANNOT_CARRY = (
    "It has no id, title or zone of the event: they come from the event that it is read into.",
    "That a speaker is a top speaker, and a speaker's categories and answers, are left out.",
    "The titles of a speaker's links, and the order of rooms, are left out.",
    "GridSmart has nothing of a speaker but the name.",
)
AGENDA_CSV_CANNOT_CARRY = (
    "Of an event only its sessions are written; it can't be read back.",
    "Of a session only time, room, track, title, speakers and URL are written.",
)
JSCALENDAR_CANNOT_CARRY = (
    "Sessions and booths without a start are left out: an Event object has one.",
    "An event's subtitle, languages, products, audience, tour and previous starts are left out.",
    "So are its tracks, tickets, notes, code of conduct, call for speakers and sources.",
    "A session's subtitle, track, level, language, length, capacity and recording are left out.",
    "Of materials only those with a url are written, without their dates, language and licence.",
    "Of people only name, bio, links and email are written; of groups and sponsors as little.",
    "Of venues capacity and accessibility are left out, and of rooms all but the name.",
    "Of volunteers only who they are is written, and of shifts no skills.",
    "A calendar's groups, tours, time zone and refresh interval are left out.",
    "An abstract comes back in the description.",
)

JSONLD_CANNOT_CARRY = (
    "Times come back in UTC, unless the zone is named to the reader; only a series tells its own.",
    "Booths, volunteers, shifts, notes, tracks and calls for speakers are left out.",
    "So are sessions without a start, materials without a url, and people whom nothing names.",
    "Of an event sources, code of conduct, status reason and times of change are left out.",
    "Of a session its level, track, length, recording, and that it is for all rooms are left out.",
    "Of venues and rooms accessibility, directions and places online of a room are left out.",
    "What is tentative comes back as confirmed.",
    "Added meetings are left out; a series that a Schedule cannot say is its first meeting alone.",
    "A calendar keeps its groups, tours, events and series, and nothing of its own.",
)

FORMATS: dict[str, Format] = {
    "json": Format(
        name="json",
        title="JSON",
        suffixes=(".json",),
        media_type="application/json",
        reader="hallwaytrack.formats.json:from_json",
        writer="hallwaytrack.formats.json:to_json",
        sniff=is_json,
    ),
    "ical": Format(
        name="ical",
        title="iCalendar",
        suffixes=(".ics",),
        media_type="text/calendar",
        reader="hallwaytrack.formats.ical:read_ical",
        writer="hallwaytrack.formats.ical:to_ical",
        streamer="hallwaytrack.formats.ical:iter_ical",
        kinds=(Calendar, Event, EventSeries),
        cannot_carry=ICAL_CANNOT_CARRY,
        lost="hallwaytrack.formats.ical:lost_in_ical",
        sniff=is_ical,
    ),
    "confs-tech": Format(
        name="confs-tech",
        title="confs.tech JSON",
        suffixes=(".json",),
        media_type="application/json",
        reader="hallwaytrack.formats.confstech:read_confs_tech",
        writer="hallwaytrack.formats.confstech:to_confs_tech",
        kinds=(Calendar, Event),
        cannot_carry=CONFS_TECH_CANNOT_CARRY,
        lost="hallwaytrack.formats.confstech:lost_in_confs_tech",
        sniff=is_confs_tech,
    ),
    "sessionize": Format(
        name="sessionize",
        title="Sessionize JSON",
        suffixes=(".json",),
        media_type="application/json",
        reader="hallwaytrack.formats.sessionize:read_sessionize",
        kinds=(Event,),
        cannot_carry=SESSIONIZE_CANNOT_CARRY,
        sniff=is_sessionize,
    ),
    "agenda-csv": Format(
        name="agenda-csv",
        title="CSV of an agenda",
        suffixes=(".csv",),
        media_type="text/csv",
        writer="hallwaytrack.formats.agenda_csv:to_agenda_csv",
        kinds=(Event,),
        cannot_carry=AGENDA_CSV_CANNOT_CARRY,
        lost="hallwaytrack.formats.agenda_csv:lost_in_agenda_csv",
    ),
    "roster-csv": Format(
        name="roster-csv",
        title="CSV of a roster",
        suffixes=(".csv",),
        media_type="text/csv",
        reader="hallwaytrack.formats.roster_csv:read_roster_csv",
        writer="hallwaytrack.formats.roster_csv:to_roster_csv",
        kinds=(Event,),
        cannot_carry=ROSTER_CSV_CANNOT_CARRY,
        lost="hallwaytrack.formats.roster_csv:lost_in_roster_csv",
        sniff=is_roster_csv,
        is_private=True,
    ),
    "frab-xml": Format(
        name="frab-xml",
        title="schedule.xml",
        suffixes=(".xml", ".xml.gz"),
        media_type="application/vnd.c3voc.schedule+xml",
        reader="hallwaytrack.formats.frab:read_xml",
        writer="hallwaytrack.formats.frab:write_xml",
        kinds=(Event,),
        cannot_carry=FRAB_CANNOT_CARRY,
        lost="hallwaytrack.formats.frab:lost_in_xml",
        sniff=is_schedule_xml,
    ),
    "frab-json": Format(
        name="frab-json",
        title="schedule.json",
        suffixes=(".json", ".json.gz"),
        media_type="application/vnd.c3voc.schedule+json",
        reader="hallwaytrack.formats.frab:read_json",
        writer="hallwaytrack.formats.frab:write_json",
        kinds=(Event,),
        cannot_carry=(
            *FRAB_CANNOT_CARRY,
            "An open end comes back as that of the last session.",
        ),
        lost="hallwaytrack.formats.frab:lost_in_json",
        sniff=is_schedule_json,
    ),
    "jscalendar": Format(
        name="jscalendar",
        title="JSCalendar",
        suffixes=(".jscal.json", ".jscal"),
        media_type="application/jscalendar+json",
        reader="hallwaytrack.formats.jscalendar:read_jscalendar",
        writer="hallwaytrack.formats.jscalendar:to_jscalendar",
        kinds=(Calendar, Event, EventSeries),
        cannot_carry=JSCALENDAR_CANNOT_CARRY,
        lost="hallwaytrack.formats.jscalendar:lost",
        sniff=is_jscalendar,
    ),
    "jcal": Format(
        name="jcal",
        title="jCal",
        suffixes=(".jcal",),
        media_type="application/calendar+json",
        reader="hallwaytrack.formats.jcal:read_jcal",
        writer="hallwaytrack.formats.jcal:to_jcal",
        kinds=(Calendar, Event, EventSeries),
        cannot_carry=ICAL_CANNOT_CARRY,
        lost="hallwaytrack.formats.ical:lost_in_ical",
        sniff=is_jcal,
    ),
    "html": Format(
        name="html",
        title="HTML",
        suffixes=(".html", ".htm"),
        media_type="text/html",
        writer="hallwaytrack.formats.html:to_html",
        kinds=(Calendar, Event, EventSeries),
        cannot_carry=(
            "A page is for people to read; what its JSON-LD holds is what programs read in it.",
            "Emails and phones of people, volunteers, shifts and private notes are left out.",
            "Pictures, uids, ids of the same event elsewhere, sources and extra are left out.",
            "Of more than 100 sessions abstracts, notes and people are left out, unless asked for.",
        ),
    ),
    "jsonld": Format(
        name="jsonld",
        title="JSON-LD",
        suffixes=(".jsonld",),
        media_type="application/ld+json",
        reader="hallwaytrack.formats.jsonld:read_jsonld",
        writer="hallwaytrack.formats.jsonld:to_jsonld",
        kinds=(Calendar, Event, EventSeries, UserGroup),
        cannot_carry=JSONLD_CANNOT_CARRY,
        lost="hallwaytrack.formats.jsonld:lost_in_jsonld",
        sniff=is_jsonld,
    ),
}
"""The formats by their name. It may be added to."""
