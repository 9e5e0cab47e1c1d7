"""Countries by name and by code."""

import pytest

from hallwaytrack import Address
from hallwaytrack.formats.countries import CODES, NAMES, code_of, name_of


class TestCountries:
    @pytest.mark.parametrize("code", NAMES)
    def test_every_name_leads_back_to_its_code(self, code: str) -> None:
        assert Address(country=code).country == code
        assert name_of(code) == NAMES[code][0]
        assert [code_of(name) for name in NAMES[code]] == [code] * len(NAMES[code])

    def test_all_officially_assigned_codes_are_there_and_kosovo(self) -> None:
        """ISO 3166-1 assigns 249; XK is the one of its user-assigned codes that all use."""
        assert len(NAMES) == 249 + 1

    def test_no_name_is_that_of_two(self) -> None:
        assert len(CODES) == sum(map(len, NAMES.values()))

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("usa", "US"),
            ("U.S.A.", "US"),
            (" Germany ", "DE"),
            ("TÜRKIYE", "TR"),
            ("de", "DE"),
            ("UK", "GB"),
            ("Atlantis", None),
            ("", None),
        ],
    )
    def test_spellings(self, name: str, code: str | None) -> None:
        assert code_of(name) == code

    def test_a_code_of_no_country(self) -> None:
        assert name_of("ZZ") is None
