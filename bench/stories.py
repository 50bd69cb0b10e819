"""How well reports are grouped into stories: B-cubed by threshold, on each half of the gold's stories, and the fit of the weights.

    python -m bench.stories --kept DIR [--fit]

Three public sets and the gold crises, all that is read of them kept (bench/kept.py; ``bench.accuracy`` fills the folder). ``--fit`` learns
the weights of link/likeness.py by ridge logistic regression on the pairs of one half of the stories (by a hash of the story's id), and
prints weights to be rounded into ``WEIGHTS``; the other half and the crises, which have no part in it, tell what they are worth.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.coreference import bcubed
from bench.kept import tables_of
from bench.public import lines_of
from crosswire.link import likeness, profiles, stories
from crosswire.link.vectors import Floats
from crosswire.types import Tables

GOLD = Path(os.environ.get("CROSSWIRE_GOLD", Path(__file__).resolve().parents[2] / "shared" / "gold"))
SHARES = {"allsides": 1.0, "ecb+": 1.0, "gva": 0.5}  # the weight of all pairs of a set
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


@dataclass(frozen=True)
class Part:
    """A set with its reports' stories, and all pairs that are compared: report numbers, measures, one story or two."""

    name: str
    story: tuple[str, ...]  # of each report; "" where gold does not say
    corpus: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    measures: Floats
    same: Floats

    def chosen(self, corpus: str) -> np.ndarray:
        """Which pairs are of a corpus, and both of half 0 of the stories."""
        fits = [c == corpus and bool(s) and not half_of(s) for c, s in zip(self.corpus, self.story, strict=True)]
        return np.array([fits[i] and fits[j] for i, j in self.pairs])


def half_of(story: str) -> int:
    """0 or 1, by a hash of the story's id."""
    return hashlib.sha256(story.encode()).digest()[-1] % 2


def _absent() -> Tables:
    raise SystemExit("nothing is kept of a set: run `python -m bench.accuracy --kept DIR` first")


def _gold(name: str) -> dict[str, tuple[str, str]]:
    """report -> (story, corpus)."""
    if name == "stories":
        return {r["id"]: (r["story"], r["corpus"]) for r in lines_of(GOLD / name / "gold.jsonl")}
    if name == "victims":
        return {d: (str(r["id"]), "gva") for r in lines_of(GOLD / name / "gold.jsonl") for d in r["documents"]}
    gold = json.loads(next(p for p in GOLD.glob("crises/**/gold.json") if p.parent.name == name).read_text(encoding="utf-8"))
    return {d: (f"{name} {k}", name) for k, together in enumerate(gold["stories"]) for d in together}


def read_part(kept: Path, name: str) -> Part:
    """A set's pairs, measured."""
    reading = profiles.read(tables_of(kept, name, _absent))
    gold = _gold(name)
    labels = [gold.get(r.document.document_id, ("", "")) for r in reading.reports]
    pairs: list[tuple[int, int]] = []
    rows: list[Floats] = []
    for i in range(len(labels)):
        others = likeness.compared(reading, i)
        if others:
            pairs += [(i, j) for j in others]
            rows.append(likeness.features(reading, i, others))
    same = np.array([bool(labels[i][0]) and labels[i] == labels[j] for i, j in pairs], dtype=float)
    return Part(name, tuple(s for s, _ in labels), tuple(c for _, c in labels), tuple(pairs), np.concatenate(rows), same)


def fit(x: Floats, y: Floats, share: Floats, ridge: float = 1.0, steps: int = 25) -> Floats:
    """Weights and constant of a ridge logistic regression on standardised measures, by Newton's method."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    design = np.column_stack([(x - mean) / spread, np.ones(len(x))])
    penalty = np.diag([ridge] * x.shape[1] + [0.0])
    w = np.zeros(design.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(design @ w, -30, 30)))
        hessian = (design * (share * p * (1 - p))[:, None]).T @ design + penalty
        w = w - np.linalg.solve(hessian, design.T @ (share * (p - y)) + penalty @ w)
    weights = w[:-1] / spread
    return np.append(weights, w[-1] - (mean * weights).sum())


def learn(parts: Sequence[Part]) -> Floats:
    """Weights learned on half 0 of the public sets."""
    x, y, share = [], [], []
    for part in parts:
        for corpus in sorted(set(part.corpus) & set(SHARES)):
            chosen = part.chosen(corpus)
            x.append(part.measures[chosen])
            y.append(part.same[chosen])
            share.append(np.full(int(chosen.sum()), 1000 * SHARES[corpus] / chosen.sum()))
    return fit(np.concatenate(x), np.concatenate(y), np.concatenate(share))


def chances(part: Part, weights: Floats) -> dict[tuple[int, int], float]:
    """The chance of every pair under some weights."""
    odds = part.measures @ weights[:-1] + weights[-1]
    return dict(zip(part.pairs, (1 / (1 + np.exp(-odds))).tolist(), strict=True))


def grouped(part: Part, weights: Floats, alike: float) -> dict[int, str]:
    """report -> the story that it is put into."""
    kept, stories.ALIKE = stories.ALIKE, alike
    together = stories.average_link(len(part.story), chances(part, weights))
    stories.ALIKE = kept
    return {i: str(k) for k, group in enumerate(together) for i in group}


def figures(part: Part, weights: Floats, alike: float) -> Iterator[tuple[str, tuple[float, float, float], float, float]]:
    """(corpus, (precision, recall, F1), F1 of half 0, F1 of half 1)."""
    found = grouped(part, weights, alike)
    for corpus in sorted({c for c in part.corpus if c}):
        gold = {i: s for i, (s, c) in enumerate(zip(part.story, part.corpus, strict=True)) if s and c == corpus}
        halves = [{i: s for i, s in gold.items() if half_of(s) == h} for h in (0, 1)]
        first, second = (_scored(h, found)[2] if h else 0.0 for h in halves)
        yield corpus, _scored(gold, found), first, second


def _scored(gold: Mapping[int, str], found: Mapping[int, str]) -> tuple[float, float, float]:
    return bcubed({str(i): s for i, s in gold.items()}, {str(i): found[i] for i in gold})


def whole_up_to(part: Part, weights: Floats) -> float:
    """The highest threshold (in steps of .01) at which a crisis has the stories that gold says, or 0."""
    for alike in np.arange(0.99, 0.0, -0.01):
        if _scored(dict(enumerate(part.story)), grouped(part, weights, float(alike)))[2] == 1.0:
            return round(float(alike), 2)
    return 0.0


def shipped() -> Floats:
    """The weights of link/likeness.py, and the constant."""
    return np.array([*likeness.WEIGHTS.values(), likeness.CONSTANT])


def show(parts: Sequence[Part], weights: Floats) -> None:
    """Print the figures of the public sets by threshold, and how far up each crisis is whole."""
    rows: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        if not set(part.corpus) & set(SHARES):
            print(f"  {part.name:16s} whole up to {whole_up_to(part, weights):.2f}")
            continue
        for alike in THRESHOLDS:
            for corpus, (p, r, f), first, second in figures(part, weights, alike):
                rows[corpus].append(f"    {alike:.2f}  P {p:.3f}  R {r:.3f}  F1 {f:.3f}   halves {first:.3f} {second:.3f}")
    for corpus, lines in rows.items():
        print(f"  {corpus}\n" + "\n".join(lines))


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kept", type=Path, required=True)
    parser.add_argument("--fit", action="store_true")
    asked = parser.parse_args()
    crises = sorted(p.parent.name for p in GOLD.glob("crises/**/gold.json"))
    parts = [read_part(asked.kept, name) for name in ("stories", "victims", *crises)]
    print("pairs", dict(Counter({p.name: len(p.pairs) for p in parts})), f"ALIKE {stories.ALIKE}")
    show(parts, shipped())
    if asked.fit:
        weights = learn(parts)
        print("fitted ", "  ".join(f"{n} {w:.2f}" for n, w in zip((*likeness.WEIGHTS, "constant"), weights, strict=True)))
        show(parts, weights)


if __name__ == "__main__":
    main()
