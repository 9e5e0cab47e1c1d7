r"""The text of JSON-LD, which goes into a ``<script>`` element as it is.

Within such an element nothing can be escaped by the means of HTML, and a text with ``</script``
would end it, one with ``<!--`` would hide its end (HTML, 4.12.1.3). JSON has means of its own: "<",
">" and "&" are written as ``\u003c``, ``\u003e`` and ``\u0026``, and so are the two characters
that end a line in old JavaScript and not in JSON.
"""

import json
from collections.abc import Mapping
from typing import Any

UNSAFE = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def text_of(node: Mapping[str, Any], *, indent: bool = False) -> str:
    """A node as JSON that is safe in a script element; outside of strings no such character is."""
    separators = None if indent else (",", ":")
    text = json.dumps(
        node,
        ensure_ascii=False,
        allow_nan=False,
        indent=2 if indent else None,
        separators=separators,
        default=dict,  # the mappings of extra are of a class of their own
    )
    for character, escaped in UNSAFE.items():
        text = text.replace(character, escaped)
    return text
