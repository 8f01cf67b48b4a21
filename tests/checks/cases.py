"""Changes that contradict the history before them, each with near misses that do not.

Every case is run by live Alembic on real servers. *refused*: the engines that refuse it, where the checks must tell
it; on the other *engines* the server takes it, and the checks must be silent.
"""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql

from tests.checks import histories as h

Script = Callable[[Any], object]
ALL = "postgresql, mariadb, sqlite"
STRICT = "postgresql, mariadb"


class Case(NamedTuple):
    name: str
    refused: str
    given: Script
    change: Script
    told: str = ""
    engines: str = ALL


CASES: list[Case] = []


def case(
    name: str, refused: str, given: Script, change: Script, told: str = "", *, engines: str = ALL
) -> None:
    CASES.append(Case(name, refused, given, change, told, engines))


def create(name: str, *items: Any, **kw: Any) -> Script:
    """Return a script that creates a table with a number and *items*, which are made anew each time."""

    def script(op: Any) -> None:
        made = [item() if callable(item) else item for item in items]
        op.create_table(name, sa.Column("n", sa.Integer), *made, **kw)

    return script


def key(*columns: tuple[str, Any], to: str, name: str | None = None) -> list[Any]:
    """Return makers of columns and of a foreign key from them to *to* (``table.a, b``)."""
    table, _, names = to.partition(".")
    referred = [f"{table}.{one.strip()}" for one in names.split(",")]
    return [
        *(lambda column=column, type_=type_: sa.Column(column, type_) for column, type_ in columns),
        lambda: sa.ForeignKeyConstraint([c for c, _ in columns], referred, name=name),
    ]


def batch(table: str, *calls: tuple[str, tuple[Any, ...], dict[str, Any]]) -> Script:
    """Return a script with one batch of *calls*."""

    def script(op: Any) -> None:
        with op.batch_alter_table(table) as batch_op:
            for method, args, kw in calls:
                getattr(batch_op, method)(*args, **kw)

    return script


def call(method: str, *args: Any, **kw: Any) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    return method, args, kw


def then(*scripts: Script) -> Script:
    """Return the scripts in turn."""

    def script(op: Any) -> None:
        for one in scripts:
            one(op)

    return script


def raw(sql: str) -> Script:
    return lambda op: op.execute(sql)


def insert(table: str, **row: Any) -> Script:
    def script(op: Any) -> None:
        op.bulk_insert(sa.table(table, *(sa.column(name) for name in row)), [row])

    return script


def column(name: str = "extra") -> sa.Column[Any]:
    return sa.Column(name, sa.Integer)


# --- tables ---

case(
    "drop a dropped table",
    ALL,
    h.without_orders,
    lambda op: op.drop_table("orders"),
    'table "orders" does not exist',
)
case("drop a renamed table", ALL, h.renamed_orders, lambda op: op.drop_table("orders"), "does not exist")
case("drop it by its new name", "", h.renamed_orders, lambda op: op.drop_table("purchases"))
case(
    "drop a dropped table if it exists",
    "",
    h.without_orders,
    lambda op: op.drop_table("orders", if_exists=True),
)
case("create what is there", ALL, h.shop, create("orders"), 'table "orders" already exists')
case("create what was dropped", "", h.without_orders, create("orders"))
case("create what was renamed", "", h.renamed_orders, create("orders"))
case("create what is there if it is not", "", h.shop, create("orders", if_not_exists=True))
case(
    "rename a dropped table",
    ALL,
    h.without_orders,
    lambda op: op.rename_table("orders", "x"),
    "does not exist",
)
case(
    "rename to a name that is taken",
    ALL,
    h.shop,
    lambda op: op.rename_table("orders", "customers"),
    "already exists",
)
case(
    "rename to a name that was dropped",
    "",
    h.without_orders,
    lambda op: op.rename_table("customers", "orders"),
)
case("rename back", "", h.renamed_orders, lambda op: op.rename_table("purchases", "orders"))
case(
    "add a column to a dropped table",
    ALL,
    h.without_orders,
    lambda op: op.add_column("orders", column()),
    "does not exist",
)
case(
    "add a column to a renamed table",
    ALL,
    h.renamed_orders,
    lambda op: op.add_column("orders", column()),
    "does not exist",
)
case("add it by the new name", "", h.renamed_orders, lambda op: op.add_column("purchases", column()))
case(
    "index a dropped table",
    ALL,
    h.without_orders,
    lambda op: op.create_index("i", "orders", ["id"]),
    "does not exist",
)
case("rows for a dropped table", ALL, h.without_orders, insert("orders", id=1), "does not exist")
case("rows for a renamed table", ALL, h.renamed_orders, insert("orders", id=1), "does not exist")
case("rows by the new name", "", h.renamed_orders, insert("purchases", id=1))
case(
    "comment on a dropped table",
    STRICT,
    h.without_orders,
    lambda op: op.create_table_comment("orders", "c"),
    "does not exist",
    engines=STRICT,
)
case(
    "batch on a renamed table",
    ALL,
    h.renamed_orders,
    batch("orders", call("drop_column", "note")),
    "does not exist",
)
case("batch by the new name", "", h.renamed_orders, batch("purchases", call("add_column", column())))
case("a table named as an index", "postgresql, sqlite", h.shop, create("ix_note"), "cannot have its name")
case("a table named as a dropped index", "", h.without_index, create("ix_note"))
case("a table named as a unique constraint", "postgresql", h.shop, create("uq_code"), "cannot have its name")
case("a table named as a check", "", h.shop, create("ck_pieces"))
case("drop what others refer to", STRICT, h.shop, lambda op: op.drop_table("customers"), "refers to it")
case("drop it after those", "", h.without_orders, lambda op: op.drop_table("customers"))
case("drop who refers", "", h.shop, lambda op: op.drop_table("orders"))
case(
    "drop it after the foreign key", "", h.shop,
    then(batch("orders", call("drop_constraint", "fk_customer", type_="foreignkey")), lambda op: op.drop_table("customers")),
)  # fmt: skip
case(
    "drop what refers to itself", "",
    create("trees", lambda: sa.Column("id", sa.Integer, primary_key=True, autoincrement=False), *key(("up", sa.Integer), to="trees.id")),
    lambda op: op.drop_table("trees"),
)  # fmt: skip
case(
    "drop what a table without foreign keys names", "",
    then(h.shop, lambda op: op.drop_table("orders"), create("old", *key(("c", sa.Integer), to="customers.id"), mysql_engine="MyISAM", mariadb_engine="MyISAM")),
    lambda op: op.drop_table("customers"), engines="mariadb",
)  # fmt: skip
case(
    "drop it while foreign keys are off",
    "",
    then(h.shop, raw("SET foreign_key_checks = 0")),
    lambda op: op.drop_table("customers"),
    engines="mariadb",
)
case(
    "drop what a CASCADE freed",
    "",
    then(h.shop, raw("ALTER TABLE customers DROP CONSTRAINT pk_customers CASCADE")),
    lambda op: op.drop_table("customers"),
    engines="postgresql",
)

# --- columns ---

case(
    "add a column that is there",
    ALL,
    h.shop,
    lambda op: op.add_column("orders", column("note")),
    'column "orders.note" already exists',
)
case(
    "add it in other case",
    "mariadb, sqlite",
    h.shop,
    lambda op: op.add_column("orders", column("NOTE")),
    "already exists",
)
case(
    "add it if it is not there",
    "",
    h.shop,
    lambda op: op.add_column("orders", column("note"), if_not_exists=True),
    engines=STRICT,
)
case("add what was dropped", "", h.without_note, lambda op: op.add_column("orders", column("note")))
case("add what was renamed", "", h.renamed_note, lambda op: op.add_column("orders", column("note")))
case(
    "drop a renamed column",
    ALL,
    h.renamed_note,
    batch("orders", call("drop_column", "note")),
    'column "orders.note" does not exist',
)
case(
    "drop it by its new name (column)",
    "",
    h.renamed_note,
    batch("orders", call("drop_index", "ix_note"), call("drop_column", "remark")),
)
case(
    "drop a column, then its index",
    STRICT,
    h.shop,
    batch("orders", call("drop_column", "note"), call("drop_index", "ix_note")),
    "does not exist",
)
case(
    "drop a column, then its unique constraint",
    STRICT,
    h.shop,
    batch("customers", call("drop_column", "code"), call("drop_constraint", "uq_code", type_="unique")),
    "does not exist",
)
case(
    "drop a dropped column",
    ALL,
    h.without_note,
    batch("orders", call("drop_column", "note")),
    "does not exist",
)
case(
    "drop it if it exists",
    "",
    h.without_note,
    lambda op: op.drop_column("orders", "note", if_exists=True),
    engines=STRICT,
)
case("drop what never was", ALL, h.shop, batch("orders", call("drop_column", "nothing")), "does not exist")
case(
    "alter a renamed column",
    ALL,
    h.renamed_note,
    batch("orders", call("alter_column", "note", type_=sa.Text(), existing_type=sa.String(80))),
    "does not exist",
)
case(
    "alter it by its new name",
    "",
    h.renamed_note,
    batch("orders", call("alter_column", "remark", type_=sa.String(90), existing_type=sa.String(80))),
)
case(
    "alter what has another case",
    "postgresql",
    h.shop,
    batch("orders", call("alter_column", "Note", type_=sa.String(90), existing_type=sa.String(80))),
    "does not exist",
    engines=STRICT,
)
case(
    "rename to a name that is taken by a column",
    ALL,
    h.shop,
    batch("orders", call("alter_column", "note", new_column_name="pieces", existing_type=sa.String(80))),
    "already exists",
)
case(
    "rename, and back", "", h.renamed_note,
    batch("orders", call("alter_column", "remark", new_column_name="note", existing_type=sa.String(80))),
)  # fmt: skip
case(
    "index a renamed column",
    ALL,
    h.renamed_note,
    lambda op: op.create_index("i", "orders", ["note"]),
    "does not exist",
)
case("index it by its new name", "", h.renamed_note, lambda op: op.create_index("i", "orders", ["remark"]))
case(
    "index a dropped column",
    ALL,
    h.without_note,
    lambda op: op.create_index("i", "orders", ["id", "note"]),
    "does not exist",
)
case(
    "index a column of another table",
    ALL,
    h.shop,
    lambda op: op.create_index("i", "customers", ["pieces"]),
    "does not exist",
)
case(
    "index an expression",
    "",
    h.shop,
    lambda op: op.create_index("i", "orders", [sa.text("lower(note)")]),
    engines="postgresql, sqlite",
)
case(
    "include a dropped column",
    "postgresql",
    h.without_note,
    lambda op: op.create_index("i", "orders", ["id"], postgresql_include=["note"]),
    "does not exist",
)
case(
    "unique over a renamed column",
    STRICT,
    h.renamed_note,
    batch("orders", call("create_unique_constraint", "u", ["note"])),
    "does not exist",
    engines=STRICT,
)
case(
    "unique by its new name",
    "",
    h.renamed_note,
    batch("orders", call("create_unique_constraint", "u", ["remark"])),
)
case(
    "a foreign key from a dropped column",
    STRICT,
    h.without_note,
    batch("orders", call("create_foreign_key", "f", "customers", ["note"], ["code"])),
    "does not exist",
    engines=STRICT,
)
case(
    "a check on a dropped column",
    ALL,
    h.without_note,
    batch("orders", call("create_check_constraint", "c", sa.text("note <> ''"))),
    "does not exist",
)
case(
    "a check on a word of that name",
    "",
    h.without_note,
    batch("orders", call("create_check_constraint", "c", sa.text("id <> length('note')"))),
)
case("rows with a dropped column", ALL, h.without_note, insert("orders", id=1, note="x"), "does not exist")
case("rows with the new name", "", h.renamed_note, insert("orders", id=1, remark="x"))
case(
    "index what raw SQL renamed",
    ALL,
    then(h.shop, raw("ALTER TABLE orders RENAME COLUMN note TO remark")),
    lambda op: op.create_index("i", "orders", ["note"]),
    "does not exist",
)
case(
    "index what raw SQL added",
    "",
    then(h.shop, raw("ALTER TABLE orders ADD COLUMN more INTEGER")),
    lambda op: op.create_index("i", "orders", ["more"]),
)
case(
    "drop what raw SQL dropped",
    ALL,
    then(h.shop, raw("DROP TABLE orders")),
    lambda op: op.drop_table("orders"),
    "does not exist",
)
case(
    "drop what raw SQL made anew",
    "",
    then(h.without_orders, raw("CREATE TABLE orders (a INTEGER)")),
    lambda op: op.drop_table("orders"),
)
case(
    "a renamed column of a renamed table",
    ALL,
    then(h.renamed_note, lambda op: op.rename_table("orders", "purchases")),
    lambda op: op.create_index("i", "purchases", ["note"]),
    "does not exist",
)
case(
    "drop a column that others refer to",
    STRICT,
    then(h.shop, create("codes", *key(("c", sa.String(10)), to="customers.code"))),
    lambda op: op.drop_column("customers", "code"),
    "refers to it",
    engines=STRICT,
)
case(
    "drop a column beside it",
    "",
    then(h.shop, create("codes", *key(("c", sa.String(10)), to="customers.code"))),
    lambda op: op.drop_column("customers", "city"),
    engines=STRICT,
)

# --- indexes ---

case(
    "an index that is there",
    ALL,
    h.shop,
    lambda op: op.create_index("ix_note", "orders", ["id"]),
    'index "ix_note" already exists',
)
case(
    "an index that was dropped", "", h.without_index, lambda op: op.create_index("ix_note", "orders", ["id"])
)
case(
    "an index that is there if it is not",
    "",
    h.shop,
    lambda op: op.create_index("ix_note", "orders", ["note"], if_not_exists=True),
)
case(
    "its name on another table",
    "postgresql, sqlite",
    h.shop,
    lambda op: op.create_index("ix_note", "customers", ["city"]),
    "cannot have its name",
)
case(
    "its name when its table is gone",
    "",
    h.without_orders,
    lambda op: op.create_index("ix_note", "customers", ["city"]),
)
case(
    "drop an index that never was",
    ALL,
    h.shop,
    lambda op: op.drop_index("ix_nothing", table_name="orders"),
    'index "ix_nothing" of "orders" does not exist',
)
case(
    "drop a dropped index",
    ALL,
    h.without_index,
    lambda op: op.drop_index("ix_note", table_name="orders"),
    "does not exist",
)
case(
    "drop it if it exists (index)",
    "",
    h.without_index,
    lambda op: op.drop_index("ix_note", table_name="orders", if_exists=True),
)
case(
    "drop an index under its table's new name",
    "",
    h.renamed_orders,
    lambda op: op.drop_index("ix_note", table_name="purchases"),
)
case(
    "drop an index of another table",
    "mariadb",
    h.shop,
    lambda op: op.drop_index("ix_note", table_name="customers"),
    "does not exist",
)
case(
    "an index named as its table",
    "postgresql, sqlite",
    h.shop,
    lambda op: op.create_index("orders", "orders", ["note"]),
    "cannot have its name",
)
case(
    "an index named as a unique constraint of the table",
    STRICT,
    h.shop,
    lambda op: op.create_index("uq_pieces", "orders", ["note"]),
    "cannot have its name",
)
case(
    "an index named as one of another table",
    "postgresql",
    h.shop,
    lambda op: op.create_index("uq_code", "orders", ["note"]),
    "cannot have its name",
)
case(
    "an index that went with its column",
    STRICT,
    then(h.shop, lambda op: op.drop_column("orders", "note")),
    lambda op: op.drop_index("ix_note", table_name="orders"),
    "does not exist",
    engines=STRICT,
)

# --- constraints ---

case(
    "drop a constraint that never was",
    ALL,
    h.shop,
    batch("orders", call("drop_constraint", "nothing", type_="unique")),
    '"nothing" of "orders" does not exist',
)
case(
    "drop a dropped constraint",
    ALL,
    h.without_unique,
    batch("orders", call("drop_constraint", "uq_pieces", type_="unique")),
    "does not exist",
)
case(
    "drop a constraint under its table's new name",
    "",
    h.renamed_orders,
    batch("purchases", call("drop_constraint", "uq_pieces", type_="unique")),
)
case(
    "drop what the server named",
    "",
    create("a", lambda: sa.Column("u", sa.Integer, unique=True)),
    lambda op: op.drop_constraint("a_u_key", "a"),
    engines="postgresql",
)
case(
    "drop a key that the server named",
    "",
    then(h.shop, create("a", *key(("c", sa.Integer), to="customers.id"))),
    lambda op: op.drop_constraint("a_ibfk_1", "a", type_="foreignkey"),
    engines="mariadb",
)
case(
    "a constraint that is there",
    STRICT,
    h.shop,
    batch("orders", call("create_unique_constraint", "uq_pieces", ["note"])),
    "already exists",
    engines=STRICT,
)
case(
    "a constraint that was dropped",
    "",
    h.without_unique,
    batch("orders", call("create_unique_constraint", "uq_pieces", ["note"])),
)
case(
    "a check named as a unique constraint",
    STRICT,
    h.shop,
    batch("orders", call("create_check_constraint", "uq_pieces", sa.text("id > 0"))),
    "cannot have its name",
)
case(
    "a check named as a foreign key",
    STRICT,
    h.shop,
    batch("orders", call("create_check_constraint", "fk_customer", sa.text("id > 0"))),
    "cannot have its name",
)
case(
    "a check named as an index",
    "",
    h.shop,
    batch("orders", call("create_check_constraint", "ix_note", sa.text("id > 0"))),
)
case(
    "a unique constraint named as a foreign key",
    "postgresql",
    h.shop,
    batch("orders", call("create_unique_constraint", "fk_customer", ["note"])),
    "cannot have its name",
    engines="postgresql",
)
case(
    "a check named as one of another table",
    "",
    h.shop,
    batch("customers", call("create_check_constraint", "ck_pieces", sa.text("id > 0"))),
)
case(
    "a unique constraint named as one of another table",
    "postgresql",
    h.shop,
    batch("customers", call("create_unique_constraint", "uq_pieces", ["city"])),
    "cannot have its name",
)
case(
    "a foreign key named as one of another table",
    "mariadb",
    h.shop,
    create("a", *key(("c", sa.Integer), to="customers.id", name="fk_customer")),
    "cannot have its name",
)
case(
    "a second primary key",
    STRICT,
    h.shop,
    batch("orders", call("create_primary_key", "pk2", ["id"])),
    "has a primary key already",
    engines=STRICT,
)
case("a first primary key", "", h.items, batch("items", call("create_primary_key", "pk", ["code"])))
case(
    "a primary key after the other",
    "",
    then(
        h.items,
        batch("items", call("create_primary_key", "pk", ["code"])),
        batch("items", call("drop_constraint", "pk", type_="primary")),
    ),
    batch("items", call("create_primary_key", "pk", ["code"])),
    engines=STRICT,
)
case(
    "two indexes of one name",
    ALL,
    h.nothing,
    create("a", lambda: sa.Column("m", sa.Integer), lambda: sa.Index("i", "n"), lambda: sa.Index("i", "m")),
    "the name is given twice",
)
case(
    "a new index named as its new table",
    "postgresql, sqlite",
    h.nothing,
    create("a", lambda: sa.Index("a", "n")),
    "the name is given twice",
)

# --- foreign keys ---

case(
    "a foreign key to a dropped table",
    STRICT,
    then(h.shop, lambda op: op.drop_table("orders")),
    create("a", *key(("o", sa.Integer), to="orders.id")),
    "refers to a table that is not there",
)
case(
    "a foreign key to a renamed table",
    STRICT,
    h.renamed_orders,
    create("a", *key(("o", sa.Integer), to="orders.id")),
    "refers to a table that is not there",
)
case(
    "a foreign key to its new name",
    "",
    h.renamed_orders,
    create("a", *key(("o", sa.Integer), to="purchases.id")),
)
case(
    "a foreign key to no column",
    STRICT,
    h.shop,
    create("a", *key(("o", sa.Integer), to="orders.number")),
    "does not exist",
)
case(
    "a foreign key to a renamed column",
    STRICT,
    then(
        h.shop,
        batch(
            "customers",
            call(
                "alter_column",
                "code",
                new_column_name="sign",
                existing_type=sa.String(10),
                existing_nullable=False,
            ),
        ),
    ),
    create("a", *key(("c", sa.String(10)), to="customers.code")),
    "does not exist",
)
case(
    "a foreign key to its new name of a column",
    "",
    then(
        h.shop,
        batch(
            "customers",
            call(
                "alter_column",
                "code",
                new_column_name="sign",
                existing_type=sa.String(10),
                existing_nullable=False,
            ),
        ),
    ),
    create("a", *key(("c", sa.String(10)), to="customers.sign")),
)
case(
    "a foreign key to what is no key",
    STRICT,
    h.shop,
    create("a", *key(("c", sa.String(20)), to="customers.city")),
    "which is not",
)
case(
    "a foreign key to what is indexed",
    "postgresql",
    h.two_keys,
    create("a", *key(("c", sa.String(10)), to="places.label")),
    "which is not unique",
)
case(
    "a foreign key to what is indexed as unique",
    "",
    then(h.shop, lambda op: op.create_index("u", "customers", ["city"], unique=True)),
    create("a", *key(("c", sa.String(20)), to="customers.city")),
)
case(
    "a foreign key to a unique constraint",
    "",
    h.shop,
    create("a", *key(("c", sa.String(10)), to="customers.code")),
)
case(
    "a foreign key to a key in another order",
    "",
    h.two_keys,
    create("a", *key(("s", sa.Integer), ("r", sa.Integer), to="places.seat_no, row_no")),
    engines="postgresql",
)
case(
    "a foreign key to both columns",
    "",
    h.two_keys,
    create("a", *key(("r", sa.Integer), ("s", sa.Integer), to="places.row_no, seat_no")),
)
case(
    "a foreign key to one of both",
    "postgresql",
    h.two_keys,
    create("a", *key(("r", sa.Integer), to="places.row_no")),
    "which is not unique",
)
case(
    "a foreign key to the other of both",
    STRICT,
    h.two_keys,
    create("a", *key(("s", sa.Integer), to="places.seat_no")),
    "which is not",
)
case(
    "text to a number",
    STRICT,
    h.shop,
    create("a", *key(("o", sa.String(9)), to="orders.id")),
    "cannot be compared",
)
case(
    "a wide number to a narrow one",
    "mariadb",
    h.shop,
    create("a", *key(("o", sa.BigInteger), to="orders.id")),
    "cannot be compared",
)
case("text of another length", "", h.shop, create("a", *key(("c", sa.String(80)), to="customers.code")))
case("text of fixed length", "", h.shop, create("a", *key(("c", sa.CHAR(10)), to="customers.code")))
case(
    "a number without sign",
    "mariadb",
    h.shop,
    create("a", *key(("o", mysql.INTEGER(unsigned=True)), to="orders.id")),
    "cannot be compared",
    engines="mariadb",
)
case(
    "a number with a width",
    "",
    h.shop,
    create("a", *key(("o", mysql.INTEGER(display_width=11)), to="orders.id")),
    engines="mariadb",
)
case(
    "to what has another type since",
    "mariadb",
    then(
        h.items,
        lambda op: op.create_index("i", "items", ["n"], unique=True),
        batch("items", call("alter_column", "n", type_=sa.BigInteger(), existing_type=sa.Integer())),
    ),
    create("a", *key(("o", sa.Integer), to="items.n")),
    "cannot be compared",
)
case(
    "a foreign key to a dropped table, later",
    STRICT,
    h.without_orders,
    batch("customers", call("create_foreign_key", "f", "orders", ["id"], ["id"])),
    "refers to a table that is not there",
)
case(
    "a foreign key to text, later",
    STRICT,
    h.shop,
    batch("orders", call("create_foreign_key", "f", "customers", ["pieces"], ["code"])),
    "cannot be compared",
)
case(
    "a foreign key, later",
    "",
    h.shop,
    batch("orders", call("create_foreign_key", "f", "customers", ["pieces"], ["id"])),
)
case(
    "a column with a foreign key to a dropped table",
    STRICT,
    h.without_orders,
    lambda op: op.add_column("customers", sa.Column("o", sa.Integer, sa.ForeignKey("orders.id", name="f"))),
    "refers to a table that is not there",
    engines=STRICT,
)
case(
    "a column with a foreign key",
    "",
    h.shop,
    lambda op: op.add_column("orders", sa.Column("c", sa.Integer, sa.ForeignKey("customers.id", name="f"))),
    engines=STRICT,
)
case(
    "a foreign key to a dropped table while they are off",
    "",
    then(h.without_orders, raw("SET foreign_key_checks = 0")),
    create("a", *key(("o", sa.Integer), to="orders.id")),
    engines="mariadb",
)
case(
    "a foreign key to its own key",
    "",
    h.nothing,
    create(
        "a",
        lambda: sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        *key(("up", sa.Integer), to="a.id"),
    ),
)
case(
    "a foreign key to its own column, no key",
    STRICT,
    h.nothing,
    create("a", *key(("up", sa.Integer), to="a.n")),
    "which is not",
)

# --- types ---

P = "postgresql"
ENUM = postgresql.ENUM


def typed(name: str) -> Callable[[], sa.Column[Any]]:
    return lambda: sa.Column("m", ENUM("glad", "sad", name=name, create_type=False))


def make_type(checkfirst: bool) -> Script:
    return lambda op: ENUM("glad", "sad", name="mood").create(op.get_bind(), checkfirst=checkfirst)


def drop_type(checkfirst: bool) -> Script:
    return lambda op: ENUM(name="mood").drop(op.get_bind(), checkfirst=checkfirst)


case("a type that is there", P, h.mood, make_type(False), 'type "mood" already exists', engines=P)
case("a type that is there, looked for", "", h.mood, make_type(True), engines=P)
case("a type that was dropped", "", h.moodless, make_type(False), engines=P)
case("drop a type in use", P, h.mood, drop_type(False), "cannot be dropped", engines=P)
case(
    "drop a type out of use",
    "",
    then(h.mood, lambda op: op.drop_table("people")),
    drop_type(False),
    engines=P,
)
case(
    "drop a type that its column left",
    "",
    then(h.mood, lambda op: op.alter_column("people", "mood", type_=sa.String(9))),
    drop_type(False),
    engines=P,
)
case(
    "drop a type that went with its column",
    "",
    then(h.mood, lambda op: op.drop_column("people", "mood")),
    drop_type(False),
    engines=P,
)
case(
    "drop a dropped type",
    P,
    then(make_type(False), drop_type(False)),
    drop_type(False),
    "does not exist",
    engines=P,
)
case("drop a dropped type, looked for", "", h.moodless, drop_type(True), engines=P)
case(
    "a column of a dropped type",
    P,
    then(make_type(False), drop_type(False)),
    create("a", typed("mood")),
    "does not exist",
    engines=P,
)
case("a column of a type that is there", "", h.mood, create("a", typed("mood")), engines=P)
case("a table named as a type", P, h.mood, create("mood"), "cannot have its name", engines=P)
case(
    "a type named as a table",
    P,
    h.shop,
    lambda op: ENUM("a", name="orders").create(op.get_bind(), checkfirst=False),
    "cannot have its name",
    engines=P,
)
