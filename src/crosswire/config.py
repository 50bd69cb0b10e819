"""What a user may set for a build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of a build, each with the value that suits most.

    ``metadata``: a CSV with file or id, outlet, url, title, published_at. ``published`` (ISO 8601) and ``outlet``: of a single
    report. ``language``: the pipeline that reads English, "crosswire" or the name of an installed spaCy pipeline. ``workers``:
    processes that read reports; 0 means as many as pay off.
    """

    metadata: Path | None = None
    published: str | None = None
    outlet: str | None = None
    language: str = "crosswire"
    workers: int = 0
