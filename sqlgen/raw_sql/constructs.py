"""Column types made into the SQLAlchemy types that reflection would give."""

from __future__ import annotations

import inspect
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.sql import sqltypes

from sqlgen.dialect import Dialect
from sqlgen.raw_sql import names
from sqlgen.raw_sql.types import SpelledType
from sqlgen.rendering import NotCompilable, type_sql
from sqlgen.sa_bridge import RawType
from sqlgen.schema import Enum, ObjectName, Schema, Type

# Each line: names of one type, the first one that the dialect reflects wins.
_SAME = (
    ("integer", "int", "int4", "signed"),
    ("bigint", "int8"),
    ("smallint", "int2"),
    ("mediumint", "int3", "middleint"),
    ("tinyint", "int1"),
    ("boolean", "bool"),
    ("character varying", "varchar", "char varying", "varchar2", "varcharacter"),
    ("character", "char", "bpchar"),
    ("nvarchar", "national character varying", "national varchar", "national char varying", "nvarchar2"),
    ("nchar", "national character", "national char"),
    ("varbinary", "binary varying"),
    ("bit varying", "varbit"),
    ("numeric", "decimal", "dec"),
    ("double precision", "double", "float8"),
    ("real", "float4"),
    ("timestamp with time zone", "timestamptz"),
    ("timestamp without time zone", "timestamp"),
    ("time with time zone", "timetz"),
    ("time without time zone", "time"),
)
_ALIASES = {name: line for line in _SAME for name in line}
_LENGTHS = ("length", "fsp", "display_width", "binary_precision", "precision")
_PAIRS = (("precision", "scale"), ("day_precision", "second_precision"))
_STANDARD = (
    "integer",
    "bigint",
    "smallint",
    "numeric",
    "decimal",
    "varchar",
    "char",
    "float",
    "real",
    "date",
)


def type_of(spelled: SpelledType, schema: Schema, dialect: Dialect) -> Type:
    """Return the type that reflection would give; one that only knows its text where there is none."""
    if spelled.name is not None and (enum := _enum(spelled.name, schema, dialect)) is not None:
        return enum_type(enum, dialect, dimensions=spelled.dimensions)
    return _type_of(spelled, dialect)


# A type is a value; the same one serves all columns that are written alike.
@lru_cache(maxsize=512)
def _type_of(spelled: SpelledType, dialect: Dialect) -> Type:
    construct = _construct(spelled, dialect)
    if dialect.facts.strategy.alter_column == "rebuild_table":
        return _as_written(construct, spelled, dialect)
    if construct is None:
        return raw_type(spelled.text)
    return Type(type_sql(construct, dialect), construct)


def _as_written(construct: Any, spelled: SpelledType, dialect: Dialect) -> Type:
    """Return the type with its own spelling: where tables are made anew, INT must not become INTEGER.

    The one is an ordinary column's type, the other may make the column the row's number:
    https://www.sqlite.org/lang_createtable.html#rowid
    """
    if construct is None:
        construct = _by_affinity(spelled.text, dialect)
    elif type_sql(construct, dialect) == spelled.text.upper():
        return Type(spelled.text, construct)
    return _spelled_as(spelled.text, construct)


def _spelled_as(spelling: str, construct: Any) -> Type:
    kind = type(construct)
    own = type(kind.__name__, (kind,), {"_compiler_dispatch": lambda self, visitor, **_: spelling})
    made = own()
    made.__dict__.update(construct.__dict__)
    return Type(spelling, made)


NO_TYPE = _spelled_as("", sqltypes.NullType())


# https://www.sqlite.org/datatype3.html#determination_of_column_affinity
_AFFINITIES = (
    (("INT",), "integer"),
    (("CHAR", "CLOB", "TEXT"), "text"),
    (("REAL", "FLOA", "DOUB"), "real"),
    (("",), "numeric"),
)


def _by_affinity(text: str, dialect: Dialect) -> Any:
    written = text.upper()
    if "BLOB" in written and "INT" not in written:
        return sqltypes.NullType()
    name = next(name for marks, name in _AFFINITIES if any(mark in written for mark in marks))
    return _reflected(dialect)[name]()


def raw_type(text: str) -> Type:
    """Return a type of which only the spelling is known."""
    return Type(text, RawType(text))


def enum_type(enum: Enum, dialect: Dialect, *, dimensions: int = 0) -> Type:
    """Return the type of a column of the enum, or of arrays of it."""
    construct = _array(_enum_type(enum, dialect), dimensions, dialect)
    return Type(type_sql(construct, dialect), construct)


def _construct(spelled: SpelledType, dialect: Dialect) -> Any:
    if spelled.words == "bpchar" and not spelled.arguments:
        # Of any length, where CHAR has one.
        return None
    item = _item(spelled, dialect)
    return _array(item, spelled.dimensions, dialect) if item is not None else None


def _array(item: Any, dimensions: int, dialect: Dialect) -> Any:
    if not dimensions:
        return item
    array = _reflected(dialect).get("_array")
    if array is None:
        return None
    return array(item) if dimensions == 1 else array(item, dimensions=dimensions)


def _item(spelled: SpelledType, dialect: Dialect) -> Any:
    words = spelled.numbered_as if spelled.numbered_as and numbers(dialect) else spelled.words
    kind = _class(words, dialect)
    if kind is None or kind is sqltypes.String:
        return None
    keywords = _keywords(kind, words, spelled)
    if keywords is None:
        return None
    try:
        made = kind(*spelled.strings, **keywords) if spelled.strings else kind(**keywords)
        text = type_sql(made, dialect)
    except (TypeError, ValueError, exc.SQLAlchemyError, NotCompilable):
        return None
    if "(max)" in text.lower() and not spelled.arguments:
        # Without a length the server takes 1, SQLAlchemy the most.
        return kind(length=1, **keywords)
    return made


def numbers(dialect: Dialect) -> bool:
    """Tell whether SERIAL makes the server number a column."""
    return hasattr(dialect.sqlalchemy, "supports_smallserial")


def _enum(name: ObjectName, schema: Schema, dialect: Dialect) -> Enum | None:
    known = names.known_name(name, schema.enums, dialect)
    enum: Enum | None = schema.enums[known] if known is not None else None
    # A domain is known by its name alone.
    return enum if enum is not None and enum.labels else None


def _enum_type(enum: Enum, dialect: Dialect) -> Any:
    type_ = sa.Enum(*enum.labels, name=enum.name.name, schema=enum.name.schema)
    impl: Any = type_.dialect_impl(dialect.sqlalchemy)
    # It exists; a table that uses it does not make it.
    impl.create_type = False
    return impl


@lru_cache(maxsize=16)
def _reflected(dialect: Dialect) -> dict[str, Any]:
    known: Any = dialect.sqlalchemy
    return {name.lower(): kind for name, kind in known.ischema_names.items()}


def _class(words: str, dialect: Dialect) -> Any:
    reflected = _reflected(dialect)
    if words in reflected:
        return reflected[words]
    if dialect.facts.strategy.alter_column == "rebuild_table":
        return None
    for alias in _ALIASES.get(words, ()):
        if alias in reflected:
            return reflected[alias]
    if words.startswith("interval ") and "interval" in reflected:
        return reflected["interval"]
    for alias in (words, *_ALIASES.get(words, ())):
        if alias in _STANDARD:
            return getattr(sqltypes, alias.upper())
    return None


def _keywords(kind: Any, words: str, spelled: SpelledType) -> dict[str, Any] | None:
    """Return the arguments of the type's class; None where one of them has no place there."""
    keywords = dict(spelled.attributes)
    accepted = _parameters(kind)
    if "timezone" in accepted and "with time zone" in f"{words} {spelled.words}":
        keywords["timezone"] = True
    if words == "timestamptz" or words == "timetz":
        keywords["timezone"] = True
    if "local_timezone" in accepted and "local time zone" in spelled.words:
        keywords["local_timezone"] = True
    if words in ("bit varying", "varbit"):
        keywords["varying"] = True
    if "fields" in accepted and words.startswith("interval "):
        keywords["fields"] = words.partition(" ")[2]
    if spelled.strings:
        return keywords
    arguments = [
        argument.upper().removesuffix(" CHAR").removesuffix(" BYTE") for argument in spelled.arguments
    ]
    if arguments == ["MAX"]:
        return keywords
    if not all(argument.lstrip("-").strip().isdigit() for argument in arguments):
        return None
    values = [int(argument.replace(" ", "")) for argument in arguments]
    return _placed(keywords, values, accepted)


def _placed(keywords: dict[str, Any], values: list[int], accepted: frozenset[str]) -> dict[str, Any] | None:
    if not values:
        return keywords
    if len(values) == 1:
        place = next((name for name in _LENGTHS if name in accepted), None)
        return {**keywords, place: values[0]} if place is not None else None
    pair = next((pair for pair in _PAIRS if set(pair) <= accepted), None)
    if pair is None or len(values) != len(pair):
        return None
    return {**keywords, **dict(zip(pair, values, strict=True))}


@lru_cache(maxsize=256)
def _parameters(kind: Any) -> frozenset[str]:
    return frozenset(inspect.signature(kind.__init__).parameters)


def is_raw(type_: Type) -> bool:
    """Tell whether only the spelling of *type_* is known."""
    return isinstance(type_.construct, RawType)
