"""Many reports in, one sourced record out.

    import crosswire as cw
    record = cw.build("reports/", "iraq.duckdb")

The names below are loaded when they are first used: ``import crosswire`` alone costs nothing. See ``docs/library.md``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crosswire.config import Settings as Settings
    from crosswire.errors import CrosswireError as CrosswireError
    from crosswire.errors import InputError as InputError
    from crosswire.errors import NotFound as NotFound
    from crosswire.errors import RecordDamaged as RecordDamaged
    from crosswire.errors import RecordInUse as RecordInUse
    from crosswire.errors import RecordTooNew as RecordTooNew
    from crosswire.errors import UsageError as UsageError
    from crosswire.errors import WordlistError as WordlistError
    from crosswire.library.events import Event as Event
    from crosswire.library.events import Finding as Finding
    from crosswire.library.events import Matrix as Matrix
    from crosswire.library.events import Source as Source
    from crosswire.library.events import Story as Story
    from crosswire.library.pictures import Map as Map
    from crosswire.library.readings import Reading as Reading
    from crosswire.library.readings import Report as Report
    from crosswire.library.readings import read as read
    from crosswire.library.records import Record as Record
    from crosswire.library.records import build as build
    from crosswire.library.records import open as open  # noqa: A004  the name of the function, not of the builtin

__version__ = "0.1.0"

_HOMES = {
    "config": ("Settings",),
    "errors": (
        "CrosswireError", "InputError", "NotFound", "RecordDamaged", "RecordInUse", "RecordTooNew", "UsageError", "WordlistError",
    ),
    "library.events": ("Event", "Finding", "Matrix", "Source", "Story"),
    "library.pictures": ("Map",),
    "library.readings": ("Reading", "Report", "read"),
    "library.records": ("Record", "build", "open"),
}  # fmt: skip
_HOME_OF = {name: f"crosswire.{home}" for home, names in _HOMES.items() for name in names}

__all__ = [
    "CrosswireError", "Event", "Finding", "InputError", "Map", "Matrix", "NotFound", "Reading", "Record", "RecordDamaged", "RecordInUse",
    "RecordTooNew", "Report", "Settings", "Source", "Story", "UsageError", "WordlistError", "__version__", "build", "open", "read",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'crosswire' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
