"""The embedded SQLite: an engine for joins and groups whose comparisons are those of the target, or doubtful.

What a collation or a function cannot decide for the target it notes as a doubt; an answer with a doubt is
none.
"""

from __future__ import annotations

import math
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Context, Decimal, localcontext
from typing import Any

from sqlgen.facts import RowsFacts
from sqlgen.rows.errors import NotEvaluable

EQUAL = "target_equal"
ORDER = "target_order"
EXACT = "exact_decimal"
UNKNOWABLE = "\ufdd0unknowable"
_ALNUM = re.compile(r"[A-Za-z0-9]")
_EXACT = Context(prec=200)


class Embedded:
    """One private in-memory database."""

    def __init__(self, facts: RowsFacts) -> None:
        self.facts = facts
        self._doubts: list[str] = []
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._connection.create_collation(EQUAL, self._equal)
        self._connection.create_collation(ORDER, self._order)
        self._connection.create_collation(EXACT, _decimals)
        functions: dict[str, tuple[int, Callable[..., Any]]] = {
            "to_decimal": (1, lambda value: None if value is None else str(value)),
            "decimal_add": (2, _decimal(lambda a, b: a + b)),
            "decimal_sub": (2, _decimal(lambda a, b: a - b)),
            "decimal_mul": (2, _decimal(lambda a, b: a * b)),
            "int_add": (3, self._integer(lambda a, b: a + b)),
            "int_sub": (3, self._integer(lambda a, b: a - b)),
            "int_mul": (3, self._integer(lambda a, b: a * b)),
            "int_div": (3, self._integer(lambda a, b: abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1))),
            "int_mod": (3, self._integer(lambda a, b: abs(a) % abs(b) * (-1 if a < 0 else 1))),
            "target_part": (4, self._part),
            "target_replace": (3, self._replaced),
            "target_lower": (1, self._plain_text(str.lower)),
            "target_upper": (1, self._plain_text(str.upper)),
            "target_length": (1, self._plain_text(len, counts=True)),
            "target_like": (4, self._like),
            "joined": (2, self._joined),
            "whole": (1, self._whole),
            "as_float": (1, float),
        }
        for name, (arguments, function) in functions.items():
            self._connection.create_function(name, arguments, function)
        self._connection.create_aggregate("decimal_sum", 1, _DecimalSum)  # type: ignore[arg-type]
        # An ungrouped column beside an aggregate, LIKE with a pattern that is no text: never guessed at.
        self._connection.execute("PRAGMA case_sensitive_like = ON")

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows. Raises: NotEvaluable: a doubt, or what SQLite refuses."""
        self._doubts.clear()
        try:
            rows: list[tuple[Any, ...]] = self._connection.execute(sql, values).fetchall()
        except (sqlite3.Error, OverflowError) as error:
            if self._doubts:
                raise NotEvaluable(self._doubts[0]) from error
            raise NotEvaluable(f"it cannot be evaluated: {error}") from error
        if self._doubts:
            raise NotEvaluable(self._doubts[0])
        return rows

    # --- comparisons of text ----------------------------------------------------------------------

    def _doubt(self, reason: str) -> None:
        self._doubts.append(reason)

    def _equal(self, one: str, other: str) -> int:
        if one == other:
            return 0
        if self._shows(one, other):
            return -1
        if self.facts.string_equality == "exact":
            return -1 if one < other else 1
        alike, unlike = folded(one), folded(other)
        if alike == unlike:
            self._doubt(f"whether {one!r} equals {other!r} depends on the collation")
        elif _is_unsure(one) or _is_unsure(other):
            self._doubt(f"how {one!r} compares with {other!r} depends on the collation")
        # What may be equal lies side by side, so that sorting compares it and the doubt is seen.
        return -1 if (alike, one) < (unlike, other) else 1

    def _order(self, one: str, other: str) -> int:
        if one == other:
            return 0
        if self._shows(one, other):
            return -1
        if self.facts.string_order != "exact" and not orders_alike(one, other):
            self._doubt(f"the order of {one!r} and {other!r} depends on the collation")
        return -1 if one < other else 1

    def _shows(self, one: str, other: str) -> bool:
        unknowable = one.startswith(UNKNOWABLE) or other.startswith(UNKNOWABLE)
        if unknowable:
            self._doubt("a value that the server makes is compared")
        return unknowable

    def _like(self, value: Any, pattern: Any, escape: Any, ignores_case: int) -> int | None:
        if value is None or pattern is None:
            return None
        if not isinstance(value, str) or not isinstance(pattern, str):
            self._doubt("LIKE of what is no text")
            return None
        expression = _like_pattern(pattern, escape)
        if expression is None:
            self._doubt(f"the pattern {pattern!r} ends within an escape")
            return None
        exact = re.fullmatch(expression, value, re.DOTALL) is not None
        ignoring = re.fullmatch(expression, value, re.DOTALL | re.IGNORECASE | re.ASCII) is not None
        if ignores_case:
            if not (value + pattern).isascii():
                self._doubt("letters outside ASCII are compared without their case")
            return int(ignoring)
        if self.facts.like == "exact":
            return int(exact)
        if self.facts.like == "ignores_ascii_case":
            return int(ignoring)
        if exact != ignoring or not (value + pattern).isascii():
            self._doubt(f"whether {value!r} is like {pattern!r} depends on the collation")
        return int(exact)

    # --- functions --------------------------------------------------------------------------------

    def _plain_text(self, function: Callable[[str], Any], *, counts: bool = False) -> Callable[[Any], Any]:
        def apply(value: Any) -> Any:
            if value is None:
                return None
            if not isinstance(value, str) or not value.isascii() or (counts and value.endswith(" ")):
                self._doubt("a function of text is known for ASCII only")
                return None
            return function(value)

        return apply

    def _joined(self, one: Any, other: Any) -> Any:
        if one is None or other is None:
            return None
        if not (isinstance(one, str) and isinstance(other, str)) or UNKNOWABLE in (one + other):
            self._doubt("what is joined is no text")
            return None
        return one + other

    def _part(self, text: Any, start: Any, length: Any, limited: int) -> Any:
        if text is None or start is None or (limited and length is None):
            return None
        if not isinstance(text, str) or text.startswith(UNKNOWABLE) or start < 1 or (limited and length < 0):
            self._doubt("a part of a text from outside of it")
            return None
        return text[start - 1 : start - 1 + length if limited else None]

    def _replaced(self, text: Any, old: Any, new: Any) -> Any:
        if text is None or old is None or new is None:
            return None
        plain = all(isinstance(part, str) and not part.startswith(UNKNOWABLE) for part in (text, old, new))
        if not plain or not old:
            self._doubt("REPLACE of what is no text")
            return None
        if self.facts.string_equality != "exact" and text.casefold().count(old.casefold()) != text.count(old):
            self._doubt(f"whether {old!r} is found in {text!r} depends on the collation")
        return text.replace(old, new)

    def _integer(self, function: Callable[[int, int], int]) -> Callable[[Any, Any, Any], Any]:
        def apply(one: Any, other: Any, bits: Any) -> Any:
            if one is None or other is None:
                return None
            if not isinstance(one, int) or not isinstance(other, int):
                self._doubt("arithmetic of what is no whole number")
                return None
            try:
                result = function(one, other)
            except ZeroDivisionError:
                self._doubt("a division by zero")
                return None
            if not -(2 ** (bits - 1)) <= result < 2 ** (bits - 1):
                self._doubt(f"{result} may overflow")
                return None
            return result

        return apply

    def _whole(self, value: Any) -> Any:
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            self._doubt("a column holds what is no whole number")
        return value


def folded(text: str) -> str:
    """Return *text* without what some collation ignores: case, accents, trailing spaces."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).rstrip(" ")


def _is_unsure(text: str) -> bool:
    """Tell whether a collation might ignore a character of *text*, or take it for another."""
    plain = folded(text)
    return not plain.isascii() or not plain.isprintable()


def orders_alike(one: str, other: str) -> bool:
    """Tell whether every usual collation puts two different texts in the order of their characters."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        longer = one if len(one) > len(other) else other
        rest = longer[min(len(one), len(other)) :]
        return bool(rest.strip()) and longer.isascii() and longer.isprintable()
    if not (one.isascii() and other.isascii() and one.isprintable() and other.isprintable()):
        return False
    a, b = one[at], other[at]
    if not (_ALNUM.match(a) and _ALNUM.match(b)):
        return False
    return a.isdigit() or b.isdigit() or a.islower() == b.islower()


def _like_pattern(pattern: str, escape: Any) -> str | None:
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        character = pattern[at]
        if escape and character == escape:
            at += 1
            if at >= len(pattern):
                return None
            parts.append(re.escape(pattern[at]))
        elif character == "%":
            parts.append(".*")
        elif character == "_":
            parts.append(".")
        else:
            parts.append(re.escape(character))
        at += 1
    return "".join(parts)


def _decimals(one: str, other: str) -> int:
    a, b = Decimal(one), Decimal(other)
    return (a > b) - (a < b)


def _decimal(function: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Any, Any], Any]:
    def apply(one: Any, other: Any) -> Any:
        if one is None or other is None:
            return None
        with localcontext(_EXACT):
            result: str = format(function(Decimal(one), Decimal(other)), "f")
            return result

    return apply


class _DecimalSum:
    """The exact sum of decimals."""

    def __init__(self) -> None:
        self.total: Decimal | None = None

    def step(self, value: Any) -> None:
        """Add *value*."""
        if value is not None:
            with localcontext(_EXACT):
                self.total = Decimal(str(value)) + (self.total if self.total is not None else 0)

    def finalize(self) -> str | None:
        """Return the sum as text."""
        return None if self.total is None else f"{self.total:f}"


def text_literal(value: Any) -> str:
    """Return a stored value as a literal of the embedded database. Raises: NotEvaluable."""
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        if not math.isfinite(value):
            raise NotEvaluable(f"{value} is not kept exactly")
        return float_literal(value)
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise NotEvaluable(f"{value} is too large")
        return repr(value)
    if "\x00" in value:
        raise NotEvaluable("a text holds a NUL character")
    quoted: str = value.replace("'", "''")
    return f"'{quoted}'"


def float_literal(value: float) -> str:
    """Return *value* for the embedded database, whose own reading of digits may miss the last bit."""
    return f"as_float('{value!r}')"
