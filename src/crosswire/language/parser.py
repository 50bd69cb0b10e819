"""The shipped network at work: words of a sentence -> tags, lemmas, tree, names. onnxruntime and NumPy, no torch."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

from crosswire.language.decoding import NameDecoder, best_heads
from crosswire.language.encoding import WordEncoder
from crosswire.language.lemmas import Lemmatiser


@dataclass(frozen=True, slots=True)
class Analysis:
    """One sentence, row by row of its words; ``heads`` are 1-based, 0 is the root."""

    tags: tuple[str, ...]
    pos: tuple[str, ...]
    morphs: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    names: tuple[str, ...]


class Parser:
    """The joint model. One sentence a call: int8 scales depend on what shares a batch, and a record must not."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._labels = {k: [v for v, _ in sorted(table.items(), key=lambda x: x[1])] for k, table in labels.items()}
        weight = np.load(folder / "label_weight.npy").astype(np.float32)  # (labels, head states + 1, word states + 1)
        self._label_weight = np.ascontiguousarray(weight.transpose(1, 0, 2).reshape(weight.shape[1], -1))
        self._root = labels["dep"]["root"]
        self._encoder = WordEncoder(folder / "tokenizer.json")
        self._lemma = Lemmatiser(folder / "lemmas.json")
        self._names = NameDecoder(self._labels["ner"])

    def __call__(self, words: Sequence[str]) -> Analysis:
        """Analyse one sentence of at least one word; words beyond the encoder's length get neutral annotation."""
        batch = self._encoder.batch([words])
        wanted = ["xpos", "upos", "feats", "ner", "arc", "label_head", "label_word"]
        given = {"pieces": batch.pieces, "shapes": batch.shapes, "mask": batch.mask, "firsts": batch.firsts}
        out = dict(zip(wanted, (a[0] for a in self._session.run(wanted, given)), strict=True))
        n = batch.lengths[0]
        heads = best_heads(out["arc"][:n, : n + 1])
        rows = {k: [self._labels[k][int(i)] for i in out[k][:n]] for k in ("xpos", "upos", "feats")}
        deps = self._dependencies(heads, out["label_head"], out["label_word"][:n])
        lemmas = [self._lemma(w, t, p) for w, t, p in zip(words, rows["xpos"], rows["upos"], strict=False)]
        rest = list(words[n:])
        root = int(np.flatnonzero(heads == 0)[0]) + 1
        return Analysis(
            (*rows["xpos"], *("NN" for _ in rest)),
            (*rows["upos"], *("X" for _ in rest)),
            (*("" if f == "_" else f for f in rows["feats"]), *("" for _ in rest)),
            (*lemmas, *rest),
            (*(int(h) for h in heads), *(root for _ in rest)),
            (*deps, *("dep" for _ in rest)),
            (*self._names(out["ner"][:n]), *("O" for _ in rest)),
        )

    def _dependencies(self, heads: np.ndarray, head_states: np.ndarray, word_states: np.ndarray) -> list[str]:
        one = np.ones((len(heads), 1), np.float32)
        left = np.concatenate([head_states[heads], one], 1)
        right = np.concatenate([word_states, one], 1)
        scores = ((left @ self._label_weight).reshape(len(heads), -1, right.shape[1]) @ right[:, :, None])[:, :, 0]
        scores[heads != 0, self._root] = -1e9
        best = scores.argmax(1)
        best[heads == 0] = self._root
        return [self._labels["dep"][int(i)] for i in best]
