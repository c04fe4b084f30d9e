"""Compressed files: what is in them goes to the reader of its own ending."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from extractor.errors import SourceError
from extractor.readers import (
    MAX_DEPTH,
    MAX_FILE,
    Item,
    Options,
    Problem,
    Raw,
    is_streamed,
    missing,
    read_items,
    reader_of,
    streams,
    suffix_of,
)

DAMAGED = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile)


@streams
def read_gzip(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """One file in gzip, in one or several members."""
    with gzip.GzipFile(fileobj=stream) as unpacked:
        yield from _unpacked(cast(BinaryIO, unpacked), name, options)


@streams
def read_bzip2(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """One file in bzip2."""
    with bz2.BZ2File(stream) as unpacked:
        yield from _unpacked(cast(BinaryIO, unpacked), name, options)


@streams
def read_xz(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """One file in xz."""
    with lzma.LZMAFile(stream) as unpacked:
        yield from _unpacked(cast(BinaryIO, unpacked), name, options)


@streams
def read_zstandard(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """One file in Zstandard: by Python 3.14 itself, by Arrow before."""
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]

        unpacked = cast(BinaryIO, zstd.ZstdFile(stream))
    except ImportError:
        try:
            import pyarrow as pa
        except ImportError as error:
            raise missing("parquet", error, "reading .zst before Python 3.14") from error
        unpacked = cast(BinaryIO, pa.CompressedInputStream(pa.PythonFile(stream, "r"), "zstd"))
    yield from _unpacked(unpacked, name, options)


def _unpacked(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    inner = name.rpartition(".")[0]
    suffix = suffix_of(inner)
    if not suffix or reader_of(suffix) is None:
        raise SourceError(f"{name}: no reader for {suffix or 'a name without ending'} in it")
    try:
        if is_streamed(suffix):
            yield from read_items(stream, name, suffix, options)
        else:
            yield _whole(stream, name, suffix)
    except DAMAGED as error:
        raise SourceError(f"{name}: is damaged ({error})") from error


def _whole(stream: BinaryIO, source: str, suffix: str) -> Raw | Problem:
    data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        return Problem(source, f"is larger than {MAX_FILE // 1024 // 1024} MB unpacked", suffix[1:])
    return Raw(source, suffix, data)


@streams
def read_zip(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """The files of a ZIP archive that have a reader, in the order of the archive."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError) as error:
        raise SourceError(f"{name}: is no readable ZIP archive ({error})") from error
    _check_depth(name)
    with archive:
        for member in archive.infolist():
            suffix = suffix_of(member.filename)
            if member.is_dir() or _hidden(member.filename) or reader_of(suffix) is None:
                continue
            source = f"{name}!{member.filename}"
            try:
                with archive.open(member) as inner:
                    if is_streamed(suffix):
                        yield from read_items(cast(BinaryIO, inner), source, suffix, options)
                    else:
                        yield _whole(cast(BinaryIO, inner), source, suffix)
            except RuntimeError:
                yield Problem(source, "is protected by a password", suffix[1:])
            except (NotImplementedError, *DAMAGED) as error:
                yield Problem(source, f"is damaged ({error})", suffix[1:])


@streams
def read_tar(stream: BinaryIO, name: str, options: Options) -> Iterator[Item]:
    """The files of a tar archive that have a reader, read in one pass."""
    _check_depth(name)
    try:
        with tarfile.open(fileobj=stream, mode="r|*") as archive:
            for member in archive:
                suffix = suffix_of(member.name)
                if not member.isfile() or _hidden(member.name) or reader_of(suffix) is None:
                    continue
                inner = archive.extractfile(member)
                if inner is None:
                    continue
                source = f"{name}!{member.name}"
                if is_streamed(suffix):
                    yield from read_items(cast(BinaryIO, inner), source, suffix, options)
                else:
                    yield _whole(cast(BinaryIO, inner), source, suffix)
    except (tarfile.TarError, *DAMAGED) as error:
        raise SourceError(f"{name}: is no readable tar archive ({error})") from error


def _check_depth(name: str) -> None:
    """An archive can hold itself."""
    if name.count("!") >= MAX_DEPTH:
        raise SourceError(f"{name}: is a container within too many others")


def _hidden(path: str) -> bool:
    """Whether the file is the archiver's own business rather than a document."""
    return any(
        part.startswith((".", "__MACOSX")) for part in path.split("/")
    ) or not os.path.basename(path)
