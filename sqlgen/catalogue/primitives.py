"""What functions of the catalogue are made of: values looked at, patterns compared, aggregates in order."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sqlgen.catalogue.errors import InDoubt, Unanswerable
from sqlgen.catalogue.shapes import MADE_UP, UNKNOWN
from sqlgen.dialect import Dialect

if TYPE_CHECKING:
    from sqlgen.catalogue.functions import Functions


def not_known(name: str) -> str:
    """Return why *name* cannot be answered for."""
    shown = f'"{name}"' if UNKNOWN not in name else "a table that is not known"
    return f"{shown} may be there with any shape: no revision that could be read tells"


def must_be_known(value: Any) -> Any:
    """Return *value*. Raises: Unanswerable: it stands for what the server alone knows."""
    if isinstance(value, str) and value.startswith(UNKNOWN):
        raise Unanswerable(f"the server alone knows {value[1:]}")
    return value


def must_be_certain(value: Any) -> Any:
    """Return *value*. Raises: Unanswerable: a part of it is what the server alone knows."""
    if isinstance(value, str) and UNKNOWN in value:
        raise Unanswerable(f"the server alone knows {value.partition(UNKNOWN)[2]}")
    return value


def must_be_real(value: Any) -> int:
    """Return 1 for a row of what is known, and of no row. Raises: Unanswerable."""
    if value in (0, -1):
        raise InDoubt(
            "objects that are not known would be part of the answer: the server's own ones, "
            "tables that no revision made, or those that SQL touched which could not be read"
        )
    return 1


def bare_constant(value: Any) -> Any:
    """Return a constant without its quotes."""
    from sqlgen.reflection.kept_defaults import unescaped

    return unescaped(value[1:-1]) if isinstance(value, str) and value.startswith("'") else value


def as_vector(value: Any) -> Any:
    """Return a list as an int2vector is shown."""
    if isinstance(value, str) and value.startswith(UNKNOWN):
        return value
    return " ".join(str(each) for each in json.loads(value)) if value is not None else None


def as_number(value: Any) -> Any:
    """Return a text of digits as a number."""
    return int(value) if isinstance(value, str) and value.isdigit() else value


def action_letter(action: Any) -> Any:
    """Return the letter of a foreign key's action."""
    letters = {"CASCADE": "c", "SET NULL": "n", "SET DEFAULT": "d", "RESTRICT": "r"}
    return letters.get(action, "a") if action is not None else None


def is_validated(definition: Any) -> Any:
    """Tell whether a constraint was checked when it was made."""
    return int(not str(definition).endswith("NOT VALID"))


def like_pattern(text: Any, pattern: Any, escape: str, flags: int) -> Any:
    """Return whether *text* is like *pattern*."""
    if text is None or pattern is None:
        return None
    must_be_known(text)
    if not escape and "[" in str(pattern):
        raise Unanswerable("a pattern with brackets")
    made, at, letters = "", 0, str(pattern)
    while at < len(letters):
        letter = letters[at]
        if escape and letter == escape and at + 1 < len(letters):
            at += 1
            made += re.escape(letters[at])
        else:
            made += {"%": ".*", "_": "."}.get(letter, re.escape(letter))
        at += 1
    return int(re.fullmatch(made, str(text).replace(MADE_UP, ""), flags | re.DOTALL) is not None)


def matches_expression(text: Any, pattern: Any, flags: Any) -> Any:
    """Return whether *text* has what a regular expression of few signs looks for."""
    if text is None or pattern is None:
        return None
    if not re.fullmatch(r"[\w ^$.*+|()-]*", str(pattern)):
        raise Unanswerable(f"the regular expression {pattern}")
    found = re.search(str(pattern), str(must_be_known(text)), re.IGNORECASE if flags else 0)
    return int(found is not None)


def version_text(dialect: Dialect) -> str:
    """Return what the server says of its version, as far as that is declared."""
    return filled_in(dialect.facts.catalogue.version, dialect)


def filled_in(form: str, dialect: Dialect) -> str:
    """Return a fact's text with the declared version in it."""
    major = dialect.version[0]
    minor = dialect.version[1] if len(dialect.version) > 1 else 0
    patch = dialect.version[2] if len(dialect.version) > 2 else 0
    product: Any = getattr(dialect.sqlalchemy, "server_version_info", None) or (major, minor)
    return form.format(
        version=dialect.version_text,
        number=f"{major}{minor:04}",
        three=f"{major}.{minor}.{patch}",
        product=product[0],
    )


class OnlyOne:
    """A scalar subquery: more than one row is a fault, which SQLite passes over."""

    def __init__(self, functions: Functions) -> None:
        self.functions = functions
        self.values: list[Any] = []

    def step(self, value: Any) -> None:
        """Take a row."""
        self.values.append(value)

    def finalize(self) -> Any:
        """Return the result."""
        if len(set(self.values)) > 1:
            self.functions.failure = Unanswerable("a subquery that stands for one value gives several")
            raise self.functions.failure
        return self.values[0] if self.values else None


class _Ordered:
    def __init__(self) -> None:
        self.values: list[tuple[Any, Any]] = []
        self.separator = ","

    def sorted(self) -> list[Any]:
        """Return the values in order."""
        return [value for _, value in sorted(self.values, key=lambda pair: pair[0])]


class OrderedText(_Ordered):
    """string_agg(x, separator ORDER BY key)."""

    def step(self, *row: Any) -> None:
        """Take a row: a value, the separator, the key."""
        value, separator, key = row
        self.separator = separator
        if value is not None:
            self.values.append((key, str(value)))

    def finalize(self) -> Any:
        """Return the result."""
        return self.separator.join(self.sorted()) if self.values else None


class OrderedList(_Ordered):
    """array_agg(x ORDER BY key)."""

    def step(self, *row: Any) -> None:
        """Take a row: a value and its key."""
        value, key = row
        self.values.append((key, value))

    def finalize(self) -> Any:
        """Return the result."""
        return json.dumps(self.sorted()) if self.values else None
