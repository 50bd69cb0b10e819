"""The terms of a search as SQL: over the index of words (see ``store/indexing.py``) and over short columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crosswire.view.asking.matching import Term

Condition = tuple[str, list[Any]]

_TITLE = 15  # words: a report that has a term among its first ones is about it


def both(parts: Sequence[Condition]) -> Condition:
    """All of the conditions at once; ``true`` where there is none."""
    return " AND ".join(sql for sql, _ in parts) or "true", [value for _, values in parts for value in values]


def told(column: str, terms: Sequence[Term]) -> Condition:
    """Whether all terms stand in a short column (a title, a line), as words.

    To look for whole words is slow, so that it is done only where their letters stand.
    """
    plain = f"strip_accents(lower({column}))"
    return both([(f"regexp_matches({plain}, ?) AND regexp_matches({plain}, ?)", [t.letters(), t.pattern(sql=True)]) for t in terms])


def _word(term: Term) -> Condition:
    """Whether a row of an index is for a word of the term."""
    if term.prefix:
        return "word BETWEEN ? AND ?", [term.words[0], term.words[0] + "\uffff"]
    return f"word IN ({', '.join('?' * len(term.forms))})", list(term.forms)


def reports(terms: Sequence[Term]) -> Condition:
    """A query for the reports that have all terms: (document_id, score), better ones with a higher score.

    Words count less the more often they are there already; a term in a report's first words counts as five more. That the words of a
    phrase follow each other is for the caller to check in the texts.
    """
    parts, values = [], []
    for term in terms:
        where, given = _word(term)
        needed = len(term.words) if term.exact else 1
        parts.append(f"""SELECT number, sum(ln(1 + uses) + CASE WHEN first <= {_TITLE} THEN 1.8 ELSE 0 END) AS score
            FROM search_words WHERE {where} GROUP BY number HAVING count(DISTINCT word) >= {needed}""")
        values += given
    return (
        f"""SELECT document_id, sum(score) AS score FROM ({" UNION ALL ".join(parts)}) JOIN search_reports USING (number)
            GROUP BY document_id HAVING count(*) = {len(parts)}""",
        values,
    )


def names(terms: Sequence[Term], kind: str) -> Condition:
    """A query for the actors or places (``kind``) that have all terms in their names: (id, mentions)."""
    parts, values = [], []
    for term in terms:
        where, given = _word(term)
        needed = len(term.words) if term.exact else 1
        parts.append(f"""SELECT id, max(mentions) AS mentions FROM search_names WHERE kind = '{kind}' AND {where}
            GROUP BY id HAVING count(DISTINCT word) >= {needed}""")
        values += given
    return f"SELECT id, max(mentions) AS mentions FROM ({' UNION ALL '.join(parts)}) GROUP BY id HAVING count(*) = {len(parts)}", values


def _named(term: Term) -> Condition:
    """A query for whoever and whatever has a term in a name: (id)."""
    where, given = _word(term)
    grouped = f" GROUP BY id HAVING count(DISTINCT word) >= {len(term.words)}" if term.exact else ""
    return f"SELECT id FROM search_names WHERE {where}{grouped}", given


def of_events(terms: Sequence[Term]) -> Condition:
    """Whether each term stands in the line of ``events e``, or in a name of its actor, its target or its place."""
    parts = []
    for term in terms:
        (line, given), (named, names_of) = told("e.what", [term]), _named(term)
        known = " OR ".join(f"e.{slot}_id IN ({named})" for slot in ("actor", "target", "place"))
        parts.append((f"({line} OR {known})", [*given, *names_of * 3]))
    return both(parts)
