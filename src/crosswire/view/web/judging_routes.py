"""Where the pages send judgements: POST /decide, /undo, /edit and /note, as JSON or as a form.

A form works without scripts and is answered by the way back to the page that it stands on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from crosswire.errors import UsageError
from crosswire.judging import Judged
from crosswire.view.review import outcomes
from crosswire.view.web import rendering
from crosswire.view.web.desk import Desk

LONGEST = 65_536  # bytes of a judgement
BACK = "/review"  # where a form leads that does not say
TEXTS = ("verdict", "field", "value", "note", "by", "decision", "next")
Asked = Mapping[str, Any]
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def routes(desk: Desk) -> list[Route]:
    """The four addresses."""
    answers: dict[str, Callable[[Asked], Judged]] = {
        "/decide": lambda asked: desk.decide(asked["verdict"], _words(asked), asked["by"], asked["note"]),
        "/undo": lambda asked: desk.undo(asked["decision"]),
        "/edit": lambda asked: desk.edit(
            asked["decision"], asked["verdict"], asked["value"], asked["by"], asked["note"] if "note" in asked["given"] else None
        ),
        "/note": lambda asked: desk.note(asked["decision"], asked["note"]),
    }
    return [Route(path, _taking(desk, answer), methods=["POST"]) for path, answer in answers.items()]


def _taking(desk: Desk, answer: Callable[[Asked], Judged]) -> Callable[[Request], Any]:
    async def take(request: Request) -> Response:
        asked = _read(request, await _body(request))
        judged = await run_in_threadpool(answer, asked)
        if asked["form"]:
            return RedirectResponse(back(asked["next"], judged.decision.decision_id), 303)
        return Response(rendering.data(told(judged, desk.generation)), media_type="application/json")

    return take


def told(judged: Judged, generation: int) -> dict[str, Any]:
    """What a page is told of a judgement."""
    return {
        "decision": asdict(judged.decision),
        "state": outcomes.state(judged.decision),
        "sentence": outcomes.sentence(judged),
        "events": judged.after,
        "before": judged.before,
        "counts": {name: (was, now) for name, (was, now, _) in judged.counts.items()},
        "generation": generation,
    }


def _words(asked: Asked) -> tuple[str, ...]:
    """The words of a judgement as the command line has them: ids, then a field and a value."""
    return (*asked["ids"], *(asked[name] for name in ("field", "value") if asked[name]))


async def _body(request: Request) -> bytes:
    """What was sent, not more of it than a judgement can have."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LONGEST:
            raise HTTPException(413, "That is too long for a judgement.")
        parts.append(part)
    return b"".join(parts)


def sends_json(request: Request) -> bool:
    """Whether a judgement is sent as JSON; else it is a form."""
    return request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"


def _read(request: Request, body: bytes) -> Asked:
    """What was sent as JSON or as a form: text for every name, a list for ``ids``. Raises UsageError."""
    form = not sends_json(request)
    try:
        sent = parse_qs(body.decode(), keep_blank_values=True, strict_parsing=bool(body)) if form else json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"This is no {'form' if form else 'JSON'}: {error}") from error
    if not isinstance(sent, dict):
        raise UsageError("A judgement is an object with verdict and ids.")
    if form:
        ids = [*sent.pop("id", []), *sent.pop("ids", [])]
        sent = {**{name: values[-1] for name, values in sent.items()}, "ids": ids}
    ids = sent.get("ids", [])
    if not isinstance(ids, list) or not all(isinstance(i, str) for i in ids):
        raise UsageError("'ids' must be a list of ids.")
    texts = {name: sent.get(name) or "" for name in TEXTS}
    wrong = [name for name, value in texts.items() if not isinstance(value, str)]
    if wrong:
        raise UsageError(f"{wrong[0]!r} must be text.")
    if any(_SURROGATE.search(text) for text in (*ids, *texts.values())):
        raise UsageError("There is half a character (a lone surrogate) in what was sent.")
    return {**texts, "ids": ids, "form": form, "given": frozenset(sent)}


def back(address: str, decision_id: str) -> str:
    """The way back to a page of this server, with the decision that was taken; to the review where the address is anybody else's.

    >>> back("/review?kind=conflict#c", "decision_1"), back("https://elsewhere.example/", "decision_1"), back("//elsewhere.example", "d")
    ('/review?kind=conflict&done=decision_1#c', '/review?done=decision_1', '/review?done=d')
    """
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable() and "\\" not in address
    parts = urlsplit(address if plain else BACK)
    if parts.scheme or parts.netloc:
        parts = urlsplit(BACK)
    kept = [pair for pair in parts.query.split("&") if pair and not pair.startswith("done=")]
    return parts._replace(query="&".join([*kept, urlencode({"done": decision_id})])).geturl()
