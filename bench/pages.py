"""How fast the pages of the reading room answer on a record of many reports.

    python -m bench.pages [--from RECORD] [--reports 20000] [--record MADE] [--samples 24] [--only PAGE ...] [--no-limit]

The record is made by copying the rows of another (bench.many; by default of the examples, which are built for it), or is given as it is
with --record. Every page of the registry is asked for, with ids picked at random, with the ids that have most rows, and with typical
questions; a page for which there is no sample is an error. One client, after a warm start, page and JSON twin alike; the time is what
the server takes to make the answer. ``cpu`` is the 95th percentile of the processor time of all threads, which a busy machine hardly
changes; ``work`` is p95 over the time of a fixed piece of work on this machine. Exit code 1 if a page has a p95 of 300 ms or more.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from bench.many import multiplied
from crosswire import pipeline
from crosswire.store.database import Record
from crosswire.view.asking.query import address
from crosswire.view.web import desk
from crosswire.view.web.registry import PAGES
from crosswire.view.web.server import application

LIMIT = 0.3  # seconds at the 95th percentile
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
# What a part of an address may be: at random, and those with most rows.
IDS = {
    "story_id": ("stories", "SELECT story_id FROM stories ORDER BY documents DESC, story_id"),
    "event_id": ("events", "SELECT event_id FROM events ORDER BY reports DESC, origins DESC, event_id"),
    "document_id": ("documents", "SELECT document_id FROM documents ORDER BY length(text) DESC, document_id"),
    "actor_id": ("actors", "SELECT actor_id FROM actor_mentions GROUP BY 1 ORDER BY count(*) DESC, 1"),
    "origin_id": ("origins", "SELECT origin_id FROM claims WHERE origin_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"),
    "claim_id": ("claims", "SELECT claim_id FROM quantities WHERE claim_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"),
    "finding_id": ("findings", 'SELECT finding_id FROM findings ORDER BY len("values") DESC, finding_id'),
    "passage_id": ("passages", "SELECT passage_id FROM passages GROUP BY 1 ORDER BY count(*) DESC, 1"),
    "place_id": ("places", "SELECT place_id FROM events WHERE place_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"),
    "outlet": ("documents", "SELECT outlet FROM documents WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"),
}
_LISTED = ("", "q=killed", "outlet={outlet}", "actor={actor_id}", "place={place_id}", "from=2030-01-01&to=2031-12-31", "story={story_id}")
_SHARED = (*_LISTED, "grade=contested", "type=ASSAULT&origins=2", "origin={origin_id}", "finding=conflict")
# Page -> what is asked behind the question mark; {word} is a word of a report, {name} a name of an actor.
ASKED: dict[str, tuple[str, ...]] = {
    "overview": ("",),
    "stories": (*_LISTED, "sort=latest", "page=20"),
    "events": (*_SHARED, "sort=latest", "sort=killed", "sort=origins&page=40", "q=air+strike"),
    "reports": (*_LISTED, "q={word}+{word}", "sort=outlet", "page=100"),
    "findings": (*_SHARED, "sort=date", "page=10"),
    "claims": ("", "type=ASSAULT", "actor={actor_id}", "origin={origin_id}", "outlet={outlet}", "sort=date&page=50"),
    "quotes": ("", "actor={actor_id}", "outlet={outlet}", "story={story_id}", "sort=speaker"),
    "origins": ("", "q={word}", "kind=speaker&sort=name"),
    "rejects": ("",),
    "search": (
        "q={word}", "q={word}+{word}", "q={name}", "q=%22{name}%22", "q=275", "q=killed+12", "q=%22air+strike%22", "q=dozens", "q=said",
        "q=2030-03-14", "q=kill%2A", "q={word}&in=reports&page=2", "q=killed&in=quotes", "q=zzzz", "q={event_id}",
    ),
    "story": ("", "copies=every"),
    "printed": ("",),
    "event": ("", "copies=every"),
    "finding": ("",),
    "claim": ("",),
    "report": ("id={document_id}", "id={document_id}&at=10-40"),
    "compare": ("id={document_id}&id={document_id}", "id={document_id}"),
    "passage": ("",),
    "sources": ("", "story={story_id}", "q={word}"),
    "outlet": ("name={outlet}",),
    "origin": ("",),
    "actor": ("",),
    "names": ("", "outlet={outlet}", "q={word}", "story={story_id}"),
    "review": ("", "kind=conflict"),
    "decisions": ("",),
    "map": _SHARED,
    "timeline": _SHARED,
}  # fmt: skip


class Sampler:
    """Fills the parts of addresses with what a record has."""

    def __init__(self, record: Record, seed: int = 5) -> None:
        self._random = random.Random(seed)
        self._ids = {name: self._some(record, name, table, most) for name, (table, most) in IDS.items()}
        texts = record.rows("SELECT substr(text, 1, 3000) AS text FROM documents USING SAMPLE reservoir(60 ROWS) REPEATABLE (7)")
        self._ids["word"] = sorted({w.lower() for row in texts for w in re.findall(r"[A-Za-z]{5,}", row["text"])})
        names = record.rows("SELECT name FROM actors USING SAMPLE reservoir(60 ROWS) REPEATABLE (7)")
        self._ids["name"] = [" ".join(re.findall(r"\w+", row["name"])) for row in names]

    @staticmethod
    def _some(record: Record, name: str, table: str, most: str) -> list[str]:
        chance = f'SELECT DISTINCT "{name}" AS id FROM (SELECT * FROM {table} USING SAMPLE reservoir(40 ROWS) REPEATABLE (7))'
        rows = record.rows(f"SELECT id FROM ({chance}) WHERE id IS NOT NULL ORDER BY 1")
        richest = record.rows(f'SELECT "{name}" AS id FROM ({most} LIMIT 12)')
        return [row["id"] for row in (*rows, *richest)]

    def address(self, path: str, asked: str) -> str | None:
        """An address; None where the record has nothing of the kind."""
        for name, found in self._ids.items():
            if not found and f"{{{name}}}" in path + asked:
                return None
        path = re.sub(r"{(\w+)(?::\w+)?}", lambda m: self._random.choice(self._ids[m[1]]), path)
        pairs = [pair.partition("=")[::2] for pair in asked.split("&") if pair]
        decoded = [(key, value.replace("+", " ").replace("%22", '"').replace("%2A", "*")) for key, value in pairs]
        filled = [(k, re.sub(r"{(\w+)}", lambda m: self._random.choice(self._ids[m[1]]), value)) for k, value in decoded]
        return address(path, filled)

    def addresses(self, name: str, path: str, most: int) -> Iterator[str]:
        """``most`` addresses of a page or more, each question of ``ASKED`` as often as the others; without those the record cannot fill."""
        asked = ASKED[name]
        fixed = "{" not in path + "".join(asked)
        rounds = 3 if fixed else -(-most // len(asked))
        for question in asked * rounds:
            if (where := self.address(path, question)) is not None:
                yield where


def fixed_work() -> float:
    """Seconds of a piece of work that is always the same, the best of five."""
    best = 9.0
    for _ in range(5):
        started = time.perf_counter()
        sum(hash(str(n)) % 7 for n in range(200_000))
        best = min(best, time.perf_counter() - started)
    return best


def twin(where: str) -> str:
    """The address of a page's JSON."""
    path, mark, asked = where.partition("?")
    return ("/index" if path == "/" else path) + ".json" + mark + asked


def measure(client: TestClient, addresses: Sequence[str]) -> list[tuple[float, float, int, str]]:
    """(seconds, seconds of all processors, bytes, address) of each, page and twin."""
    found = []
    for where in (a for page in addresses for a in (page, twin(page))):
        started, spent = time.perf_counter(), time.process_time()
        answer = client.get(where, follow_redirects=False)
        found.append((time.perf_counter() - started, time.process_time() - spent, len(answer.content), where))
        if answer.status_code not in (200, 303) and not (answer.status_code == 400 and "past the last page" in answer.text):
            raise SystemExit(f"{where} answered {answer.status_code}")
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(client: TestClient, record: Record, most: int, only: Sequence[str]) -> tuple[list[str], list[str]]:
    """(lines of the table, pages that are too slow)."""
    unknown = [page.name for page in PAGES if page.name not in ASKED]
    if unknown:
        raise SystemExit(f"no sample for {', '.join(unknown)}: add them to bench/pages.py")
    sampler, unit, slow = Sampler(record), fixed_work(), []
    lines = ["| page | n | p50 ms | p95 ms | max ms | cpu ms | work | kB | slowest |", "|---|---:|---:|---:|---:|---:|---:|---:|---|"]
    for page in PAGES:
        if only and page.name not in only:
            continue
        asked = list(sampler.addresses(page.name, page.path, most))
        if not asked:
            lines.append(f"| {page.name} | 0 | | | | | | | this record has none |")
            continue
        client.get(asked[0], follow_redirects=False)
        found = measure(client, asked)
        times, cpu = [row[0] for row in found], percentile([row[1] for row in found], 0.95)
        p95, (worst, _, _, where) = percentile(times, 0.95), max(found)
        size = statistics.mean(row[2] for row in found) / 1000
        figures = " | ".join(f"{ms * 1000:.0f}" for ms in (percentile(times, 0.5), p95, worst, cpu)) + f" | {p95 / unit:.1f} | {size:.0f}"
        lines.append(f"| {page.name} | {len(times)} | {figures} | `{where}` |")
        print(lines[-1], file=sys.stderr)
        slow += [page.name] if p95 >= LIMIT else []
    return lines, slow


def _built(folder: Path) -> Path:
    record = folder / "examples.duckdb"
    pipeline.build([EXAMPLES], record, at="2030-01-01T00:00:00Z")
    return record


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a page is too slow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="source", type=Path, help="the record whose rows are copied (default: one of the examples)")
    parser.add_argument("--record", type=Path, help="a record to measure as it is")
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--samples", type=int, default=24, help="addresses of each page that has ids")
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--no-limit", action="store_true", help="exit with 0 however slow the pages are")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        record = asked.record
        if record is None:
            record = Path(name) / "many.duckdb"
            print(f"{multiplied(asked.source or _built(Path(name)), record, asked.reports):,} reports", file=sys.stderr)
        lines, slow, cold = _measured(record, asked)
    print(*cold, "", *lines, "", f"slow (p95 of {LIMIT * 1000:.0f} ms or more): {', '.join(slow) or 'none'}", sep="\n")
    return 1 if slow and not asked.no_limit else 0


def _measured(path: Path, asked: Any) -> tuple[list[str], list[str], list[str]]:
    started = time.perf_counter()
    with desk.opened(path) as opened, TestClient(application(opened)) as client:
        opening = time.perf_counter() - started
        started = time.perf_counter()
        client.get("/")
        first = time.perf_counter() - started
        record = opened.reading()
        reports = record.rows("SELECT count(*) AS n FROM documents")[0]["n"]
        lines, slow = table(client, record, asked.samples, asked.only)
        return lines, slow, [f"{reports:,} reports; opened in {opening:.2f} s, first page in {first:.2f} s"]


if __name__ == "__main__":
    raise SystemExit(main())
