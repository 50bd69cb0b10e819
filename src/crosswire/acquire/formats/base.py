"""What every format is given, and what it yields."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, cast

from crosswire.acquire.decoding import MAX_BYTES, glimpse
from crosswire.acquire.raw import Given, RawReport, clean_name
from crosswire.errors import RejectedInput
from crosswire.types import Reject

HEAD = 65_536  # bytes by which a format is told
INFLATED = 200_000_000  # bytes that any file may inflate to
RATIO = 100  # and a large one: so many times its size
DEPTH = 3  # archives inside archives
LONGEST = 200  # characters of a report's name that is made of a file's name; a member of an archive may be called anything
Packing = Literal["gzip", "bzip2", "xz"]

_DIRECTORY_END = struct.Struct("<4s4H2LH")
_DIRECTORY_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)


@dataclass(slots=True)
class Budget:
    """How much may still be inflated out of one file that a person named; shared by all that lies inside it.

    ``most``: bytes of one report, or of one member of an archive. ``depth``: how many archives may lie inside one another.
    """

    left: int
    most: int = MAX_BYTES
    depth: int = DEPTH

    def spend(self, count: int) -> None:
        """Count bytes that were inflated. Raises RejectedInput (``inflation-limit``)."""
        self.left -= count
        if self.left < 0:
            raise RejectedInput("inflation-limit", "inflates to more than a file of its size may; what comes after is not read")


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a member of an archive that was inflated into memory.

    ``shown`` is the path that the record shows, ``stem`` what a report in it is called where nothing else is known; ``depth`` counts the
    archives around it; ``packing``: how the bytes are compressed, the outermost first (:meth:`open` undoes it); ``given``: what the file
    around it says of what lies inside (who sent an e-mail, and when).
    """

    shown: str
    stem: str
    path: Path | None = None
    content: bytes | None = field(default=None, repr=False)
    depth: int = 0
    budget: Budget = field(default_factory=lambda: Budget(INFLATED))
    packing: tuple[Packing, ...] = ()
    given: Given = field(default_factory=Given)

    def open(self) -> BinaryIO:
        """The bytes as a stream, for what is read piece by piece; one that is unpacked on the way cannot be sought in.

        Its reading raises RejectedInput: ``inflation-limit``, ``truncated``, ``unreadable``.
        """
        stream = self.packed()
        for packing in self.packing:
            stream = inflated(stream, self.budget, packing)
        return stream

    def packed(self) -> BinaryIO:
        """The bytes as they lie there, compressed or not."""
        return io.BytesIO(self.content or b"") if self.path is None else self.path.open("rb")

    def head(self) -> bytes:
        """The first bytes; of a ZIP the last ones too, where its members are listed (:func:`member_names`)."""
        with self.open() as stream:
            head = _first(stream)
            if head.startswith(b"PK\x03\x04") and len(head) == HEAD and stream.seekable():
                stream.seek(max(HEAD, stream.seek(0, io.SEEK_END) - HEAD))
                head += stream.read(HEAD)
        return head

    def read(self, most: int | None = None) -> bytes:
        """All bytes. Raises RejectedInput (``too-large``) beyond ``most`` (by default the budget's ``most``)."""
        most = self.budget.most if most is None else most
        with self.open() as stream:
            content = stream.read(most + 1)
        if len(content) > most:
            raise RejectedInput("too-large", f"more than {most:,} bytes")
        return content

    def member(self, name: str, content: bytes, given: Given | None = None) -> Source:
        """A file inside this one. Its name is only shown, never used as a path. Raises RejectedInput (``too-deep``)."""
        if self.depth >= self.budget.depth:
            raise RejectedInput("too-deep", f"more than {self.budget.depth} archives inside one another")
        parts = [part for part in clean_name(name)[:1000].replace("\\", "/").split("/") if part.strip(". ")]
        inner = "/".join(parts) or "unnamed"
        given = self.given if given is None else given
        return Source(f"{self.shown}/{inner}", stem_of(inner), content=content, depth=self.depth + 1, budget=self.budget, given=given)

    def unpacked(self, packing: Packing) -> Source:
        """The same file with one more layer of compression undone. Raises RejectedInput (``too-deep``)."""
        if len(self.packing) >= self.budget.depth:
            raise RejectedInput("too-deep", f"compressed more than {self.budget.depth} times")
        return replace(self, packing=(*self.packing, packing))


Found = RawReport | Reject | Source


def _first(stream: BinaryIO) -> bytes:
    """As many of the first bytes as can be read; what is wrong with the file is told when it is read."""
    head, single = b"", cast("io.BufferedReader", stream)
    with suppress(RejectedInput):
        while len(head) < HEAD and (piece := single.read1(HEAD - len(head))):  # one that loops would lose what it had before a cut
            head += piece
    return head


class FileFormat(NamedTuple):
    """A format: its name as ``documents.parser`` has it, how it is told by the first bytes, and how it is read.

    ``says`` runs on every file in the main process: its patterns are linear, and it loads no library. ``read`` yields what it has found
    one by one (each has its own time limit), and raises RejectedInput where it cannot go on: what was yielded before is kept, and the file
    gets a row in ``rejects``. A yielded :class:`Source` is told and read in its turn. ``light``: it is read in one straight line, and
    needs no child process.
    """

    name: str
    says: Callable[[bytes], bool]
    read: Callable[[Source], Iterator[Found]]
    light: bool = False


def stem_of(name: str) -> str:
    """What a report in a file of some name is called: its last part without ending, and without the ending of a compressed file."""
    bare = re.sub(r"\.(?:gz|bz2|xz)$", "", name.rsplit("/", 1)[-1], flags=re.IGNORECASE)
    return clean_name((bare.rsplit(".", 1)[0] if "." in bare[1:] else bare)[:LONGEST]) or "report"


@lru_cache(maxsize=4)
def head_text(head: bytes) -> str:
    """The first bytes as text; empty where they are none."""
    return glimpse(head)


@lru_cache(maxsize=4)
def member_names(head: bytes) -> frozenset[str]:
    """The names in a ZIP, by :meth:`Source.head`: of its directory, or of what stands in the first bytes where the directory is not there.

    Source: APPNOTE.TXT 4.3 (PKWARE). The directory of an archive with very many members is cut: then some names are missing.
    """
    if not head.startswith(b"PK\x03\x04"):
        return frozenset()
    end = head.rfind(b"PK\x05\x06")
    if end < 0 or len(head) - end < _DIRECTORY_END.size:
        return frozenset(head[m.end() : m.end() + int.from_bytes(m[1], "little")].decode("utf-8", "replace") for m in _LOCAL.finditer(head))
    size = _DIRECTORY_END.unpack_from(head, end)[5]
    names, at = set(), max(0, end - size)
    at = at if head.startswith(b"PK\x01\x02", at) else head.find(b"PK\x01\x02", at, end)
    while at >= 0 and at + _DIRECTORY_ENTRY.size <= end and head.startswith(b"PK\x01\x02", at):
        lengths = _DIRECTORY_ENTRY.unpack_from(head, at)[10:13]
        begin = at + _DIRECTORY_ENTRY.size
        names.add(head[begin : begin + lengths[0]].decode("utf-8", "replace"))
        at = begin + sum(lengths)
    return frozenset(names)


class _Counted(io.RawIOBase):
    """A stream of inflated bytes, each counted."""

    def __init__(self, packed: BinaryIO, budget: Budget, packing: Packing) -> None:
        super().__init__()
        self._packed, self._budget, self._packing = packed, budget, packing
        self._inner = cast("io.BufferedReader", _OPENERS[packing](packed))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the type checker's stub wants any buffer
        try:
            piece = self._inner.read1(min(len(buffer), HEAD))  # of a file that is cut, all up to the cut
        except EOFError as error:
            raise RejectedInput("truncated", f"the {self._packing} file ends before its end mark") from error
        except (OSError, zlib.error, lzma.LZMAError) as error:
            raise RejectedInput("unreadable", f"damaged {self._packing} file: {error}") from error
        self._budget.spend(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._inner.close()
        self._packed.close()
        super().close()


_OPENERS: dict[Packing, Callable[[BinaryIO], object]] = {
    "gzip": lambda stream: gzip.GzipFile(fileobj=stream, mode="rb"),
    "bzip2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
}


def inflated(stream: BinaryIO, budget: Budget, packing: Packing = "gzip") -> BinaryIO:
    """What a compressed stream holds, piece by piece, each piece counted.

    Reading raises RejectedInput: ``inflation-limit``, ``truncated``, ``unreadable``.
    """
    return cast("BinaryIO", io.BufferedReader(_Counted(stream, budget, packing), HEAD))
