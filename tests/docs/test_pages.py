"""The pages are whole: no example unexecuted, no table stale, no link dead, no format forgotten."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from sybil.example import SybilFailure
from tests.docs import tables
from tests.docs.markdown import table
from tests.docs.model_tables import models
from tests.docs.pages import (
    INSTALLING,
    LANGUAGES,
    PROGRAM,
    ROOT,
    Page,
    fences,
    indented,
    pages,
    refused,
)

from hallwaytrack import FORMATS, EventSeries
from hallwaytrack.formats.ical.table import CALENDAR, ROWS
from hallwaytrack.model.fields import fields_of

README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "explanation" / "architecture.md").read_text("utf-8")
LINKED = [*pages(), ROOT / "CONTRIBUTING.md"]
CODE = re.compile(r"^(```|~~~).*?^\1$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


every_page = pytest.mark.parametrize("path", pages(), ids=name_of)


def section(title: str) -> str:
    """What stands below a heading of the README."""
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


class TestExamples:
    @every_page
    def test_every_block_is_one_that_is_evaluated(self, path: Path) -> None:
        """Two readers of Markdown count them; ``Page.run`` evaluates all that sybil finds."""
        examples = list(Page(path).document.examples())
        found = Counter(example.region.lexemes["arguments"] for example in examples)
        assert found == Counter(fences(path.read_text("utf-8")))
        assert set(found) <= set(LANGUAGES)
        assert all(example.region.evaluator for example in examples)

    @every_page
    def test_no_block_escapes_that_by_being_indented(self, path: Path) -> None:
        """But for the examples in a command's help, which are commands that the program takes."""
        blocks = "\n".join(indented(path.read_text("utf-8")))
        for line in blocks.replace("\\\n", " ").splitlines():
            assert path.name == "command-line.md"
            assert line.startswith(f"{PROGRAM} ")
            # A wide gap ends the command, and so does the pipe to another program.
            assert refused(re.split(r"   | \| ", line)[0]) is None

    def test_indented_code_is_found(self) -> None:
        text = "Text\n    goes on.\n\n    a = 1\n    b = 2\n\n```\n\n    c\n```\n"
        assert list(indented(text)) == ["a = 1", "b = 2"]

    @every_page
    def test_commands_are_the_programs_own_or_about_installing(self, path: Path) -> None:
        for block in blocks(path.read_text("utf-8"), "sh"):
            assert block.startswith((f"{PROGRAM} ", *INSTALLING))

    def test_pytest_collects_every_page(self) -> None:
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "README.md", "docs"]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        collected = {line.partition("::")[0] for line in ran.stdout.splitlines() if "::" in line}
        assert collected == set(map(name_of, pages()))


class TestPage:
    """The runner itself: what is wrong does not pass."""

    @staticmethod
    def run(folder: Path, *blocks: str) -> list[str]:
        path = folder / "page.md"
        path.write_text("\n\n".join(f"```{block}\n```" for block in blocks), "utf-8")
        page = Page(path)
        page.run()
        return page.ran

    def test_blocks_share_names_and_a_folder_of_their_own(self, tmp_path: Path) -> None:
        before = os.getcwd()
        wrote = "python\nfrom pathlib import Path\nPath('x').write_text('1')\nn = 2"
        read = "python\nprint(Path('x').read_text(), n)"
        assert self.run(tmp_path, wrote, read, "text\n1 2") == ["python", "python", "text"]
        assert os.getcwd() == before

    def test_dots_stand_for_any_lines(self, tmp_path: Path) -> None:
        printing = "python\nprint('a', 'b', 'c', sep='\\n')"
        self.run(tmp_path, printing, "text\na\n...\nc")
        self.run(tmp_path, printing, "text\n...\nc")
        self.run(tmp_path, printing, "text\na\n...")
        with pytest.raises(SybilFailure, match=r"shown:\na\n\.\.\.\nd"):
            self.run(tmp_path, printing, "text\na\n...\nd")

    def test_commands_give_files_output_and_exit_codes(self, tmp_path: Path) -> None:
        pytest.importorskip("click")
        made, refused = "example -o a.json", "show b.json"
        self.run(tmp_path, f"sh\n{PROGRAM} {made}  # an example", "python\nopen('a.json').close()")
        told = "text\nb.json: No such file or directory"
        self.run(tmp_path, f"sh\n{PROGRAM} {refused}  # exit code 2", told)
        with pytest.raises(SybilFailure, match="ends with 2"):
            self.run(tmp_path, f"sh\n{PROGRAM} {refused}")
        with pytest.raises(SybilFailure, match="ends with 0"):
            self.run(tmp_path, f"sh\n{PROGRAM} {made}  # exit code 2")

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            (["python\nprint(1)", "text\n2"], "shown:\n2\nprinted:\n1"),
            (["python\nprint(1)"], "not shown"),
            (["python\nprint(1)", "python\nprint(2)", "text\n2"], "not shown"),
            (["python\nx = 1", "text\n1"], "nothing was"),
            (["python\nprint('[1]')", "json\n[2]"], "shown"),
            ([f"sh\n{PROGRAM} --version\nrm story.json"], "may run"),
        ],
    )
    def test_what_does_not_agree_fails(self, wrong: list[str], told: str, tmp_path: Path) -> None:
        if wrong[0].startswith("sh"):
            pytest.importorskip("click")
        with pytest.raises(AssertionError, match=told):
            self.run(tmp_path, *wrong)

    def test_commands_of_a_workflow_are_checked(self, tmp_path: Path) -> None:
        pytest.importorskip("click")
        workflow = "yaml\njobs:\n  feed:\n    steps:\n      - run: |\n          "
        lawful = f'{PROGRAM} publish a.json \\\n            -o b.ics --now "$(date -u +%FT%TZ)"'
        self.run(tmp_path, workflow + lawful, "yaml\nany: thing")
        with pytest.raises(SybilFailure, match="No such option"):
            self.run(tmp_path, workflow + lawful.replace("--now", "--when"))
        with pytest.raises(SybilFailure, match="unlist"):
            self.run(tmp_path, workflow + f"{PROGRAM} unlist a.json")

    def test_broken_python_json_and_yaml_fail(self, tmp_path: Path) -> None:
        with pytest.raises(ZeroDivisionError):
            self.run(tmp_path, "python\n1 / 0")
        with pytest.raises(yaml.YAMLError):
            self.run(tmp_path, "yaml\na: [")
        with pytest.raises(ValueError, match="Expecting"):
            self.run(tmp_path, "json\n{")


class TestTables:
    """``python -m tests.docs.tables --write`` mends what fails here."""

    REFERENCE = pytest.mark.parametrize(
        "path", sorted(tables.REFERENCE.glob("*.md")), ids=lambda path: path.name
    )

    @REFERENCE
    def test_they_are_what_the_code_says(self, path: Path) -> None:
        if path.name == "command-line.md":
            pytest.importorskip("click")
        page = path.read_text("utf-8")
        assert tables.updated(page) == page

    def test_every_class_has_its_table(self) -> None:
        page = (tables.REFERENCE / "models.md").read_text("utf-8")
        named = [name.removeprefix("model ") for name, _ in tables.tables_of(page)]
        others = ["transitions", "vocabularies"]
        assert sorted(named) == sorted([*(c.__name__ for c in models()), *others])

    def test_every_type_is_described(self) -> None:
        page = (tables.REFERENCE / "models.md").read_text("utf-8")
        rows = re.findall(r"^\| (`.+?) \|", page.partition("\n## Types\n")[2], re.MULTILINE)
        described = {name.strip("`") for row in rows for name in row.split(", ")}
        assert {*re.findall(r"\[`(\w+)`\]\(#types\)", page)} <= described

    def test_every_command_has_its_table(self) -> None:
        pytest.importorskip("click")
        from hallwaytrack.cli.main import cli

        page = (tables.REFERENCE / "command-line.md").read_text("utf-8")
        named = [name for name, _ in tables.tables_of(page)]
        assert sorted(named) == sorted(["command", *(f"command {name}" for name in cli.commands)])

    def test_what_each_format_cannot_carry_is_told(self) -> None:
        found = [page.read_text("utf-8") for page in tables.REFERENCE.glob("*.md")]
        told = [lines for page in found for _, lines in tables.tables_of(page)]
        for name in FORMATS:
            sentences = tables.made(f"cannot-carry {name}").splitlines()
            assert any(set(sentences) <= set(lines.splitlines()) for lines in told), name

    def test_help_keeps_its_examples_in_lines(self) -> None:
        """What click is told not to wrap is code on the page, an example a line."""
        pytest.importorskip("click")
        help_ = tables.made("command convert")
        assert "\n    hallwaytrack convert launch.json launch.ics\n    hallwaytrack" in help_
        assert "\\b" not in help_

    def test_members_of_the_property_tables_are_members(self) -> None:
        members = {field.name for cls in (*ROWS, EventSeries) for field in fields_of(cls)}
        assert {row.member for rows in ROWS.values() for row in rows} <= members
        page = (tables.REFERENCE / "icalendar.md").read_text("utf-8")
        for row in (*CALENDAR, *(row for rows in ROWS.values() for row in rows)):
            assert f"\n| `{row.name}` |" in page

    def test_pipes_and_line_ends_keep_to_their_cell(self) -> None:
        lines = list(table(["a", "b"], [["x|y", "1\n2"]]))
        assert lines == ["| a | b |", "| --- | --- |", "| x\\|y | 1 2 |"]


class TestLinks:
    @pytest.mark.parametrize("path", LINKED, ids=name_of)
    def test_they_lead_somewhere(self, path: Path) -> None:
        text = CODE.sub("", path.read_text("utf-8"))
        for link in LINK.findall(text):
            if re.match(r"[a-z]+:", link):
                continue
            file, _, anchor = link.partition("#")
            target = (path.parent / unquote(file)).resolve() if file else path
            assert target.is_file(), f"{link} leads nowhere"
            assert target.is_relative_to(ROOT)
            if anchor:
                assert anchor in self.anchors(target), f"{link} leads to no heading"

    def test_index_names_every_page(self) -> None:
        index = ROOT / "docs" / "index.md"
        links = LINK.findall(index.read_text("utf-8"))
        linked = {(index.parent / link).resolve() for link in links}
        assert linked == {page for page in pages() if page.is_relative_to(ROOT / "docs")} - {index}

    @staticmethod
    def anchors(page: Path) -> set[str]:
        """The headings of a page as links name them."""
        text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
        words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
        return {heading.replace(" ", "-") for heading in words}


class TestPictures:
    def test_the_layers_are_those_that_import_linter_enforces(self) -> None:
        settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
        layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
        names = [layer.removeprefix("hallwaytrack.") for layer in layers]
        picture = (ROOT / "docs" / "explanation" / "layers.svg").read_text("utf-8")
        labels = picture.partition('font-weight="600"')[2].partition("</g>")[0]
        assert re.findall(r">(\w+)</text>", labels) == names
        told = re.findall(r"!\[([^]]+)\]\(layers\.svg\)|<desc[^>]*>([^<]+)", picture + ARCHITECTURE)
        assert len(told) == 2
        for text in map("".join, told):
            assert re.findall(rf"\b(?:{'|'.join(names)})\b", text) == names[::-1]

    @every_page
    def test_they_say_in_words_what_they_show(self, path: Path) -> None:
        assert not re.search(r"!\[\s*\]\(", path.read_text("utf-8"))


class TestReadme:
    def test_it_is_short(self) -> None:
        assert len(README.splitlines()) < 120

    def test_quick_start_is_two_commands_of_one_line(self) -> None:
        commands = blocks(section("Quick start"), "sh")
        assert len(commands) == 2
        for command in commands:
            assert command.count("\n") == 1
            assert command.startswith(INSTALLING)

    @pytest.mark.skipif(sys.platform == "win32", reason="a script of bash and awk")
    @pytest.mark.parametrize("number", [1, 2])
    def test_script_prints_the_commands(self, number: int) -> None:
        """``.ci/run`` runs what this script prints, so that it is the README's own command."""
        bash = shutil.which("bash")
        if not bash:
            pytest.skip("no bash here")
        script = [bash, str(ROOT / ".ci" / "quickstart"), str(number)]
        printed = subprocess.run(script, capture_output=True, text=True, check=True).stdout
        assert printed == blocks(section("Quick start"), "sh")[number - 1]

    def test_formats_are_those_that_there_are(self) -> None:
        rows = [line.strip("| ").split(" | ") for line in section("Formats").splitlines() if line]
        said = {row[0].partition(" (")[0]: row[1:3] for row in rows[2:]}
        assert list(said) == [found.title for found in FORMATS.values()]
        for found in FORMATS.values():
            reads, writes = said[found.title]
            assert reads.startswith(("no", "not yet")) is not found.reads
            assert writes.startswith(("no", "not yet")) is not found.writes
