"""Venues, rooms and places online."""

import pytest
from tests.model.plain import DIRECT_ENERGY, refused

from hallwaytrack import Address, GeoPoint, InvalidValueError, Room, Venue, VirtualLocation


def test_a_place_online_is_to_be_joined_unless_told_otherwise() -> None:
    assert VirtualLocation(url="https://example.org/join").kind == "join"


def test_a_phone_conference_is_a_tel_url_with_a_number_to_dial() -> None:
    line = VirtualLocation(url="tel:+1-416-555-0100", kind="phone", dial_in="+1 416 555 0100")
    assert line.dial_in == "+1 416 555 0100"


def test_every_part_of_an_address_is_optional() -> None:
    assert repr(Address()) == "Address()"
    assert Address(street="", locality="Toronto") == Address(locality="Toronto")


def test_a_point_has_both_degrees() -> None:
    with pytest.raises(TypeError, match="longitude"):
        GeoPoint(latitude=43.6)  # type: ignore[call-arg]


def test_rooms_keep_the_order_in_which_a_programme_shows_them() -> None:
    assert [room.id for room in DIRECT_ENERGY.rooms] == ["b1", "b2"]


def test_room_ids_are_unique_in_a_venue() -> None:
    room = Room(id="b1", name="Room B1")
    with refused("room 'b1' stands there twice; ids must be unique (at /rooms/1/id)"):
        Venue(id="v", name="V", rooms=[room, room])


def test_a_single_room_is_told_to_be_put_in_a_list() -> None:
    with pytest.raises(
        InvalidValueError, match=r"^rooms must be a list or tuple of items, .*write \[\.\.\.\]"
    ):
        Venue(id="v", name="V", rooms=Room(id="b1", name="Room B1"))  # type: ignore[arg-type]
