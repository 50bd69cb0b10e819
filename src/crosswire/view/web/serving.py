"""``crosswire serve``: the reading room on 127.0.0.1 until it is stopped."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from crosswire.errors import UsageError
from crosswire.view.web import desk
from crosswire.view.web.server import application
from crosswire.view.web.warming import warming

HOST = "127.0.0.1"  # never another: a record is its owner's, and the reading room has no passwords


def serve(record: Path, port: int, by: str, *, browser: bool, tell: Callable[[str], None]) -> None:
    """Answer until stopped. ``port`` 0 takes a free one; ``by`` is who judges where a page names nobody; ``tell`` is given the address once
    requests are answered.

    Raises UsageError where the port is taken, and the errors of opening a record (RecordInUse names the process).
    """
    with desk.opened(record, by) as table, _listening(port) as listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        settings = uvicorn.Config(application(table), log_level="warning", access_log=False, lifespan="off")
        tell(address)
        if browser:
            webbrowser.open(address)
        table.warm()
        with warming(table):
            uvicorn.Server(settings).run(sockets=[listener])


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise UsageError(f"Port {port} is taken ({error.strerror}); name another with --port, or none for a free one.") from error
    listener.listen(128)
    return listener
