"""A small invented record for the exports in other tools' shapes: a case says an event in a line, the rest is filled in."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from crosswire.store.database import Record, open_record, write_record
from crosswire.types import Actor, Claim, Document, Event, EventValue, Origin, Place, Quantity, Tables
from crosswire.view.exports.happenings import Happening, happenings
from crosswire.view.exports.profiles import Settings
from crosswire.view.exports.selection import Selection

TEXT = "Gunmen fired on the market. The ministry said so."
PLACES = {
    "town": Place("place_town", "Port Anselm", "EC", "Esmeraldas", 1.25, -78.75, 10.0, "geonames", "1"),
    "area": Place("place_area", "Grey Hills", "EC", "Manabí", -1.0, -80.0, 80.0, "crosswire", "Grey Hills"),
    "province": Place("place_province", "Manabí", "EC", None, -0.8, -80.1, 90.0, "dr5hn", "2941"),
    "country": Place("place_country", "Ecuador", "EC", None, -1.8, -78.2, 300.0, "dr5hn", "EC"),
    "region": Place("place_region", "West Coast", None, None, 0.0, -80.0, 1500.0, "crosswire", "West Coast"),
}
ACTORS = {
    "army": Actor("actor_army", "Anselm army", "government", "EC", "actor_state", ("Anselm army",)),
    "state": Actor("actor_state", "Ecuador", "country", "EC", None, ("Ecuador",)),
    "neighbour": Actor("actor_neighbour", "Colombian navy", "government", "CO", None, ("Colombian navy",)),
    "soldiers": Actor("actor_soldiers", "soldiers", "government", None, None, ("soldiers",)),
    "front": Actor("actor_front", "Tide; Front", "armed group", None, None, ("Tide; Front",)),
    "band": Actor("actor_band", "Red Band", "armed group", None, None, ("Red Band",)),
    "families": Actor("actor_families", "families", "organisation", None, None, ("families",)),
    "crowd": Actor("actor_crowd", "protesters in Port Anselm", "organisation", None, None, ("protesters",)),
    "captives": Actor("actor_captives", "prisoners in Port Anselm", "organisation", None, None, ("prisoners",)),
    "men": Actor("actor_men", "men", "organisation", None, None, ("men",)),
    "formula": Actor("actor_formula", "=cmd()", "armed group", None, None, ("=cmd()",)),
}
ORIGINS = {"ministry": Origin("origin_ministry", "speaker", "Ministry of Health"), "Dawn": Origin("origin_dawn", "outlet", "Dawn")}
OUTLETS = ("Dawn", "Herald", "Wire")


@dataclass(frozen=True)
class Tell:
    """One event. ``counts``: (field, value, low, best, high, outlets); the first is the chosen one of its field."""

    type: str = "ASSAULT"
    mode: str | None = None
    place: str | None = "town"
    actor: str | None = "front"
    target: str | None = "families"
    start: date | None = date(2031, 6, 3)
    end: date | None = date(2031, 6, 3)
    counts: Sequence[tuple[Any, ...]] = ()
    bounds: tuple[float | None, float | None, float | None] | None = None  # the field's, where not the chosen value's
    more: Mapping[str, Any] = field(default_factory=dict)
    start_days: int | None = None  # of what goes on; only for happening()
    said: Sequence[Mapping[str, Any]] = ({}, {}, {})  # of each claim, what is otherwise; only for happening()


def counted(
    value: str, low: float | None, best: float | None = None, high: float | None = None, *outlets: str, of: str = "killed"
) -> tuple[Any, ...]:
    """A count of an event; an exact one where only one number is given."""
    return (f"quantity:{of}", value, low, best, high, outlets or ("Dawn",))


def exact(number: int, *outlets: str, of: str = "killed") -> tuple[Any, ...]:
    """An exact count."""
    return counted(str(number), number, number, number, *outlets, of=of)


def tables(told: Sequence[Tell]) -> Tables:
    """The tables of a record in which three outlets tell of each event, one claim each."""
    reports = tuple(
        Document(name.lower(), f"{n}" * 64, f"{name}.txt", f"https://{name.lower()}.example/1", name, f"{name} reports, in short", None,
                 f"2031-06-0{n + 4}", "given", None, None, "en", TEXT, "text")
        for n, name in enumerate(OUTLETS)
    )  # fmt: skip
    claims, events, values, quantities = [], [], [], []
    for n, tell in enumerate(told):
        event_id = f"event_{n:03}"
        claims += [_claim(tell, event_id, name) for name in OUTLETS]
        place, actor, target = PLACES[tell.place] if tell.place else None, ACTORS.get(tell.actor or ""), ACTORS.get(tell.target or "")
        made = Event(
            event_id, "story_1", "Gunmen fired on the market", tell.type, actor and actor.actor_id, target and target.actor_id,
            place and place.place_id, tell.start, tell.end, "happened", 3, 3, 1, "single",
        )  # fmt: skip
        events.append(replace(made, **tell.more))
        values += _values(tell, event_id)
        quantities += _quantities(tell, event_id)
    rows = {"documents": reports, "claims": claims, "events": events, "event_values": values, "quantities": quantities}
    rows |= {"places": PLACES.values(), "actors": ACTORS.values(), "origins": ORIGINS.values()}
    return Tables(**{name: tuple(found) for name, found in rows.items()})


def _claim(tell: Tell, event_id: str, outlet: str) -> Claim:
    status = tell.more.get("status", "happened")
    return Claim(
        f"claim_{event_id}_{outlet}", outlet.lower(), 0, 26, 7, 12, tell.type, tell.mode, None, None, None, None, None, None, status, None, 0.5,
        "test", origin_id="origin_ministry", event_id=event_id,
    )  # fmt: skip


def _values(tell: Tell, event_id: str) -> list[EventValue]:
    made, seen = [], set()
    for name, value, low, best, high, outlets in tell.counts:
        first = next(c for c in tell.counts if c[0] == name)
        bounds = (
            tell.bounds
            if tell.bounds and name == "quantity:killed"
            else (first[2], first[3], first[4] if first[4] is not None else first[3])
        )
        claims = tuple(f"claim_{event_id}_{o}" for o in outlets)
        row = EventValue(
            event_id, name, value, low, best, high, tuple(o.lower() for o in outlets), claims, ("origin_ministry",),
            "conflicting" if sum(c[0] == name for c in tell.counts) > 1 else "only", 1, name not in seen, False, *bounds,
        )  # fmt: skip
        seen.add(name)
        made.append(row)
    return made


def _quantities(tell: Tell, event_id: str) -> list[Quantity]:
    made = []
    for name, value, low, best, high, outlets in tell.counts:
        modality = "vague" if best is None else "at_least" if high is None else "exact"
        role = name.split(":")[1]
        made += [
            Quantity(f"quantity_{event_id}_{name}_{value}_{o}", o.lower(), 0, 6, low, best, high, modality, "people", "people", role, f"claim_{event_id}_{o}")
            for o in outlets
        ]  # fmt: skip
    return made


@contextmanager
def recorded(folder: Path, *told: Tell) -> Iterator[Record]:
    """A record of these events, open."""
    path = folder / "told.duckdb"
    write_record(path, tables(told), {})
    with open_record(path) as record:
        yield record


def happening(tell: Tell) -> Happening:
    """One event, as an export has it before it is a row, without a file in between."""
    known = tables([tell])
    by_id = {p.place_id: p for p in known.places}
    actors = {a.actor_id: a for a in known.actors}

    def plain(row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in row.__dataclass_fields__}

    event = known.events[0]
    return Happening(
        plain(event),
        tuple(plain(v) for v in known.event_values),
        tuple(plain(c) | more for c, more in zip(known.claims, tell.said, strict=True)),
        tuple(plain(d) for d in known.documents),
        tuple(plain(q) for q in known.quantities),
        ("Ministry of Health",),
        {o.origin_id: o.name for o in known.origins},
        plain(by_id[event.place_id]) if event.place_id else None,
        plain(actors[event.actor_id]) if event.actor_id else None,
        plain(actors[event.target_id]) if event.target_id else None,
        {"actor_army": "Ecuador"},
        tell.start_days,
    )


def written(module: Any, record: Record, folder: Path, *, raw: bool = False) -> dict[str, Path]:
    """What a module's only profile writes, by file name."""
    folder.mkdir(exist_ok=True)
    (profile,) = module.PROFILES
    return {path.name: path for path in profile.write(Selection(record), folder, Settings(raw=raw))}


def read_csv(path: Path) -> list[dict[str, str]]:
    """A CSV file with a header row."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


__all__ = ["ACTORS", "PLACES", "TEXT", "Tell", "counted", "exact", "happening", "happenings", "read_csv", "recorded", "tables", "written"]
