"""The grammar of time expressions: named patterns over one paragraph of text; what they stand for is resolved elsewhere."""

from __future__ import annotations

import re

from crosswire.language.calendar import CLOCK, DASH, DAY, MONTH, SHORT_WEEKDAY, SPOKEN_CLOCK, WEEKDAY, YEAR, ZONE
from crosswire.wordlists import load_toml

_small = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_teens = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_counted = rf"\b(?:{_small}|{_teens})|\b(?:twenty|thirty|forty|fifty|sixty)(?:-(?:{_small}))?"
COUNT = rf"(?:(?i:\ban?|{_counted}|\ba\scouple\sof|\bhalf\sa\sdozen)\b|\b\d{{1,3}}\b)"
UNIT = r"(?i:(?:day|night|week|fortnight|month|year|decade|century|centurie)s?\b)"
PART = r"(?i:(?:(?:early|late|mid-?)\s)?(?:morning|afternoon|evening|night)\b)"
MOMENT = r"(?i:dawn|daybreak|sunrise|noon|midday|lunchtime|lunch|dusk|sunset|nightfall|midnight)\b"
_loose = r"(?i:(?:(?:earlier|later|early|late|sometime|some\stime|mid)\s)?)"
_about = r"(?i:(?:(?:about|around|nearly|almost|some|just|only|exactly|more\sthan|over|at\sleast|barely)\s)?)"
_edge = r"(?:early|late|mid|beginning\sof|start\sof|end\sof|middle\sof|first\shalf\sof|second\shalf\sof|close\sof)"
_side_said = rf"(?i:(?:the\s)?{_edge}[-\s](?:the\s)?)"
_side = rf"(?:{_side_said}|)"
_which = (
    r"(?i:last|this\spast|this\scoming|this|next|the\snext|the\sfollowing|following|the\sprevious|previous|the\ssame|the\scoming|coming|past|the\spast|"
    r"the\slast|the\scurrent|current|that)"
)
_relyear = r"(?i:(?:of\s)?(?:last|this|next|the\sfollowing|the\sprevious|that|the\ssame)\syear\b)"

_holidays = "|".join(
    sorted((re.escape(name).replace(r"\ ", r"\s") for name in load_toml("times.toml")["holidays"]["words"]), key=lambda n: (-len(n), n))
)

PATTERNS: dict[str, str] = {
    "iso": r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?",
    "slashed": r"\b(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20|21)\d\d|\d\d)\b",
    "day-month": (
        rf"(?:(?:{WEEKDAY}|{SHORT_WEEKDAY}),?\s)?(?i:(?P<night>(?:in|during|on)\sthe\snight\s(?:of|from)\s)?(?:the\s)?)"
        rf"(?<![\d.,$£€])(?P<d>{DAY})(?:(?:{DASH}|\s(?i:to|and|until|or)\s)(?P<d2>{DAY}))?\s(?i:of\s)?(?P<m>{MONTH})"
        rf"(?:(?:,?\s)(?P<y>{YEAR})|\s(?P<rel>{_relyear}))?"
    ),
    "month-day": (
        rf"(?:(?:{WEEKDAY}|{SHORT_WEEKDAY}),?\s)?(?P<m>{MONTH})\s(?:the\s)?(?P<d>{DAY})(?![,.]\d|\s?%)"
        rf"(?:(?:{DASH}|\s(?i:to|and|until|through)\s)(?P<d2>{DAY})(?![,.]\d))?(?:,?\s(?P<y>{YEAR}))?"
    ),
    "days-of-months": (
        rf"(?P<d>{DAY})\s(?P<m>{MONTH})(?:{DASH}|\s(?i:to|until|and)\s)(?P<d2>{DAY})\s(?P<m2>{MONTH})(?:,?\s(?P<y>{YEAR}))?"
        rf"|(?P<m3>{MONTH})\s(?P<d3>{DAY})(?:{DASH}|\s(?i:to|until|through|and)\s)(?P<m4>{MONTH})\s(?P<d4>{DAY})(?:,?\s(?P<y2>{YEAR}))?"
    ),
    "month": (rf"(?P<side>{_side})(?:(?P<which>{_which})\s)?(?P<m>{MONTH})(?:,?\s(?i:of\s)?(?P<y>{YEAR})|\s(?P<rel>{_relyear}))?"),
    "months": rf"(?P<m>{MONTH})(?:{DASH}|\s(?i:to|and|until|through)\s)(?P<m2>{MONTH})(?:,?\s(?i:of\s)?(?P<y>{YEAR}))?",
    "years": (
        rf"(?<![\w.,$£€-])(?P<y>{YEAR})(?:{DASH}|\s(?i:to|and|until|through)\s)"
        rf"(?P<y2>{YEAR}|\d\d(?!\d|,\d|\s?%|\s(?i:people|percent)))(?![\w%-])"
    ),
    "year": rf"(?:(?P<side>{_side_said})|(?<![\w.,$£€/#-]))(?P<y>{YEAR})(?![\w%/-]|,\d{{3}}|\.\d)",
    "decade": (
        rf"(?i:(?:the\s)?)(?P<side>{_side})(?:(?P<y>(?:1[4-9]|20)\d0)['’]?s\b|['’](?P<short>[2-9]0)s\b"
        r"|(?i:\bthe\s(?:early\s|late\s|mid-?)?(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b)"
    ),
    "century": r"(?i:\b(?:the\s)?(?P<n>\d{1,2})(?:st|nd|rd|th)\scentury\b)",
    "quarter": (
        r"(?i:\b(?:the\s|its\s)?(?:fiscal\s|financial\s)?(?P<n>first|second|third|fourth|final|1st|2nd|3rd|4th)[-\s]quarter\b"
        rf"(?:\s(?:of\s)?(?:(?P<y>{YEAR})|(?P<rel>last|this|next)\syear\b))?)|\bQ(?P<q>[1-4])\b(?:,?\s(?:of\s)?(?P<y2>{YEAR}))?"
    ),
    "today": r"(?i:\b(?:earlier\s|later\s|late\s|early\s)?(?:today)\b(?!['’]s\s(?:world|society|standards)))",
    "this-part": r"(?i:\b(?:earlier\s|later\s|late\s|early\s)?this\s(?P<part>morning|afternoon|evening|lunchtime|noon)\b)",
    "tonight": r"(?i:\btonight\b)",
    "yesterday": (
        r"(?i:\b(?:the\sday\sbefore\s(?P<two>yesterday)|(?:earlier\s|later\s|late\s|early\s)?yesterday"
        r"(?:\s(?P<part>morning|afternoon|evening|night))?)\b)"
    ),
    "tomorrow": (
        r"(?i:\b(?:the\sday\safter\s(?P<two>tomorrow)|(?:early\s|late\s)?tomorrow"
        r"(?:\s(?P<part>morning|afternoon|evening|night))?)\b)"
    ),
    "overnight": r"(?i:\bovernight\b)",
    "last-night": r"(?i:\b(?:late\s)?last\s(?P<part>night|evening)\b)",
    "weekdays": (
        rf"(?i:(?P<night>\b(?:(?:in|during|on)\sthe\s)?night\s(?:of|from|between)\s)|\b(?:between|from)\s)?(?:(?P<which>{_which})\s)?"
        rf"(?P<w>{WEEKDAY})(?:\s{PART})?(?:{DASH}|\s(?i:to|and|until|till|through|into)\s)(?P<w2>{WEEKDAY})(?:\s{PART})?"
    ),
    "weekday": (
        r"(?i:(?P<night>\b(?:in|during)\sthe\snight\s(?:of|to|on)\s)?)(?i:\b(?:early|late|earlier|later)\s(?:on\s)?)?"
        rf"(?:(?P<which>{_which})\s)?(?P<w>{WEEKDAY})(?:['’]s)?"
        rf"(?:\s(?P<part>{PART}|{MOMENT}))?(?:\s(?P<week>(?i:last|this|next)\sweek\b)|\s(?P<back>(?i:week\sago)\b))?"
    ),
    "weekend": rf"(?i:\b(?:(?:over|at|during|on)\s)?(?:(?P<which>{_which})|the|a)\sweekend\b)|(?i:\bat\sweekend\b)",
    "unit": (
        rf"(?P<side>{_side}){_loose}(?i:\b(?:(?:in|over|during|within|for)\s)?)(?P<which>{_which})\s"
        r"(?P<u>(?i:week|month|year|decade|century|quarter|fortnight))\b(?!-)(?!\sor\s(?:so|two))"
    ),
    "side-of-unit": (
        r"(?i:\b(?P<side>earlier|later|early|late|the\send|the\sbeginning|the\sstart|end|start|beginning)\s(?:in|of)\sthe\s"
        r"(?P<u>week|month|year)\b)|(?i:\b(?P<ye>year[-\s]end)\b)"
    ),
    "past-span": (
        r"(?i:\b(?:(?:in|over|during|within|for|throughout)\s)?(?:the\s|these\s)?"
        rf"(?P<which>past|last|previous|preceding|next|coming|following)\s)(?P<n>{COUNT})\s(?P<u>{UNIT})"
    ),
    "ago": rf"{_about}(?P<n>{COUNT})(?:\s(?i:or\sso))?[-\s](?P<u>{UNIT})\s(?i:ago|back|previously)\b",
    "from-now": (
        rf"(?i:(?:in\s)?)(?P<n>{COUNT})\s(?P<u>{UNIT})(?:['’]s?)?\s(?i:from\s(?:now|today)|hence)\b"
        rf"|(?i:\bin\s)(?P<n2>{COUNT})\s(?P<u2>{UNIT})['’]?\s(?i:time)\b"
    ),
    "earlier": (
        rf"{_about}(?P<n>{COUNT})\s(?P<u>{UNIT})\s"
        r"(?P<way>(?i:earlier|before(?=\s*[.,;:)]|\s*$)|later|afterwards|after(?=\s*[.,;:)]|\s*$)|on(?=,)))(?!\sin\s)"
    ),
    "offset": (
        rf"{_about}(?:(?P<n>{COUNT})\s(?:full\s)?(?P<u>{UNIT})|(?i:(?P<the>the\s(?:very\s)?(?P<u2>day|night|morning|week|month|year))))\s"
        rf"(?P<way>(?i:after|before|following|since|prior\sto|ahead\sof))(?=\s)"
    ),
    "eve": r"(?i:\b(?:on\s)?(?:the\s)?eve\sof\b)",
    "same": (
        r"(?i:\b(?:later\s|earlier\s)?(?:that|the\ssame|the\svery\ssame)\s(?:very\s)?"
        r"(?P<part>day|morning|afternoon|evening|night|week|month|year)\b)"
    ),
    "next-day": (
        r"(?i:\b(?:on\s)?the\s(?P<way>next|following|previous|preceding)\s(?P<part>day|morning|afternoon|evening|night)\b"
        r"|\bthe\sday\s(?P<way2>before|after)\b(?=\s*(?:[.,;:)]|$)))"
    ),
    "clock": (
        r"(?i:\b(?:at|by|around|about|from|until|till|since|before|after|shortly\safter|shortly\sbefore|just\safter|just\sbefore|as\sof)\s)?"
        rf"(?P<clock>{CLOCK}){ZONE}?"
    ),
    "clock-words": SPOKEN_CLOCK,
    "moment": (
        r"(?i:\b(?P<prep>at|by|around|about|from|until|till|before|after|since|shortly\safter|shortly\sbefore|just\safter|just\sbefore)\s)"
        rf"(?P<moment>{MOMENT})|\b(?P<bare>(?i:noon|midnight|midday))\b"
    ),
    "part": (
        r"(?i:\b(?:in|during|through|throughout|late\sin|early\sin)\sthe\s(?:early\s|late\s|small\s)?(?P<part>morning|afternoon|evening|night)\b"
        r"|\b(?:survive|last|spend|spent)\sthe\s(?P<part2>night)\b)"
    ),
    "within": r"(?i:\bwithin\s(?:an\s|the\s|a\sfew\s|\w+\s)?(?:hours?|minutes?|moments?)\sof\b)",
    "holiday": rf"(?i:(?:\b(?:on|at)\s)?\b(?P<name>{_holidays}))\b(?:,?\s(?P<y>{YEAR}))?",
    "season": (
        rf"(?i:\b(?:(?:{_which}|the|in|early|late)\s)(?:the\s)?(?P<s>spring|summer|autumn|fall|winter)\b)"
        rf"(?:\s(?i:of\s)?(?P<y>{YEAR}))?"
    ),
}
RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple((name, re.compile(pattern)) for name, pattern in PATTERNS.items())
