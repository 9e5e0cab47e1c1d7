"""Objects of members that are known to be lawful."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from attrs.exceptions import FrozenInstanceError

from hallwaytrack import Session
from hallwaytrack.model.making import changer, maker

START = datetime(2008, 3, 18, 18, tzinfo=ZoneInfo("America/Toronto"))


class TestMaker:
    def test_it_makes_what_the_constructor_makes(self) -> None:
        made = maker(Session, ("id", "start", "title"))("s1", START, "Talk")
        assert made == Session(id="s1", title="Talk", start=START)
        assert repr(made) == repr(Session(id="s1", title="Talk", start=START))

    def test_what_it_makes_is_immutable(self) -> None:
        made = maker(Session, ("id", "title"))("s1", "Talk")
        assert type(made) is Session
        with pytest.raises(FrozenInstanceError):
            made.title = "Other"  # type: ignore[misc]

    def test_nothing_is_checked(self) -> None:
        """Which is why only readers that checked everything may use it."""
        assert maker(Session, ("id", "title"))("a/b", "").title == ""

    def test_a_name_that_is_no_member_is_refused(self) -> None:
        with pytest.raises(TypeError, match="titel"):
            maker(Session, ("id", "titel"))


class TestChanger:
    def test_it_copies_the_other_members(self) -> None:
        talk = Session(id="s1", title="Talk", start=START, topics=["IPv6"])
        changed = changer(Session, ("sequence", "title"))(talk, 2, "Another")
        assert changed == talk.replace(sequence=2, title="Another")
        assert changed.topics is talk.topics
        assert talk == Session(id="s1", title="Talk", start=START, topics=["IPv6"])
