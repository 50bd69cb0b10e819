"""How well claims are joined into events: B-cubed on the gold crises, and the fit of the weights in link/features.py.

    python -m bench.linking [--fit]

Claims come from gold (bench/gold_tables.py), so that only the linking is measured. ``--fit`` learns the weights by ridge
logistic regression on all pairs, leaving one crisis out at a time, and prints weights to be rounded into FEATURES.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np

from bench.gold_tables import read_gold
from crosswire.link import claim_views, events, features
from crosswire.types import Tables

GOLD = Path(os.environ.get("CROSSWIRE_GOLD", Path(__file__).resolve().parents[2] / "shared" / "gold")) / "crises"


def crises() -> list[Path]:
    """The folders of the gold crises."""
    return sorted(p.parent for p in GOLD.glob("**/gold.json"))


def bcubed(gold: dict[str, str], found: dict[str, str]) -> tuple[float, float, float]:
    """(precision, recall, F1)."""
    by_gold, by_found = defaultdict(set), defaultdict(set)
    for item in gold:
        by_gold[gold[item]].add(item)
        by_found[found[item]].add(item)
    p = np.mean([len(by_gold[gold[i]] & by_found[found[i]]) / len(by_found[found[i]]) for i in gold])
    r = np.mean([len(by_gold[gold[i]] & by_found[found[i]]) / len(by_gold[gold[i]]) for i in gold])
    return float(p), float(r), float(2 * p * r / (p + r))


def measure(tables: Tables, event_of: dict[str, str]) -> tuple[float, float, float]:
    """B-cubed of the events that ``events.join`` makes."""
    joined = events.join(tables)
    return bcubed(event_of, {c.claim_id: str(c.event_id) for c in joined.claims})


def pairs(tables: Tables, event_of: dict[str, str]) -> tuple[np.ndarray, np.ndarray]:
    """(feature scores, one event or two) of every pair that would be compared."""
    views, context = claim_views.read(tables)
    story = {r.document_id: r.story_id for r in tables.story_documents}
    rows, labels = [], []
    for a, b in combinations(views, 2):
        if story[a.claim.document_id] == story[b.claim.document_id] and events.worth_comparing(a, b):
            reasons = [f(a, b, context) for f, _ in features.FEATURES]
            rows.append([r.score if r else 0.0 for r in reasons])
            labels.append(event_of[a.claim.claim_id] == event_of[b.claim.claim_id])
    return np.array(rows), np.array(labels, dtype=float)


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 2.0, steps: int = 60) -> tuple[np.ndarray, float]:
    """Weights and intercept of a ridge logistic regression, by Newton's method."""
    design = np.column_stack([x, np.ones(len(x))])
    w = np.zeros(design.shape[1])
    penalty = np.diag([ridge] * x.shape[1] + [0.0])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-design @ w))
        gradient = design.T @ (p - y) + penalty @ w
        hessian = (design * (p * (1 - p))[:, None]).T @ design + penalty
        w = w - np.linalg.solve(hessian, gradient)
    return w[:-1], float(w[-1])


def main() -> None:
    """Print the measurements."""
    data = {p.name: read_gold(p) for p in crises()}
    print(f"{'crisis':18s} {'P':>6s} {'R':>6s} {'F1':>6s}   all apart F1   (JOIN_AT {events.JOIN_AT}, INTERCEPT {features.INTERCEPT})")
    scores = []
    for name, (tables, event_of) in data.items():
        p, r, f = measure(tables, event_of)
        alone = bcubed(event_of, {c: c for c in event_of})[2]
        scores.append(f)
        print(f"{name:18s} {p:6.3f} {r:6.3f} {f:6.3f}   {alone:6.3f}")
    print(f"mean F1 {np.mean(scores):.3f}")
    if "--fit" in sys.argv:
        refit(data)


def refit(data: dict[str, tuple[Tables, dict[str, str]]]) -> None:
    """Leave one crisis out, then fit on all."""
    xy = {name: pairs(*value) for name, value in data.items()}
    names = [f.__name__ for f, _ in features.FEATURES]
    for left_out in [*data, ""]:
        x = np.concatenate([v[0] for k, v in xy.items() if k != left_out])
        y = np.concatenate([v[1] for k, v in xy.items() if k != left_out])
        weights, intercept = fit(x, y)
        shown = "  ".join(f"{n} {w:.2f}" for n, w in zip(names, weights, strict=True))
        print(f"without {left_out or 'none'}: {len(y)} pairs, {y.mean():.3f} of one event; intercept {intercept:.2f}  {shown}")
        use(weights, intercept)
        for at in (-1.5, -1.0, -0.5, 0.0, 0.5):
            events.JOIN_AT = at
            held = [left_out] if left_out else list(data)
            print("   ", at, "  ".join(f"{n} {p:.3f} {r:.3f} {f:.3f}" for n in held for p, r, f in [measure(*data[n])]))


def use(weights: np.ndarray, intercept: float) -> None:
    """Put other weights in the place of those of the package, for this process."""
    features.FEATURES = tuple((f, float(w)) for (f, _), w in zip(features.FEATURES, weights, strict=True))
    features.INTERCEPT = intercept
    events.ABSENT = intercept - 1.0


if __name__ == "__main__":
    main()
