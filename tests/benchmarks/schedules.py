"""Schedules against their peers, as ratios: ``python -m tests.benchmarks.schedules``.

A conference of the size of FOSDEM 2024 (674 talks) is read and written in every format that holds
a programme both ways, in turn with what others do with the same bytes:

- c3voc-schedule-tools, the library of those who keep the format. It reads JSON into dicts and knows
  the first and last talk; it checks nothing, and reads no XML. It needs versions of icalendar and
  lxml that are older than ours, so that it is measured only where it can be imported.
- ElementTree, in one pass over all elements and attributes into dicts, without a meaning; and the
  plain ``json`` of the standard library. Nothing that makes sense of a file can be quicker.
"""

import argparse
import contextlib
import gc
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import partial
from typing import Any

from hallwaytrack import Event, read, write

from . import data, ours
from .ratios import Case, Races, cpu_seconds, table

TALKS = 674
OTHERS = ("jscalendar", "jcal", "jsonld")
"""The formats of JSON that are no schedules."""
ZONE = "America/Toronto"


def schedule(talks: int) -> Event:
    """The event of the other benchmarks, as a schedule carries it."""
    return read(write(ours.event(data.conference(talks)), "frab-json")).document


def dicts_of(element: ET.Element) -> dict[str, Any]:
    """All that an element holds, without a meaning."""
    return {**element.attrib, "text": element.text, "parts": [dicts_of(part) for part in element]}


def elements_of(values: dict[str, Any], tag: str = "x") -> ET.Element:
    """The same, written again."""
    element = ET.Element(tag)
    element.text = values.pop("text", None)
    for part in values.pop("parts", ()):
        element.append(elements_of(dict(part)))
    element.attrib.update({name: str(value) for name, value in values.items()})
    return element


def voc() -> Callable[[Any], Any] | None:
    """The schedule class of c3voc-schedule-tools, if it can be imported; it prints as it works."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            from voc.schedule import Schedule
    except ImportError:
        return None
    return lambda parsed: Schedule(json=parsed)


def races(talks: int) -> Races:
    """Reading and writing in each format; what a race starts from is made outside of its time."""
    event = schedule(talks)
    as_xml, as_json = write(event, "frab-xml"), write(event, "frab-json")
    parsed, root = json.loads(as_json), dicts_of(ET.fromstring(as_xml))
    found = {
        "XML reading: bytes to validated models": [
            Case("hallwaytrack", partial(read, as_xml)),
            Case("ElementTree", lambda: dicts_of(ET.fromstring(as_xml))),
        ],
        "XML writing: models to bytes": [
            Case("hallwaytrack", partial(write, event, "frab-xml")),
            Case("ElementTree", lambda: ET.tostring(elements_of(dict(root)))),
        ],
        "JSON reading: bytes to validated models": [
            Case("hallwaytrack", partial(read, as_json)),
            Case("json", partial(json.loads, as_json)),
        ],
        "JSON writing: models to bytes": [
            Case("hallwaytrack", partial(write, event, "frab-json")),
            Case("json", lambda: json.dumps(parsed, ensure_ascii=False).encode()),
        ],
    }
    for name in OTHERS:
        found |= _others(event, name)
    made = voc()
    if made is not None:
        peer = made(json.loads(as_json))
        peer.generator = {"name": "voc"}  # else it looks for a git repository of its own
        peers = {
            "JSON reading": lambda: made(json.loads(as_json)),
            "JSON writing": lambda: json.dumps(peer.json(), ensure_ascii=False).encode(),
            "XML writing": peer.xml,
        }
        for title, run in peers.items():
            race = next(race for name, race in found.items() if name.startswith(title))
            race.insert(1, Case("c3voc-schedule-tools", run))
    return found


def _others(event: Event, name: str) -> Races:
    """The races in a format that only the plain ``json`` of the standard library reads, too."""
    written = write(event, name)
    parsed = json.loads(written)
    return {
        f"{name} reading: bytes to validated models": [
            Case("hallwaytrack", partial(read, written)),
            Case("json", partial(json.loads, written)),
        ],
        f"{name} writing: models to bytes": [
            Case("hallwaytrack", partial(write, event, name)),
            Case("json", lambda: json.dumps(parsed, ensure_ascii=False).encode()),
        ],
    }


def main() -> None:
    """Run every race and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--talks", type=int, default=TALKS)
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    cpu_seconds(races(20), rounds=1)
    chosen = races(arguments.talks)
    gc.freeze()  # no case's collections walk what all cases start from
    seconds = cpu_seconds(chosen, arguments.rounds)
    print(f"{arguments.talks} talks, {arguments.rounds} rounds, median CPU time")
    print("\n".join(table(chosen, seconds, arguments.talks)))


if __name__ == "__main__":
    main()
