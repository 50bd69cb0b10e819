"""Text that a spreadsheet would run as a formula, made harmless in a cell and put back as it was when it is read again.

An apostrophe is put before a text that begins, also behind white space, marks that cannot be seen or quotation marks, with one of the
signs that begin a formula. A text that begins with apostrophes before such a sign gets a further one, so that the way back knows which
apostrophe was put there. The signs are those of OWASP's page on CSV injection, their full-width and small forms, and the minus sign; tabs
and ends of lines count as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MARK = "'"
_SIGNS = r"=+\-@＝＋－＠﹦﹢﹣﹫\u2212\t\r\n"
_UNSEEN = r"\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
_QUOTES = '"`´“”„‟«»‘’‚‛‹›＂＇'
_DANGEROUS = re.compile(f"[{_UNSEEN}{_QUOTES}]*[{_SIGNS}]")
_TREATED = re.compile(f"[{_UNSEEN}{_QUOTES}']*[{_SIGNS}]")  # what is dangerous behind any number of apostrophes, too


def dangerous(text: str) -> bool:
    """Whether a spreadsheet may run a text.

    >>> [dangerous(t) for t in ("=1+1", '  "-2', "＠SUM(A1)", "12 killed", "'=1+1")]
    [True, True, True, False, False]
    """
    return _DANGEROUS.match(text) is not None


def neutral(text: str) -> str:
    """A text as a cell holds it.

    >>> neutral("=1+1"), neutral("'=1+1"), neutral("12 killed")
    ("'=1+1", "''=1+1", '12 killed')
    """
    return MARK + text if _TREATED.match(text) else text


def restored(cell: str) -> str:
    """The text that :func:`neutral` made a cell of.

    >>> restored("'=1+1"), restored("''=1+1"), restored("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return cell[1:] if cell.startswith(MARK) and _TREATED.match(cell, 1) else cell


@dataclass(slots=True)
class Tally:
    """What was done while an export was written: cells that were neutralised, cells that were cut because they were too long.

    ``rows``: where files are no tables of the record, a file's or sheet's name -> how many rows, lines or features stand in it.
    """

    neutralised: int = 0
    cut: int = 0
    rows: dict[str, int] = field(default_factory=dict)
