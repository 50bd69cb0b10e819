"""Units written as symbols behind a number: "5mm", "12 km/h", "7 mmol/L", "35 m s−1", "−4 °C".

Source: the SI brochure's symbols and prefixes, and the customary symbols of news and science.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crosswire.types import UnitKind

_prefix = "(?:[GMTkhcdmnpfµμ]|da)?"
_base = "(?:mol|Hz|Pa|Wb|lm|lx|Bq|Gy|Sv|eV|bar|cal|bps|Wh|Ah|VA|Da|bp|m|g|s|A|J|W|V|N|L|l|B|K|Ω|F|H|T|C|t)"
_customary = "|".join(
    """km kms h kph kmph kmh mph mpg rpm psi ppm ppb dB min mins hrs? yrs? ft yd lbs? oz sq ha cc ml kt mcg atm mmHg AU Ma Ga ka
    kyr Myr kcal Mbps Gbps""".split()
)
_scale = "[Cc]elsius|[Ff]ahrenheit|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est"
_degrees = rf"(?:(?:°|º|deg\.?|degrees?)\s?(?:[CFKNSEW]\b|{_scale})?|℃|℉|celsius|fahrenheit|kelvin)"
_one = rf"(?:{_customary}|{_prefix}{_base})"
_power = r"(?:[-−–]?[1-6]|[²³]|⁻[¹²³])?"
_more = rf"(?:(?:/|·|\sper\s){_one}{_power}|\s(?:kg|km|cm|mm|m|g|s|yr|year|mol|ha|h|K|L)[-−–]\s?[1-6])*"
# With a blank before it a lone letter is a unit only where it is no word or name ("12 T cells", "5 a day", "10 in town").
GLUED = re.compile(rf"(?:{_degrees}|{_one}{_power}{_more}|in)(?![\w°])")
SPACED = re.compile(
    rf"\s(?:{_degrees}|(?:{_customary}|{_prefix}(?:mol|Hz|Pa|Sv|Bq|Gy|eV|bar|Wh|bps|cal|VA|bp)|(?:[GMTkcmnpµμ]|da)(?:m|g|s|A|J|W|V|N|L|l|B|K|Ω|F|t)|[mgshKVWLlJ])"
    rf"{_power}{_more})(?![\w°’'])"
)
BRACKETED = re.compile(rf"\s?[(\[{{<](?P<unit>{_one}{_power}{_more})[)\]}}>]")
PER_MILLE = re.compile(r"\s?(?:‰|wt\.?\s?%|vol\.?\s?%)")
LENGTH = re.compile(r"(?:[kcdmnpµμ]?m|ft|yd|in)")
TIME = re.compile(r"(?:[mnµμ]?s|mins?|h|hrs?|yrs?|kyr|Myr|[kMG]a)")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A unit symbol: its text, its kind and where it ends."""

    text: str
    kind: UnitKind
    end: int


def find_symbol(text: str, end: int) -> Symbol | None:
    """The symbol that stands at ``end``, directly behind a number.

    >>> find_symbol("60 km/h", 2)
    Symbol(text='km/h', kind='things', end=7)
    """
    share = PER_MILLE.match(text, end)
    if share:
        return Symbol(share.group().strip(), "share", share.end())
    found = GLUED.match(text, end) or SPACED.match(text, end) or BRACKETED.match(text, end)
    if found is None:
        return None
    unit = (found.groupdict().get("unit") or found.group()).strip()
    return Symbol(unit, "distance" if LENGTH.fullmatch(unit) else "duration" if TIME.fullmatch(unit) else "things", found.end())
