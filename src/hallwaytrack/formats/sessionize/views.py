"""What stands in a file of Sessionize, of either view, before it means anything.

All has lists of sessions, speakers and rooms that name each other by id, as do categories and
questions. GridSmart has days of rooms of sessions, and names speakers and categories inside them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from hallwaytrack.errors import DecodeError, Problem
from hallwaytrack.formats.objects import Findings, Item, items_of


class Tag(NamedTuple):
    """One choice of a session: the title of the category, and what was chosen."""

    category: str
    name: str


class Source(NamedTuple):
    """A file: its objects, and the names of what they tell by id."""

    sessions: list[Item]
    speakers: list[Item]
    rooms: list[Item]
    tags: Mapping[str, Tag]
    questions: Mapping[str, str]

    def tags_of(self, session: Item) -> Iterator[Tag]:
        """What was chosen for a session."""
        for key in session.keys("categoryItems"):
            if key in self.tags:
                yield self.tags[key]
            else:
                session.tell("a category must be in the file; left out", "categoryItems", key)
        for category in session.items("categories"):
            title = category.line("name") or ""
            names = (each.line("name") for each in category.items("categoryItems"))
            yield from (Tag(title, name) for name in names if name)

    def answers_of(self, session: Item) -> dict[str, str]:
        """The answers that a session gives, by question."""
        answers = {}
        for answer in session.items("questionAnswers"):
            key, text = answer.key("questionId"), answer.text("answerValue")
            if key is not None and text is not None:
                answers[self.questions.get(key, key)] = text
        return answers


def source_of(values: Any, findings: Findings) -> Source:
    """The objects in a file.

    Raises:
        DecodeError: If it is neither of the views.
    """
    if isinstance(values, dict) and isinstance(values.get("sessions"), list):
        return _of_all(Item(values, "", findings))
    if isinstance(values, list) and all(isinstance(day, dict) and "rooms" in day for day in values):
        return _of_grid(list(items_of(values, "", findings)))
    message = "Sessionize JSON must be the view All or GridSmart"
    raise DecodeError(Problem(message=message, mend="take one of these at API / Embed"))


def _of_all(whole: Item) -> Source:
    tags = {
        key: Tag(category.line("title") or "", name)
        for category in whole.items("categories")
        for item in category.items("items")
        if (key := item.key("id")) and (name := item.line("name"))
    }
    questions = {
        key: text
        for item in whole.items("questions")
        if (key := item.key("id")) and (text := item.line("question"))
    }
    sessions, speakers, rooms = (
        list(whole.items(name)) for name in ("sessions", "speakers", "rooms")
    )
    return Source(sessions, speakers, rooms, tags, questions)


def _of_grid(days: list[Item]) -> Source:
    rooms = [room for day in days for room in day.items("rooms")]
    sessions = [session for room in rooms for session in room.items("sessions")]
    return Source(sessions, [], rooms, {}, {})
