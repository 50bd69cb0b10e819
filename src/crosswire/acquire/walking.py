"""Folders, files and standard input -> what is to be read, each with the path that the record shows."""

from __future__ import annotations

import os
import re
import select
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from crosswire.acquire.formats.base import RATIO, Budget, Source, stem_of
from crosswire.acquire.metadata import is_metadata
from crosswire.config import Limits
from crosswire.errors import InputError
from crosswire.types import Reject

STANDARD_INPUT = Path("-")
_SKIPPED = ("decisions.jsonl", "crosswire.toml", "thumbs.db", "desktop.ini", "ehthumbs.db")
_SKIPPED_ENDINGS = (".duckdb", ".duckdb.wal", ".duckdb.new", ".duckdb.new.wal", ".duckdb.reading", ".duckdb.reading.wal")
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_OPEN_PIPES = ("/dev/fd/", "/dev/stdin", "/proc/")  # <(command), where somebody writes
PATIENCE = 10.0  # seconds that a named pipe is waited for until somebody writes into it


@dataclass(frozen=True, slots=True)
class Walked:
    """Files to read, tables of metadata found among them, and what cannot be read at all."""

    files: tuple[Source, ...]
    metadata: tuple[Path, ...]
    rejects: tuple[Reject, ...]


def walk(sources: Sequence[Path], limits: Limits, *, leave_out: Path | None = None) -> Walked:
    """Everything in files and folders that may be a report, each file once. Raises InputError where a source is missing or empty."""
    if not sources:
        raise InputError("no reports were named; name a folder or files")
    files: list[Source] = []
    metadata: list[Path] = []
    rejects: list[Reject] = []
    seen = {os.path.realpath(leave_out)} if leave_out else set()
    for source in sources:
        piped = source == STANDARD_INPUT
        if not piped and not source.exists():
            raise InputError(f"there is no file or folder {source}")
        found = list(_found(source)) if source.is_dir() and not piped else [(source, shown_of(source.name))]
        if not found:
            raise InputError(f"the folder {source} holds no reports")
        for path, shown in found:
            if isinstance(shown, Reject):
                rejects.append(shown)
            elif os.path.realpath(path) in seen:
                continue
            elif is_metadata(path):
                metadata.append(path)
            elif isinstance(read := _source(path, shown, limits), Reject):
                rejects.append(read)
            else:
                files.append(read)
            seen.add(os.path.realpath(path))
    return Walked(tuple(files), tuple(metadata), tuple(rejects))


def shown_of(path: str) -> str:
    """A path as the record shows it: without characters that no text may hold (a file's name may be any bytes)."""
    return _UNSHOWN.sub("\ufffd", path)


def _source(path: Path, shown: str, limits: Limits) -> Source | Reject:
    inflate = int(limits.inflate_mb * 2**20)
    if path == STANDARD_INPUT:
        return Source("standard-input", "standard-input", content=_piped(sys.stdin.buffer, inflate), budget=Budget(inflate))
    if not path.is_file():
        try:
            with _opened(path) as stream:
                return Source(shown, stem_of(shown), content=_piped(stream, inflate), budget=Budget(inflate))
        except OSError as error:
            return Reject(shown, "unreadable", error.strerror or str(error), None, None)
    return Source(shown, stem_of(shown), path.absolute(), budget=Budget(max(inflate, RATIO * path.stat().st_size)))


def _opened(path: Path) -> BinaryIO:
    """A pipe. Raises OSError where it is a device, or a pipe into which nobody writes: to open that would wait for ever."""
    if str(path).startswith(_OPEN_PIPES):
        return path.open("rb")
    if not path.is_fifo():
        raise OSError("no file: a device, which may never end")
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not select.select([pipe], [], [], PATIENCE)[0]:
        os.close(pipe)
        raise OSError(f"a pipe into which nobody wrote for {PATIENCE:g} seconds")
    os.set_blocking(pipe, True)
    return os.fdopen(pipe, "rb")


def _piped(stream: BinaryIO, most: int) -> bytes:
    """All that comes through a pipe, which can be read once and is kept in memory."""
    content = stream.read(most + 1)
    if len(content) > most:
        raise InputError(f"more than {most:,} bytes come in; write them to a file, and name that")
    return content


def _found(folder: Path) -> Iterator[tuple[Path, str | Reject]]:
    """(file, how it is shown, or why it is not read) of all that lies in a folder; files before links to them."""
    root, name = folder.resolve(), folder.resolve().name

    def shown(path: Path) -> str:
        return shown_of(f"{name}/{path.relative_to(folder).as_posix()}")

    links: list[Path] = []
    unread: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        paths = [Path(where, one) for one in sorted(files) if not _is_skipped(one)]
        links += [path for path in (*(Path(where, one) for one in folders), *paths) if path.is_symlink()]
        for path in paths:
            if not path.is_symlink():
                yield path, shown(path) if path.is_file() else _no_file(shown(path))
    for path in links:
        if not (path.exists() and Path(os.path.realpath(path)).is_relative_to(root)):
            yield path, Reject(shown(path), "link", f"a link to {shown_of(str(path.readlink()))}", None, None)
        elif path.is_file():
            yield path, shown(path)
        elif not path.is_dir():
            yield path, _no_file(shown(path))
    for error in unread:
        path = Path(error.filename)
        yield path, Reject(shown(path), "unreadable", error.strerror or str(error), None, None)


def _no_file(shown: str) -> Reject:
    return Reject(shown, "unreadable", "no file: a pipe, a device or a socket", None, None)


def _is_skipped(name: str) -> bool:
    return name.startswith(".") or name.lower() in _SKIPPED or name.endswith(_SKIPPED_ENDINGS)
