"""Commands that hand a record over to other tools, and take it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from crosswire.cli.base import RECORD, commands
from crosswire.errors import EXIT_OK
from crosswire.store.database import open_record
from crosswire.types import Grade
from crosswire.view.words import TYPES, plural


class _Format(click.ParamType[str]):
    """The name of a format; what there is is looked up when it is asked for, since the formats take a moment to load."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002  click calls it so
        """The names, as the help shows them."""
        from crosswire.view import exports  # noqa: PLC0415

        return f"[{'|'.join(sorted(exports.PROFILES))}]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, where there is such a format."""
        from crosswire.view import exports  # noqa: PLC0415

        if value not in exports.PROFILES:
            self.fail(f"there is no format {value!r}. There are: {', '.join(sorted(exports.PROFILES))}.", param, ctx)
        return value


class _Box(click.ParamType[tuple[float, ...]]):
    """west,south,east,north in degrees."""

    name = "w,s,e,n"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, ...]:
        """Four numbers."""
        if isinstance(value, tuple):
            return value
        try:
            west, south, east, north = map(float, str(value).split(","))
        except ValueError:
            self.fail("give west,south,east,north in degrees, as 42.5,32,46,35.", param, ctx)
        return west, south, east, north


class _Folder(click.Path):
    """A folder that has a name: an empty text, as of a variable that is not set, would be the one where the user is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The folder."""
        if value == "":
            self.fail("it is empty; name a folder (. is the one you are in).", param, ctx)
        return super().convert(value, param, ctx)


_DAY = click.DateTime(["%Y-%m-%d"])


@commands.command()
@RECORD
@click.option("--format", "form", default="jsonl", show_default=True, type=_Format(), help="What to write; see crosswire formats.")
@click.option("--to", "folder", required=True, type=_Folder(path_type=Path), help="The folder to write to.")
@click.option("--story", help="Only events of one story: its id, the beginning of it, or how its title begins.")
@click.option("--from", "since", type=_DAY, help="Only events on or after this day.")
@click.option("--until", type=_DAY, help="Only events on or before this day.")
@click.option("--grade", multiple=True, type=click.Choice(get_args(Grade)), help="Only events of this grade; may be given several times.")
@click.option("--type", multiple=True, type=click.Choice([*TYPES]), help="Only events of this type; may be given several times.")
@click.option("--bbox", type=_Box(), help="Only events at a place within west,south,east,north in degrees; west > east crosses 180°.")
@click.option("--raw/--no-raw", help="Leave cells that a spreadsheet would run as formulas as they are.")
@click.option("--verbose", is_flag=True, help="Say what the files do not hold of the record, too.")
def export(record: Path, form: str, folder: Path, *, raw: bool, verbose: bool, **chosen: Any) -> int:
    """Write RECORD, or the part of it that the filters choose, to a folder for other tools.

    A filter chooses events; with them go their claims, and the reports that tell of them, whole. An event without a day or a place is
    left out where days or a box are asked for. A file that was edited since it was exported is kept as NAME.edited.
    """
    from crosswire.view import exports  # noqa: PLC0415

    days = {name: chosen[name] and chosen[name].date() for name in ("since", "until")}
    filters = exports.Filters(**{**chosen, **days})
    with open_record(record) as opened:
        handed = exports.hand_over(opened, form, folder, filters, exports.Settings(raw=raw))
    click.echo(exports.told(handed))
    for loss in exports.lost(handed) if verbose else ():
        click.echo(f"loses: {loss[0].lower()}{loss[1:]}")
    for note in exports.notes(handed):
        click.echo(f"note: {note}", err=True)
    return EXIT_OK


@commands.command()
def formats() -> int:
    """List the formats that export writes, what each is for, and what it loses."""
    from crosswire.view import exports  # noqa: PLC0415

    for profile in sorted(exports.PROFILES.values(), key=lambda p: p.name):
        click.echo(f"{profile.name:12} {profile.about}")
        for loss in profile.loses:
            click.echo(f"{'':12} loses: {loss[0].lower()}{loss[1:]}")
    return EXIT_OK


@commands.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("-o", "--output", "record", required=True, type=click.Path(path_type=Path), help="The record to write.")
@click.option("--force", is_flag=True, help="Take files that were changed since they were exported, and replace a record that is there.")
def take_back(folder: Path, record: Path, *, force: bool) -> int:
    """Make a record of a FOLDER that export wrote as jsonl, parquet, csv or sqlite."""
    from crosswire.view.exports import importing  # noqa: PLC0415

    taken = importing.read(folder, record, force=force)
    for note in taken.notes:
        click.echo(f"note: {note}", err=True)
    found = ((taken.rows["documents"], "report"), (taken.rows["events"], "event"), (taken.rows["claims"], "claim"))
    click.echo(f"{record}: " + ", ".join(plural(n, noun) for n, noun in found))
    return EXIT_OK
