"""The program ``hallwaytrack``; its commands are in ``hallwaytrack.cli``."""

import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import NoReturn

EXTRA = ("click", "rich")
"""What the command line needs besides the library itself: the extra "cli"."""
UNUSABLE, INTERRUPTED, TERMINATED = 2, 130, 143


def main(args: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        args: Its arguments without its own name; left out, those of the process.

    Returns:
        The exit code.
    """
    try:
        with suppress(ValueError):  # only the main thread may listen to signals
            signal.signal(signal.SIGTERM, _terminate)
        # What it stands on comes with an extra, and its absence has an answer.
        from hallwaytrack.cli.main import cli  # noqa: PLC0415 - so that it can be missing

        cli.main(args, prog_name="hallwaytrack")
    except ModuleNotFoundError as gone:
        sys.stderr.write(_missing((gone.name or "").partition(".")[0]))
        return UNUSABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    """End as on an exception, so that half-written files are removed on the way."""
    raise SystemExit(TERMINATED)


def _missing(name: str) -> str:
    what = "hallwaytrack[cli]" if name in EXTRA else "hallwaytrack again"
    return f"hallwaytrack: {name} is missing: install {what}\n"


if __name__ == "__main__":
    sys.exit(main())
