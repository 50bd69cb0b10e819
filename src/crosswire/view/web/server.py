"""The reading room: pages of a record over HTTP on this machine, each with its JSON twin and its tables as CSV."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from crosswire.errors import CrosswireError, NotFound, UsageError
from crosswire.view import links, printing, queries
from crosswire.view.asking.query import Query, missing
from crosswire.view.pages import Page
from crosswire.view.web import csvs, judging_routes, rendering
from crosswire.view.web.desk import Desk
from crosswire.view.web.guard import Guard
from crosswire.view.web.registry import PAGES

STATIC = Path(str(files("crosswire.view") / "static"))
Handler = Callable[[Request], Response]


def application(desk: Desk) -> Starlette:
    """The reading room over one record."""
    routes = [route for page in PAGES for route in _routes(desk, page)]
    return Starlette(
        routes=[
            *judging_routes.routes(desk),
            Route(links.printed_file("{story_id}"), _file(desk)),
            *routes,
            Mount("/static", StaticFiles(directory=STATIC), name="static"),
        ],
        middleware=[
            Middleware(Guard),
            Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "testserver"]),
            Middleware(GZipMiddleware, minimum_size=2000, compresslevel=3),
        ],
        exception_handlers={CrosswireError: _failed, HTTPException: _failed, Exception: _failed},
    )


def _routes(desk: Desk, page: Page) -> list[Route]:
    """A page's routes: its tables, its twin, itself (last: its path may take whatever comes)."""
    base = "/index" if page.path == "/" else page.path
    tables = [Route(f"{base}/{table}.csv", _table(desk, page, table)) for table in page.tables]
    return [*tables, Route(f"{base}.json", _twin(desk, page)), Route(page.path, _html(desk, page))]


def question(request: Request, ending: str = "") -> Query:
    """What a request asks, without the ending that names its form."""
    where = request.url.path.removesuffix(ending)
    return Query.of("/" if where == "/index" else where, request.path_params, request.query_params.multi_items())


def _html(desk: Desk, page: Page) -> Handler:
    def answer(request: Request) -> Response:
        query, record = question(request), desk.reading()
        model = page.model(record, query)
        if model.get("leads_to"):
            return RedirectResponse(model["leads_to"], 303)
        return HTMLResponse(rendering.page(page.name, model, query, record.path.name))

    return answer


def _twin(desk: Desk, page: Page) -> Handler:
    def answer(request: Request) -> Response:
        model = page.model(desk.reading(), question(request, ".json"))
        return Response(rendering.data(model), media_type="application/json")

    return answer


def _table(desk: Desk, page: Page, table: str) -> Handler:
    def answer(request: Request) -> Response:
        ending = f"/{table}.csv"
        query, record = question(request, ending), desk.reading()
        rows = page.whole[table](record, query) if table in page.whole else page.model(record, query)[table]
        named = {"Content-Disposition": f'attachment; filename="{page.name}-{table}.csv"'}
        return PlainTextResponse(csvs.written(rows), media_type="text/csv; charset=utf-8", headers=named)

    return answer


def _file(desk: Desk) -> Handler:
    """The printable report of a story to keep: a file that needs no server."""

    def answer(request: Request) -> Response:
        record, key = desk.reading(), request.path_params["story_id"]
        story = queries.one(record, "stories", "story_id", key)
        if story is None:
            raise missing("story", key)
        named = {"Content-Disposition": f'attachment; filename="{printing.filename(story)}"'}
        return HTMLResponse(printing.whole(record, story), headers=named)

    return answer


def _failed(request: Request, error: Exception) -> Response:
    """A sentence for the reader, as a page or as data, whichever was asked for."""
    if isinstance(error, HTTPException):
        status, sentence = error.status_code, missing("page", request.url.path).args[0] if error.status_code == 404 else error.detail
    elif isinstance(error, CrosswireError):
        status, sentence = 404 if isinstance(error, NotFound) else 400 if isinstance(error, UsageError) else 500, str(error)
    else:
        status, sentence = 500, f"This is a fault of Crosswire: {type(error).__name__}: {error}"
    if request.url.path.endswith((".json", ".csv")) or judging_routes.sends_json(request):
        return Response(rendering.data({"error": sentence}), status, media_type="application/json")
    return HTMLResponse(rendering.page("failed", {"status": status, "sentence": sentence}, Query.of(request.url.path, {}, ()), ""), status)
