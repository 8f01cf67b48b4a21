"""ALTER TABLE in the manners of six engines, read into operations."""

# ruff: noqa: E501 (tables of statements)

from __future__ import annotations

import pytest

from sqlgen import operations as o
from sqlgen.schema import Check, Computed, ForeignKey, Identity, PrimaryKey, Unique
from tests.raw_sql.reading import AT, add_column, alter, column, effects, index, name, opaque_tables

T = name("t")
A = column("a", "INTEGER")
UQ = o.AddConstraint(AT, T, Unique(("a", "b"), "uq"))

UNKNOWN_TABLE = [
    # statements on a table that the schema does not know
    ("postgresql", "ALTER TABLE t ADD COLUMN a int", [add_column("t", A)]),
    ("postgresql", "ALTER TABLE t ADD a int", [add_column("t", A)]),
    ("postgresql", "ALTER TABLE IF EXISTS ONLY public.t ADD COLUMN IF NOT EXISTS a int", [add_column("t", A, if_not_exists=True)]),
    ("postgresql", "ALTER TABLE s.t ADD a int", [add_column("s.t", A)]),
    ("postgresql", "ALTER TABLE t ADD COLUMN a int REFERENCES o (x) ON DELETE CASCADE",
     [add_column("t", A, constraints=(ForeignKey(("a",), name("o"), ("x",), ondelete="CASCADE"),), inline_references=True)]),
    ("postgresql", "ALTER TABLE t ADD COLUMN a SERIAL PRIMARY KEY",
     [add_column("t", column("a", "INTEGER", nullable=False, autoincrement=True),
                 constraints=(PrimaryKey(("a",)),), inline_primary_key=True)]),
    ("postgresql", "ALTER TABLE t ADD a int, ADD b text NOT NULL DEFAULT 'x, y', DROP COLUMN c CASCADE",
     [add_column("t", A), add_column("t", column("b", "TEXT", nullable=False, default="'x, y'")), o.DropColumn(AT, T, "c")]),
    ("postgresql", "ALTER TABLE t DROP COLUMN IF EXISTS a", [o.DropColumn(AT, T, "a", True)]),
    ("postgresql", "ALTER TABLE t DROP a RESTRICT", [o.DropColumn(AT, T, "a")]),
    ("postgresql", 'ALTER TABLE "T" RENAME COLUMN "A" TO b', [alter("T", "A", new_name="b")]),
    ("postgresql", "ALTER TABLE t RENAME a TO b", [alter("t", "a", new_name="b")]),
    ("postgresql", "ALTER TABLE t RENAME TO u", [o.RenameTable(AT, T, "u")]),
    ("postgresql", "ALTER TABLE t RENAME CONSTRAINT x TO y", [o.RenameConstraint(AT, T, "x", "y")]),
    ("postgresql", "ALTER TABLE t ALTER COLUMN a TYPE bigint USING a::bigint", [alter("t", "a", type="BIGINT", using="a::bigint")]),
    ("postgresql", "ALTER TABLE t ALTER a SET DATA TYPE varchar(5) COLLATE \"C\"", [alter("t", "a", type='VARCHAR(5) COLLATE "C"')]),
    ("postgresql", "ALTER TABLE t ALTER COLUMN a TYPE timestamp with time zone USING a AT TIME ZONE 'utc', ALTER b SET NOT NULL",
     [alter("t", "a", type="TIMESTAMP WITH TIME ZONE", using="a AT TIME ZONE 'utc'"), alter("t", "b", nullable=False)]),
    ("postgresql", "ALTER TABLE t ALTER a SET NOT NULL", [alter("t", "a", nullable=False)]),
    ("postgresql", "ALTER TABLE t ALTER a DROP NOT NULL", [alter("t", "a", nullable=True)]),
    ("postgresql", "ALTER TABLE t ALTER a SET DEFAULT now()", [alter("t", "a", default="now()")]),
    ("postgresql", "ALTER TABLE t ALTER a SET DEFAULT NULL", [alter("t", "a", default=None)]),
    ("postgresql", "ALTER TABLE t ALTER a DROP DEFAULT", [alter("t", "a", default=None)]),
    ("postgresql", "ALTER TABLE t ALTER a SET DEFAULT nextval('t_a_seq'::regclass)", [alter("t", "a", default=None, autoincrement=True)]),
    ("postgresql", "ALTER TABLE t ALTER a ADD GENERATED ALWAYS AS IDENTITY (START 3)",
     [alter("t", "a", default=Identity(always=True, start=3))]),
    ("postgresql", "ALTER TABLE t ALTER a DROP IDENTITY IF EXISTS", [alter("t", "a", default=None, autoincrement=False)]),
    ("postgresql", "ALTER TABLE t ADD CONSTRAINT uq UNIQUE (a, b)", [UQ]),
    ("postgresql", "ALTER TABLE t ADD PRIMARY KEY (a)", [o.AddConstraint(AT, T, PrimaryKey(("a",)))]),
    ("postgresql", "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID", [o.AddConstraint(AT, T, Check("a > 0", "c"))]),
    ("postgresql", "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES o (x) NOT VALID",
     [o.AddConstraint(AT, T, ForeignKey(("a",), name("o"), ("x",), "f"))]),
    ("postgresql", "ALTER TABLE t DROP CONSTRAINT IF EXISTS c CASCADE", [o.DropConstraint(AT, T, "c", None, True)]),
    ("mysql", "ALTER TABLE `t` ADD COLUMN `a` int AFTER `b`", [add_column("t", A, insert_after="b")]),
    ("mysql", "ALTER TABLE t ADD (a int, b text)", [add_column("t", A), add_column("t", column("b", "TEXT"))]),
    ("mysql", "ALTER TABLE t ADD INDEX ix (a, b)", [o.CreateIndex(AT, T, index("ix", "a", "b"))]),
    ("mysql", "ALTER TABLE t ADD KEY (a)", [o.CreateIndex(AT, T, index("a", "a"))]),
    ("mysql", "ALTER TABLE t ADD UNIQUE INDEX uq (a, b)", [UQ]),
    ("mysql", "ALTER TABLE t MODIFY COLUMN a varchar(5) NOT NULL DEFAULT 'x' COMMENT 'c'",
     [alter("t", "a", type="VARCHAR(5)", nullable=False, default="'x'", comment="c", autoincrement=False, on_update=None)]),
    ("mysql", "ALTER TABLE t CHANGE a b int AFTER c",
     [alter("t", "a", new_name="b", type="INTEGER", nullable=True, default=None, comment=None, autoincrement=False,
            on_update=None, insert_after="c")]),
    ("mysql", "ALTER TABLE t ALTER a SET DEFAULT 5, ALTER COLUMN b DROP DEFAULT", [alter("t", "a", default="5"), alter("t", "b", default=None)]),
    ("mysql", "ALTER TABLE t DROP PRIMARY KEY", [o.DropConstraint(AT, T, None, "primary")]),
    ("mysql", "ALTER TABLE t DROP FOREIGN KEY f, DROP INDEX ix", [o.DropConstraint(AT, T, "f", "foreignkey"), o.DropIndex(AT, "ix", T)]),
    ("mysql", "ALTER TABLE t DROP CHECK c", [o.DropConstraint(AT, T, "c", "check")]),
    ("mysql", "ALTER TABLE t RENAME COLUMN a TO b, RENAME INDEX x TO y", [alter("t", "a", new_name="b"), o.RenameIndex(AT, "x", "y", T)]),
    ("mysql", "ALTER TABLE t RENAME AS u", [o.RenameTable(AT, T, "u")]),
    ("mysql", "ALTER TABLE t COMMENT = 'it''s'", [o.SetTableComment(AT, T, "it's")]),
    ("mysql", "RENAME TABLE t TO u, v TO w", [o.RenameTable(AT, T, "u"), o.RenameTable(AT, name("v"), "w")]),
    ("mysql", "ALTER TABLE t ADD COLUMN a int, ALGORITHM=INPLACE, LOCK=NONE", [add_column("t", A)]),
    ("mssql", "ALTER TABLE [dbo].[t] ADD [a] int, b nvarchar(5) NOT NULL CONSTRAINT df DEFAULT ('x')",
     [add_column("t", A), add_column("t", column("b", "NVARCHAR(5)", nullable=False, default="('x')"))]),
    ("mssql", "ALTER TABLE t ALTER COLUMN a bigint NOT NULL", [alter("t", "a", type="BIGINT", nullable=False)]),
    ("mssql", "ALTER TABLE t ALTER COLUMN a bigint", [alter("t", "a", type="BIGINT", nullable=True)]),
    ("mssql", "ALTER TABLE t DROP COLUMN a, b", [o.DropColumn(AT, T, "a"), o.DropColumn(AT, T, "b")]),
    ("mssql", "ALTER TABLE t DROP CONSTRAINT c, COLUMN a", [o.DropConstraint(AT, T, "c"), o.DropColumn(AT, T, "a")]),
    ("mssql", "ALTER TABLE t WITH CHECK ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES dbo.o (x)",
     [o.AddConstraint(AT, T, ForeignKey(("a",), name("o"), ("x",), "f"))]),
    ("mssql", "ALTER TABLE t ADD CONSTRAINT df DEFAULT (0) FOR a", [alter("t", "a", default="(0)")]),
    ("mssql", "ALTER TABLE t ADD a AS (b + 1)", [add_column("t", column("a", "", computed=Computed("b + 1")))]),
    ("mssql", "EXEC sp_rename 'dbo.t.a', 'b', 'COLUMN'", [alter("t", "a", new_name="b")]),
    ("mssql", "EXEC sp_rename @objname = N't', @newname = N'u'", [o.RenameTable(AT, T, "u")]),
    ("mssql", "EXEC sp_rename 't.ix', 'iy', 'INDEX'", [o.RenameIndex(AT, "ix", "iy", T)]),
    ("mssql", "ALTER TABLE t ADD a int\nALTER TABLE t DROP COLUMN b\nGO\n", [add_column("t", A), o.DropColumn(AT, T, "b")]),
    ("oracle", "ALTER TABLE T ADD (A INTEGER, B CLOB)", [add_column("t", A), add_column("t", column("b", "CLOB"))]),
    ("oracle", "ALTER TABLE t ADD a INTEGER", [add_column("t", A)]),
    ("oracle", "ALTER TABLE t MODIFY (a NUMBER(5) NOT NULL, b DEFAULT 3)",
     [alter("t", "a", type="NUMBER(5)", nullable=False), alter("t", "b", default="3")]),
    ("oracle", "ALTER TABLE t MODIFY a NULL", [alter("t", "a", nullable=True)]),
    ("oracle", "ALTER TABLE t RENAME COLUMN a TO b", [alter("t", "a", new_name="b")]),
    ("oracle", "ALTER TABLE t DROP (a, b) CASCADE CONSTRAINTS", [o.DropColumn(AT, T, "a"), o.DropColumn(AT, T, "b")]),
    ("oracle", "ALTER TABLE t DROP COLUMN a", [o.DropColumn(AT, T, "a")]),
    ("oracle", "ALTER TABLE t ADD CONSTRAINT uq UNIQUE (a, b) ENABLE", [UQ]),
    ("oracle", "ALTER TABLE t DROP PRIMARY KEY CASCADE", [o.DropConstraint(AT, T, None, "primary")]),
    ("oracle", "RENAME t TO u", [o.RenameTable(AT, T, "u")]),
    ("sqlite", "ALTER TABLE t ADD a INTEGER", [add_column("t", A)]),
    ("sqlite", "ALTER TABLE 't' RENAME TO \"u\"", [o.RenameTable(AT, T, "u")]),
    ("sqlite", "ALTER TABLE t DROP a", [o.DropColumn(AT, T, "a")]),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "sql", "expected"), UNKNOWN_TABLE)
def test_alter_table(dialect: str, sql: str, expected: list[o.Operation]) -> None:
    assert effects(dialect, sql) == tuple(expected)


HARMLESS = [
    "ALTER TABLE t OWNER TO bob",
    "ALTER TABLE t SET (fillfactor = 70), SET LOGGED",
    "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE t FORCE ROW LEVEL SECURITY",
    "ALTER TABLE t VALIDATE CONSTRAINT c",
    "ALTER TABLE t CLUSTER ON ix",
    "ALTER TABLE t DISABLE TRIGGER ALL",
    "ALTER TABLE t REPLICA IDENTITY FULL",
    "ALTER TABLE t ALTER COLUMN a SET STATISTICS 500",
    "ALTER TABLE t ALTER COLUMN a SET STORAGE EXTERNAL",
    "ALTER TABLE t ALTER CONSTRAINT c DEFERRABLE",
]


@pytest.mark.parametrize("sql", HARMLESS)
def test_what_changes_no_shape_has_no_effect(sql: str) -> None:
    assert effects("postgresql", sql) == ()


NOT_UNDERSTOOD = [
    ("postgresql", "ALTER TABLE t FROBNICATE a"),
    ("postgresql", "ALTER TABLE t ADD COLUMN a int FROBNICATED"),
    ("postgresql", "ALTER TABLE t ALTER COLUMN a SET FROBNICATED"),
    ("postgresql", "ALTER TABLE t ADD COLUMN"),
    ("mssql", "ALTER TABLE t SWITCH TO u"),
    ("oracle", "ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u"),
]


@pytest.mark.parametrize(("dialect", "sql"), NOT_UNDERSTOOD)
def test_what_is_not_understood_makes_its_table_opaque_and_no_other(dialect: str, sql: str) -> None:
    made = effects(dialect, sql, "CREATE TABLE other (x int)", "CREATE TABLE t (id int)")
    assert opaque_tables(made) == [["t"]]
    assert len(made) == 1


def test_half_of_a_statement_is_not_taken() -> None:
    made = effects("postgresql", "ALTER TABLE t ADD a int, FROBNICATE b")
    assert [type(op) for op in made] == [o.MakeOpaque]


def known(sql: str, dialect: str = "postgresql") -> tuple[o.Operation, ...]:
    return effects(
        dialect,
        sql,
        "CREATE TABLE o (x int PRIMARY KEY)",
        """CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b int CHECK (b > 0), c int,
           FOREIGN KEY (c) REFERENCES o (x), CONSTRAINT named CHECK (a > b))""",
    )


def test_a_constraint_is_found_by_the_name_that_the_server_made_up() -> None:
    for constraint in ("t_pkey", "t_a_key", "t_c_fkey", "t_b_check"):
        (made,) = known(f"ALTER TABLE t DROP CONSTRAINT {constraint}")
        assert made == o.DropConstraint(AT, T, constraint)
    (made,) = known("ALTER TABLE t DROP FOREIGN KEY t_ibfk_1", "mysql")
    assert made == o.DropConstraint(AT, T, "t_ibfk_1", "foreignkey")
    (made,) = known("ALTER TABLE t DROP INDEX a", "mysql")
    assert made == o.DropConstraint(AT, T, "a")


def test_a_constraint_that_is_not_known_makes_the_table_opaque() -> None:
    assert opaque_tables(known("ALTER TABLE t DROP CONSTRAINT who")) == [["t"]]
    assert known("ALTER TABLE t DROP CONSTRAINT IF EXISTS who") == ()


def test_an_unnamed_constraint_gets_the_name_it_is_given() -> None:
    (made,) = known("ALTER TABLE t RENAME CONSTRAINT t_a_key TO uq")
    assert made == o.RenameConstraint(AT, T, "t_a_key", "uq")


def test_names_are_found_in_any_case_where_the_engine_does() -> None:
    for dialect in ("mssql", "sqlite"):
        made = effects(dialect, "ALTER TABLE USERS RENAME COLUMN ID TO Number" if dialect == "sqlite" else
                       "ALTER TABLE USERS ALTER COLUMN ID bigint", "CREATE TABLE Users (Id int)")  # fmt: skip
        assert isinstance(made[0], o.AlterColumn)
        assert (made[0].table, made[0].column) == (name("Users"), "Id")
    made = effects("mysql", "ALTER TABLE users DROP COLUMN ID", "CREATE TABLE users (Id int)")
    assert made == (o.DropColumn(AT, name("users"), "Id"),)
    made = effects("postgresql", "ALTER TABLE USERS DROP COLUMN ID", "CREATE TABLE users (id int)")
    assert made == (o.DropColumn(AT, name("users"), "id"),)


def test_a_table_moves_to_another_schema_with_its_foreign_keys() -> None:
    made = effects(
        "postgresql",
        "ALTER TABLE o SET SCHEMA s",
        "CREATE TABLE o (x int CONSTRAINT pk PRIMARY KEY); CREATE TABLE t (a int CONSTRAINT f REFERENCES o (x))",
    )
    assert made == (o.MoveTable(AT, name("o"), name("s.o")),)


def test_a_constraint_takes_over_an_index() -> None:
    made = effects(
        "postgresql",
        "ALTER TABLE t ADD CONSTRAINT uq UNIQUE USING INDEX ix",
        "CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX ix ON t (a, b)",
    )
    assert made == (o.DropIndex(AT, "ix", T), UQ)
