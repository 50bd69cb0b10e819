"""Sources: who copies whom, who speaks through whom, and on whose word outlets tell what they tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from crosswire.store.database import Record
from crosswire.view.asking import choices, paging
from crosswire.view.asking.filters import Filters
from crosswire.view.asking.query import Query
from crosswire.view.pages import Model, Page
from crosswire.view.sources import sourcing

Row = dict[str, Any]

NODES, EDGES = 30, 80  # of the graph; the rest stands in the tables
CARRIERS = 10  # outlets named at the end of a way
WAYS = ("copied", "unknown", "credited")  # what tells most comes first
FIRST = 12  # rows of each table where no one list was asked for
LISTS = ("", "speakers", "outlets", "origins", "agencies", "copies")
COUNTED = {"outlets": sourcing.outlets, "origins": sourcing.origins, "copies": sourcing.copies, "credited": sourcing.credited}
Whole = Callable[[Record, Query], list[Row]]


@dataclass(frozen=True, slots=True)
class _Found:
    """All that was counted, under the filters: each table whole."""

    story: str
    words: Sequence[str]
    every: Mapping[str, Sequence[Row]]  # before the words of the filter

    def table(self, name: str) -> list[Row]:
        """A table's rows that hold every word of the filter."""
        columns = ("giver", "taker") if name == "copies" else ("name",)
        rows = self.every["origins" if name in ("speakers", "agencies") else name]
        if name == "speakers":
            rows = [r for r in rows if r["kind"] != "outlet"]
        if name == "agencies":
            rows = _agencies(self.agencies, self.every["credited"])
        return [r for r in rows if all(any(w in str(r[c]).lower() for c in columns) for w in self.words)]

    @property
    def agencies(self) -> list[Row]:
        """The origins that are agencies."""
        return [r for r in self.every["origins"] if r["kind"] == "agency"]


def _found(record: Record, filters: Filters) -> _Found:
    story = filters.get("story")
    every = {name: count(record, story) for name, count in COUNTED.items()}
    return _Found(story, filters.get("q").lower().split(), every)


def model(record: Record, query: Query) -> Model:
    """The graph's nodes and edges, and the tables ``outlets``, ``origins``, ``agencies``, ``copies``, ``speakers`` (flat: ``paths``)."""
    filters, chosen = Filters.of(record, query), query.one_of("list", LISTS)
    found = _found(record, filters)
    tables = {name: found.table(name) for name in LISTS if name}
    shown = {name: _shown(query, rows, name, chosen) for name, rows in tables.items()}
    if chosen or found.story or found.words:
        paths = _paths(record, shown["speakers"], found.story)
    else:
        paths = record.once("sourcing first paths", lambda: _paths(record, shown["speakers"], ""))
    outlets = found.every["outlets"]
    named = record.rows("SELECT story_id, title FROM stories WHERE story_id = ?", [found.story]) if found.story else []
    return {
        "title": "Sources",
        "story": named[0] if named else None,
        "chosen": chosen,
        "graph": graph(outlets, found.every["copies"], found.every["credited"], {r["name"] for r in found.agencies}),
        **shown,
        "speakers": [{**s, "through": _through(paths[s["origin_id"]])} for s in shown["speakers"]],
        "paths": [p for rows in paths.values() for p in rows],
        "counts": {name: len(rows) for name, rows in tables.items()},
        "reports": sum(o["reports"] for o in outlets),
        "sharing": sum(o["shares"] for o in outlets),
        "list": paging.counted(query, len(tables[chosen])) if chosen else None,
        "form": choices.form(record, query, filters, ("q", "story")),
    }


def _shown(query: Query, rows: Sequence[Row], name: str, chosen: str) -> list[Row]:
    if chosen:
        return paging.cut(query, rows) if chosen == name else []
    return list(rows[:FIRST])


def _paths(record: Record, speakers: Sequence[Row], story: str) -> dict[str, list[Row]]:
    """The ways of each speaker's words into the outlets, by origin_id."""
    found: dict[str, list[Row]] = {s["origin_id"]: [] for s in speakers}
    for row in sourcing.paths(record, list(found), story) if found else ():
        found[row["origin_id"]].append(row)
    return found


def _through(paths: Sequence[Row]) -> list[Row]:
    """The ways of one speaker's words, each with the outlets at its end: straight ones first."""
    found = [(via, list(rows)) for via, rows in groupby(paths, key=lambda p: p["via"])]
    return [
        {
            "via": via,
            "how": rows[0]["how"],
            "outlets": [{k: r[k] for k in ("outlet", "claims", "reports")} for r in rows[:CARRIERS]],
            "total": len(rows),
        }
        for via, rows in found
    ]


def _agencies(rows: Sequence[Row], credited: Sequence[Row]) -> list[Row]:
    """Agencies with the outlets that tell on their word, most reports first."""
    takers: dict[str, list[Row]] = {}
    for credit in credited:
        takers.setdefault(credit["origin_id"], []).append({k: credit[k] for k in ("taker", "claims", "reports")})
    return [{**row, "takers": takers.get(row["origin_id"], [])} for row in rows]


def graph(outlets: Sequence[Row], copies: Sequence[Row], credited: Sequence[Row], agencies: Set[str]) -> dict[str, Any]:
    """The ``nodes`` with most shared reports and the ``edges`` between them; ``left`` counts the edges that are not in the picture.

    An edge is "copied" or "unknown" (shared text, see :func:`crosswire.view.sources.sourcing.copies`), or "credited": claims
    rest on an agency or another outlet, but no shared text was found.
    """
    found: list[Row] = [{**c, "way": "copied" if c["known"] else "unknown", "origin_id": None, "claims": 0} for c in copies]
    joined = {frozenset((c["giver"], c["taker"])) for c in copies}
    blank = {"known": True, "pairs": 0, "passages": 0, "characters": 0, "reason": None, "given_id": None, "taken_id": None}
    for credit in credited:
        if frozenset((credit["giver"], credit["taker"])) not in joined:
            found.append({**blank, **credit, "way": "credited"})
    found.sort(key=lambda e: (WAYS.index(e["way"]), -e["reports"]))
    names: set[str] = set()
    for edge in found:
        if len(names | {edge["giver"], edge["taker"]}) <= NODES:
            names |= {edge["giver"], edge["taker"]}
    edges = [e for e in found if e["giver"] in names and e["taker"] in names][:EDGES]
    drawn = {end for e in edges for end in (e["giver"], e["taker"])}
    return {"nodes": _nodes(drawn, outlets, credited, agencies), "edges": edges, "left": len(found) - len(edges)}


def _nodes(names: Set[str], outlets: Sequence[Row], credited: Sequence[Row], agencies: Set[str]) -> list[Row]:
    """What the picture says of each node; one that has no report of its own is an origin only."""
    known = {o["name"]: o for o in outlets}
    given: Mapping[str, Row] = {c["giver"]: c for c in credited}
    return [
        {
            "name": name,
            "outlet": known[name]["outlet"] if name in known else None,
            "document_id": known[name]["document_id"] if name in known else None,
            "origin_id": given[name]["origin_id"] if name in given else None,
            "agency": name in agencies,
            "reports": known[name]["reports"] if name in known else 0,
        }
        for name in sorted(names)
    ]


def _whole(name: str) -> Whole:
    def rows(record: Record, query: Query) -> list[Row]:
        found = _found(record, Filters.of(record, query))
        if name != "paths":
            return found.table(name)
        return [p for rows in _paths(record, found.table("speakers"), found.story).values() for p in rows]

    return rows


TABLES = ("outlets", "origins", "agencies", "copies", "speakers", "paths")
PAGE = Page("sources", "/sources", model, TABLES, {name: _whole(name) for name in TABLES})
