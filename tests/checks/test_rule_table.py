"""The table of rules."""

import re
from collections.abc import Iterator

import pytest

from hallwaytrack.checks.checking import RULES
from hallwaytrack.checks.registry import Found, rule

every_rule = pytest.mark.parametrize("code", RULES)


class TestTable:
    @every_rule
    def test_an_entry_says_what_why_and_how_to_mend(self, code: str) -> None:
        entry = RULES[code]
        assert re.fullmatch(r"HT\d{3}", code)
        assert entry.code == code
        assert entry.what.endswith(".") and entry.why.endswith(".")
        assert entry.mend and not entry.mend.endswith(".")

    def test_a_code_is_never_given_twice(self) -> None:
        before = dict(RULES)

        def another(_: object) -> Iterator[Found]:
            """Something else."""
            yield from ()

        with pytest.raises(ValueError, match="the code HT101 is taken by 'Two sessions are in one"):
            rule("HT101", "error", why="x", mend="y")(another)
        assert before == RULES

    def test_codes_are_for_good(self) -> None:
        """Never changed, only added to: policies and extras of users name them."""
        assert {code: entry.severity for code, entry in RULES.items()} == {
            "HT001": "warning",
            "HT101": "error",
            "HT102": "warning",
            "HT103": "error",
            "HT104": "error",
            "HT105": "warning",
            "HT106": "info",
            "HT107": "warning",
            "HT108": "warning",
            "HT109": "warning",
            "HT201": "warning",
            "HT202": "warning",
            "HT203": "error",
            "HT204": "warning",
            "HT205": "warning",
            "HT206": "warning",
            "HT207": "info",
            "HT301": "warning",
            "HT302": "warning",
            "HT303": "warning",
            "HT304": "info",
            "HT305": "info",
            "HT401": "error",
            "HT402": "warning",
            "HT403": "warning",
        }
