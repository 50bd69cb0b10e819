"""How near the counts of independent sources are, with what they hang on taken apart.

    python -m bench.sources [--only CRISIS] [--all] [--kept FOLDER]

Three counts for every gold event, each against gold's:

read    the origins of the event of the record that holds most of its claims: what the scorer sees; hangs on claims, events and origins;
claims  the origins of those claims of the record that overlap its claims: events given;
given   the origins of gold's own claims, with gold's quotes, actors and passages: claims and events given (bench/gold_tables.py).

Printed are the events at which one of the counts is off (``--all``: every one), with the names of the origins behind the middle one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bench.gold_tables import read_gold
from bench.kept import tables_of
from bench.linking import crises
from crosswire import pipeline
from crosswire.config import Options
from crosswire.link import origins
from crosswire.types import Claim, Tables

COUNTS = ("read", "claims", "given")


class Row(NamedTuple):
    """One gold event: the counts, how many of its claims were found, and our claims with the names of their origins."""

    event: Mapping[str, Any]
    counts: tuple[int, int, int]
    found: int
    named: tuple[tuple[str, Claim], ...]


def near(said: int, true: int) -> float:
    """How near a count is to gold's, as the scorer has it."""
    return 1 - abs(said - true) / max(said, true, 1)


def rows(crisis: Path, kept: Path | None) -> Iterator[Row]:
    """Every event of a gold crisis."""
    gold = json.loads((crisis / "gold.json").read_text(encoding="utf-8"))
    tables = record(crisis, kept)
    matched = matches(gold, tables)
    names = {o.origin_id: o.name for o in tables.origins}
    size = {e.event_id: e.origins for e in tables.events}
    given, event_of = read_gold(crisis)
    told: dict[str, set[str]] = defaultdict(set)
    for claim in origins.trace(given).claims:
        told[event_of[claim.claim_id]].add(str(claim.origin_id))
    for event in gold["events"]:
        ours = matched.get(event["id"], [])
        events = Counter(c.event_id for c in ours if c.event_id)
        top = max(events, key=lambda e: (events[e], e), default=None)
        counts = (size.get(top or "", 0), len({c.origin_id for c in ours}), len(told[event["id"]]))
        yield Row(
            event, counts, len(ours), tuple(sorted(((names[c.origin_id or ""], c) for c in ours), key=lambda n: (n[0], n[1].claim_id)))
        )


def record(crisis: Path, kept: Path | None) -> Tables:
    """The record of a crisis."""
    metadata = crisis / "metadata.csv"
    options = Options(metadata=metadata if metadata.is_file() else None, workers=1)
    read = partial(pipeline.read_all, pipeline.gather([crisis / "reports"], options), options)
    return pipeline.relate(tables_of(kept, crisis.name, read) if kept else read())


def matches(gold: Mapping[str, Any], tables: Tables) -> dict[str, list[Claim]]:
    """gold event -> the claims of the record that overlap its claims by half of the shorter, one for each, the most alike first."""
    texts = tables.texts()
    pairs = []
    for event in gold["events"]:
        for number, row in enumerate(event["claims"]):
            for claim in (c for c in tables.claims if c.document_id == row["doc"]):
                said = " ".join(texts[row["doc"]][claim.start : claim.end].split())
                share = _share(" ".join(row["text"].split()), said, " ".join(texts[row["doc"]].split()))
                if share >= 0.5:
                    pairs.append((-share - (claim.type == event["type"]), event["id"], number, claim.claim_id, claim))
    taken: set[Any] = set()
    found: dict[str, list[Claim]] = defaultdict(list)
    for _, event_id, number, claim_id, claim in sorted(pairs, key=lambda p: p[:4]):
        if (event_id, number) not in taken and claim_id not in taken:
            taken.update(((event_id, number), claim_id))
            found[event_id].append(claim)
    return found


def _share(left: str, right: str, text: str) -> float:
    """The part of the shorter of two stretches of a text that is in both."""
    a, b = text.find(left), text.find(right)
    if a < 0 or b < 0:
        return 0.0
    return max(0, min(a + len(left), b + len(right)) - max(a, b)) / max(1, min(len(left), len(right)))


def show(row: Row, tables_texts: Mapping[str, str]) -> str:
    """An event at length."""
    true = row.event["independent_sources"]
    lines = [f"{row.event['id']}: gold {true}, " + ", ".join(f"{n} {c}" for n, c in zip(COUNTS, row.counts, strict=True))]
    lines += [f"    {row.event['type']}: {row.event['what']}  ({row.found} of {len(row.event['claims'])} claims found)"]
    for name, claim in row.named:
        words = " ".join(tables_texts[claim.document_id][claim.start : claim.end].split())
        lines.append(f"      {name:34.34} {claim.document_id:14.14} {words[:150]}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--quiet", action="store_true", help="the figures only")
    parser.add_argument("--kept", type=Path, help="a folder with what was read of the reports before")
    chosen = parser.parse_args(arguments)
    figures = {}
    for crisis in (c for c in crises() if chosen.only in (None, c.name)):
        found = list(rows(crisis, chosen.kept))
        texts = record(crisis, chosen.kept).texts()
        for row in found:
            if not chosen.quiet and (chosen.all or any(c != row.event["independent_sources"] for c in row.counts)):
                print(show(row, texts))
        figures[crisis.name] = [sum(near(r.counts[k], r.event["independent_sources"]) for r in found) / len(found) for k in range(3)]
    print(f"{'near':16}" + "".join(f"{n:>9}" for n in COUNTS))
    for name, values in figures.items():
        print(f"{name:16}" + "".join(f"{v:9.3f}" for v in values))


if __name__ == "__main__":
    main()
