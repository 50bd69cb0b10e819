"""How well claims are joined into events on the gold crises: B-cubed, CoNLL F1, calibration, the fit of the weights in link/features.py.

    python -m bench.linking [--fit]

Claims come from gold (bench/gold_tables.py), so that only the linking is measured. CoNLL F1 is the mean of MUC, B-cubed and CEAF-e, as
event coreference is reported elsewhere. Calibration: of the pairs that are given a probability, how many are of one event. ``--fit``
learns the weights by ridge logistic regression, leaving one crisis out at a time, and prints weights to be rounded into FEATURES.
"""

from __future__ import annotations

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.coreference import bcubed, conll
from bench.gold_tables import read_gold
from crosswire.link import blocks, claim_views, events, features
from crosswire.link.claim_views import Context, View
from crosswire.types import Tables

GOLD = Path(os.environ.get("CROSSWIRE_GOLD", Path(__file__).resolve().parents[2] / "shared" / "gold")) / "crises"
BALANCE = 0.12  # the weight of a pair of two events, where those of each claim with the others of its event count two together


def crises() -> list[Path]:
    """The folders of the gold crises."""
    return sorted(p.parent for p in GOLD.glob("**/gold.json"))


def joined(tables: Tables) -> dict[str, str]:
    """claim_id -> the event that ``events.join`` puts it in."""
    return {c.claim_id: str(c.event_id) for c in events.join(tables).claims}


def compared(tables: Tables) -> Iterator[tuple[View, View, Context]]:
    """Every pair that would be compared, in the context of its story."""
    views, everywhere = claim_views.read(tables)
    story_of = {r.document_id: r.story_id for r in tables.story_documents}
    within: dict[str, list[View]] = defaultdict(list)
    for view in views:
        within[story_of[view.claim.document_id]].append(view)
    contexts = {story: everywhere.within(group) for story, group in within.items()}
    for a, b in blocks.pairs(views, story_of):
        yield a, b, contexts[story_of[a.claim.document_id]]


def pairs(tables: Tables, event_of: dict[str, str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(feature scores, one event or two, weight) of every pair that would be compared."""
    size = Counter(event_of.values())
    rows, labels, weights = [], [], []
    for a, b, context in compared(tables):
        left, right = event_of[a.claim.claim_id], event_of[b.claim.claim_id]
        reasons = [f(a, b, context) for f, _ in features.FEATURES]
        rows.append([r.score if r else 0.0 for r in reasons])
        labels.append(left == right)
        weights.append(2 / (size[left] - 1) if left == right else BALANCE)
    return np.array(rows), np.array(labels, dtype=float), np.array(weights)


def fit(x: np.ndarray, y: np.ndarray, weights: np.ndarray, ridge: float = 2.0, steps: int = 30) -> tuple[np.ndarray, float]:
    """Weights and intercept of a ridge logistic regression, by Newton's method."""
    design = np.column_stack([x, np.ones(len(x))])
    w = np.zeros(design.shape[1])
    penalty = np.diag([ridge] * x.shape[1] + [0.0])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-design @ w))
        gradient = design.T @ (weights * (p - y)) + penalty @ w
        hessian = (design * (weights * p * (1 - p))[:, None]).T @ design + penalty
        w = w - np.linalg.solve(hessian, gradient)
    return w[:-1], float(w[-1])


def calibration(data: dict[str, tuple[Tables, dict[str, str]]]) -> list[tuple[float, float, int]]:
    """(probability, share of one event, pairs) by tenths of the probability that ``features.compare`` gives, over all crises."""
    cells: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for tables, event_of in data.values():
        for a, b, context in compared(tables):
            p = 1 / (1 + np.exp(-features.compare(a, b, context)[0]))
            cells[min(int(p * 10), 9)].append((p, event_of[a.claim.claim_id] == event_of[b.claim.claim_id]))
    return [(float(np.mean([p for p, _ in c])), float(np.mean([s for _, s in c])), len(c)) for _, c in sorted(cells.items())]


def main() -> None:
    """Print the measurements."""
    data = {p.name: read_gold(p) for p in crises()}
    print(f"{'crisis':18s} {'P':>6s} {'R':>6s} {'F1':>6s} {'CoNLL':>6s}   all apart   (JOIN_AT {events.JOIN_AT})")
    scores = []
    for name, (tables, event_of) in data.items():
        found = joined(tables)
        p, r, f = bcubed(event_of, found)
        scores.append((f, conll(event_of, found)))
        print(f"{name:18s} {p:6.3f} {r:6.3f} {f:6.3f} {scores[-1][1]:6.3f}   {bcubed(event_of, {c: c for c in event_of})[2]:6.3f}")
    print(f"mean F1 {np.mean([f for f, _ in scores]):.3f}, mean CoNLL F1 {np.mean([c for _, c in scores]):.3f}")
    print("said -> of one event (pairs):", "  ".join(f"{p:.2f} -> {share:.2f} ({n})" for p, share, n in calibration(data)))
    if "--fit" in sys.argv:
        refit(data)


def refit(data: dict[str, tuple[Tables, dict[str, str]]]) -> None:
    """Leave one crisis out, then fit on all."""
    xyw = {name: pairs(*value) for name, value in data.items()}
    names = [f.__name__ for f, _ in features.FEATURES]
    for left_out in [*data, ""]:
        kept = [v for k, v in xyw.items() if k != left_out]
        x, y, w = (np.concatenate([v[i] for v in kept]) for i in range(3))
        weights, intercept = fit(x, y, w)
        shown = "  ".join(f"{n} {value:.2f}" for n, value in zip(names, weights, strict=True))
        print(f"without {left_out or 'none'}: {len(y)} pairs, {y.mean():.3f} of one event; intercept {intercept:.2f}  {shown}")
        features.FEATURES = tuple((f, float(value)) for (f, _), value in zip(features.FEATURES, weights, strict=True))
        features.INTERCEPT = intercept
        for at in (0.0, 0.4, 0.8):
            events.JOIN_AT = at
            held = [left_out] if left_out else list(data)
            print("   ", at, "  ".join("{} {:.3f} {:.3f} {:.3f}".format(n, *bcubed(data[n][1], joined(data[n][0]))) for n in held))


if __name__ == "__main__":
    main()
