"""Is a line part of the page and not of the report? Rules that look at one line alone; :mod:`tails` knows its neighbours."""

from __future__ import annotations

import re

from crosswire.acquire.blocks import LINE, Block
from crosswire.acquire.phrases import holds, is_comment_opener, is_section_opener, only, starts, words

_URL_ONLY = re.compile(r"(?:https?://|www\.)\S+$|@\w{2,}$|\S+@\S+\.\w{2,}$|#\w+(?:\s+#\w+)*$", re.IGNORECASE)
_FREQUENCY = re.compile(r"\b\d{2,5}(?:[.,]\d{1,2})?\s*(?:FM|MHz|kHz|SW|MW)\b|\b(?:FM|MW|SW)\s*\d{2,5}(?:[.,]\d)?", re.IGNORECASE)
_COUNTERS = re.compile(
    r"(?:read|viewed|shared|seen|visited|views?|reads?|hits?|visitors?|comments?|shares?|likes?|page|forum|photos?|videos?|images?)[:\s]+"
    r"(?:number\s+|no\.?\s*)?[\d.,]+(?:\s*[kKmM])?(?:\s+(?:times|messages?|of\s+\d+|people|persons|visitors))?\W*$|"
    r"[\d.,]+\s*[kKmM]?\s+(?:views?|reads?|comments?|shares?|likes?|hits?|visitors?|replies|messages)\b.{0,20}$",
    re.IGNORECASE,
)
_POLL = re.compile(r"(?:\b(?:yes|no|no opinion|don't know|undecided)\b\W*\d+(?:[.,]\d+)?\s*%\W*){2,}", re.IGNORECASE)
_TICKER = re.compile(r"[▲▼▴▾△▽]|(?:[A-Z][\w/]+\s+[+-]?\d+[.,]\d+\s*[%]?[\s|·]*){3,}$")
_SEPARATED = re.compile(r"\s*(?:\||·|•|»|›|>|/|~|\u2003)\s*")
_TELLS = re.compile(r"\b(?:said|told|was|were|killed|according)\b")
_POST = re.compile(r"[—–-]\s*[^—–]{2,40}\(@\w+\)")
_SIGN_OFF = re.compile(r"[(\[—–-]?\s*")


def furniture(block: Block) -> str | None:
    """The rule by which a line is a leftover wherever it stands, else None."""
    if len(block.text) > LINE or len(block.words) > 45:
        return None
    return _by_shape(block) or _by_phrase(block)


def _by_shape(block: Block) -> str | None:
    text = block.text
    if _URL_ONLY.match(text):
        return "address"
    if not block.words:
        return "marks"
    if _COUNTERS.match(text):
        return "counter"
    if _POLL.search(text):
        return "poll"
    if _TICKER.search(text) and not block.ends_sentence:
        return "ticker"
    if len(_FREQUENCY.findall(text)) >= 2 and not block.ends_sentence:
        return "frequencies"
    return None


def _by_phrase(block: Block) -> str | None:
    line = block.plain
    if is_sign_off(block):
        return "sign-off"
    if len(block.words) <= 25 and only("whole_lines").match(line):
        return "page-label"
    if is_comment_opener(block) or is_section_opener(block):
        return "section-opener"
    if len(block.words) <= 40 and holds("anywhere").search(line) and not (len(block.words) > 22 and _TELLS.search(line)):
        return "page-phrase"
    if len(block.words) <= 12 and not block.is_prose and starts("credits").match(line):
        return "photo-credit"
    if _POST.search(block.text):  # words that somebody posted are told in the report, whatever they begin with
        return None
    match = starts("line_starts").match(line)
    if match and _points_elsewhere(block, match.group()):
        return "page-opening"
    return "share-bar" if _is_bar(block) else None


def _points_elsewhere(block: Block, phrase: str) -> bool:
    """A line with such an opening is a pointer when it is no sentence, or a short plea; prose may begin with the same words."""
    if phrase.endswith((":", "©", "(c)")):
        return len(block.words) <= 30
    rest = block.plain.removeprefix(phrase).lstrip()
    if rest.startswith((":", "|", ">", "»")):
        return len(block.words) <= 30
    return len(block.words) <= 20 if not block.ends_sentence else len(block.words) <= 16 and not _reports(block)


def _reports(block: Block) -> bool:
    """Whether a sentence tells of others in the past, as reports do and pages do not."""
    return bool(re.search(r"\b(?:said|told|was|were|had|has|\w{4,}ed)\b", block.plain))


def _is_bar(block: Block) -> bool:
    """Several short parts between upright bars or dots, most of them labels of a page."""
    parts = [p for p in _SEPARATED.split(block.text) if p]
    if len(parts) < 3 or max(len(p.split()) for p in parts) > 4:
        return False
    labels = set(words("whole_lines"))
    return sum(p.lower().strip("0123456789() ") in labels for p in parts) >= len(parts) / 2


def is_sign_off(block: Block) -> bool:
    """Whether a line says who reported and edited: "(Reporting by ...; editing by ...)", "With agencies", "— Agency"."""
    if len(block.words) > 60:
        return False
    if _SIGN_OFF.sub("", block.plain, count=1) in {w.lower() for w in words("agencies")}:
        return len(block.words) <= 3
    if not starts("sign_offs").match(block.plain.lstrip("([-_ ")):
        return False
    bracketed = block.text.startswith(("(", "["))
    return bracketed or (len(block.words) <= 25 and not re.search(r"\b(?:was|were|said|has|have|is|are)\b", block.plain))


def is_crumbs(block: Block) -> bool:
    """Whether a line is the path to a page: "News / Military", "Home > World > Asia", "You are here: Home"."""
    parts = [p for p in _SEPARATED.split(block.plain) if p]
    if len(parts) < 2 or len(parts) > 7 or block.ends_sentence or max(len(p.split()) for p in parts) > 5:
        return False
    known = words("crumbs")
    hits = sum(p.removeprefix("you are here:").strip() in known for p in parts)
    spaced = bool(re.search(r"\s(?:/|>|»|›|\|)\s", block.text))
    return hits >= 1 and (spaced or hits == len(parts))
