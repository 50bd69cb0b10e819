"""How a count moved: every report's amount by the time of publication, and what stood when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def series(field: Row, reports: Sequence[Row], entries: Sequence[Row], origins: Mapping[str, str | None]) -> Row:
    """The amounts of one counted field: ``points`` in the order of publication, undated ones last, and ``steps`` of what stood.

    ``origins`` is claim_id -> the origin that a claim rests on.
    A point has ``at`` (ISO 8601 or None), ``best``, ``low``, ``high`` (None: open), its label, standing, words and place.
    """
    dates = {r["document_id"]: r["published_at"] for r in reports}
    bounds = {v["value_id"]: v for v in field["values"]}
    points = [
        {**_point(e, bounds[e["value_id"]], dates[e["document_id"]]), "origin_id": origins.get(e["claim_id"])}
        for e in entries
        if e["value_id"] in bounds
    ]
    points = [p for p in points if p["best"] is not None]
    points.sort(key=lambda p: (p["at"] is None, p["at"] or "", p["document_id"], p["start"]))
    return {"field": field["field"], "label": field["label"], "points": points, "steps": _steps(points, field["best"])}


def _point(entry: Row, value: Row, at: str | None) -> Row:
    label = value["value"]
    best = next((v for v in (value["best"], value["low"], value["high"]) if v is not None), None)
    up_to = label.startswith("up to ")
    return {
        "at": at,
        "label": label,
        "best": best,
        "low": None if up_to else value["low"],
        "high": value["high"],
        "open": "down" if up_to else "up" if value["high"] is None else None,
        "standing": entry["standing"],
        "value_id": value["value_id"],
        "claim_id": entry["claim_id"],
        "document_id": entry["document_id"],
        "outlet": entry["outlet"],
        "start": entry["start"],
        "end": entry["end"],
        "words": entry["words"],
    }


def _steps(points: Sequence[Row], stands: float | None) -> list[Row]:
    """What most origins said at each time, then most reports, then the latest; nothing where that does not lead to what stands now.

    Where a count was brought up to date, what came before does not count. The record's own rule goes further (what is exact before
    what is not, say), so that the way is drawn only where both come to the same.
    """
    dated = [p for p in points if p["at"] and p["standing"] != "withdrawn"]
    steps: list[Row] = []
    for n, point in enumerate(dated):
        best = _stood(dated[: n + 1])
        if not steps or steps[-1]["best"] != best:
            steps.append({"at": point["at"], "best": best})
    return steps if len(steps) > 1 and steps[-1]["best"] == stands else []


def _stood(known: Sequence[Row]) -> float:
    top = max((p["best"] for p in known if p["standing"] == "updated"), default=None)
    pool = [p for p in known if top is None or p["best"] >= top] or list(known)
    groups: dict[float, list[Row]] = {}
    for point in pool:
        groups.setdefault(point["best"], []).append(point)

    def weight(best: float) -> tuple[int, int, str, float]:
        own = groups[best]
        origins = {p["origin_id"] or p["document_id"] for p in own}
        return (len(origins), len({p["document_id"] for p in own}), max(p["at"] for p in own), best)

    return float(max(groups, key=weight))
