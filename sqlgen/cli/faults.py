"""How faults are shown: one clean message each on stderr, and the exit code."""

from __future__ import annotations

import re
import sys
import traceback as tracebacks
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from sqlgen.cli.terminal import NobodyReads, colourful
from sqlgen.errors import InternalError, SeveralErrors, SqlgenError

USAGE = 2
INTERRUPTED = 130

EXIT_CODES = {
    0: "done",
    1: "findings: for commands that look for some",
    2: "a fault in the project, the range or the call; nothing was written",
    3: "a fault of sqlgen itself; nothing was written",
    130: "interrupted (Ctrl-C); nothing was written",
    141: "whoever read standard output went away",
}


@contextmanager
def faults_shown(traceback: bool) -> Iterator[None]:
    """Show a fault of the block and exit with its code; *traceback*: Python's traceback before it."""
    try:
        yield
    except (typer.Exit, typer.Abort, typer.TyperException):
        raise
    except SqlgenError as error:
        fault = error
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else None
        fault = SqlgenError(error.strerror or str(error), where=place)
        fault.__cause__ = error
    except Exception as error:
        fault = InternalError(error)
        fault.__cause__ = error
    else:
        return
    if not isinstance(fault, NobodyReads):
        show(fault, traceback=traceback)
    raise typer.Exit(fault.exit_code) from None


def show(fault: SqlgenError, *, traceback: bool = False) -> None:
    """Print *fault* on stderr, several independent ones each."""
    faults = fault.errors if isinstance(fault, SeveralErrors) else (fault,)
    if traceback:
        for one in faults:
            tracebacks.print_exception(one)
    for one in faults:
        show_text(str(one))


def show_text(text: str) -> None:
    """Print *text* as a fault on stderr, ``error:`` in red where there are colours."""
    if sys.stderr is None:
        return
    label = "\x1b[1;31merror:\x1b[0m" if colourful(sys.stderr) else "error:"
    sys.stderr.write(f"{label} {text}\n")
    sys.stderr.flush()


def usage_text(error: typer.TyperException) -> str:
    """Return what to tell about a call that cannot be understood: what, the usage, an example."""
    message = error.format_message().strip().rstrip(".")
    text = message[:1].lower() + message[1:]
    context = getattr(error, "ctx", None)
    if context is None:
        return f"{text}\n  `sqlgen COMMAND --help` tells what a command takes."
    usage = " ".join(context.get_usage().split())
    lines = [f"{context.command_path}: {text}", f"  {usage}"]
    examples = (context.command.epilog or "").split("\n\n")[1:2]
    lines += [f"  For instance: {example}" for example in examples]
    if re.search(r"no such option: -\d", text):
        lines.append("  A range cannot begin with -: write head-1:head, or head:head-1 to go back.")
    return "\n".join(lines)
