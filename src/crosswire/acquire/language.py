"""Whether a text is English: the share of words that stand in every English text and in few others."""

from __future__ import annotations

import re

from crosswire.wordlists import words_of

_WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 0.16  # measured on the gold sets: English news 0.25 to 0.45; French, German, Spanish, Indonesian news under 0.08
SAMPLE = 1500
LEAST = 8


def too_short(text: str) -> bool:
    """Whether a text has too few words to tell its language."""
    return len(_WORD.findall(text[: SAMPLE * 10])) < LEAST


def detect_language(text: str) -> str | None:
    """``"en"`` or None (another language, or too short to tell)."""
    words = [w.lower() for w in _WORD.findall(text[: SAMPLE * 10])[:SAMPLE]]
    if len(words) < LEAST:
        return None
    common = words_of("common_english.toml", "common")
    return "en" if sum(w in common for w in words) / len(words) >= ENOUGH else None
