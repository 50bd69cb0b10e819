"""Where Chromium is, how it is started, and a reader who sits at it and writes down whatever goes wrong."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:  # without Playwright the tests are skipped, not broken
    from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request, Response

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync")
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}, "resultTypes": ["violations"]}
WIDE, PHONE = (1280, 900), (390, 844)
TALL = 6000  # a page higher than this is photographed only as far as the window reaches


def program() -> str | None:
    """The path of Chromium: ``CROSSWIRE_CHROMIUM``, else the first that is installed; None where there is none."""
    named = os.environ.get("CROSSWIRE_CHROMIUM")
    return named if named and Path(named).exists() else next((p for p in map(shutil.which, NAMES) if p), None)


def arguments() -> list[str]:
    """How Chromium is started: nothing of its own goes out; as root it has no sandbox."""
    return [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


class Reader:
    """A page in a browser, and ``troubles``: console errors and warnings, errors of scripts, dialogs, requests to another host.

    The fixture fails a test whose reader has troubles in the end; ``expect`` takes out those that a test is about.
    """

    def __init__(self, context: BrowserContext, address: str, pictures: Path | None) -> None:
        self.address, self.pictures = address.rstrip("/"), pictures
        self.troubles: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.troubles.append(f"error of a script: {error}"))
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"console {message.type}: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.address).netloc:
            self.troubles.append(f"request to another host: {request.url}")

    def open(self, path: str) -> Response:
        """Go to a page of the reading room ("/events?grade=contested"), and wait until its scripts have run."""
        answer = self.page.goto(self.address + path, wait_until="load")
        assert answer is not None
        return answer

    @property
    def at(self) -> str:
        """The path and the question of the page that is open, without what stands behind ``#``."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def press(self, *keys: str) -> None:
        """Press keys one after another, each alone."""
        for key in keys:
            self.page.keyboard.press(key)

    def size(self, width: int, height: int) -> None:
        """Make the window another size."""
        self.page.set_viewport_size({"width": width, "height": height})

    def light(self, scheme: str) -> None:
        """What the system prefers, "light" or "dark"."""
        self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window; the page alone, not what scrolls within it."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def wide_things(self) -> list[str]:
        """What sticks out of the window, for the message of a failed test."""
        script = """() => [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1
            && !e.closest(".scroll, .menu")).slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
        return list(self.page.evaluate(script))

    def faults(self, *rules: str) -> list[str]:
        """What axe finds against WCAG A and AA, one line a fault; with rules, only against those ("color-contrast")."""
        from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

        options = {**WCAG, "runOnly": {"type": "rule", "values": list(rules)}} if rules else WCAG
        found = Axe().run(self.page, options=options).response["violations"]
        return [f"{v['id']}: {n['html'][:160]} | {' '.join(n['failureSummary'].split())[:240]}" for v in found for n in v["nodes"][:5]]

    def picture(self, name: str) -> None:
        """Keep a screenshot, for a person to look at, where a folder for them was named."""
        if self.pictures is None:
            return
        full = int(self.page.evaluate("document.documentElement.scrollHeight")) <= TALL
        self.page.screenshot(path=str(self.pictures / f"{name}.png"), full_page=full, animations="disabled")

    def expect(self, *parts: str) -> None:
        """Take out the troubles that hold one of these words; each must have been there."""
        for part in parts:
            assert any(part in t for t in self.troubles), f"there was no {part!r} in {self.troubles}"
            self.troubles = [t for t in self.troubles if part not in t]
