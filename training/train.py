"""Train the joint network: fixed steps, fixed seeds, checkpoints that a later run carries on from.

The learning rate is warmed up, held, and brought to zero over the last part of the run (warm-up, stable, decay), so that
a run can be lengthened from any checkpoint of the held part without changing what came before.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from crosswire.language.encoding import Batch, WordEncoder, case_shape
from training.model import HEADS, JointModel, minilm_folder
from training.names import closing_names, train_names
from training.plan import Plan
from training.tags import TAGS, Named
from training.treebanks import Sentence, train_sentences

IGNORE = -100
LOSS_WEIGHT = {"xpos": 0.5, "upos": 0.3, "feats": 0.5}


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence to learn from: words, their case shapes, and targets by layer ("heads" as numbers)."""

    words: list[str]
    shapes: list[int]
    targets: dict[str, list[Any]]


def treebank_example(sentence: Sentence) -> Example:
    """Tags, features and arcs of one treebank sentence."""
    tokens = sentence.tokens
    targets = {"xpos": [t.xpos for t in tokens], "upos": [t.upos for t in tokens], "feats": [t.feats for t in tokens],
               "head": [t.head for t in tokens], "dep": [t.dep for t in tokens]}  # fmt: skip
    words = [t.form for t in tokens]
    return Example(words, [case_shape(w) for w in words], targets)


def name_example(sentence: Named) -> Example:
    """Names of one sentence."""
    return Example(sentence.words, [case_shape(w) for w in sentence.words], {"ner": sentence.tags})


CURLY = {"'s": "’s", "n't": "n’t", "'re": "’re", "'ve": "’ve", "'ll": "’ll", "'d": "’d", "'m": "’m", "'": "’"}
UPPER, TITLE = 2, 3


def vary(example: Example, dice: random.Random) -> Example:
    """Typography of the press: curly quotes in a third of the sentences, capitals of headlines in one of twenty-five.

    The treebanks are written with straight quotes and in sentence case; reports are not.
    """
    words, shapes = example.words, example.shapes
    if dice.random() < 0.33:
        opened, changed = False, []
        for word in words:
            mark = word in ('"', "``", "''")
            opened = not opened if mark else opened
            changed.append(("“" if opened else "”") if mark else CURLY.get(word, word))
        words = changed
    roll = dice.random()
    if roll < 0.02:
        shapes = [UPPER if s in (1, 2, 3, 4, 5) else s for s in shapes]
    elif roll < 0.04:
        shapes = [TITLE if s == 1 and len(w) > 3 else s for w, s in zip(words, shapes, strict=True)]
    return Example(words, shapes, example.targets)


def batches(data: Sequence[Example], padded_words: int, dice: random.Random) -> Iterator[list[Example]]:
    """Endless shuffled batches of sentences of like length."""
    order = list(range(len(data)))
    while True:
        dice.shuffle(order)
        for at in range(0, len(order), 4000):
            chunk = sorted(order[at : at + 4000], key=lambda i: len(data[i].words) + dice.random() * 3)
            packed: list[list[Example]] = []
            batch: list[Example] = []
            for i in chunk:
                if batch and (len(data[i].words) + 4) * (len(batch) + 1) > padded_words:
                    packed.append(batch)
                    batch = []
                batch.append(data[i])
            packed.append(batch)
            dice.shuffle(packed)
            for batch in packed:
                yield [vary(e, dice) for e in batch]


def vocabulary(examples: Sequence[Example]) -> dict[str, dict[str, int]]:
    """Label -> index per layer, most frequent first; feature bundles seen under three times are left out."""
    found: dict[str, dict[str, int]] = {}
    for key in ("xpos", "upos", "feats", "dep"):
        counts = Counter(v for e in examples for v in e.targets[key])
        least = 3 if key == "feats" else 1
        kept = [v for v, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n >= least]
        found[key] = {v: i for i, v in enumerate(kept)}
    return found | {"ner": {t: i for i, t in enumerate(TAGS)}}


def targets(batch: Sequence[Example], key: str, labels: dict[str, int] | None, width: int) -> Tensor:
    """(sentences, width) label indices; what is unknown or padding is ignored by the loss."""
    table = torch.full((len(batch), width), IGNORE)
    for i, example in enumerate(batch):
        for j, value in enumerate(example.targets[key][:width]):
            table[i, j] = labels.get(value, IGNORE) if labels is not None else (value if value <= width else IGNORE)
    return table


def cross_entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    return F.cross_entropy(scores.float().flatten(0, 1), wanted.flatten(), ignore_index=IGNORE)


class Trainer:
    """One run: model, optimiser, data streams and the dice, all restored from a checkpoint if there is one."""

    def __init__(self, corpora: Path, out: Path, plan: Plan) -> None:
        self.plan, self.out = plan, out
        torch.manual_seed(plan.seed)
        torch.set_num_threads(plan.threads)
        trees = [treebank_example(s) for s in train_sentences(corpora)]
        names = [name_example(s) for s in train_names(corpora, plan.gmb_sentences, plan.seed)]
        self.labels = vocabulary(trees)
        out.mkdir(parents=True, exist_ok=True)
        (out / "vocab.json").write_text(json.dumps(self.labels), encoding="utf-8")
        self.encoder = WordEncoder(minilm_folder() / "tokenizer.json")
        self.model = JointModel({k: len(v) for k, v in self.labels.items()})
        bert = [p for n, p in self.model.named_parameters() if n.startswith("bert.")]
        rest = [p for n, p in self.model.named_parameters() if not n.startswith("bert.")]
        groups = [{"params": bert, "lr": plan.encoder_rate}, {"params": rest, "lr": plan.head_rate}]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
        closing = [name_example(s) for s in closing_names(corpora)] if plan.closing else names
        self.data = {"trees": trees, "names": names, "closing names": closing}
        self.step = 0
        words = {k: sum(len(e.words) for e in v) for k, v in self.data.items()}
        print("labels", {k: len(v) for k, v in self.labels.items()}, "words", words, flush=True)

    def save(self) -> None:
        """Write the checkpoint beside the old one, then put it in its place."""
        state = {"step": self.step, "model": self.model.state_dict(), "optimiser": self.optimiser.state_dict(), "plan": asdict(self.plan)}
        torch.save(state, self.out / "checkpoint.new")
        (self.out / "checkpoint.new").replace(self.out / "checkpoint.pt")

    def resume(self) -> None:
        """Carry on from the checkpoint in the output folder, if there is one."""
        path = self.out / "checkpoint.pt"
        if path.exists():
            state = torch.load(path)
            self.model.load_state_dict(state["model"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step = state["step"]
            print("resumed at step", self.step, flush=True)

    def loss(self, batch: Sequence[Example]) -> tuple[Tensor, dict[str, float], int]:
        """The loss of one batch, its parts, and how many words it holds."""
        arrays: Batch = self.encoder.batch([e.words for e in batch], [e.shapes for e in batch])
        width = arrays.firsts.shape[1]
        inputs = [torch.from_numpy(a) for a in (arrays.pieces, arrays.shapes, arrays.mask, arrays.firsts)]
        states = self.model.drop(self.model.words(*inputs))
        parts: dict[str, Tensor] = {}
        if "ner" in batch[0].targets:
            parts["ner"] = cross_entropy(self.model.heads["ner"](states), targets(batch, "ner", self.labels["ner"], width))
            return parts["ner"], {"ner": parts["ner"].item()}, sum(arrays.lengths)
        for key in HEADS[:-1]:
            parts[key] = cross_entropy(self.model.heads[key](states), targets(batch, key, self.labels[key], width))
        arcs, heads, words = self.model.parse(states)
        wanted = targets(batch, "head", None, width)
        present = torch.tensor([[j <= n for j in range(width + 1)] for n in arrays.lengths])
        parts["arc"] = cross_entropy(arcs.float().masked_fill(~present.unsqueeze(1), -1e4), wanted)
        scores = self.model.label(heads, words, wanted.clamp(min=0))
        parts["dep"] = cross_entropy(scores, targets(batch, "dep", self.labels["dep"], width))
        total = sum((LOSS_WEIGHT.get(k, 1.0) * v for k, v in parts.items()), torch.zeros(()))
        return total, {k: v.item() for k, v in parts.items()}, sum(arrays.lengths)

    def run(self) -> None:
        """Train from the current step to the last."""
        plan = self.plan
        dice = random.Random(plan.seed * 1_000_003 + self.step)
        torch.manual_seed(plan.seed * 1_000_003 + self.step)
        streams = {k: batches(v, plan.padded_words, dice) for k, v in self.data.items()}
        began, seen, sums, counts = time.monotonic(), 0, Counter[str](), Counter[str]()
        self.model.train()
        while self.step < plan.last:
            factor = plan.rate(self.step)
            for group, rate in zip(self.optimiser.param_groups, (plan.encoder_rate, plan.head_rate), strict=True):
                group["lr"] = rate * factor
            named = "closing names" if self.step >= plan.steps else "names"
            batch = next(streams[named if dice.random() < plan.name_share else "trees"])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss, parts, words = self.loss(batch)
            self.optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimiser.step()
            self.step += 1
            seen += words
            sums.update(parts)
            counts.update(parts.keys())
            if self.step == plan.held:
                torch.save(self.model.state_dict(), self.out / "held.pt")
            if self.step % plan.every == 0:
                speed = round(seen / (time.monotonic() - began))
                print(self.step, f"{speed} words/s", {k: round(sums[k] / counts[k], 3) for k in sums}, flush=True)
                sums, counts = Counter(), Counter()
            if self.step % 500 == 0 or self.step in (plan.steps, plan.last):
                self.save()
