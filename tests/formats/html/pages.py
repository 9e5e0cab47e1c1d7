"""Reading a page: its elements as a tree, with every tag closed where it has to be."""

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})


class Element:
    """An element: its tag, attributes, and what is in it."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.inside: list[Element | str] = []

    def all(self, *tags: str) -> list["Element"]:
        """The elements within it of these tags, or all."""
        return [found for found in self._walk() if not tags or found.tag in tags]

    def _walk(self) -> Iterator["Element"]:
        for each in self.inside:
            if isinstance(each, Element):
                yield each
                yield from each._walk()

    def one(self, tag: str) -> "Element":
        """The only element of a tag."""
        (found,) = self.all(tag)
        return found

    def by_id(self, id: str) -> "Element":
        """The only element of an id."""
        (found,) = (each for each in self.all() if each.attributes.get("id") == id)
        return found

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(each if isinstance(each, str) else each.text for each in self.inside)


class Parser(HTMLParser):
    """Builds the tree; a tag that closes another one than the last is an error."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]
        self.declared: list[str] = []

    def handle_decl(self, decl: str) -> None:
        self.declared.append(decl)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def parsed(page: bytes) -> Element:
    """The page as a tree."""
    parser = Parser()
    parser.feed(page.decode("utf-8"))
    parser.close()
    assert parser.declared == ["DOCTYPE html"]
    assert parser.open == [parser.root]
    return parser.root
