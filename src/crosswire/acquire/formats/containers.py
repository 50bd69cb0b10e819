"""Archives (ZIP, tar) and compressed files (gzip, bzip2, xz). Nothing is written to disk; members' names are only shown."""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from tarfile import HeaderError, ReadError
from typing import IO, BinaryIO, Self

from crosswire.acquire.formats.base import HEAD, FileFormat, Found, Packing, Source, member_names
from crosswire.errors import RejectedInput
from crosswire.types import Reject

_PACKED: tuple[tuple[Packing, bytes], ...] = (("gzip", b"\x1f\x8b"), ("bzip2", b"BZh"), ("xz", b"\xfd7zXZ\x00"))
_LEFT_OVER = frozenset(("thumbs.db", "desktop.ini", "ehthumbs.db"))  # what Windows puts into folders of pictures
_LOCKED = 0x1  # general purpose bit 0: encrypted (source: APPNOTE.TXT 4.4.4)
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError)


# ---- Compressed files


def _unpack(packing: Packing) -> Callable[[Source], Iterator[Found]]:
    def read(source: Source) -> Iterator[Found]:
        yield source.unpacked(packing)

    return read


def _begins(magic: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(magic)


# ---- ZIP


def _is_zip(head: bytes) -> bool:
    """A ZIP of files, and no document or book that is kept in one (source: ECMA-376 part 2; OpenDocument 1.3 part 2; EPUB OCF 3.3)."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not {"[Content_Types].xml", "mimetype"} & member_names(head)


def _read_zip(source: Source) -> Iterator[Found]:
    with _sought(source) as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, EOFError, ValueError, OSError) as error:
            raise RejectedInput("truncated", "the list of members, at the end of a ZIP file, is missing or damaged") from error
        members = [one for one in archive.infolist() if not one.is_dir() and _is_wanted(one.filename)]
        if members and all(one.flag_bits & _LOCKED for one in members):
            raise RejectedInput("encrypted", "the ZIP file is locked with a password")
        for member in members:
            yield from _member(source, member.filename, partial(_zipped, archive, member))


def _sought(source: Source) -> BinaryIO:
    """The bytes as a stream that can be sought in."""
    return io.BytesIO(source.read()) if source.packing else source.packed()


def _zipped(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    if member.flag_bits & _LOCKED:
        raise RejectedInput("encrypted", "locked with a password")
    try:
        return archive.open(member)
    except NotImplementedError as error:
        raise RejectedInput("unreadable", str(error)) from error


# ---- tar


_END: type[HeaderError] = vars(tarfile)["EOFHeaderError"]  # the types that mypy has of tarfile do not know it


class _Header(tarfile.TarInfo):
    """A header whose absence in the middle of an archive is not taken for the archive's end."""

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> Self:  # the name that the base class has
        try:
            return super().fromtarfile(tarfile)
        except _END:
            raise
        except HeaderError as error:
            if tarfile.offset:
                raise ReadError(str(error)) from error
            raise


def _is_tar(head: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(head[:512], "utf-8", "surrogateescape")  # its header carries a sum of itself
    except tarfile.HeaderError:
        return False
    return True


def _read_tar(source: Source) -> Iterator[Found]:
    with source.open() as stream:
        try:
            with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
                for member in archive:
                    if member.isfile() and _is_wanted(member.name):
                        yield from _member(source, member.name, partial(archive.extractfile, member))
                    elif member.issym() or member.islnk():
                        yield Reject(source.member(member.name, b"").shown, "link", "a link inside an archive", None, None)
        except tarfile.TarError as error:
            raise RejectedInput("truncated", f"the tar file ends before its end: {error}") from error


# ---- Members


def _is_wanted(name: str) -> bool:
    """Whether a member is no hidden file and no left-over of the program that packed it."""
    parts = name.replace("\\", "/").split("/")
    return parts[-1].lower() not in _LEFT_OVER and not any(part.startswith((".", "__MACOSX")) and part.strip(".") for part in parts)


def _member(source: Source, name: str, opened: Callable[[], IO[bytes] | None]) -> Iterator[Found]:
    """One member as a source of its own. What is wrong with it alone costs it alone."""
    inner = source.member(name, b"")
    try:
        content = _content(source, opened)
    except RejectedInput as error:
        if error.reason in ("inflation-limit", "truncated"):  # the archive itself
            raise
        yield Reject(inner.shown, error.reason, error.detail, None, None)
    except _DAMAGED as error:
        yield Reject(inner.shown, "unreadable", f"damaged in its archive: {error}", None, None)
    else:
        yield source.member(name, content)


def _content(source: Source, opened: Callable[[], IO[bytes] | None]) -> bytes:
    """What a member holds, inflated piece by piece: the sizes that an archive states may lie."""
    pieces, size, most = [], 0, source.budget.most
    stream = opened()
    if stream is None:
        raise RejectedInput("unreadable", "no file")
    with stream:
        while piece := stream.read(HEAD):
            source.budget.spend(len(piece))
            size += len(piece)
            if size > most:
                raise RejectedInput("too-large", f"more than {most:,} bytes")
            pieces.append(piece)
    return b"".join(pieces)


FORMATS = (
    *(FileFormat(packing, _begins(magic), _unpack(packing)) for packing, magic in _PACKED),
    FileFormat("zip", _is_zip, _read_zip),
    FileFormat("tar", _is_tar, _read_tar),
)
