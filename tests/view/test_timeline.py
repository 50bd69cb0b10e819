"""The timeline: nothing undated is given a day, counts add up, the drawing is bounded, and marks do not lie on one another."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.view.asking.filters import Filters
from crosswire.view.drawing import timelines
from crosswire.view.drawing.scales import Days
from crosswire.view.events import chronology

relaxed = settings(deadline=None)
SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2030, 3, 4)
DATES = st.dates(date(1990, 1, 1), date(2040, 12, 31))


def event(number=0, start=DAY, end=None, grade="single", lane="ASSAULT", what="Shots were fired at the ferry"):
    return {"event_id": f"event_{number}", "what": what, "type": lane, "grade": grade, "lane": lane, "start": start, "end": end or start}


def line(events=(), bars=(), first=DAY, last=DAY + timedelta(days=9), grain="day", reports=()):
    keys = sorted({e["lane"] for e in [*events, *bars]})
    lanes = [{"key": k, "label": k.lower(), "events": 1, "url": f"/timeline?type={k}"} for k in keys]
    return {
        "first": first, "last": last, "grain": grain, "by": "kind", "lanes": lanes, "events": list(events), "bars": list(bars),
        "reports": list(reports), "shown": len(events), "asked": {"story": "s"},
    }  # fmt: skip


def parsed(drawn):
    return ElementTree.fromstring(str(drawn).replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


@relaxed
@given(DATES, st.integers(0, 20_000), st.sampled_from([300.0, 1000.0]))
def test_ticks_are_in_order_and_apart(first, days, wide):
    axis = Days(first, min(first + timedelta(days=days), date(2099, 1, 1)), 0.0, wide)
    ticks = axis.ticks(60.0)
    at = [axis.begin(day) for day, _ in ticks]
    assert at == sorted(at)
    assert all(b - a > 40 for a, b in pairwise(at))
    assert all(axis.first <= day <= axis.last for day, _ in ticks)


@relaxed
@given(DATES, st.sampled_from(list(chronology.GRAINS)))
def test_a_stretch_of_time_ends_where_the_next_begins(day, grain):
    begin = chronology.begins(day, grain)
    end = chronology.ends(begin, grain)
    assert begin <= day <= end
    assert chronology.begins(end + timedelta(days=1), grain) == end + timedelta(days=1)


@relaxed
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=1, max_size=30))
def test_marks_of_a_lane_do_not_lie_on_one_another(spans):
    events = [event(i, DAY + timedelta(days=a), DAY + timedelta(days=a + n)) for i, (a, n) in enumerate(sorted(spans))]
    axis = Days(DAY, DAY + timedelta(days=14), 100.0, 1100.0)
    rows = timelines._packed(events, axis)
    assert sum(map(len, rows)) == len(events)
    for row in rows:
        extents = [timelines._extent(e, axis) for e in row]
        assert all(a[1] <= b[0] for a, b in pairwise(extents))


def test_words_of_reports_are_text():
    drawn = timelines.strip(line([event(what='<script>alert(1)</script>" onload="x')]))
    assert "<script" not in drawn
    assert "style=" not in drawn
    parsed(drawn)


def test_a_span_is_a_bar_and_a_day_is_a_sign():
    (bar,) = [e for e in parsed(timelines.strip(line([event(end=DAY + timedelta(days=3))]))).iter(f"{SVG}rect") if "span" in e.get("class")]
    assert float(bar.get("width")) > 300
    assert not [e for e in parsed(timelines.strip(line([event()]))).iter(f"{SVG}rect") if "span" in e.get("class")]


def test_bars_add_up_and_lead_to_their_events():
    bars = [{"lane": "AID", "day": DAY, "until": DAY, "grade": g, "events": n} for g, n in (("single", 30), ("contested", 10))]
    drawn = parsed(timelines.strip(line(bars=bars)))
    (link,) = [a for a in drawn.iter(f"{SVG}a") if a.get("class") == "bars"]
    assert link.get("href") == "/events?story=s&from=2030-03-04&to=2030-03-04&type=AID"
    single, contested = [float(r.get("height")) for r in link.iter(f"{SVG}rect")]
    assert single == pytest.approx(3 * contested, rel=0.02)
    assert link.find(f"{SVG}title").text == "4 March 2030: 40 events (10 contested, 30 single)"


def test_many_events_are_drawn_as_few_bars():
    days = [DAY + timedelta(days=7 * i) for i in range(chronology.MOST_BARS // 8)]
    lanes = [f"KIND{i}" for i in range(8)]
    bars = [{"lane": k, "day": d, "until": d + timedelta(days=6), "grade": "single", "events": 9} for k in lanes for d in days]
    assert len(timelines.strip(line(bars=bars, last=days[-1], grain="week"))) < 220_000
    assert len(timelines.strip(line(bars=bars, last=days[-1], grain="week"), 400)) < 45_000


def test_every_event_is_on_the_timeline_or_counted_beside_it(room_record):
    told = chronology.of(room_record, everything=True)
    n = room_record.rows("SELECT count(*) AS n FROM events")[0]["n"]
    assert told["dated"] + told["undated"] == n
    assert told["before"] == told["after"] == 0
    assert len(told["events"]) == told["dated"] == told["shown"]
    assert told["longer"] + sum(b["events"] for b in told["bars"]) == told["shown"]
    assert sum(lane["events"] for lane in told["lanes"]) == told["shown"]


def test_without_far_days_the_counts_still_add_up(room_record):
    told = chronology.of(room_record)
    assert told["before"] + told["after"] + told["shown"] == told["dated"]
    assert told["before"] > 0
    assert (told["last"] - told["first"]).days < 60


def test_undated_events_are_listed_and_on_no_timeline(room, room_record):
    model = room.get("/timeline.json").json()
    undated = {r["event_id"] for r in room_record.rows('SELECT event_id FROM events WHERE "start" IS NULL AND "end" IS NULL')}
    assert undated
    assert {e["event_id"] for e in model["undated"]} == undated
    assert not undated & {e["event_id"] for e in model["events"]}
    page = room.get("/timeline").text
    assert f"of {len(undated)} events the day is not known" in page
    assert all(f"/event/{i}" in page for i in undated)


def test_a_lane_leads_to_itself_under_the_same_filters(room):
    lane = room.get("/timeline.json?grade=single").json()["line"]["lanes"][0]
    alone = room.get(lane["url"].replace("/timeline?", "/timeline.json?")).json()
    assert {e["type"] for e in alone["events"]} == {lane["key"]}
    assert "grade=single" in lane["url"]


def test_chosen_days_are_the_range(room):
    line_ = room.get("/timeline.json?from=2031-06-04&to=2031-06-06").json()["line"]
    assert (line_["first"], line_["last"]) == ("2031-06-04", "2031-06-06")


def test_publication_is_that_of_the_reports_on_these_events(room_record):
    story = room_record.rows("SELECT event_id, story_id FROM events WHERE story_id IS NOT NULL LIMIT 1")[0]["story_id"]
    told = chronology.of(room_record, Filters((("story", story),)), everything=True)
    of_story = room_record.rows("""SELECT count(DISTINCT document_id) AS n FROM claims JOIN events e USING (event_id) JOIN documents d
                                   USING (document_id) WHERE e.story_id = ? AND d.published_at IS NOT NULL""", [story])  # fmt: skip
    assert sum(r["reports"] for r in told["reports"]) == of_story[0]["n"]


def test_nothing_dated_is_said_and_not_drawn(room):
    page = room.get("/timeline?q=zzzzzz").text
    assert "No event here has a known day" in page
    assert "<figure" not in page
