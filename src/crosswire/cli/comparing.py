"""Commands that lay a record beside something else: an earlier record, hand-coded data."""

from __future__ import annotations

from pathlib import Path

import click

from crosswire.cli.base import RECORD, commands, printed
from crosswire.errors import UsageError
from crosswire.store.database import open_record


@commands.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="All events, changes and causes, not the first of each kind.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with everything.")
def diff(old: Path, new: Path, *, everything: bool, as_json: bool) -> int:
    """Say which events appeared, vanished, merged, split or changed from the record OLD to the record NEW, and why."""
    from crosswire.view.differences import differences, lines  # noqa: PLC0415  the pages and their templates are not wanted otherwise

    found = differences(old, new)
    if as_json:
        from crosswire.view.web import rendering  # noqa: PLC0415

        return printed([rendering.data(found)])
    return printed(lines.lines(found, everything=everything))


@commands.command()
@RECORD
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--columns", "named", multiple=True, help="Of a CSV of your own, which column is which: date=Day,place=Town,killed=Dead.")
@click.option("--to", "folder", type=click.Path(path_type=Path), help="A folder for matched.csv, only_theirs.csv and only_ours.csv.")
@click.option("--all", "everything", is_flag=True, help="All rows and events, not the first of each list.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with everything.")
def compare(record: Path, data: Path, named: tuple[str, ...], folder: Path | None, *, everything: bool, as_json: bool) -> int:
    """Lay hand-coded DATA (a CSV of ACLED, UCDP GED, Iraq Body Count, or your own) beside RECORD: what either lacks or has otherwise."""
    from crosswire.view import beside  # noqa: PLC0415  the gazetteer takes a moment to import; the other commands do without
    from crosswire.view.beside import files, lines, reading  # noqa: PLC0415

    coded = reading.read(data, _columns(named))
    with open_record(record) as opened:
        found = beside.compare(opened, coded)
    if folder is not None:
        written = files.write(found, folder)
        click.echo(f"{folder}: {', '.join(path.name for path in written)}", err=True)
    if as_json:
        from crosswire.view.web import rendering  # noqa: PLC0415

        return printed([rendering.data(found)])
    return printed(lines.lines(found, everything=everything))


def _columns(named: tuple[str, ...]) -> dict[str, str]:
    """What ``--columns`` says. Raises UsageError."""
    found = {}
    for pair in (p for said in named for p in said.split(",")):
        name, equals, column = pair.partition("=")
        if not equals or not column.strip():
            raise UsageError(f"--columns takes name=COLUMN, separated by commas; {pair!r} is none.")
        found[name.strip()] = column.strip()
    return found
