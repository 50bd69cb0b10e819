"""Make the English pipeline: ``python -m training`` trains, exports, measures, and writes the papers. One command, fixed seeds.

A run that was interrupted carries on from its last checkpoint. Two cores take about three hours.
"""

from __future__ import annotations

import argparse
import tarfile
from dataclasses import replace
from pathlib import Path

from training.card import below_floor, check_sums, write_papers
from training.plan import Plan

PACKAGE = Path(__file__).resolve().parent.parent / "src/crosswire/language/model"


def main() -> int:
    """Returns 1 where a figure is under its floor: such weights do not ship."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the corpora, as .tar.xz or unpacked")
    parser.add_argument("--run", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--out", type=Path, default=PACKAGE, help="folder that ships (default: the package's)")
    parser.add_argument("--steps", type=int, help="another number of steps than the plan's, before the closing ones")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", choices=("train", "export", "measure"), help="one step of the three")
    args = parser.parse_args()

    args.run.mkdir(parents=True, exist_ok=True)
    args.corpora = unpacked(args.corpora, args.run / "corpora")
    plan = replace(Plan(), threads=args.threads, **({"steps": args.steps} if args.steps else {}))
    if args.only in (None, "train"):
        from training.train import Trainer  # noqa: PLC0415  torch takes seconds to import; --help need not

        trainer = Trainer(args.corpora, args.run, plan)
        trainer.resume()
        trainer.run()
    if args.only in (None, "export"):
        from training.export import export  # noqa: PLC0415

        export(args.corpora, args.run, args.out, plan.held_share)
    if args.only in (None, "measure"):
        return measure(args.corpora, args.out, plan)
    return 0


def unpacked(corpora: Path, into: Path) -> Path:
    """A folder of corpora as folders: where they come as archives, those are unpacked once into ``into``."""
    archives = sorted(corpora.glob("*.tar.xz"))
    for archive in archives:
        if not (into / archive.name.removesuffix(".tar.xz")).is_dir():
            with tarfile.open(archive) as handle:
                handle.extractall(into, filter="data")
    return into if archives else corpora


def measure(corpora: Path, out: Path, plan: Plan) -> int:
    """Score what was exported, write card, attribution and check sums."""
    from crosswire.language.shipped import ShippedEnglish  # noqa: PLC0415
    from training.evaluate import figures  # noqa: PLC0415

    found = figures(ShippedEnglish(out), corpora)
    for name, row in found.items():
        print(f"{name}: {row}")
    write_papers(found, plan, out)
    check_sums(out)
    short = below_floor(found)
    for line in short:
        print("BELOW THE FLOOR", line)
    return 1 if short else 0


if __name__ == "__main__":
    raise SystemExit(main())
