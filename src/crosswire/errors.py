"""What can go wrong, in words for the person at the keyboard, and the exit code that each carries."""

from __future__ import annotations

EXIT_OK, EXIT_ERROR, EXIT_USAGE, EXIT_REJECTS, EXIT_IN_USE, EXIT_DAMAGED = range(6)

# Why an input cannot be taken in -> what that means, and what to do.
REJECT_REASONS = {
    "not-text": "It is a picture, a program or a database, or its characters cannot be read. Save the report as text, HTML or PDF.",
    "unreadable": "The file is damaged, or may not be read. Fetch or save it again, and see that you may open it.",
    "empty": "There is no text in it, or no report.",
    "bad-json": "A row is no JSON object. Mend the row that is named; the other rows are read.",
    "bad-table": "A row of a table does not fit its header. Mend the row that is named; the other rows are read.",
    "missing-text": "A row has no column or key with the report's text. Name it 'text', or lay the full texts beside it.",
    "no-article": "No report could be found on the page: a list, a form, or a page that a script fills in. Save the report's own page.",
    "not-a-report": "It is read, but it is no report: a list of hits, a cover page, a picture's page.",
    "unknown-format": "It is a format that Crosswire does not read. Save the report as text, HTML, DOCX or PDF.",
    "parser-failed": "Crosswire failed on it. This is a fault of ours: please report it with the line that the detail names.",
    "too-large": "It is longer than any report. Split it, or take out what is no report.",
    "too-deep": "Archives lie inside archives inside archives. Unpack the outer ones.",
    "time-limit": "Reading it took too long and was stopped. Split it, or raise 'seconds' in the settings.",
    "memory-limit": "Reading it took too much memory and was stopped. Split it, or raise 'memory_mb' in the settings.",
    "inflation-limit": "It inflates to far more than its size. If you trust it, raise 'inflate_mb' in the settings.",
    "encrypted": "It is locked with a password. Save it without one.",
    "needs-ocr": "It is a scan: pictures of text, but no text. Run it through text recognition (OCR) first.",
    "truncated": "The file ends before its end. Fetch it again; what was read of it before is kept.",
    "link": "It is a link that leads out of the folder, or nowhere. Name the file or folder that it leads to.",
}


class CrosswireError(Exception):
    """An error with a sentence for the user: what happened, where, and what to do."""

    exit_code = EXIT_ERROR


class InputError(CrosswireError):
    """What was named as input cannot be used (missing, empty, unreadable)."""


class UsageError(CrosswireError):
    """The command was called in a way that cannot work."""

    exit_code = EXIT_USAGE


class NotFound(CrosswireError):
    """The record has nothing of that id."""


class RecordInUse(CrosswireError):
    """Another process holds the record."""

    exit_code = EXIT_IN_USE


class RecordDamaged(CrosswireError):
    """The file is no record, or a damaged one."""

    exit_code = EXIT_DAMAGED


class RecordTooNew(CrosswireError):
    """The record was made by a newer version of Crosswire."""


class WordlistError(CrosswireError):
    """A word list has a fault; the message names the file and the row."""


class RejectedInput(CrosswireError):
    """One input cannot be taken in; the build goes on and keeps a row in ``rejects``."""

    def __init__(self, reason: str, detail: str) -> None:
        if reason not in REJECT_REASONS:
            raise ValueError(f"unknown reject reason {reason!r}; known: {', '.join(REJECT_REASONS)}")
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail
