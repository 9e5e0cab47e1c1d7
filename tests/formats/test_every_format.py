"""What holds of every format that there is, whichever it is."""

from pathlib import Path
from typing import Any

import pytest

from hallwaytrack import (
    FORMATS,
    Calendar,
    DecodeError,
    Event,
    Session,
    at,
    example,
    read,
    write,
)
from hallwaytrack.formats.registry import format_of

GOLDEN = Path(__file__).parents[1] / "golden"
BOTH_WAYS = [f.name for f in FORMATS.values() if f.reads and f.writes]
READABLE = [f.name for f in FORMATS.values() if f.reads]
SOURCES = {
    "sessionize": {"all-source.json", "gridsmart-source.json"},
}
"""The files of a folder that are of its format, where others are what is read from them."""
EVENTS = {event.id: event for event in example().events}
LAUNCH = EVENTS["launch-toronto@heroeshappenhere.example"]
toronto = at("America/Toronto", "2008-02-27")


def golden_files() -> list[Any]:
    """The golden files of formats that can be read, each by its format."""
    files = sorted(GOLDEN.glob("*/*"))
    return [
        pytest.param(f.parent.name, f, id=f"{f.parent.name}-{f.name}")
        for f in files
        if FORMATS[f.parent.name].reads and f.name in SOURCES.get(f.parent.name, {f.name})
    ]


def options_of(name: str, event: Event) -> dict[str, Any]:
    """What a reader has to be told: some know nothing of the event that they are about."""
    return {"into": event} if "into" in FORMATS[name].read_options else {}


def events_of(document: Any) -> list[Event]:
    """The events of a document."""
    return list(document.events) if isinstance(document, Calendar) else [document]


class TestGolden:
    def test_each_format_but_json_has_a_folder(self) -> None:
        assert {f.name for f in GOLDEN.iterdir() if f.is_dir()} == set(FORMATS) - {"json"}

    @pytest.mark.parametrize(("name", "path"), golden_files())
    @pytest.mark.parametrize("called", ["-", "download.json", None])
    def test_a_file_is_known_by_its_content(
        self, name: str, path: Path, called: str | None
    ) -> None:
        if called == "download.json" and "json" not in FORMATS[name].media_type:
            called = "-"
        assert format_of(called or path, path.read_bytes()).name == name


class TestExample:
    @pytest.mark.parametrize("id", EVENTS)
    @pytest.mark.parametrize("name", BOTH_WAYS)
    def test_an_event_is_read_again(self, name: str, id: str) -> None:
        """Written again from what was read, there is nothing left to lose."""
        event = EVENTS[id]
        options = options_of(name, event)
        first = read(write(event, name), name, **options)
        assert not [p for p in first.problems if p.severity == "error"]
        second = read(write(first.document, name), name, **options)
        assert second.document == first.document

    @pytest.mark.parametrize("name", sorted({*BOTH_WAYS} - {"confs-tech", "roster-csv"}))
    def test_its_programme_stays(self, name: str) -> None:
        kinds = ("break", "registration") if name.startswith("frab") else ()
        said = {s.title: s.start for s in LAUNCH.sessions if s.start and s.kind not in kinds}
        (back,) = events_of(read(write(LAUNCH, name), name).document)
        assert said.items() <= {s.title: s.start for s in back.sessions}.items()


class TestHostile:
    """Bounds are tested format by format; here, that none was forgotten."""

    @pytest.mark.parametrize("name", READABLE)
    @pytest.mark.parametrize(
        "data",
        [
            b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
            b"[" * 100_000 + b"]" * 100_000,
            b" " * 1_000_000,
            b"\x1f\x8b\x08\x00" + b"\x00" * 100,
            b'{"sessions": [{"id": "' + b"a" * 1_000_000,
            b"\x00" * 1_000,
        ],
        ids=["objects", "lists", "spaces", "gzip", "broken-off", "zeros"],
    )
    def test_what_is_no_such_thing_is_refused(self, name: str, data: bytes) -> None:
        with pytest.raises(DecodeError):
            read(data, name, **options_of(name, LAUNCH))

    @pytest.mark.parametrize("name", sorted({*BOTH_WAYS} - {"confs-tech", "roster-csv"}))
    def test_markup_in_a_title_comes_back_as_it_was(self, name: str) -> None:
        title = '<b>A</b> & "q" </script><script>alert(1)</script> <!-- ]]> %s {{x}}'
        talk = Session(id="s", title=title, start=toronto("10:00"), end=toronto("11:00"))
        event = Event(id="e@x.example", title=title, start=toronto("09:00"), sessions=[talk])
        (back,) = events_of(read(write(event, name), name).document)
        assert [s.title for s in back.sessions] == [title]
        assert back.title == title
