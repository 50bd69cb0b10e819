"""What a caller gives, made into what the rest of Crosswire takes, or a UsageError with a sentence."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar, Protocol

from crosswire.config import SETTINGS, Options, Settings
from crosswire.errors import UsageError

PathLike = str | os.PathLike[str]
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_NUMBERS = 4  # of a box: west, south, east, north


class Identified(Protocol):
    """An event, claim, value, finding, story, report ...: a dataclass whose id is its own, or its document's."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


def key(what: str, given: object) -> str:
    """An id: as text, or that of an event, claim, value, report ... that is given itself. ``what`` names the call."""
    if isinstance(given, str):
        return given
    if is_dataclass(given) and not isinstance(given, type):
        row = getattr(given, "document", given)
        name = "value_id" if hasattr(row, "value_id") else fields(row)[0].name
        if name.endswith("_id"):
            return str(getattr(row, name))
    raise UsageError(f"{what} takes an id or the beginning of one as text, not {given!r}.")


def judged(given: object) -> str:
    """An id, or a value, of a judgement: numbers and days may be given as they are."""
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, int | float) and not isinstance(given, bool):
        return str(int(given) if float(given).is_integer() else given)
    return key("decide()", given)


def published(given: date | str | None) -> str | None:
    """A date of publication as text, as the readers of dates take it."""
    if given is None or isinstance(given, str):
        return given
    if isinstance(given, date):
        return given.isoformat()
    raise UsageError(f"published={given!r} is no date; write it as 2030-03-14 or 2030-03-14T21:40:00+05:00.")


def options(
    settings: Settings, metadata: PathLike | None, on: date | str | None, outlet: str | None, language: str | None, workers: int | None
) -> Options:
    """The options of a build: what is given, else what the settings say."""
    held = settings.build
    return Options(
        file("metadata", metadata) if metadata is not None else held.metadata, published(on), outlet,
        language or held.language, held.workers if workers is None else _workers(workers), settings.limits,
    )  # fmt: skip


def _workers(given: object) -> int:
    most = int(SETTINGS["build.workers"].most or 0)
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= most:
        raise UsageError(f"workers={given!r} is no number of processes; give a whole number from 0 (as many as pay off) to {most}.")
    return given


def file(name: str, given: object) -> Path:
    """The path of a file. ``name`` is what it is called."""
    if not isinstance(given, str | os.PathLike):
        raise UsageError(f"{name} takes the path of a file, not {given!r}.")
    return Path(given)


def record(given: object) -> Path:
    """The path of a record."""
    return file("The record", given)


def sources(given: object) -> list[Path]:
    """The folders and files that reports are read from."""
    named = list(given) if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    return [_source(one) for one in named]


def _source(given: object) -> Path:
    if not isinstance(given, str | os.PathLike):
        raise UsageError(f"Reports are read from a folder, a file or a list of them, not from {given!r}.")
    if not str(given).strip():
        raise UsageError("A source is empty: name a folder or a file.")
    if _ADDRESS.match(str(given)):
        raise UsageError(f"{given} is an address, and Crosswire downloads nothing: save the page to a file, and name that.")
    return Path(given)


def several(name: str, given: object) -> tuple[str, ...]:
    """One word or several."""
    words = (given,) if isinstance(given, str) else tuple(given) if isinstance(given, Iterable) else (given,)
    for word in words:
        if not isinstance(word, str):
            raise UsageError(f"{name}={given!r} is to be a word or a list of words.")
    return words


def day(name: str, given: object) -> date | None:
    """A day, as a date or as text."""
    if given is None or (isinstance(given, date) and not isinstance(given, datetime)):
        return given
    if isinstance(given, datetime):
        return given.date()
    try:
        return date.fromisoformat(given)  # type: ignore[arg-type]  # what is no text is a TypeError
    except (TypeError, ValueError) as error:
        raise UsageError(f"{name}={given!r} is no day; write it as 2030-03-04.") from error


def box(given: Any) -> tuple[float, float, float, float] | None:
    """A box on the map: west, south, east, north in degrees."""
    if given is None:
        return None
    numbers = tuple(given) if isinstance(given, tuple | list) else ()
    if len(numbers) != _NUMBERS or not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        raise UsageError(f"bbox={given!r} is no box; give four numbers of degrees (west, south, east, north), as (42.5, 32, 46, 35).")
    west, south, east, north = map(float, numbers)
    return west, south, east, north
