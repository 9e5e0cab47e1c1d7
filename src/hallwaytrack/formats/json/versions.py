"""Versions of the JSON format, and how an older document becomes one of today.

A minor version only adds members, so a document of an older one is upgraded by the steps between.
A newer major version is refused by its name: nobody can read what is not invented yet.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from hallwaytrack.errors import Problem

MEMBER = "hallwaytrack"
CURRENT = (1, 0)
VERSION = re.compile(r"(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")

Upgrade: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: Mapping[tuple[int, int], Upgrade] = {}
"""From each older version, the step to the next one."""


def name_of(version: tuple[int, int]) -> str:
    """A version as documents write it."""
    return "{}.{}".format(*version)


def version_of(value: object) -> tuple[int, int] | Problem:
    """The version that a document says it is of, or what is wrong with it."""
    found = VERSION.fullmatch(value) if isinstance(value, str) else None
    place = f"/{MEMBER}"
    if not found:
        wanted = f"{MEMBER} must be a version such as {name_of(CURRENT)!r}"
        return Problem(message=wanted, value=value, place=place)
    version = (int(found[1]), int(found[2]))
    if version[0] > CURRENT[0]:
        return newer(version)
    if version < CURRENT and version not in UPGRADES:
        message = f"version {name_of(version)} never was"
        return Problem(message=message, place=place, mend=f"write {name_of(CURRENT)}")
    return version


def newer(version: tuple[int, int]) -> Problem:
    """The problem of a document that is newer than this library."""
    message = f"version {name_of(version)} is newer than this library reads"
    mend = f"upgrade hallwaytrack, which reads {name_of(CURRENT)} here"
    return Problem(message=message, place=f"/{MEMBER}", mend=mend)


def upgraded(document: dict[str, Any], version: tuple[int, int]) -> dict[str, Any]:
    """The document as today's version writes it."""
    while version in UPGRADES:
        document = UPGRADES[version](document)
        version = next((v for v in sorted(UPGRADES) if v > version), CURRENT)
    return document
