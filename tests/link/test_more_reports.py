"""More reports, no more sources: a copy of an example, or a report that only quotes one of its speakers, adds no origin to any event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire import pipeline
from crosswire.acquire.raw import Given, RawReport
from crosswire.config import Options
from crosswire.types import Extraction, Tables
from tests.conftest import EXAMPLES


@dataclass(frozen=True)
class World:
    """The examples as they came, as they were read, and as a record."""

    raw: tuple[RawReport, ...]
    read: tuple[Extraction, ...]
    made: Tables

    def with_one(self, raw: RawReport) -> Tables:
        """The record with one report more."""
        more = pipeline.read_report(raw, "crosswire")
        assert isinstance(more, Extraction)
        return pipeline.relate(pipeline.assemble([*self.read, more]))


@pytest.fixture(scope="module")
def world() -> World:
    raw = pipeline.gather([EXAMPLES / "reports"], Options(workers=1)).reports
    read = tuple(r for r in (pipeline.read_report(one, "crosswire") for one in raw) if isinstance(r, Extraction))
    return World(tuple(raw), read, pipeline.relate(pipeline.assemble(read)))


def sources(tables: Tables, claim_ids: Iterable[str]) -> dict[str, set[str | None]]:
    """event -> the origins of all its claims, for the events that hold one of some claims."""
    wanted = set(claim_ids)
    found: dict[str, set[str | None]] = defaultdict(set)
    events = {c.event_id for c in tables.claims if c.claim_id in wanted}
    for c in tables.claims:
        if c.event_id in events:
            found[str(c.event_id)].add(c.origin_id)
    return found


def check(world: World, after: Tables) -> None:
    """No event has more origins than those together had whose claims it holds."""
    event_of = {c.claim_id: str(c.event_id) for c in world.made.claims}
    before = sources(world.made, event_of)
    held: dict[str, set[str]] = defaultdict(set)
    for c in after.claims:
        if c.claim_id in event_of:
            held[str(c.event_id)].add(event_of[c.claim_id])
    for event, origins in sources(after, event_of).items():
        assert len(origins) <= len(set().union(*(before[e] for e in held[event])))


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 999), st.sampled_from([None, "2031-06-30", "2039-01-01T08:00:00+00:00"]))
def test_a_copy_of_a_report_adds_no_origin(world: World, number: int, day: str | None) -> None:
    source = world.raw[number % len(world.raw)]
    given_ = replace(source.given, outlet="Copy Post", published_at=day, url=None)
    check(world, world.with_one(replace(source, document_id="zz-copy", path="zz-copy.txt", given=given_)))


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 999), st.sampled_from([None, "2031-06-30"]))
def test_a_report_that_only_quotes_a_speaker_adds_no_origin(world: World, number: int, day: str | None) -> None:
    people = {a.actor_id: a.name for a in world.made.actors if a.kind == "person" and len(a.name.split()) > 1 and a.name.istitle()}
    texts = world.made.texts()
    said = sorted(
        (people[q.speaker_id], texts[q.document_id][q.start : q.end].strip(" ,."), q.mode)
        for q in world.made.quotes
        if q.speaker_id in people
    )
    whole = [s for s in said if "\n" not in s[1] and s[2] != "mixed"]
    name, words, mode = whole[number % len(whole)]
    that = "" if words.startswith("that ") else "that "
    text = f"“{words},” {name} said.\n" if mode == "direct" else f"{name} said {that}{words}.\n"
    check(world, world.with_one(RawReport("zz-says", "zz-says.txt", text.encode(), "text", Given(outlet="Copy Post", published_at=day))))
