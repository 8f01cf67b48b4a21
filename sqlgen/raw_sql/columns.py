"""Column definitions: type, NULL, default, numbering, and the constraints written with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlgen.dialect import Dialect
from sqlgen.raw_sql.constraints import (
    read_primary_key_rest,
    read_references,
    read_state,
    read_unique_rest,
    unwrapped,
)
from sqlgen.raw_sql.constructs import NO_TYPE, numbers, type_of
from sqlgen.raw_sql.identity import read_identity_options
from sqlgen.raw_sql.reader import NotRead, Reader
from sqlgen.raw_sql.tokens import TokenKind
from sqlgen.raw_sql.types import AFTER_TYPE, SpelledType, read_type
from sqlgen.raw_sql.words import words
from sqlgen.schema import (
    Check,
    Column,
    Computed,
    Constraint,
    Default,
    Identity,
    Index,
    IndexPart,
    ObjectName,
    Options,
    PrimaryKey,
    Type,
    Unique,
)


@dataclass
class ColumnDraft:
    """A column while its definition is read; None and empty: not said."""

    name: str
    spelled: SpelledType | None = None
    nullable: bool | None = None
    default: Default | None = None
    default_said: bool = False
    comment: str | None = None
    numbered: bool = False
    identity: Identity | None = None
    computed: Computed | None = None
    on_update: str | None = None
    constraints: list[Constraint] = field(default_factory=list)
    indexes: list[Index] = field(default_factory=list)
    table_options: Options = ()
    first: bool = False
    after: str | None = None
    type: Type | None = None

    @property
    def primary_key(self) -> bool:
        """It is the primary key."""
        return any(isinstance(c, PrimaryKey) for c in self.constraints)

    def column(self, nullable: bool) -> Column:
        """Return the column. *nullable*: whether NULL is allowed where nothing is said."""
        return Column(
            name=self.name,
            type=self.type or NO_TYPE,
            nullable=self.nullable if self.nullable is not None else nullable,
            default=self.default,
            comment=self.comment,
            autoincrement=self.numbered,
            identity=self.identity,
            computed=self.computed,
            on_update=self.on_update,
        )


def read_column(reader: Reader, table: ObjectName, *, name: str | None = None) -> ColumnDraft:
    """Read a definition, its name included unless given, to the next comma or parenthesis.

    Raises: NotRead.
    """
    draft = ColumnDraft(reader.name() if name is None else name)
    if not _untyped(reader):
        draft.spelled = read_type(reader)
    while not reader.ended and not reader.at_any((",", ")")):
        if not _read_attribute(reader, table, draft):
            break
    finish(reader, draft)
    return draft


def finish(reader: Reader, draft: ColumnDraft) -> None:
    """Work out the column's type, and what it implies."""
    dialect = reader.dialect
    if draft.spelled is not None and draft.spelled.words == "serial" and dialect.facts.ddl.unique_is_index:
        # https://dev.mysql.com/doc/refman/8.0/en/numeric-type-syntax.html
        draft.spelled = replace(
            draft.spelled, words="bigint", attributes=(("unsigned", True),), text="BIGINT UNSIGNED"
        )
        draft.numbered, draft.nullable = True, False
        draft.constraints.append(Unique((draft.name,)))
    if draft.spelled is not None:
        draft.type = type_of(draft.spelled, reader.schema, dialect)
        if draft.spelled.numbered_as is not None and numbers(dialect):
            draft.numbered = True
            draft.nullable = False
    if draft.identity is not None:
        draft.nullable = False
    if draft.primary_key and _is_row_number(reader, draft):
        draft.numbered = True
    if draft.primary_key and dialect.facts.ddl.primary_key_not_null:
        draft.nullable = False


def _is_row_number(reader: Reader, draft: ColumnDraft) -> bool:
    """The server numbers an INTEGER PRIMARY KEY by itself: https://www.sqlite.org/autoinc.html."""
    written = draft.spelled.text.upper() if draft.spelled is not None else ""
    return written == "INTEGER" and not reader.dialect.facts.ddl.primary_key_not_null


def _untyped(reader: Reader) -> bool:
    if reader.ended or reader.at_any((",", ")")):
        return True
    token = reader.peek()
    return token.kind is TokenKind.WORD and token.value in AFTER_TYPE


def _read_attribute(reader: Reader, table: ObjectName, draft: ColumnDraft) -> bool:
    """Read one attribute or constraint; False where what follows does not belong to the column."""
    name = reader.name() if reader.accept("CONSTRAINT") else None
    word = reader.keyword()
    handler = _ATTRIBUTES.get(word)
    if handler is not None:
        return handler(reader, table, draft, name)
    if name is not None:
        raise NotRead(f'"{reader.peek().text}" after CONSTRAINT is not understood')
    if read_state(reader) is not None:
        return True
    if word in _ENDS:
        return False
    raise NotRead(f'"{reader.peek().text}" in a column is not understood')


_ENDS = words("ADD DROP ALTER MODIFY RENAME CHANGE USING ; ALGORITHM LOCK")


def _not(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    if reader.accept("NOT", "NULL"):
        draft.nullable = False
        _skip_conflict(reader)
        if reader.accept("NO"):
            reader.expect("INHERIT")
        return True
    return _state(reader, table, draft, name)


def _state(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    if read_state(reader) is None:
        raise NotRead(f'"{reader.peek().text}" in a column is not understood')
    return True


def _null(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.take()
    draft.nullable = True
    _skip_conflict(reader)
    return True


def _skip_conflict(reader: Reader) -> None:
    if reader.accept("ON", "CONFLICT"):
        reader.take()


def _default(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.take()
    draft.default_said = True
    reader.accept("ON", "NULL")
    text = read_expression(reader)
    draft.default = Default(text)
    if text.upper() == "NULL":
        spelled = draft.spelled
        draft.default = null_default(
            type_of(spelled, reader.schema, reader.dialect) if spelled else None, reader.dialect
        )
    if text.lower().startswith("nextval("):
        draft.numbered = True
        if f"{table.name}_{draft.name}_seq" in text:
            draft.default = None
    reader.accept("WITH", "VALUES")
    return True


def null_default(type_: Type | None, dialect: Dialect) -> Default | None:
    """Return what the server keeps of DEFAULT NULL for a column of *type_*: nothing, or just that."""
    match dialect.facts.ddl.keeps_null_default:
        case "always":
            return Default("NULL")
        case "of_sized_types" if type_ is not None and "(" in type_.sql:
            return Default("NULL")
    return None


# What ends an expression that is not in parentheses.
_AFTER_EXPRESSION = words(
    "CONSTRAINT PRIMARY UNIQUE CHECK REFERENCES GENERATED AUTO_INCREMENT AUTOINCREMENT COMMENT ON ENABLE "
    "DISABLE IDENTITY AFTER FIRST INVISIBLE VISIBLE KEY VIRTUAL STORED PERSISTED FOR COLLATE ADD DROP "
    "ALTER MODIFY RENAME CHANGE STORAGE COMPRESSION DEFERRABLE INITIALLY USING SPARSE ROWGUIDCOL MASKED"
)


def read_expression(reader: Reader, stop_words: Iterable[str] = ()) -> str:
    """Read a default's expression and return its text. Raises: NotRead: there is none."""
    start = reader.position
    stops = _AFTER_EXPRESSION | frozenset(stop_words)

    def stop() -> bool:
        if reader.position == start:
            return False
        word = reader.keyword()
        if word == "NULL":
            return reader.keyword(-1) not in ("IS", "NOT", "::")
        if word == "NOT":
            return reader.keyword(1) in ("NULL", "DEFERRABLE", "ENFORCED", "VALID", "FOR")
        if word == "WITH":
            return reader.keyword(1) == "VALUES"
        if word == "FOR":
            return reader.keyword(-1) != "VALUE"
        return word in stops or word == ","

    text = reader.skip_until(stop)
    if not text:
        raise NotRead("an expression was expected")
    return text


def _primary(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.take()
    if reader.keyword(-1) == "PRIMARY":
        reader.expect("KEY")
    reader.accept_any("ASC", "DESC")
    options = read_primary_key_rest(reader, inline=True)
    _skip_conflict(reader)
    draft.constraints.append(PrimaryKey((draft.name,), name, options))
    return True


def _unique(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.take()
    reader.accept_any("KEY", "INDEX")
    options = read_unique_rest(reader, inline=True)
    _skip_conflict(reader)
    draft.constraints.append(Unique((draft.name,), _told(name, "unique", reader), options=options))
    return True


def _check(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.take()
    reader.accept("NOT", "FOR", "REPLICATION")
    draft.constraints.append(Check(unwrapped(reader.skip_group()), name, (draft.name,), of_column=True))
    if reader.accept("NO"):
        reader.expect("INHERIT")
    return True


def _references(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    key = read_references(reader, table, (draft.name,), _told(name, "foreignkey", reader))
    draft.constraints.append(key)
    return True


def _told(name: str | None, kind: str, reader: Reader) -> str | None:
    """Return *name* where SQLAlchemy finds it: what it does not tell is lost when the table is made anew."""
    return name if kind in reader.dialect.facts.reflection.inline_names else None


def _foreign(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.expect("FOREIGN", "KEY")
    return _references(reader, table, draft, name)


def _collate(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.take()
    collation = reader.object_name().name
    if draft.spelled is not None and collation != "default":
        draft.spelled = draft.spelled.collated(collation)
    return True


def _generated(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.take()
    draft.identity, draft.computed = read_generated(reader)
    return True


def read_generated(reader: Reader) -> tuple[Identity | None, Computed | None]:
    """Read what follows GENERATED. Raises: NotRead."""
    always = reader.accept("ALWAYS")
    on_null: bool | None = None
    if not always:
        reader.expect("BY", "DEFAULT")
        on_null = reader.accept("ON", "NULL") or None
    reader.expect("AS")
    if reader.accept("IDENTITY"):
        return read_identity_options(reader, always=always, on_null=on_null), None
    if reader.accept("ROW"):
        raise NotRead("a period of a temporal table")
    return None, _computed_rest(reader)


def _computed_rest(reader: Reader) -> Computed:
    text = reader.skip_group()
    stored = reader.accept_any("STORED", "PERSISTED", "PERSISTENT", "VIRTUAL")
    return Computed(text, None if not stored else stored != "VIRTUAL")


def _as(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.take()
    if reader.accept("IDENTITY"):
        draft.identity = read_identity_options(reader, always=False, on_null=None)
    else:
        draft.computed = _computed_rest(reader)
    return True


def _identity(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.take()
    start = increment = None
    if reader.accept("("):
        start = reader.number()
        reader.expect(",")
        increment = reader.number()
        reader.expect(")")
    reader.accept("NOT", "FOR", "REPLICATION")
    draft.identity = Identity(start=start, increment=increment)
    draft.numbered = True
    return True


def _auto_increment(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    word = reader.take().value
    draft.numbered = True
    if word == "AUTO_INCREMENT":
        draft.nullable = False
    else:
        draft.table_options = ((f"{reader.dialect.facts.sqlalchemy.name}_autoincrement", True),)
    return True


def _comment(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.take()
    reader.accept("=")
    draft.comment = reader.string() or None
    return True


def _on(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    if reader.accept("ON", "CONFLICT"):
        reader.take()
        return True
    reader.expect("ON", "UPDATE")
    draft.on_update = read_expression(reader)
    return True


def _key(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    # A bare KEY after the type means PRIMARY KEY: https://dev.mysql.com/doc/refman/8.0/en/create-table.html
    return _primary(reader, table, draft, name)


def _index(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.take()
    index_name = reader.name()
    draft.indexes.append(Index(index_name, (IndexPart(draft.name, draft.name),)))
    return True


def _place(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    if reader.take().value == "FIRST":
        draft.first = True
    else:
        draft.after = reader.column(table)
    return True


def _harmless_word(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.take()
    return True


def _word_with_argument(reader: Reader, table: ObjectName, draft: ColumnDraft, name: str | None) -> bool:
    reader.take()
    reader.take()
    return True


_ATTRIBUTES = {
    "NOT": _not,
    "NULL": _null,
    "DEFAULT": _default,
    "PRIMARY": _primary,
    "UNIQUE": _unique,
    "CHECK": _check,
    "REFERENCES": _references,
    "FOREIGN": _foreign,
    "COLLATE": _collate,
    "GENERATED": _generated,
    "AS": _as,
    "IDENTITY": _identity,
    "AUTO_INCREMENT": _auto_increment,
    "AUTOINCREMENT": _auto_increment,
    "COMMENT": _comment,
    "ON": _on,
    "KEY": _key,
    "INDEX": _index,
    "FIRST": _place,
    "AFTER": _place,
    "INVISIBLE": _harmless_word,
    "VISIBLE": _harmless_word,
    "SPARSE": _harmless_word,
    "ROWGUIDCOL": _harmless_word,
    "STORAGE": _word_with_argument,
    "COMPRESSION": _word_with_argument,
    "SRID": _word_with_argument,
}
