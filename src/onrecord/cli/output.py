"""Where a command's result goes: standard output as it comes, or a file that appears only when it is whole."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO, ClassVar

from onrecord.model.errors import OutputError

STDOUT = "standard output"
Write = Callable[[str | bytes], None]
"""Writes UTF-8 and flushes. Raises OutputError, and PipeClosed when the pipe's reader is gone."""


class PipeClosed(Exception):
    """Whoever read our standard output has left: nothing to say, and nobody to say it to."""

    exit_code: ClassVar[int] = 141


@contextlib.contextmanager
def output(path: str | None) -> Iterator[Write]:
    """A function that writes to `path`, or to standard output when it is None or "-".

    A regular file is written beside its place and moved there when the block ends; when the block raises, what
    stood there stays as it was. Raises OutputError."""
    if path is None or path == "-":
        if sys.stdout is None:
            raise OutputError("standard output is closed", "name a file with --output")
        yield _writer(sys.stdout.buffer, STDOUT)
        return
    place = os.path.realpath(path)
    if os.path.lexists(place) and not stat.S_ISREG(os.stat(place).st_mode):
        with _told(path):
            device = open(place, "wb")  # noqa: SIM115
        try:
            yield _writer(device, path)
        finally:
            _abandon(device)
        return
    folder, name = os.path.split(place)
    beside = os.path.join(folder, f".{name}.{os.getpid()}.part")
    with _told(path):
        stream = open(beside, "xb")  # noqa: SIM115 (closed before it is moved)
    try:
        yield _writer(stream, path)
        with _told(path):
            stream.close()
            if os.path.exists(place):
                shutil.copymode(place, beside)
            os.replace(beside, place)
    except BaseException:
        # What is still in its buffer may fail a second time; the first failure is the one to tell.
        _abandon(stream)
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def _abandon(stream: BinaryIO) -> None:
    with contextlib.suppress(OSError):
        stream.close()


def is_terminal(path: str | None) -> bool:
    """Whether what is written to `path` (None for standard output) shows on a person's terminal."""
    return path in (None, "-") and sys.stdout is not None and sys.stdout.isatty()


def drop_stdout() -> None:
    """Lets what is still buffered for standard output fall away, so that Python says nothing of it at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _writer(stream: BinaryIO, path: str) -> Write:
    def write(piece: str | bytes) -> None:
        try:
            with _told(path):
                stream.write(piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace"))
                stream.flush()
        except (OutputError, PipeClosed):
            if path == STDOUT:
                drop_stdout()
            raise

    return write


@contextlib.contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise PipeClosed from None
        raise unwritable(path, error) from None


def unwritable(path: str, error: OSError) -> OutputError:
    what = (error.strerror or str(error)).lower()
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return OutputError(f"cannot write to {path}: {what}", "free some space" if full else "choose another --output")
