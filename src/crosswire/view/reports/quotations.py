"""The same quotation in two reports: which quotes are one, and what was cut or changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from crosswire.store.database import Record
from crosswire.view import links
from crosswire.view.reports.aligning import alike, changes, words_of
from crosswire.view.reports.marks import named

Row = dict[str, Any]
LONGEST_RUN, NEAR = 4, 250  # quotes that may be one elsewhere, and the characters that may stand between two of them
COMMON = 80  # quotes that have a word: by one that more of them have, none is found
FEWEST = 4  # words that a quote must have to be known again
ONE_SPEAKER, ANY_SPEAKER = 0.5, 0.7  # how alike two quotes are to be one: of one speaker, and where the speakers are not known to be one
_QUOTES = """
SELECT quote_id, document_id, "start", "end", mode, speaker_text, speaker_id FROM quotes
WHERE document_id IN (SELECT unnest(?)) ORDER BY document_id, "start", quote_id
"""


def same(record: Record, texts: dict[str, str], outlets: dict[str, str]) -> list[Row]:
    """The quotations that two of these reports have, those with changes first: how the second report's words differ from the first's.

    Each has ``speaker``, ``first`` and ``second`` (``document_id``, ``outlet``, ``start``, ``end``, ``words``, ``href``), ``alike`` (0 to
    1), ``exact`` (nothing changed) and ``changes``: list of {``kind``: same, gone, new; ``text``}.
    """
    by_report: dict[str, list[Row]] = defaultdict(list)
    rows = record.rows(_QUOTES, [list(texts)])
    speakers = named(record, "actors", (r["speaker_id"] for r in rows))
    for row in rows:
        row["speaker"] = speakers.get(row["speaker_id"], {}).get("name")
        by_report[row["document_id"]].append(row)
    told = {d: [q for q in _runs(quotes, texts[d]) if len(q["keys"]) >= FEWEST] for d, quotes in by_report.items()}
    found = [
        _pair(a, b, score, outlets)
        for first, second in combinations(texts, 2)
        for a, b, score in _matched(told.get(first, []), told.get(second, []))
    ]
    return sorted(found, key=lambda r: (r["exact"], -len(r["first"]["words"])))


def _runs(quotes: Sequence[Row], text: str) -> Iterator[Row]:
    """The quotes of a report, and runs of one speaker's that stand close together: another report may have them as one, or one as two."""
    for n, first in enumerate(quotes):
        held: list[Row] = []
        for quote in quotes[n : n + LONGEST_RUN]:
            if held and not _goes_on(held[-1], quote):
                break
            held.append(quote)
            words = " … ".join(text[q["start"] : q["end"]] for q in held)
            keys = [w.key for w in words_of(words)]
            members = {q["quote_id"] for q in held}
            yield {**first, "end": quote["end"], "words": words, "keys": keys, "told": {k for k in keys if len(k) > 3}, "members": members}


def _goes_on(before: Row, quote: Row) -> bool:
    """Whether a quote goes on where the one before it left off: one known speaker, and little between the two."""
    one = quote["speaker_id"] is not None and quote["speaker_id"] == before["speaker_id"]
    return one and 0 <= quote["start"] - before["end"] <= NEAR


def _matched(first: Sequence[Row], second: Sequence[Row]) -> Iterator[tuple[Row, Row, float]]:
    """Each quote of the first report with the one of the second that is most like it, if it is like enough; none is taken twice."""
    index: dict[str, list[int]] = defaultdict(list)
    for n, quote in enumerate(second):
        for key in quote["told"]:
            index[key].append(n)
    candidates = []
    for m, quote in enumerate(first):
        met = {n for key in quote["told"] if len(index[key]) <= COMMON for n in index[key]}
        for n in met:
            other = second[n]["told"]
            if 2 * len(quote["told"] & other) >= min(len(quote["told"]), len(other)):
                candidates.append((alike(quote["words"], second[n]["words"]), m, n))
    taken: set[str] = set()
    for score, m, n in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        one = first[m]["speaker_id"] is not None and first[m]["speaker_id"] == second[n]["speaker_id"]
        members = first[m]["members"] | second[n]["members"]
        if score >= (ONE_SPEAKER if one else ANY_SPEAKER) and not members & taken:
            taken |= members
            yield first[m], second[n], score


def _pair(a: Row, b: Row, score: float, outlets: dict[str, str]) -> Row:
    speakers = list(dict.fromkeys(q["speaker"] or q["speaker_text"] or "speaker not named" for q in (a, b)))
    exact = a["keys"] == b["keys"]
    told = [] if exact else [{"kind": c.kind, "text": c.text} for c in changes(a["words"], b["words"])]
    return {
        "speaker": " / ".join(speakers), "speaker_id": a["speaker_id"] or b["speaker_id"], "alike": round(score, 4), "exact": exact,
        "first": _side(a, outlets), "second": _side(b, outlets), "changes": told,
    }  # fmt: skip


def _side(quote: Row, outlets: dict[str, str]) -> Row:
    href = links.report(quote["document_id"], quote["start"], quote["end"])
    told = {k: quote[k] for k in ("quote_id", "document_id", "start", "end", "mode", "words")}
    return {**told, "outlet": outlets[quote["document_id"]], "href": href}
