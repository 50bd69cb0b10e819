"""The record as text for a terminal of 80 columns: ``crosswire show``."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crosswire.store.database import Record
from crosswire.view import queries, words
from crosswire.view.events import accounts, matrix
from crosswire.view.events.told import judged as judgements_of
from crosswire.view.terminal import keys
from crosswire.view.words import days, field, kind, plural, told

WIDTH = 80
FEW_EVENTS = 60  # a record with more is shown as an overview
STORIES, EVENTS = 15, 4  # in an overview, the most told first
OUTLETS = 6  # that are named behind a value
VALUES = 4  # of a field, in a story; all of them where an event alone, or everything, is asked for
Row = dict[str, Any]
# What is counted of an event or a value -> how one of it is called: reports, outlets, text families, independent origins.
COUNTS = (("reports", "report"), ("outlets", "outlet"), ("families", "text"), ("origins", "origin"))
# What an event's own line says already, where no two reports differ on it.
_IN_THE_LINE = ("place", "time", "status")
_AS_HAPPENED = 'ORDER BY story_id, "start" NULLS LAST, "end", reports DESC, event_id'
# Control characters, and those that turn lines around: a report may hold what would write over a terminal.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def wrapped(text: str, indent: str, first: str | None = None) -> str:
    """A paragraph at 80 columns, without characters that a terminal would act on."""
    line = " ".join(_UNPRINTABLE.sub("", text).split())
    return textwrap.fill(line, WIDTH, initial_indent=indent if first is None else first, subsequent_indent=indent)


def quoted(row: Row) -> str:
    """Words in their context, marked with >> <<, as :func:`crosswire.view.reports.spans.words` gives them."""
    cut = " …" if row["cut"] else ""
    return f"...{row['before']}>>{row['exact']}{cut}<<{row['after']}..."


def counted(row: Row) -> str:
    """The four counts of an event.

    >>> counted({"reports": 3, "outlets": 2, "families": 1, "origins": 1})
    '3 reports, 2 outlets, 1 text, 1 origin'
    """
    return ", ".join(plural(row[k], s) for k, s in COUNTS)


def outlets_of(record: Record) -> dict[str, str]:
    """document_id -> its outlet; a report without a named outlet goes by its id."""
    sql = "SELECT document_id, coalesce(outlet, document_id) AS name FROM documents"
    return record.once("outlets of reports", lambda: {r["document_id"]: r["name"] for r in record.rows(sql)})


def named(outlets: Mapping[str, str], documents: Sequence[str]) -> str:
    """The outlets behind report ids, the first few of them by name."""
    names = list(dict.fromkeys(outlets.get(d, d) for d in documents))
    return ", ".join(names[:OUTLETS]) + (f" and {len(names) - OUTLETS} more" if len(names) > OUTLETS else "")


def judgement(value: Row, judged: Mapping[str, Row]) -> str:
    """What a person said of a value: "judged wrong by Ada", "given by Ada"; nothing where nobody did."""
    row = judged.get(value["value_id"])
    if row is not None and row["verdict"] != "value":
        return f"judged {row['verdict']} by {row['by']}"
    given = [d for d in judged.values() if d["verdict"] == "value" and d["value"] == value["value"] and d["field"] == value["field"]]
    return f"given by {given[-1]['by']}" if given and not value["documents"] else ""


def standing(value: Row, outlets: Mapping[str, str], judged: Mapping[str, Row]) -> str:
    """How a value stands, its counts where more than one report gives it, the outlets, and what a person said of it."""
    person = judgement(value, judged)
    if not value["documents"]:
        return person or "no report gives it"
    how = "withdrawn" if value["withdrawn"] else value["standing"]
    names = named(outlets, value["documents"])
    reports = len(value["documents"])
    counts = {
        "reports": reports, "outlets": len({outlets.get(d, d) for d in value["documents"]}),
        "families": value["families"], "origins": len(value["origins"]),
    }  # fmt: skip
    return "; ".join(p for p in (person, how, f"{counted(counts)}: {names}" if reports > 1 else names) if p)


def show(record: Record, key: str = "", *, everything: bool = False) -> Iterator[str]:
    """The lines that tell what is in a record, in a story (``key``: its id, or how its title begins) or in an event.

    A record with many events is shown as an overview unless ``everything`` is asked for. Raises InputError for an unknown key.
    """
    event = keys.event(record, key) if key else None
    account = Account(record, None if everything or event is not None else VALUES)
    if event is not None:
        yield from account.one_event(event)
    elif key:
        yield from account.one_story(keys.story(record, key))
    else:
        count = queries.counts(record)
        heads = (("documents", "report"), ("stories", "story"), ("events", "event"), ("origins", "origin"))
        yield "; ".join(plural(count[n], s) for n, s in heads)
        yield from account.whole() if everything or count["events"] <= FEW_EVENTS else _overview(record)
    yield from ("", "To see the way from any id to the words: crosswire explain RECORD ID")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is printed with events and stories, by their ids: values, findings, and the reports of stories."""

    values: dict[str, list[Row]]
    findings: dict[str, list[Row]]
    reports: dict[str, list[Row]]


class Account:
    """Prints stories and events of one record; what stands with them is read in a few queries, however many there are.

    ``most``: how many values of a field are told; None for all.
    """

    def __init__(self, record: Record, most: int | None = None) -> None:
        self.record, self.most = record, most
        self.outlets, self.judged = outlets_of(record), judgements_of(record)
        self.places = {r["place_id"]: r["name"] for r in record.rows("SELECT place_id, name FROM places")}

    def whole(self) -> Iterator[str]:
        """Every story, the events of none, and the findings on no event in particular."""
        facts = self.facts("true", "true", [])
        events = _by(self.record.rows(f"SELECT * FROM events {_AS_HAPPENED}"), "story_id")
        for story in queries.stories(self.record):
            yield from self.story(story, events.get(story["story_id"], []), facts)
        if None in events:
            yield from ("", "EVENTS OF NO STORY")
            yield from self.events(events[None], facts)
        general = queries.findings(self.record)
        if general:
            yield from ("", "FINDINGS ON NO EVENT IN PARTICULAR")
            for row in general:
                yield finding(row, "  ")

    def one_story(self, story: Row) -> Iterator[str]:
        """A story by itself."""
        key = [story["story_id"]]
        events = self.record.rows(f"SELECT * FROM events WHERE story_id = ? {_AS_HAPPENED}", key)
        own = "event_id IN (SELECT event_id FROM events WHERE story_id = ?)"
        yield from self.story(story, events, self.facts(own, "story_id = ?", key))

    def one_event(self, event: Row) -> Iterator[str]:
        """An event by itself."""
        yield from self.events([event], self.facts("event_id = ?", "false", [event["event_id"]]))

    def facts(self, events: str, stories: str, asked: list[str]) -> Facts:
        """What stands with the events and the stories of two conditions, ``asked`` the parameters of each that has any."""
        order = "ORDER BY event_id, field, NOT chosen, len(documents) DESC, value"
        values = self.record.rows(f"SELECT * FROM event_values WHERE {events} {order}", asked)
        order = "ORDER BY event_id, kind <> 'conflict', kind, field, finding_id"
        found = self.record.rows(f"SELECT * FROM findings WHERE event_id IS NOT NULL AND {events} {order}", asked)
        sql = f"""SELECT story_id, document_id, outlet, published_at FROM story_documents JOIN documents USING (document_id)
                  WHERE {stories} ORDER BY published_at NULLS LAST, document_id"""
        reports = self.record.rows(sql, asked if "?" in stories else [])
        return Facts(_by(values, "event_id"), _by(found, "event_id"), _by(reports, "story_id"))

    def story(self, story: Row, events: Sequence[Row], facts: Facts) -> Iterator[str]:
        """A story: its reports, then what happened, then what had happened before."""
        yield from ("", "=" * WIDTH, wrapped(story["title"], "", ""))
        about = f"published {days(story['start'], story['end'])}; {plural(story['documents'], 'report')}"
        yield wrapped(f"{about}  [{story['story_id']}]", "  ", "")
        for report in facts.reports.get(story["story_id"], []):
            said = f"{report['outlet'] or 'outlet not known'}, {(report['published_at'] or 'undated')[:16].replace('T', ' ')}"
            yield wrapped(f"{said}: {report['document_id']}", "      ", "    - ")
        now = [e for e in events if not accounts.background(e, story["start"])]
        yield from self.events(now, facts)
        before = [e for e in events if accounts.background(e, story["start"])]
        if before:
            yield from ("", "Background, from before:")
            yield from self.events(before, facts, len(now) + 1)

    def events(self, events: Sequence[Row], facts: Facts, number: int = 1) -> Iterator[str]:
        """Events with their values and findings, numbered."""
        for n, event in enumerate(events, number):
            yield from self._event(n, event, facts)

    def _event(self, number: int, event: Row, facts: Facts) -> Iterator[str]:
        where = self.places.get(event["place_id"], "place not known")
        yield ""
        yield wrapped(told(event["what"]), "    ", f"{number:2d}. ")
        yield wrapped(f"{kind(event['type'])}, {event['status']}; {days(event['start'], event['end'])}; {where}", "    ")
        yield wrapped(f"{event['grade'].upper()}: {counted(event)}  [{event['event_id']}]", "    ")
        by_field = _by(facts.values.get(event["event_id"], []), "field")
        for name in sorted(by_field, key=matrix.rank):
            given = by_field[name]
            if name not in _IN_THE_LINE or len(given) > 1 or judgement(given[0], self.judged):
                yield from self.field(name, given)
        for row in facts.findings.get(event["event_id"], []):
            yield finding(row, "      ")

    def field(self, name: str, values: Sequence[Row], indent: str = "      ", *, ids: bool = False) -> Iterator[str]:
        """The values of a field: one on a line with its name; several under it, ``*`` before what stands for the field."""
        first = values[0]
        low, best, high = (first[f"field_{k}"] for k in ("low", "best", "high"))
        stands = next((v["value"] for v in values if v["chosen"]), None)
        counted_ = words.counted(stands, low, best, high, len(values)) if (low, best, high) != (None, None, None) else ""
        yield wrapped(f"{field(name)}: {counted_ if len(values) > 1 else self._said(first, ids=ids)}", indent + "  ", indent)
        for value in values[: self.most] if len(values) > 1 else ():
            yield wrapped(self._said(value, ids=ids), indent + "    ", f"{indent}  {'*' if value['chosen'] else '-'} ")
        if self.most is not None and len(values) > self.most:
            yield f"{indent}  and {plural(len(values) - self.most, 'more value')}"

    def _said(self, value: Row, *, ids: bool) -> str:
        shown = matrix.said(value["field"], value["value"])
        return f"{shown} ({standing(value, self.outlets, self.judged)})" + (f"  [{value['value_id']}]" if ids else "")


def _by(rows: Sequence[Row], key: str) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def _overview(record: Record) -> Iterator[str]:
    """The stories with the most reports, each with its most told events."""
    stories = record.rows("SELECT * FROM stories ORDER BY documents DESC, story_id LIMIT ?", [STORIES])
    count = record.rows("SELECT count(*) AS n FROM stories")[0]["n"]
    few = f"The {plural(len(stories), 'story')} with the most reports" if len(stories) < count else plural(count, "story")
    yield wrapped(f"{few}, each with the events that most origins tell of.", "")
    for story in stories:
        graded_ = "SELECT grade, count(*) AS n FROM events WHERE story_id = ? GROUP BY 1 ORDER BY n DESC, 1"
        grades = record.rows(graded_, [story["story_id"]])
        yield ""
        yield wrapped(story["title"], "  ", "")
        yield wrapped(f"{days(story['start'], story['end'])}; {plural(story['documents'], 'report')}  [{story['story_id']}]", "  ")
        graded = ", ".join(f"{g['n']} {g['grade']}" for g in grades)
        yield wrapped(f"{plural(sum(g['n'] for g in grades), 'event')}: {graded}", "  ")
        order = 'ORDER BY origins DESC, reports DESC, "start" NULLS LAST, event_id LIMIT ?'
        for event in record.rows(f"SELECT * FROM events WHERE story_id = ? {order}", [story["story_id"], EVENTS]):
            yield wrapped(f"{event['start'] or 'undated'}: {told(event['what'], 140)}", "      ", "    - ")
            yield wrapped(f"{event['grade']}, {plural(event['origins'], 'origin')}  [{event['event_id']}]", "      ")
    yield ""
    if count > len(stories):
        yield wrapped(f"{plural(count - len(stories), 'further story')} in the record.", "")
    yield wrapped("One of them in full (its id, or how its title begins): crosswire show RECORD STORY", "  ", "")
    yield "All of them in full: crosswire show RECORD --all"


def finding(row: Row, indent: str) -> str:
    """A finding on a line."""
    holds = "" if row["holds"] is None else (" (holds)" if row["holds"] else " (does not hold)")
    return wrapped(f"{row['text']}{holds}  [{row['finding_id']}]", indent + "    ", f"{indent}! {row['kind']}: ")
