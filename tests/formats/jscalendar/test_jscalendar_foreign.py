"""What other programs write: all of it is there again once it was read and written."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.formats.jscalendar.grammar import broken
from tests.formats.jscalendar.objects import again, child, group, meeting, reading, written
from tests.formats.jscalendar.test_jscalendar_rfc8984 import expanded, missing

from hallwaytrack import losses

KEYS = st.sampled_from(["1", "a", "b-2", "dG9t", "url", "link-1"])
TEXTS = st.sampled_from(["Hall", "漢字 🎉", "a/b~c", 'with, commas; and "quotes"', "x" * 80])
URLS = st.sampled_from([f"https://example.org/{n}" for n in "abc"] + ["cid:1@example.org"])
SETS = st.lists(TEXTS, min_size=1, max_size=2).map(lambda names: dict.fromkeys(names, True))
OTHER = st.sampled_from([5, "x", [1, {"a": None}], {"b": {"c": True}}, False])


def objects(kind: str, needed: dict[str, Any], /, **more: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Objects of a type under keys, each with some members, and one of another vendor's."""
    optional = {**more, "example.com:own": OTHER}
    found = st.fixed_dictionaries({"@type": st.just(kind), **needed}, optional=optional)
    return st.dictionaries(KEYS, found, min_size=1, max_size=3)


def links() -> st.SearchStrategy[dict[str, Any]]:
    rels = st.sampled_from(["icon", "describedby", "enclosure", "license", "alternate"])
    size = st.sampled_from([0, 3392])
    return objects("Link", {"href": URLS}, rel=rels, title=TEXTS, size=size, cid=TEXTS)


def unlike(found: dict[str, Any], name: str) -> bool:
    """Whether no two objects of a map have one address; those would be one to any program."""
    addresses = [each[name] for each in found.values()]
    return len(set(addresses)) == len(addresses)


PROPERTIES: dict[str, st.SearchStrategy[Any]] = {
    "description": TEXTS,
    "descriptionContentType": st.just("text/plain"),
    "created": st.just("2007-12-01T09:00:00Z"),
    "sequence": st.integers(1, 9),
    "duration": st.sampled_from(["PT1H", "PT90M", "PT26H"]).map(lambda d: {"PT90M": "PT1H30M"}.get(d, d)),
    "status": st.sampled_from(["cancelled", "tentative"]),
    "freeBusyStatus": st.just("free"),
    "priority": st.integers(1, 9),
    "privacy": st.sampled_from(["public", "private"]),
    "locale": st.just("fr"),
    "keywords": SETS,
    "categories": st.just({"https://example.org/cat": True}),
    "locations": objects(
        "Location",
        {},
        name=TEXTS,
        description=TEXTS,
        relativeTo=st.just("start"),
        coordinates=st.just("geo:43.5,-79.25"),
        locationTypes=st.just({"hotel": True}),
        timeZone=st.just("Europe/Berlin"),
        links=links().filter(lambda found: unlike(found, "href")),
    ),
    "virtualLocations": objects(
        "VirtualLocation",
        {"uri": URLS},
        name=TEXTS,
        description=TEXTS,
        features=st.sampled_from([{"audio": True}, {"feed": True, "chat": True}, {"video": True}]),
    ).filter(lambda found: unlike(found, "uri")),
    "links": links().filter(lambda found: unlike(found, "href")),
    "participants": objects(
        "Participant",
        {"roles": st.sampled_from([{"owner": True}, {"attendee": True, "chair": True}, {"contact": True}])},
        name=TEXTS,
        email=st.just("tom@example.org"),
        sendTo=st.just({"imip": "mailto:tom@example.org"}),
        kind=st.sampled_from(["individual", "group", "resource", "location"]),
        participationStatus=st.just("accepted"),
        expectReply=st.booleans(),
        locationId=KEYS,
    ),
    "replyTo": st.just({"imip": "mailto:tom@example.org"}),
    "alerts": st.just({"1": {"@type": "Alert", "trigger": {"@type": "OffsetTrigger", "offset": "-PT5M"}}}),
    "localizations": st.just({"fr": {"title": "Rencontre", "locations/1/name": "Salle"}}),
    "relatedTo": st.just({"other": {"@type": "Relation", "relation": {"next": True}}}),
    "example.com:own": OTHER,
}  # fmt: skip
EVENTS = st.fixed_dictionaries({}, optional=PROPERTIES).map(lambda found: meeting(**found))


@st.composite
def recurring(draw: st.DrawFn) -> dict[str, Any]:
    """An event with overrides: whole properties, and members of objects that are there."""
    base = draw(EVENTS)
    patches = st.dictionaries(
        st.sampled_from(["title", "description", "status", "priority", "example.com:own"]),
        st.just("cancelled"),
        min_size=1,
    )
    overrides = draw(
        st.dictionaries(st.sampled_from(["03-25", "04-01", "04-08"]), patches, max_size=3)
    )
    changed: dict[str, dict[str, Any]] = {
        f"2008-{day}T18:00:00": dict(patch) for day, patch in overrides.items()
    }
    for patch in changed.values():
        patch.pop("priority", None)
        for name in ("locations", "participants", "virtualLocations"):
            for key in base.get(name, {}):
                if draw(st.booleans()):
                    patch[f"{name}/{key}/example.com:own"] = draw(OTHER)
    rule = {"@type": "RecurrenceRule", "frequency": "weekly"}
    return {**base, "recurrenceRules": [rule], "recurrenceOverrides": changed}


def uncovered(event: Any, found: dict[str, Any], back: dict[str, Any]) -> list[Any]:
    """The places and people of a session that are not there again, under whichever key.

    One that has the key of another one of its event gets a key of its own; one that has its name,
    too, is that one, and is what the event says that it is.
    """
    return [
        value
        for name in ("locations", "participants")
        for key, value in found.get(name, {}).items()
        if value.get("name") != event.get(name, {}).get(key, {"name": ""}).get("name")
        if all(missing(value, other) for other in back.get(name, {}).values())
    ]


class TestForeign:
    @given(EVENTS)
    def test_an_event(self, found: dict[str, Any]) -> None:
        assert missing(found, again(found)) == []

    @given(EVENTS)
    def test_the_model_does_not_change(self, found: dict[str, Any]) -> None:
        document = reading(found).document
        assert losses(document, "jscalendar", view="full") == ()
        assert reading(written(document)).document == document
        assert again(written(document)) == written(document)

    @given(recurring())
    def test_a_series(self, found: dict[str, Any]) -> None:
        assert missing(expanded(found), expanded(again(found))) == []

    @given(EVENTS, EVENTS)
    def test_a_group(self, whole: dict[str, Any], part: dict[str, Any]) -> None:
        relation = child()["relatedTo"]
        session = {**part, **{k: v for k, v in child().items() if k != "relatedTo"}}
        session["relatedTo"] = {**part.get("relatedTo", {}), **relation}
        # The entries of a cancelled event are cancelled.
        whole.pop("status", None)
        found = group(whole, session, title="All", locale="fr")
        back = again(found)
        assert uncovered(whole, session, back["entries"][1]) == []
        for name in ("locations", "participants"):
            session.pop(name, None)
        assert missing(found, back) == []
        assert again(back) == back

    @given(EVENTS)
    def test_the_public_view_has_no_address(self, found: dict[str, Any]) -> None:
        assert "tom@example.org" not in str(again(found, "public"))

    @given(EVENTS)
    def test_nothing_lawful_becomes_unlawful(self, found: dict[str, Any]) -> None:
        known = set(broken(meeting(**found)))
        assert {place for place in broken(again(found)) if "updated" not in place} <= known
