"""What each layer of reading costs, as a share of the parse, all measured in one run of one process.

    python -m bench.cost [REPORTS ...] [--rounds N]

Without reports the examples are read. The clock is the process's own (CPU seconds), so a busy machine matters little.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from crosswire import language, pipeline
from crosswire.acquire import files, leftovers
from crosswire.acquire.sentences import Page, read_sentences
from crosswire.config import Options
from crosswire.extract import claims, mentions, places, quantities, quotes, times, victims
from crosswire.types import Span

ALLOWED = 0.6  # of the parse, all layers together
EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "reports"
ResultT = TypeVar("ResultT")


class Meter:
    """CPU seconds by layer."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()

    def __call__(self, layer: str, function: Callable[..., ResultT], *given: object) -> ResultT:
        """Call a function and book its time."""
        started = time.process_time()
        result = function(*given)
        self.spent[layer] += time.process_time() - started  # type: ignore[assignment]  # a Counter of floats
        return result


def read_layers(page: Page, meter: Meter) -> None:
    """The layers of one analysed report, each timed."""
    entities, found = meter("mentions", mentions.read, page)
    gazetted, place_mentions = meter("places", places.read, page)
    read_times = meter("times", times.read, page)
    counted = meter("quantities", quantities.read, page)
    said = meter("quotes", quotes.read, page)
    layers = claims.Layers(
        tuple(entities), tuple(found), tuple(gazetted), tuple(place_mentions), tuple(read_times), tuple(counted), tuple(said)
    )
    told, numbers = meter("claims", claims.read, page, layers)
    meter("victims", victims.read, page, told, numbers, found)


def measure(sources: Sequence[Path]) -> dict[str, float]:
    """CPU seconds of each layer over all reports. The layers are run twice and timed the second time: word lists load only once."""
    english = language.load(language.SHIPPED)
    english.read("The network is loaded.", [Span(0, 22)])
    meter, pages = Meter(), []
    reports = pipeline.gather(sources, Options()).reports
    files.open_report(reports[0])  # loads the language detector
    for raw in reports:
        opened = meter("open", files.open_report, raw)
        segments = meter("leftovers", leftovers.mark, opened.document, opened.hints)
        pages.append(meter("parse", read_sentences, opened.document, segments, english))
    for timed in (Meter(), meter):
        for page in pages:
            read_layers(page, timed)
    return dict(meter.spent)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares; 1 where the layers together cost more than they may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, default=[EXAMPLES])
    spent = measure(parser.parse_args(arguments).sources)
    layers = [name for name in spent if name != "parse"]
    for name in spent:
        print(f"{name:12}{spent[name] / spent['parse']:8.3f}")
    share = sum(spent[name] for name in layers) / spent["parse"]
    print(f"{'all layers':12}{share:8.3f}  of the parse; allowed {ALLOWED}")
    return 0 if share <= ALLOWED else 1


if __name__ == "__main__":
    raise SystemExit(main())
