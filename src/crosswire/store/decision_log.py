"""``decisions.jsonl``, the file that people's judgements are appended to: never rewritten, safe on the disk before the command returns."""

from __future__ import annotations

import os
from pathlib import Path

from crosswire.errors import InputError

NAME = "decisions.jsonl"


def beside(record: Path) -> Path:
    """Where the decisions on a record stand."""
    return record.parent / NAME


def append(path: Path, *lines: str) -> None:
    """Add lines. A file that was left without an end of line (by an editor, by a full disk) gets one first. Raises InputError."""
    text = "".join(f"{line}\n" for line in lines)
    try:
        with path.open("a+b") as file:
            file.seek(0, os.SEEK_END)
            if file.tell():
                file.seek(-1, os.SEEK_END)
                text = text if file.read(1) == b"\n" else f"\n{text}"
            file.write(text.encode())  # one write in append mode: two processes do not mix their lines
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from error
