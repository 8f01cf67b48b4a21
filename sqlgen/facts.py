"""What a dialect.toml says, typed: one frozen value a section; an unknown or a missing key is an error.

Holds no dialect's name; `sqlgen.dialect` reads the files into these values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlgen.scan import Quoting
from sqlgen.values import dataclass


# Nobody prints these values, and making the method for it would cost every command.
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DdlFacts:
    """What the engine's DDL can do."""

    transactional: bool
    errors_abort_transactions: bool
    """After a statement that fails, nothing else is done until the end of the transaction or savepoint."""
    tells_transactional: bool
    """Scripts that ask ``is_transactional_ddl()`` hear that it is, as a live run tells them."""
    identifier_limit: int
    identifier_limit_unit: str
    """``characters`` or ``bytes`` (of UTF-8)."""
    default_schema: str
    identifier_case: str
    """What the server makes of an unquoted name: lower | upper | kept | insensitive (found in any case)."""
    forgets_inline_references: bool
    """REFERENCES in a column's definition is read and makes nothing."""
    primary_key_not_null: bool
    """The columns of a primary key cannot be NULL, even where NOT NULL is not written."""
    if_exists: tuple[str, ...]
    """Statements that take IF EXISTS or IF NOT EXISTS."""
    unsupported: Mapping[str, str]
    """Statements that the engine lacks: name to the nearest thing that it can do."""
    index_belongs_to_table: bool
    """DROP INDEX names the table."""
    drop_constraint_needs_kind: bool
    empty_tables: bool
    """A table may have no columns."""
    column_positions: bool
    """ADD COLUMN says where among the others the column stands."""
    named_column_checks: bool
    """A CHECK in a column's definition may have a name."""
    numbers_keys_only: bool
    """A column that numbers itself must be a key, always."""
    numbering_type: str
    """The one type in which a key numbers itself; empty: any whole number's."""
    column_held_by: tuple[str, ...]
    """Kinds of what keeps a column from being dropped: check, foreignkey, primary, unique, index."""
    column_held_among_others_by: tuple[str, ...]
    """The same, of what covers other columns, too."""
    dropped_column_leaves_indexes: bool
    """An index over more columns than the dropped one stays, with the others."""
    inline_references: bool
    """ADD COLUMN ... REFERENCES makes a foreign key (some engines read it and forget it)."""
    keeps_null_default: str
    """Of which columns DEFAULT NULL is kept as a default: never | of_sized_types | always."""
    harmless_functions: tuple[str, ...]
    """Regular expressions of functions that change no object, though a query calls nothing else."""
    made_up_names: Mapping[str, str]
    """The names that the server gives to unnamed constraints, by kind, where they can be told."""
    parenthesised_index_expressions: bool
    """An index takes an expression only within parentheses of its own."""
    unique_is_index: bool
    """A UNIQUE constraint and a unique index of that name are one object."""
    drops_redundant_keys: bool
    """CREATE TABLE makes one constraint of several keys over the same columns."""
    names_primary_key: bool
    """A primary key keeps the name that it was given."""
    rename_keeps_foreign_keys: bool
    alters_in_place: tuple[str, ...]
    """What needs no new table where tables are made anew to be altered: nullable, check."""
    non_transactional: tuple[str, ...]
    """Regular expressions of statements that cannot run in a transaction."""
    onupdate: bool
    match: bool
    deferrable: bool
    computed_virtual: bool
    identity: bool
    blocks: tuple[str, ...]
    """Regular expressions of statements whose body holds semicolons."""
    row_variables: tuple[str, ...]
    """Names that are no parameters behind a colon within a block: ``:NEW`` and ``:OLD`` of a trigger."""
    alone_in_batch: tuple[str, ...]
    """Regular expressions of statements that must stand first in their batch."""
    ignored_options: tuple[str, ...]
    """Dialect keywords that SQLAlchemy takes and the target version cannot run."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class StrategyFacts:
    """Which strategy of `sqlgen.lowering` serves; the words are those of its functions."""

    alter_column: str
    """per_property | full_definition | type_and_nullability | rebuild_table"""
    add_column: str
    """alter | alter_or_rebuild"""
    drop_column: str
    """alter | drop_dependents | alter_or_rebuild"""
    constraints: str
    """alter | rebuild_table"""
    comments: str
    """statement | inline | property | none"""
    enums: str
    """create_type | none"""
    explicit_identity: str
    """allowed | identity_insert"""
    batch: str
    """one_by_one | grouped_redefinitions | rebuild_table"""
    if_exists: str
    """Where the engine lacks it: guard (a catalogue query in the script) | schema (decided now) """


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LiteralFacts:
    """How values are written; ``{text}``, ``{hex}`` and the like are filled in. See base/dialect.toml."""

    string: str
    unicode_string: str
    """For NVARCHAR types, and for all text outside ASCII; empty: the plain form."""
    non_ascii_string: str
    """For text outside ASCII where an expression may stand; empty: the plain form."""
    escape_string: str
    """The form in which *escapes* count; empty: they count in every string."""
    escapes: Mapping[str, str]
    line_hazard: str
    """Regular expression of texts that would end the statement if written in one literal."""
    character: str
    spelled_out: str
    """Characters that are written with *character*."""
    never_inside: tuple[str, ...]
    """Texts that a client program would read inside a literal; it is divided after their first character."""
    concat: str
    longest_string: int
    """Bytes of UTF-8 in one literal; 0: no limit. The two below as well."""
    longest_joined: int
    joined_start: str
    """The first part of a concatenation longer than *longest_joined*."""
    bytes: str
    empty_bytes: str
    longest_bytes: int
    true: str
    false: str
    stores_dates_as_text: bool
    date: str
    time: str
    time_tz: str
    timestamp: str
    timestamp_fraction: str
    timestamp_tz: str
    timestamp_separator: str
    zone_separator: str
    zones: str
    """by_value (a zone is kept) | by_type (if the type has one) | dropped"""
    interval: str
    number_digits: int
    integer_bits: int
    stores_decimals: bool
    decimal_specials: tuple[str, ...]
    """What NUMERIC can hold: nan, infinity."""
    float: str
    float_digits: int
    float_exponent: int
    wide_float: str
    nan: str
    infinity: str
    negative_infinity: str
    special_types: tuple[str, ...]
    """Names of the types that hold the three above; none: all float types do."""
    negative_zero: str
    uuid: str
    array: str
    untyped_list: str
    untyped_tuple: str
    cast: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ScriptFacts:
    """The frame of a script."""

    terminator: str
    separator: str
    """A line of its own after each statement (GO, /); empty for none."""
    block_terminator: str
    block_begin: str
    """A line before a statement that holds semicolons (DELIMITER //); empty for none."""
    block_end: str
    begin: str
    commit: str
    commit_after_revision: bool
    """No transaction holds the script, and rows are committed by a statement of their own."""
    client_lines: tuple[str, ...]
    """Regular expressions of lines that are for the client program, not for the server."""
    stopping_client: str
    """How to call a client that stops at the first error; empty where the engine ends the transaction."""
    guard_in_transaction: bool
    """The guard is part of the first transaction; otherwise it stands before it."""
    guard_check: tuple[str, ...]
    """Statements before each COMMIT that undo the transaction where the guard has failed."""
    guard_holds: bool
    """The guard halts the script also where the client goes on after an error."""
    prologue: tuple[str, ...]
    """Statements at the very beginning."""
    client: str
    """The client that a script is written for where none is said: a key of *clients*."""
    clients: Mapping[str, tuple[str, ...]]
    """Commands to each client at the very beginning, on lines of their own; ``any`` understands none."""
    comment_replacements: Mapping[str, str]
    """What the usual client would take for a command inside a comment, and what is written instead."""
    epilogue: tuple[str, ...]
    """Statements at the very end, behind the last transaction, of a script with a guard."""
    version_type: str
    version_type_limits: bool
    """The server holds ids to the length of that type."""
    version_table_block: bool
    rebuild_before: tuple[str, ...]
    """Statements before the first transaction, where a table is made anew."""
    rebuild_begin: tuple[str, ...]
    rebuild_check: tuple[str, ...]
    split_statements: bool
    """A text of several statements may be divided; not where variables live for one batch."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SqlalchemyFacts:
    """SQLAlchemy's dialect and the attributes that a connection would have set on it."""

    name: str
    sisters: tuple[str, ...]
    """Names that a URL may give the same server; SQLAlchemy then takes the keywords of that name
    (``mysql_engine=``), and scripts see it."""
    set_by: Mapping[str, str]
    """Attributes that not every release of SQLAlchemy sets: the method that does."""
    attributes: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TranspileFacts:
    """What statements of other engines may become here; what is not named is refused."""

    supports: tuple[str, ...]
    """Of: boolean_conditions, ilike, multi_row_values, on_conflict, partial_index, recursive, truncate,
    update_from."""
    select_needs_from: str
    """The table that a SELECT of nothing but values names; empty where it needs none."""
    empty_string_is_null: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReflectionFacts:
    """How the engine tells what its tables are, as SQLAlchemy's Inspector hands it on."""

    unnamed: str
    """What names a constraint without one: of_columns | counted | nameless (it has none) | unknowable."""
    read_from: str
    """What tells the shape of a table: as_declared | catalogue_rows | data_dictionary | definition_text |
    embedded_database | information_schema."""
    schemas: tuple[str, ...]
    """Schemas that every database has and SQLAlchemy shows, the default one apart."""
    names_in_any_case: bool
    """A table is found whatever the case of its name."""
    types: Mapping[str, str]
    """What the server makes of a type: see `sqlgen.reflection.type_names`."""
    own_types: bool
    """A database may have types by names of its own."""
    parentheses: str
    """In expressions that the server writes anew: generous (around every operation) | sparing."""
    now: str
    """How it shows CURRENT_TIMESTAMP as a default; ``{precision}`` is filled in."""
    functions: Mapping[str, str]
    """How it shows calls without arguments in defaults."""
    quoted_numbers: bool
    """It shows a number as a default in quotes."""
    collations: Mapping[str, str]
    """The collation of each character set, where none is said."""
    keeps_at_time_zone: str
    """The version since which it shows AT TIME ZONE, not a call of timezone()."""
    default_operator_classes: tuple[str, ...]
    """Operator classes of indexes that it does not show."""
    actions_not_shown: tuple[str, ...]
    """ON DELETE and ON UPDATE that it does not show, being what happens anyway."""
    indexes_foreign_keys: bool
    """A foreign key without an index gets one of the server's making."""
    drawn_names: str
    """Regular expression of the names that the server draws from a counter."""
    inline_names: tuple[str, ...]
    """Kinds of constraints whose names SQLAlchemy finds in a column's definition."""
    names_column_checks: bool
    """A CHECK in a column's definition is a constraint like others."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CatalogueFacts:
    """The engine's own tables and functions that tell of its schema; ``catalogue.sql`` fills them."""

    system_schemas: tuple[str, ...]
    """Schemas of the server's own objects."""
    hidden_schemas: tuple[str, ...]
    """Of these, the ones whose relations are of a kind of their own."""
    search_path: tuple[str, ...]
    """Of the system's schemas, the ones whose relations need no prefix."""
    system_prefixes: tuple[str, ...]
    """Relations whose names begin so are the server's own."""
    system_names: str
    """More views of the server's own, as words."""
    system_tables: str
    """And tables."""
    extensions: Mapping[str, str]
    """Those that each database has, with their versions."""
    system_types: str
    """Types of the server's own that are not among *types*, as words."""
    system_columns: tuple[str, ...]
    """Columns that each table has besides, with their types; numbered from -1 down."""
    schema_is_database: bool
    """What is called a schema is a database; the target's has no name unless it is declared."""
    embedded: bool
    """The engine is at hand: the schema is made in it, and what it tells of it is taken."""
    booleans: bool
    """Conditions and columns can be true and false; else they are 1 and 0."""
    like: str
    """LIKE tells cases apart (exact), or not (folded)."""
    like_escape: str
    """The character that makes the next one in a pattern stand for itself, where no ESCAPE says it."""
    names: str
    """Names in the catalogue are compared: exact | folded."""
    headings: str
    """What an unnamed result column is called: function_name | source_text | nothing | upper_text."""
    declared_headings: bool
    """A column of the result has the name of the relation's column, however it was written."""
    indexed: tuple[str, ...]
    """Constraints that have an index: primary, unique, foreignkey (where none serves), exclude."""
    indexes_are_relations: bool
    not_null_name: str
    """How a NOT NULL is called where it is listed among the constraints; empty: it is not; or unknown."""
    default_constraints: bool
    """A default is a constraint with a name."""
    foreign_key_triggers: bool
    """Triggers of the server's own keep foreign keys."""
    no_action: str
    """What the catalogue calls a foreign key without an action."""
    defaults: str
    """How a default is shown: as_written | cast_constants | expressions | bare | in_parentheses | unknown."""
    marks_generated_defaults: bool
    """A default that is an expression is marked among the extras of its column."""
    quoted_words: str
    """Words that the server quotes when it writes a definition."""
    version: str
    """What the server says of its version; ``{version}``, and ``{number}`` of two digits a part."""
    server_only: str
    """Functions and variables whose value the server alone knows, as words."""
    settings: Mapping[str, str]
    functions: Mapping[str, str]
    """SQL's function (``@@version`` for a variable) to one of sqlgen/catalogue/functions.py."""
    table_functions: Mapping[str, str]
    """Functions in FROM that an embedded engine answers, with their columns as words."""
    casts: Mapping[str, str]
    """Types of CAST: text | integer | number | truth | relation | schema | type."""
    statements: Sequence[Mapping[str, str]]
    """What is asked in other words than SELECT: *pattern*, and the *select* that asks the same."""
    server_words: bool
    """A type is shown in the words of ``[reflection.types]``; *types* tells their numbers."""
    types: Mapping[str, Mapping[str, Any]]
    """The engine's types by the name that the catalogue has for them: see sqlgen/catalogue/types.py."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RowsFacts:
    """What the engine does with rows that a script writes and then reads."""

    types: Mapping[str, str]
    """Spellings of types in lower case, with ``(1)`` where the length decides: the kind of value, and its
    bits, digits or characters where the spelling says none. See `sqlgen.rows.kinds`."""
    numbering: str
    """sequence (keys that are given do not move it) | highest_ever | highest (of the rows that are there)"""
    null_is_numbered: bool
    """NULL for a column that the server numbers asks for a number."""
    zero_is_numbered: bool
    update_sees_changes: bool
    """In SET a = 1, b = a the second sees what the first did."""
    change_in_place_counts: int
    """What a row counts that an INSERT changes, as its key is taken."""
    query_leaves_gaps: bool
    """INSERT ... SELECT may take more numbers than it has rows."""
    last_key_returned: bool
    """After an INSERT of several rows the driver tells the last number, not the first."""
    truncate_restarts: bool
    """TRUNCATE alone sets the numbers back."""
    booleans: str
    """boolean | integer (what a comparison gives, as the driver tells it)"""
    decimals: str
    """exact | float (what a number with a point is)"""
    integer_sum_bits: int
    """Sums of wider integers are decimals."""
    casts_to_text: bool
    """A number cast to text is written as it stands."""
    string_equality: str
    """exact | collated (another case, accent or space may be equal)"""
    string_order: str
    """exact (by the characters' codes) | collated"""
    like: str
    """exact | ignores_ascii_case | collated"""
    like_escape: str
    """The escape of LIKE without ESCAPE; empty for none."""
    text_length: str
    """What VARCHAR(n) counts: characters | bytes | ignored"""
    char: str
    """What becomes of spaces at the end of CHAR(n): padded | stripped | kept"""
    foreign_keys: str
    """enforced | by_connection (the application may have turned them on)"""
    numbers_table: str
    """The table with the greatest number given out in each table; empty for none that can be written."""
    numbers_columns: tuple[str, ...]
    """Its columns: the name of a table, the number; in lower case."""
    read_order: str
    """In which order a table is read that nobody asked an order of: insertion | key"""
    times: str
    """clock | duration (what the driver gives for TIME)"""
    driver_types: tuple[str, ...]
    """Kinds of which the driver makes values of their own: json, uuid (else their text is given)."""
    no_tables: tuple[str, ...]
    """Names in FROM that stand for no table, in upper case."""
    harmless_functions: tuple[str, ...]
    """Functions that do something, but write no row of a table; in lower case."""
    results: str
    """typed (the driver gives values of the column's type) | stored (it gives what is stored)"""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ChecksFacts:
    """What the engine refuses of a history that contradicts itself."""

    names: Mapping[str, tuple[str, ...]]
    """Where a name must be the only one, by kind (table, type, index, primary, unique, check, foreignkey,
    exclude): rooms of a schema, or ``<room> in table``. What shares a room cannot have the same name."""
    referred_key: str
    """What a foreign key must lead to: unique (a key) | index (one that begins with its column); empty:
    anything, even nothing."""
    key_types: tuple[str, ...]
    """Groups of types, with commas: a foreign key cannot lead from a type of one group to one of another."""
    drops_referred: bool
    """A table that others refer to, or its columns, can be dropped."""
    engine_with_keys: str
    """The storage engine whose tables have foreign keys; empty: all have."""
    keys_switch: str
    """The variable that switches foreign keys off; empty: there is none."""
    hidden_constraints: bool
    """Defaults or NOT NULL are constraints with names, which the schema does not keep."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Facts:
    """All that a dialect.toml says, for one server version."""

    title: str
    extends: str
    sqlglot: str
    aliases: tuple[str, ...]
    default_version: str
    oldest_version: str
    sqlalchemy: SqlalchemyFacts
    ddl: DdlFacts
    strategy: StrategyFacts
    literal: LiteralFacts
    script: ScriptFacts
    quoting: Quoting
    transpile: TranspileFacts
    reflection: ReflectionFacts
    catalogue: CatalogueFacts
    rows: RowsFacts
    checks: ChecksFacts
