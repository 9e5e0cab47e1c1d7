"""Links (:rfc:`8984`, section 4.2.7): pages, pictures and materials; and places online (4.2.6)."""

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from hallwaytrack.formats.jscalendar.source import KEPT, Node
from hallwaytrack.formats.jscalendar.values import (
    ID,
    OURS,
    UNTITLED,
    Keys,
    given_title,
    one_line,
    set_of,
    string,
    typed,
    words,
)
from hallwaytrack.formats.naming import Names, lawful
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.places import VirtualLocation
from hallwaytrack.model.sessions import Material
from hallwaytrack.model.types import url as lawful_url
from hallwaytrack.model.vocabulary import MaterialKind

PAGE, PICTURE, ENCLOSED = "describedby", "icon", "enclosure"
"""Relations (:rfc:`8288`) of an owner's page, its picture and its materials."""
KIND = f"{OURS}kind"
FEATURES = {"stream": "feed", "chat": "chat", "phone": "phone"}
"""The feature of each kind of place online; to join needs none."""
KINDS = {feature: kind for kind, feature in FEATURES.items()}


def links(owner: Any) -> dict[str, Any] | None:
    """The links of an event, a session, a person...: of each member that it has."""
    keys = Keys()
    found: dict[str, Any] = {}
    for material in getattr(owner, "materials", ()):
        if material.url is not None:
            key = keys.take(material.id)
            found[key] = _material(material, key)
    for member, rel in (("url", PAGE), ("image", PICTURE)):
        href = getattr(owner, member, None)
        if href is not None:
            found[keys.take(member)] = typed("Link", href=href, rel=rel)
    for n, href in enumerate(getattr(owner, "links", ()), 1):
        found[keys.take(f"link-{n}")] = typed("Link", href=href)
    return found or None


def _material(material: Material, key: str) -> dict[str, Any]:
    link = typed("Link", href=material.url, rel=ENCLOSED, title=given_title(material.title))
    if material.kind != "link":
        link[KIND] = material.kind
    return link if key == material.id else {ID: material.id, **link}


def read_links(node: Node, members: Iterable[str]) -> dict[str, Any]:
    """The ``url``, ``image``, ``links`` and ``materials`` of an owner that has these members."""
    found: dict[str, Any] = {}
    ids = Names()
    for key, link in node.objects("links"):
        href = link.get("href", _url)
        if href is None:
            if "href" not in link.values:
                link.tell("a link needs an href", mend=KEPT)
            continue
        rel = link.get("rel", string)
        if rel == PAGE and "url" in members and "url" not in found:
            found["url"] = href
        elif rel == PICTURE and "image" in members and "image" not in found:
            found["image"] = href
        elif rel == ENCLOSED and "materials" in members:
            found.setdefault("materials", []).append(_read_material(link, href, ids, key))
        elif "links" in members:
            found.setdefault("links", []).append(href)
        else:
            link.tell("a link has no place here", mend=KEPT)
    return found


def _read_material(link: Node, href: str, ids: Names, key: str) -> Material:
    kind = link.get(KIND, string)
    return Material(
        id=ids.take(lawful(link.get(ID, string) or key or "x")),
        title=link.get("title", one_line) or UNTITLED,
        url=href,
        kind=kind if kind in get_args(MaterialKind) else "link",  # type: ignore[arg-type]
    )


def _url(value: Any) -> str:
    try:
        return lawful_url(string(value))
    except Refused as no:
        raise Refused(no.wants, KEPT) from None


def places_online(online: Iterable[VirtualLocation]) -> dict[str, Any] | None:
    """The virtualLocations of an event or session."""
    return {str(n): _place(place) for n, place in enumerate(online, 1)} or None


def _place(place: VirtualLocation) -> dict[str, Any]:
    feature = FEATURES.get(place.kind)
    features = set_of([feature] if feature else [])
    return typed("VirtualLocation", name=place.label, uri=place.url, features=features)


def read_places_online(node: Node) -> Iterator[VirtualLocation]:
    """Those whose address a model holds."""
    for _, place in node.objects("virtualLocations"):
        uri = place.get("uri", _url)
        if uri is None:
            if "uri" not in place.values:
                place.tell("a place online needs a uri", mend=KEPT)
            continue
        features = place.get("features", words) or []
        kind: Any = next((KINDS[f] for f in features if f in KINDS), "join")
        yield VirtualLocation(url=uri, kind=kind, label=place.get("name", one_line))
