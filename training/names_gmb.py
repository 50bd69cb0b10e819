"""Names of GMB's Voice of America news: silver labels, cleaned."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from training.tags import Named, detokenise, put, spans

TITLES = frozenset(
    """President Mr. Ms. Mrs. Prime Minister Pope King Queen Prince Secretary General Gen. Lt. Sen. Senator Dr. Chancellor Vice Foreign
    Ayatollah Sheikh Chief former Former Defense of State Interior President-elect Judge Justice Col. Colonel Major Maj. Sgt. Commander
    prime minister president Ambassador Governor Gov. Rep. Congressman Attorney Professor Rev. Reverend Admiral Adm. Capt. Captain
    Brigadier Lieutenant Mayor U.S. Cardinal Archbishop Bishop leader spokesman the""".split()
)
CALENDAR = re.compile(
    r"(?i)(mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|\bmay\b|june|july|august|september|october|november"
    r"|december|\b(1[5-9]|20)\d\d|today|yesterday|tomorrow|century|19\d0s"
)
BEFORE_DATE = frozenset("since in on of at late early end mid".split())
GMB = {"geo": "LOC", "gpe": "NORP", "org": "ORG", "per": "PERSON", "tim": "DATE", "eve": "MISC", "nat": "MISC", "art": ""}
SURELY_LOC = frozenset("U.S. US Jordan Nepal Niger Chad Oman Sudan Yemen Turkey Egypt".split())
SURELY_ORG = frozenset(("U.N.", "UN", "United Nations", "U.N"))
PEOPLES = frozenset("Sunni Shi'ite Shiite Muslim Christian Kurd Arab".split())
Counts = dict[str, Counter[str]]


def read_gmb(path: Path) -> list[list[tuple[str, str, str]]]:
    """The Kaggle table of GMB: sentences of (word, part of speech, tag)."""
    sentences: list[list[tuple[str, str, str]]] = []
    with path.open(encoding="cp1252", errors="replace", newline="") as handle:
        for i, row in enumerate(csv.reader(handle)):
            if i == 0:
                continue
            if row[0] or not sentences:
                sentences.append([])
            sentences[-1].append((row[1].replace("\x92", "'").strip() or ".", row[2], row[3]))
    return sentences


def count_names(sentences: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Counts:
    """How often each string carries each label."""
    counts: Counts = defaultdict(Counter)
    for words, tags in sentences:
        for start, end, label in spans(tags):
            counts[" ".join(words[start:end])][label] += 1
    return counts


def _gmb_label(text: str, label: str, pos: str, own: Counter[str], better: Counter[str] | None) -> str:
    """GMB's label put right by the majority in GMB itself and in better annotated news."""
    if text in SURELY_ORG:
        return "ORG"
    if text in SURELY_LOC:
        return "LOC"
    if label not in ("org", "geo", "gpe") or text == "Congress":
        return GMB[label]
    if better and sum(better.values()) >= 3:
        top, n = better.most_common(1)[0]
        if n >= 0.8 * sum(better.values()) and top in ("LOC", "NORP", "ORG"):
            return top
    if own["geo"] >= 2 * own["org"] and own["geo"] > own["gpe"] and own["geo"] >= 3:
        return "LOC"
    if label == "org" and own["gpe"] > own["org"]:
        return "NORP"
    if label == "gpe" and (own["geo"] >= own["gpe"] or (pos == "NNP" and not text.endswith("s") and own["geo"] >= 5)):
        return "LOC"
    if label == "geo" and own["org"] > 2 * own["geo"]:
        return "ORG"
    return GMB[label]


def _gmb_span(words: list[str], start: int, end: int, label: str, own: Counter[str]) -> tuple[int, int, str]:
    """Titles taken off persons, prepositions off dates; what stays doubtful becomes "not known"."""
    text = " ".join(words[start:end])
    if label == "PERSON":
        while start < end and words[start] in TITLES:
            start += 1
        if start == end:
            follows = end < len(words) and words[end][:1].isupper() and words[end - 1] in ("Mr.", "Ms.", "Mrs.")
            return (start, end + 1, label) if follows else (start, end, "O")
        if end - start == 1 and own["gpe"] + own["geo"] + own["org"] > own["per"]:
            return start, end, ""
        if text in PEOPLES:
            return start, end, "NORP"
    if label == "DATE":
        if not CALENDAR.search(text):
            return start, end, "O"
        if words[start] in BEFORE_DATE and end - start > 1:
            start += 1
    return start, end, label


def gmb(corpora: Path, better: Counts) -> Iterator[Named]:
    """GMB's sentences, each once, with cleaned labels."""
    table = read_gmb(corpora / "GMB/ner_dataset.csv")
    own = count_names(([w for w, _, _ in s], [t for _, _, t in s]) for s in table)
    seen: set[str] = set()
    for sentence in table:
        words = [w for w, _, _ in sentence]
        key = " ".join(words)
        if key in seen:
            continue
        seen.add(key)
        tags = ["O"] * len(words)
        for start, end, raw in spans([t for _, _, t in sentence]):
            text = " ".join(words[start:end])
            label = _gmb_label(text, raw, sentence[start][1], own[text], better.get(text))
            put(tags, *_gmb_span(words, start, end, label, own[text]))
        for i in range(1, len(words)):
            if words[i - 1] in ("Mr.", "Ms.", "Mrs.") and tags[i] == "O" and words[i][:1].isupper():
                tags[i] = "B-PERSON"
            if tags[i].startswith("I-") and tags[i - 1][2:] != tags[i][2:]:
                tags[i] = "B-" + tags[i][2:]
        yield Named(words, detokenise(words), tags, True, "gmb")
