"""People, contributors, volunteers and sponsors."""

import pytest
from tests.model.plain import END, START, refused

from hallwaytrack import (
    Contributor,
    InvalidValueError,
    Person,
    Span,
    Sponsor,
    Volunteer,
    speakers,
)


class TestSpeakers:
    def test_ids_become_contributors(self) -> None:
        assert speakers("ada", "bob") == (
            Contributor(person="ada", role="speaker"),
            Contributor(person="bob", role="speaker"),
        )

    def test_none_give_none(self) -> None:
        assert speakers() == ()

    def test_a_person_instead_of_an_id_is_refused(self) -> None:
        with pytest.raises(InvalidValueError, match="^person must be an id, a text, got Person"):
            speakers(Person(id="ada", name="Ada"))  # type: ignore[arg-type]

    def test_an_address_is_no_id(self) -> None:
        with refused(
            "person must be an id without '@', got 'ada@example.org' (at /person);"
            " an address is private; write a name"
        ):
            speakers("ada@example.org")


def test_a_contributor_may_bear_the_organisers_own_word() -> None:
    corner = Contributor(person="ada", role="facilitator", label="Corner host")
    assert (corner.role, corner.label) == ("facilitator", "Corner host")


def test_an_unknown_role_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidValueError, match="did you mean 'facilitator'"):
        Contributor(person="ada", role="facilitater")  # type: ignore[arg-type]


def test_a_span_ends_after_it_starts() -> None:
    assert Span(start=START, end=END).end == END
    with pytest.raises(InvalidValueError, match="^end must be after start"):
        Span(start=END, end=START)


def test_a_volunteer_without_spans_is_always_available() -> None:
    assert Volunteer(person="ada").available == ()


def test_a_sponsor_may_give_several_things() -> None:
    assert Sponsor(id="acme", name="Acme", kinds=["venue", "catering"]).kinds == (
        "venue",
        "catering",
    )
    with pytest.raises(InvalidValueError, match=r"^kinds\[1\] must be one of money"):
        Sponsor(id="acme", name="Acme", kinds=["venue", "beer"])  # type: ignore[list-item]
