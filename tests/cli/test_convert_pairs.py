"""``hallwaytrack convert`` between any two formats."""

from pathlib import Path

import pytest
from tests.cli.running import Run

from hallwaytrack import FORMATS, example, write

LAUNCH = example().event("launch-toronto@heroeshappenhere.example")
BOTH_WAYS = [f.name for f in FORMATS.values() if f.reads and f.writes]
PAIRS = [(source, target) for source in BOTH_WAYS for target in FORMATS]


class TestConverting:
    """Between any two formats: it is done, or told in a line why not."""

    @pytest.mark.parametrize(("source", "target"), PAIRS)
    def test_from_one_to_another(self, run: Run, tmp_path: Path, source: str, target: str) -> None:
        path = tmp_path / f"source{FORMATS[source].suffixes[0]}"
        path.write_bytes(write(LAUNCH.replace(url="https://x.example/"), source))
        out = tmp_path / f"out{FORMATS[target].suffixes[0]}"
        into = tmp_path / "event.json"
        into.write_bytes(write(LAUNCH, "json"))
        more = ("--into", into, "--view", "full") if source == "roster-csv" else ()
        result = run("convert", path, out, "--from", source, "--to", target, *more)
        if FORMATS[target].writes:
            assert (result.exit_code, result.stdout) == (0, "")
            assert out.read_bytes()
        else:
            assert result.exit_code == 2
            assert "can only be read, not written" in result.stderr
            assert not out.exists()
        assert len(result.stderr.splitlines()) <= 2
