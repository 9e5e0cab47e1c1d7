"""What a format is: its names, its functions, and what it holds."""

import importlib
import inspect
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, cast

from attrs import frozen

from hallwaytrack.model.documents import DOCUMENTS

Function: TypeAlias = Callable[..., Any] | str
"""A function, or where it is found: "module:function"."""

BY_KEYWORD = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def unrecognisable(_: bytes) -> bool:
    """The sniffing of a format that its content does not tell."""
    return False


@frozen(kw_only=True)
class Format:
    """One format.

    Args:
        name: By which it is asked for; lower case, "frab-xml".
        title: As people know it.
        suffixes: Of file names, with the dot; the first is the usual one.
        media_type: As HTTP names it.
        reader: A function of bytes that gives a document or a ``Reading``; None if there is none.
        writer: A function of a document that gives bytes; None if there is none.
        streamer: The writer again, with an iterator of pieces of those bytes as its result.
        kinds: The classes of documents that it holds.
        cannot_carry: What is lost in it, as it is written unless its options say otherwise, in
            plain sentences.
        lost: A function of a document that gives a ``Problem`` for each thing in it that is lost;
            None if that is told only by those sentences. What it takes by keyword are those of the
            writer's options with which more is lost, or less.
        sniff: Whether the first bytes of a file look like this format.
        may_be: Whether they may be of it, though they look like no one format: an empty list. It is
            asked only to say what a file could be read as.
        is_private: Whether it is made of what the public view leaves out, so that whoever names it
            asks for that.
    """

    name: str
    title: str
    suffixes: Sequence[str]
    media_type: str
    reader: Function | None = None
    writer: Function | None = None
    streamer: Function | None = None
    kinds: Sequence[type] = DOCUMENTS
    cannot_carry: Sequence[str] = ()
    lost: Function | None = None
    sniff: Callable[[bytes], bool] = unrecognisable
    may_be: Callable[[bytes], bool] = unrecognisable
    is_private: bool = False

    @property
    def reads(self) -> bool:
        """Whether it can be read."""
        return self.reader is not None

    @property
    def writes(self) -> bool:
        """Whether it can be written."""
        return self.writer is not None

    @property
    def loss_options(self) -> tuple[str, ...]:
        """Those of the writer's options by which it is told what is lost."""
        return options_of(self.lost)

    @property
    def read_options(self) -> tuple[str, ...]:
        """What its reader takes by keyword; () if it cannot be read."""
        return options_of(self.reader)

    @property
    def write_options(self) -> tuple[str, ...]:
        """What its writer takes by keyword; () if it cannot be written."""
        return options_of(self.writer)


def loaded(function: Function) -> Callable[..., Any]:
    """The function itself, imported now if it was named."""
    if not isinstance(function, str):
        return function
    module, _, name = function.partition(":")
    return cast("Callable[..., Any]", getattr(importlib.import_module(module), name))


def options_of(function: Function | None) -> tuple[str, ...]:
    """What a reader or writer takes by keyword, besides what it reads or writes."""
    if function is None:
        return ()
    parameters = list(inspect.signature(loaded(function)).parameters.values())
    return tuple(p.name for p in parameters[1:] if p.kind in BY_KEYWORD)
