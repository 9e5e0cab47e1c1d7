// Reads a JSON array of iCalendar or jCal texts from stdin, and writes a JSON array to stdout: for each
// text {"events": [...]} with what ical.js saw, or {"failed": "..."} with what it threw. With a time as
// argument it is {"meetings": [...]}: when the first event is, before that time.

import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const UTC = ICAL.Timezone.utcTimezone;

// ical.js understands a value only when somebody asks for it, and judges a rule only when somebody
// follows it, so ask for all.
function understand(component) {
  for (const property of component.getAllProperties()) {
    for (const value of property.getValues()) {
      if (value instanceof ICAL.Recur) value.iterator(component.getFirstPropertyValue("dtstart"));
    }
  }
  for (const child of component.getAllSubcomponents()) {
    understand(child);
  }
}

function calendars(text) {
  // jCal is what ical.js makes of iCalendar first.
  const parsed = text.startsWith("[") ? JSON.parse(text) : ICAL.parse(text);
  // One component is ["vcalendar", ...]; several are an array of those.
  const components = (typeof parsed[0] === "string" ? [parsed] : parsed)
    .map((jcal) => new ICAL.Component(jcal));
  if (!components.length || components.some((each) => each.name !== "vcalendar")) {
    throw new Error("no VCALENDAR");
  }
  components.forEach(understand);
  return components;
}

// ical.js knows UTC and GMT, and any registered zone, without a VTIMEZONE: the file's own or none.
function refuseForeignZone(property, time, calendar) {
  const tzid = property.getFirstParameter("tzid");
  if (tzid === undefined) return;
  const own = calendar.getAllSubcomponents("vtimezone");
  if (!own.includes(time.zone.component)) {
    throw new Error(`${property.name} has TZID ${tzid}, which has no VTIMEZONE`);
  }
}

function instant(time) {
  if (time.isDate) return `${time}T00:00:00Z`;
  if (time.zone === ICAL.Timezone.localTimezone) throw new Error(`${time} is a floating time`);
  return time.convertToZone(UTC).toString();
}

function end(event, calendar) {
  const property = event.component.getFirstProperty("dtend");
  if (property) refuseForeignZone(property, event.endDate, calendar);
  else if (!event.component.hasProperty("duration")) return null;
  return instant(event.endDate);
}

// Left to itself, an Event looks through all its siblings for overrides: quadratic, and in vain.
function seen(component, calendar) {
  const event = new ICAL.Event(component, { exceptions: [] });
  const start = component.getFirstProperty("dtstart");
  if (!start) throw new Error("a VEVENT has no DTSTART");
  refuseForeignZone(start, event.startDate, calendar);
  return {
    uid: event.uid ?? "",
    summary: event.summary ?? "",
    start: instant(event.startDate),
    end: end(event, calendar),
    all_day: event.startDate.isDate,
    status: component.getFirstPropertyValue("status"),
    location: event.location,
    tzid: start.getFirstParameter("tzid") ?? null,
  };
}

function meetings(text, before) {
  const component = calendars(text)[0].getFirstSubcomponent("vevent");
  const dtstart = component.getFirstPropertyValue("dtstart");
  const expansion = new ICAL.RecurExpansion({ component, dtstart });
  const found = [];
  for (let next = expansion.next(); next; next = expansion.next()) {
    if (instant(next) >= before) break;
    found.push(instant(next));
  }
  return found;
}

function read(text) {
  try {
    const before = process.argv[2];
    if (before) return { meetings: meetings(text, before) };
    const events = calendars(text).flatMap((calendar) =>
      calendar.getAllSubcomponents("vevent").map((component) => seen(component, calendar)));
    return { events };
  } catch (error) {
    return { failed: `${error.name}: ${error.message}` };
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
