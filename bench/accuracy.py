"""Accuracy over all gold that lies beside the project: the crises, and the public sets beside the named peers' figures.

    python -m bench.accuracy [--shared ../shared] [--crises] [--only NAME] [--misses N] [--parses FOLDER] [--update]

Exits with 1 where a figure is under its floor. ``--crises`` leaves the public sets out (they take ten minutes), ``--only`` takes one
crisis or one set, ``--corpus`` and ``--every 5`` a part of it, for work on a rule; ``--parses`` keeps the network's output between
runs. ``--update`` raises the floors to what was reached (it never lowers one) and writes the tables into ``docs/limits.md``.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench import crises, floors, public
from bench.floors import Figures

LIMITS = Path(__file__).resolve().parent.parent / "docs" / "limits.md"


def write_limits(tables: Mapping[str, str]) -> None:
    """Put each table between its marks in ``docs/limits.md``."""
    text = LIMITS.read_text(encoding="utf-8")
    for mark, rows in tables.items():
        before, rest = text.split(f"<!-- {mark} -->")
        after = rest.split(f"<!-- /{mark} -->")[1]
        text = f"{before}<!-- {mark} -->\n{rows}\n<!-- /{mark} -->{after}"
    LIMITS.write_text(text, encoding="utf-8")


def update(told: Mapping[str, Figures], sets: Mapping[str, Figures]) -> None:
    """Raise the floors and write the tables of what was measured."""
    beside = [name for name, _ in crises.BESIDE]
    floors.write(floors.raised(sets, floors.raised(told, floors.read(), beside)))
    write_limits(({"accuracy": crises.markdown(told)} if told else {}) | ({"public": public.markdown(sets)} if sets else {}))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/ and score/")
    parser.add_argument("--crises", action="store_true", help="the crises alone")
    parser.add_argument("--only", help="one crisis or one set")
    parser.add_argument("--corpus", help="one corpus of a set")
    parser.add_argument("--every", type=int, default=1, help="every n-th row of a set's gold")
    parser.add_argument("--parses", type=Path, help="a folder for parses kept between runs")
    parser.add_argument("--kept", type=Path, help="a folder for all that is read, kept between runs: for work on linking")
    parser.add_argument("--misses", type=int, default=0, help="print so many misses of each layer")
    parser.add_argument("--full", action="store_true", help="print all that a set's scorer says")
    parser.add_argument("--update", action="store_true", help="raise the floors to what was reached")
    args = parser.parse_args(arguments)
    if not (args.shared / "gold" / "crises").is_dir():
        print(f"there is no gold in {args.shared}; name the folder with --shared")
        return 2
    how = public.How(args.corpus, args.every, args.parses, args.misses, args.kept)
    told = crises.measure(args.shared, args.only, args.misses, args.kept)
    sets = {} if args.crises else public.measure(args.shared, args.only, how, full=args.full)
    if told:
        print(crises.table(told))
    if sets:
        print(public.table(sets))
    measured = told | (sets if how.whole else {})
    if args.update and not args.only and how.whole:
        update(told, sets)
    short = floors.below(measured, floors.read())
    for line in short:
        print("BELOW THE FLOOR", line)
    return 1 if short else 0


if __name__ == "__main__":
    raise SystemExit(main())
