"""``crosswire.toml``: found, read, checked, written. What the environment says wins over the file, the file over the defaults."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from crosswire.config.settings import SECTIONS, SETTINGS, Setting, Settings
from crosswire.errors import InputError, UsageError

NAME = "crosswire.toml"
_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def find(beside: Path | None = None) -> Path | None:
    """The file that holds here: in the working directory or the nearest folder above it, else in the folder ``beside`` (a record's)."""
    here = Path.cwd()
    folders = [here, *here.parents, *([beside] if beside else [])]
    return next((folder / NAME for folder in folders if _is_there(folder / NAME)), None)


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # a folder that may not be looked into
        return False


def load(file: Path | None = None, *, beside: Path | None = None) -> Settings:
    """The settings of ``file``, or of the one that :func:`find` finds, with what the environment says over them.

    Raises InputError where the file cannot be read, UsageError for a setting that is not known or has the wrong type.
    """
    chosen = file or find(beside)
    given = {**(read(chosen) if chosen else {}), **from_environment(os.environ)}
    sections = {
        name: made(**{s.key: given[f"{name}.{s.key}"] for s in SETTINGS.values() if s.section == name and f"{name}.{s.key}" in given})
        for name, made in SECTIONS.items()
    }
    return replace(Settings(**sections), file=chosen)


def read(file: Path) -> dict[str, Any]:
    """The settings that a file gives, by "section.key"; paths in it are relative to its folder."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {error}") from error
    given = {}
    for section, keys in content.items():
        if not isinstance(keys, dict):
            raise UsageError(f"{file}: {section!r} stands outside a section{_home_of(section)}")
        if section not in SECTIONS:
            raise UsageError(f"{file}: there is no section [{section}]{_nearest(section, SECTIONS)}")
        for key, value in keys.items():
            known = SETTINGS.get(f"{section}.{key}")
            if known is None:
                names = {s.key: s for s in SETTINGS.values() if s.section == section}
                raise UsageError(f"{file}: [{section}] has no setting {key!r}{_nearest(key, names)}")
            given[f"{section}.{key}"] = _checked(f"{file}: [{section}] {key}", known, value, file.parent)
    return given


def from_environment(variables: Mapping[str, str]) -> dict[str, Any]:
    """The settings that environment variables give, by "section.key"; one that is empty gives nothing."""
    said = {name: variables[s.variable] for name, s in SETTINGS.items() if variables.get(s.variable, "").strip()}
    return {name: _checked(SETTINGS[name].variable, SETTINGS[name], _plain(SETTINGS[name], text), Path()) for name, text in said.items()}


def _plain(known: Setting, text: str) -> Any:
    """What a text means as a value of a setting; the text itself where it means none."""
    if known.kind == "yes/no":
        return True if text.lower() in _YES else False if text.lower() in _NO else text
    if known.kind in ("whole number", "number"):
        try:
            return float(text) if known.kind == "number" else int(text)
        except ValueError:
            return text
    return text


def _checked(where: str, known: Setting, value: Any, folder: Path) -> Any:
    """A value as its setting has it; paths are led from ``folder``. Raises UsageError where it is of another kind, or out of bounds."""
    kinds: Mapping[str, tuple[type, ...]] = {"yes/no": (bool,), "whole number": (int,), "number": (int, float)}
    fits = isinstance(value, kinds.get(known.kind, (str,))) and (known.kind == "yes/no" or not isinstance(value, bool))
    if fits and known.least is not None and known.most is not None:
        fits = known.least <= value <= known.most
    if not fits or (isinstance(value, str) and not value.strip()):
        shown = {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value
        raise UsageError(f"{where} is {shown!r}; it is to be {known.wanted}.")
    if known.kind == "path":
        return folder / Path(value).expanduser()
    return float(value) if known.kind == "number" else value


def _nearest(name: str, known: Mapping[str, Any]) -> str:
    close = get_close_matches(name, list(known), 1)
    return f". Did you mean {close[0]!r}?" if close else f"; there are: {', '.join(known)}."


def _home_of(key: str) -> str:
    """Where a setting belongs that stands above all sections."""
    home = next((s.section for s in SETTINGS.values() if s.key == key), None)
    return f"; write it under [{home}]." if home else f"; there are: {', '.join(f'[{s}]' for s in SECTIONS)}."


def template() -> str:
    """A file with every setting, its default and what it does; settings without a default are notes."""
    lines = ["# The settings of this project. Options on the command line win over environment variables, these over this file.",
             "# Paths are relative to this file."]  # fmt: skip
    for section, made in SECTIONS.items():
        lines += ["", f"# {made.__doc__}", f"[{section}]"]
        for known in (s for s in SETTINGS.values() if s.section == section):
            lines += [f"# {known.about}", f"# Environment: {known.variable}"]
            lines.append(f'# {known.key} = "{known.example}"' if known.default is None else f"{known.key} = {_toml(known.default)}")
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else repr(value).replace("'", '"')


def write(folder: Path, *, force: bool = False) -> Path:
    """Write the template to a folder. Raises InputError where there is a file already, or none can be written."""
    path = folder / NAME
    if path.exists() and not force:
        raise InputError(f"{path} is there already and is left as it is. With --force it is written anew.")
    try:
        path.write_text(template(), encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}.") from error
    return path
