"""Files are read within a limit, and written whole or not at all."""

import errno
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.cli.running import Program, Run

from hallwaytrack.cli import files
from hallwaytrack.cli.telling import Unusable
from hallwaytrack.formats.json import MAX_BYTES

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions and devices")


def told(result: Result) -> list[str]:
    """The lines on stderr of a command that ended with 2 and printed nothing else."""
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.splitlines()


def refusal(path: Path, pieces: Any) -> str:
    with pytest.raises(Unusable) as caught:
        files.save(str(path), pieces)
    return "\n".join(caught.value.lines)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


class TestReading:
    def test_a_file_that_is_not_there(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "none.json"
        assert told(run("show", path)) == [f"{path}: No such file or directory"]

    @posix
    def test_a_directory(self, run: Run, tmp_path: Path) -> None:
        assert told(run("show", tmp_path)) == [f"{tmp_path}: Is a directory"]

    def test_a_file_that_may_not_be_read(
        self, run: Run, launch_json: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """By whoever runs the tests: root may read everything."""
        refused = PermissionError(errno.EACCES, "Permission denied", "another name")
        monkeypatch.setattr("builtins.open", raising(refused))
        assert told(run("show", launch_json)) == [f"{launch_json}: Permission denied"]

    def test_a_name_that_a_terminal_would_obey(self, run: Run) -> None:
        assert told(run("show", "a\x1b[2J.json")) == [r"a\x1b[2J.json: No such file or directory"]

    def test_a_file_that_is_too_large_is_not_read(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "huge.json"
        with path.open("wb") as file:
            file.truncate(100 * 2**20)
        monkeypatch.setattr(files, "_bounded", raising(AssertionError("it was read")))
        assert told(run("show", path)) == [f"{path}: larger than 64 MiB, the most that is read"]

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory so")
    def test_a_file_that_is_too_large_costs_no_memory(self, tmp_path: Path) -> None:
        resource = pytest.importorskip("resource")
        path = tmp_path / "huge.json"
        with path.open("wb") as file:
            file.truncate(4 * 2**30)
        one_gigabyte = 2**30
        done = subprocess.run(
            [sys.executable, "-m", "hallwaytrack", "show", path],
            capture_output=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (one_gigabyte,) * 2),
        )
        assert done.stderr.splitlines() == [
            f"{path}: larger than 64 MiB, the most that is read".encode()
        ]
        assert done.returncode == 2

    @posix
    def test_a_stream_without_an_end_is_read_to_the_limit(self, program: Program) -> None:
        with open("/dev/zero", "rb") as zero:
            done = program("show", "-", stdin=zero)
        assert done.stderr == b"<stdin>: larger than 64 MiB, the most that is read\n"
        assert (done.returncode, done.stdout) == (2, b"")

    @posix
    def test_a_device_without_an_end_is_read_to_the_limit(self, run: Run) -> None:
        lines = told(run("show", "/dev/zero"))
        assert lines == ["/dev/zero: larger than 64 MiB, the most that is read"]

    def test_the_limit_itself_is_read(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        data = b'{"hallwaytrack":"1.0","type":"tour","id":"t","name":"T"}'
        path = tmp_path / "tour.json"
        path.write_bytes(data)
        monkeypatch.setattr(files, "_limit", lambda: len(data))
        assert run("show", path).stdout == "T\n"
        assert run("show", "-", input=data).stdout == "T\n"
        monkeypatch.setattr(files, "_limit", lambda: len(data) - 1)
        assert run("show", path).exit_code == 2
        assert run("show", "-", input=data).exit_code == 2

    def test_the_limit_is_that_of_json(self) -> None:
        assert files._limit() == MAX_BYTES


def raising(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def failing() -> Iterator[bytes]:
    yield b"the first half"
    raise OSError(errno.ENOSPC, "No space left on device")


class TestWriting:
    def test_a_new_file(self, tmp_path: Path) -> None:
        files.save(str(tmp_path / "new"), [b"one", b"", b"two"])
        assert (tmp_path / "new").read_bytes() == b"onetwo"
        assert names(tmp_path) == {"new"}

    def test_a_relative_path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        files.save("new", [b"one"])
        assert (tmp_path / "new").read_bytes() == b"one"

    def test_a_name_as_long_as_names_may_be(self, tmp_path: Path) -> None:
        path = tmp_path / ("n" * 255)
        files.save(str(path), [b"one"])
        assert path.read_bytes() == b"one"

    @posix
    def test_a_new_file_has_the_usual_permissions(self, tmp_path: Path) -> None:
        before = os.umask(0o027)
        try:
            files.save(str(tmp_path / "new"), [b""])
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640

    @posix
    @pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
    def test_a_file_keeps_its_permissions(self, tmp_path: Path, mode: int) -> None:
        path = tmp_path / "old"
        path.write_bytes(b"old")
        path.chmod(mode)
        files.save(str(path), [b"new"])
        assert path.read_bytes() == b"new"
        assert stat.S_IMODE(path.stat().st_mode) == mode

    @posix
    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "there").mkdir()
        target, link = tmp_path / "there" / "target", tmp_path / "link"
        target.write_bytes(b"old")
        link.symlink_to(target)
        files.save(str(link), [b"new"])
        assert link.is_symlink()
        assert target.read_bytes() == b"new"
        assert (names(tmp_path), names(target.parent)) == ({"there", "link"}, {"target"})

    @posix
    def test_a_link_to_nowhere_makes_its_target(self, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to("target")
        files.save(str(tmp_path / "link"), [b"new"])
        assert (tmp_path / "target").read_bytes() == b"new"
        assert (tmp_path / "link").is_symlink()

    @posix
    def test_a_ring_of_links_stays(self, tmp_path: Path) -> None:
        (tmp_path / "one").symlink_to("two")
        (tmp_path / "two").symlink_to("one")
        assert refusal(tmp_path / "one", [b"new"]).startswith(f"{tmp_path / 'one'}: ")
        assert names(tmp_path) == {"one", "two"}
        assert (tmp_path / "one").is_symlink()

    @posix
    def test_a_device_is_written_to_and_stays(self) -> None:
        files.save("/dev/null", [b"one", b"two"])
        assert stat.S_ISCHR(os.stat("/dev/null").st_mode)

    @posix
    def test_a_pipe_is_written_to_and_stays(self, tmp_path: Path) -> None:
        pipe, got = tmp_path / "pipe", []
        os.mkfifo(pipe)
        reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
        reader.start()
        files.save(str(pipe), [b"one", b"two"])
        reader.join(timeout=60)
        assert got == [b"onetwo"]
        assert stat.S_ISFIFO(pipe.stat().st_mode)


class TestWritingThatFails:
    """The old file is whole, no other is left, and one line says what it was."""

    @pytest.fixture
    def old(self, tmp_path: Path) -> Path:
        path = tmp_path / "old.ics"
        path.write_bytes(b"old")
        return path

    def check(self, old: Path) -> None:
        assert old.read_bytes() == b"old"
        assert names(old.parent) == {"old.ics"}

    def test_half_way(self, old: Path) -> None:
        assert refusal(old, failing()) == f"{old}: No space left on device"
        self.check(old)

    def test_half_way_of_a_new_file(self, old: Path) -> None:
        refusal(old.parent / "new.ics", failing())
        self.check(old)

    @pytest.mark.parametrize("step", ["replace", "fsync", "chmod"])
    def test_at_each_step(self, old: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
        monkeypatch.setattr(os, step, raising(PermissionError(errno.EPERM, "Not permitted", "x")))
        assert refusal(old, [b"new"]) == f"{old}: Not permitted"
        self.check(old)

    def test_by_an_interrupt(self, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "fsync", raising(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            files.save(str(old), [b"new"])
        self.check(old)

    def test_on_a_file_that_is_read_only(self, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """It could be replaced all the same, which is not what read-only means."""
        monkeypatch.setattr(os, "access", lambda *_: False)
        assert refusal(old, [b"new"]) == f"{old}: Permission denied"
        self.check(old)

    def test_on_a_directory(self, old: Path) -> None:
        assert refusal(old.parent, [b"new"]) == f"{old.parent}: Is a directory"
        self.check(old)

    def test_in_a_directory_that_is_not_there(self, old: Path) -> None:
        path = old.parent / "none" / "new.ics"
        assert refusal(path, [b"new"]) == f"{path}: No such file or directory"
        self.check(old)

    @posix
    def test_below_a_file(self, old: Path) -> None:
        assert refusal(old / "new.ics", [b"new"]) == f"{old / 'new.ics'}: Not a directory"
        self.check(old)

    def test_from_the_command_line(
        self, run: Run, old: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "replace", raising(OSError(errno.EROFS, "Read-only file system")))
        assert told(run("example", "-o", old)) == [f"{old}: Read-only file system"]
        self.check(old)

    @posix
    @pytest.mark.parametrize("sent", ["SIGTERM", "SIGINT"])
    def test_by_a_signal(self, old: Path, sent: str) -> None:
        code = f"""
import os, signal, sys
# Who runs the tests in the background has them, and this, ignore an interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
from hallwaytrack.__main__ import main
os.fsync = lambda _: os.kill(os.getpid(), signal.{sent})
sys.exit(main(["example", "-o", {str(old)!r}]))
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == ({"SIGTERM": 143, "SIGINT": 130}[sent], b"")
        self.check(old)
