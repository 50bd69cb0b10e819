"""The language of a text.

Whether it is English is told by the share of words that stand in every English text and in few others, which was measured. Only what is
clearly not English is named, by py3langid. What lies between has no language: it may be mixed, or a list of names.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from crosswire.wordlists import load_csv, words_of

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_PART = re.compile(r"\n|(?<=[.?!…؟。])\s|[\"“”]")
_WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 0.16  # measured on the gold sets: English news 0.25 to 0.45; French, German, Spanish, Indonesian news under 0.08
SAMPLE = 1500
LEAST = 8
FOREIGN = 0.08  # the share that no other language was seen to reach
SHORT = 60  # with fewer words a text between the two may be English: a headline and a sentence full of names
LETTERS = 60  # of another language; with fewer its name would be a guess
FEW = 5  # letters of another script by which it is told
MOSTLY = 0.8  # the share of them
LONG = 10  # words of a sentence that is looked at by itself
# Scripts (the first word of their letters' names in Unicode) and the languages of the list that are written in them, the most usual first.
_SCRIPTS = {
    "CJK": ("zh",), "HANGUL": ("ko",), "HEBREW": ("he",), "THAI": ("th",), "GREEK": ("el",), "GEORGIAN": ("ka",), "ARMENIAN": ("hy",),
    "BENGALI": ("bn", "as"), "TAMIL": ("ta",), "TELUGU": ("te",), "KANNADA": ("kn",), "MALAYALAM": ("ml",), "GUJARATI": ("gu",),
    "GURMUKHI": ("pa",), "SINHALA": ("si",), "KHMER": ("km",), "LAO": ("lo",), "MYANMAR": ("my",), "ETHIOPIC": ("am",),
    "TIBETAN": ("dz",), "DEVANAGARI": ("hi", "mr", "ne"), "ARABIC": ("ar", "fa", "ur", "ps", "ug", "ku"),
    "CYRILLIC": ("ru", "uk", "bg", "be", "sr", "mk", "kk", "ky", "mn", "tt", "ba", "tg"),
}  # fmt: skip
SURE = 0.9  # of one, by py3langid


def too_short(text: str) -> bool:
    """Whether a text that is not known to be English has too few words to tell its language."""
    words = _words(text)
    return len(words) < LEAST or (len(words) < SHORT and _share(words) >= FOREIGN)


def detect_language(text: str) -> str | None:
    """ISO 639-1 code; None where the text is too short to tell, or reads neither as English nor clearly as something else."""
    words = _words(text)
    if code := _by_script(words):
        return code
    share = _share(words)
    if len(words) >= LEAST and share >= ENOUGH:
        return "en"
    if share >= FOREIGN or sum(map(len, words)) < LETTERS:
        return None
    code, sure = _identifier().classify(" ".join(words))
    return str(code) if sure >= SURE and code in _names() and code != "en" else None


def _by_script(words: Sequence[str]) -> str | None:
    """The language of a text in another script than ours, however short: where several are written in it, the likeliest."""
    letters = "".join(words)[:2000]
    if len(letters) < FEW or letters.isascii():
        return None
    scripts = Counter(unicodedata.name(letter, "").split(" ", 1)[0].split("-", 1)[0] for letter in letters)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > len(letters) / 10:
        return "ja"
    script, count = scripts.most_common(1)[0]
    if script not in _SCRIPTS or count < len(letters) * MOSTLY:
        return None
    usual = _SCRIPTS[script]
    if len(usual) == 1:
        return usual[0]
    code, sure = _identifier().classify(" ".join(words))
    return str(code) if sure >= SURE and code in usual else usual[0]


def partly_foreign(text: str) -> str | None:
    """The warning that an English document carries of which whole sentences are in another language."""
    if not readable(detect_language(text)):
        return None
    parts = [(len(words), _share(words)) for part in _PART.split(text[: SAMPLE * 10]) if len(words := _words(part)) >= LONG]
    foreign, every = sum(n for n, share in parts if share < FOREIGN), len(_words(text))
    return "parts of it do not read as English: what is read in them may be wrong" if foreign * 4 >= every > 0 else None


def readable(language: str | None) -> bool:
    """Whether a document of this language (``Document.language``) is read: English, or not known."""
    return language is None or language == "en"


def remark(text: str, language: str | None) -> str | None:
    """The warning that a document of this language carries; None where it is English."""
    if language is not None:
        return None if language == "en" else f"in {_names().get(language, language)}: kept, but nothing is read in it"
    return "too short to tell its language" if too_short(text) else "does not read as English: what is read in it may be wrong"


def _words(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text[: SAMPLE * 10])[:SAMPLE]]


def _share(words: Sequence[str]) -> float:
    common = words_of("common_english.toml", "common")
    return sum(w in common for w in words) / max(1, len(words))


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in load_csv("languages.csv")}


@cache
def _identifier() -> LanguageIdentifier:
    """py3langid, which gives the same answer for the same text; loaded (in 1.5 s) only where a text is not English."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # most records have no other language

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([code for code in found.labels if code in _names() or code == "en"])
    return found
