"""The command that measures a record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from crosswire.cli.base import RECORD, commands, printed
from crosswire.store.database import open_record
from crosswire.view.measuring import Figure
from crosswire.view.measuring import measure as measured
from crosswire.view.measuring.folding import Texts
from crosswire.view.measuring.gold import doubts, read_gold, scope

SLIPS = 5


@commands.command()
@RECORD
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--misses", default=0, type=click.IntRange(0), help="How many of what was missed is listed, for each layer.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def measure(record: Path, gold: Path, misses: int, *, as_json: bool) -> int:
    """Say how right RECORD is, against GOLD: a JSON file with what a careful reader found in the same reports."""
    asked = read_gold(gold)
    with open_record(record) as opened:
        found = measured(opened, asked)
        slips = doubts(Texts.of(opened, scope(asked)), asked)
    for slip in slips[:SLIPS]:
        click.echo(f"note: {slip}", err=True)
    if len(slips) > SLIPS:
        click.echo(f"note: and {len(slips) - SLIPS} more such rows", err=True)
    return printed([json.dumps([asdict(f) for f in found], indent=1)] if as_json else _lines(found, misses))


def _lines(found: Sequence[Figure], misses: int) -> Iterator[str]:
    yield f"{'layer':<18}{'figure':>8}{'precision':>11}{'recall':>8}{'of':>7}"
    for figure in found:
        parts = ["" if part is None else f"{part:.3f}" for part in (figure.precision, figure.recall)]
        yield f"{figure.layer:<18}{figure.value:>8.3f}{parts[0]:>11}{parts[1]:>8}{figure.of:>7}".rstrip()
        yield from (f"    missed: {line}" for line in figure.misses[:misses])
