"""The group of commands, and what happens when one of them fails."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from hallwaytrack import __version__
from hallwaytrack.cli.check import check
from hallwaytrack.cli.convert import convert
from hallwaytrack.cli.example import example
from hallwaytrack.cli.files import abandon_output
from hallwaytrack.cli.formats import formats
from hallwaytrack.cli.merge import merge
from hallwaytrack.cli.publish import publish
from hallwaytrack.cli.schema import schema
from hallwaytrack.cli.show import show
from hallwaytrack.cli.telling import refuse

INTERRUPTED, NOBODY_READS = 130, 141
"""As a shell reports SIGINT and SIGPIPE: 128 and the number of the signal."""


class Commands(click.Group):
    """Commands that end with an exit code and a line, whatever happens in them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options of the group; --help and --version print here."""
        with _ending_well(debug=False):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _ending_well(debug=ctx.params["debug"]):
            return super().invoke(ctx)


@contextmanager
def _ending_well(debug: bool) -> Iterator[None]:
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort, ModuleNotFoundError):
        raise
    except KeyboardInterrupt:
        raise click.exceptions.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        abandon_output()
        raise click.exceptions.Exit(NOBODY_READS) from None
    except OSError as error:  # of a file it was told by its name already; this is our output
        abandon_output()
        raise refuse("<stdout>", error.strerror or type(error).__name__) from error
    except Exception as bug:
        if debug:
            traceback.print_exc()
        mend = "" if debug else "; hallwaytrack --debug says where"
        message = f"{type(bug).__name__}: {bug}: this is a bug{mend}"
        raise refuse("hallwaytrack", message) from bug


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="hallwaytrack %(version)s")
@click.option("--debug", is_flag=True, help="Show where in the code a bug is.")
def cli(debug: bool) -> None:
    """Tech-community events: look at them, and carry them from format to format.

    An event is kept in a JSON file, which holds everything: sessions, rooms, speakers, volunteers.
    Calendar programs read iCalendar, which is made from it. To see how it goes:

    \b
        hallwaytrack example -o heroes.json      a whole example to start from
        hallwaytrack show heroes.json            its agenda, here in the terminal
        hallwaytrack check heroes.json           what is wrong in it: clashes, empty shifts
        hallwaytrack convert heroes.json heroes.ics

    What is private, such as emails and volunteers, leaves a file only with --view full.

    Exit codes: 0 all is well, 1 problems were found, 2 something cannot be read or used.
    """


for command in (check, convert, example, formats, merge, publish, schema, show):
    cli.add_command(command)
