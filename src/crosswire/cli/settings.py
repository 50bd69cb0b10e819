"""The command that begins a project."""

from __future__ import annotations

from pathlib import Path

import click

from crosswire.cli.base import commands
from crosswire.config import files
from crosswire.errors import EXIT_OK


@commands.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--force", is_flag=True, help="Write it anew where there is one.")
def init(folder: Path, *, force: bool) -> int:
    """Write a crosswire.toml to FOLDER (here, where none is named): every setting with its default and what it does."""
    click.echo(f"{files.write(folder, force=force)}: every setting with its default; change what you like")
    return EXIT_OK
