# ruff: noqa: E501
"""What SQLite says of its tables, and what the schema says of them."""

from __future__ import annotations

import pytest

from sqlgen.dialect import load_dialect
from tests.catalogue.oracle import Question, differences, schema_of
from tests.engines.databases import Database

SCRIPT = """
CREATE TABLE users (
    id INTEGER NOT NULL,
    email VARCHAR(255) NOT NULL,
    name TEXT DEFAULT 'nobody',
    is_active BOOLEAN DEFAULT 1 NOT NULL,
    created_at DATETIME DEFAULT (CURRENT_TIMESTAMP),
    balance NUMERIC(10, 2) DEFAULT 0,
    PRIMARY KEY (id),
    CONSTRAINT uq_users_email UNIQUE (email)
);
CREATE INDEX ix_users_name ON users (name);
CREATE UNIQUE INDEX ix_users_created ON users (created_at DESC, id);
CREATE TABLE teams (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(50) UNIQUE);
CREATE TABLE members (
    user_id INTEGER NOT NULL,
    team_id BIGINT NOT NULL,
    role VARCHAR(20) DEFAULT 'member' NOT NULL,
    PRIMARY KEY (user_id, team_id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT fk_members_team FOREIGN KEY(team_id) REFERENCES teams (id) ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX ix_members_some ON members (role) WHERE role <> 'member';
CREATE INDEX ix_members_lower ON members (lower(role));
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
CREATE TABLE "Odd Name" ("Id" INTEGER PRIMARY KEY, "order" INTEGER);
CREATE TABLE links (a INTEGER, b INTEGER, c INTEGER, UNIQUE (a, b), UNIQUE (b, c));
CREATE VIEW active_users AS SELECT id, email FROM users WHERE is_active;
CREATE TRIGGER touch AFTER UPDATE ON users BEGIN UPDATE users SET name = 'x' WHERE id = new.id; END;
ALTER TABLE users ADD COLUMN team BIGINT;
"""

QUESTIONS: list[Question] = [
    "SELECT name FROM sqlite_master WHERE type='table' ORDER BY name",
    "SELECT name FROM sqlite_master WHERE type='table' AND name='users'",
    'SELECT name FROM sqlite_master WHERE type="table" AND name="users"',
    ("SELECT name FROM sqlite_master WHERE type = 'table' AND name = :name", {"name": "nope"}),
    "SELECT COUNT(*) FROM sqlite_master WHERE type = 'index' AND name = 'ix_users_name'",
    "SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    "SELECT type, name, tbl_name FROM sqlite_master",
    r"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name",
    "SELECT upper(name) AS name FROM sqlite_master WHERE type = 'table' ORDER BY name",
    "SELECT name FROM sqlite_master WHERE tbl_name = 'users' AND type = 'index'",
    "SELECT name FROM sqlite_master WHERE type='index' AND tbl_name='members' AND name LIKE 'IX_%'",
    "SELECT name FROM sqlite_master WHERE type = 'view'",
    "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')",
    "SELECT name FROM sqlite_master WHERE type='index' AND tbl_name='users' AND sql IS NOT NULL",
    "SELECT name, sql FROM sqlite_master WHERE type='index' AND tbl_name='links'",
    "SELECT sql FROM sqlite_master WHERE name = 'nope'",
    "SELECT 1 FROM sqlite_master WHERE name = 'users'",
    "SELECT EXISTS(SELECT 1 FROM sqlite_master WHERE type='table' AND name='users')",
    "SELECT NAME FROM sqlite_master WHERE name = 'teams'",
    "PRAGMA table_info(users)",
    "PRAGMA table_info('members')",
    'PRAGMA table_info("Odd Name")',
    "PRAGMA table_info(nope)",
    "PRAGMA table_info(USERS)",
    "PRAGMA table_xinfo(links)",
    "PRAGMA index_list(users)",
    "PRAGMA index_list('links')",
    "PRAGMA index_list(members)",
    "PRAGMA index_info(ix_users_created)",
    "PRAGMA index_xinfo('ix_members_lower')",
    "PRAGMA foreign_key_list(members)",
    "PRAGMA foreign_key_list(users)",
    "PRAGMA main.table_info(teams)",
    "PRAGMA foreign_keys",
    "SELECT name FROM pragma_table_info('users')",
    "SELECT COUNT(*) FROM pragma_table_info('users') WHERE name = 'team'",
    "SELECT COUNT(*) AS CNTREC FROM pragma_table_info('users') WHERE name='nope'",
    "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name = 'teams'",
    "SELECT il.name, ii.name FROM pragma_index_list('links') il JOIN pragma_index_info(il.name) ii",
    "SELECT * FROM pragma_foreign_key_list('members')",
    "SELECT \"table\" FROM pragma_foreign_key_list('members') WHERE \"from\" = 'user_id'",
    "SELECT 1",
    "SELECT 'x'",
    "SELECT 1 AS one",
]


@pytest.mark.server("sqlite")
def test_same_answers(database: Database) -> None:
    dialect = load_dialect("sqlite")
    database.run_script_driver(SCRIPT)
    found = differences(QUESTIONS, schema_of(SCRIPT, dialect), dialect, database)
    assert not found, f"{len(found)} of {len(QUESTIONS)}:\n" + "\n".join(found)
