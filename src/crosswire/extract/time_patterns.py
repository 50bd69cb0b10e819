"""The grammar of time expressions: named patterns over one paragraph of text; what they stand for is resolved elsewhere."""

from __future__ import annotations

import re

from crosswire.language.calendar import CLOCK, COMMA, DASH, DAY, MONTH, MONTHS, SHORT_WEEKDAY, SPOKEN_CLOCK, WEEKDAY, WEEKDAYS, YEAR, ZONE
from crosswire.wordlists import load_toml

_small = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_teens = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_counted = rf"\b(?:{_small}|{_teens})|\b(?:twenty|thirty|forty|fifty|sixty)(?:-(?:{_small}))?"
COUNT = rf"(?:(?i:\ban?|{_counted}|\ba\scouple\sof|\bhalf\sa\sdozen)\b|\b\d{{1,3}}(?:,\d{{3}})*\b)"
UNIT = r"(?i:(?:day|night|week|weekend|fortnight|month|quarter|year|decade|century|centurie)s?\b)"
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
_units = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ordinal = (
    rf"(?:{_units}|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|(?:twenty|thirty|forty|fifty)-(?:{_units})"
    r"|\d{1,4}(?:st|nd|rd|th))"
)
_relyear = r"(?i:(?:of\s)?(?:last|this|next|the\sfollowing|the\sprevious|that|the\ssame)\syear\b)"

_holidays = "|".join(
    re.escape(name).replace(r"\ ", r"\s").replace("'", "['’]")
    for name in sorted(load_toml("times.toml")["holidays"]["words"], key=lambda n: (-len(n), n))
)

PATTERNS: dict[str, str] = {
    "named-day": (
        r"\b(?P<sept>9/11)\b(?!/)|\b(?P<july>7/7)\b(?=\s(?:attack|bomb|victim|survivor|inquest))|\b(?P<nov>26/11)\b(?=\s(?:attack|Mumbai|accused))"
        r"|(?P<named>(?:Sept\.?|September)\s11(?:th)?)(?=[,\s]+(?:terror\w*\s)?(?:attack|hijack|terror))"
    ),
    "iso": r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:\b|(?=T\d))(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?",
    "slashed": r"\b(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20|21)\d\d|\d\d)\b",
    "day-month": (
        rf"(?:(?P<wd>{WEEKDAY}|{SHORT_WEEKDAY}),?\s)?(?i:(?P<night>(?:in|during|on)\sthe\snight\s(?:of|from)\s)?(?:the\s)?)"
        rf"(?<![\d.,$£€])(?P<d>{DAY})(?:(?:{DASH}|\s(?i:to|and|until|or)\s)(?P<d2>{DAY}))?\s(?i:of\s)?(?P<m>{MONTH})"
        rf"(?:{COMMA}(?P<y>{YEAR})|\s(?P<rel>{_relyear}))?"
    ),
    "month-day": (
        rf"(?:(?P<wd>{WEEKDAY}|{SHORT_WEEKDAY}),?\s)?(?:(?P<which>(?i:this\spast|this\scoming|last|next))\s)?(?P<m>{MONTH})\s(?:the\s)?(?P<d>{DAY})(?![,.]\d|\s?%)"
        rf"(?:(?:{DASH}|\s(?i:to|and|until|through)\s)(?P<d2>{DAY})(?![,.]\d))?(?:{COMMA}(?P<y>{YEAR}))?"
    ),
    "days-of-months": (
        rf"(?P<d>{DAY})\s(?P<m>{MONTH})(?:{DASH}|\s(?i:to|until|and)\s)(?P<d2>{DAY})\s(?P<m2>{MONTH})(?:{COMMA}(?P<y>{YEAR}))?"
        rf"|(?P<m3>{MONTH})\s(?P<d3>{DAY})(?:{DASH}|\s(?i:to|until|through|and)\s)(?P<m4>{MONTH})\s(?P<d4>{DAY})(?:{COMMA}(?P<y2>{YEAR}))?"
    ),
    "month": (rf"(?P<side>{_side})(?:(?P<which>{_which})\s)?(?P<m>{MONTH})(?:{COMMA}(?i:of\s)?(?P<y>{YEAR})|\s(?P<rel>{_relyear}))?"),
    "months": rf"(?P<m>{MONTH})(?:{DASH}|\s(?i:to|and|until|through)\s)(?P<m2>{MONTH})(?:,?\s(?i:of\s)?(?P<y>{YEAR}))?",
    "years": (
        rf"(?<![\w.,$£€-])(?P<y>{YEAR})(?:{DASH}|\s(?i:to|and|until|through)\s)"
        rf"(?P<y2>{YEAR}|\d\d(?!\d|,\d|\s?%|\s(?i:people|percent)))(?![\w%-])"
    ),
    "half": (
        r"(?i:\b(?:the\s)?(?P<n>first|second|last|latter)[-\s](?:half|six\smonths)\sof\s(?:the\s)?"
        rf"(?:(?P<y>{YEAR})|(?P<rel>last|this|next|current)\syear|(?P<the>(?<=the\s)year))\b)"
    ),
    "year": (
        rf"(?:(?P<side>{_side_said})|(?<![\w.,$£€/#-])|(?i:(?<=\bpre-)|(?<=\bpost-)|(?<=\bmid-)))"
        rf"(?i:(?:\b(?:fiscal|financial)\s(?:year\s)?|\bFY\s?)?)(?P<y>{YEAR})(?![\w%/-]|,\d{{3}}|\.\d)"
    ),
    "year-words": (
        rf"(?i:\b(?P<century>nineteen|eighteen|twenty)[\s-](?P<tens>ten|{_teens}|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|oh)"
        rf"(?:[\s-](?P<ones>one|two|three|four|five|six|seven|eight|nine))?\b(?!\s(?:people|men|women|children|soldiers|troops|percent|per\scent|of|to|million|thousand|years|days)\b)"
        rf"|\b(?:the\syear\s|in\s|since\s|by\s)two\sthousand(?:\s(?:and\s)?(?P<rest>{_small}|{_teens}))?\b)"
    ),
    "short-year": (
        r"(?i:\b(?P<prep>in|since|until|till|from|by|of|before|after|spring|summer|autumn|fall|winter)\s)"
        r"['’‘`](?P<yy>\d\d)\b(?!['’]?s)"
    ),
    "decade": (
        rf"(?i:(?:the\s)?)(?P<side>{_side})(?:(?P<y>(?:1[4-9]|20)\d0)['’]?s\b|['’](?P<short>[2-9]0)s\b"
        r"|(?i:\b(?:the|early|late|mid)[\s-](?:early\s|late\s|mid-?)?)['’]?(?P<plain>[5-9]0)s\b"
        r"|(?i:\bthe\s(?:early\s|late\s|mid-?)?(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b)"
    ),
    "century": (
        r"(?i:\b(?:the\s)?(?:early\s|late\s|mid-?\s?)?(?:(?P<n>\d{1,2})(?:st|nd|rd|th)|(?P<word>\w+teenth|twentieth|tenth|eleventh|twelfth|twenty-first))[\s-]"
        r"century\b(?:\s(?P<bc>B\.?C\.?(?:E\.?)?))?)"
    ),
    "quarter": (
        rf"(?i:\b(?:the\s|its\s|their\s|a\s|this\s|that\s)?(?:(?P<y0>{YEAR})\s|(?P<ago>(?:comparable\s)?year[-\s](?:ago|earlier)\s)"
        r"|(?P<rel0>last|this|next|the\scurrent)\syear['’]s\s)?(?:(?:fiscal|financial)[-\s])?"
        r"(?P<n>first|second|third|fourth|final|1st|2nd|3rd|4th|last(?=\squarter\sof\s(?:\d|last\s|this\s|the\s)))[-\s](?:(?:fiscal|financial)[-\s])?quarter\b"
        rf"(?:\s(?:of\s)?(?:the\s)?(?:(?:fiscal|financial)\s)?(?:(?P<y>{YEAR})|(?P<rel>last|this|next)\syear\b|(?P<ago2>a\syear\s(?:ago|earlier))\b))?)"
        rf"|\bQ(?P<q>[1-4])\b(?:,?\s(?:of\s)?(?P<y2>{YEAR}))?"
    ),
    "quarter-told": (
        r"(?i:\b(?:the|its|this|that)\s(?:(?P<ago>(?:comparable\s)?year[-\s](?:ago|earlier)\s)|(?P<last>(?:latest|most\srecent|just-ended)\s)"
        rf"|(?P<y>{YEAR})\s)?(?P<u>quarter|period)\b(?!-)(?:\s(?P<ago2>a\syear\s(?:ago|earlier)))?(?=\s(?:that\s)?ended\s(?P<m>{MONTH}))?)"
    ),
    "year-ago": r"(?i:\b(?:the\s|a\s)?year-(?:ago|earlier)\b)",
    "same-period": (
        r"(?i:\b(?:the\s)?(?:same|corresponding|comparable|equivalent)\s(?P<u>period|time|quarter|month|week|day|date|stage|point)\s"
        rf"(?:(?:in|of)\s)?(?:(?:the\s)?(?P<rel>last|previous|prior|preceding)\s(?P<big>year|month|week)|(?P<ago>(?:a|one)\s(?P<big2>year|month|week)\s(?:ago|earlier|before))"
        rf"|(?P<y>{YEAR}))\b)"
    ),
    "week-of": (
        rf"(?i:\b(?:the\s)?(?P<n>first|second|third|fourth|last|final)\sweek\s(?:of|in)\s)(?P<m>{MONTH})(?:{COMMA}(?P<y>{YEAR}))?"
        rf"|(?i:\b(?:the\s)?week\s(?P<how>of|ending|ended|beginning|starting)\s(?:on\s|the\s)?)"
        rf"(?:(?P<m2>{MONTH})\s(?P<d2>{DAY})|(?P<d3>{DAY})\s(?P<m3>{MONTH}))(?:{COMMA}(?P<y2>{YEAR}))?"
    ),
    "nth-weekday": (
        rf"(?i:\b(?:on\s)?(?:the\s)?(?P<n>first|second|third|fourth|last)\s)(?P<w>{WEEKDAY})\s(?i:of|in)\s(?P<m>{MONTH})(?:{COMMA}(?P<y>{YEAR}))?"
    ),
    "of-day": (
        r"(?i:\b(?:later|late|earlier|early)\s(?:in|on\sin)\sthe\sday\b(?!\s(?:after|before))"
        r"|\b(?:the\s)?(?:end|start|rest|course|beginning|close)\sof\sthe\sday\b"
        r"|(?P<verb>\b(?:end|ends|ended|ending|finish|finishes|finished|finishing|began|begins|start|started|starting|closed|closing|opened)\s)the\sday\b(?!\s(?:before|after|that|of|when|by))"
        r"|\b(?:for|on)\sthe\sday(?=\s*[,.;]))"
    ),
    "day-count": (
        rf"(?i:\b(?:on\s)?(?:for\s)?(?:the|a|its|their)\s(?P<n>{_ordinal})\s(?:(?P<row>straight|consecutive|successive)\s)?(?P<u>day|night)\b"
        r"(?:\s(?P<row2>running|in\sa\srow)|(?=\s(?P<of>of))|(?=[,.;]))?)|\b(?P<label>Day|DAY)\s"
        rf"(?P<k>\d{{1,4}}|(?i:{_small}|{_teens}|twenty|thirty|forty|fifty|sixty))\b(?=\s(?:of\b|[-–—:]))"
    ),
    "today": r"(?i:\b(?:earlier\s|later\s|late\s|early\s)?(?:today)\b(?!['’]s\s(?:world|society|standards)))",
    "this-part": r"(?i:\b(?:earlier\s|later\s|late\s|early\s)?this\s(?P<part>morning|afternoon|evening|lunchtime|noon)\b)",
    "tonight": r"(?i:\btonight\b)",
    "yesterday": (
        r"(?i:\b(?:the\s(?:day|night)\sbefore\s(?P<two>yesterday)|(?:earlier\s|later\s|late\s|early\s)?yesterday"
        r"(?:\s(?P<part>morning|afternoon|evening|night))?)\b)"
    ),
    "tomorrow": (
        r"(?i:\b(?:the\sday\safter\s(?P<two>tomorrow)|(?:early\s|late\s)?tomorrow"
        r"(?:\s(?P<part>morning|afternoon|evening|night))?)\b)"
    ),
    "overnight": (
        r"(?i:\bovernight\b(?!\s(?:bags?|stays?|success|sensation|delivery|mail|train|bus|ferry|rates?|lending|camps?|shelter)\b))"
    ),
    "last-night": r"(?i:\b(?:late\s)?last\s(?P<part>night|evening)\b)",
    "weekdays": (
        rf"(?i:(?P<night>\b(?:(?:in|during|on)\sthe\s)?night\s(?:of|from|between)\s)|\b(?:between|from)\s)?(?:(?P<which>{_which})\s)?"
        rf"(?P<w>{WEEKDAY})(?:\s{PART})?(?:{DASH}|\s(?i:to|and|until|till|through|into)\s)(?P<w2>{WEEKDAY})(?:\s{PART})?(?:\s(?P<week>(?i:last|this|next)\sweek\b))?"
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
        r"(?i:\b(?P<side>earlier|later|early|late|sooner|the\s(?:very\s)?end|the\s(?:very\s)?beginning|the\sstart|the\srest|the\sremainder|end|start|beginning|middle|rest)"
        r"\s(?:in|of)\sthe\s(?:current\s)?(?P<u>week|month|year|decade|century)\b)|(?i:\b(?P<ye>(?:the\s)?year(?:[-\s]|['’]s\s)end)\b)"
        r"|(?i:\bthe\s(?:full|entire|whole|current|latest)\s(?:(?:fiscal|financial)\s)?(?P<u2>year)\b|\b(?:the|this)\s(?:current\s)?(?:fiscal|financial)\s(?P<u3>year)\b)"
    ),
    "past-span": (
        r"(?i:\b(?:(?:in|over|during|within|for|throughout)\s)?(?:the\s|these\s)?"
        rf"(?P<which>past|last|previous|preceding|next|coming|following)\s)(?P<n>{COUNT})[-\s](?P<u>{UNIT}|(?i:hours?\b))"
    ),
    "ago": (
        rf"{_about}(?P<n>{COUNT})(?:\s(?i:or\sso|or\smore))?[-\s](?P<u>{UNIT}|(?i:(?:hour|minute)s?\b))"
        r"(?P<half>\s(?i:and\sa\shalf))?(?:\s(?i:or\sso|or\smore))?\s(?i:ago|back(?=[,.;])|previously)\b"
    ),
    "from-now": (
        rf"(?i:(?:in\s)?)(?P<n>{COUNT})\s(?P<u>{UNIT})(?:['’]s?)?\s(?i:from\s(?:now|today)|hence)\b"
        rf"|(?i:\bin\s)(?P<n2>{COUNT})\s(?P<u2>{UNIT})['’]?\s(?i:time)\b"
    ),
    "earlier": (
        rf"{_about}(?P<n>{COUNT})\s(?P<u>{UNIT})\s"
        r"(?P<way>(?i:earlier|before(?=\s*[.,;:)]|\s*$)|later|afterwards|after(?=\s*[.,;:)]|\s*$)|on(?=,)))(?!\sin\sthe\sday)(?P<than>\s(?i:than)\b)?"
        r"|(?i:\bthe\s(?P<u2>week|month|year)\s(?P<way2>before|after|previous|prior)\b(?=\s*(?:[.,;:)]|$)))"
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
        rf"(?P<clock>{CLOCK}){ZONE}?(?:\s\((?:{CLOCK}){ZONE}?\))?"
    ),
    "clock-words": SPOKEN_CLOCK,
    "moment": (
        r"(?i:\b(?P<prep>at|by|around|about|from|until|till|before|after|since|shortly\safter|shortly\sbefore|just\safter|just\sbefore)\s)"
        rf"(?P<moment>{MOMENT})|\b(?P<bare>(?i:noon|midnight|midday))\b"
    ),
    "part": (
        r"(?i:\b(?:in|during|through|throughout|late\sin|early\sin)\sthe\s(?:early\s|late\s|small\s)?(?P<part>morning|afternoon|evening|night)\b"
        r"|\b(?:by|since|until|till|from|in)\s(?:early\s|late\s|mid[-\s]?)?(?P<part3>morning|afternoon|evening)(?=\s(?:trad\w+|deal\w*|prayers|rush)\b|\s*[,.;)])"
        r"|\b(?:survive|last|spend|spent)\sthe\s(?P<part2>night)\b)"
    ),
    "within": r"(?i:\bwithin\s(?:an\s|the\s|a\sfew\s|\w+\s)?(?:hours?|minutes?|moments?)\sof\b)",
    "holiday": (
        rf"(?i:(?:\b(?P<on>on|at)\s)?(?:\b(?P<which>{_which})\s)?\b(?P<name>{_holidays}))\b(?:,?\s(?i:(?:of|in)\s)?(?P<y>{YEAR})|\s(?P<rel>{_relyear}))?"
    ),
    "season": (
        rf"(?i:\b(?:(?P<which>{_which})|the|in|by|since|during|until|early|late|mid)[\s-](?:the\s)?(?:early\s|late\s|mid-?)?(?P<s>spring|summer|autumn|winter)\b)"
        rf"(?:\s(?i:of\s)?(?P<y>{YEAR})|\s(?P<rel>{_relyear}))?"
        rf"|(?i:\b(?:(?P<which2>{_which})|the|in\sthe|early|late)\s(?P<s2>fall)\b(?!\sof\s(?!\d)|\sin\s|\sfrom\s))(?:\s(?i:of\s)?(?P<y2>{YEAR}))?"
    ),
    "now": (
        r"(?i:\b(?:right\snow|currently|at\spresent|presently|at\s(?:the|this)\s(?:present\s)?moment|at\s(?:the\spresent|this)\stime|nowadays"
        r"|these\sdays|for\sthe\stime\sbeing)\b)"
    ),
    "then": (
        r"(?i:\b(?:more\s|most\s|very\s|until\s|only\s|just\s)?recently\b(?!\sas\b)|\bin\sthe\s(?:recent\s|distant\s)?past\b(?!\s[\w-]+\s(?:day|week|month|year))"
        r"|\blately\b|\b(?:at|by)\sthe\stime\b(?=\s*[,.;])"
        r"|\b(?:(?:in|over|during|for)\s)?(?:the\s)?(?:(?:past|last)\s(?:few|several|couple\sof)|recent|past)\s"
        r"(?:(?:days|weeks|months|years|decades|hours|quarters)(?:\s(?:and|or)\s(?:days|weeks|months|years))?)\b"
        r"|\b(?:several|a\sfew|some|many)\s(?:hours|days|weeks|months|years|decades|centuries)\s(?:ago|back(?=[,.;])|earlier|before(?=\s*[,.;]))\b|\blong\sago\b"
        r"|\b(?:(?:in|during)\s)?(?:the\s)?(?:hours|days|weeks|months|years|decades)\s(?:before|after|later|earlier|ago|following)\b)"
    ),
    "ahead": (
        r"(?i:\bin\sthe\s(?:(?:near|foreseeable|immediate|not[-\s]too[-\s]distant|distant)\s)?future\b|\b(?:very\s)?soon\b(?!\s(?:after|before|as|thereafter))"
        r"|\bas\ssoon\sas\spossible\b|\b(?:in|over|for)\sthe\s(?:near|short|medium|long(?:er)?)[-\s](?:term|run)\b"
        r"|\b(?:(?:in|over|during|for|within)\s)?(?:the\s)?(?:(?:next|coming)\s(?:few|several|couple\sof)|coming|future)\s"
        r"(?:days|weeks|months|years|decades|hours|quarters)(?:\s(?:and|or)\s(?:days|weeks|months|years))?\b"
        r"|\bat\sa\slater\s(?:date|time|stage)\b|\bin\sa\s(?:few|couple\sof)\s(?:days|weeks|months|years)(?:['’]\stime)?\b)"
    ),
}
RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple((name, re.compile(pattern)) for name, pattern in PATTERNS.items())

# A rule is tried where one of its words stands in the sentence ("0": any digit); those that are not named, always.
_months = " ".join(MONTHS)
_weekdays = " ".join(WEEKDAYS)
_unit_words = "century " + " ".join(
    f"{unit} {unit}s" for unit in "day night week weekend fortnight month quarter year decade century centurie".split()
)
_hints = {
    "iso slashed years year clock": "0",
    "day-month month-day days-of-months month months week-of": _months,
    "weekday weekdays nth-weekday": _weekdays,
    "year-words": "nineteen eighteen twenty two",
    "short-year decade": "0 twenties thirties forties fifties sixties seventies eighties nineties",
    "century": "century",
    "quarter": "quarter q",
    "quarter-told": "quarter period",
    "half": "half months",
    "year-ago": "year",
    "same-period": "same corresponding comparable equivalent",
    "of-day": "day",
    "day-count": "day night",
    "today": "today",
    "this-part": "this",
    "tonight": "tonight",
    "yesterday": "yesterday",
    "tomorrow": "tomorrow",
    "overnight": "overnight",
    "last-night": "last",
    "weekend": "weekend",
    "unit": "week month year decade century quarter fortnight",
    "side-of-unit": "week month year decade century",
    "past-span": "past last previous preceding next coming following",
    "ago": "ago back previously",
    "from-now offset": _unit_words,
    "earlier": "earlier before later afterwards after on previous prior",
    "eve": "eve",
    "same": "that same",
    "next-day": "next following previous preceding before after",
    "within": "within",
    "holiday": " ".join(re.split(r"[^a-z]", name.removeprefix("the "))[0] for name in load_toml("times.toml")["holidays"]["words"]),
    "season": "spring summer autumn winter fall",
    "part": "morning afternoon evening night",
}
HINTS: dict[str, frozenset[str]] = {rule: frozenset(words.split()) for rules, words in _hints.items() for rule in rules.split()}
_WORD = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d")


def rules_for(text: str) -> list[tuple[int, str, re.Pattern[str]]]:
    """The rules that may match a sentence, with their place in the grammar."""
    words = set(_WORD.findall(text.lower()))
    if _DIGIT.search(text):
        words.add("0")
    return [(order, name, pattern) for order, (name, pattern) in enumerate(RULES) if name not in HINTS or not words.isdisjoint(HINTS[name])]
