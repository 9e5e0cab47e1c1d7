"""The options that many readers take: a zone, a namespace, a source."""

from typing import Any

from hallwaytrack.errors import InvalidValueError, Problem
from hallwaytrack.model.fields import Refused
from hallwaytrack.model.times import zone_name
from hallwaytrack.model.types import identifier
from hallwaytrack.model.types import url as lawful_url


def check_options(timezone: Any, namespace: Any, source: Any) -> None:
    """Refuse an option that is not what it should be.

    Raises:
        InvalidValueError: With the option, the rule and the value.
    """
    rules = (
        ("timezone", zone_name, timezone),
        ("namespace", identifier, namespace),
        ("source", lawful_url, source),
    )
    for name, rule, value in rules:
        try:
            if value is not None:
                rule(value)
        except Refused as no:
            message = f"{name} {no.wants}"
            raise InvalidValueError(Problem(message=message, value=value, mend=no.mend)) from None
