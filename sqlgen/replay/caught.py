"""Scripts that try a change and go on where the server refuses it: found by their own lines."""

from __future__ import annotations

import ast
import builtins
import linecache
import sys
from collections.abc import Iterator
from functools import lru_cache
from types import FrameType

from sqlalchemy import exc

from sqlgen.errors import SqlgenError

# What stands between a script and the recorder, and catches for reasons of its own.
_BETWEEN = frozenset(("sqlgen", "sqlalchemy", "alembic", "contextlib", "functools"))
_CATCH_ALL = frozenset(("Exception", "BaseException"))


class RefusedByServer(exc.OperationalError, exc.ProgrammingError, exc.InternalError):
    """What a live server would raise in the script's face; *fault* is what sqlgen knows of it."""

    def __init__(self, fault: SqlgenError) -> None:
        super().__init__(None, None, Exception(fault.what))
        self.fault = fault


def is_caught() -> bool:
    """Tell whether a script that runs now would go on if the call that it is in were refused."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name == "sqlgen.replay.runner":
            return False
        # A body without any handler, of which there are most, has no table of them.
        handles = frame.f_code.co_exceptiontable and name.partition(".")[0] not in _BETWEEN
        if handles and _is_tried(frame):
            return True
        frame = frame.f_back
    return False


def _is_tried(frame: FrameType) -> bool:
    return any(first <= frame.f_lineno <= last for first, last in _tried(frame.f_code.co_filename))


@lru_cache(maxsize=64)
def _tried(file: str) -> tuple[tuple[int, int], ...]:
    """Return the first and last lines of what *file* tries and catches a server's errors of."""
    try:
        return tuple(_bodies(ast.parse("".join(linecache.getlines(file)))))
    except SyntaxError:
        return ()


def _bodies(module: ast.Module) -> Iterator[tuple[int, int]]:
    for node in ast.walk(module):
        if isinstance(node, (ast.Try, ast.TryStar)) and any(_catches(h.type) for h in node.handlers):
            yield node.body[0].lineno, node.body[-1].end_lineno or 0
        elif isinstance(node, ast.With) and any(_suppresses(item.context_expr) for item in node.items):
            yield node.lineno, node.body[-1].end_lineno or 0


def _catches(type_: ast.expr | None) -> bool:
    """Tell whether a handler may be for errors of the database; not one for ``KeyError``."""
    match type_:
        case None:
            return True
        case ast.Tuple(elts=types):
            return any(_catches(one) for one in types)
        case ast.Name(id=name):
            return name in _CATCH_ALL or not hasattr(builtins, name)
    return True


def _suppresses(manager: ast.expr) -> bool:
    match manager:
        case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress"), args=types):
            return any(_catches(one) for one in types)
    return False
