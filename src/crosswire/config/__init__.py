"""What a user may set: for a build, who judges, and what time it is; and the settings of a project, in ``crosswire.toml``."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crosswire.config.settings import SETTINGS, Limits, Setting, Settings

__all__ = ["SETTINGS", "Limits", "Options", "Setting", "Settings", "now", "who"]

_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of a build, each with the value that suits most.

    ``metadata``: a CSV with file or id, outlet, url, title, published_at. ``published`` (ISO 8601) and ``outlet``: of a single
    report. ``language``: the pipeline that reads English, "crosswire" or the name of an installed spaCy pipeline. ``workers``:
    processes that read reports; 0 means as many as pay off. ``limits``: what one input may cost.
    """

    metadata: Path | None = None
    published: str | None = None
    outlet: str | None = None
    language: str = "crosswire"
    workers: int = 0
    limits: Limits = _LIMITS


def now(timespec: str = "seconds") -> str:
    """This moment in UTC, for the date of rejects and judgements; ``timespec`` as ``datetime.isoformat`` takes it.

    SOURCE_DATE_EPOCH fixes it, so that two builds can be compared.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    return moment.isoformat(timespec=timespec)


def who() -> str:
    """Who judges, where nobody says it: CROSSWIRE_BY, else the name that one is logged in with."""
    return os.environ.get("CROSSWIRE_BY") or getpass.getuser()
