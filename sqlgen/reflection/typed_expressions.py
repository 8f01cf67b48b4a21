"""Conditions as a server writes them that shows the types it worked out; None where not certain.

pg_get_constraintdef and pg_get_expr of PostgreSQL (src/backend/utils/adt/ruleutils.c): *pretty* leaves out
parentheses that are not needed, as the former does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlgen.dialect import Dialect
from sqlgen.reflection.reading import flat, read, without_not
from sqlgen.reflection.type_names import ServerType
from sqlgen.reflection.typed_values import FLOATS, INTEGERS, TEXTS, number, quoted, string_as, type_of_number

_COMPARISONS = {"EQ": "=", "NEQ": "<>", "GT": ">", "GTE": ">=", "LT": "<", "LTE": "<="}
_ARITHMETIC = {"Add": "+", "Sub": "-", "Mul": "*"}
_TEXT_FUNCTIONS = {"Length": ("length", "integer"), "Lower": ("lower", "text"), "Upper": ("upper", "text")}


class _Unknown(Exception):
    pass


class _Value(NamedTuple):
    """A value as it is written. *shape*: name, constant, call, cast or operation."""

    sql: str
    type: str
    shape: str


class Columns(NamedTuple):
    """What an expression may name. *type_of*: of a column; *own*: the name of an enum's type."""

    type_of: Callable[[str], ServerType | None]
    name_of: Callable[[str], str]
    own: Callable[[str], str | None]


def rewritten(sql: str, columns: Columns, dialect: Dialect, *, pretty: bool) -> str | None:
    """Return the condition or value *sql* as the server writes it; None where that is not certain."""
    tree = read(sql, dialect)
    if tree is None:
        return None
    try:
        return _Writer(columns, pretty=pretty).whole(tree)
    except _Unknown:
        return None


class _Writer:
    def __init__(self, columns: Columns, *, pretty: bool) -> None:
        self._columns = columns
        self._pretty = pretty

    def whole(self, tree: Any) -> str:
        kind = type(tree.unnest()).__name__
        if kind in (*_ARITHMETIC, *_TEXT_FUNCTIONS, "Anonymous", "Coalesce", "Column"):
            value = self._value(tree)
            return value.sql
        return self._condition(tree)

    # --- conditions -------------------------------------------------------------------------------------

    def _condition(self, tree: Any, inside: str = "") -> str:
        """Return *tree*; *inside* is AND, OR, NOT or nothing."""
        tree, negative = without_not(tree)
        kind = type(tree).__name__
        if negative:
            return self._negated(tree, inside)
        if kind in ("And", "Or"):
            word = kind.upper()
            text = f" {word} ".join(
                self._condition(part, word) for part in flat(tree, type(tree), right=self._pretty)
            )
            enclosed = inside == "NOT" or (word == "OR" and inside == "AND") or not self._pretty
            return f"({text})" if enclosed else text
        if kind in _COMPARISONS:
            return self._outer(self._compared(tree.left, _COMPARISONS[kind], tree.right))
        if kind == "Between":
            low = self._outer(self._compared(tree.this, ">=", tree.args["low"]))
            high = self._outer(self._compared(tree.this, "<=", tree.args["high"]))
            text = f"{low} AND {high}"
            return f"({text})" if not self._pretty or inside == "NOT" else text
        if kind == "In":
            return self._listed(tree, "=", "ANY", inside)
        if kind == "Is":
            return self._outer(self._tested(tree, "IS"))
        if kind in ("Like", "RegexpLike"):
            return self._outer(self._compared(tree.this, "~~" if kind == "Like" else "~", tree.expression))
        if kind == "Not":
            return self._negated(tree.this, inside)
        if kind == "Column" and self._type(tree).word == "boolean":
            return self._name(tree)
        raise _Unknown

    def _negated(self, tree: Any, inside: str) -> str:
        kind = type(tree).__name__
        if kind == "Is":
            return self._outer(self._tested(tree, "IS NOT"))
        if kind == "In":
            return self._listed(tree, "<>", "ALL", inside)
        if kind == "Like":
            return self._outer(self._compared(tree.this, "!~~", tree.expression))
        if kind == "Between" or tree.args.get("negate"):
            raise _Unknown
        return self._outer(f"NOT {self._condition(tree, 'NOT')}")

    def _outer(self, text: str) -> str:
        return text if self._pretty else f"({text})"

    def _tested(self, tree: Any, word: str) -> str:
        kind = type(tree.expression).__name__
        if kind == "Null" and type(tree.this.unnest()).__name__ == "Column":
            return f"{self._name(tree.this.unnest())} {word} NULL"
        if kind == "Boolean" and type(tree.this.unnest()).__name__ == "Column":
            return f"{self._name(tree.this.unnest())} {word} {str(tree.expression.this).upper()}"
        raise _Unknown

    def _compared(self, left: Any, sign: str, right: Any) -> str:
        left, right = left.unnest(), right.unnest()
        if _is_constant(left) and _is_constant(right):
            raise _Unknown
        if _is_constant(right):
            value = self._value(left)
            one, other = self._with_constant(value, right)
        elif _is_constant(left):
            value = self._value(right)
            other, one = self._with_constant(value, left)
        else:
            one, other = self._both(self._value(left), self._value(right))
        return f"{self._operand(one)} {sign} {self._operand(other)}"

    def _operand(self, value: _Value) -> str:
        return f"({value.sql})" if value.shape == "operation" and self._pretty else value.sql

    def _with_constant(self, value: _Value, constant: Any) -> tuple[_Value, _Value]:
        """Return a value and a constant as they are compared, each with its cast."""
        if type(constant).__name__ == "Boolean":
            if value.type != "boolean":
                raise _Unknown
            return value, _Value(str(constant.this).lower(), "boolean", "constant")
        text, is_string = _constant(constant)
        if is_string:
            value = self._cast(value, "text") if value.type == "character varying" else value
            return value, self._string(text, value.type)
        made = number(text)
        if made is None:
            raise _Unknown
        own = type_of_number(text)
        if value.type in INTEGERS:
            if own in INTEGERS:
                return value, _Value(made, own, "constant")
            return self._cast(value, "numeric"), _Value(made, own, "constant")
        if value.type == "numeric" and own == "numeric":
            return value, _Value(made, own, "constant")
        if value.type in ("numeric", "double precision") and "'" not in made:
            return value, self._cast(_Value(made, own, "constant"), value.type)
        raise _Unknown

    def _string(self, text: str, wanted: str) -> _Value:
        own = self._columns.own(wanted)
        if own is not None:
            return _Value(f"{quoted(text)}::{own}", wanted, "constant")
        made = string_as(text, wanted)
        if made is None or (wanted in FLOATS):
            raise _Unknown
        return _Value(made, wanted, "constant")

    def _both(self, left: _Value, right: _Value) -> tuple[_Value, _Value]:
        if left.type in TEXTS and right.type in TEXTS:
            return self._cast(left, "text"), self._cast(right, "text")
        if {left.type, right.type} <= set(INTEGERS) or (left.type == right.type and left.type in _ORDERED):
            return left, right
        if left.type == "numeric" and right.type in INTEGERS:
            return left, self._cast(right, "numeric")
        if right.type == "numeric" and left.type in INTEGERS:
            return self._cast(left, "numeric"), right
        raise _Unknown

    def _listed(self, tree: Any, sign: str, word: str, inside: str) -> str:
        values = tree.expressions
        if (
            not values
            or tree.args.get("query") is not None
            or not all(_is_constant(value) for value in values)
        ):
            raise _Unknown
        if len(values) == 1:
            return self._outer(self._compared(tree.this, sign, values[0]))
        value = self._value(tree.this.unnest())
        constants = [_constant(item) for item in values]
        if all(is_string for _, is_string in constants):
            items, value, suffix = self._strings(value, [text for text, _ in constants])
        elif not any(is_string for _, is_string in constants):
            items, suffix = self._numbers(value, [text for text, _ in constants]), ""
        else:
            raise _Unknown
        array = f"ARRAY[{', '.join(items)}]"
        if suffix:
            array = f"{array}::{suffix}" if self._pretty else f"({array})::{suffix}"
        text = f"{self._operand(value)} {sign} {word} ({array})"
        return f"({text})" if inside or not self._pretty else text

    def _strings(self, value: _Value, texts: list[str]) -> tuple[list[str], _Value, str]:
        if value.type == "character varying":
            items = [self._enclosed(f"{quoted(text)}::character varying") for text in texts]
            return items, self._cast(value, "text"), "text[]"
        return [self._enclosed(self._string(text, value.type).sql) for text in texts], value, ""

    def _enclosed(self, text: str) -> str:
        return text

    def _numbers(self, value: _Value, texts: list[str]) -> list[str]:
        made = [number(text) for text in texts]
        kinds = {type_of_number(text) for text in texts}
        if value.type in ("integer", "smallint") and kinds == {"integer"}:
            return [item for item in made if item is not None]
        if (
            value.type == "bigint"
            and kinds == {"integer"}
            and not any(item is None or "'" in item for item in made)
        ):
            return [f"{item}::bigint" if self._pretty else f"({item})::bigint" for item in made]
        raise _Unknown

    # --- values -----------------------------------------------------------------------------------------

    def _value(self, tree: Any) -> _Value:
        tree = tree.unnest()
        kind = type(tree).__name__
        if kind == "Column":
            type_ = self._type(tree)
            return _Value(self._name(tree), type_.word if type_.known else type_.text, "name")
        if kind in _TEXT_FUNCTIONS:
            name, result = _TEXT_FUNCTIONS[kind]
            argument = self._value(tree.this)
            if argument.type not in TEXTS:
                raise _Unknown
            return _Value(f"{name}({self._cast(argument, 'text').sql})", result, "call")
        if kind == "Anonymous" and str(tree.this).lower() in ("num_nonnulls", "num_nulls"):
            arguments = ", ".join(self._value(item).sql for item in tree.expressions)
            return _Value(f"{str(tree.this).lower()}({arguments})", "integer", "call")
        if kind in _ARITHMETIC:
            return self._sum(tree, kind)
        raise _Unknown

    def _sum(self, tree: Any, kind: str) -> _Value:
        sides = []
        types = set()
        for at, side in enumerate((tree.left.unnest(), tree.right.unnest())):
            if _is_constant(side):
                text, is_string = _constant(side)
                made = None if is_string else number(text)
                if made is None or type_of_number(text) != "integer":
                    raise _Unknown
                sides.append(made)
                continue
            value = self._value(side)
            types.add(value.type)
            inner = type(side).__name__
            bare = inner in _ARITHMETIC and (
                (kind in ("Add", "Sub") and inner == "Mul")
                or (at == 0 and (kind == "Mul") == (inner == "Mul"))
            )
            enclosed = inner in _ARITHMETIC and not bare and self._pretty
            sides.append(f"({value.sql})" if enclosed else value.sql)
        if len(types) != 1 or not types <= set(INTEGERS):
            raise _Unknown
        return _Value(self._outer(f" {_ARITHMETIC[kind]} ".join(sides)), types.pop(), "operation")

    def _cast(self, value: _Value, target: str) -> _Value:
        if value.type == target:
            return value
        if self._pretty and value.shape == "operation":
            return _Value(f"({value.sql})::{target}", target, "cast")
        return _Value(
            f"{value.sql}::{target}" if self._pretty else f"({value.sql})::{target}", target, "cast"
        )

    def _type(self, tree: Any) -> ServerType:
        if tree.table:
            raise _Unknown
        found = self._columns.type_of(_spelled(tree))
        if found is None or found.array or found.collation is not None:
            raise _Unknown
        return found

    def _name(self, tree: Any) -> str:
        return self._columns.name_of(_spelled(tree))


_ORDERED = ("numeric", "double precision", "date", "timestamp without time zone", "uuid", "boolean")


def _spelled(tree: Any) -> str:
    """Return a column's name as the server reads it."""
    name = str(tree.name)
    return name if tree.this.args.get("quoted") else name.lower()


def _is_constant(tree: Any) -> bool:
    tree = tree.unnest()
    kind = type(tree).__name__
    return kind in ("Literal", "Boolean") or (kind == "Neg" and type(tree.this).__name__ == "Literal")


def _constant(tree: Any) -> tuple[str, bool]:
    """Return the text of a literal and whether it is a string."""
    tree = tree.unnest()
    if type(tree).__name__ == "Neg":
        return f"-{tree.this.this}", False
    if type(tree).__name__ != "Literal":
        raise _Unknown
    return str(tree.this), bool(tree.is_string)
