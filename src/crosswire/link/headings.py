"""By which words a story is named: a headline where any of its reports has one.

Never a byline, the head of a mail, a bullet or a speaker's turn in a transcript.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from crosswire.link.words import word_spans
from crosswire.types import Document, Segment

WIDTH = 120
# How lines begin, or look, that are no headlines. Source: own list; heads of mails as in RFC 5322, transcripts as broadcasters print them.
_NONE = re.compile(
    r"(?i:by|from|to|cc|bcc|subject|sent|date|re|fwd?|posted by|reporting by|written by|story by|photo(?:graph)?s? by|source|author"
    r"|published|updated|last updated|filed|contact|tags?|topics?|share)\s*:"
    r"|(?i:by|reporting by|written by|story by|posted by)\s+(?:[A-Z][\w.'’-]*\s*,?\s*(?:and\s+)?){1,6}(?:$|\bin\b|\bof\b|[|,])"
    r"|[•·▪◦●*→>–—-]\s"
    r"|(?:\d{1,2}[.)]|\([a-z\d]\))\s"
    r"|[A-Z][A-Z.'’ -]{1,30}(?:\([^)]{0,40}\))?\s*:\s"
    r"|[QA](?:UESTION|NSWER)?\s*[:.]\s"
    r"|(?:https?://|www\.)\S+$"
    r"|\(?(?:AP|AFP|Reuters|UPI|dpa|EFE|ANSA|TASS|Xinhua)\)?\s*$"
)
_LABELLED = re.compile(
    r"(?:BREAKING|UPDATE\s?\d*|URGENT|EXCLUSIVE|WATCH|LIVE|VIDEO|OPINION|ANALYSIS|FACTBOX|TIMELINE|EXPLAINER|CORRECTED|WRAPUP\s?\d*)\b"
)


def is_headline(line: str) -> bool:
    """Whether a line can stand over a story.

    >>> [is_headline(s) for s in ("Two bridges lost at Tallow", "By Ada Lorne", "From: Ada Lorne", "- a bridge", "HOST: Good day")]
    [True, False, False, False, False]
    """
    said = line.strip()
    if _LABELLED.match(said):
        return True
    return len(word_spans(said)) >= 2 and any(c.islower() or c.isupper() for c in said) and not _NONE.match(said)


def heading(reports: Iterable[tuple[Document, Sequence[Segment]]]) -> str:
    """The headline of the first report that has one; else the first line of prose of the first report, shortened."""
    known = list(reports)
    titles = [" ".join(d.title.split()) for d, _ in known if d.title]
    lines = (line for d, segments in known for line in _lines(d, segments))
    good = next((t for t in titles if is_headline(t)), None) or next((s for s in lines if is_headline(s)), None)
    return good or next(iter([*titles, *(_short(d.text) for d, _ in known)]), "")


def _lines(document: Document, segments: Sequence[Segment]) -> Iterator[str]:
    """The lines of a report's body, shortened; of all of it where nothing says what is body."""
    read = sorted((s.start, s.end) for s in segments if s.kind in ("title", "body")) or [(0, len(document.text))]
    return (_short(line) for start, end in read for line in document.text[start:end].splitlines() if line.strip())


def _short(text: str) -> str:
    return textwrap.shorten(text.strip().split("\n", 1)[0], WIDTH, placeholder=" ...")
