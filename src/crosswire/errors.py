"""What can go wrong, in words for the person at the keyboard, and the exit code that each carries."""

from __future__ import annotations

EXIT_OK, EXIT_ERROR, EXIT_USAGE, EXIT_REJECTS, EXIT_IN_USE, EXIT_DAMAGED = range(6)

REJECT_REASONS = (
    "not-text",
    "unreadable",
    "empty",
    "bad-json",
    "missing-text",
    "no-article",
    "unknown-format",
    "parser-failed",
    "too-large",
)


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
