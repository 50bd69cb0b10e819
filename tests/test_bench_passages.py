"""The measurement of passages: what it plants it finds, and what it keeps of judged pairs is no text."""

from __future__ import annotations

import random
import re

from bench import passages as bench
from bench import planting
from crosswire.link import passages
from crosswire.types import Tables
from tests.link.making import document


def made(count: int) -> list:
    """Reports of sentences that no two of them share."""
    rng = random.Random(3)
    rows = []
    for n in range(count):
        words = [
            "".join(rng.choice(c) for c in ("bdfgklmnprst", "aeiou", "bdfgklmnprst", "aeiou", "bdfgklmnprst", "aeiou")) for _ in range(220)
        ]
        sentences = [" ".join(words[i : i + 12]).capitalize() + "." for i in range(0, len(words), 12)]
        rows.append(document(f"{'ab'[n % 2]}-{n}", " ".join(sentences), published="2031-05-05"))
    return rows


def test_planted_runs_stand_where_they_are_said_to_and_are_found() -> None:
    documents = made(24)
    planted, plants = planting.plant(documents, 1)
    assert (planted, plants) == planting.plant(documents, 1)
    texts = {d.document_id: d.text for d in planted}
    exact = [p for p in plants if p.how == "verbatim"]
    assert exact
    assert all(
        texts[p.host][p.host_span.start : p.host_span.end] == texts[p.source][p.source_span.start : p.source_span.end] for p in exact
    )
    found = planting.measure(plants, passages.find(Tables(documents=tuple(planted))).passages)
    assert set(found) == set(planting.CHANGES)
    assert all(f.recall == 1 and f.overlap > 0.9 for f in found.values())


def test_judgements_are_places_and_no_words() -> None:
    rows = bench.judged()
    assert len(rows) >= 200
    for row in rows:
        assert set(row) == {"left", "right", "stratum", "verdict", "kind", "why"}
        assert row["verdict"] in ("right", "wrong")
        assert (row["kind"] is None) == (row["verdict"] == "wrong")
        assert re.fullmatch(r"\w+", row["why"])
        for document_id, start, end, sign in (row["left"], row["right"]):
            assert document_id.startswith("fakes-")
            assert 0 <= start < end
            assert re.fullmatch(r"[0-9a-f]{10}", sign)
