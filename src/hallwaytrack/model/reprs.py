"""How an object shows itself: as it was made, without its defaults and what is private."""

from datetime import date, datetime, timedelta
from typing import Any

from hallwaytrack.errors import shown
from hallwaytrack.model.fields import Field, fields_of, is_model
from hallwaytrack.model.times import name_of

SHOWN_ITEMS = 3
"""Items of a list that are shown; of more only their number is."""


def shown_as_made(model: Any) -> str:
    """The class of an object, and the members that are not at their default."""
    members = (_member(field, getattr(model, field.name)) for field in fields_of(type(model)))
    return f"{type(model).__name__}({', '.join(filter(None, members))})"


def _member(field: Field, value: Any) -> str:
    """A member as the repr shows it: nothing where it is at its default, no private value."""
    if not field.required and value == field.default:
        return ""
    if field.private:
        return f"{field.name}=<private>"
    if field.many and len(value) > SHOWN_ITEMS:
        return f"{field.name}=<{len(value)} of them>"
    if field.many:
        return f"{field.name}=[{', '.join(map(_value, value))}]"
    return f"{field.name}={_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, datetime):
        zone = name_of(value.tzinfo)
        second_pass = " (second pass)" if value.fold else ""
        if zone is None:
            return value.isoformat(" ")
        return f"{value:%Y-%m-%d %H:%M}{f':{value:%S}' if value.second else ''} {zone}{second_pass}"
    if isinstance(value, date | timedelta):
        return str(value)
    return repr(value) if is_model(type(value)) else shown(value)
