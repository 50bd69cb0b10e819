"""Hand-coded data beside a record, for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crosswire.view.terminal.record_lines import wrapped
from crosswire.view.words import clip, days, kind, plural

Row = dict[str, Any]
MOST = 10  # of each list, unless everything is asked for
ALL = 1_000_000
CALLED = {"actor": "who did it"}
VERDICTS = {"same": "the same", "within": "alike in kind", "otherwise": "otherwise", "theirs": "only theirs", "ours": "only ours"}


def lines(model: Row, *, everything: bool = False) -> Iterator[str]:
    """What :func:`crosswire.view.beside.compare` found; all of it with ``everything``."""
    most = ALL if everything else MOST
    sums = model["sums"]
    yield wrapped(f"{model['file']}: {plural(sums['rows'], 'row')} of the shape of {model['shape']}, beside {model['record']}", "  ", "")
    same = [m for m in model["matched"] if m["same"]]
    other = [m for m in model["matched"] if not m["same"]]
    yield from _part("MATCHED, AND OTHERWISE", other, most, _otherwise)
    yield from _part("MATCHED, AND THE SAME", same, most, _same)
    yield from _part("SEVERAL TO ONE: a further row of a matched event, or a further event of a row", model["shared"], most, _shared)
    yield from _part("ONLY THEIRS", model["only_theirs"], most, _theirs)
    yield from _part("ONLY OURS", model["only_ours"], most, _ours)
    yield from _part("NOT READ: no day that can be read without a doubt", model["unread"], most, _unread)
    yield from _sums(model)


def _part(head: str, rows: Sequence[Row], most: int, each: Any) -> Iterator[str]:
    if rows:
        yield from ("", wrapped(f"{head} ({len(rows):,})", "  ", ""))
    for row in rows[:most]:
        yield from each(row)
    if len(rows) > most:
        yield f"  and {len(rows) - most:,} more: --all"


def coded(row: Row) -> str:
    """A row on a line: its id, day, place, type and counts."""
    counts = ", ".join(f"{row[n]} {n}" for n in ("killed", "injured") if row[n] is not None)
    when = days(row["start"], row["end"]) if row["start"] else "day not read"
    parts = (when, row["place"] or "place not given", row["type"], counts)
    key = f" ({row['id']})" if row["id"] else ""
    return f"line {row['line']}{key}: " + "; ".join(p for p in parts if p)


def event(row: Row) -> str:
    """An event on a line."""
    counts = ", ".join(f"{row[n]} {n}" for n in ("killed", "injured") if row[n] is not None)
    parts = (days(row["start"], row["end"]), row["place"] or "place not known", kind(row["type"]), counts, row["grade"])
    return f"“{clip(row['what'], 90)}”: " + "; ".join(p for p in parts if p) + f"  [{row['event_id']}]"


def _otherwise(row: Row) -> Iterator[str]:
    yield from _same(row)
    for field in row["fields"]:
        if field["verdict"] == "otherwise":
            sentence = f"; {field['sentence']}" if field["sentence"] else ""
            called = CALLED.get(field["field"], field["field"])
            said = f"{called} otherwise: theirs {field['theirs']}, ours {field['ours'] or 'nothing'}{sentence}"
            yield wrapped(said, "          ", "      ! ")


def _same(row: Row) -> Iterator[str]:
    yield wrapped(coded(row["row"]), "    ", "  - ")
    yield wrapped(event(row["event"]), "      ", "    = ")
    if row["ties"]:
        yield wrapped(f"as near: {', '.join(f'[{e}]' for e in row['ties'])}", "        ", "      ")


def _shared(row: Row) -> Iterator[str]:
    yield wrapped(coded(row["row"]), "    ", "  - ")
    yield wrapped(event(row["event"]), "      ", "    ~ ")


def _theirs(row: Row) -> Iterator[str]:
    yield wrapped(coded(row["row"]), "    ", "  - ")
    yield wrapped(f"why: {row['why']}", "          ", "      ")


def _ours(row: Row) -> Iterator[str]:
    yield wrapped(event(row), "    ", "  - ")


def _unread(row: Row) -> Iterator[str]:
    yield wrapped(f"{coded(row)}: {'; '.join(row['problems']) or 'it gives no day'}", "    ", "  - ")


def _sums(model: Row) -> Iterator[str]:
    sums = model["sums"]
    yield from ("", "SUMS")
    apart = {
        "before or after the days that the record covers": sums["outside_time"],
        "in countries that it does not cover": sums["outside_place"],
        "not read": sums["unread"],
    }
    yield wrapped(f"theirs: {plural(sums['rows'], 'row')}{_apart(apart)}", "    ", "  ")
    yield wrapped(
        f"of the {sums['inside']:,} that the record covers, {sums['found']:,} found{_share(sums['share_found'])}", "      ", "    "
    )
    yield wrapped(f"ours: {plural(sums['events'], 'event')}{_apart(model['out_of_scope'])}", "    ", "  ")
    known = f"{sums['events_known']:,} known to theirs{_share(sums['share_known'])}"
    yield wrapped(f"of the {sums['events_in_scope']:,} that such data may hold, {known}", "      ", "    ")
    for name, counts in sums["agreement"].items():
        told = ", ".join(f"{counts[v]:,} {VERDICTS[v]}" for v in VERDICTS if counts.get(v))
        if told:
            yield wrapped(f"{CALLED.get(name, name)}: {told}", "      ", "  ")


def _apart(counts: Mapping[str, int]) -> str:
    told = "; ".join(f"{n:,} {what}" for what, n in sorted(counts.items()) if n)
    return f", apart from these: {told}" if told else ""


def _share(share: float | None) -> str:
    return "" if share is None else f" ({share:.0%})"
