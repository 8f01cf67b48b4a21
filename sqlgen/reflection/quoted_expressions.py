"""Expressions as a server writes them that quotes every column and knows no types: ```(`a` > 0)```.

`sparing` puts parentheses where they are needed, `generous` around every operation. What is not known for
certain is None: https://mariadb.com/kb/en/operator-precedence/ and what the servers were seen to write.
"""

from __future__ import annotations

import re
from typing import Any

from sqlgen.dialect import Dialect
from sqlgen.reflection.reading import flat, read, without_not

_COMPARISONS = {"EQ": "=", "NEQ": "<>", "GT": ">", "GTE": ">=", "LT": "<", "LTE": "<="}
_ARITHMETIC = {"Add": "+", "Sub": "-", "Mul": "*"}
_SIMPLE_TEXT = re.compile(r"[^'\\\x00-\x1f]*")


def rewritten(sql: str, columns: tuple[str, ...], dialect: Dialect) -> str | None:
    """Return *sql* as the server writes it; None where that is not certain."""
    tree = read(sql, dialect)
    if tree is None:
        return None
    names = {name.lower(): name for name in columns}
    return _Writer(names, generous=dialect.facts.reflection.parentheses == "generous").condition(tree)


class _Unknown(Exception):
    pass


class _Writer:
    def __init__(self, names: dict[str, str], *, generous: bool) -> None:
        self._names = names
        self._generous = generous

    def condition(self, tree: Any) -> str | None:
        try:
            return self._written(tree)
        except _Unknown:
            return None

    def _written(self, tree: Any, inside: str = "") -> str:
        """Return *tree*; *inside* is what it is a part of: and, or, comparison, ``+``, ``*``, right."""
        tree, negative = without_not(tree)
        kind = type(tree).__name__
        if negative:
            if inside not in ("", "and", "or"):
                raise _Unknown
            return self._negated(tree)
        if kind in ("And", "Or"):
            word = f" {kind.lower()} "
            text = word.join(self._written(part, kind.lower()) for part in flat(tree, type(tree)))
            return self._enclosed(text, needed=kind == "Or" and inside == "and")
        if inside not in ("", "and", "or") and kind in (*_COMPARISONS, "In", "Between", "Is", "Not"):
            raise _Unknown
        if kind in _COMPARISONS:
            sides = [self._written(side, "comparison") for side in (tree.left, tree.right)]
            return self._enclosed(f" {_COMPARISONS[kind]} ".join(sides))
        if kind == "Is" and type(tree.expression).__name__ == "Null":
            return self._enclosed(f"{self._column(tree.this)} is null")
        if kind == "In":
            return self._listed(tree, "=", "in")
        if kind == "Between":
            low, high = (self._constant(tree.args[end]) for end in ("low", "high"))
            return self._enclosed(f"{self._column(tree.this)} between {low} and {high}")
        if kind in _ARITHMETIC:
            return self._sum(tree, kind, inside)
        if inside in ("", "and", "or"):
            # A condition that is only a value is compared with zero by some.
            if inside == "" and kind == "Column":
                return self._column(tree)
            raise _Unknown
        return self._column(tree) if kind == "Column" else self._constant(tree)

    def _sum(self, tree: Any, kind: str, inside: str) -> str:
        sign = _ARITHMETIC[kind]
        level = "*" if sign == "*" else "+"
        left = self._written(tree.left, level)
        right = self._written(tree.right, f"right {level}")
        needed = inside == "right +" or inside == "right *" or (inside == "*" and level == "+")
        return self._enclosed(f"{left} {sign} {right}", needed=needed and not self._generous)

    def _negated(self, tree: Any) -> str:
        kind = type(tree).__name__
        if kind == "Is" and type(tree.expression).__name__ == "Null":
            return self._enclosed(f"{self._column(tree.this)} is not null")
        if kind == "In":
            return self._listed(tree, "<>", "not in")
        raise _Unknown

    def _listed(self, tree: Any, single: str, word: str) -> str:
        values = tree.expressions
        if not values or any(type(value).__name__ == "Null" for value in values):
            raise _Unknown
        column = self._column(tree.this)
        if len(values) == 1:
            if self._generous:
                raise _Unknown
            return f"{column} {single} {self._constant(values[0])}"
        constants = [self._constant(value) for value in values]
        if len({constant.startswith("'") for constant in constants}) > 1:
            raise _Unknown
        return self._enclosed(f"{column} {word} ({','.join(constants)})")

    def _enclosed(self, text: str, *, needed: bool = False) -> str:
        return f"({text})" if needed or self._generous else text

    def _column(self, tree: Any) -> str:
        tree = tree.unnest()
        if type(tree).__name__ != "Column" or tree.table:
            raise _Unknown
        name = self._names.get(tree.name.lower())
        if name is None:
            raise _Unknown
        return f"`{name.replace('`', '``')}`"

    def _constant(self, tree: Any) -> str:
        tree = tree.unnest()
        kind = type(tree).__name__
        if kind == "Neg" and type(tree.this).__name__ == "Literal" and not tree.this.is_string:
            return f"-{self._constant(tree.this)}"
        if kind != "Literal":
            raise _Unknown
        text = str(tree.this)
        if not tree.is_string:
            if not re.fullmatch(r"0|[1-9]\d{0,17}|(?:0|[1-9]\d{0,9})\.\d{1,9}", text):
                raise _Unknown
            return text
        # With an introducer for the connection's character set, in generous writing.
        if self._generous or not _SIMPLE_TEXT.fullmatch(text):
            raise _Unknown
        return f"'{text}'"
