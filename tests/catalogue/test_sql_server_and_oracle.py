# ruff: noqa: E501
"""SQL Server's and Oracle's catalogues: answers argued from the vendors' pages, since no such server is at hand."""

from __future__ import annotations

from typing import Any

import pytest

from sqlgen.catalogue import NotAnswerable, answer
from sqlgen.dialect import load_dialect
from tests.catalogue.oracle import schema_of

MSSQL = load_dialect("mssql")
ORACLE = load_dialect("oracle")

TABLES = """
CREATE TABLE users (id INT NOT NULL IDENTITY, email NVARCHAR(255) NOT NULL, name VARCHAR(max), active BIT DEFAULT 1,
    CONSTRAINT pk_users PRIMARY KEY (id), CONSTRAINT uq_users_email UNIQUE (email));
CREATE TABLE posts (id INT NOT NULL, author INT, body NVARCHAR(max), CONSTRAINT pk_posts PRIMARY KEY (id),
    CONSTRAINT fk_posts_author FOREIGN KEY(author) REFERENCES users (id) ON DELETE CASCADE, CONSTRAINT ck_posts CHECK (id > 0));
CREATE INDEX ix_posts_author ON posts (author DESC);
CREATE TABLE archive.old (id INT NOT NULL);
"""
SERVER = schema_of(TABLES, MSSQL)

# https://learn.microsoft.com/sql/relational-databases/system-information-schema-views and each view's own page
SQL_SERVER: list[tuple[str, list[tuple[Any, ...]]]] = [
    ("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'dbo' ORDER BY TABLE_NAME", [("posts",), ("users",)]),
    ("SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = N'users'", [(1,)]),
    ("SELECT COUNT(*) FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'USERS' AND COLUMN_NAME = 'Email'", [(1,)]),
    ("SELECT COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, IS_NULLABLE FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'users'",
     [("id", "int", None, "NO"), ("email", "nvarchar", 255, "NO"), ("name", "varchar", -1, "YES"), ("active", "bit", None, "YES")]),
    ("SELECT CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE TABLE_NAME = 'posts' AND CONSTRAINT_TYPE = 'FOREIGN KEY'", [("fk_posts_author",)]),
    ("SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE WHERE CONSTRAINT_NAME = 'pk_users'", [("id",)]),
    ("SELECT DELETE_RULE, UNIQUE_CONSTRAINT_NAME FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_NAME = 'fk_posts_author'", [("CASCADE", "pk_users")]),
    ("SELECT name FROM sys.tables WHERE schema_id = SCHEMA_ID('dbo')", [("posts",), ("users",)]),
    ("SELECT t.name FROM sys.tables t JOIN sys.schemas s ON s.schema_id = t.schema_id WHERE s.name = 'archive'", [("old",)]),
    ("SELECT name FROM sys.columns WHERE object_id = OBJECT_ID('dbo.users') AND is_nullable = 0", [("id",), ("email",)]),
    ("SELECT c.name, ty.name, c.max_length FROM sys.columns c JOIN sys.types ty ON ty.user_type_id = c.user_type_id WHERE c.object_id = OBJECT_ID(N'users')",
     [("id", "int", 4), ("email", "nvarchar", 510), ("name", "varchar", -1), ("active", "bit", 1)]),
    ("SELECT name FROM sys.indexes WHERE object_id = OBJECT_ID('posts') AND name = 'ix_posts_author'", [("ix_posts_author",)]),
    ("SELECT i.name, c.name FROM sys.indexes i JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id WHERE i.object_id = OBJECT_ID('users') AND i.is_primary_key = 1", [("pk_users", "id")]),
    ("SELECT name FROM sys.foreign_keys WHERE parent_object_id = OBJECT_ID('posts')", [("fk_posts_author",)]),
    ("SELECT name FROM sys.foreign_keys WHERE referenced_object_id = OBJECT_ID('users')", [("fk_posts_author",)]),
    ("SELECT fk.name FROM sys.foreign_keys fk JOIN sys.foreign_key_columns fkc ON fkc.constraint_object_id = fk.object_id WHERE COL_NAME(fkc.parent_object_id, fkc.parent_column_id) = 'author'", [("fk_posts_author",)]),
    ("SELECT name FROM sys.key_constraints WHERE type = 'PK' AND OBJECT_NAME(parent_object_id) = 'users'", [("pk_users",)]),
    ("SELECT COUNT(*) FROM sys.default_constraints WHERE parent_object_id = OBJECT_ID('users')", [(1,)]),
    ("SELECT definition FROM sys.default_constraints dc JOIN sys.columns c ON dc.parent_object_id = c.object_id AND dc.parent_column_id = c.column_id WHERE c.object_id = OBJECT_ID('users') AND c.name = 'active'", [("((1))",)]),
    ("SELECT name FROM sys.check_constraints WHERE parent_object_id = OBJECT_ID('dbo.posts')", [("ck_posts",)]),
    ("SELECT COL_LENGTH('users', 'email')", [(510,)]),
    ("SELECT COL_LENGTH('dbo.users', 'nope')", [(None,)]),
    ("SELECT CASE WHEN COL_LENGTH('users', 'name') IS NULL THEN 0 ELSE 1 END", [(1,)]),
    ("SELECT CASE WHEN OBJECT_ID('dbo.users', 'U') IS NOT NULL THEN 1 ELSE 0 END", [(1,)]),
    ("SELECT CASE WHEN OBJECT_ID('dbo.nope', N'U') IS NULL THEN 1 ELSE 0 END", [(1,)]),
    ("SELECT TOP 1 name FROM sys.tables WHERE name = 'users'", [("users",)]),
    ("SELECT SCHEMA_NAME()", [("dbo",)]),
    ("SELECT SERVERPROPERTY('ProductMajorVersion')", [("15",)]),
    ("SELECT @@VERSION", [("Microsoft SQL Server 2019",)]),
    ("SELECT 1", [(1,)]),
]  # fmt: skip

ORACLE_TABLES = """
CREATE TABLE users (id INTEGER NOT NULL, email VARCHAR2(255 CHAR) NOT NULL, balance NUMBER(10, 2),
    CONSTRAINT pk_users PRIMARY KEY (id), CONSTRAINT uq_users_email UNIQUE (email));
CREATE TABLE posts (id INTEGER NOT NULL, author INTEGER, body CLOB, CONSTRAINT pk_posts PRIMARY KEY (id),
    CONSTRAINT fk_posts_author FOREIGN KEY(author) REFERENCES users (id) ON DELETE CASCADE);
CREATE INDEX ix_posts_author ON posts (author);
CREATE SEQUENCE ticket_numbers;
"""
DICTIONARY = schema_of(ORACLE_TABLES, ORACLE)

# https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/static-data-dictionary-views.html
ORACLES: list[tuple[str, list[tuple[Any, ...]]]] = [
    ("SELECT table_name FROM user_tables ORDER BY table_name", [("POSTS",), ("USERS",)]),
    ("SELECT COUNT(*) FROM user_tables WHERE table_name = 'USERS'", [(1,)]),
    ("SELECT COUNT(*) FROM user_tables WHERE table_name = UPPER('users')", [(1,)]),
    ("SELECT COUNT(*) FROM user_tables WHERE table_name = 'users'", [(0,)]),
    ("SELECT column_name, data_type, nullable FROM user_tab_columns WHERE table_name = 'USERS'", [("ID", "NUMBER", "N"), ("EMAIL", "VARCHAR2", "N"), ("BALANCE", "NUMBER", "Y")]),
    ("SELECT data_precision, data_scale FROM user_tab_columns WHERE table_name = 'USERS' AND column_name = 'BALANCE'", [(10, 2)]),
    ("SELECT char_length FROM user_tab_columns WHERE table_name = 'USERS' AND column_name = 'EMAIL'", [(255,)]),
    ("SELECT constraint_name FROM user_constraints WHERE table_name = 'POSTS' AND constraint_type = 'R'", [("FK_POSTS_AUTHOR",)]),
    ("SELECT r_constraint_name, delete_rule FROM user_constraints WHERE constraint_name = 'FK_POSTS_AUTHOR'", [("PK_USERS", "CASCADE")]),
    ("SELECT COUNT(*) FROM user_constraints WHERE table_name = 'USERS' AND constraint_type = 'C'", [(2,)]),
    ("SELECT cc.column_name FROM user_constraints c JOIN user_cons_columns cc ON cc.constraint_name = c.constraint_name WHERE c.table_name = 'USERS' AND c.constraint_type = 'P'", [("ID",)]),
    ("SELECT index_name, uniqueness FROM user_indexes WHERE table_name = 'POSTS'", [("PK_POSTS", "UNIQUE"), ("IX_POSTS_AUTHOR", "NONUNIQUE")]),
    ("SELECT column_name FROM user_ind_columns WHERE index_name = 'IX_POSTS_AUTHOR'", [("AUTHOR",)]),
    ("SELECT sequence_name FROM user_sequences", [("TICKET_NUMBERS",)]),
    ("SELECT 1 FROM dual", [(1,)]),
    ("SELECT CASE WHEN EXISTS (SELECT 1 FROM user_tables WHERE table_name = 'NOPE') THEN 1 ELSE 0 END FROM dual", [(0,)]),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "rows"), SQL_SERVER, ids=[sql[:60] for sql, _ in SQL_SERVER])
def test_sql_server(sql: str, rows: list[tuple[Any, ...]]) -> None:
    found = answer(sql, None, SERVER, MSSQL)
    assert found is not None
    assert sorted(found.rows, key=repr) == sorted(rows, key=repr)


@pytest.mark.parametrize(("sql", "rows"), ORACLES, ids=[sql[:60] for sql, _ in ORACLES])
def test_oracle(sql: str, rows: list[tuple[Any, ...]]) -> None:
    found = answer(sql, None, DICTIONARY, ORACLE)
    assert found is not None
    assert sorted(found.rows, key=repr) == sorted(rows, key=repr)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT name FROM sys.default_constraints WHERE parent_object_id = OBJECT_ID('users')",
        "SELECT OBJECT_ID('users')",
        "SELECT SERVERPROPERTY('Edition')",
        "SELECT DB_NAME()",
        "SELECT create_date FROM sys.tables WHERE name = 'users'",
        "SELECT name FROM sys.objects WHERE name = 'users'",
        "SELECT SUSER_SNAME()",
    ],
)
def test_sql_server_alone_knows(sql: str) -> None:
    with pytest.raises(NotAnswerable):
        answer(sql, None, SERVER, MSSQL)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT num_rows FROM user_tables WHERE table_name = 'USERS'",
        "SELECT constraint_name FROM user_constraints WHERE table_name = 'USERS' AND constraint_type = 'C'",
        "SELECT owner FROM user_constraints WHERE table_name = 'USERS'",
        "SELECT USER FROM dual",
        "SELECT object_name FROM sys.user_objects",
    ],
)
def test_oracle_alone_knows(sql: str) -> None:
    with pytest.raises(NotAnswerable):
        answer(sql, None, DICTIONARY, ORACLE)
