"""Files that are damaged, or made to do harm: each costs itself alone, with a reason, and the report beside it is read.

The faults are those of the acceptance list that concern what comes in, by their numbers there (other numbers: other layers):

    1 wrong encodings              5 deep nesting            9 cut archives           17 a network
    2 control characters           6 swollen markup          10 damaged PDF           20 files that cannot be read
    3 nothing in it                7 XML that blows up       11 slow patterns         25 the same twice (test_files)
    4 too large                    8 bombs                   16 names and links       28-30 odd numbers, many files, odd file names
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import sys
import tarfile
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from crosswire.acquire.files import gather, opened
from crosswire.acquire.formats import FORMATS
from crosswire.acquire.formats.base import Budget, Source, head_text, member_names
from crosswire.acquire.opening import open_report
from crosswire.acquire.raw import Opened, RawReport
from crosswire.acquire.reading import read_source
from crosswire.config import Limits
from crosswire.errors import REJECT_REASONS, InputError

TEXT = "Dam bursts above Arua\n\nThe river rose four metres in a night, and the council said that three villages had to be emptied.\n"
BODY = "<p>Nine people drowned in the flood and forty are missing, the mayor said on Sunday.</p>" * 4
SMALL = Limits(seconds=5, inflate_mb=1)


def page(body: str) -> bytes:
    return f"<!doctype html><html><head><title>Dam</title></head><body><article><h1>Dam bursts</h1>{body}</article></body></html>".encode()


def rows(*names: str) -> bytes:
    """JSON Lines with letters that do not compress, so that a cut takes away the last one alone."""
    return b"".join(json.dumps({"id": name, "text": f"{TEXT} {os.urandom(900).hex()}"}).encode() + b"\n" for name in names)


def zipped(members: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def tarred(members: dict[str, str | bytes], mode: str = "w") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            held = content.encode() if isinstance(content, str) else content
            entry.size = len(held)
            archive.addfile(entry, io.BytesIO(held))
    return made.getvalue()


def locked() -> bytes:
    """A ZIP that says of its member that it is encrypted."""
    made = bytearray(zipped({"a.txt": TEXT}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def lying() -> bytes:
    """A ZIP that says of a member of two million bytes that it has ten."""
    made = bytearray(zipped({"a.txt": b"0" * 2_000_000}))
    for at in (22, made.index(b"PK\x01\x02") + 24):
        made[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(made)


def read(tmp_path, files, limits=SMALL):
    """({id: document}, {path inside the folder: reason}) of a folder of files with a sound report among them."""
    folder = tmp_path / "in"
    for name, content in {**files, "sound.txt": TEXT + "Sound."}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    intake = gather([folder], limits=limits)
    results = list(opened(intake.reports, limits=limits))
    documents = {r.document.document_id: r.document for r in results if isinstance(r, Opened)}
    rejects = [*intake.rejects, *(r for r in results if not isinstance(r, Opened))]
    assert "sound" in documents, "the sound report was not read"
    assert all(reject.reason in REJECT_REASONS for reject in rejects)
    del documents["sound"]
    return documents, {reject.path.removeprefix("in/"): reject.reason for reject in rejects}


# fault -> (files, ids of the reports that are read all the same, {file: reason})
FAULTS = {
    "1 bytes of another encoding": ({"a.txt": TEXT.replace("'", "’").encode("cp1252")}, {"a"}, {}),
    "1 UTF-16 without a mark": ({"a.html": page(BODY).decode().encode("utf-16-le")}, {"a"}, {}),
    "1 bytes of no encoding": ({"a.txt": b"\x81\x8d\x8f\x90\x9d" * 40 + TEXT.encode()}, set(), {"a.txt": "not-text"}),
    "1 lone surrogates": ({"a.json": '{"id": "a\\ud800", "text": "' + "The river rose \\ud83d here. " * 9 + '"}'}, {"a"}, {}),
    "2 control characters": ({"a.txt": "\x00\x07".join(TEXT.split(" ", 3))}, {"a"}, {}),
    "3 nothing": ({"a.txt": "", "b.txt": " \r\n", "c.html": page("")}, set(), {"a.txt": "empty", "b.txt": "empty", "c.html": "no-article"}),
    "3 one byte": ({"a.txt": "x"}, {"a"}, {}),
    "4 a line of 25 million characters": ({"a.html": b"<html><body><p>" + b"word " * 5_000_000}, set(), {"a.html": "too-large"}),
    "4 a paragraph of 1.5 million characters": ({"a.txt": b"word " * 300_000}, set(), {"a.txt": "too-large"}),
    "5 300 levels": ({"a.html": page("<div>" * 300 + BODY + "</div>" * 300)}, {"a"}, {}),
    "5 never closed": ({"a.html": page("<p><b><i><table><tr>" * 400 + BODY)}, {"a"}, {}),
    "6 a cell of 9e15 columns": ({"a.html": page("<table><tr><td colspan=9000000000000000>x</td></tr></table>" + BODY)}, {"a"}, {}),
    "7 entities in a feed": (
        {"a.xml": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel><item><description>&b;</description></item></channel></rss>'},
        set(),
        {"a.xml": "unreadable"},
    ),
    "7 a file called in by a feed": (
        {"a.xml": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><description>&a;</description></item></channel></rss>'},
        set(),
        {"a.xml": "unreadable"},
    ),
    "8 gzip": ({"a.gz": gzip.compress(b"0" * 3_000_000)}, set(), {"a.gz": "inflation-limit"}),
    "8 bzip2": ({"a.bz2": bz2.compress(b"0" * 3_000_000)}, set(), {"a.bz2": "inflation-limit"}),
    "8 xz": ({"a.xz": lzma.compress(b"0" * 3_000_000)}, set(), {"a.xz": "inflation-limit"}),
    "8 zip": ({"a.zip": zipped({"a.txt": TEXT, "b.txt": b"0" * 3_000_000})}, {"a"}, {"a.zip": "inflation-limit"}),
    "8 zip in zip": ({"a.zip": zipped({"b.zip": zipped({"c.txt": b"0" * 3_000_000}), "d.txt": TEXT})}, set(), {"a.zip/b.zip": "inflation-limit", "a.zip": "inflation-limit"}),
    "8 lying sizes": ({"a.zip": lying()}, set(), {"a.zip/a.txt": "unreadable"}),
    "8 locked": ({"a.zip": locked()}, set(), {"a.zip": "encrypted"}),
    "8 four deep": (
        {"a.zip": zipped({"b.zip": zipped({"c.zip": zipped({"in.txt": TEXT, "d.zip": zipped({"out.txt": TEXT})})})})},
        {"in"},
        {"a.zip/b.zip/c.zip/d.zip": "too-deep"},
    ),
    "9 zip cut": ({"a.zip": zipped({"a.txt": TEXT})[:-30]}, set(), {"a.zip": "truncated"}),
    "9 tar cut inside a member": ({"a.tar": tarred({"one.txt": TEXT, "two.txt": TEXT * 50})[:3000]}, {"one"}, {"a.tar": "truncated"}),
    "9 tar cut between members": ({"a.tar": tarred({"one.txt": TEXT})[:1024]}, {"one"}, {"a.tar": "truncated"}),
    "9 gzip cut": ({"a.txt.gz": gzip.compress(TEXT.encode())[:-9]}, set(), {"a.txt.gz": "truncated"}),
    "9 compressed rows cut": ({"a.jsonl.gz": gzip.compress(rows("one", "two"))[:-300]}, {"one"}, {"a.jsonl.gz": "truncated"}),
    "9 tar.gz cut": ({"a.tgz": tarred({"one.txt": TEXT, "two.txt": os.urandom(40_000)}, "w:gz")[:-9000]}, {"one"}, {"a.tgz": "truncated"}),
    "9 web archive of rubbish": ({"a.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999\r\n\r\nHTTP/1.1 200 OK\r\n\r\nshort"}, set(), {"a.warc": "truncated"}),
    "10 damaged PDF": ({"a.pdf": b"%PDF-1.7\nrubbish"}, set(), {"a.pdf": "unreadable"}),
    "16 names that lead elsewhere": (
        {"a.zip": zipped({"../../one.txt": TEXT, "/etc/two.txt": TEXT + "2", "..\\three.txt": TEXT + "3", "four\x01\n.txt": TEXT + "4", "n" * 300: TEXT + "5"})},
        {"one", "two", "three", "four", "n" * 200},
        {},
    ),
    "16 metadata of somebody else": ({"a.zip": zipped({"a.txt": TEXT, "metadata.csv": "this,is\nno,table"})}, {"a"}, {"a.zip/metadata.csv": "bad-table"}),
    "16 left-overs of a packer": ({"a.zip": zipped({"__MACOSX/._a.txt": "x", ".DS_Store": "x", "a.txt": TEXT})}, {"a"}, {}),
    "28 numbers that are none": ({"a.json": json.dumps({"id": 1e308 * 10, "date": -1e400, "text": TEXT}), "b.json": '{"id": 1e999, "published_at": 275, "text": "' + "9" * 5000 + ' were said."}'}, None, {}),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_costs_itself_alone(tmp_path, fault):
    files, ids, reasons = FAULTS[fault]
    documents, rejects = read(tmp_path, files)
    assert rejects == reasons
    if ids is None:
        assert len(documents) == len(files)
    else:
        assert set(documents) == ids
    for document in documents.values():
        document.text.encode()
        assert not set(document.text) & set(map(chr, [*range(9), *range(11, 32), 127]))


def test_a_page_that_would_take_minutes_is_stopped_and_the_others_are_read(tmp_path):
    slow = page(f"<p {' '.join(f'a{number}=1' for number in range(200_000))}>x</p>{BODY}")
    documents, rejects = read(tmp_path, {"a.html": page(BODY), "b.html": slow, "c.html": page(BODY + BODY)}, Limits(seconds=2))
    assert set(documents) == {"a", "c"}
    assert rejects == {"b.html": "time-limit"}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
def test_a_file_that_wants_too_much_memory_is_stopped(tmp_path):
    swollen = lzma.compress(b"0" * 300_000, preset=9)  # whoever unpacks it has to keep 64 MiB in mind
    documents, rejects = read(tmp_path, {"a.txt.xz": swollen, "b.txt.gz": gzip.compress(TEXT.encode())}, Limits(seconds=5, memory_mb=48))
    assert set(documents) == {"b"}
    assert rejects == {"a.txt.xz": "memory-limit"}


def test_what_lies_in_archives_is_read_like_what_lies_in_folders(tmp_path):
    row = json.dumps({"id": "row", "text": TEXT + "Row."})
    inner = {"x/one.txt": TEXT, "two.html": page(BODY), "rows.jsonl": row, "metadata.csv": "file,outlet\nx/one.txt,Post\ntwo,Herald\n"}
    files = {
        "a.zip": zipped(inner),
        "b.tar.gz": tarred({"three.txt": TEXT + "3"}, "w:gz"),
        "c.tar.xz": tarred({"four.txt": TEXT + "4"}, "w:xz"),
        "d.tar.bz2": tarred({"five.txt": TEXT + "5"}, "w:bz2"),
        "six.txt.gz": gzip.compress(gzip.compress(TEXT.encode() + b"6")),
    }
    documents, rejects = read(tmp_path, files)
    assert rejects == {}
    assert {d.document_id: d.path for d in documents.values()} == {
        "one": "in/a.zip/x/one.txt",
        "two": "in/a.zip/two.html",
        "row": "in/a.zip/rows.jsonl#1",
        "three": "in/b.tar.gz/three.txt",
        "four": "in/c.tar.xz/four.txt",
        "five": "in/d.tar.bz2/five.txt",
        "six": "in/six.txt.gz",
    }
    assert (documents["one"].outlet, documents["two"].outlet) == ("Post", "Herald")
    assert (documents["one"].parser, documents["two"].parser) == ("text", "trafilatura")


def test_office_files_and_books_are_not_walked_as_archives(tmp_path):
    sheet = zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"})
    book = zipped({"mimetype": "application/epub+zip", "one.html": page(BODY)})
    assert read(tmp_path, {"a.xlsx": sheet, "b.epub": book}) == ({}, {"a.xlsx": "unknown-format", "b.epub": "unknown-format"})


def test_a_budget_is_shared_by_all_that_lies_in_one_file():
    members = {f"{number}.txt": b"0" * 400_000 for number in range(9)}
    found = list(read_source(Source("a.zip", "a", content=zipped(members), budget=Budget(1_000_000))))
    assert [getattr(one, "reason", "report") for one in found] == ["report", "report", "inflation-limit"]
    large = list(read_source(Source("a.zip", "a", content=zipped({**members, "x.txt": TEXT}), budget=Budget(9_000_000, most=1000))))
    assert [getattr(one, "reason", "report") for one in large] == [*["too-large"] * 9, "report"]


BITS = (
    "1,1,1,", "<", "<a ", "<div>", "{", "[", '{"a":', '{"text": "', "a,", "a;b\t", " ", "\n", " \n", "From: ", "From: a@b.c\n", "1 of 500 DOCUMENTS\n",
    '"', "'a", "“", "-", "- ", "Subject: x\n", "Document A\n", "LENGTH: ", "<!--", "<?xml ", "&amp;", "a", "A. ", "12 May 2031 ", "12:", "http://a.", "\t",
)  # fmt: skip


@pytest.mark.parametrize("before", ["", "<html>", "From: a\n", "WARC/1.0"])
def test_11_no_format_is_slow_to_tell(before):
    for bit in BITS:
        head = (before + bit * 70_000)[:65_536].encode()
        for form in FORMATS:
            started = time.process_time()
            form.says(head)
            assert time.process_time() - started < 1, (form.name, bit)


@pytest.mark.parametrize("bit", ["1,1,1,", "<a ", "(", "“", "A. ", "12 May 2031 ", "— ", "\n", "BAGHDAD (Agency) - ", "a"])
def test_11_no_text_is_slow_to_open(bit):
    open_report(RawReport("a", "a.txt", b"Le fleuve est sorti de son lit et la ville est sous les eaux. " * 3, "text"))  # loads word lists
    started = time.process_time()
    open_report(RawReport("a", "a.txt", (bit * 100_000)[:100_000].encode() + b" said.", "text"))
    assert time.process_time() - started < 1


def test_16_links_are_followed_inside_the_folder_alone(tmp_path):
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.txt").write_text(TEXT + "A", encoding="utf-8")
    for name, target in {
        "out.txt": "../secret.txt",
        "gone.txt": "nowhere",
        "inside.txt": "deep/a.txt",
        "outside": "../elsewhere",
        "loop": ".",
    }.items():
        (folder / name).symlink_to(target)
    intake = gather([folder])
    assert [raw.path for raw in intake.reports] == ["in/deep/a.txt"]
    assert [(r.path, r.reason) for r in intake.rejects] == [("in/gone.txt", "link"), ("in/out.txt", "link"), ("in/outside", "link")]
    assert "secret" in intake.rejects[1].detail


def test_16_links_in_an_archive_are_not_followed(tmp_path):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    assert read(tmp_path, {"a.tar": made.getvalue()}) == ({}, {"a.tar/a.txt": "link"})


def test_20_what_cannot_be_read_is_told(tmp_path, monkeypatch):
    real, scan = Path.open, os.scandir

    def refuse(path, *arguments, **settings):
        if path.name == "closed.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **settings)

    def refuse_folder(path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    (tmp_path / "in" / "closed").mkdir(parents=True)
    (tmp_path / "in" / "closed.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    intake = gather([tmp_path / "in"])
    assert [raw.document_id for raw in intake.reports] == ["a"]
    assert [(r.path, r.reason, r.detail) for r in intake.rejects] == [
        ("in/closed", "unreadable", "Permission denied"),
        ("in/closed.txt", "unreadable", "Permission denied"),
    ]


def test_29_many_files_take_time_in_proportion(tmp_path):
    for number in range(400):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT}{number}", encoding="utf-8")
    started = time.process_time()
    assert len(gather([tmp_path]).reports) == 400
    assert time.process_time() - started < 4


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file's name is text")
def test_30_a_file_may_be_called_anything(tmp_path):
    names = [b"\xff\xfe.txt", "تقرير عن السد.txt".encode(), b"line\nend.txt", b" .txt", "e\u0301\U0001f30a.txt".encode()]
    for number, name in enumerate(names):
        (tmp_path / os.fsdecode(name)).write_text(f"{TEXT}{number}", encoding="utf-8")
    intake = gather([tmp_path])
    assert (len(intake.reports), intake.rejects) == (len(names), ())
    for raw in intake.reports:
        f"{raw.path} {raw.document_id}".encode()
        assert "\n" not in raw.path + raw.document_id


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (TEXT.encode(), ["standard-input"]),
        (page(BODY), ["standard-input"]),
        (json.dumps({"id": "r1", "text": TEXT}).encode() + b"\n" + json.dumps({"text": TEXT}).encode(), ["r1", "standard-input-2"]),
        (zipped({"a.txt": TEXT}), ["a"]),
        (gzip.compress(TEXT.encode()), ["standard-input"]),
    ],
)
def test_standard_input_may_be_any_format(monkeypatch, content, ids):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    assert [raw.document_id for raw in gather([Path("-")]).reports] == ids


def test_standard_input_has_an_end(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"x" * 2**20 + b"x")))
    with pytest.raises(InputError, match="more than 1,048,576 bytes come in"):
        gather([Path("-")], limits=SMALL)


def test_a_pipe_is_read_once(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    if os.fork() == 0:
        pipe.write_text(TEXT, encoding="utf-8")
        os._exit(0)
    assert [raw.content for raw in gather([pipe]).reports] == [TEXT.encode()]


def test_members_of_a_zip_are_told_from_its_directory():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("inner.docx", zipped({"word/document.xml": "x"}))
        archive.writestr("large.bin", os.urandom(200_000))
    assert member_names(Source("a", "a", content=made.getvalue()).head()) == {"inner.docx", "large.bin"}
    assert member_names(b"no zip") == frozenset()


def test_a_head_is_text_or_nothing():
    assert head_text(TEXT.encode() + "é".encode()[:1]) == TEXT
    assert head_text(TEXT.encode("utf-16")) == TEXT
    assert head_text(bytes(range(256)) * 9) == ""


def test_a_file_is_found_after_the_folder_was_changed(tmp_path, monkeypatch):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    gather([tmp_path / "a.txt.gz"])  # a child is there, and stays in the folder of now
    monkeypatch.chdir(tmp_path)
    assert [raw.document_id for raw in gather([Path("a.txt.gz")]).reports] == ["a"]
