"""What the commands share: the group they stand in, arguments, the progress bar, printing."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from crosswire import __version__, wordlists
from crosswire.config import SETTINGS, Settings, files
from crosswire.errors import EXIT_OK
from crosswire.library.progress import Bar

__all__ = ["JSON", "RECORD", "Bar", "commands", "printed", "settings"]

RECORD = click.argument("record", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="As JSON: what the same page of the reading room has behind .json.")


def printed(lines: Iterable[str]) -> int:
    """Write lines to standard output until they end, or the reader (head, less) has gone."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a letter shows a question mark, and goes on
    try:
        for line in lines:
            print(line)  # noqa: T201  click would turn a closed pipe into exit code 1
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return EXIT_OK


# The parameters of commands whose default a setting is, in whatever command they stand.
FROM_SETTINGS = {
    "metadata": "build.metadata", "pipeline_name": "build.language", "workers": "build.workers", "by": "review.by",
    "form": "export.format", "raw": "export.raw", "port": "serve.port",
}  # fmt: skip


# What the commands are for, each in a line; the help of a command says more.
GROUPS: Mapping[str, Mapping[str, str]] = {
    "Make a record": {
        "init": "Write a crosswire.toml with every setting explained.",
        "build": "Make a record of folders, files or archives.",
        "add": "Add reports, and new versions of known ones.",
        "rejects": "What could not be taken in, and what to do.",
        "import": "Make a record of a folder that export wrote.",
    },
    "Read it": {
        "serve": "Open the reading room in a browser.",
        "show": "Stories and events, their values and sources.",
        "explain": "The way from anything to the words in the reports.",
        "findings": "Conflicts, updates, sums and namings to look at.",
        "status": "What is there, how sure it is, what to do next.",
        "report": "Write a printable report of a story.",
    },
    "Judge it": {
        "decide": "Say what is right, wrong, the same or different.",
        "decisions": "List the judgements.",
        "agreement": "How far those who judged agree.",
        "take": "Take over judgements made on a copy.",
    },
    "Hand it over": {
        "export": "Write a record, or a part of it, for other tools.",
        "formats": "The formats, what each is for and what it loses.",
    },
    "Lay it beside something else": {
        "diff": "What changed from one record to another, and why.",
        "compare": "Lay hand-coded data beside a record.",
        "measure": "How right a record is, against a careful reader.",
    },
}


class Commands(click.Group):
    """The group, which remembers what was typed: a record that is named there may have a crosswire.toml beside it."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """See :meth:`click.Group.format_commands`: what the commands are for, group by group."""
        told = {name for named in GROUPS.values() for name in named}
        rest = {name: self.commands[name].get_short_help_str() for name in self.list_commands(ctx) if name not in told}
        for heading, named in {**GROUPS, **({"Other": rest} if rest else {})}.items():
            with formatter.section(heading):
                formatter.write_dl([(name, says) for name, says in named.items() if name in self.commands])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """See :meth:`click.Command.parse_args`."""
        ctx.meta["typed"] = tuple(args)
        return super().parse_args(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="crosswire")
@click.option("--config", "file", type=click.Path(path_type=Path), help="The settings to use; without it the nearest crosswire.toml.")
@click.pass_context
def commands(context: click.Context, file: Path | None) -> None:
    """Many reports in, one sourced record out."""
    typed: tuple[str, ...] = context.meta["typed"]
    if context.invoked_subcommand == "init" or not {"-h", "--help"}.isdisjoint(typed):
        return
    record = next((Path(word) for word in typed if word.endswith(".duckdb")), None)
    found = files.load(file, beside=record.parent if record else None)
    context.obj = found
    context.default_map = _defaults(found)
    wordlists.use(found.wordlists.folder)


def settings() -> Settings:
    """The settings that hold for the command that runs."""
    return click.get_current_context().find_object(Settings) or Settings()


def _defaults(found: Settings) -> dict[str, dict[str, Any]]:
    """What the settings put in the place of the commands' own defaults."""
    said = {}
    for parameter, name in FROM_SETTINGS.items():
        known = SETTINGS[name]
        value = getattr(getattr(found, known.section), known.key)
        if value != known.default:
            said[parameter] = value
    return {name: {p.name: said[p.name] for p in command.params if p.name in said} for name, command in commands.commands.items()}
