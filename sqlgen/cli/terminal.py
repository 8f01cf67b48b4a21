"""The standard streams: colours, the counter of long work, and a stdout that holds the result alone."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from typing import TextIO

from sqlgen.errors import SqlgenError

PATIENCE = 0.5
"""Seconds of work before the counter shows."""


class CannotPrint(SqlgenError):
    """Standard output takes no more, or is closed."""


class NobodyReads(CannotPrint):
    """Whoever read standard output went away; there is nobody left to tell."""

    exit_code = 141


class NotText(SqlgenError):
    """A result that cannot be written as UTF-8."""


def colourful(stream: TextIO | None) -> bool:
    """Return whether *stream* gets colours: a terminal does, NO_COLOR and FORCE_COLOR have the last word.

    https://no-color.org, https://force-color.org: set and not empty is enough.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def encoded(text: str) -> bytes:
    """Return *text* in UTF-8. Raises: NotText: it holds half of a character (a lone surrogate)."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotText(
            f"a text holds U+{ord(text[error.start]):04X}, half of a character, which UTF-8 cannot hold",
            hint="It has been put together wrongly: write the whole character.",
        ) from error


def print_result(text: str) -> None:
    """Write *text* to stdout, in UTF-8 whatever the locale says. Raises: CannotPrint, NotText."""
    stream = sys.stdout
    if stream is None:
        raise CannotPrint("standard output is closed", hint="Write to a file: -o FILE.")
    rest = memoryview(encoded(text))
    try:
        stream.flush()
        try:
            descriptor = stream.fileno()
        except OSError:  # a stream in memory
            stream.write(text)
            return
        # Not through the stream's buffer: what it cannot get rid of it would try to write again at exit.
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    except BrokenPipeError as error:
        raise NobodyReads("nobody reads standard output any more") from error
    except OSError as error:
        raise CannotPrint(
            f"standard output cannot be written: {error.strerror or error}",
            hint="What has been written there is not whole: delete it.",
        ) from error


@contextlib.contextmanager
def result_only() -> Iterator[None]:
    """Let whatever writes to stdout within the block, programs that scripts start too, write to stderr."""
    try:
        if sys.stdout is None or sys.stderr is None:
            raise OSError
        out, err = sys.stdout.fileno(), sys.stderr.fileno()
        kept = os.dup(out)
    except OSError:  # streams in memory, or closed ones
        yield
        return
    sys.stdout.flush()
    os.dup2(err, out)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, out)
        os.close(kept)


class Counter:
    """Counts revisions on one line of a terminal's stderr, once the work takes long; else says nothing."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._next = time.monotonic() + PATIENCE
        self._shown = 0
        self._count = 0

    def step(self, total: int) -> None:
        """Count one revision of *total*."""
        self._count += 1
        if self._stream is None or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + 0.1
        text = f"{self._count} of {total} revisions"
        self._stream.write(f"\r{text:<{self._shown}}")
        self._stream.flush()
        self._shown = len(text)

    def clear(self) -> None:
        """Take the line away."""
        if self._stream is not None and self._shown:
            self._stream.write(f"\r{' ' * self._shown}\r")
            self._stream.flush()
            self._shown = 0
