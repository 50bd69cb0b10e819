"""What number words and digits are worth: "two hundred and five", "three and a half million", "two thirds", "6 x 10^-4".

The tables are a closed class of the language; :mod:`crosswire.language.numbers` finds the words, this module values them.
"""

from __future__ import annotations

import re

ONES = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen""".split()
    )
}
NOUGHTS = frozenset({"nought", "naught"})
TENS = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)} | {
    "fourty": 40
}
SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7}
SHORT_SCALES = {
    "k": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "mil": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9,
    "tn": 1e12, "trn": 1e12, "tln": 1e12, "dz": 12.0, "dzs": 12.0, "doz": 12.0, "dozs": 12.0,
}  # fmt: skip
VULGAR = dict(zip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", (1/2, 1/3, 2/3, 1/4, 3/4, 1/5, 2/5, 3/5, 4/5, 1/6, 5/6, 1/8, 3/8, 5/8, 7/8), strict=True))  # fmt: skip
_small_parts = "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth".split()
#: The parts of a whole, in the singular. "second" is none: a second is a time.
PARTS = {
    "half": 2.0, "quarter": 4.0, "twentieth": 20.0, "twenty-fifth": 25.0, "thirtieth": 30.0, "fortieth": 40.0, "fiftieth": 50.0,
    "hundredth": 1e2, "thousandth": 1e3, "millionth": 1e6, "billionth": 1e9, "trillionth": 1e12,
} | {word: float(value) for value, word in enumerate(_small_parts, start=3)}  # fmt: skip
_plural_parts = {"halves": "half"} | {f"{word}s": word for word in PARTS if word != "half"}
PART_WORDS = (*sorted(PARTS, key=len, reverse=True),)
PARTS_WORDS = (*sorted(_plural_parts, key=len, reverse=True),)

LARGEST = 1e30  # beyond it digits are a code or a mistake, and arithmetic with them would overflow
_DIGITS = re.compile(r"\d[\d,.\u00a0\u202f\u2009 ]*|\.\d+|[a-z]+")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+")
_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")


def digits_value(digits: str) -> float:
    """Digits with separators: "1,234.5", "23,45,678", "1.234,5", "70 000"."""
    digits = digits.strip()
    if _EUROPEAN.fullmatch(digits) or _DECIMAL_COMMA.fullmatch(digits):
        digits = digits.replace(".", "").replace(",", ".")
    value = float(re.sub(r"[^\d.]", "", digits))
    return value if value < LARGEST else 0.0


def cardinal_value(words: str) -> float:
    """Digits and number words in a row, as they are spoken: "two hundred and five thousand", "two lakh crore"."""
    total = current = last = 0.0
    for part in _DIGITS.findall(words):
        word = part.removesuffix("s")
        if part[0].isdigit() or part[0] == ".":
            current += digits_value(part)
        elif part in ONES or part in TENS:
            current += ONES.get(part, TENS.get(part, 0))
        elif part in ("half", "quarter"):
            current += 0.5 if part == "half" else 0.25
        elif word in ("hundred", "dozen"):
            current = (current or 1.0) * SCALES[word]
        elif word in SCALES:
            if last and not current:  # "lakh crore", "million million"
                total += last * (SCALES[word] - 1.0)
                last *= SCALES[word]
            else:
                last = (current or 1.0) * SCALES[word]
                total, current = total + last, 0.0
    return total + current


def mixed_value(words: str) -> float:
    """ "five and a half", "three and a quarter million", "four million and a half" (which adds half a million)."""
    found = re.fullmatch(rf"(.*?)[-\s]+and[-\s]+(?:an?|one)[-\s]+({'|'.join(PART_WORDS)})\b(.*)", words, re.DOTALL)
    if found is None:
        return cardinal_value(words)
    whole, part, scale = cardinal_value(found[1]), 1 / PARTS[found[2]], found[3].strip(" -")
    if scale:
        return (whole + part) * cardinal_value(scale)
    return whole + part * _big_scale(found[1])


def _big_scale(words: str) -> float:
    """ "five million and a half" adds half a million, "five hundred and a half" a half."""
    last = re.search(r"[a-z]+$", words)
    unit = SCALES.get(last.group(), 1.0) if last else 1.0
    return unit if unit >= 1e5 else 1.0


def fraction_value(words: str) -> float:
    """ "two thirds", "a fifth", "half"; what stands before a last "and" is added whole if what follows is less than one."""
    head, _, part = re.sub(r"\s*-\s*", "-", words.strip()).replace(" - ", "-").rpartition("-" if "-" in words and " " not in words else " ")
    if "-" in part and part not in PARTS and part not in _plural_parts:
        head, part = f"{head} {part.rpartition('-')[0]}", part.rpartition("-")[2]
    parts = PARTS[_plural_parts.get(part, part)]
    head = head.strip()
    if head in ("", "a", "an"):
        return 1 / parts
    whole, _, over = head.rpartition(" and ")
    if whole and cardinal_value(over) < parts:
        return cardinal_value(whole) + cardinal_value(over) / parts * _big_scale(whole)
    return cardinal_value(head) / parts


def slash_value(words: str) -> float:
    """ "3/4", "10 1/2"."""
    whole, _, ratio = words.strip().rpartition(" ")
    over, _, under = ratio.partition("/")
    return (float(whole) if whole.strip() else 0.0) + float(over) / float(under)


def vulgar_value(words: str) -> float:
    """ "½", "3½"."""
    whole = words[:-1].strip()
    return (float(whole) if whole else 0.0) + VULGAR[words[-1]]


def power_value(words: str) -> float | None:
    """ "6 x 10^-4", "4.1e5", "3^7", "10−7" (with the minus sign of print); None beyond what is worth a number."""
    text = re.sub(r"[−–]", "-", re.sub(r"[\s*]", "", words.lower()))
    found = re.fullmatch(r"(?:([\d.,]+)[×x·✕])?([\d.,]+?)(?:\^|e|(?=-)|(?<=10)(?=\d))([-+]*)(\d+)", text)
    if found is None:
        return None
    if found[1] and re.search(r"[×·✕]10\d", text) and digits_value(found[1]) >= 10:
        return None  # "30 × 104 mm": a size, no power that lost its raised digits
    base, power = digits_value(found[2]), int(found[4]) * (-1 if found[3].startswith("-") else 1)
    if abs(power) > 99:
        return None
    try:
        scientific = "e" in text
        value = base * 10.0**power if scientific else base**power
    except (OverflowError, ZeroDivisionError):
        return None
    return value * (digits_value(found[1]) if found[1] else 1.0)


def point_value(words: str) -> float:
    """ "eighty point forty-two", "nought point nought six": what stands behind the point is read digit by digit."""
    whole, _, behind = words.partition(" point ")
    digits = ""
    for word in re.findall(r"[a-z]+(?:-[a-z]+)?", behind):
        tens, _, ones = word.partition("-")
        digits += "0" if tens in NOUGHTS else str(ONES.get(tens, TENS.get(tens, 0)) + (ONES.get(ones, 0) if ones else 0))
    return cardinal_value("zero" if whole in NOUGHTS else whole) + float(f"0.{digits}")
