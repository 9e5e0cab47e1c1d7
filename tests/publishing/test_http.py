"""Headers of a feed, held against :rfc:`9110`."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publishing.made import NOW, calendar, event, session

from hallwaytrack import InvalidValueError, feed_headers, not_modified, publish, to_ical

CHANGED = "Mon, 07 Jan 2008 09:00:00 GMT"
HEADERS = feed_headers(b"x", NOW)
TAG = HEADERS["ETag"]


class TestFeedHeaders:
    def test_of_a_feed(self) -> None:
        assert feed_headers(b"", NOW) == {
            "Content-Type": "text/calendar; charset=utf-8",
            "ETag": '"e3b0c44298fc1c149afbf4c8996fb924"',
            "Last-Modified": CHANGED,
        }

    def test_time_is_told_in_gmt(self) -> None:
        elsewhere = NOW.astimezone(timezone(timedelta(hours=5)))
        assert feed_headers(b"", elsewhere)["Last-Modified"] == CHANGED

    def test_without_a_time_the_feed_tells_it(self) -> None:
        """The latest LAST-MODIFIED: a lone event has none of its own calendar's."""
        first = publish(event(session()), None, NOW - timedelta(days=3))
        second = publish(event(session(title="x")), first, NOW)
        assert feed_headers(to_ical(second))["Last-Modified"] == CHANGED
        assert feed_headers(to_ical(publish(calendar(), None, NOW)))["Last-Modified"] == CHANGED

    @pytest.mark.parametrize("data", [b"", b"LAST-MODIFIED:20081399T000000Z\r\n"])
    def test_without_any_there_is_none(self, data: bytes) -> None:
        assert "Last-Modified" not in feed_headers(data)

    def test_other_types_are_named(self) -> None:
        assert feed_headers(b"", content_type="text/csv")["Content-Type"] == "text/csv"

    @pytest.mark.parametrize("updated", [datetime(2008, 1, 7), date(2008, 1, 7)])
    def test_a_time_without_a_zone_is_refused(self, updated: Any) -> None:
        with pytest.raises(InvalidValueError, match="updated "):
            feed_headers(b"", updated)

    @given(st.binary(), st.binary())
    def test_the_tag_is_that_of_the_content(self, one: bytes, other: bytes) -> None:
        same = feed_headers(one)["ETag"] == feed_headers(other)["ETag"]
        assert same is (one == other)


class TestIfNoneMatch:
    """Section 13.1.2: weak comparison, ``*``, lists."""

    @pytest.mark.parametrize(
        "value",
        [TAG, f"W/{TAG}", f'"a", {TAG}', f'{TAG},"a"', f'"a,b" , W/{TAG} ', "*", " * ", f",,{TAG}"],
    )
    def test_matches(self, value: str) -> None:
        assert not_modified(HEADERS, {"If-None-Match": value})

    @pytest.mark.parametrize(
        "value", ['"a"', 'W/"a"', "", TAG.strip('"'), f"w/{TAG}", f'"a{TAG}', f"x{TAG}", '"*"']
    )
    def test_does_not(self, value: str) -> None:
        assert not not_modified(HEADERS, {"If-None-Match": value})

    def test_ours_may_be_weak_too(self) -> None:
        assert not_modified({"ETag": f"W/{TAG}"}, {"If-None-Match": TAG})

    def test_without_a_tag_of_ours_nothing_matches(self) -> None:
        assert not not_modified({}, {"If-None-Match": TAG})
        assert not not_modified({}, {"If-None-Match": "nonsense"})

    def test_beats_if_modified_since(self) -> None:
        """Section 13.1.3: "A recipient MUST ignore If-Modified-Since if the request contains an
        If-None-Match header field"."""
        assert not not_modified(HEADERS, {"If-None-Match": '"a"', "If-Modified-Since": CHANGED})
        early = {"If-None-Match": TAG, "If-Modified-Since": "Mon, 07 Jan 2002 09:00:00 GMT"}
        assert not_modified(HEADERS, early)

    def test_names_are_in_any_case(self) -> None:
        assert not_modified({"etag": TAG}, {"IF-NONE-MATCH": TAG})


class TestIfModifiedSince:
    """Section 13.1.3, with the three forms of a date of section 5.6.7."""

    @pytest.mark.parametrize(
        "value",
        [
            CHANGED,
            "Mon, 07 Jan 2008 09:00:01 GMT",
            "Monday, 07-Jan-08 09:00:00 GMT",
            "Mon Jan  7 09:00:00 2008",
        ],
    )
    def test_not_modified(self, value: str) -> None:
        assert not_modified(HEADERS, {"If-Modified-Since": value})

    @pytest.mark.parametrize(
        "value",
        ["Mon, 07 Jan 2008 08:59:59 GMT", "yesterday", "", "Mon, 99 Jan 2008 09:00:00 GMT"],
    )
    def test_modified(self, value: str) -> None:
        assert not not_modified(HEADERS, {"If-Modified-Since": value})

    def test_without_a_time_of_ours_it_is_sent(self) -> None:
        assert not not_modified({"ETag": TAG}, {"If-Modified-Since": CHANGED})
        assert not not_modified(HEADERS, {})


@given(st.text(), st.text())
def test_nothing_in_a_request_breaks_it(match: str, since: str) -> None:
    not_modified(HEADERS, {"If-Modified-Since": since})
    assert not not_modified(HEADERS, {"If-None-Match": match.replace("*", "")})


def test_the_time_is_utc() -> None:
    assert datetime(2008, 1, 7, 9, tzinfo=UTC) == NOW
