"""``alembic.util.messaging``: messages go to stderr, since stdout is the script's."""

from __future__ import annotations

import contextlib
import sys
import textwrap
import warnings
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from sqlalchemy.engine import make_url

from .exc import CommandError

TERMWIDTH = 79


def write_outstream(stream: Any, *text: str | bytes, **_: Any) -> None:
    """Write *text* to *stream*."""
    for part in text:
        stream.write(part.decode() if isinstance(part, bytes) else part)


@contextlib.contextmanager
def status(_statmsg: str, newline: bool = False, quiet: bool = False) -> Iterator[None]:
    """Say what goes on within the block."""
    msg(f"{_statmsg} ...", newline, quiet=quiet)
    yield
    msg("done", quiet=quiet)


def err(message: str) -> NoReturn:
    """Give up with *message*. Raises: CommandError."""
    raise CommandError(message)


def obfuscate_url_pw(input_url: str) -> str:
    """Return a URL without its password."""
    return make_url(input_url).render_as_string(hide_password=True).replace("***", "XXXXX")


def warn(msg: str, stacklevel: int = 6) -> None:
    """Issue a warning."""
    warnings.warn(msg, UserWarning, stacklevel=stacklevel)


def warn_deprecated(msg: str, stacklevel: int = 6) -> None:
    """Issue a warning of deprecation."""
    warnings.warn(msg, DeprecationWarning, stacklevel=stacklevel)


def msg(msg: str, newline: bool = True, flush: bool = False, quiet: bool = False) -> None:
    """Print *msg* on stderr."""
    if not quiet:
        lines = textwrap.wrap(msg, TERMWIDTH) or [""]
        write_outstream(sys.stderr, "\n".join(f"  {line}" for line in lines), "\n" if newline else "")
        sys.stderr.flush()


def format_as_comma(value: str | Iterable[str] | None) -> str:
    """Return *value*, one text or several, as one."""
    if value is None:
        return ""
    return value if isinstance(value, str) else ", ".join(value)
