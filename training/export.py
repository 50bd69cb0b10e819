"""A checkpoint -> the files that ship: ONNX in int8, labels, tokenizer, lemma tables, licence papers, check sums."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.lemmas import lemma_tables
from training.model import JointModel, minilm_folder
from training.treebanks import train_sentences

INPUTS = ("pieces", "shapes", "mask", "firsts")
OUTPUTS = ("xpos", "upos", "feats", "ner", "arc", "label_head", "label_word")


class Inference(nn.Module):
    """The network as it runs in the product: best tag per word, scores for names and arcs, states for arc labels."""

    def __init__(self, model: JointModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """See ``OUTPUTS``."""
        states = self.model.words(pieces, shapes, mask, firsts)
        heads = self.model.heads
        return (*(heads[k](states).argmax(-1) for k in ("xpos", "upos", "feats")), heads["ner"](states), *self.model.parse(states))


def to_onnx(model: JointModel, path: Path) -> None:
    """Write the network as ONNX with free numbers of sentences, pieces and words."""
    model.eval()
    model.bert.set_attn_implementation("eager")
    pieces = torch.randint(5, 1000, (2, 12))
    firsts = torch.tensor([[1, 2, 3, 5, 7], [1, 3, 4, 5, 6]])
    given = (pieces, torch.zeros_like(pieces), torch.ones_like(pieces), firsts)
    rows, columns, words = (torch.export.Dim(n, min=1, max=m) for n, m in (("rows", 512), ("columns", 512), ("words", 510)))
    free = {**{k: {0: rows, 1: columns} for k in INPUTS[:3]}, "firsts": {0: rows, 1: words}}
    program = torch.onnx.export(
        Inference(model), given, input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_shapes=free, dynamo=True, opset_version=18
    )
    if program is None:
        raise SystemExit("torch could not export the network")
    program.save(str(path))


def bare(path: Path) -> None:
    """Take the exporter's notes out of an ONNX file: they name this machine's folders, and nothing reads them."""
    model = onnx.load(path)
    graph = model.graph
    for item in (model, graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer, *model.functions):
        item.ClearField("doc_string")
        item.ClearField("metadata_props")
    onnx.save(model, path)


def averaged(run: Path, share: float) -> dict[str, Tensor]:
    """The mean of the last weights and of those that were held (``share`` of the latter)."""
    last: dict[str, Tensor] = torch.load(run / "checkpoint.pt")["model"]
    held = run / "held.pt"
    if not held.exists() or not share:
        return last
    other: dict[str, Tensor] = torch.load(held)
    return {k: (1 - share) * v + share * other[k] if v.is_floating_point() else v for k, v in last.items()}


def export(corpora: Path, run: Path, out: Path, share: float) -> None:
    """Write everything the package needs into ``out``, from the checkpoint in ``run``."""
    out.mkdir(parents=True, exist_ok=True)
    labels = json.loads((run / "vocab.json").read_text(encoding="utf-8"))
    model = JointModel({k: len(v) for k, v in labels.items()})
    model.load_state_dict(averaged(run, share))
    to_onnx(model, run / "fp32.onnx")
    quantize_dynamic(run / "fp32.onnx", out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    bare(out / "model.onnx")
    np.save(out / "label_weight.npy", model.label_weight.detach().numpy().astype(np.float16))
    write_json(out / "labels.json", labels)
    write_json(out / "lemmas.json", lemma_tables(train_sentences(corpora)))
    shutil.copyfile(minilm_folder() / "tokenizer.json", out / "tokenizer.json")


def write_json(path: Path, value: object) -> None:
    """Compact JSON, keys in the order given."""
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
