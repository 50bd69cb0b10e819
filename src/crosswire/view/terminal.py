"""The record as text for a terminal of 80 columns: ``crosswire show``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from crosswire.store.database import Record
from crosswire.view import queries

WIDTH = 80
BACKGROUND = timedelta(days=31)
Row = dict[str, Any]
# What is counted of an event or a value -> how one of it is called: reports, outlets, text families, independent origins.
COUNTS = (("reports", "report"), ("outlets", "outlet"), ("families", "text"), ("origins", "origin"))


def plural(n: int, noun: str) -> str:
    """ "1 report", "3 reports", "2 stories"."""
    if n == 1:
        return f"{n} {noun}"
    return f"{n} {noun[:-1]}ies" if noun.endswith("y") else f"{n} {noun}s"


def wrapped(text: str, indent: str, first: str | None = None) -> str:
    """A paragraph at 80 columns."""
    return textwrap.fill(" ".join(text.split()), WIDTH, initial_indent=indent if first is None else first, subsequent_indent=indent)


def days(start: Any, end: Any) -> str:
    """A day, a range of days, or "time not known"."""
    if start is None and end is None:
        return "time not known"
    if start == end:
        return f"{start}"
    return f"{start or '...'} to {end or '...'}"


def outlets_of(documents: dict[str, Row], ids: Sequence[str]) -> str:
    """The outlets behind report ids; a report without a named outlet goes by its id."""
    names = dict.fromkeys(documents[i]["outlet"] or i for i in ids if i in documents)
    return ", ".join(names)


def bounds(value: Row) -> str:
    """The field's own low, best and high, which each of its rows has."""
    return ", ".join(f"{k} {value[f'field_{k}']:,.10g}" for k in ("low", "best", "high") if value[f"field_{k}"] is not None)


def judgement(value: Row, decided: dict[str, Row]) -> str:
    """What a person said of a value: "judged wrong by Ada", "given by Ada"; nothing where nobody did."""
    row = decided.get(value["value_id"])
    if row is not None and row["verdict"] != "value":
        return f"judged {row['verdict']} by {row['by']}"
    given = [d for d in decided.values() if d["verdict"] == "value" and d["value"] == value["value"] and d["field"] == value["field"]]
    return f"given by {given[-1]['by']}" if given and not value["documents"] else ""


def _said(value: Row, documents: dict[str, Row], decided: dict[str, Row]) -> str:
    """A value, how it stands, the four counts where there is more than one report, the outlets, and what a person said of it."""
    how = "withdrawn" if value["withdrawn"] else value["standing"]
    person = judgement(value, decided)
    if not value["documents"]:
        return f"{value['value']}  ({person or 'no report gives it'})"
    names = outlets_of(documents, value["documents"])
    reports, origins = len(value["documents"]), len(value["origins"])
    counts = {"reports": reports, "outlets": names.count(", ") + 1, "families": value["families"], "origins": origins}
    told = f"{', '.join(plural(counts[k], s) for k, s in COUNTS)}: " if reports > 1 else ""
    return f"{value['value']}  ({person + '; ' if person else ''}{how}; {told}{names})"


def show(record: Record) -> Iterator[str]:
    """The lines that tell what is in a record: stories, their events with values, sources and standing, and the findings."""
    count = queries.counts(record)
    yield "; ".join(
        plural(count[n], s) for n, s in (("documents", "report"), ("stories", "story"), ("events", "event"), ("origins", "origin"))
    )
    documents, names = queries.documents(record), queries.names_of(record)
    for story in queries.stories(record):
        yield from _story(record, story, documents, names)
    loose = queries.events(record, None)
    if loose:
        yield from ("", "EVENTS OF NO STORY")
        for number, event in enumerate(loose, start=1):
            yield from _event(record, number, event, documents, names)
    general = queries.findings(record)
    if general:
        yield from ("", "FINDINGS ON NO EVENT IN PARTICULAR")
        for finding in general:
            yield from _finding(finding, "  ")
    yield from ("", "To see the way from any id to the words: crosswire explain RECORD ID")


def _story(record: Record, story: Row, documents: dict[str, Row], names: dict[str, str]) -> Iterator[str]:
    ids = queries.story_documents(record, story["story_id"])
    yield from ("", "=" * WIDTH, wrapped(story["title"], "", ""))
    yield f"published {days(story['start'], story['end'])}; {plural(len(ids), 'report')}  [{story['story_id']}]"
    for i in ids:
        report = documents[i]
        yield wrapped(f"{report['outlet'] or 'outlet not known'}, {report['published_at'] or 'undated'}: {i}", "      ", "    - ")
    events = queries.events(record, story["story_id"])
    told = [e for e in events if not _background(e, story)]
    for number, event in enumerate(told, start=1):
        yield from _event(record, number, event, documents, names)
    earlier = [e for e in events if _background(e, story)]
    if earlier:
        yield from ("", "Background, from before:")
    for number, event in enumerate(earlier, start=len(told) + 1):
        yield from _event(record, number, event, documents, names)


def _background(event: Row, story: Row) -> bool:
    """Whether an event ended more than a month before the story's first report."""
    ended, began = event["end"] or event["start"], story["start"]
    return ended is not None and began is not None and ended < began - BACKGROUND


def _event(record: Record, number: int, event: Row, documents: dict[str, Row], names: dict[str, str]) -> Iterator[str]:
    yield ""
    yield wrapped(event["what"], "    ", f"{number:2d}. ")
    where = names.get(event["place_id"] or "", "place not known")
    yield wrapped(f"{event['type']}, {event['status']}; {days(event['start'], event['end'])}; {where}", "    ", "    ")
    told = ", ".join(plural(event[k], s) for k, s in COUNTS)
    yield wrapped(f"{event['grade'].upper()}: {told}  [{event['event_id']}]", "      ", "    ")
    field, decided = None, queries.decided(record)
    for value in queries.values(record, event["event_id"]):
        if value["field"] != field and value["field_low"] != value["field_high"]:
            yield wrapped(f"{bounds(value)}", " " * 26, f"      {value['field']:<18}  ")
        field = value["field"]
        yield wrapped(_said(value, documents, decided), " " * 26, f"      {field:<18}  ")
    for finding in queries.findings(record, event["event_id"]):
        yield from _finding(finding, "      ")


def _finding(finding: Row, indent: str) -> Iterator[str]:
    holds = "" if finding["holds"] is None else (" (holds)" if finding["holds"] else " (does not hold)")
    yield wrapped(f"{finding['text']}{holds}  [{finding['finding_id']}]", indent + "    ", f"{indent}! {finding['kind']}: ")
