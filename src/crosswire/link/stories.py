"""Documents -> stories: one continuing affair each; reports more than two weeks apart tell of different ones.

How likely two reports are on one affair is told by :mod:`crosswire.link.likeness`. Stories grow by average link: the two most likely
groups are joined until no two are likely enough. All is a function of the set of reports, so their order does not matter. What a person
has decided of two reports holds whatever their likeness.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from crosswire.link import headings, likeness, profiles, verdicts
from crosswire.link.groups import Groups
from crosswire.link.likeness import Pair
from crosswire.link.profiles import Reading
from crosswire.link.words import by_document
from crosswire.types import Decision, Link, Segment, Story, StoryDocument, Tables, make_id

# python -m bench.stories: AllSides .897 at .35, .906 at .45, .907 at .55; ECB+ .890, .913, .902. The gold crises come out whole up to .57.
ALIKE = 0.45
FLOOR = 0.01  # a chance below this is none


def group(tables: Tables) -> Tables:
    """The tables with ``stories``, ``story_documents`` and the links between reports (kind "document") filled."""
    reading = profiles.read(tables)
    chances = likeness.chances(reading)
    judged = _judged(reading, tables.decisions)
    segments = by_document(tables.segments)
    stories: list[Story] = []
    members: list[StoryDocument] = []
    links = [_decided(reading, pair, chances, d) for pair, d in sorted(judged.items()) if d.verdict == "different"]
    for together in average_link(len(reading.reports), chances, *_constraints(judged)):
        story, rows = _story(reading, together, chances, segments)
        stories.append(story)
        members += rows
        links += _links(reading, together, chances, judged)
    return replace(
        tables,
        stories=tuple(sorted(stories, key=lambda s: s.story_id)),
        story_documents=tuple(sorted(members, key=lambda m: (m.story_id, m.document_id))),
        links=tuple(sorted([*tables.links, *links], key=lambda k: (k.kind, k.left_id, k.right_id))),
    )


# --- decisions --------------------------------------------------------------------------------------------------------
def _judged(reading: Reading, decisions: Iterable[Decision]) -> dict[Pair, Decision]:
    """What people decided of two reports of this record."""
    at = {verdicts.report_key(r.document.document_id): i for i, r in enumerate(reading.reports)}
    found = verdicts.pairs(decisions, "document")
    return {(min(at[a], at[b]), max(at[a], at[b])): d for (a, b), d in sorted(found.items()) if a in at and b in at and a != b}


def _constraints(judged: Mapping[Pair, Decision]) -> tuple[list[Pair], list[Pair]]:
    """(pairs that must stand together, pairs that must not); where the two contradict each other, being kept apart holds."""
    never = sorted(p for p, d in judged.items() if d.verdict == "different")
    return sorted(p for p, d in judged.items() if d.verdict == "same"), never


def _decided(reading: Reading, pair: Pair, chances: Mapping[Pair, float], decision: Decision) -> Link:
    """The link between two reports that a person has judged."""
    left, right = (reading.reports[i].document.document_id for i in pair)
    why = (verdicts.reason(decision, "document"), *likeness.reasons(reading, *pair))
    return Link(left, right, "document", round(chances.get(pair, 0.0), 4), decision.verdict == "same", why)


# --- growing ----------------------------------------------------------------------------------------------------------
class _Growing:
    """Groups under way, the summed chances between any two of them, and which may not meet."""

    def __init__(self, count: int, chances: Mapping[Pair, float], must: Iterable[Pair], never: Iterable[Pair]) -> None:
        self.groups = {i: [i] for i in range(count)}
        self.sums: dict[int, dict[int, float]] = {i: {} for i in range(count)}
        self.apart: dict[int, set[int]] = defaultdict(set)
        self._next = count
        for (i, j), chance in chances.items():
            if chance >= FLOOR:
                self.sums[i][j] = self.sums[j][i] = chance
        for i, j in never:
            self.apart[i].add(j)
            self.apart[j].add(i)
        self._tie(must)

    def _tie(self, must: Iterable[Pair]) -> None:
        above: Groups[int] = Groups(sorted(self.groups))
        now = {i: i for i in self.groups}
        for i, j in must:
            left, right = now[above.find(i)], now[above.find(j)]
            if left != right and right not in self.apart[left]:
                above.join(i, j)
                now[above.find(i)] = self.join(left, right)

    def mean(self, i: int, j: int) -> float:
        """The mean chance between two groups, rounded so that the order of adding up cannot break a tie."""
        return round(self.sums[i].get(j, 0.0) / len(self.groups[i]) / len(self.groups[j]), 12)

    def join(self, i: int, j: int) -> int:
        """Make two groups one, under a new number."""
        new = self._next
        self._next += 1
        self.groups[new] = sorted(self.groups.pop(i) + self.groups.pop(j))
        left, right = self.sums.pop(i), self.sums.pop(j)
        both = {k: left.get(k, 0.0) + right.get(k, 0.0) for k in sorted(left.keys() | right.keys()) if k not in (i, j)}
        for k, total in both.items():
            self.sums[k].pop(i, None)
            self.sums[k].pop(j, None)
            self.sums[k][new] = total
        self.sums[new] = both
        for k in self.apart.pop(i, set()) | self.apart.pop(j, set()):
            self.apart[k] = (self.apart[k] - {i, j}) | {new}
            self.apart[new].add(k)
        return new


def average_link(count: int, chances: Mapping[Pair, float], must: Iterable[Pair] = (), never: Iterable[Pair] = ()) -> list[list[int]]:
    """Groups of reports such that no two groups are ``ALIKE`` or more on average, or may not be joined; sorted."""
    growing = _Growing(count, chances, must, never)
    heap = [(-growing.mean(i, j), i, j) for i in growing.groups for j in growing.sums[i] if i < j]
    heap = [entry for entry in heap if -entry[0] >= ALIKE]
    heapq.heapify(heap)
    while heap:
        _, i, j = heapq.heappop(heap)
        if i not in growing.groups or j not in growing.groups or j in growing.apart[i]:
            continue
        new = growing.join(i, j)
        for other in growing.sums[new]:
            mean = growing.mean(other, new)
            if mean >= ALIKE:
                heapq.heappush(heap, (-mean, other, new))
    return sorted(growing.groups.values())


# --- rows -------------------------------------------------------------------------------------------------------------
def _story(
    reading: Reading, numbers: Sequence[int], chances: Mapping[Pair, float], segments: Mapping[str, Sequence[Segment]]
) -> tuple[Story, list[StoryDocument]]:
    """A story and its reports; it is named by the report that is most like the others, of those that have a headline."""
    reports = [reading.reports[i] for i in numbers]
    ids = [r.document.document_id for r in reports]
    story_id = make_id("story", *ids)
    days = sorted(date.fromordinal(r.day) for r in reports if r.day is not None)
    near = [round(sum(_pair(chances, i, n) for n in numbers), 9) for i in numbers]
    order = sorted(range(len(reports)), key=lambda k: (-near[k], k))
    title = headings.heading([(reports[k].document, segments.get(ids[k], ())) for k in order])
    story = Story(story_id, title, days[0] if days else None, days[-1] if days else None, len(reports))
    return story, [StoryDocument(story_id, d) for d in ids]


def _pair(chances: Mapping[Pair, float], i: int, j: int) -> float:
    return chances.get((min(i, j), max(i, j)), 0.0)


def _links(reading: Reading, numbers: Sequence[int], chances: Mapping[Pair, float], judged: Mapping[Pair, Decision]) -> list[Link]:
    """Each report of a story linked to the earlier one that it is most likely with; and what a person put together."""
    same = [(i, j) for (i, j), d in sorted(judged.items()) if d.verdict == "same" and i in numbers and j in numbers]
    links = [_decided(reading, pair, chances, judged[pair]) for pair in same]
    for k, right in enumerate(numbers):
        if k and not any(j == right for _, j in same):
            left = max(numbers[:k], key=lambda i: (_pair(chances, i, right), -i))
            score = round(_pair(chances, left, right), 4)
            ids = [reading.reports[i].document.document_id for i in (left, right)]
            links.append(Link(ids[0], ids[1], "document", score, True, likeness.reasons(reading, left, right)))
    return links
