"""The command line: thin commands over the library, one sentence for every error, fixed exit codes.

0 fine, 1 error, 2 usage, 3 done but some inputs rejected, 4 record in use, 5 record damaged.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Never

import click
from tqdm import tqdm

from crosswire import __version__
from crosswire.config import Options, now, who
from crosswire.errors import EXIT_ERROR, EXIT_OK, EXIT_REJECTS, EXIT_USAGE, CrosswireError, InputError, UsageError
from crosswire.reconcile.decision_lines import VERDICTS
from crosswire.store.database import open_record
from crosswire.view import exports
from crosswire.view.terminal import finding_lines
from crosswire.view.terminal.explanations import explain as explained
from crosswire.view.terminal.judgements import listed, what_changed
from crosswire.view.terminal.record_lines import show as shown
from crosswire.view.words import plural

RECORD = click.argument("record", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="As JSON: what the same page of the reading room has behind .json.")


class Bar:
    """A progress bar on standard error: reports while they are read, then the stages over all of them."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet, self._phase = quiet, ""
        self._bar: tqdm[Never] | None = None

    def __call__(self, name: str, done: int, total: int) -> None:
        phase = "reading" if name == "reading" else "relating"
        if phase != self._phase:
            self.close()
            self._phase = phase
            self._bar = tqdm(total=total, desc=phase, file=sys.stderr, disable=self._quiet, leave=False, dynamic_ncols=True)
        if self._bar is not None:
            self._bar.set_postfix_str("" if phase == "reading" else name, refresh=False)
            self._bar.n = done
            self._bar.refresh()

    def close(self) -> None:
        """Take the bar off the screen."""
        if self._bar is not None:
            self._bar.close()


def _print(lines: Iterable[str]) -> int:
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


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="crosswire")
def commands() -> None:
    """Many reports in, one sourced record out."""


@commands.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", "record", required=True, type=click.Path(path_type=Path), help="The record to write.")
@click.option("--metadata", type=click.Path(path_type=Path), help="A CSV with file or id, outlet, url, title, published_at.")
@click.option("--published", help="When a single report was published, ISO 8601.")
@click.option("--outlet", help="Who published a single report.")
@click.option("--language", "pipeline_name", default="crosswire", show_default=True, help="The spaCy pipeline that reads English.")
@click.option("--workers", default=0, type=click.IntRange(0, 256), help="Processes that read reports; 0: as many as pay off.")
@click.option("--quiet", is_flag=True, help="No progress bar.")
def build(
    sources: tuple[Path, ...], record: Path, metadata: Path | None, published: str | None, outlet: str | None, pipeline_name: str,
    workers: int, *, quiet: bool,
) -> int:  # fmt: skip
    """Make a record of the reports in SOURCES (folders or files: .txt, .html, JSON Lines)."""
    from crosswire import pipeline  # noqa: PLC0415  spaCy takes a second to import; the other commands do without

    bar = Bar(quiet=quiet)
    options = Options(metadata, published, outlet, pipeline_name, workers)
    try:
        built = pipeline.build(sources, record, options, at=now(), progress=bar)
    finally:
        bar.close()
    tables = built.tables
    for reject in tables.rejects:
        click.echo(f"rejected {reject.path}: {reject.reason}: {reject.detail}", err=True)
    for note in built.notes:
        click.echo(f"note: {note}", err=True)
    found = (
        (tables.documents, "report"), (tables.stories, "story"), (tables.events, "event"), (tables.claims, "claim"),
        (tables.origins, "origin"), (tables.findings, "finding"), (tables.rejects, "reject"),
    )  # fmt: skip
    click.echo(f"{record}: " + ", ".join(plural(len(rows), noun) for rows, noun in found))
    return EXIT_REJECTS if tables.rejects else EXIT_OK


@commands.command()
@RECORD
@click.option("--format", "form", default="jsonl", show_default=True, type=click.Choice(sorted(exports.FORMATS)), help="What to write.")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), help="The folder to write to.")
def export(record: Path, form: str, folder: Path) -> int:
    """Write every table of RECORD to a folder."""
    with open_record(record) as opened:
        written = exports.export(opened, form, folder)
    click.echo(f"{folder}: {plural(len(written), 'table')} as {form}")
    return EXIT_OK


@commands.command()
@RECORD
@click.argument("key", metavar="[STORY|EVENT]", default="")
@click.option("--all", "everything", is_flag=True, help="All stories in full, however many there are.")
@JSON
def show(record: Path, key: str, *, everything: bool, as_json: bool) -> int:
    """Print the stories and events of RECORD with their values, sources and standing.

    A large record is shown as an overview. STORY or EVENT is an id, the beginning of one, or how a story's title begins.
    """
    with open_record(record) as opened:
        if as_json:
            from crosswire.view.terminal import answers  # noqa: PLC0415  the pages and their templates are not wanted otherwise

            return _print([answers.shown(opened, key)])
        return _print(shown(opened, key, everything=everything))


@commands.command()
@RECORD
@click.argument("key", metavar="ID")
@click.option("--all", "everything", is_flag=True, help="All claims, links and reasons, not the most telling ones.")
@JSON
def explain(record: Path, key: str, *, everything: bool, as_json: bool) -> int:
    """Print the way from an event, value, claim, finding ... to the characters in the reports.

    ID stands in square brackets in what show prints; its beginning will do where no other id begins so.
    """
    with open_record(record) as opened:
        if as_json:
            from crosswire.view.terminal import answers  # noqa: PLC0415

            return _print([answers.explained(opened, key)])
        return _print(explained(opened, key, everything=everything))


@commands.command()
@RECORD
@click.option("--kind", default=None, type=click.Choice(finding_lines.KINDS), help="Only of one kind.")
@click.option("--story", default="", help="Of one story: its id, the beginning of it, or how its title begins.")
@click.option("--all", "everything", is_flag=True, help="All of them, not the first of each kind.")
@JSON
def findings(record: Path, kind: str | None, story: str, *, everything: bool, as_json: bool) -> int:
    """Print what a reader of RECORD should look at: conflicts, updates, sums, namings."""
    with open_record(record) as opened:
        if as_json:
            from crosswire.view.terminal import answers  # noqa: PLC0415

            return _print([answers.found(opened, kind or "", story)])
        return _print(finding_lines.lines(opened, kind or "", story, everything=everything))


@commands.command()
@RECORD
@JSON
def status(record: Path, *, as_json: bool) -> int:
    """Print what is in RECORD, how sure it is, what waits for a person, and what to do next."""
    from crosswire.view.terminal import status as told  # noqa: PLC0415

    with open_record(record) as opened:
        if as_json:
            from crosswire.view.terminal import answers  # noqa: PLC0415

            return _print([answers.told(opened)])
        return _print(told.lines(opened))


@commands.command()
@RECORD
@click.argument("story")
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), help="The file to write; without it standard output.")
def report(record: Path, story: str, file: Path | None) -> int:
    """Write a printable report of a STORY: one HTML file with the account, every figure led back to quoted words, and the sources.

    STORY is an id, the beginning of one, or how the story's title begins.
    """
    from crosswire.view import printing  # noqa: PLC0415  the templates are not wanted otherwise
    from crosswire.view.terminal import keys  # noqa: PLC0415  the templates are not wanted otherwise

    with open_record(record) as opened:
        whole = printing.whole(opened, keys.story(opened, story))
    if file is None:
        return _print([whole])
    try:
        file.write_text(whole, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"{file}: {plural(len(whole.encode()), 'byte')}")
    return EXIT_OK


@commands.command()
@RECORD
@click.argument("verdict", type=click.Choice([*VERDICTS, "undo"]))
@click.argument("words", metavar="ID...", nargs=-1, required=True)
@click.option("--by", default=who, help="Who judges; without it CROSSWIRE_BY, else the name you are logged in with.")
@click.option("--note", help="Why.")
def decide(record: Path, verdict: str, words: tuple[str, ...], by: str, note: str | None) -> int:
    """Judge what RECORD says, and apply it: the judgement is kept in decisions.jsonl beside the record, for this and every later build.

    \b
    same ID ID               the two are one event, actor or story
    different ID ID          the two are not
    right ID, wrong ID       a claim, amount, quote, value, event or finding
    value ID VALUE           VALUE is right in the place of this value of an event
    value EVENT FIELD VALUE  VALUE is right for a field of an event
    undo DECISION            take a decision back
    """
    from crosswire import judging  # noqa: PLC0415  spaCy takes a second to import; the other commands do without
    from crosswire.reconcile.judgements import Ask  # noqa: PLC0415

    if verdict == "undo":
        if len(words) != 1:
            raise UsageError("'undo' takes the id of one decision.")
        judged = judging.undo(record, words[0], at=now("milliseconds"))
    else:
        judged = judging.decide(record, Ask(verdict, words, by, now("milliseconds"), note))
    return _print(what_changed(judged))


@commands.command()
@RECORD
def decisions(record: Path) -> int:
    """List the judgements on RECORD, first those whose words can no longer be found."""
    with open_record(record) as opened:
        return _print(listed(opened))


@commands.command()
@RECORD
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="Where to answer on 127.0.0.1; without it a free port.")
@click.option("--by", default=who, help="Who judges; without it CROSSWIRE_BY, else the name you are logged in with.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
def serve(record: Path, port: int, by: str, *, no_browser: bool) -> int:
    """Open RECORD as a web application on this machine: read it, follow every figure to its words, judge it. Ctrl-C ends it."""
    from crosswire.view.web import serving  # noqa: PLC0415  the other commands do without a web server

    with suppress(KeyboardInterrupt):
        serving.serve(record, port, by, browser=not no_browser, tell=click.echo)
    return EXIT_OK


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
