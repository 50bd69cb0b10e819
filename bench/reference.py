"""Write the documentation's reference pages from the code: ``python -m bench.reference``. A test fails when they are stale."""

from __future__ import annotations

import inspect
import json
from importlib.resources import files
from pathlib import Path

import click

from crosswire import errors, types, wordlists
from crosswire.cli import commands
from crosswire.config import SETTINGS
from crosswire.config.settings import SECTIONS
from crosswire.store import columns
from crosswire.store.migrations import sql_type
from crosswire.store.tables import TABLES, schema
from crosswire.view.exports import PROFILES
from crosswire.view.web.registry import MENU
from crosswire.view.web.registry import PAGES as ROOM

DOCS = Path(__file__).resolve().parent.parent / "docs"
EXITS = (
    (errors.EXIT_OK, "fine"), (errors.EXIT_ERROR, "an error, told in one sentence"), (errors.EXIT_USAGE, "the command was called wrongly"),
    (errors.EXIT_REJECTS, "done, but some inputs were rejected"), (errors.EXIT_IN_USE, "the record is in use; the process is named"),
    (errors.EXIT_DAMAGED, "the record is damaged, or the file is none"),
)  # fmt: skip


def commands_page() -> str:
    """Every command with its help."""
    lines = ["# Commands", "", "Generated from the code.", ""]
    for name in sorted(commands.commands):
        command = commands.commands[name]
        above = click.Context(commands, info_name="crosswire", **commands.context_settings)
        context = click.Context(command, parent=above, info_name=name, max_content_width=100, terminal_width=100)
        lines += [f"## {name}", "", "```text", command.get_help(context), "```", ""]
    lines += ["## Exit codes", "", "| code | meaning |", "|---|---|", *(f"| {code} | {meaning} |" for code, meaning in EXITS), ""]
    lines += ["Why an input may be rejected: [reasons](rejects.md).", ""]
    return "\n".join(lines)


def tables_page() -> str:
    """Every table with what a row is, and its columns with what they mean."""
    lines = ["# Tables", "", "Generated from the code. " + " ".join((inspect.getdoc(types) or "").split("\n\n")[1].split()), ""]
    for name in TABLES:
        lines += [f"## {name}", "", f"A row is {columns.about(name)}.", "", "| column | type | meaning | values |", "|---|---|---|---|"]
        kinds = {f.name: sql_type(f.type) for f in schema(name)}
        for column in columns.columns(name):
            values = ", ".join(f"`{v}`" for v in column.values)
            lines.append(f"| `{column.name}` | `{kinds[column.name]}` | {column.meaning} | {values} |")
        lines.append("")
    return "\n".join(lines)


def settings_page() -> str:
    """Every setting of crosswire.toml."""
    lines = [
        "# Settings", "",
        "Generated from the code. A file `crosswire.toml` in the folder that you work in, in one above it, or beside the record sets them "
        "for a project; `crosswire init` writes one with all of them explained. A word on the command line wins over an environment "
        "variable, this over the file. Paths in the file are seen from the file.", "",
    ]  # fmt: skip
    head = ["| setting | wants | else | what it does | environment |", "|---|---|---|---|---|"]
    for section, kind in SECTIONS.items():
        lines += [f"## [{section}]", "", inspect.getdoc(kind) or "", "", *head]
        for one in (s for s in SETTINGS.values() if s.section == section):
            default = "" if one.default is None else f"`{json.dumps(one.default)}`"
            lines.append(f"| `{one.key}` | {one.wanted} | {default} | {one.about} | `{one.variable}` |")
        lines.append("")
    return "\n".join(lines)


def exports_page() -> str:
    """Every format that a record is handed over in."""
    lines = ["# Export formats", "", "Generated from the code; [Exports](../exports.md) says which to take.", ""]
    for name, profile in PROFILES.items():
        lines += [f"## {name}", "", profile.about, "", "What is lost:", "", *(f"- {loss}" for loss in profile.loses), ""]
        if profile.columns:
            lines += ["| column | what stands in it |", "|---|---|", *(f"| `{c}` | {about} |" for c, about in profile.columns.items()), ""]
    return "\n".join(lines)


def rejects_page() -> str:
    """Every reason for which an input is not taken in."""
    lines = ["# Reasons for a reject", "", "Generated from the code. `crosswire rejects RECORD` lists the inputs with these reasons.", ""]
    lines += [
        "| reason | what it means, and what to do |",
        "|---|---|",
        *(f"| `{r}` | {about} |" for r, about in errors.REJECT_REASONS.items()),
    ]
    return "\n".join([*lines, ""])


def wordlists_page() -> str:
    """Every word list that ships, with its groups and sources."""
    lines = ["# Word lists", "", "Generated from the lists themselves. Each group or row names its source.", ""]
    for name in sorted(p.name for p in files(wordlists).iterdir() if p.name.endswith((".toml", ".csv"))):
        lines += [f"## {name}", ""]
        if name.endswith(".csv"):
            rows = wordlists.load_csv(name)
            lines += [f"{len(rows)} rows: " + ", ".join(f"`{c}`" for c in (rows[0] if rows else {})), ""]
            continue
        lines += ["| group | words | source |", "|---|---|---|"]
        for group, keys in wordlists.load_toml(name).items():
            lines.append(f"| {group} | {len(keys['words']) if 'words' in keys else ''} | {' '.join(str(keys['source']).split())} |")
        lines.append("")
    return "\n".join(lines)


def pages_page() -> str:
    """Every page of the reading room: its address, what it shows, its tables."""
    keys = {address: key for address, _, key in MENU}
    lines = [
        "# Pages of the reading room", "",
        "Generated from the code. Every page has a twin in JSON (its address with `.json`; the overview's is `/index.json`), and "
        "every table named here one in CSV (`/events/events.csv`), under the same filters.", "",
        "| address | what it shows | tables | keys |", "|---|---|---|---|",
    ]  # fmt: skip
    for page in ROOM:
        about = " ".join((inspect.getdoc(inspect.getmodule(page.model)) or "").split())
        tables, key = ", ".join(f"`{t}`" for t in page.tables), keys.get(page.path)
        lines.append(f"| `{page.path}` | {about} | {tables} | {f'`g` `{key}`' if key else ''} |")
    return "\n".join([*lines, ""])


PAGES = {
    "reference/pages.md": pages_page,
    "reference/commands.md": commands_page,
    "reference/tables.md": tables_page,
    "reference/wordlists.md": wordlists_page,
    "reference/settings.md": settings_page,
    "reference/exports.md": exports_page,
    "reference/rejects.md": rejects_page,
}

if __name__ == "__main__":
    for place, page in PAGES.items():
        (DOCS / place).write_text(page(), encoding="utf-8")
