"""Tables of reports: JSON Lines and JSON arrays, CSV and TSV, Parquet. One row is one report (:mod:`crosswire.acquire.archives`)."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, BinaryIO

from crosswire.acquire.archives import KEYS, KNOWN, Row, fold, looks_like_rows, read_mapping, read_row
from crosswire.acquire.decoding import MAX_BYTES, decode
from crosswire.acquire.formats.base import FileFormat, Found, Source, head_text
from crosswire.acquire.raw import RawReport, clean_name, reject
from crosswire.acquire.wrapped import rows_in
from crosswire.errors import RejectedInput
from crosswire.types import Reject

_DELIMITERS = ",;\t|"
_BLANK = b"\xef\xbb\xbf \t\r\n"
_SEPARATOR = re.compile(r'"?sep=([,;\t|])"?[ \t]*\n')
_GAP = re.compile(r"[\s,]*")
# Columns of tables of events (ACLED, UCDP GED, Iraq Body Count), which are no reports.
_EVENTS = frozenset(map(fold, ("event_id_cnty", "sub_event_type", "relid", "deaths_civilians", "IBC code", "Reported Minimum")))
_BATCH = 32  # rows of a Parquet file in memory at a time
_MAX_WHOLE = 5 * MAX_BYTES  # of a file that has to be in memory as a whole: a JSON array, a CSV


def _report(source: Source, number: int, row: Row, content: bytes, parser: str) -> RawReport:
    name = clean_name(row.id)
    shown = f"{source.shown}#{number}"
    return RawReport(name or f"{source.stem}-{number}", shown, content, "row", row.given, row.warnings, parser, named=bool(name))


def _reject(source: Source, number: int, error: RejectedInput, content: bytes) -> Reject:
    return reject(RawReport("", f"{source.shown}#{number}", content, "row"), error.reason, error.detail)


# ---- JSON


def _is_json(head: bytes) -> bool:
    return looks_like_rows(head_text(head))


def _read_json(source: Source) -> Iterator[Found]:
    """JSON Lines line by line; an array, or objects printed over several lines, value by value."""
    with source.open() as stream:
        rows = _lines(stream) if _is_by_line(source) else _values(decode(_content(source), most=_MAX_WHOLE).text)
        for number, content in rows:
            try:
                row = read_row(content)
            except RejectedInput as error:
                yield from _unwrapped(source, number, error, content)
            else:
                yield _report(source, number, row, content, row.parser)


def _unwrapped(source: Source, number: int, error: RejectedInput, content: bytes) -> Iterator[Found]:
    """The reports inside an object that is none, or why there are none."""
    if error.reason != "missing-text":
        yield _reject(source, number, error, content)
        return
    try:
        for at, values in enumerate(rows_in(content), start=number):
            inner = json.dumps(values, ensure_ascii=True, sort_keys=True).encode()
            try:
                row = read_row(inner)
            except RejectedInput as fault:
                yield _reject(source, at, fault, inner)
            else:
                yield _report(source, at, row, inner, row.parser)
    except RejectedInput as fault:
        yield _reject(source, number, fault, content)


def _is_by_line(source: Source) -> bool:
    """Whether every object has its line. A first line that is no whole object may be a damaged row, or begin a longer value."""
    with source.open() as stream:
        first = next((line for line in iter(lambda: stream.readline(MAX_BYTES), b"") if line.strip(_BLANK)), b"").strip(_BLANK)
        if _is_object(first):
            return True
        if first[:1] != b"{" or first in (b"{", b"{,") or b"\0" in first:
            return False
        rest = stream.read(MAX_BYTES)
    return not _is_object(first + b"\n" + rest)


def _is_object(content: bytes) -> bool:
    try:
        return isinstance(json.loads(content), dict)
    except (ValueError, RecursionError):
        return False


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(number of the line, row)."""
    for number, line in enumerate(iter(lambda: stream.readline(MAX_BYTES + 1), b""), start=1):
        if len(line) > MAX_BYTES:
            raise RejectedInput("too-large", f"a row of more than {MAX_BYTES:,} bytes")
        bare = line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
        if bare.strip():
            yield number, bare


def _values(text: str) -> Iterator[tuple[int, bytes]]:
    """(number, row) of the objects of an array, or objects one behind the other. What cannot be read ends it with a row that is no JSON."""
    decoder, number = json.JSONDecoder(), 1
    at = _past_gap(text, 0)
    at = _past_gap(text, at + 1) if text[at : at + 1] == "[" else at
    while at < len(text) and text[at] != "]":
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield number, text[at:].encode()
            return
        yield number, json.dumps(value, ensure_ascii=True, sort_keys=True).encode()
        at, number = _past_gap(text, end), number + 1


def _past_gap(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


# ---- CSV


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=re.sub(r'"[^"]*"', "", line).count)


def _is_table(head: bytes) -> bool:
    """Whether a text begins with a row of column names: two that we know, or three of any name, and rows of as many cells below."""
    text, mark = _told_mark(head_text(head).lstrip())
    line = text.split("\n", 1)[0]
    if len(line) > 4000 or not any(one in line for one in _DELIMITERS):
        return False
    mark = mark or _delimiter(line)
    rows = csv.reader(_by_line(text), delimiter=mark)
    try:
        cells = next(rows, [])
        below = [row for row, _ in zip((row for row in rows if row), range(6), strict=False)]
    except csv.Error:
        return False
    if len(cells) < 2 or max(map(len, cells)) > 60:
        return False
    fitting = sum(len(row) == len(cells) for row in below)
    known = len({fold(cell) for cell in cells} & (KNOWN | _EVENTS))
    if known >= 2:
        return known >= 3 or fitting * 2 >= len(below)
    if len(cells) < 3 or not all(cells) or len(set(cells)) < len(cells):
        return False
    # A few rows are enough where all fit, and no space stands behind a mark: prose has one behind each comma.
    return fitting >= len(below) - 1 if fitting >= 3 else 0 < fitting == len(below) and f"{mark} " not in line


def _told_mark(text: str) -> tuple[str, str | None]:
    """A table without the line by which a spreadsheet says what stands between its cells ("sep=;"), and that mark."""
    found = _SEPARATOR.match(text)
    return (text[found.end() :], found[1]) if found else (text, None)


def _by_line(text: str) -> Iterator[str]:
    return (found[0] for found in re.finditer(r"[^\n]*\n|[^\n]+$", text))


def _read_table(source: Source) -> Iterator[Found]:
    decoded = decode(_content(source), most=_MAX_WHOLE)
    text, mark = _told_mark(decoded.text.lstrip())
    csv.field_size_limit(MAX_BYTES)  # the module's own limit, 128 KB, is shorter than a long report
    rows = csv.reader(_by_line(text), delimiter=mark or _delimiter(text.split("\n", 1)[0]))
    header = [cell.strip() for cell in next(rows, [])]
    _check_header(header)
    notes = tuple(note for note in decoded.warnings if "read as" in note)
    unclosed = bool(text.count('"') % 2)
    filled = (row for row in rows if any(cell.strip() for cell in row))
    number = 0
    for number, cells in enumerate(filled, start=1):
        yield _table_row(source, number, header, cells, notes, unclosed)
    if not number:
        raise RejectedInput("empty", "a table with a header and no rows")


def _content(source: Source) -> bytes:
    try:
        return source.read(_MAX_WHOLE)
    except RejectedInput as error:
        raise RejectedInput(error.reason, f"{error.detail}: split it, or give it as Parquet or JSON Lines") from error


def _check_header(header: Sequence[str]) -> None:
    """Raises RejectedInput (``missing-text``) where no column can hold a text, with the columns there are."""
    names = {fold(cell) for cell in header}
    if names & {fold(key) for key in (*KEYS["text"], *KEYS["page"])}:
        return
    seen = f"the columns are: {', '.join(header)[:300]}"
    if len(names & _EVENTS) >= 2:
        raise RejectedInput("missing-text", f"a table of events and no reports: lay it beside a record with `crosswire compare`; {seen}")
    raise RejectedInput("missing-text", f"no column holds the reports' text; {seen}; one of these is needed: {', '.join(KEYS['text'])}")


def _table_row(source: Source, number: int, header: Sequence[str], cells: Sequence[str], notes: tuple[str, ...], unclosed: bool) -> Found:
    try:
        if len(cells) != len(header):
            hint = ", and a quotation mark is not closed" if unclosed else ""
            raise RejectedInput("bad-table", f"{len(cells)} cells, but {len(header)} columns{hint}")
        if unclosed and (rows := _swallowed(cells)):
            raise RejectedInput("bad-table", f"a quotation mark in it is not closed: {rows} of the rows after it are in its last cell")
        row = read_mapping(dict(zip(header, cells, strict=True)))
    except RejectedInput as error:
        return _reject(source, number, error, "\n".join(cells).encode())
    found = _report(source, number, row, row.ours, "csv")
    return replace(found, warnings=(*notes, *found.warnings))


def _swallowed(cells: Sequence[str]) -> int:
    """How many lines of a row's last cell are rows of the table: as many cells, no space behind their marks, a number where it has one."""
    rows = 0
    for line in cells[-1].split("\n")[1:]:
        mark = _delimiter(line)
        parts = next(csv.reader([line], delimiter=mark), [])
        rows += len(parts) == len(cells) > 1 and f"{mark} " not in line[: len(parts[0]) + 2] and parts[0].isdigit() == cells[0].isdigit()
    return rows


# ---- Parquet


def _is_parquet(head: bytes) -> bool:
    return head.startswith(b"PAR1")


def _read_parquet(source: Source) -> Iterator[Found]:
    import pyarrow as pa  # the main process only tells formats
    import pyarrow.parquet as pq

    with source.open() as stream:
        try:
            file = pq.ParquetFile(stream)
            _check_header(file.schema_arrow.names)
            wanted = [name for name in file.schema_arrow.names if fold(name) in KNOWN]
            number = 0
            for batch in file.iter_batches(batch_size=_BATCH, columns=wanted):
                source.budget.spend(batch.nbytes)
                for values in batch.to_pylist():
                    number += 1
                    yield _parquet_row(source, number, values)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise RejectedInput("unreadable", f"damaged Parquet file: {str(error)[:200]}") from error


def _parquet_row(source: Source, number: int, values: Mapping[str, Any]) -> Found:
    plain = {name: _simple(value) for name, value in values.items()}
    try:
        row = read_mapping(plain)
    except RejectedInput as error:
        return Reject(f"{source.shown}#{number}", error.reason, error.detail, None, None)
    return _report(source, number, row, row.ours, "parquet")


def _simple(value: Any) -> Any:
    """A value of a table as JSON has it; a whole number that pandas made a fraction, because a cell is empty, is whole again."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float):
        return int(value) if value.is_integer() else None if value != value else value  # noqa: PLR0124 - only NaN is not itself
    if isinstance(value, list):
        return [_simple(one) for one in value]
    return value


FORMATS = (
    FileFormat("parquet", _is_parquet, _read_parquet),
    FileFormat("json-lines", _is_json, _read_json, light=True),
    FileFormat("csv", _is_table, _read_table),
)
