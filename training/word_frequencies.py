"""Count in how many documents of the openly licensed training corpora each word stem stands: ``wordlists/word_frequencies.csv``.

usage: python -m training.word_frequencies CORPORA OUT.csv      (CORPORA: the folder in which the corpora were unpacked)

Texts: GMB (Voice of America, public domain; it has sentences only, so 20 on end count as one document), UD_English-EWT, and the free
genres of UD_English-GUM. Only counts are kept. Stems in fewer than ``LEAST`` documents are left out: they count as rare.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from crosswire.link.words import stem, word_spans
from training.treebanks import FREE_GENRES

LEAST = 5
SENTENCES = 20
SOURCE = "# source: own counts over GMB (VOA texts, public domain), UD_English-EWT (CC BY-SA 4.0), free genres of UD_English-GUM (CC BY)"


def gmb(folder: Path) -> Iterator[str]:
    """The documents of the GMB sample: runs of sentences."""
    sentences: list[list[str]] = []
    with (folder / "ner_dataset.csv").open(encoding="latin-1", newline="") as file:
        for row in csv.reader(file):
            if row[0].startswith("Sentence:"):
                sentences.append([])
            if sentences:
                sentences[-1].append(row[1])
    for at in range(0, len(sentences), SENTENCES):
        yield "\n".join(" ".join(s) for s in sentences[at : at + SENTENCES])


def treebank(paths: Iterable[Path]) -> Iterator[str]:
    """The documents of CoNLL-U files."""
    for path in paths:
        lines: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# newdoc") and lines:
                yield "\n".join(lines)
                lines = []
            if line.startswith("# text = "):
                lines.append(line[9:])
        if lines:
            yield "\n".join(lines)


def documents(corpora: Path) -> Iterator[str]:
    """Every document that is counted."""
    yield from gmb(corpora / "GMB")
    sources = Path("not-to-release") / "sources"
    yield from treebank(sorted((corpora / "UD_English-EWT" / sources).rglob("*.conllu")))
    gum = sorted((corpora / "UD_English-GUM" / sources).glob("GUM_*.conllu"))
    yield from treebank(p for p in gum if p.stem.split("_")[1] in FREE_GENRES)


def main(corpora: str, out: str) -> None:
    """Write the list."""
    counts: Counter[str] = Counter()
    total = 0
    for text in documents(Path(corpora)):
        counts.update({stem(word) for word, _, _ in word_spans(text)})
        total += 1
    rows = sorted((s, n) for s, n in counts.items() if n >= LEAST and s.isalpha())
    with Path(out).open("w", encoding="utf-8", newline="") as file:
        print(SOURCE, f"# documents: {total}", sep="\n", file=file)
        csv.writer(file, lineterminator="\n").writerows([("stem", "documents"), *rows])


if __name__ == "__main__":
    main(*sys.argv[1:])
