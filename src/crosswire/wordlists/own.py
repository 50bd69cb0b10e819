"""A user's own word lists: a folder of files that have the names and the shape of the shipped ones, and add to them.

Nothing that ships is replaced or taken away: a group gets further words, a list gets further rows, and a row with the key of a known one
gets further names. Whatever would change what is there is a :class:`WordlistError` that names the file and the row. The folder stands in
an environment variable, so that child processes read the same lists.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

from crosswire.errors import WordlistError
from crosswire.types import ActorKind

VARIABLE = "_CROSSWIRE_WORDLISTS"
# Lists that grow by other means: counts over a corpus; and a group whose words are names of rules.
FIXED = {"word_frequencies.csv": "it holds counts over a corpus", "times.toml [holidays]": "its words are names of rules"}
MORE = {"quantity_roles.toml": ("object", "subject", "nouns", "states")}  # keys besides ``words`` that get further words
KEYS = {"actors.csv": "key", "countries.csv": "alpha2", "provinces.csv": "id"}
LISTED = ("aliases", "weak", "short", "demonyms")  # cells of several words, with | between them
NEEDED = {"actors.csv": ("key", "name", "kind"), "places_overlay.csv": ("name", "kind", "lat", "lon", "radius_km")}
Row = dict[str, str]


def folder() -> Path | None:
    """The folder that is in use, or None."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


def use(wanted: Path | None) -> None:
    """Read the lists in a folder besides the shipped ones from now on, in this process and its children; None: the shipped ones alone.

    Raises WordlistError for the first fault in them; the lists that were in use before then stay.
    """
    before, after = folder(), wanted.resolve() if wanted else None
    if before == after:
        return
    _set(after)
    try:
        if after is not None:
            check(after)
    except WordlistError:
        _set(before)
        raise


def _set(path: Path | None) -> None:
    if path is None:
        os.environ.pop(VARIABLE, None)
    else:
        os.environ[VARIABLE] = str(path)
    # What was made of other lists is forgotten: every function of this package that keeps what it made says so by ``cache_clear``.
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "crosswire" and not name.startswith("crosswire.language"):
            for kept in list(vars(module).values()):
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


def check(path: Path) -> None:
    """Raise WordlistError unless every list in a folder adds to one that ships, without fault."""
    lists = import_module("crosswire.wordlists")
    if not path.is_dir():
        raise WordlistError(f"There is no folder {path} of word lists.")
    for file in _files(path):
        if file.name in FIXED:
            raise WordlistError(f"{shown(file.name)}: nothing can be added to this list: {FIXED[file.name]}")
        if file.name not in lists.known():
            raise WordlistError(f"{shown(file.name)}: there is no word list of this name{nearest(file.name, lists.known())}")
        (lists.load_csv if file.suffix == ".csv" else lists.load_toml)(file.name)


def fingerprint() -> str:
    """What tells one set of own word lists from another: a hash over their names and bytes; "" where none are in use."""
    path = folder()
    if path is None or not (found := _files(path)):
        return ""
    state = hashlib.sha256()
    for file in found:
        for part in (file.name.encode(), file.read_bytes()):
            state.update(f"{len(part)}:".encode() + part)
    return state.hexdigest()


def _files(path: Path) -> list[Path]:
    return sorted(p for p in path.iterdir() if p.suffix in (".toml", ".csv") and p.is_file())


def text(name: str) -> str | None:
    """The text of the user's list of this name, or None where there is none."""
    path = folder()
    if path is None or not (path / name).is_file():
        return None
    try:
        return (path / name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WordlistError(f"{shown(name)} cannot be read as UTF-8 text: {error}") from error


def shown(name: str) -> str:
    """How a message names the user's list of this name."""
    path = folder()
    return f"{path.name}/{name}" if path else name


def nearest(name: str, names: Sequence[str]) -> str:
    """What was meant, perhaps, as the end of a message."""
    close = get_close_matches(name, names, 1)
    return f". Did you mean {close[0]}?" if close else f"; known: {', '.join(names)}"


def with_groups(name: str, shipped: Mapping[str, Mapping[str, Any]], added: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The groups of a list with the words that are added to them. ``name`` is how a message calls the user's list."""
    merged = {group: dict(keys) for group, keys in shipped.items()}
    listing = name.rpartition("/")[2]
    for group, keys in added.items():
        where = f"{name}: group [{group}]"
        if group not in merged:
            raise WordlistError(f"{where} is none of the list's{nearest(group, sorted(shipped))}")
        if f"{listing} [{group}]" in FIXED:
            raise WordlistError(f"{where}: nothing can be added: {FIXED[f'{listing} [{group}]']}")
        for key, value in keys.items():
            old = merged[group].get(key)
            if key == "words" or key in MORE.get(listing, ()):
                merged[group][key] = _words(f"{where}: {key}", old or [], value)
            elif key == "source":
                merged[group][key] = f"{old}; {value}"
            elif value != old:
                raise WordlistError(f"{where}: {key} is {old!r} in the shipped list, and words can only be added to it")
    return merged


def _words(where: str, old: Sequence[str], new: Any) -> list[str]:
    """The shipped words and further ones; one that is there already is there once."""
    if not isinstance(new, list) or not all(isinstance(w, str) and w.strip() for w in new):
        raise WordlistError(f"{where} is to be a list of words in quote marks")
    if all(w == w.lower() for w in old) and (large := next((w for w in new if w != w.lower()), None)):
        raise WordlistError(f"{where}: write {large!r} in small letters, as the list does: {large.lower()!r}")
    return list(dict.fromkeys([*old, *new]))


def with_rows(name: str, shipped: Sequence[Row], added: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of a list with those that are added; cells that a user leaves out are empty."""
    listing = name.rpartition("/")[2]
    columns, key = tuple(shipped[0]), KEYS.get(listing)
    rows, place = list(shipped), {row[key]: i for i, row in enumerate(shipped)} if key else {}
    for number, given in enumerate(added, start=1):
        where = f"{name}: row {number}"
        if unknown := [c for c in given if c not in columns]:
            raise WordlistError(f"{where} has a column {unknown[0]!r}{nearest(unknown[0], columns)}")
        row = {c: (given.get(c) or "").strip() for c in columns}
        if key and place.get(row[key], 0) >= len(shipped):
            raise WordlistError(f"{where}: {key} {row[key]!r} is in this list already; put the two rows into one")
        if key and row[key] in place:
            rows[place[row[key]]] = _named_more(where, rows[place[row[key]]], row)
            continue
        if empty := [c for c in NEEDED.get(listing, columns[:1]) if not row[c]]:
            raise WordlistError(f"{where} has no {empty[0]}")
        _check_cells(where, listing, row)
        if key:
            place[row[key]] = len(rows)
        rows.append(row)
    if lost := next((r for r in rows[len(shipped) :] if listing == "actors.csv" and r["part_of"] and r["part_of"] not in place), None):
        raise WordlistError(f"{name}: {lost['key']} is part of {lost['part_of']!r}, which is no key{nearest(lost['part_of'], list(place))}")
    return tuple(rows)


def _named_more(where: str, old: Row, new: Row) -> Row:
    """A known row with further names; its other cells stay as they are."""
    merged = dict(old)
    for column, cell in new.items():
        if column in LISTED:
            merged[column] = "|".join(dict.fromkeys(part for part in [*old[column].split("|"), *cell.split("|")] if part))
        elif column != "source" and cell and cell != old[column]:
            raise WordlistError(
                f"{where}: {column} is {old[column]!r} in the shipped list, and only names can be added to it, not {cell!r}"
            )
    return merged


def _within(low: float, high: float) -> Callable[[str], bool]:
    def fits(cell: str) -> bool:
        try:
            return low <= float(cell) <= high
        except ValueError:
            return False

    return fits


PLACE_KINDS = ("town", "province", "region", "river", "water", "island", "site", "mountain", "lake", "country")
_CELLS: Mapping[tuple[str, str], tuple[str, Callable[[str], bool]]] = {
    ("actors.csv", "kind"): (f"one of {', '.join(get_args(ActorKind))}", lambda cell: cell in get_args(ActorKind)),
    ("places_overlay.csv", "kind"): (f"one of {', '.join(PLACE_KINDS)}", lambda cell: cell in PLACE_KINDS),
    ("", "lat"): ("a number of degrees from -90 to 90", _within(-90, 90)),
    ("", "lon"): ("a number of degrees from -180 to 180", _within(-180, 180)),
    ("", "radius_km"): ("a number of kilometres", _within(0.001, 20_040)),
    ("", "population"): ("a whole number", str.isdigit),
    ("", "country"): ("a country code of two capital letters (ISO 3166)", lambda cell: cell in _countries()),
}


def _countries() -> frozenset[str]:
    return frozenset(row["alpha2"] for row in import_module("crosswire.wordlists").load_csv("countries.csv"))


def _check_cells(where: str, listing: str, row: Row) -> None:
    for column, cell in row.items():
        wanted, fits = _CELLS.get((listing, column)) or _CELLS.get(("", column)) or ("", bool)
        if cell and wanted and not fits(cell):
            raise WordlistError(f"{where}: {column} is {cell!r}; it is to be {wanted}")
