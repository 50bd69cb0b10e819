"""Shared words: planted runs found, pairs judged by hand, speed and memory.

    python -m bench.passages [--shared ../shared] [--grow 4]
    python -m bench.passages --draw 200 > to_judge.txt     # pairs to judge, with their words: for reading, never to be kept

The judged pairs are in ``bench/judged/passages.jsonl``, as places and a hash of the words: the texts are not ours to pass on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench import planting
from crosswire.link import passages
from crosswire.types import Document, Passage, Tables

SEED = 20140616
JUDGED = Path(__file__).parent / "judged" / "passages.jsonl"
STILL = 0.8  # a judged pair is still found where both its places are met by so much (intersection over union)


def reports_of(shared: Path) -> list[Document]:
    """The reports of the public set ``reuse``, as they lie there (nothing is read of them but their text)."""
    rows = [json.loads(line) for line in (shared / "gold" / "reuse" / "reports.jsonl").read_text(encoding="utf-8").split("\n") if line]
    return [
        Document(
            r["id"], "0" * 64, r["id"], r["url"], r["outlet"], r["title"], None, r["published_at"], "given" if r["published_at"] else None,
            None, None, "en", r["text"], "jsonl",
        )
        for r in rows
    ]  # fmt: skip


# --- speed ------------------------------------------------------------------------------------------------------------
def multiplied(documents: Sequence[Document], times: int) -> list[Document]:
    """The documents, and again with every longer word changed: other reports of the same shape, which share among themselves alone."""

    def text_of(document: Document, copy: int) -> str:
        return re.sub(r"[A-Za-z]{4,}", lambda m: f"{m.group()}{'aeiou'[copy % 5]}x{copy}", document.text) if copy else document.text

    return [replace(d, document_id=f"{d.document_id}-{n}", text=text_of(d, n)) for n in range(times) for d in documents]


def speed(documents: Sequence[Document], grow: int) -> Iterator[str]:
    """One line for the documents and one for each multiple of them."""
    for times in (1, 2, grow):
        many = Tables(documents=tuple(multiplied(documents, times)))
        start = time.process_time()  # of all cores, so that a busy machine does not show
        found = passages.find(many)
        spent = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        count = len(many.documents)
        yield f"{count:6} reports  {spent:6.1f} s of a core  {count / spent:5.0f} a second  peak {peak:5.0f} MB  {len(found.passages)} rows"


# --- pairs judged by hand ---------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Pair:
    """Two occurrences of one passage."""

    left: Passage
    right: Passage


def pairs_of(rows: Sequence[Passage], prefix: str) -> list[Pair]:
    """One pair of occurrences for every two reports and passage, of reports whose ids begin with a prefix; evidence only."""
    groups: dict[str, list[Passage]] = defaultdict(list)
    for row in rows:
        if row.evidence and row.document_id.startswith(prefix):
            groups[row.passage_id].append(row)
    return [
        Pair(a, b)
        for key in sorted(groups)
        for i, a in enumerate(groups[key])
        for b in groups[key][i + 1 :]
        if a.document_id != b.document_id
    ]


def stratum(pair: Pair, texts: dict[str, str]) -> str:
    """short (under 15 words), edited (a fifth or more of the words differ) or plain."""
    sizes = [len(texts[p.document_id][p.start : p.end].split()) for p in (pair.left, pair.right)]
    if min(sizes) < 15:
        return "short"
    return "edited" if min(pair.left.similarity, pair.right.similarity) < 0.8 else "plain"


def draw(pairs: Sequence[Pair], texts: dict[str, str], count: int) -> list[tuple[str, Pair]]:
    """A fixed sample: two in five short, two in five edited (as far as there are so many), the rest plain; no passage twice in a stratum
    while others are left."""
    by: dict[str, list[Pair]] = defaultdict(list)
    rng = random.Random(SEED)
    for pair in pairs:
        by[stratum(pair, texts)].append(pair)
    out: list[tuple[str, Pair]] = []
    wanted = {"short": 2 * count // 5, "edited": 2 * count // 5}
    for name in ("short", "edited", "plain"):
        rows = by[name]
        rng.shuffle(rows)
        seen: Counter[str] = Counter()
        ranked = []
        for pair in rows:
            ranked.append((seen[pair.left.passage_id], pair))
            seen[pair.left.passage_id] += 1
        ranked.sort(key=lambda r: r[0])
        out += [(name, pair) for _, pair in ranked[: wanted.get(name, count - len(out))]]
    return out


def words_hash(text: str) -> str:
    """A short hash of the words, so that a judgement cannot be read on other words than it was given on."""
    return hashlib.blake2b(" ".join(text.lower().split()).encode(), digest_size=5).hexdigest()


def place(row: Passage, texts: dict[str, str]) -> list[Any]:
    """[document, start, end, hash of the words]."""
    return [row.document_id, row.start, row.end, words_hash(texts[row.document_id][row.start : row.end])]


def judged() -> list[dict[str, Any]]:
    """The judgements; an empty list where there are none yet."""
    return [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()] if JUDGED.is_file() else []


def precision(rows: Sequence[Passage], documents: Sequence[Document]) -> Iterator[str]:
    """Of the judged pairs: how many are still found as evidence, and how many of these are right."""
    texts = {d.document_id: d.text for d in documents}
    spots: dict[str, list[Passage]] = defaultdict(list)
    for row in rows:
        if row.evidence:
            spots[row.document_id].append(row)
    counts: Counter[tuple[str, str]] = Counter()
    for j in judged():
        for document_id, start, end, sign in (j["left"], j["right"]):
            if words_hash(texts[document_id][start:end]) != sign:
                raise ValueError(f"the words that were judged in {document_id} are others now")
        counts[j["stratum"], f"{j['verdict']} {'found' if _still(j, spots) else 'gone'}"] += 1
    names = sorted({s for s, _ in counts})
    for name in (*names, "all"):
        n = Counter[str]()
        for (s, what), c in counts.items():
            n[what] += c if name in (s, "all") else 0
        found = n["right found"] + n["wrong found"]
        share = n["right found"] / found if found else 0.0
        sure, gone = n["right found"], n["right gone"]
        yield f"{name:8} judged {n.total():4}  found {found:4}  right {sure:4}  precision {share:.3f}  right ones gone {gone}"


def _still(judgement: dict[str, Any], spots: dict[str, list[Passage]]) -> bool:
    left, right = judgement["left"], judgement["right"]
    near = [{p.passage_id for p in spots[i] if _over(p, start, end) >= STILL} for i, start, end, _ in (left, right)]
    return bool(near[0] & near[1])


def _over(row: Passage, start: int, end: int) -> float:
    return max(0, min(row.end, end) - max(row.start, start)) / (max(row.end, end) - min(row.start, start))


# --- the command ------------------------------------------------------------------------------------------------------
def _show(documents: Sequence[Document], rows: Sequence[Passage], count: int) -> None:
    texts = {d.document_id: d.text for d in documents}
    about = {d.document_id: f"{d.outlet} {(d.published_at or '')[:10]}" for d in documents}
    for n, (name, pair) in enumerate(draw(pairs_of(rows, "fakes"), texts, count)):
        print(
            json.dumps(
                {"n": n, "stratum": name, "left": place(pair.left, texts), "right": place(pair.right, texts), "said": pair.left.kind}
            )
        )
        for p in (pair.left, pair.right):
            print(f"    {p.similarity:.2f} {about[p.document_id]}: {texts[p.document_id][p.start : p.end]}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 2 where the reports are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/reuse")
    parser.add_argument("--grow", type=int, default=4, help="how many times over the reports are taken for the last measurement of speed")
    parser.add_argument("--draw", type=int, default=0, help="print so many pairs to judge, and nothing else")
    args = parser.parse_args(arguments)
    if not (args.shared / "gold" / "reuse").is_dir():
        print(f"there is no gold/reuse in {args.shared}; name the folder with --shared")
        return 2
    documents = reports_of(args.shared)
    rows = passages.find(Tables(documents=tuple(documents))).passages
    if args.draw:
        _show(documents, rows, args.draw)
        return 0
    planted, plants = planting.plant(documents, SEED)
    for how, found in planting.measure(plants, passages.find(Tables(documents=tuple(planted))).passages).items():
        print(f"{how:26} {found.plants:4} planted  recall {found.recall:.3f}  overlap {found.overlap:.3f}  evidence {found.evidence:.3f}")
    for line in (*precision(rows, documents), *speed(documents, args.grow)):
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
