"""Universal Dependencies treebanks -> sentences (the train parts of EWT and GUM are put together from their sources)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# GUM's genres under free licences; fiction, whow, essay, letter and podcast are non-commercial and left out.
FREE_GENRES = frozenset("academic bio conversation court interview news speech textbook vlog voyage".split())


@dataclass(slots=True)
class Token:
    """One syntactic word; ``space`` says whether white space follows it, ``head`` is 1-based, 0 is the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str
    misc: str
    space: bool


@dataclass(slots=True)
class Sentence:
    """One sentence of a treebank, with whether it opens a document or a paragraph."""

    tokens: list[Token] = field(default_factory=list)
    sent_id: str = ""
    new_document: bool = False
    new_paragraph: bool = False


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Read a CoNLL-U file; multiword tokens are split over their parts so that the surface text is kept."""
    sentence = Sentence()
    multiword: list[tuple[int, int, str, bool]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            if sentence.tokens:
                _spread(sentence, multiword)
                yield sentence
            sentence, multiword = Sentence(), []
        elif line.startswith("#"):
            _comment(sentence, line)
        else:
            _row(sentence, multiword, line.split("\t"))


def _comment(sentence: Sentence, line: str) -> None:
    if line.startswith("# newdoc"):
        sentence.new_document = True
    elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
        sentence.new_paragraph = True
    elif line.startswith("# sent_id"):
        sentence.sent_id = line.split("=", 1)[1].strip()


def _row(sentence: Sentence, multiword: list[tuple[int, int, str, bool]], cells: list[str]) -> None:
    space = "SpaceAfter=No" not in cells[9]
    if "." in cells[0]:
        return
    if "-" in cells[0]:
        first, last = map(int, cells[0].split("-"))
        multiword.append((first, last, cells[1], space))
        return
    form = cells[1].replace("\xa0", " ").replace(" ", "_")
    sentence.tokens.append(Token(form, cells[2], cells[3], cells[4], cells[5], int(cells[6]), cells[7], cells[9], space))


def _spread(sentence: Sentence, multiword: list[tuple[int, int, str, bool]]) -> None:
    """Give the parts of a multiword token surface forms that join up to it ("don't" -> do, n't)."""
    for first, last, surface, space in multiword:
        parts = sentence.tokens[first - 1 : last]
        if "".join(t.form for t in parts) != surface and len(surface) >= len(parts):
            rest = surface
            for i, token in enumerate(parts):
                left = len(parts) - 1 - i
                size = len(rest) if not left else max(1, min(len(token.form), len(rest) - left))
                token.form, rest = rest[:size], rest[size:]
        for token in parts:
            token.space = False
        parts[-1].space = space


def ewt(corpora: Path, split: str) -> Iterator[Sentence]:
    """UD English-EWT; its train part is listed file by file in ``not-to-release``."""
    root = corpora / "UD_English-EWT"
    if split != "train":
        yield from read_conllu(root / f"en_ewt-ud-{split}.conllu")
        return
    for name in (root / "not-to-release/file-lists/files.train").read_text().split():
        yield from read_conllu(root / "not-to-release/sources" / name)


def gum(corpora: Path, split: str, genres: frozenset[str] = FREE_GENRES) -> Iterator[Sentence]:
    """UD English-GUM, the named genres only."""
    root = corpora / "UD_English-GUM/not-to-release"
    for name in (root / f"file-lists/files.{split}").read_text().split():
        path = root / "sources" / f"{name}.conllu"
        if name.split("_")[1] in genres and path.exists():
            yield from read_conllu(path)


def pud(corpora: Path) -> Iterator[Sentence]:
    """UD English-PUD: for testing only. Ids that begin with ``n`` are news."""
    yield from read_conllu(corpora / "UD_English-PUD/en_pud-ud-test.conllu")


def train_sentences(corpora: Path) -> list[Sentence]:
    """What the parser learns from: EWT train and the free genres of GUM train."""
    return [*ewt(corpora, "train"), *gum(corpora, "train")]
