"""Commands by which people judge a record."""

from __future__ import annotations

from pathlib import Path

import click

from crosswire.cli.base import RECORD, commands, printed
from crosswire.config import now, who
from crosswire.errors import UsageError
from crosswire.reconcile.decision_lines import VERDICTS
from crosswire.store.database import open_record
from crosswire.view.terminal.judgements import listed, what_changed
from crosswire.view.words import plural


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
    return printed(what_changed(judged))


@commands.command()
@RECORD
def decisions(record: Path) -> int:
    """List the judgements on RECORD, first those whose words can no longer be found."""
    with open_record(record) as opened:
        return printed(listed(opened))


@commands.command()
@RECORD
@click.argument("others", metavar="[DECISIONS]...", nargs=-1, type=click.Path(path_type=Path))
def agreement(record: Path, others: tuple[Path, ...]) -> int:
    """Say how far the people who judged RECORD agree, and list what they judged differently.

    DECISIONS are further files decisions.jsonl, of people who judged a copy of RECORD.
    """
    from crosswire.reconcile import decision_lines  # noqa: PLC0415
    from crosswire.store import decision_log  # noqa: PLC0415
    from crosswire.view.terminal.agreements import lines  # noqa: PLC0415

    made = [d for path in others for d in decision_lines.read_there(path)]
    with open_record(record) as opened:
        return printed(lines(opened, [*decision_lines.read(decision_log.beside(record)), *made]))


@commands.command()
@RECORD
@click.argument("others", metavar="DECISIONS...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--agreed", is_flag=True, help="Leave out what somebody here judged otherwise.")
def take(record: Path, others: tuple[Path, ...], *, agreed: bool) -> int:
    """Take over judgements that others made on a copy of RECORD: the files decisions.jsonl beside their copies."""
    from crosswire.judging import taking  # noqa: PLC0415  spaCy takes a second to import; the other commands do without

    taken = taking.take(record, others, agreed=agreed)
    lost = f" ({taken.orphaned} of them orphaned: what they are about is not found here)" if taken.orphaned else ""
    counts = (
        plural(len(taken.taken), "judgement") + f" taken over{lost}",
        f"{len(taken.known)} known before",
        f"{len(taken.left)} left out",
    )
    return printed(["; ".join(counts) + ("; see: crosswire agreement" if taken.left else "")])
