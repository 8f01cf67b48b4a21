"""What SQLAlchemy's own reflection is given in place of a connection: rows worked out beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.sql.elements import quoted_name

from sqlgen.reflection.errors import UnknownShape


class Answers:
    """A connection that answers each query with the next of *results*: (names, rows)."""

    def __init__(self, *results: tuple[Sequence[str], Iterable[Sequence[Any]]]) -> None:
        self._results = iter(results)

    def execute(self, *_: Any, **__: Any) -> Any:
        """Return the next result."""
        names, rows = next(self._results)
        return IteratorResult(SimpleResultMetaData(list(names)), iter([tuple(row) for row in rows]))

    def execution_options(self, **_: Any) -> Answers:
        """Return itself: there is nothing to set."""
        return self


class Unspelled(str):
    """SQL that means what the server would show, in the words of its author: the server's are not known.

    As a part of SQL it is right; looking at the text is refused. Regular expressions see it as it is.
    """

    _refusal: UnknownShape

    def __new__(cls, sql: str, refusal: UnknownShape) -> Unspelled:
        """Return *sql*, whose looking at raises *refusal*."""
        made = str.__new__(cls, sql)
        made._refusal = refusal
        return made

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise self._refusal

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<what the server makes of {super().__repr__()}>"

    __hash__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __getitem__ = _refuse
    __str__ = __format__ = __len__ = __iter__ = __add__ = __mod__ = _refuse
    lower = upper = casefold = strip = lstrip = rstrip = startswith = endswith = find = index = _refuse
    split = rsplit = partition = rpartition = replace = removeprefix = removesuffix = count = _refuse
    encode = splitlines = title = capitalize = swapcase = isdigit = isdecimal = isnumeric = _refuse


class Undrawn(Unspelled, quoted_name):
    """A name that the server draws from a counter: not the same as any name that somebody thought of.

    SQLAlchemy takes a `quoted_name` for an index as it is, without looking at it.
    """

    _drawn: re.Pattern[str]

    @classmethod
    def drawn(cls, refusal: UnknownShape, drawn: str) -> Undrawn:
        """Return a name of which only the regular expression *drawn* is known."""
        made = cls("unnamed", refusal)
        made.quote = None
        made._drawn = re.compile(drawn, re.IGNORECASE)
        return made

    def __eq__(self, other: object) -> bool:  # type: ignore[override]
        if self is other:
            return True
        if isinstance(other, str) and (isinstance(other, Undrawn) or self._drawn.fullmatch(other)):
            raise self._refusal
        return False

    def __ne__(self, other: object) -> bool:  # type: ignore[override]
        return not self == other

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)
