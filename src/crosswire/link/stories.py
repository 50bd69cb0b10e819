"""Documents -> stories: one continuing affair each; reports more than two weeks apart tell of different ones.

Two reports are as alike as their words are (TF-IDF cosine, the title's words weighted), less for every day between them. Stories
grow by average link: the two most alike are joined until no two are alike enough. All is a function of the set of reports, so their
order does not matter. How rare a word is comes from a list of general English *and* from the reports: in a folder on one crisis
every report has the words that matter, and they are rare all the same.
"""

from __future__ import annotations

import heapq
import math
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np

from crosswire.link.words import READ, Numbers, stem, word_spans
from crosswire.types import Document, Link, Reason, Segment, Story, StoryDocument, Tables, Time, make_id
from crosswire.wordlists import load_csv, words_of

# The three crises of gold/crises/dev come out whole at .115 and less (.13 splits one); AllSides, with many affairs of one country a day,
# rises on: B-cubed .809 at .10, .830 at .115, .848 at .13. A crisis that falls apart costs a reader more than two affairs in one story.
ALIKE = 0.115
SHARPNESS = 1.3  # power of a word's rarity; with 1 the same crises come out whole at an AllSides figure of .823
DAYS = 14  # gold's convention: a follow-up more than two weeks later is another story
DECAY = 0.05  # a day apart costs 5 % of the likeness; 0 and 0.1 did worse on AllSides or the crises
TITLE = 3  # a word of the title counts as three of the body
FLOOR = 0.02  # likeness below this is none
COUNTED = 3741  # documents that word_frequencies.csv was counted on


@dataclass(frozen=True, slots=True)
class Report:
    """What is looked at of one report: its day (None: unknown) and the words' weights."""

    document: Document
    day: date | None
    words: Mapping[str, float]


def group(tables: Tables) -> Tables:
    """The tables with ``stories``, ``story_documents`` and the links between reports (kind "document") filled."""
    reports = _read(tables)
    likeness = _likeness(reports)
    stories: list[Story] = []
    members: list[StoryDocument] = []
    links: list[Link] = []
    for together in _average_link(len(reports), likeness):
        story, rows, reasons = _story([reports[i] for i in together], together, likeness)
        stories.append(story)
        members += rows
        links += reasons
    return replace(
        tables,
        stories=tuple(sorted(stories, key=lambda s: s.story_id)),
        story_documents=tuple(sorted(members, key=lambda m: (m.story_id, m.document_id))),
        links=tuple(sorted([*tables.links, *links], key=lambda k: (k.kind, k.left_id, k.right_id))),
    )


# --- reading ----------------------------------------------------------------------------------------------------------
def _read(tables: Tables) -> list[Report]:
    segments: dict[str, list[Segment]] = defaultdict(list)
    for segment in tables.segments:
        segments[segment.document_id].append(segment)
    times: dict[str, list[Time]] = defaultdict(list)
    for time in tables.times:
        times[time.document_id].append(time)
    counts = {d.document_id: _counts(d, segments[d.document_id]) for d in tables.documents}
    holding = Counter(s for c in counts.values() for s in c)
    rarity = {s: math.log((COUNTED + len(counts) + 1) / (_general().get(s, 0) + n + 1)) for s, n in holding.items()}
    return [
        Report(d, day_of(d, times[d.document_id]), _weights(counts[d.document_id], rarity))
        for d in sorted(tables.documents, key=lambda d: d.document_id)
    ]


@cache
def _general() -> dict[str, int]:
    """In how many documents of general English a stem stands."""
    return {row["stem"]: int(row["documents"]) for row in load_csv("word_frequencies.csv")}


def _counts(document: Document, segments: Sequence[Segment]) -> Counter[str]:
    empty = words_of("function_words.toml", "function") | words_of("function_words.toml", "reporting")
    stretches = [document.text[s.start : s.end] for s in segments if s.kind in READ] or [document.text]
    counts: Counter[str] = Counter()
    for text, weight in [*((t, 1) for t in stretches), (document.title or "", TITLE)]:
        for key, _, _ in word_spans(text):
            if key not in empty and len(key) > 1:
                counts[stem(key)] += weight
    return counts


def _weights(counts: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    raw = {s: (1 + math.log(n)) * rarity[s] ** SHARPNESS for s, n in sorted(counts.items())}
    length = math.sqrt(sum(w * w for w in raw.values())) or 1.0
    return {s: w / length for s, w in raw.items()}


def day_of(document: Document, times: Iterable[Time]) -> date | None:
    """The day of a report: of publication, else the end of its bracket, else the latest day that it names in full."""
    if document.published or document.published_latest or document.published_earliest:
        return document.published or document.published_latest or document.published_earliest
    named = [t.value_end for t in times if t.anchor == "text" and t.grain == "day" and t.value_end]
    return max(named, default=None)


# --- likeness ---------------------------------------------------------------------------------------------------------
def _likeness(reports: Sequence[Report]) -> dict[tuple[int, int], float]:
    """How alike two reports are (first < second), where that is ``FLOOR`` or more and they are not too far apart in time."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, report in enumerate(reports):
        for word in report.words:
            holders[word].append(i)
    shared = {w: (np.array(at), np.array([reports[i].words[w] for i in at])) for w, at in holders.items() if len(at) > 1}
    days = np.array([r.day.toordinal() if r.day else 0 for r in reports], dtype=np.int64)
    out: dict[tuple[int, int], float] = {}
    for i, report in enumerate(reports):
        scores = np.zeros(len(reports))
        for word, weight in report.words.items():
            if word in shared:
                at, weights = shared[word]
                scores[at] += weight * weights
        scores *= _nearness(days, i)
        out.update(((i, j), float(scores[j])) for j in np.flatnonzero(scores >= FLOOR).tolist() if j > i)
    return out


def _nearness(days: Numbers, i: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """What remains of likeness after the days between report ``i`` and every other; an unknown day (0) takes nothing away."""
    apart = np.abs(days - days[i])
    near = np.where(apart > DAYS, 0.0, np.exp(-DECAY * apart))
    return np.where((days == 0) | (days[i] == 0), 1.0, near)


def _average_link(count: int, likeness: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Groups of reports such that no two groups are ``ALIKE`` or more on average; sorted."""
    groups = {i: [i] for i in range(count)}
    sums: dict[int, dict[int, float]] = {i: {} for i in range(count)}
    for (i, j), score in likeness.items():
        sums[i][j] = sums[j][i] = score
    heap = [(-score, i, j) for (i, j), score in likeness.items() if score >= ALIKE]
    heapq.heapify(heap)
    while heap:
        _, i, j = heapq.heappop(heap)
        if i not in groups or j not in groups:
            continue
        new = count
        count += 1
        groups[new] = sorted(groups.pop(i) + groups.pop(j))
        sums[new] = _joined(sums, i, j, new)
        for other, total in sums[new].items():
            mean = round(total / len(groups[new]) / len(groups[other]), 12)  # so that the order of adding up cannot break a tie
            if mean >= ALIKE:
                heapq.heappush(heap, (-mean, other, new))
    return sorted(groups.values())


def _joined(sums: dict[int, dict[int, float]], i: int, j: int, new: int) -> dict[int, float]:
    """The sums of likeness of the group ``new`` made of two, told to its neighbours as well."""
    left, right = sums.pop(i), sums.pop(j)
    both = {k: left.get(k, 0.0) + right.get(k, 0.0) for k in sorted(left.keys() | right.keys()) if k not in (i, j)}
    for k, total in both.items():
        sums[k].pop(i, None)
        sums[k].pop(j, None)
        sums[k][new] = total
    return both


# --- rows -------------------------------------------------------------------------------------------------------------
def _story(
    reports: Sequence[Report], numbers: Sequence[int], likeness: Mapping[tuple[int, int], float]
) -> tuple[Story, list[StoryDocument], list[Link]]:
    """A story and why its reports are together: each is linked to the earlier one that it is most like."""
    ids = [r.document.document_id for r in reports]
    story_id = make_id("story", *ids)
    days = sorted(r.day for r in reports if r.day)
    story = Story(story_id, _title(reports, numbers, likeness), days[0] if days else None, days[-1] if days else None, len(reports))
    return story, [StoryDocument(story_id, d) for d in ids], _links(reports, numbers, likeness)


def _title(reports: Sequence[Report], numbers: Sequence[int], likeness: Mapping[tuple[int, int], float]) -> str:
    """The title of the report that is most like the others, of those that have one; else the first words of the most central."""
    near = [round(sum(_pair(likeness, i, n) for n in numbers), 9) for i in numbers]
    order = sorted(range(len(reports)), key=lambda i: (reports[i].document.title is None, -near[i], i))
    first = reports[order[0]].document
    return first.title or textwrap.shorten(first.text.strip().split("\n", 1)[0], 120, placeholder=" ...")


def _pair(likeness: Mapping[tuple[int, int], float], i: int, j: int) -> float:
    return likeness.get((min(i, j), max(i, j)), 0.0)


def _links(reports: Sequence[Report], numbers: Sequence[int], likeness: Mapping[tuple[int, int], float]) -> list[Link]:
    links = []
    for i in range(1, len(reports)):
        best = max(range(i), key=lambda j: (_pair(likeness, numbers[i], numbers[j]), -j))
        score = round(_pair(likeness, numbers[i], numbers[best]), 4)
        left, right = reports[best], reports[i]
        reasons = (_reason(left, right, score),)
        links.append(Link(left.document.document_id, right.document.document_id, "document", score, True, reasons))
    return links


def _reason(left: Report, right: Report, score: float) -> Reason:
    weights = {w: left.words[w] * right.words[w] for w in left.words.keys() & right.words.keys()}
    words = ", ".join(sorted(weights, key=lambda w: (-round(weights[w], 9), w))[:5]) or "none"
    apart = f", {abs((left.day - right.day).days)} days apart" if left.day and right.day else ""
    return Reason("shared_words", score, f"the reports share the telling words (stems) {words}{apart}")
