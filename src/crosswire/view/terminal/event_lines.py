"""An event explained in a terminal: its values, its claims under the origins that they rest on, why they were joined, its findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crosswire.store.database import Record
from crosswire.view.events import chains, joins, matrix
from crosswire.view.events.told import Told, event_row
from crosswire.view.events.told import told as told_of
from crosswire.view.reports import spans
from crosswire.view.reports.fates import fates
from crosswire.view.reports.spans import Spot
from crosswire.view.terminal.record_lines import Account, counted, quoted, wrapped
from crosswire.view.words import bounds, clip, days, kind, plural, told

Row = dict[str, Any]
AROUND = 60  # characters of context on each side of the words
CLAIMS, STRONG, WEAK, REASONS = 3, 2, 3, 3  # of each origin, of the event, of each link: what is shown unless everything is asked for
ALL = 1_000_000


def lines(record: Record, event_id: str, *, everything: bool = False) -> Iterator[str]:
    """The explanation of an event; all its claims, links and reasons with ``everything``."""
    event = event_row(record, event_id)
    assert event is not None
    whole = told_of(record, event)
    words = spans.by_spot(record, [*map(_spot, whole.claims), *spots_of(whole.findings)], AROUND)
    yield wrapped(told(event["what"]), "  ", "Event: ")
    where = event["place"] or "place not known"
    yield wrapped(f"{kind(event['type'])}, {event['status']}; {days(event['start'], event['end'])}; {where}  [{event_id}]", "  ")
    yield wrapped(f"{event['grade'].upper()}: {counted(event)}", "  ")
    yield from _values(record, whole)
    gone = fates(record) if any(c["withdrawn"] for c in whole.claims) else {}
    yield from _claims(whole, words, CLAIMS if not everything else ALL, gone)
    yield from _joined(record, whole, words, everything=everything)
    if whole.findings:
        yield from ("", "FINDINGS")
    for row in whole.findings:
        yield from found(row, words, "  ")


def _spot(claim: Row) -> Spot:
    return (claim["document_id"], claim["start"], claim["end"])


def _sides(value: Row) -> list[Spot]:
    """One place for each report that gives a side of a finding."""
    first: dict[str, Spot] = {}
    for span in value["spans"]:
        first.setdefault(span["document_id"], (span["document_id"], span["start"], span["end"]))
    return list(first.values())


def _values(record: Record, whole: Told) -> Iterator[str]:
    account, by_field = Account(record), dict[str, list[Row]]()
    for value in sorted(whole.values, key=lambda v: not v["chosen"]):
        by_field.setdefault(value["field"], []).append(value)
    yield from ("", "VALUES (* stands for its field)")
    for name in sorted(by_field, key=matrix.rank):
        yield from account.field(name, by_field[name], "  ", ids=True)


def _claims(whole: Told, words: Mapping[Spot, Row], most: int, gone: Mapping[str, str]) -> Iterator[str]:
    claims = {c["claim_id"]: c for c in whole.claims}
    counts: dict[str, list[Row]] = {}
    for quantity in (q for rows in whole.quantities.values() for q in rows):
        counts.setdefault(quantity["claim_id"], []).append(quantity)
    yield from ("", f"CLAIMS: {len(claims):,} in {plural(len(whole.reports), 'report')}, under the origins that they rest on")
    for origin in chains.by_origin(whole.claims, {}, {c: {"claim_id": c} for c in claims}):
        told_in = f"{plural(origin['total'], 'claim')} in {plural(origin['reports'], 'report')}"
        yield wrapped(f"{origin['name']} ({origin['kind']}): {told_in}  [{origin['origin_id']}]", "    ", "  ")
        own = [claims[c["claim_id"]] for c in origin["claims"]]
        alike: dict[str, list[Row]] = {}
        for claim in own:
            alike.setdefault(" ".join(words[_spot(claim)]["exact"].split()).casefold(), []).append(claim)
        for first, *others in list(alike.values())[:most]:
            yield from _claim(first, others, words, counts.get(first["claim_id"], ()))
            for claim in (c for c in (first, *others) if c["document_id"] in gone):
                yield wrapped(f"{gone[claim['document_id']]}  ({claim['document_id']})", "        ", "      ")
        if len(alike) > most:
            left = sum(len(c) for c in list(alike.values())[most:])
            yield f"    and {plural(left, 'more claim')}: --all"


def _claim(claim: Row, others: Sequence[Row], words: Mapping[Spot, Row], counts: Sequence[Row]) -> Iterator[str]:
    yield wrapped(f"{place(claim)}  [{claim['claim_id']}]", "      ", "    - ")
    yield wrapped(quoted(words[_spot(claim)]), "      ")
    slots = [f"{k} {claim[k]}" for k in ("actor", "target", "place") if claim[k]]
    amounts = [f"{q['role'] or 'amount'} {bounds(q['low'], q['best'], q['high'])}" for q in counts]
    by = chains.sentence(claim) if claim["quote_id"] else ""
    read = [by, claim["status"], days(claim["time_start"], claim["time_end"]), *slots, *amounts]
    yield wrapped("; ".join(r for r in read if r), "      ")
    if others:
        elsewhere = "; ".join(f"{place(c)} [{c['claim_id']}]" for c in others)
        yield wrapped(f"the same words: {elsewhere}", "      ")


def place(row: Row) -> str:
    """Where words stand: outlet, report, offsets."""
    return f"{row['outlet'] or 'outlet not known'} ({row['document_id']}), characters {row['start']}-{row['end']}"


def _joined(record: Record, whole: Told, words: Mapping[Spot, Row], *, everything: bool) -> Iterator[str]:
    claims = {c["claim_id"]: c for c in whole.claims}
    if len(claims) < 2:
        return
    links, _ = joins.links_of(record, claims)
    inner = [x for x in links if x["left_id"] in claims and x["right_id"] in claims and x["joined"]]
    holding = joins.tree(links, claims)
    few = holding if len(holding) <= STRONG + WEAK else [*_across(holding, claims)[:STRONG], *holding[-WEAK:]]
    wanted = inner if everything else few
    yield from ("", "WHY THESE CLAIMS ARE ONE EVENT")
    note = "" if everything else "; here the strongest and the weakest that hold it together, with their weightiest reasons (--all)"
    yield wrapped(f"{plural(len(inner), 'link')} between them{note}", "  ")
    for row in joins.reasoned(wanted, joins.reasons(record, wanted)):
        yield f"  score {row['score']:.2f}"
        for key in (row["left_id"], row["right_id"]):
            claim = claims[key]
            yield wrapped(f"“{clip(words[_spot(claim)]['exact'], 90)}” ({claim['document_id']})", "      ", "    ")
        reasons = sorted([*row["vetoes"], *row["reasons"], *([row["decided"]] if row["decided"] else [])], key=lambda r: -abs(r["score"]))
        for reason in reasons if everything else reasons[:REASONS]:
            yield wrapped(f"{reason['score']:+.2f} {reason['sentence']}", "            ", "      ")


def _across(links: Sequence[Row], claims: Mapping[str, Row]) -> list[Row]:
    """The links between two reports before those within one."""
    return sorted(links, key=lambda x: claims[x["left_id"]]["document_id"] == claims[x["right_id"]]["document_id"])


def found(row: Row, words: Mapping[Spot, Row], indent: str) -> Iterator[str]:
    """A finding and the words of each of its sides, once a report."""
    holds = "" if row["holds"] is None else (", holds" if row["holds"] else ", does not hold")
    yield wrapped(f"{row['kind']} of {row['field']}{holds}: {row['text']}  [{row['finding_id']}]", indent + "  ", indent)
    for value in row["values"]:
        yield wrapped(value["value"], indent + "    ", indent + "  - ")
        for at in _sides(value):
            yield wrapped(f"{place(words[at])}:", indent + "      ", indent + "    ")
            yield wrapped(quoted(words[at]), indent + "      ")


def spots_of(rows: Sequence[Row]) -> list[Spot]:
    """Where the words of findings stand, once a report on each side."""
    return [at for row in rows for value in row["values"] for at in _sides(value)]
