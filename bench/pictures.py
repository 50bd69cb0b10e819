"""Take the pictures of the documentation anew, from the examples: ``python -m bench.pictures`` (needs Chromium; look before you commit)."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import crosswire
from crosswire import pipeline
from crosswire.config import Options
from crosswire.store.database import Record, open_record
from crosswire.view import links
from tests.browser import chromium
from tests.browser.serving import Served

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a window; ``width`` and ``height`` in pixels."""

    name: str
    address: str
    height: int = 860
    width: int = 1280
    scheme: str = "light"


def shots(record: Record) -> list[Shot]:
    """What is shown, of a record of the examples: its fullest story, event, report and pair of reports."""
    story = _first(record, "SELECT story_id FROM stories ORDER BY documents DESC, story_id")
    event = _first(record, "SELECT event_id FROM events ORDER BY reports DESC, event_id")
    claim = record.rows('SELECT document_id, "start", "end" FROM claims WHERE event_id = ? ORDER BY document_id, "start"', [event])[0]
    pair = record.rows("SELECT left_id, right_id FROM links WHERE kind = 'copy' ORDER BY score DESC, left_id, right_id")[0]
    return [
        Shot("story", links.story(story)),
        Shot("event", links.event(event), 1010),
        Shot("report", links.report(claim["document_id"], claim["start"], claim["end"])),
        Shot("compare", links.compare(pair["left_id"], pair["right_id"])),
        Shot("sources", "/sources"),
        Shot("map", "/map", 980),
        Shot("review", "/review"),
        Shot("phone", links.event(event), 844, 390, "dark"),
    ]


def _first(record: Record, sql: str) -> str:
    return str(next(iter(record.rows(sql)[0].values())))


def _take(browser: Browser, address: str, shot: Shot) -> None:
    context = browser.new_context(viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + shot.address)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=str(PICTURES / f"{shot.name}.png"), animations="disabled")
    context.close()


def main() -> None:
    """Build the examples, serve them, take every picture."""
    program = chromium.program()
    if program is None:
        raise SystemExit("no Chromium is installed")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        record = Path(folder) / "examples.duckdb"
        pipeline.build([ROOT / "examples" / "reports"], record, Options(workers=1), at="2030-01-01T00:00:00+00:00")
        with open_record(record) as opened:
            wanted = shots(opened)
        with crosswire.open(record) as opened:
            opened.map().save(PICTURES / "walk-map.svg")
        browser = playwright.chromium.launch(executable_path=program, args=chromium.arguments())
        with Served(record) as served:
            for shot in wanted:
                _take(browser, served.address, shot)
        browser.close()


if __name__ == "__main__":
    main()
