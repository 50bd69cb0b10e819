"""Which reports share a run of words: postings of each (a function of its text alone), joined in SQL.

Of three neighbouring runs of ``SEED`` words the one with the smallest hash is posted (winnowing): two reports that share
``SEED + WINDOW - 1`` words in a row post a run in common. Inside quotation marks every run is posted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pyarrow as pa
from numpy.lib.stride_tricks import sliding_window_view

from crosswire.link.readings import Words, grams
from crosswire.link.words import Numbers
from crosswire.workers.joins import join

SEED = 6  # words; the shortest quote that is looked for
WINDOW = 3  # neighbouring runs of which one is posted: a shared run of 8 words is always seen
HUBS = 12  # a run in more reports than this is looked at between its first so many and all others: linear, and enough to join them all

# ``fresh`` holds the reports of which a pair must have one; a run that none of them has is not looked at.
_PAIRS = f"""
WITH held AS (SELECT DISTINCT gram, document FROM postings WHERE gram IN (SELECT gram FROM postings SEMI JOIN fresh USING (document))),
     ranked AS (SELECT gram, document, row_number() OVER (PARTITION BY gram ORDER BY document) AS place FROM held)
SELECT DISTINCT a.document AS a, b.document AS b FROM ranked a JOIN ranked b ON a.gram = b.gram AND a.place < b.place
WHERE a.place <= {HUBS} AND (a.document IN (SELECT document FROM fresh) OR b.document IN (SELECT document FROM fresh))
ORDER BY a, b
"""


def posted(words: Words) -> Numbers:
    """The numbers of the runs that a report is found by, in their order.

    A run of words that tell nothing is posted by no one, and is the last choice of a window.
    """
    numbers = grams(words.ids, SEED)
    if not len(numbers):
        return numbers
    telling = sliding_window_view(words.rarity > 0, SEED).any(axis=1)
    cost = np.where(telling, numbers, np.iinfo(np.int64).max)
    width = min(WINDOW, len(cost))
    chosen = np.arange(len(cost) - width + 1) + sliding_window_view(cost, width).argmin(axis=1)
    keep = np.asarray(sliding_window_view(words.quoted, SEED).all(axis=1))
    keep[chosen] = True
    found: Numbers = numbers[keep & telling]
    return found


def table(read: Sequence[Words]) -> pa.Table:
    """The postings of reports as (gram, document): a report is named by its place in the order given."""
    rows = [posted(words) for words in read]
    owners = np.repeat(np.arange(len(rows), dtype=np.int32), [len(r) for r in rows])
    return pa.table({"gram": np.concatenate([np.zeros(0, dtype=np.int64), *rows]), "document": owners})


def pairs(postings: pa.Table, fresh: Collection[int] | None = None) -> list[tuple[int, int]]:
    """The pairs of reports that share a posted run (sorted); with ``fresh``, those that have one of these reports.

    The pairs among old reports and the pairs with a fresh one are the pairs of all, where fresh ones come later in the order or no
    run is in more than ``HUBS`` reports; else they are a few more.
    """
    if fresh is not None and not fresh:
        return []
    wanted = pa.table({"document": pa.array(sorted(fresh), pa.int32())}) if fresh is not None else postings.select(["document"])
    found = join(_PAIRS, postings=postings, fresh=wanted.group_by("document").aggregate([]))
    return list(zip(found["a"].to_pylist(), found["b"].to_pylist(), strict=True))
