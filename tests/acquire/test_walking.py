"""What lies in a folder and can be no report: loops of links, pipes, devices."""

from __future__ import annotations

import io
import os
import threading
import zipfile

import pytest

from crosswire.acquire import walking
from crosswire.acquire.walking import walk
from crosswire.config import Limits
from tests.acquire.formats.reading import read

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")


def test_loops_and_pipes_in_a_folder_are_rejects(tmp_path):
    (tmp_path / "ok.txt").write_text("Nine people drowned.")
    (tmp_path / "self").symlink_to("self")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "to-pipe").symlink_to("pipe")
    (tmp_path / "Thumbs.db").write_bytes(b"\0")
    walked = walk([tmp_path], Limits())
    assert [source.path.name for source in walked.files] == ["ok.txt"]
    assert sorted((r.path.split("/")[1], r.reason) for r in walked.rejects) == [
        ("pipe", "unreadable"), ("self", "link"), ("to-pipe", "unreadable"),
    ]  # fmt: skip


def test_a_pipe_is_read_where_somebody_writes_and_not_waited_for_otherwise(tmp_path, monkeypatch):
    monkeypatch.setattr(walking, "PATIENCE", 0.2)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert [(r.reason, "nobody wrote" in r.detail) for r in walk([pipe], Limits()).rejects] == [("unreadable", True)]
    monkeypatch.setattr(walking, "PATIENCE", 10)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"Nine people drowned.",))
    writer.start()
    assert walk([pipe], Limits()).files[0].content == b"Nine people drowned."
    writer.join()


def test_marks_that_turn_the_reading_order_are_not_shown(tmp_path):
    (tmp_path / "rtl\u202etxt.exe").write_text("Nine people drowned.")
    (source,) = walk([tmp_path], Limits()).files
    assert (source.shown.split("/")[1], source.stem) == ("rtl\ufffdtxt.exe", "rtl\ufffdtxt")


def test_what_windows_leaves_in_an_archive_is_skipped():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("a/one.txt", "a/Thumbs.db", "a/desktop.ini", "ehthumbs.db"):
            archive.writestr(name, "Nine people drowned.")
    found = read(packed.getvalue(), "z.zip")
    assert ([one.shown for one in found.inner], found.rejects) == (["z.zip/a/one.txt"], [])
