"""Objects of subclasses: each format writes them as what they are, and leaves out what it should."""

from functools import cache
from typing import Any

import attrs
import pytest

from hallwaytrack import (
    FORMATS,
    Calendar,
    Event,
    InvalidValueError,
    Session,
    at,
    check,
    example,
    publish,
    to_ical,
    to_json,
    write,
)
from hallwaytrack.formats.jscalendar import to_jscalendar
from hallwaytrack.model.base import Model
from hallwaytrack.model.fields import fields_of

LAUNCH = next(e for e in example().events if e.id == "launch-toronto@heroeshappenhere.example")
NOW = at("UTC", "2008-03-01")("12:00")
WRITTEN = [f.name for f in FORMATS.values() if f.writes and Event in f.kinds]


@cache
def subclass(cls: type[Any]) -> type[Any]:
    """A class that adds a method and no member."""
    return type(f"My{cls.__name__}", (cls,), {"shown": lambda self: self.id})


def mine(value: Any) -> Any:
    """A model whose every part is of a subclass."""
    if isinstance(value, Model):
        cls = type(value)
        return subclass(cls)(**{f.name: mine(getattr(value, f.name)) for f in fields_of(cls)})
    return tuple(map(mine, value)) if isinstance(value, tuple) else value


@attrs.frozen(kw_only=True)
class Rated(Session):
    """A session with a member that no format knows."""

    stars: int = 5


class TestSubclasses:
    @pytest.mark.parametrize("name", WRITTEN)
    def test_each_format_writes_them_alike(self, name: str) -> None:
        assert write(mine(LAUNCH), name) == write(LAUNCH, name)

    @pytest.mark.parametrize("view", ["public", "full"])
    def test_so_does_each_view(self, view: Any) -> None:
        for components in (False, True):
            asked: dict[str, Any] = {"view": view, "components": components}
            assert to_ical(mine(example()), **asked) == to_ical(example(), **asked)
        assert to_jscalendar(mine(LAUNCH), view=view) == to_jscalendar(LAUNCH, view=view)

    def test_they_are_checked_and_published_alike(self) -> None:
        assert check(mine(LAUNCH)) == check(LAUNCH)
        published = publish(mine(LAUNCH), mine(LAUNCH), NOW)
        assert to_json(published) == to_json(publish(LAUNCH, LAUNCH, NOW))

    def test_a_part_is_kept_as_the_class_that_its_whole_declares(self) -> None:
        one = mine(LAUNCH.sessions[0])
        assert one.shown() == LAUNCH.sessions[0].id
        assert {type(s) for s in LAUNCH.replace(sessions=[one]).sessions} == {Session}

    def test_what_is_marked_as_private_is_in_nothing_public(self) -> None:
        secret = LAUNCH.sessions[0].replace(title="Mergers", extra={"ical": ["CLASS:PRIVATE"]})
        whole = mine(LAUNCH.replace(sessions=[secret]))
        for name in WRITTEN:
            assert ("Mergers" in write(whole, name).decode()) is (name == "json")
        assert b"Mergers" not in to_ical(mine(Calendar(events=[whole])))

    def test_one_with_members_of_its_own_is_refused(self) -> None:
        with pytest.raises(InvalidValueError, match=r"^sessions\[0\] must be a plain Session"):
            LAUNCH.replace(sessions=[Rated(id="s", title="S")])

        @attrs.frozen(kw_only=True)
        class Paid(Event):
            fee: int = 0

        paid = Paid(id="e", title="E", start=NOW)
        for to in (to_json, to_ical, to_jscalendar):
            with pytest.raises(InvalidValueError, match="^a document must be a plain Event"):
                to(paid)
