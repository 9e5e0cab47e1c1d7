"""The two ways in which these tests run a command; ``conftest.py`` has the fixtures."""

import subprocess
from collections.abc import Callable
from typing import TypeAlias

from click.testing import Result

Run: TypeAlias = Callable[..., Result]
"""In this process, with arguments and ``input=``."""
Program: TypeAlias = Callable[..., "subprocess.CompletedProcess[bytes]"]
"""In a process of its own, with arguments and what ``subprocess.run`` takes."""
