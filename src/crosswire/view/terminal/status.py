"""``crosswire status``: what is in a record, how sure it is, what waits for a person, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from crosswire.store.database import Record
from crosswire.view import queries
from crosswire.view.review import queue
from crosswire.view.terminal.record_lines import wrapped
from crosswire.view.words import days, plural

Row = dict[str, Any]
OUTLETS, PATHS = 5, 3  # that are named
COLUMN = 14  # where the second column begins
# One and many: of what waits in the queue of the review, and of findings.
ASKED = {
    "conflict": ("conflict or failing sum", "conflicts and failing sums"), "event": ("doubtful join of events", "doubtful joins of events"),
    "actor": ("doubtful join of actors", "doubtful joins of actors"), "reading": ("figure to check", "figures to check"),
    "orphan": ("judgement whose words are gone", "judgements whose words are gone"),
}  # fmt: skip
FOUND = {
    "conflict": ("conflict", "conflicts"), "update": ("update", "updates"), "arithmetic": ("sum", "sums"),
    "naming": ("naming", "namings"),
}  # fmt: skip

_REPORTS = """
SELECT count(*) AS reports, count(DISTINCT outlet) AS outlets, count(*) FILTER (outlet IS NULL) AS without_outlet,
       count(*) FILTER (published_at IS NULL) AS undated,
       substr(min(published_at), 1, 10) AS first, substr(max(published_at), 1, 10) AS last
FROM documents
"""
_MOST = "SELECT outlet, count(*) AS reports FROM documents WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY reports DESC, outlet LIMIT ?"
_DAYS = """
SELECT min("start") AS first, max(coalesce("end", "start")) AS last,
       quantile_disc("start", 0.05) AS most_from, quantile_disc(coalesce("end", "start"), 0.95) AS most_to FROM events
"""
_GRADES = """
SELECT grade, count(*) AS events FROM events GROUP BY 1
ORDER BY list_position(['corroborated', 'single', 'contested', 'denied', 'withdrawn'], grade)
"""
_FINDINGS = """
SELECT kind, count(*) AS findings, count(*) FILTER (holds = false) AS failing FROM findings GROUP BY 1
ORDER BY list_position(['conflict', 'update', 'arithmetic', 'naming'], kind)
"""
_DECISIONS = """
SELECT CASE WHEN withdrawn_at IS NOT NULL THEN 'taken back' ELSE state END AS state, count(*) AS decisions
FROM decisions GROUP BY 1 ORDER BY 1
"""
_REJECTS = """
SELECT reason, count(*) AS inputs, list(path ORDER BY path)[:$most] AS paths FROM rejects GROUP BY 1 ORDER BY inputs DESC, reason
"""


def model(record: Record) -> Row:
    """What is in the record, as plain values; ``written`` is when its file was (a build or a judgement), ``bytes`` how large it is."""
    meta = {r["key"]: r["value"] for r in record.rows("SELECT key, value FROM meta")}
    file = record.path.stat()
    counts = queries.counts(record)
    return {
        "title": f"Status of {record.path.name}",
        "record": str(record.path),
        "bytes": file.st_size,
        "written": datetime.fromtimestamp(file.st_mtime, UTC).isoformat(timespec="seconds"),
        "crosswire": meta.get("crosswire"),
        "language": meta.get("language"),
        "counts": counts,
        **record.rows(_REPORTS)[0],
        "most": record.rows(_MOST, [OUTLETS]),
        "days": record.rows(_DAYS)[0],
        "grades": record.rows(_GRADES),
        "findings": record.rows(_FINDINGS),
        "waiting": queue.of(record).waiting,
        "decisions": {r["state"]: r["decisions"] for r in record.rows(_DECISIONS)},
        "rejects": record.rows(_REJECTS, {"most": PATHS}),
    }


def lines(record: Record) -> Iterator[str]:
    """The status of a record for a terminal."""
    told = model(record)
    counts = told["counts"]
    yield _row("record", told["record"])
    read = "" if told["language"] in (None, "crosswire") else f", English read by {told['language']}"
    yield _row("", f"{_size(told['bytes'])}, written {told['written'][:16].replace('T', ' ')} UTC by Crosswire {told['crosswire']}{read}")
    yield ""
    most = ", ".join(f"{m['outlet']} ({m['reports']})" for m in told["most"])
    by = f" by {plural(told['outlets'], 'outlet')}: {most}" if most else ""
    yield _row("reports", f"{plural(told['reports'], 'report')}{by}")
    if told["outlets"] > OUTLETS:
        yield _row("", f"and {plural(told['outlets'] - OUTLETS, 'more outlet')}")
    if told["without_outlet"]:
        yield _row("", f"{plural(told['without_outlet'], 'report')} of an outlet that is not known")
    undated = f"; {plural(told['undated'], 'report')} without a date" if told["undated"] else ""
    yield _row("published", f"{days(told['first'], told['last'])}{undated}")
    tells = ", ".join(plural(counts[k], n) for k, n in (("claims", "claim"), ("quotes", "quote"), ("origins", "origin")))
    yield _row("they hold", tells)
    yield _row("stories", f"{counts['stories']:,}")
    yield _row("events", f"{counts['events']:,}: " + ", ".join(f"{g['events']:,} {g['grade']}" for g in told["grades"]))
    covered = told["days"]
    if covered["first"]:
        yield _row(
            "",
            f"nine in ten of them {days(covered['most_from'], covered['most_to'])}; all of them {days(covered['first'], covered['last'])}",
        )
    found = [_many(f["findings"], FOUND[f["kind"]]) + (f" ({f['failing']:,} failing)" if f["failing"] else "") for f in told["findings"]]
    yield _row("findings", ", ".join(found) or "none")
    yield _row("to review", ", ".join(_many(n, ASKED[k]) for k, n in told["waiting"].items() if n) or "nothing")
    yield _row("judgements", ", ".join(f"{n:,} {state}" for state, n in told["decisions"].items()) or "none")
    for reject in told["rejects"]:
        paths = ", ".join(reject["paths"]) + (" ..." if reject["inputs"] > PATHS else "")
        yield _row("rejected", f"{plural(reject['inputs'], 'input')}, {reject['reason']}: {paths}")
    yield ""
    yield from _next(told)


def _row(name: str, text: str) -> str:
    return wrapped(text, " " * COLUMN, f"{name:<{COLUMN}}")


def _many(n: int, one_many: tuple[str, str]) -> str:
    return f"{n:,} {one_many[n != 1]}"


def _size(n: int) -> str:
    """Bytes for a person.

    >>> _size(900), _size(7_090_176)
    ('900 bytes', '7.1 MB')
    """
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if n >= size:
            return f"{n / size:.1f} {unit}"
    return plural(n, "byte")


def _next(told: Row) -> Iterator[str]:
    """What to do next, the most pressing first."""
    name = told["record"]
    asked = []
    if told["decisions"].get("orphaned"):
        asked.append(("see which judgements no longer find their words", f"crosswire decisions {name}"))
    if any(f["kind"] == "conflict" for f in told["findings"]):
        asked.append(("see where reports do not agree", f"crosswire findings {name} --kind conflict"))
    if any(told["waiting"].values()):
        asked.append(("read and judge in the browser", f"crosswire serve {name}"))
    asked.append(("read the account", f"crosswire show {name}"))
    yield "next:"
    for what, command in asked:
        yield f"  {what}:"
        yield wrapped(command, "      ", "    ")
