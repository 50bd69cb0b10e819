"""Reports that try to be more than text, all invented: scripts, markup, addresses that run, characters that turn lines around.

Each one still tells of something, so that its words reach every page: titles, outlets, speakers, places, values.
"""

from __future__ import annotations

from typing import Any

SCRIPT = "<script>alert(1)</script>"
PICTURE = '"><img src=x onerror=alert(2)>'
CLOSING = "</script></style></title></textarea><svg/onload=alert(3)>"
ADDRESS = "javascript:alert(4)"
TEMPLATE = "{{ 7*7 }}{% raw %}${7*7}"
TURNED = "\u202e" + "evil" + "\u202c"  # right-to-left override
ASTRAL = "\U0001f6a2\U0001d54f"  # a ship, and a letter outside the basic plane
LONG = "Port" + "brevik" * 60

TOLD = (
    "BREVIK, 4 March 2030 - Rebels shelled the port of Brevik on Monday, killing {dead} dockers, Defence Minister {who} Lund said.\n\n"
    "\u201cThis {script} was a crime,\u201d Colonel {who} Berg told reporters on Tuesday. The army detained 12 suspects in Oslo {closing}.\n\n"
    "{long} is where the police arrested three {turned} men, the {script} Defence Ministry said in a statement. {template} {ship}"
)


def _report(name: str, dead: str, **given: str) -> dict[str, Any]:
    text = TOLD.format(dead=dead, who="Ana", script=SCRIPT, closing=CLOSING, long=LONG, turned=TURNED, template=TEMPLATE, ship=ASTRAL)
    about = {"id": name, "url": f"https://{name}.example/1", "outlet": name, "title": f"{dead} killed in Brevik", "byline": "By Kim Vik"}
    return {**about, "published_at": "2030-03-05", "text": text, **given}


REPORTS = (
    _report("one", "nine", title=f"{SCRIPT} Nine killed in Brevik {PICTURE}", outlet=f"Norrland {SCRIPT}"),
    _report("two", "12", url=ADDRESS, title=f"Twelve killed {CLOSING}", byline=f"By {PICTURE}"),
    _report(
        "three", "nine", outlet=f"Fjord {PICTURE}", title=f"{TURNED} {ASTRAL} {LONG}", url='https://three.example/"onmouseover="alert(5)'
    ),
    _report(
        "<svg onload=alert(6)>", "15", outlet=f"{TEMPLATE} Post", title="=HYPERLINK(1)", url="data:text/html,<script>alert(7)</script>"
    ),
)
