"""Which link between claims joined two events, and which no longer holds one together: its strongest reason, as a cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crosswire.view.differences.sides import Side
from crosswire.view.events import joins
from crosswire.view.words import clip

Row = dict[str, Any]
FEW = 3  # links that are told of one event


def joined(side: Side, claims: Sequence[str], home: Mapping[str, str | None]) -> Iterator[Row]:
    """The strongest joining links between claims that were in different events (``home``; None: in none), one a pair of events.

    Links between two claims that were there before come first; where there is none, a new claim brought the events together.
    """
    direct: dict[frozenset[str | None], Row] = {}
    bridged: dict[frozenset[str | None], Row] = {}
    for link in side.links(claims):
        ends = frozenset((home[link["left_id"]], home[link["right_id"]]))
        if link["joined"] and len(ends) == 2:
            (bridged if None in ends else direct).setdefault(ends, link)
    reached = {e for ends in direct for e in ends}
    for link in list(direct.values())[:FEW]:
        yield _cause(side, link, "joined them")
    for ends, link in list(bridged.items())[:FEW]:
        if not ends - {None} <= reached:
            yield _cause(side, link, "joined one of them to a claim that is new")


def parted(old: Side, new: Side, claims: Sequence[str], ends: Mapping[str, str | None], now: Mapping[str, str]) -> Iterator[Row]:
    """The strongest links that joined claims which are in different events now; and what the newer record says against them."""
    back = {after: before for before, after in now.items()}
    apart: dict[frozenset[str], Row] = {}
    for link in new.links(back):
        key = frozenset((back[link["left_id"]], back[link["right_id"]]))
        if not link["joined"]:
            apart.setdefault(key, link)
    told: set[frozenset[str | None]] = set()
    for link in old.links(claims):
        pair = frozenset((ends[link["left_id"]], ends[link["right_id"]]))
        if link["joined"] and len(pair) == 2 and None not in pair and pair not in told and len(told) < FEW:
            told.add(pair)
            yield _cause(old, link, "held them together, and no longer joins them")
            against = apart.pop(frozenset((link["left_id"], link["right_id"])), None)
            if against is not None:
                yield _cause(new, against, "keeps them apart")
    for key, link in apart.items():
        pair = frozenset(ends[c] for c in key)
        if len(pair) == 2 and None not in pair and pair not in told and len(told) < FEW:
            told.add(pair)
            yield _cause(new, link, "keeps them apart")


def _cause(side: Side, link: Row, does: str) -> Row:
    """A link as a cause, by its strongest reason on the side that counts."""
    why = joins.explained(link["score"], link["reasons"])
    against = does == "keeps them apart"
    reasons = [why["decided"]] if why["decided"] else [*why["vetoes"], *why["reasons"]] if against else why["reasons"]
    telling = [r for r in reasons if r["rule"] != "type"] or reasons  # that both are attacks says little of why they are one
    strongest = (min if against else max)(telling, key=lambda r: r["score"], default=None)
    left, right = (side.said[link[k]] for k in ("left_id", "right_id"))
    words = f"“{clip(left.words, 60)}” ({left.document_id}) and “{clip(right.words, 60)}” ({right.document_id})"
    because = strongest["sentence"] if strongest else f"score {link['score']:.2f}"
    return {
        "cause": "link", "sentence": f"a link {does}: {because}; between {words}", "left_id": link["left_id"], "right_id": link["right_id"],
        "score": link["score"], "reason": strongest,
    }  # fmt: skip
