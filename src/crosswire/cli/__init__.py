"""The command line: thin commands over the library, one sentence for every error, fixed exit codes.

0 fine, 1 error, 2 usage, 3 done but some inputs rejected, 4 record in use, 5 record damaged.
"""

from __future__ import annotations

import sys

import click

from crosswire.cli import building, comparing, exporting, judging, measuring, settings, showing
from crosswire.cli.base import commands
from crosswire.errors import EXIT_ERROR, EXIT_OK, EXIT_USAGE, CrosswireError

__all__ = ["building", "commands", "comparing", "exporting", "judging", "main", "measuring", "run", "settings", "showing"]


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        code = commands.main(args=arguments, prog_name="crosswire", standalone_mode=False)
        return code if isinstance(code, int) else EXIT_OK
    except CrosswireError as error:
        click.echo(f"crosswire: {error}", err=True)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return EXIT_USAGE
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except click.Abort:
        click.echo("crosswire: stopped", err=True)
        return EXIT_ERROR
