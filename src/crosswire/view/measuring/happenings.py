"""Claims, what they say, how they are joined, on how many sources they rest, and where these contradict each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crosswire.link.slots import kilometres
from crosswire.store.database import Record
from crosswire.types import Span
from crosswire.view.measuring.figures import Figure, b_cubed, f1, pairs
from crosswire.view.measuring.folding import Texts, fold, shared
from crosswire.view.measuring.spoken import SHOWN, Names

Row = Mapping[str, Any]
DISPUTED = ("denied", "happened", "possible", "planned")  # any of these is right where gold says that it is disputed


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim of gold: the event that it tells of, the claim, and where its words stand first."""

    event: Row
    claim: Row
    at: Span | None


@dataclass(frozen=True, slots=True)
class Met:
    """Claims of gold and of the record, and which are the same: by their words and type (``typed``), or by their words alone."""

    asked: Sequence[Asked]
    found: Sequence[tuple[Row, Span]]
    typed: Mapping[int, int]
    loose: Mapping[int, int]

    @classmethod
    def of(cls, record: Record, texts: Texts, events: Sequence[Row]) -> Met:
        """Match the claims of each report by the words that they share: half of the shorter one at least."""
        asked = [Asked(e, c, texts.first(c)) for e in events for c in e["claims"]]
        found = [(c, texts.own(c)) for c in texts.rows(record, "claims")]
        typed: dict[int, int] = {}
        loose: dict[int, int] = {}
        own: dict[str, list[int]] = defaultdict(list)
        for number, (row, _) in enumerate(found):
            own[row["document_id"]].append(number)
        by_report: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(asked):
            by_report[one.claim["doc"]].append(number)
        for report, mine in by_report.items():
            theirs = own[report]
            for met, strict in ((typed, True), (loose, False)):
                for i, j in pairs([asked[n] for n in mine], [found[n] for n in theirs], _strict if strict else _fit):
                    met[mine[i]] = theirs[j]
        return cls(asked, found, typed, loose)

    def events(self, event: Row) -> list[str]:
        """The record's events in which the claims of an event of gold are, one entry a claim."""
        ids = (self.found[j][0]["event_id"] for i, j in sorted(self.loose.items()) if self.asked[i].event is event)
        return [i for i in ids if i]


def _fit(asked: Asked, found: tuple[Row, Span]) -> float:
    if not asked.at:
        return 0.0
    both, mine, theirs = shared(asked.at, found[1]), asked.at.end - asked.at.start, found[1].end - found[1].start
    return both / min(mine, max(theirs, 1)) if both >= 0.5 * min(mine, theirs) else 0.0


def _strict(asked: Asked, found: tuple[Row, Span]) -> float:
    return _fit(asked, found) if found[0]["type"] == asked.event["type"] else 0.0


def figures(record: Record, texts: Texts, names: Names, gold: Mapping[str, Any]) -> Iterator[Figure]:
    """All that is measured of claims and events."""
    met = Met.of(record, texts, gold["events"])
    missed = [f"{a.claim['doc']}: {a.event['type']}: {a.claim['text'][:SHOWN]}" for i, a in enumerate(met.asked) if i not in met.typed]
    yield f1("claims", len(met.typed), len(met.found), len(met.asked), missed)
    yield f1("claims, any type", len(met.loose), len(met.found), len(met.asked))
    yield _slots(record, names, gold, met)
    yield _joined(met)
    yield _sources(record, gold["events"], met)
    if gold["conflicts"]:
        yield _conflicts(record, gold, met)
    if gold["arithmetic"]:
        yield _arithmetic(record, gold["arithmetic"])


def _slots(record: Record, names: Names, gold: Mapping[str, Any], met: Met) -> Figure:
    """The mean of how often actor, target, place, time and status of the claims that were found are right, where gold has them."""
    places = {r["place_id"]: r for r in record.rows("SELECT place_id, lat, lon FROM places")}
    points = {fold(p["name"]).lower(): p for p in gold["places"] if p.get("name")}
    right: dict[str, list[bool]] = defaultdict(list)
    for i, j in met.loose.items():
        event, row = met.asked[i].event, met.found[j][0]
        for role in ("actor", "target"):
            if event.get(role):
                right[role].append(names.actor(row[f"{role}_id"]) == event[role])
        point = points.get(fold(event.get("place") or "").lower())
        if point:
            right["place"].append(_there(point, places.get(row["place_id"] or "")))
        if event.get("start"):
            right["time"].append(_then(event, row))
        right["status"].append(row["status"] == event["status"] or (event["status"] == "disputed" and row["status"] in DISPUTED))
    shares = [sum(r) / len(r) for r in right.values()]
    return Figure("slots", sum(shares) / len(shares) if shares else 0.0, len(met.asked))


def _there(point: Row, place: Row | None) -> bool:
    if place is None or place["lat"] is None:
        return False
    return bool(kilometres((point["lat"], point["lon"]), (place["lat"], place["lon"])) <= point["tolerance_km"])


def _then(event: Row, row: Row) -> bool:
    start, end = row["time_start"], row["time_end"] or row["time_start"]
    return bool(start) and str(start) <= (event.get("end") or event["start"]) and str(end) >= event["start"]


def _joined(met: Met) -> Figure:
    """Whether the claims of one event are in one event; a claim that was not found counts as lost."""
    gold = {i: a.event["id"] for i, a in enumerate(met.asked)}
    found = {i: met.found[j][0]["event_id"] or ("none", j) for i, j in met.loose.items()}
    return b_cubed("event linking", gold, found)


def _sources(record: Record, events: Sequence[Row], met: Met) -> Figure:
    """How near the number of independent sources is, per event of gold: 1 - difference / the larger one."""
    origins = {r["event_id"]: r["origins"] for r in record.rows("SELECT event_id, origins FROM events")}
    counted = [e for e in events if e.get("independent_sources")]
    near, misses = 0.0, []
    for event in counted:
        ids = met.events(event)
        if not ids:
            misses.append(f"{event['id']}: not found")
            continue
        said, true = origins[max(Counter(ids).items(), key=lambda item: (item[1], item[0]))[0]], event["independent_sources"]
        near += 1 - abs(said - true) / max(said, true)
        if said != true:
            misses.append(f"{event['id']}: {said} origins, {true} in truth")
    return Figure("sources", near / len(counted) if counted else 0.0, len(counted), misses=tuple(misses))


def _conflicts(record: Record, gold: Mapping[str, Any], met: Met) -> Figure:
    """The share of contradictions that a finding tells, with reports of both sides."""
    findings = [f for f in record.table("findings") if f["kind"] == "conflict"]
    events = {e["id"]: set(met.events(e)) for e in gold["events"]}
    missed = [f"{c['event']}: {c['field']}" for c in gold["conflicts"] if not any(_tells(f, c, events[c["event"]]) for f in findings)]
    total = len(gold["conflicts"])
    return Figure("conflicts", 1 - len(missed) / total, total, misses=tuple(missed))


def _tells(finding: Row, conflict: Row, events: set[str]) -> bool:
    field = str(finding["field"]).split(":", 1)[0]
    if field != conflict["field"] or not (finding["event_id"] in events or field == "speaker"):
        return False
    said = [set(v["documents"]) for v in finding["values"]]
    return len(said) > 1 and sum(any(set(side["docs"]) & d for d in said) for side in conflict["values"]) > 1


def _arithmetic(record: Record, gold: Sequence[Row]) -> Figure:
    """The share of sums that are told, and rightly said to hold or not."""
    found = [f for f in record.table("findings") if f["kind"] == "arithmetic"]
    told = {(document, f["holds"]) for f in found for v in f["values"] for document in v["documents"]}
    missed = [g["doc"] for g in gold if (g["doc"], g["holds"]) not in told]
    return Figure("arithmetic", 1 - len(missed) / len(gold), len(gold), misses=tuple(missed))


def stories(record: Record, gold: Sequence[Sequence[str]]) -> Figure:
    """Whether reports of one story are in one story."""
    label = {document: number for number, story in enumerate(gold) for document in story}
    found = {r["document_id"]: r["story_id"] for r in record.rows("SELECT document_id, story_id FROM story_documents")}
    return b_cubed("stories", label, found)
