"""User groups and tours."""

import pytest
from tests.model.plain import ADA, BOB, refused, told

from hallwaytrack import InvalidValueError, Person, Tour, UserGroup


def test_a_group_is_active_unless_told_otherwise() -> None:
    assert UserGroup(id="itpro", name="IT Pro Toronto").status == "active"


def test_its_organizers_are_among_its_people() -> None:
    group = UserGroup(id="itpro", name="IT Pro Toronto", people=[ADA, BOB], organizers=["bob"])
    assert group.organizers == ("bob",)
    with refused(
        "group 'itpro' is organized by 'eve'; the group has people: ada, bob (at /organizers/0)"
    ):
        group.replace(organizers=["eve"])
    with refused("group 'itpro' is organized by 'bob'; the group has no people (at /organizers/0)"):
        group.replace(people=[])


def test_all_strangers_are_told_in_short_messages() -> None:
    many = [Person(id=f"p{n}", name="P") for n in range(1_000)]
    problems = told(
        lambda: UserGroup(id="g", name="G", people=many, organizers=["eve", "p999", "mallory"])
    )
    assert len(problems) == 2
    assert all(len(problem) < 300 for problem in problems)


def test_its_people_are_unique() -> None:
    with refused("person 'ada' stands there twice; ids must be unique (at /people/2/id)"):
        UserGroup(id="g", name="G", people=[ADA, BOB, ADA.replace(name="Another")])


def test_its_address_is_public() -> None:
    assert UserGroup(id="g", name="G", email="info@example.org").email == "info@example.org"


def test_a_tour_needs_an_id_and_a_name() -> None:
    assert Tour(id="heroes", name="Heroes Happen {Here}").products == ()
    with pytest.raises(InvalidValueError, match="^name must hold a visible character"):
        Tour(id="heroes", name="")
