"""Why the claims of an event were joined, and what nearly joined it: the links between claims, each with its reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crosswire.store.database import Record
from crosswire.view.words import TYPES, day, kind

Row = dict[str, Any]

DRAWN, LISTED = 6, 24  # links that are drawn with their reasons, and those that are listed after them without
NEAR = 6  # other events that nearly were this one
VETO = -10.0  # a reason that keeps apart whatever the rest says has this score and no part in the sum
# What a rule weighs, in plain words.
RULES = {
    "type": "the kind of event", "trigger": "the word for the deed", "actor": "who", "target": "to whom", "place": "where", "time": "when",
    "quantity": "how many", "figure": "a figure in common", "victims": "those harmed", "passage": "a shared passage",
    "words": "rare words of the clauses", "sentence": "words of the sentences around", "names": "names in common",
    "speaker": "who says so", "near": "how near they stand in one report", "main": "what the report opens with",
    "points back": "a word that takes up what was told", "counts on": "a count that goes on", "status": "done or planned",
    "decision": "a person’s decision", "far in time": "days far apart", "far in space": "places far apart", "own days": "days told apart",
    "own other": "told as another", "own numbers": "numbers told apart", "own doers": "doers told apart", "two acts": "two kinds of act",
}  # fmt: skip

_TYPES = re.compile(rf"\b(?:{'|'.join(TYPES)})\b")

_DAYS = re.compile(r"\b\d{4}-\d\d-\d\d\b")

# One scan of both ends for many claims. For one claim two queries: the left ends are sorted, so that the first hardly costs anything.
_COLUMNS = "SELECT rowid AS link, kind, left_id, right_id, score, joined FROM links"
_ENDS = _COLUMNS + " WHERE kind IN ('claim', 'origin') AND (left_id IN ({0}) OR right_id IN ({0}))"
_LEFT = _COLUMNS + " WHERE left_id = ? AND kind IN ('claim', 'origin')"
_RIGHT = _COLUMNS + " WHERE right_id = ? AND kind = 'claim'"
_REASONS = "SELECT rowid AS link, reasons FROM links WHERE rowid IN (SELECT unnest(?))"
_OTHERS = 'SELECT claim_id, document_id, "start", "end", event_id FROM claims WHERE claim_id IN (SELECT unnest(?))'
_EVENTS = 'SELECT event_id, what, "start" AS day, "end" AS until, type FROM events WHERE event_id IN (SELECT unnest(?))'


def links_of(record: Record, claims: Iterable[str]) -> tuple[list[Row], list[Row]]:
    """(every link between these claims and any claim, the links from them to what their origins are known by), the strongest first.

    Without their reasons; ``link`` is where a link stands, by which :func:`reasons` finds them.
    """
    ids = list(claims)
    if len(ids) > 1:
        rows = record.rows(_ENDS.format(", ".join("?" * len(ids))), [*ids, *ids])
    else:
        rows = [r for side in (_LEFT, _RIGHT) for r in record.rows(side, ids)] if ids else []
    ordered = sorted(rows, key=lambda r: (-r["score"], r["left_id"], r["right_id"]))
    own = set(ids)
    return [r for r in ordered if r["kind"] == "claim"], [r for r in ordered if r["kind"] == "origin" and r["left_id"] in own]


def reasons(record: Record, links: Iterable[Row]) -> dict[int, list[Row]]:
    """link -> its reasons."""
    wanted = [row["link"] for row in links]
    return {r["link"]: r["reasons"] for r in record.rows(_REASONS, [wanted])} if wanted else {}


def tree(links: Iterable[Row], claims: Iterable[str]) -> list[Row]:
    """The strongest links that together hold the claims: no link of it is between claims that stronger ones have joined already."""
    group = {c: c for c in claims}

    def head(claim: str) -> str:
        while group[claim] != claim:
            group[claim] = group[group[claim]]
            claim = group[claim]
        return claim

    found = []
    for link in links:
        left, right = link["left_id"], link["right_id"]
        if link["joined"] and left in group and right in group and head(left) != head(right):
            group[head(right)] = head(left)
            found.append(link)
    return found


def near_misses(links: Iterable[Row], claims: Iterable[str]) -> list[Row]:
    """The links that were kept apart and reach out of the event, the strongest first; ``inner`` and ``outer`` are its claims."""
    inside = set(claims)
    found = []
    for link in links:
        left, right = link["left_id"] in inside, link["right_id"] in inside
        if not link["joined"] and left != right:
            inner, outer = (link["left_id"], link["right_id"]) if left else (link["right_id"], link["left_id"])
            found.append({**link, "inner": inner, "outer": outer})
    return found


def others(record: Record, claims: Sequence[str]) -> dict[str, Row]:
    """claim_id -> where it stands, and which event it is in."""
    rows = record.rows(_OTHERS, [list(claims)]) if claims else []
    events = {r["event_id"]: r for r in record.rows(_EVENTS, [sorted({r["event_id"] for r in rows if r["event_id"]})])} if rows else {}
    return {r["claim_id"]: {**r, **events[r["event_id"]]} for r in rows if r["event_id"] in events}


def one_each(misses: Iterable[Row], known: Mapping[str, Row]) -> list[Row]:
    """The strongest near miss with each other event."""
    first: dict[str, Row] = {}
    for miss in misses:
        if miss["outer"] in known:
            first.setdefault(known[miss["outer"]]["event_id"], miss)
    return list(first.values())


def reasoned(wanted: Iterable[Row], found: Mapping[int, Sequence[Row]]) -> list[Row]:
    """The links with their reasons: ``prior`` + ``reasons`` = ``score``; ``vetoes`` keep apart whatever the sum."""
    return [{**bare(w), **explained(w["score"], found[w["link"]])} for w in wanted]


def bare(link: Row) -> Row:
    """A link without where it stands in its table, which is nobody's business."""
    return {k: v for k, v in link.items() if k not in ("link", "kind")}


def explained(score: float, given: Sequence[Row]) -> Row:
    """A link's reasons with plain names, the heaviest first, and what the sum began with."""
    reasons = [{**r, "name": RULES.get(r["rule"], r["rule"]), "sentence": _plain(r["sentence"])} for r in given]
    decided = [r for r in reasons if r["rule"] == "decision"]
    vetoes = [r for r in reasons if r["score"] == VETO and not decided]
    weighed = [r for r in reasons if r not in vetoes and r not in decided]
    prior = None if decided else round(score - sum(r["score"] for r in weighed), 4)
    return {"score": score, "prior": prior, "reasons": weighed, "vetoes": vetoes, "decided": decided[0] if decided else None}


def _plain(sentence: str) -> str:
    """A sentence with the types of events by their names, and days as days."""
    return _DAYS.sub(lambda found: day(found[0]), _TYPES.sub(lambda found: kind(found[0]), sentence))
