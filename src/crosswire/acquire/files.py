"""Paths -> reports: walk folders, tell formats apart by content, give ids. One report is then opened in :mod:`opening`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from crosswire.acquire.archives import looks_like_rows, read_row, split_rows
from crosswire.acquire.dates import parse_given
from crosswire.acquire.decoding import decode, inflate
from crosswire.acquire.metadata import is_metadata, keys_of, read_metadata
from crosswire.acquire.opening import clean_name, open_report
from crosswire.acquire.pages import looks_like_page
from crosswire.acquire.raw import Format, Given, Intake, Opened, RawReport, reject
from crosswire.errors import InputError, RejectedInput, UsageError
from crosswire.types import Reject

__all__ = ["Intake", "Opened", "RawReport", "gather", "open_report", "reject"]

_SKIPPED = ("decisions.jsonl",)
_SKIPPED_ENDINGS = (".duckdb", ".duckdb.wal")


def gather(sources: Sequence[Path], *, metadata: Path | None = None, published: str | None = None, outlet: str | None = None) -> Intake:
    """All reports in files and folders, in the order of their ids, with what is known of each.

    ``metadata`` is a CSV (see :mod:`crosswire.acquire.metadata`); a ``metadata.csv`` inside a named folder is taken as well.
    ``published`` and ``outlet`` are those of a single report, of which metadata and archive rows say nothing else. Raises InputError
    where a source is missing, holds no report, or where the metadata cannot be used, UsageError where they are given for several
    reports. An input that cannot be read becomes a reject.
    """
    tables = _all_metadata(sources, metadata)
    default = _default(published, outlet)
    reports: list[RawReport] = []
    rejects: list[Reject] = []
    for path, shown in _walk(sources):
        for one in _split(path, shown):
            if isinstance(one, RawReport):
                reports.append(one)
            else:
                rejects.append(one)
    unique = _unique(reports)
    if default.outlet or default.dated:
        _check_single(unique)
    final = tuple(replace(raw, given=_said(raw, tables).over(raw.given).over(default)) for raw in unique)
    used = {key for raw in unique for key in keys_of(raw.path, raw.document_id, row=raw.format == "row")}
    warnings = tuple(f"the metadata speaks of {key!r}, which is no report here" for key in sorted({k for t in tables for k in t} - used))
    return Intake(final, tuple(sorted(rejects, key=lambda r: (r.path, r.reason, r.detail))), (*warnings, *_twins(reports, unique)))


def _check_single(reports: Sequence[RawReport]) -> None:
    """A date or an outlet given on the command line is that of one report."""
    if len(reports) > 1:
        raise UsageError(
            f"--published and --outlet are for a single report, and there are {len(reports)}. "
            "Say who published each, and when, in a CSV file: --metadata FILE.csv"
        )


def _twins(reports: Sequence[RawReport], kept: Sequence[RawReport]) -> list[str]:
    """A sentence for each input that is byte for byte a report that was kept under the same id."""
    paths = {raw.path for raw in kept}
    return [
        f"{raw.path} is byte for byte another report named {raw.document_id}; it is kept once" for raw in reports if raw.path not in paths
    ]


def _said(raw: RawReport, tables: Sequence[Mapping[str, Given]]) -> Given:
    """What the metadata says of a report, the first table before the next, the surest key before the others."""
    given = Given()
    for table in tables:
        for key in keys_of(raw.path, raw.document_id, row=raw.format == "row"):
            given = given.over(table.get(key, Given()))
    return given


def _default(published: str | None, outlet: str | None) -> Given:
    if published is None:
        return Given(outlet=outlet)
    try:
        date = parse_given(published)
    except ValueError as error:
        raise InputError(f"the date of publication: {error}") from error
    return Given(outlet=outlet, published_at=date.at, earliest=date.earliest, latest=date.latest)


def _all_metadata(sources: Sequence[Path], metadata: Path | None) -> list[dict[str, Given]]:
    """What the metadata files say: the one that was named, then those inside folders."""
    if metadata is not None and not metadata.is_file():
        raise InputError(f"there is no metadata file {metadata}")
    inside = [p for s in sources if s.is_dir() for p in sorted(s.rglob("*")) if is_metadata(p) and p.is_file()]
    return [read_metadata(path) for path in dict.fromkeys([*([metadata] if metadata else []), *inside])]


def _walk(sources: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """(file, the path that the record shows) of every file that may be a report, each once."""
    if not sources:
        raise InputError("no reports were named; name a folder or files")
    seen: set[Path] = set()
    for source in sources:
        if not source.exists():
            raise InputError(f"there is no file or folder {source}")
        files = list(_files(source)) if source.is_dir() else [(source, source.name)]
        if not files:
            raise InputError(f"the folder {source} holds no reports")
        for path, shown in files:
            real = path.resolve()
            if real not in seen:
                seen.add(real)
                yield path, shown


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    name = folder.resolve().name
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if any(part.startswith(".") for part in inner.parts) or not path.is_file():
            continue
        if is_metadata(path) or path.name in _SKIPPED or path.name.endswith(_SKIPPED_ENDINGS):
            continue
        yield path, f"{name}/{inner.as_posix()}"


def _split(path: Path, shown: str) -> Iterable[RawReport | Reject]:
    """The reports in one file, or why there is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return [Reject(shown, "unreadable", error.strerror or type(error).__name__, None, None)]
    raw = RawReport(_stem(path.name), shown, content, "text")
    try:
        kind = _format(inflate(content))
    except RejectedInput as error:
        return [reject(raw, error.reason, error.detail)]
    if kind != "row":
        return [replace(raw, format=kind)]
    return [_row_report(raw.document_id, f"{shown}#{number}", number, row) for number, row in split_rows(inflate(content))]


def _row_report(stem: str, shown: str, number: int, row: bytes) -> RawReport | Reject:
    raw = RawReport(f"{stem}-{number}", shown, row, "row")
    try:
        read = read_row(row)
    except RejectedInput as error:
        return reject(raw, error.reason, error.detail)
    return replace(raw, document_id=clean_name(read.id) or raw.document_id, given=read.given, warnings=read.warnings)


def _stem(name: str) -> str:
    bare = name.removesuffix(".gz")
    return clean_name(bare.rsplit(".", 1)[0] if "." in bare[1:] else bare) or "report"


def _format(content: bytes) -> Format:
    """What a file is by its content. Raises RejectedInput where it is no text."""
    text = decode(content, page=True).text
    if looks_like_page(text):
        return "page"
    return "row" if looks_like_rows(text) else "text"


def _unique(reports: Sequence[RawReport]) -> list[RawReport]:
    """Reports with one id each, sorted by it. The same bytes under the same id are one report; others get a part of their hash.

    Which report keeps which id depends on content alone, never on the order of the sources.
    """
    by_id: dict[str, list[RawReport]] = defaultdict(list)
    for raw in sorted(reports, key=lambda r: (r.document_id, r.path, r.sha256)):
        twin = next((r for r in by_id[raw.document_id] if r.content == raw.content), None)
        if twin is None:
            by_id[raw.document_id].append(raw)
    out = []
    for group in by_id.values():
        for raw in group:
            name = raw.document_id if len(group) == 1 else f"{raw.document_id}-{raw.sha256[:8]}"
            out.append(replace(raw, document_id=name))
    return sorted(out, key=lambda r: r.document_id)
