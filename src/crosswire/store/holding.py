"""Whether a record may be written where it is to lie, and that one build at a time makes it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock, get_ident
from typing import IO

from crosswire.errors import InputError, RecordInUse

if sys.platform != "win32":
    import fcntl

_MAKING: dict[Path, int] = {}  # record -> the thread of this process that makes it
_GATE = Lock()


def check_folder(record: Path) -> None:
    """Raise InputError unless a record could be written to a path: its folder is there and may be written, and it is no folder itself."""
    check_readable(record)
    if not record.parent.is_dir():
        raise InputError(f"There is no folder {record.parent} to write the record to.")
    if record.is_dir():
        raise InputError(f"{record} is a folder; name the file that the record is to be.")
    try:
        TemporaryFile(dir=record.parent).close()
    except OSError as error:
        raise InputError(f"The folder {record.parent} may not be written ({error.strerror}). Name another place for the record.") from error


def check_readable(record: Path) -> None:
    """Raise InputError where it cannot be said whether a record is there."""
    try:
        record.is_file()
    except OSError as error:
        raise InputError(f"{record} cannot be read: {error.strerror}") from error


def check_writable(record: Path) -> None:
    """Raise InputError unless a record that is there, and files beside it, can be written."""
    try:
        record.open("r+b").close()
        TemporaryFile(dir=record.parent).close()
    except OSError as error:
        raise InputError(
            f"The record {record} or its folder may not be written ({error.strerror}). Allow that, or copy the record to another folder."
        ) from error


def lock_of(record: Path) -> Path:
    """The file beside a record that is there while it is made; hidden, so that nobody takes it for a report."""
    return record.with_name(f".{record.name}.lock")


@contextmanager
def alone(record: Path) -> Iterator[None]:
    """Nobody else makes this record meanwhile, in this process or another one; whoever holds it already goes on.

    Raises RecordInUse, and what :func:`check_folder` raises. A process that is killed holds nothing.
    """
    key = record.resolve()
    with _GATE:
        holder = _MAKING.get(key)
        if holder is None:
            file = _locked(record)
            _MAKING[key] = get_ident()
    if holder is not None:
        if holder != get_ident():
            raise _in_use(record, "this process")
        yield
        return
    try:
        yield
    finally:
        with _GATE:
            del _MAKING[key]
            if sys.platform == "win32":
                file.close()
            lock_of(record).unlink(missing_ok=True)  # before it is let go: whoever opens it later makes a file of their own
            file.close()


def _locked(record: Path) -> IO[str]:
    check_folder(record)
    path = lock_of(record)
    try:
        file = path.open("a+", encoding="ascii")
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}). If nobody makes this record now, remove it.") from error
    if not _got(file, path):
        file.seek(0)
        pid = file.read().strip()
        file.close()
        raise _in_use(record, f"process {pid}" if pid.isdigit() else "another process")
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return file


def _got(file: IO[str], path: Path) -> bool:
    """Whether a file is locked now, and still the one of that name."""
    if sys.platform == "win32":
        return True  # there, what is open can be neither removed nor replaced
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(file.fileno()).st_ino == path.stat().st_ino
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.ENOENT)  # a file system that knows no locks


def _in_use(record: Path, holder: str) -> RecordInUse:
    return RecordInUse(f"The record {record} is being made by {holder}. Wait for it to end, or stop it, and try again.")
