"""What may not leave, and what comes back the same: for every document there is."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.ical.calendars import feed
from tests.formats.ical.documents import PRIVATE, conference, event, session
from tests.formats.ical.entries import child
from tests.formats.ical.grammar import calendar_of, unfolded
from tests.formats.ical.written import Document, documents
from tests.formats.marked import PHONE, SECRET, marked
from tests.strategies import events

from hallwaytrack import Calendar, Event, from_ical, public_view, to_ical


class TestPublicView:
    """No private data: nothing that ``public_view`` takes out is in a feed."""

    @given(documents(), st.booleans())
    def test_a_feed_is_that_of_the_public_view(self, document: Document, components: bool) -> None:
        public = to_ical(public_view(document), components=components)
        assert to_ical(document, components=components) == public

    @given(events().map(marked), st.booleans())
    def test_nothing_private_is_in_the_bytes(self, whole: Event, components: bool) -> None:
        data = "\n".join(unfolded(to_ical(Calendar(events=[whole]), components=components)))
        assert SECRET not in data.lower()
        assert PHONE not in data

    @pytest.mark.parametrize("text", PRIVATE)
    @pytest.mark.parametrize("components", [False, True])
    def test_nothing_private_of_the_conference_is_in_the_bytes(
        self, text: str, components: bool
    ) -> None:
        whole = conference()
        assert text in repr(attrs.asdict(whole))
        data = "\n".join(unfolded(to_ical(feed(whole), components=components)))
        assert text not in data

    def test_a_shift_is_no_entry(self) -> None:
        uids = [each.text("UID") for each in calendar_of(to_ical(conference())).entries]
        assert "keynote/launch@example.org" in uids
        assert not [uid for uid in uids if uid.startswith("morning-shift")]


class TestReadingAgain:
    """Generated text is added only where it is not there already.

    So reading a public feed of ours and writing it again gives the same bytes.
    """

    @pytest.mark.parametrize("components", [False, True])
    def test_those_of_the_conference_are(self, components: bool) -> None:
        for status in ("confirmed", "cancelled", "postponed"):
            document = feed(conference(status=status))
            data = to_ical(document, components=components)
            assert to_ical(from_ical(data), components=components) == data

    @pytest.mark.parametrize("separator", ["\u2028", "\u2029"])
    def test_an_abstract_is_known_by_what_is_written_of_it(self, separator: str) -> None:
        whole = event(sessions=[session(abstract=f"one{separator}two", description="three")])
        text = child(whole).text("DESCRIPTION")
        assert text == "one\ntwo\n\nthree"
        assert child(whole.amend("talk", description=text)).text("DESCRIPTION") == text
