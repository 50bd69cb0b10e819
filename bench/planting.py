"""Runs of words planted in reports that have nothing to do with each other, verbatim and with small edits, and how well they are found."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from crosswire.types import Document, Passage, Span

SHORTEST, LONGEST = 11, 80  # words of a planted run
LEAD = 60  # words of its own that a cut wire copy has in front
CUT = 0.6  # the part of the wire report that it keeps
REPLACED = 0.02  # of the words
_WORDS = re.compile(r"\S+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")


@dataclass(frozen=True)
class Plant:
    """A run of one report that was put into another one: where it stands in both, and how it was changed."""

    how: str
    source: str
    source_span: Span
    host: str
    host_span: Span


def plant(documents: Sequence[Document], seed: int) -> tuple[list[Document], list[Plant]]:
    """The documents, every second one (of a fixed shuffle) with a run of another one planted in it; kinds of change take turns.

    Source and host are of different corpora (the first part of their ids) wherever these are two.
    """
    rng = random.Random(seed)
    shuffled = sorted(documents, key=lambda d: d.document_id)
    rng.shuffle(shuffled)
    made = {d.document_id: d for d in documents}
    plants: list[Plant] = []
    hosts, sources = shuffled[::2], shuffled[1::2]
    for i, host in enumerate(hosts):
        source = _unlike(host, sources, rng)
        how = tuple(CHANGES)[i % len(CHANGES)]
        run = _run_of(source.text, rng, how)
        if run:
            text, span = CHANGES[how](host.text, source.text[run.start : run.end], rng)
            made[host.document_id] = replace(host, text=text)
            plants.append(Plant(how, source.document_id, run, host.document_id, span))
    return [made[d.document_id] for d in documents], plants


def _unlike(host: Document, sources: Sequence[Document], rng: random.Random) -> Document:
    others = [s for s in sources if s.document_id.split("-")[0] != host.document_id.split("-")[0]]
    return rng.choice(others or sources)


def _run_of(text: str, rng: random.Random, how: str) -> Span | None:
    """Some words of a text; the first part of all of it for a wire copy."""
    words = [Span(m.start(), m.end()) for m in _WORDS.finditer(text) if re.search(r"\w", m.group())]
    if how == "wire copy, cut, own lead":
        return Span(words[0].start, words[int(CUT * len(words)) - 1].end) if len(words) >= 2 * LONGEST else None
    size = rng.randint(40 if how == "a paragraph pasted" else SHORTEST, LONGEST)
    if len(words) <= size:
        return None
    first = rng.randrange(len(words) - size)
    return Span(words[first].start, words[first + size - 1].end)


# --- what is done to a run --------------------------------------------------------------------------------------------
def _put(host: str, run: str, rng: random.Random) -> tuple[str, Span]:
    """A run between two sentences of the host."""
    at = rng.choice([m.end() for m in _SENTENCE.finditer(host)] or [len(host)])
    before = host[:at] + ("" if at == 0 or host[at - 1].isspace() else " ")
    return f"{before}{run} {host[at:]}", Span(len(before), len(before) + len(run))


def _verbatim(host: str, run: str, rng: random.Random) -> tuple[str, Span]:
    return _put(host, run, rng)


def _replaced(host: str, run: str, rng: random.Random) -> tuple[str, Span]:
    words = run.split(" ")
    inner = range(1, len(words) - 1)
    for i in rng.sample(inner, max(1, round(REPLACED * len(words)))):
        words[i] = f"otherwise{i}"
    return _put(host, " ".join(words), rng)


def _put_in(host: str, run: str, rng: random.Random) -> tuple[str, Span]:
    words = run.split(" ")
    words.insert(rng.randrange(1, len(words)), "additionally")
    return _put(host, " ".join(words), rng)


def _left_out(host: str, run: str, rng: random.Random) -> tuple[str, Span]:
    words = run.split(" ")
    del words[rng.randrange(1, len(words) - 1)]
    return _put(host, " ".join(words), rng)


def _cut_copy(host: str, run: str, _: random.Random) -> tuple[str, Span]:
    lead = " ".join(host.split()[:LEAD]) + "\n\n"
    return lead + run, Span(len(lead), len(lead) + len(run))


def _pasted(host: str, run: str, rng: random.Random) -> tuple[str, Span]:
    at = rng.choice([m.start() for m in re.finditer(r"\n+", host)] or [len(host)])
    return f"{host[:at]}\n\n{run}\n\n{host[at:]}", Span(at + 2, at + 2 + len(run))


CHANGES = {
    "verbatim": _verbatim,
    "2 % of words replaced": _replaced,
    "a word put in": _put_in,
    "a word left out": _left_out,
    "wire copy, cut, own lead": _cut_copy,
    "a paragraph pasted": _pasted,
}


# --- how well they are found ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Found:
    """Of the plants of one kind: how many, the share found (half of it or more, in both reports), the mean intersection over union."""

    plants: int
    recall: float
    overlap: float
    evidence: float


def measure(plants: Sequence[Plant], passages: Sequence[Passage]) -> dict[str, Found]:
    """kind of change -> how its plants were found."""
    spots: dict[str, list[Passage]] = defaultdict(list)
    holders: dict[str, set[str]] = defaultdict(set)
    for row in passages:
        spots[row.document_id].append(row)
        holders[row.passage_id].add(row.document_id)
    out: dict[str, Found] = {}
    for how in CHANGES:
        of_kind = [p for p in plants if p.how == how]
        best = [_best(p, spots, holders) for p in of_kind]
        hit = [b for b in best if b and b[0] >= 0.5]
        if of_kind:
            shares = [mean(b[k] for b in hit) if hit else 0.0 for k in (1, 2)]
            out[how] = Found(len(of_kind), len(hit) / len(of_kind), *shares)
    return out


def _best(plant_: Plant, spots: Mapping[str, Sequence[Passage]], holders: Mapping[str, set[str]]) -> tuple[float, float, bool] | None:
    """(part of the plant found, intersection over union, evidence) on the side where it is found worse, of the best passage of both."""
    found = []
    for row, other in _pairs(plant_, spots, holders):
        sides = [(_overlap(plant_.host_span, row)), (_overlap(plant_.source_span, other))]
        found.append((min(s[0] for s in sides), min(s[1] for s in sides), row.evidence))
    return max(found, default=None)


def _pairs(plant_: Plant, spots: Mapping[str, Sequence[Passage]], holders: Mapping[str, set[str]]) -> Iterator[tuple[Passage, Passage]]:
    for row in spots.get(plant_.host, ()):
        if plant_.source in holders[row.passage_id]:
            yield from ((row, other) for other in spots[plant_.source] if other.passage_id == row.passage_id)


def _overlap(span: Span, row: Passage) -> tuple[float, float]:
    shared = max(0, min(span.end, row.end) - max(span.start, row.start))
    return shared / (span.end - span.start), shared / (max(span.end, row.end) - min(span.start, row.start))
