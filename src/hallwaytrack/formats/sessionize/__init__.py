"""Sessionize: the programme that its API gives, read into an event."""

from hallwaytrack.formats.sessionize.read import read_sessionize

__all__ = ["read_sessionize"]
