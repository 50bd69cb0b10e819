"""The settings of a project: what ``crosswire.toml`` may say. Reader, ``crosswire init`` and reference are made of these classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

Value = TypeVar("Value")


def _setting(
    default: Value, about: str, *, example: str | None = None, least: float | None = None, most: float | None = None, variable: str = ""
) -> Value:
    """A field with what a person should know of it: ``about`` in a sentence or two; bounds; the environment variable, if not the usual."""
    told = {"about": about, "example": example, "least": least, "most": most, "variable": variable}
    made: Value = field(default=default, metadata=told)
    return made


@dataclass(frozen=True, slots=True)
class Build:
    """How reports are read."""

    metadata: Path | None = _setting(  # noqa: RUF009  a field
        None, "A CSV with file or id, outlet, url, title, published_at: what the reports do not say themselves.", example="metadata.csv"
    )
    language: str = _setting(
        "crosswire", "The pipeline that reads English: the one that comes with Crosswire, or the name or folder of a spaCy pipeline."
    )
    workers: int = _setting(0, "Processes that read reports at the same time. 0: as many as pay off.", least=0, most=256)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost before it is rejected."""

    seconds: float = _setting(
        20.0, "For how long one report may be taken apart; a page that takes longer is rejected.", least=0.1, most=3600
    )
    memory_mb: int = _setting(
        1024, "Memory that the process which takes inputs apart may use beyond what it needs to start, in MiB.", least=64, most=1_000_000
    )
    inflate_mb: int = _setting(
        200, "What a compressed file may unpack to, in MiB, or 100 times its own size where that is more.", least=1, most=1_000_000
    )


@dataclass(frozen=True, slots=True)
class Review:
    """Who judges."""

    by: str | None = _setting(
        None, "The name that stands beside judgements. Without it the name you are logged in with.", example="Ana", variable="CROSSWIRE_BY"
    )


@dataclass(frozen=True, slots=True)
class Wordlists:
    """Word lists of your own."""

    folder: Path | None = _setting(  # noqa: RUF009  a field
        None, "A folder of word lists that add to the shipped ones: files of the same names and the same shape.", example="my-lists"
    )


@dataclass(frozen=True, slots=True)
class Export:
    """How a record is handed over."""

    format: str = _setting("jsonl", "The shape in which crosswire export writes, where none is named.")
    raw: bool = _setting(False, "Leave cells as they are that a spreadsheet would run as formulas.")


@dataclass(frozen=True, slots=True)
class Serve:
    """The reading room."""

    port: int = _setting(0, "Where crosswire serve answers on 127.0.0.1. 0: a free port.", least=0, most=65535)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, a section each; ``file`` is where they were read, None where there was no file."""

    build: Build = Build()
    limits: Limits = Limits()
    review: Review = Review()
    wordlists: Wordlists = Wordlists()
    export: Export = Export()
    serve: Serve = Serve()
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of one setting. ``kind``: text, path, whole number, number or yes/no; ``default`` None: nothing is set."""

    section: str
    key: str
    kind: str
    default: Any
    about: str
    example: str | None
    least: float | None
    most: float | None
    variable: str

    @property
    def wanted(self) -> str:
        """What a message says is to be given."""
        kinds = {"text": "text in quote marks", "path": "a path in quote marks", "yes/no": "true or false"}
        said = kinds.get(self.kind, f"a {self.kind}")
        return said if self.least is None else f"{said} from {self.least:g} to {self.most:g}"


KINDS: Mapping[Any, str] = {Path: "path", str: "text", bool: "yes/no", int: "whole number", float: "number"}
SECTIONS: Mapping[str, type] = {name: kind for name, kind in get_type_hints(Settings).items() if name != "file"}


def _known() -> Iterator[Setting]:
    for section, made in SECTIONS.items():
        hints = get_type_hints(made)
        for one in fields(made):
            kind = next(said for plain, said in KINDS.items() if hints[one.name] in (plain, plain | None))
            told = dict(one.metadata)
            told["variable"] = told["variable"] or f"CROSSWIRE_{section}_{one.name}".upper()
            yield Setting(section, one.name, kind, one.default, **told)


# "build.language" -> what is known of it, in the order of the file.
SETTINGS: Mapping[str, Setting] = {f"{s.section}.{s.key}": s for s in _known()}
